"""Write ``knowledge/offices.csv`` from an office-holders CSV and the table written by hand.

The CSV (columns country_iso3, position, person, person_id, start, end; the snapshots of July 2022
to March 2023 of the every-politician-scrapers repositories) is read, not copied: posts are picked
by ``office_positions``, titles and names put into the form used in news, ends that are open
although a later holder is known are closed at that holder's start.

The rows of ``offices_by_hand.csv`` win over it wherever the two speak of one office at one time;
those of office "name" give spellings alone. They were put by hand from general knowledge; some,
short acting holders above all, have their names, starts or ends from the CSV, where these agree
with what is known. That knowledge is good to the middle of 2025 and has gaps after it. Rows open
at a snapshot whose further course is not known end on the snapshot's day; an empty end means: in
office when the table was last looked at, in the middle of 2025.

``python -m training.offices holders.csv`` writes the table and prints what was dropped, what
overlaps, and which stays written by hand hide several holders whom the CSV has inside them: such
a stay is as a rule too long. Only the table it writes is read at run time.
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from training.office_positions import WRONG, office_of

KNOWLEDGE = Path(__file__).parent.parent / "src" / "detente" / "knowledge"
COLUMNS = ("state", "body", "office", "title", "person", "also", "start", "end")
# Posts that one person holds at a time; a second holder is an error or a rival.
SINGLE = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "interior_minister",
        "security_adviser",
        "un_ambassador",
        "party_leader",
        "crown_prince",
        "head",
    ]
)
# Posts of which a state has several: carried only for people who also hold one of LEADING.
MANY = frozenset({"deputy_head"})
LEADING = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
OLDEST = "1985"
SAME_STAY_DAYS = 400  # two starts of one person in one post nearer than this are one stay
MAX_UNKNOWN_YEARS = 8  # an open stay as a minister longer than this is a gap of the source

# Spelling habits of the source that news does not share.
_SPELLING = (
    (re.compile(r"\b(Al|El|Ad|As|Ar|An|Ash|Az)-(?=\w)"), lambda m: m.group(0).lower()),
    (re.compile("[ʿʾ‘’`´ʻʼ]"), lambda m: "'" if m.group(0) in "’'" else ""),
)
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}
    | {
        "æ": "ae",
        "Æ": "Ae",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ə": "a",
        "Ə": "A",
        "œ": "oe",
    }
    | {"’": "'", "ʻ": "", "–": "-"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class Row:
    """One stay in an office; dates as written (year, year-month or day), end empty if open."""

    state: str
    body: str
    office: str
    title: str
    person: str
    also: str
    start: str
    end: str
    person_id: str = ""
    by_hand: bool = False

    @property
    def post(self) -> tuple[str, str, str]:
        """What only one person holds: the state or body, and the office."""
        return (self.state, self.body, self.office)


def first_day(text: str) -> date:
    """The first day of a year, month or day."""
    return date.fromisoformat((text + "-01-01")[:10])


def last_day(text: str) -> date:
    """The last day of a year, month or day; an empty one is far off."""
    if not text:
        return date.max
    if len(text) == 4:
        return date(int(text), 12, 31)
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return date.fromisoformat(text)


def ascii_form(name: str) -> str:
    """The name without diacritics."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in plain if ord(letter) < 128)


def folded(name: str) -> str:
    """The name as compared: ASCII, lower case, no points or hyphens."""
    return re.sub(r"[-'. ]+", " ", ascii_form(name)).casefold().strip()


def news_name(name: str, state: str) -> str:
    """A source's label in the form news uses: no macrons, no half rings, small "al-"."""
    for pattern, repl in _SPELLING:
        name = pattern.sub(repl, name)
    name = re.sub(r"\s*\(.*\)|, .*$", "", name)
    name = name[:1].upper() + name[1:]
    if re.search("[āēīōūĀĪŌŪḥḍṣṭẓ]", name) and state not in {"LVA", "LTU"}:
        name = ascii_form(name)
    return name.replace("'", "") if state == "JPN" else name


def read_source(path: Path) -> list[Row]:
    """The rows of the office-holders CSV that are of our offices and end after OLDEST."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            state = {"UNK": "XKX"}.get(record["country_iso3"], record["country_iso3"])
            found = office_of(state, record["position"].split("|")[0])
            if not state or not found or (record["end"] or "9") < OLDEST or not record["start"]:
                continue
            name = news_name(record["person"], state)
            start, end = record["start"], record["end"]
            latin = re.match("[A-Za-zÀ-ɏḀ-ỿ]", name)
            if not latin or start[:7] in WRONG.get((state, found[0]), ""):
                continue
            rows.append(Row(state, "", *found, name, "", start, end, record["person_id"]))
    leading = {row.person_id for row in rows if row.office in LEADING}
    return [row for row in rows if row.office not in MANY or row.person_id in leading]


def read_hand(path: Path) -> list[Row]:
    """The rows written by hand; those of office "name" give spellings alone."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(**{column: record[column] for column in COLUMNS}, by_hand=True)
            for record in csv.DictReader(file)
        ]


def one_spelling(source: Sequence[Row], hand: Sequence[Row]) -> list[Row]:
    """The source's rows under the names that the hand-written table uses for the same people."""
    known: dict[tuple[str, str], str] = {}
    for row in hand:
        for spelling in (row.person, *filter(None, row.also.split("|"))):
            known.setdefault((row.state, folded(spelling)), row.person)
    by_id: dict[str, str] = {}
    for row in source:
        name = known.get((row.state, folded(row.person)))
        if name:
            by_id[row.person_id] = name
    return [replace(row, person=by_id.get(row.person_id, row.person)) for row in source]


def close_open(rows: Sequence[Row], snapshots: dict[str, str]) -> tuple[list[Row], list[str]]:
    """The rows with open and overrunning ends closed; and what was dropped, in words."""
    posts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        posts[row.post].append(row)
    kept, dropped = [], []
    for post, held in posts.items():
        held.sort(key=lambda row: (first_day(row.start), last_day(row.end)))
        for at, row in enumerate(held):
            others = [item for item in held[at + 1 :] if item.person != row.person]
            later = [item.start for item in others if item.start > row.start]
            closed = row
            if not row.end:
                successor = later[0] if later and post[2] in SINGLE else ""
                closed = replace(row, end=successor or snapshots[row.state])
            elif later and post[2] in SINGLE and _overruns(row, held[at + 1 :]):
                closed = replace(row, end=later[0])
            years = (last_day(closed.end) - first_day(closed.start)).days / 365
            guessed = not row.end and post[2] not in {"head_of_state", "head_of_government"}
            if guessed and years > MAX_UNKNOWN_YEARS:
                dropped.append(f"{row.state} {row.office} {row.person} {row.start}: end unknown")
            else:
                kept.append(closed)
    return kept, dropped


def _overruns(row: Row, later: Sequence[Row]) -> bool:
    """Whether the next holder came before this one's end and stayed beyond it."""
    following = next((item for item in later if item.person != row.person), None)
    if following is None:
        return False
    into = (last_day(row.end) - first_day(following.start)).days
    return into > 0 and last_day(following.end) > last_day(row.end)


def without_hand(rows: Sequence[Row], hand: Sequence[Row]) -> list[Row]:
    """The source's rows less what the hand-written rows of the same post say already."""
    spans: dict[tuple[str, str, str], list[tuple[date, date]]] = defaultdict(list)
    people: dict[tuple[str, str, str], set[tuple[str, date]]] = defaultdict(set)
    for row in hand:
        high = first_day(row.end) if row.end else date.max
        spans[row.post].append((first_day(row.start), high))
        people[row.post].add((row.person, first_day(row.start)))
    kept = []
    for row in rows:
        start, end = first_day(row.start), last_day(row.end)
        starts = [day for name, day in people[row.post] if name == row.person]
        if any(abs((day - start).days) < SAME_STAY_DAYS for day in starts):
            continue
        if row.office in SINGLE:
            if any(low <= start < high for low, high in spans[row.post]):
                continue
            cuts = [low for low, _ in spans[row.post] if start < low < end]
            kept.append(replace(row, end=min(cuts).isoformat()) if cuts else row)
        else:
            kept.append(row)
    return kept


def spellings(rows: Sequence[Row], hand: Iterable[Row]) -> list[Row]:
    """Every row with all other spellings of its person: those given and the ASCII forms."""
    given: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in hand:
        for spelling in filter(None, row.also.split("|")):
            given[row.state, row.person][spelling] = None
    done = []
    for row in rows:
        also = given[row.state, row.person] | (given["", row.person] if row.state else {})
        names = dict.fromkeys(also)
        for name in (row.person, *also):
            names[ascii_form(name)] = None
            if row.state in {"DEU", "AUT", "CHE", "EST", "FIN"}:
                names[ascii_form(name.translate(_UMLAUTS))] = None
        names.pop(row.person, None)
        done.append(replace(row, also="|".join(names)))
    return done


def overlaps(rows: Sequence[Row], days: int) -> list[tuple[Row, Row]]:
    """Pairs of stays of different people in one single-holder post that overlap by more days."""
    posts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.office in SINGLE:
            posts[row.post].append(row)
    found = []
    for held in posts.values():
        held.sort(key=lambda row: first_day(row.start))
        for at, one in enumerate(held):
            for other in held[at + 1 :]:
                shared = min(first_day(one.end or "2100"), first_day(other.end or "2100"))
                if one.person != other.person and (shared - last_day(other.start)).days > days:
                    found.append((one, other))
    return found


def hidden(rows: Sequence[Row], hand: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Hand-written stays that cover whole stays of several others in the source, with their names.

    People who have a hand-written stay in the post are not counted.
    """
    posts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        posts[row.post].append(row)
    told = {(row.post, row.person) for row in hand}
    found = []
    for stay in hand:
        if stay.office in SINGLE:
            low, high = first_day(stay.start), last_day(stay.end)
            inside = dict.fromkeys(
                row.person
                for row in posts[stay.post]
                if (row.post, row.person) not in told
                and low < first_day(row.start) <= last_day(row.end) <= high
            )
            if len(inside) > 1:
                found.append((stay, list(inside)))
    return found


def build(source: Path, hand_path: Path) -> tuple[list[Row], list[str]]:
    """The finished rows, sorted, and what was left out or hides others, in words."""
    with source.with_name("holders_sources.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    snapshots = {
        {"UNK": "XKX"}.get(item["country_iso3"], item["country_iso3"]): item["snapshot_date"]
        for item in records
    }
    hand = read_hand(hand_path)
    told = [row for row in hand if row.office != "name"]
    listed = one_spelling(read_source(source), hand)
    rows, dropped = close_open(without_hand(listed, told), snapshots)
    notes = [f"dropped {line}" for line in dropped]
    for stay, names in hidden(listed, told):
        post = " ".join(filter(None, stay.post))
        notes.append(f"hidden {post} {stay.person} {stay.start}: {', '.join(names)}")
    rows = spellings([*rows, *told], hand)
    unique = {(row.post, row.title, row.person, row.start): row for row in rows}

    def place(row: Row) -> tuple[str, str, str, str]:
        return (row.state or "~", row.body, row.office, row.start)

    return sorted(unique.values(), key=place), notes


def main() -> None:
    """Parse arguments, write the table, print what a person should look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("holders", type=Path)
    parser.add_argument(
        "--hand", type=Path, default=Path(__file__).with_name("offices_by_hand.csv")
    )
    parser.add_argument("--out", type=Path, default=KNOWLEDGE / "offices.csv")
    options = parser.parse_args()
    rows, notes = build(options.holders, options.hand)
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    for line in notes:
        print(line)
    for one, other in overlaps(rows, 45):
        print("overlap", *one.post, one.person, one.start, one.end, "/", other.person, other.start)
    print(len(rows), Counter(row.office for row in rows).most_common())


if __name__ == "__main__":
    main()
