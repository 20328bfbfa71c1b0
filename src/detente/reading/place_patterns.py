"""Patterns of locative phrases, venues and datelines."""

from __future__ import annotations

import re

from detente.reading.time_patterns import MONTHS, WEEKDAYS

_WORD = r"(?:St|Mt|Ft|Ste)\.|[A-ZÀ-ÖØ-ÞŁŚŞČŠŽİ][\w’'.-]*[\w]|[A-Z]"
_CONNECTOR = r"(?:(?:of|and|the|de|da|del|al|el|la|le)\s+|(?:el|al|ash)-)?"
_NAME = rf"(?:{_WORD})(?:\s+{_CONNECTOR}(?:{_WORD})){{0,4}}"
_TURN = (
    r"(?:central|(?:north|south)(?:-?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|downtown|nearby"
    r"|neighbou?ring|rebel-held|government-held|occupied|war-torn|mainland)"
)
_KIND = (
    r"(?:city|cities|town|village|port|province|region|district|suburb|outskirts|capital|island"
    r"|enclave|border town|resort|territory|republic|state|peninsula|streets|port city|suburbs"
    r"|north|south|east|west|northeast|northwest|southeast|southwest|centre|center|coast|city of)"
)
_PREP = (
    r"(?P<prep>[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Ii]nside|[Aa]cross|[Tt]hroughout|[Ii]nto"
    r"|[Oo]n|[Oo]ff|[Ww]ithin)"
)
LOCATIVE = re.compile(
    rf"\b{_PREP}\s+(?:(?:the|its|their|an?)\s+)?(?:{_TURN}\s+(?:and\s+{_TURN}\s+)?)?"
    rf"(?:(?:(?P<adjective>{_WORD}(?:\s+{_WORD})?)\s+)?(?:[a-z]+[\s-]+){{0,2}}{_KIND}\s*(?:of\s+|,\s+)(?:{_TURN}\s+)?)?"
    rf"(?P<name>{_NAME})"
)
CAPITAL_OF = re.compile(
    rf"\b{_PREP}\s+the\s+(?P<adjective>{_WORD}(?:\s+{_WORD})?)\s+capital\b(?!\s*(?:of|,)\s+[A-Z])"
)
_VENUE_NOUN = (
    r"(?:embassy|consulate|palace|airport|air\s?base|airbase|naval base|military base|army base"
    r"|base|barracks"
    r"|headquarters|hotel|parliament|ministry|square|mosque|church|cathedral|prison|villa|residence"
    r"|mission|compound|camp|checkpoint|crossing|border crossing|border|port|hospital|university"
    r"|school|courthouse|stadium|summit venue|castle|chateau|resort)"
)
VENUE = re.compile(
    r"\b(?P<prep>[Aa]t|[Oo]utside|[Nn]ear|[Ii]nside|[Ii]n front of|[Aa]round|[Ii]n|[Aa]long"
    r"|[Oo]n)\s+"
    rf"(?P<venue>(?:the|a|an|its|his|her|their)\s+(?:[\w’'.-]+\s+){{0,4}}?(?i:{_VENUE_NOUN})\b"
    rf"(?:\s+(?:with|between)\s+(?:{_NAME}))?)"
    rf"(?:\s+(?:in|of|near|outside|at)\s+(?:(?:the|{_TURN})\s+)*(?:[\w-]+\s+(?:city|town"
    rf"|capital|port|suburb)\s+of\s+)?(?P<name>{_NAME}))?"
)
SEAT = re.compile(
    rf"\b(?P<prep>[Aa]t|[Oo]utside|[Ii]nside|[Nn]ear"
    rf"|[Ii]n)\s+(?P<venue>(?:the\s+)?(?P<name>{_NAME}))"
)
AFTER_NAME = re.compile(rf",\s+(?P<state>{_NAME})")
DAY_NAMES = frozenset(
    [*WEEKDAYS.split("|"), *MONTHS, "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
)
PROVINCE = re.compile(
    r"\s+(?:province|region|governorate|oblast|district|county|state|department)\b"
)
OBJECT = re.compile(
    rf"\s+(?:on\s+|against\s+)?(?:the\s+)?(?:{_TURN}\s+)?"
    rf"(?:(?:(?P<adjective>{_WORD})\s+)?(?:[a-z]+[\s-]+){{0,2}}{_KIND}\s+of\s+)?(?P<name>{_NAME})"
)
FOLLOWS = re.compile(r"\s+([A-ZÀ-Þ][\w.]*)")
POSSESSIVE = re.compile(r"['’]s?\b")
OWNED = re.compile(
    rf"['’]s?\s+(?:{_TURN}\s+)?(?:[a-z-]+\s+){{0,2}}?(?:(?P<name>{_NAME})|{_KIND}\b"
    rf"|(?i:{_VENUE_NOUN})\b)"
)
GLUED = re.compile(r"-\w")
# nouns that "in" says which one of, and words whose "in" is no place at all
THEME = re.compile(
    r"\b(?P<noun>wars?|conflicts?|crisis|situation|peace|fighting|violence|bloodshed|stability"
    r"|instability|unrest"
    r"|ceasefire|truce|government|regime|authorities|leadership|rulers|administration|election"
    r"|elections|coup"
    r"|officials|diplomats|leaders|officers|ambassador|envoy|embassy|troops|forces|bases|rebels"
    r"|allies|partners"
    r"|democracy|human rights|role|presence|operations?|campaign|intervention|investments?"
    r"|reforms?|powers?|people"
    r"|territory|civilians|events|developments|uprising|revolution|protests|interference"
    r"|involvement|militants"
    r"|insurgents|fighters|programmes?|programs?)\s+$"
)
NO_PLACE = re.compile(
    r"\b(?:confidence|trust|faith|belief|believes?|interests?|stake|interested|change|changes"
    r"|live[sd]?|born|lost faith"
    r"|differences?|investing|invest|educated|based|result(?:s|ed)?)\s+$"
)
DATELINE = re.compile(
    r"^\W*(?P<name>[A-ZÀ-Þ][\w’'. -]{1,28}?)(?:,\s*(?P<state>[A-Z][\w. ]{1,24}?))?"
    r"(?:,\s*(?:\w+\.?\s+\d{1,2}|\d{1,2}\s+\w+)(?:,?\s+\d{4})?)?\s*"
    r"(?:[(/\[][^)\]]{1,40}[)\]/]\s*)?(?P<dash>—|–|--?|:)\s+(?=\S)"
)
GEORGIA_USA = re.compile(
    r"\bAtlanta\b|\bFort (?:Stewart|Benning|Moore)\b|\bU\.?S\.? state of Georgia\b"
)

CITY_STATES = frozenset({"Singapore", "Monaco", "Hong Kong", "Macau", "Djibouti"})
# what may stand behind a city and is in no table
US_STATES = dict.fromkeys(
    [
        "Ala.",
        "Va.",
        "Md.",
        "Calif.",
        "Fla.",
        "Ga.",
        "Mass.",
        "Conn.",
        "N.Y.",
        "N.J.",
        "Pa.",
        "D.C.",
        "Georgia",
    ],
    "USA",
) | {"Ontario": "CAN", "British Columbia": "CAN"}
