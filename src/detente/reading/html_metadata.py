"""What a page of HTML says of itself: title, summary, author, publisher, address and date."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import Element, HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document as PageMetadata

from detente.reading.blocks import Metadata

_STATED = XPath(
    "//head/meta | //head/link[@rel='canonical'] | //head/title | //head/base"
    " | //script[contains(@type, 'ld+json')]"
)
