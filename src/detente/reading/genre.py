"""A page's genre from scored cues: labels, address, notes on the author, and how the text is put.

Each cue adds its weight to one or two genres and the greatest sum wins; a page without cues is a
report. A page's own label (8; 4 where the word has other uses) outweighs all habits of style, which
add up to 7 at most and decide where there is no label. Rates are per thousand words outside
quotation marks. The weights were set by hand on a part of the project's own pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detente.document import Genre
from detente.reading.blocks import Block
from detente.reading.turns import is_turn

_LABEL_WEIGHTS: tuple[tuple[Genre, float, str], ...] = (
    (
        "opinion",
        8.0,
        "opinion|opinions|op-ed|oped|commentary|editorial|editorials|columnist|columnists"
        "|viewpoint|viewpoints|guest essay|comment is free|opinion column|our view|guest column",
    ),
    # "Comment" may be a button and "Letters" a neighbouring section
    (
        "opinion",
        4.0,
        "comment|column|leaders|voices|perspective|perspectives|letters|letter from|blog|debate",
    ),
    (
        "analysis",
        8.0,
        "analysis|news analysis|explainer|explained|backgrounder|in depth|policy brief",
    ),
    ("analysis", 4.0, "essay|essays|long read|the long read|briefing|q&a|big read"),
    (
        "official",
        8.0,
        "readout|press release|press releases|for immediate release|press statement|remarks"
        "|joint statement|press briefing|communiqué|fact sheet|media note|statements and releases"
        "|briefing room|press centre|press center",
    ),
    ("official", 4.0, "transcript|statement|speeches"),
)
_LABELS: dict[str, tuple[Genre, float]] = {
    label: (genre, weight)
    for genre, weight, labels in _LABEL_WEIGHTS
    for label in labels.split("|")
}

_CRUMBS = re.compile(r"\s*[»>›→]\s*")
_PREFIX = re.compile(r"^([A-Za-z&’' -]{4,24}?)\s*(?::|\||–|—)\s+\S")
_SUFFIX = re.compile(r"\s[|–—-]\s([A-Za-z&-]{4,14})(?:\s[|–—-]\s.*)?$")
_SECTION = re.compile(
    r"""(?:article:section|parsely-section|"articleSection"|article_section|og:section|"section")"""
    r"""["']?\s*(?:content\s*=|:)\s*\[?\s*["']([^"'<>]{2,60})["']"""
)
_HEAD_OF_HTML = 300_000  # characters; sections are stated in the head and the first scripts

_OFFICIAL_HOST = re.compile(
    r"^(?:\w+://)?(?:[\w-]+\.)*(?:gov|mil|gov\.\w\w|gob\.\w\w|gouv\.fr|govt\.nz|go\.jp|go\.kr|gc\.ca"
    r"|kremlin\.ru|mid\.ru|government\.ru|mfa\.\w+(?:\.\w\w)?|fmprc\.gov\.cn|europa\.eu|un\.org"
    r"|nato\.int|osce\.org|iaea\.org|elysee\.fr|bundesregierung\.de|auswaertiges-amt\.de|state\.gov"
    r"|president\.\w\w|pmindia\.gov\.in|mea\.gov\.in)(?:[:/]|$)",
    re.IGNORECASE,
)


def _path(names: str) -> re.Pattern[str]:
    """A pattern for folders of an address, or words at the end of one of their names."""
    return re.compile(rf"[/-](?:{names})(?=[/.-]|$)", re.IGNORECASE)


_PATHS: tuple[tuple[Genre, float, re.Pattern[str]], ...] = (
    (
        "opinion",
        8.0,
        _path(
            "opinions?|commentisfree|op-?eds?|editorials?|columnists?|comment|columns?|voices"
            "|viewpoints?"
        ),
    ),
    (
        "analysis",
        8.0,
        _path("analysis|news-analysis|explainers?|backgrounders?|essays?|long-?reads?|in-depth"),
    ),
    (
        "official",
        4.0,
        _path("readouts?|press-releases?|statements?-by|briefing-room|remarks|transcripts?"),
    ),
)

_OFFICIAL_TITLE = re.compile(
    r"^(?:joint )?(?:readout|remarks|press (?:statement|release|conference|briefing)|transcript"
    r"|statement (?:by|from|of|on|attributable)|fact sheet|background (?:press )?briefing"
    r"|(?:speech|address) (?:by|of)|joint (?:statement|declaration|communiqu[eé])"
    r"|telephone conversation with|(?:phone )?call with|meeting with|message (?:from|to)"
    r"|note to correspondents)\b|\breadout of\b"
    r"|[’']s (?:call|meeting|remarks|statement|speech|address|telephone conversation)"
    r" (?:with|to|at|on|in)\b",
    re.IGNORECASE,
)
_ANALYSIS_TITLE = re.compile(
    r"^(?:why|how|what|where|who|when|can|will|is|are|does|do)\b|\bexplained\b|[?]$"
    r"|^(?:two|three|four|five|six|seven|\d) (?:things|reasons|questions|ways|lessons|takeaways)\b",
    re.IGNORECASE,
)
_OFFICIAL_TEXT = re.compile(
    r"\b(?:the following (?:is|are|was|readout|statement|text)|is attributable to|press service"
    r"|office of the (?:spokesperson|press secretary|spokesman)|bureau of public affairs"
    r"|information and press department|for immediate release|end of transcript"
    r"|unedited transcript|media note)\b|^#\s?#\s?#$",
    re.IGNORECASE,
)
_MET = re.compile(
    r"^(?:[A-Z][^.“\"]{0,60}, ?[A-Z][a-z]+ \d+[^.]{0,12}[–—-]+\s*)?(?:today,? |on [^.]{3,30}, )?"
    r"(?:the )?(?:us |u\.s\. )?(?:vice |deputy |prime |foreign |first )*"
    r"(?:president|secretary|minister|chancellor|high representative|spokesperson|ambassador)\b"
    r"[^.“\"]{0,90}\b(?:spoke|met|held|had a|received|welcomed|hosted|expressed)\b",
    re.IGNORECASE,
)
_DIPLOMATIC = re.compile(
    r"\b(?:underscored|reaffirmed|reiterated|emphasi[sz]ed|thanked|discussed|welcomed|condemned"
    r"|exchanged views|stressed|commended|expressed (?:concern|appreciation|support)|the (?:two )?"
    r"(?:sides|leaders|presidents|ministers|parties))\b",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"^[•*—– ]*(?:[Tt]he (?:writer|author)|(?:(?:Dr|Sir|Prof|Gen)\.? )?[A-Z][\w.’'-]+"
    r"(?: [A-Z][\w.’'-]+){1,3})(?:,[^,]{3,60},)?"
    r" (?:is|was|writes|served|teaches|covers|works|directs|has (?:served|been|written))\b"
    r"[^.]{0,200}\b(?:author|fellow|professor|former|director|columnist|writes?|editor|ambassador"
    r"|analyst|scholar|historian|lecturer|researcher|chair|expert|served|consultant|diplomat"
    r"|officer|teaches)\b",
)
_OWN_VIEWS = re.compile(
    r"\b(?:views? (?:expressed|are|here)[^.]{0,40}(?:own|personal|those of|author)"
    r"|do(?:es)? not (?:necessarily )?reflect the (?:views|position|opinion)"
    r"|in a personal capacity|opinions? expressed)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)[‘'][^‘’']{2,300}?[.,?!][’'](?!\w)")
_FIRST_PERSON = re.compile(r"\b(?:I|I[’']\w+|my|me|mine|myself)\b")
_TO_AUTHOR = re.compile(r"\b(?:told|tells|asked) me\b|\bI (?:asked|met|spoke|put)\b")
_PRESCRIPTIVE = re.compile(
    r"\b(?:should|must|ought to|needs? to|had better|it is time|cannot afford|let us|let[’']s)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|according to|announced|added|reported|declined to|confirmed)\b"
)
_ON_A_DAY = re.compile(
    r"\b(?:on|late|early|since|until|last|next) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:morning|night|evening|afternoon)\b"
)
_WEIGHING = re.compile(
    r"\b(?:may|might|perhaps|likely|unlikely|appears?|seems?|suggests?|probably|arguably"
    r"|in (?:effect|practice|theory|part)|rather than|not so much|in other words|at stake|for now"
    r"|the (?:question|problem|trouble|difficulty|point|lesson|logic|irony)|of course|after all"
    r"|that is why|which is why|amounts? to|means? that)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-Z][A-Z.’' -]{2,30}\b[^a-z“\"]{0,12}.{0,40}?[)\d,]? ?[–—-]{1,2} ")
_MAGAZINE = re.compile(
    r"\b(?:this essay|this issue|same issue|essays|quarterly|times a year)\b", re.I
)
_REPORT_PARAGRAPH = 47  # words of a news report's average paragraph, at most
_ARTICLE_WORDS = 25  # a paragraph this long is article text, whatever stands above it is the head
_END_BLOCKS = 8  # blocks at the end in which a note on the author may stand


def find_genre(
    blocks: Sequence[Block], url: str | None = None, sections: Iterable[str] = ()
) -> Genre:
    """The genre that the cues of a page add up to.

    Args:
        blocks: the page's blocks with their roles, updates apart.
        url: the page's address.
        sections: names of sections that the page's metadata states (see ``sections_of``).
    """
    return max(_scores(blocks, url, sections).items(), key=lambda item: item[1])[0]


def sections_of(html: str) -> list[str]:
    """The names of the sections that an HTML page's metadata states, such as "Opinion"."""
    return [match[1].strip() for match in _SECTION.finditer(html[:_HEAD_OF_HTML])]


def _scores(
    blocks: Sequence[Block], url: str | None, sections: Iterable[str]
) -> dict[Genre, float]:
    scores: dict[Genre, float] = {"report": 1.5, "analysis": 0.0, "opinion": 0.0, "official": 0.0}
    for genre, weight in (
        *_of_labels(blocks, sections),
        *_of_address(url or ""),
        *_of_title(blocks),
        *_of_end(blocks),
        *_of_form(blocks),
        *_of_style([block.text for block in blocks if block.role == "body"]),
    ):
        scores[genre] += weight
    return scores


def _of_labels(blocks: Sequence[Block], sections: Iterable[str]) -> Iterable[tuple[Genre, float]]:
    found: dict[Genre, float] = {}
    for name in (*sections, *_label_lines(blocks)):
        label = _LABELS.get(name.strip(" .:|#").lower())
        if label:
            # the same label in the head, the breadcrumb and the metadata is one cue
            found[label[0]] = max(found.get(label[0], 0.0), label[1])
    return list(found.items())


def _label_lines(blocks: Sequence[Block]) -> Iterable[str]:
    """Label-like lines above the article: a line of its own, a crumb, a prefix or suffix."""
    head = 0
    while head < len(blocks) and len(blocks[head].text.split()) < _ARTICLE_WORDS:
        head += 1
    for index, block in enumerate(blocks[:head]):
        text = block.text
        if block.role == "title" or len(text.split()) > 3:
            for match in (_PREFIX.match(text), _SUFFIX.search(text)):
                if match and block.role != "teaser":
                    yield match[1]
        crumbs = _CRUMBS.split(text)
        if 1 < len(crumbs) <= 6:
            yield from crumbs
        elif len(text.split()) <= 3 and not _in_menu(blocks, index):
            yield text


def _in_menu(blocks: Sequence[Block], index: int) -> bool:
    """True in a run of four or more lines of one or two words: a menu names every section."""
    low = high = index
    while low > 0 and len(blocks[low - 1].text.split()) <= 2:
        low -= 1
    while high + 1 < len(blocks) and len(blocks[high + 1].text.split()) <= 2:
        high += 1
    return high - low >= 3


def _of_address(url: str) -> Iterable[tuple[Genre, float]]:
    if _OFFICIAL_HOST.match(url):
        yield "official", 5
    for genre, weight, pattern in _PATHS:
        if pattern.search(url):
            yield genre, weight


def _of_title(blocks: Sequence[Block]) -> Iterable[tuple[Genre, float]]:
    title = next((block.text for block in blocks if block.role == "title"), "")
    if _ANALYSIS_TITLE.search(title):
        yield "analysis", 2
        yield "opinion", 1
    if any(_OFFICIAL_TITLE.search(text) for text in (title, *_head_lines(blocks))):
        yield "official", 4


def _head_lines(blocks: Sequence[Block]) -> Iterable[str]:
    """The lines above the article, without the title and teasers."""
    for block in blocks:
        if len(block.text.split()) >= _ARTICLE_WORDS:
            return
        if block.role not in ("title", "teaser"):
            yield block.text


def _of_end(blocks: Sequence[Block]) -> Iterable[tuple[Genre, float]]:
    """A note on the author marks writing in the author's own name."""
    bodies = [index for index, block in enumerate(blocks) if block.role == "body"]
    start = max(bodies[-2:-1], default=0)
    notes = [block.text for block in blocks[start:] if len(block.text.split()) <= 60]
    if any(_BIO.match(text) for text in notes[:_END_BLOCKS]):
        yield "opinion", 2.5
        yield "analysis", 2.5
    if any(_OWN_VIEWS.search(text) for text in notes):
        yield "opinion", 2
        yield "analysis", 1.5


def _of_form(blocks: Sequence[Block]) -> Iterable[tuple[Genre, float]]:
    bodies = [block.text for block in blocks if block.role == "body"]
    margins = [block.text for block in blocks if block.role in ("furniture", "dek", "caption")]
    if any(_OFFICIAL_TEXT.search(text) for text in (*margins, *bodies[:2], *bodies[-2:])):
        yield "official", 3
    if sum(map(is_turn, bodies)) >= 3:
        yield "official", 5
    if bodies and _MET.match(bodies[0]):
        yield "official", 1.5
    if any(_DATELINE.match(text) for text in bodies[:2]):
        yield "report", 1.5
    if any(_MAGAZINE.search(text) for text in margins):
        yield "analysis", 1.5


def _of_style(bodies: Sequence[str]) -> Iterable[tuple[Genre, float]]:
    text = "\n".join(bodies)
    plain = _QUOTED.sub(" ", text)
    thousands = max(len(plain.split()), 150) / 1000

    def rate(pattern: re.Pattern[str]) -> float:
        return len(pattern.findall(plain)) / thousands

    own = max(0.0, rate(_FIRST_PERSON) - 2 * rate(_TO_AUTHOR))
    yield "opinion", min(4.0, own / 4) + min(3.0, rate(_PRESCRIPTIVE) / 4)
    yield "report", min(1.5, rate(_SAID) / 15) + min(3.0, rate(_ON_A_DAY) * 0.8)
    weighing = min(2.5, rate(_WEIGHING) / 4) + min(1.0, plain.count("?") / thousands / 3)
    yield "analysis", weighing
    yield "opinion", weighing / 2
    words = len(text.split()) / max(1, len(bodies))
    yield "analysis", min(1.5, max(0.0, (words - _REPORT_PARAGRAPH) / 10))
    quotes = sum(text.count(mark) for mark in ("“", ' "')) / thousands
    diplomatic = min(3.0, rate(_DIPLOMATIC) / 4)
    yield "official", diplomatic if quotes < 4 else diplomatic / 3
