"""Stands for reading a page, where worker processes can import it."""

from __future__ import annotations

import os
import time

from detente.document import RawPage
from detente.errors import DetenteError
from detente.reading.encoder import Encoder


def step(item: RawPage, encoder: Encoder) -> str:
    """Stands for reading a page: what it does is in the page's name."""
    if item.locator == "crash":
        os._exit(9)
    if item.locator == "bug":
        raise ValueError("a fault")
    if item.locator == "refuse":
        raise DetenteError("NO_ARTICLE", "There is no article.", "Look at the page.")
    if item.locator == "slow":
        # the limit is on processor time
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
    return item.locator
