"""The brief: what two parties have said, from the ledger, with every quote checked on its page."""

from detente.brief.build import build_brief
from detente.brief.model import Brief
from detente.brief.render import render
from detente.brief.verify import verify_brief

__all__ = ["Brief", "build_brief", "render", "verify_brief"]
