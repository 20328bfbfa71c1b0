"""Which office a title means: "Minister for Foreign Affairs", "External Affairs Minister" are one.

A post is a short key: a code of the table of offices (``foreign_minister``), a class of heads
(``president``, ``prime_minister``, ``monarch``) or, where nothing is known, the folded title.
"""

from __future__ import annotations

import re
from functools import cache

from detente.knowledge.names import fold

# Words before a title that leave the office what it is.
_LOOSE = re.compile(
    r"^(?:the|his|her|its|former|formerly|ex|then|late|acting|interim|caretaker|current|outgoing"
    r"|incoming|federal|union|royal|senior|veteran|longtime|long time|embattled|new|imperial"
    r"|his excellency|her excellency|cabinet(?= minister)|us|u\.s\.)\s+"
)
_JUNIOR = re.compile(
    r"\b(?:deputy|vice|assistant|associate|alternate|junior|shadow|parliamentary"
    r"|under ?secretary|minister of state|state minister (?:for|of)"
    r"|state secretary|minister delegate|secretary of state (?:for|to)"
    r" (?:european|development|trade))\b"
)
# Sub-national and neighbouring posts whose words look like a minister's.
_BESIDE = re.compile(
    r"\b(?:committee|commission|intelligence|adviser|advisor|assistant to|office of|chief of staff"
    r"|secretary to|bank|court|home front|department's|ambassador|minister in|minister at|director"
    r"|economic adviser|assisting|responsible)\b"
)
_MINISTER = r"(?:minister|secretary|minister president)"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (post, re.compile(pattern))
    for post, pattern in (
        (
            "foreign_minister",
            r"\b(?:foreign|external affairs|foreign affairs|external relations) minister\b"
            rf"|\b{_MINISTER}\b.*\b(?:(?:foreign|external)(?:, [a-z ]+| and [a-z ]+)?"
            r" (?:affairs|relations)"
            r"|international relations|external relations)\b"
            r"|\bminister of foreign and \w+ affairs\b|\b(?:chief|top) diplomat\b",
        ),
        (
            "defence_minister",
            rf"\b(?:defen[cs]e|national defen[cs]e|war) {_MINISTER}\b"
            rf"|^(?!head|secretary of the national security)(?:[a-z ]+ )?{_MINISTER} .*"
            r"\bdefen[cs]e\b"
            r"(?! (?:materiel|equipment|science|industry|production|procurement|personnel))"
            r"|\b(?:defen[cs]e|pentagon) chief\b"
            r"|\bminister (?:of|for) (?:the )?armed forces\b|\barmed forces minister\b"
            r"|\bminister of the people's power for defen[cs]e\b",
        ),
        (
            "finance_minister",
            rf"\b(?:finance|treasury) {_MINISTER}\b"
            rf"|\b{_MINISTER}\b.*\b(?:finance|finances|treasury)\b"
            r"|\bchancellor of the exchequer\b|^treasurer$|\bfinance chief\b",
        ),
        (
            "interior_minister",
            rf"\b(?:interior|internal affairs|home affairs|home) {_MINISTER}\b"
            rf"|\b{_MINISTER}\b.*\b(?:interior|internal affairs|home affairs|home department"
            r"|homeland security)\b|\bhomeland security (?:secretary|chief)\b",
        ),
    )
)
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (post, re.compile(pattern))
    for post, pattern in (
        (
            "prime_minister",
            r"^(?:prime minister|premier|taoiseach|federal chancellor|minister president)$"
            r"|^(?:president|chairman|chairperson|chair|head) of the (?:spanish )?(?:government"
            r"|council|(?:state )?council of ministers|cabinet of ministers)(?= \(|$)"
            r"|^premier of the state council$|\(prime minister\)",
        ),
        ("chancellor", r"^chancellor$"),
        ("president", r"^president(?: of the (?:republic|russian federation|united states))?$"),
        ("president", r"^state president$|^executive president$"),
        ("vice_president", r"^(?:first |executive )?vice president$"),
        (
            "deputy_head",
            r"^(?:first |second |third )?(?:deputy prime minister|vice premier|deputy premier"
            r"|vice prime minister)\b|^(?:vice chancellor|tanaiste|first secretary of state)$",
        ),
        (
            "monarch",
            r"^(?:king|queen|emperor|emir|amir|sultan|grand duke|grand duchess|pope|pontiff"
            r"|monarch|ruler|prince|sovereign|yang di pertuan agong)$",
        ),
        ("crown_prince", r"^crown (?:prince|princess)$"),
        ("supreme_leader", r"\bsupreme leader$"),
        ("head_of_state", r"^head of state$"),
        ("head_of_government", r"^head of government$"),
        ("leader", r"^(?:leader|ruler|strongman|head)$"),
        (
            "party_leader",
            r"^(?:general secretary|party (?:leader|chief|secretary)|first secretary)\b",
        ),
        ("secretary_of_state", r"^secretary of state$"),
        # a minister in London, Manila and Mexico, an official in Delhi and Islamabad
        (
            "foreign_secretary",
            r"^(?:foreign|foreign affairs) secretary$|^secretary (?:of|for) foreign affairs$",
        ),
        (
            "un_ambassador",
            r"\b(?:ambassador|envoy|permanent representative|representative) (?:to|at) the (?:un"
            r"|u\.n\.|united nations)\b|^(?:un|u\.n\.|united nations) (?:ambassador|envoy)$"
            r"|^permanent representative$",
        ),
        (
            "security_adviser",
            r"\bnational security advis[eo]r$|^security advis[eo]r$"
            r"|\bassistant to the president for national security affairs\b"
            r"|^secretary of the (?:supreme )?(?:national )?security"
            r" (?:and defen[cs]e )?council",
        ),
        (
            "speaker",
            r"^(?:house )?speaker\b|^(?:president|chairman|chairperson|chair) of the (?:parliament"
            r"|national assembly|state duma|house of representatives|chamber of deputies|riksdag)$"
            r"|^parliament(?:ary)? speaker$",
        ),
        ("envoy", r"\b(?:special )?(?:envoy|representative)$"),
        ("high_representative", r"\bhigh representative\b|\bforeign policy chief\b"),
    )
)
_SPOKEN = re.compile(r"\b(?:spokes(?:man|woman|person|peron)|press secretary|press secretariat)\b")
_INSTITUTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("foreign", r"foreign|external affairs|state department|department of state|quai d'orsay"),
        ("defence", r"defen[cs]e|pentagon|army|military"),
        ("presidency", r"president|white house|kremlin|elysee|blue house"),
        ("government", r"government|cabinet|prime minister|downing street|chancell"),
    )
)
_BODY_HEAD = re.compile(
    r"^(?:secretary general|general secretary|director general|managing director"
    r"|executive director|president|chair(?:man|woman|person)?|chief|head|boss|leader|director"
    r"|chief inspector|high commissioner|commissioner general|administrator|prosecutor"
    r"|chief prosecutor|governor|executive secretary|secretary|commander|supreme commander)$"
)


@cache
def post_of(title: str) -> str:
    """The post that a title means, in whatever spelling; see the module."""
    plain = fold(title.replace("(", " (").replace("-", " "))
    while (bare := _LOOSE.sub("", plain)) != plain:
        plain = bare
    if _SPOKEN.search(plain):
        found = next((name for name, rule in _INSTITUTIONS if rule.search(plain)), "")
        return f"spokesperson {found}".strip()
    for post, rule in _HEADS:
        if rule.search(plain):
            return post
    junior = _JUNIOR.search(plain)
    for post, rule in _RULES:
        if rule.search(plain) and not _BESIDE.search(plain):
            return f"deputy {post}" if junior else post
    return plain


def is_body_head(title: str) -> bool:
    """True for what the head of an organisation can be called: "chief", "director-general"."""
    return bool(_BODY_HEAD.match(fold(title.replace("-", " "))))


# What a head of state or government may be called beside the title of the row.
_SYNONYMS = {
    "chancellor": ("prime_minister",),
    "secretary_of_state": ("foreign_minister",),
    "supreme_leader": ("leader",),
}


@cache
def posts_of_tenure(office: str, title: str) -> frozenset[str]:
    """Every post under which a row of the table can be meant, from its code and title."""
    named = post_of(title)
    posts = {office, named, *_SYNONYMS.get(named, ())}
    if office in {"head_of_state", "head_of_government"}:
        posts.add("leader")
    if office == "head_of_government" and named not in {"president", "monarch"}:
        posts.add("prime_minister")
    if title == "Chancellor of the Exchequer":
        posts.add("chancellor")
    if office == "foreign_minister" and "Secretary" in title:
        posts.add("foreign_secretary")
    if office == "foreign_secretary":
        posts.discard("foreign_minister")
    if named.startswith("spokesperson"):
        posts.add("spokesperson")
    return frozenset(posts)
