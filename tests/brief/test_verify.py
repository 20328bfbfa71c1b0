"""No sentence stands in a brief that its rows do not bear: zero is the only number allowed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from geneva_pages import GENEVA
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from judging import brief_of, judge, section
from marked_pages import KREMLIN, LAVROV, MAY, PUTIN, ledger_of, page
from rows import event, position

from detente.analysis.model import Quoted
from detente.brief import Brief, build_brief, verify_brief
from detente.brief.desk import sentence
from detente.brief.gather import Library
from detente.brief.model import Claim, Quote, QuoteRole
from detente.brief.needs import ICD_203, demanded, likelihood_words
from detente.brief.page import Page
from detente.brief.quoting import quoted
from detente.brief.stances import word_for
from detente.brief.verify import fault
from detente.document import Genre, Span
from detente.ledger import Ledger
from detente.record import Basis, Modality, Reading, Stance, Voice

pytestmark = pytest.mark.usefixtures("undrawn")


class Shelf(Library):
    """Pages at hand, without a ledger."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._pages = {reading.document.id: Page(reading) for reading in readings}

    def get(self, document: str) -> Page | None:
        return self._pages.get(document)


SHELF = Shelf(GENEVA)


@cache
def geneva() -> Brief:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return brief_of(Path(folder), *GENEVA, as_of="2021-06-10")


def quoting() -> list[Claim]:
    return [claim for claim in geneva().claims if claim.quotes]


# what a ledger with changed rows gives


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with ledger_of(tmp_path, *GENEVA) as ledger:
        return ledger.path


def change(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(statement, values).rowcount >= 1


def now(file: Path) -> Brief:
    with Ledger(file) as ledger:
        return build_brief(ledger, "USA", "RUS", "2021-06-10", judge=judge)


def again(file: Path) -> Brief:
    with Ledger(file) as ledger:
        brief = build_brief(ledger, "USA", "RUS", "2021-06-10", judge=judge)
        assert verify_brief(brief, ledger, judge) == ()
        return brief


def test_what_is_as_it_was_read_has_nothing_withheld(file: Path) -> None:
    assert again(file).withheld == ()


@pytest.mark.parametrize("words", ["limits on all warheads", "a stable relationship\u200b"])
def test_changed_words_are_withheld_and_said_so(file: Path, words: str) -> None:
    change(file, "UPDATE position_spans SET text = ? WHERE role = 'goal'", words)
    brief = again(file)
    assert brief.withheld
    assert {one.reason.rpartition(": ")[2] for one in brief.withheld} == {
        "its goal differs from the page at the place given",
        "the sentence before it is withheld",
    }
    assert not [claim for claim in brief.claims if words in claim.text]
    assert section(brief, "gaps")[0].startswith(f"Withheld: {len(brief.withheld)} sentence")


def test_a_letter_in_another_encoding_of_itself_is_a_difference(tmp_path: Path) -> None:
    made = page("2021-05-21", "Russia wants a naïve pact.", {})
    made = position(made, KREMLIN, "wants", "a naïve pact", "1.3", basis="reported")
    with ledger_of(tmp_path, made, MAY) as ledger:
        path = ledger.path
    change(path, "UPDATE position_spans SET text = 'a nai\u0308ve pact' WHERE role = 'goal'")
    assert len(again(path).withheld) == 1


@pytest.mark.parametrize("moved", ["start_at = start_at + 1", "end_at = 100000"])
def test_a_moved_span_is_withheld(file: Path, moved: str) -> None:
    change(file, f"UPDATE position_spans SET {moved} WHERE role = 'goal'")
    brief = again(file)
    assert brief.withheld
    assert not [claim for claim in brief.claims if "Seeks" in claim.text]


def test_a_changed_page_withholds_its_sentences(file: Path) -> None:
    change(file, "UPDATE documents SET text = replace(text, 'moratorium', 'memorandum')")
    brief = again(file)
    assert not [one for one in brief.claims if "moratorium" in one.text]


@pytest.mark.parametrize(
    ("basis", "voice", "verb"),
    [
        ("self-stated", "speaker", "Opposes: “rejected any outside voice"),
        ("reported", "reporter", "Is reported to oppose: “rejected any outside voice"),
        ("author-asserted", "author", "asserts that Russia opposes: “rejected any outside voice"),
        ("self-stated", "author", "asserts that Russia opposes: “rejected any outside voice"),
        (
            "self-stated",
            "hearsay",
            "Hearsay asserts that Russia opposes: “rejected any outside voice",
        ),
    ],
)
def test_the_wording_follows_the_row(file: Path, basis: str, voice: str, verb: str) -> None:
    change(
        file,
        "UPDATE positions SET basis = ?, voice = ? WHERE quote LIKE '%any outside voice%'",
        basis,
        voice,
    )
    lines = [claim.text for claim in again(file).claims if "any outside voice" in claim.text]
    assert any(verb in line for line in lines)
    if "asserts" in verb:
        assert len(lines) == 1, "what an author asserts is compared with nothing"


@pytest.mark.parametrize("modality", get_args(Modality))
def test_only_what_happened_is_told_as_done(file: Path, modality: str) -> None:
    change(file, "UPDATE events SET modality = ?", modality)
    told = "\n".join(section(now(file), "participants"))
    assert ("both sides were in contact" in told or "both sides reached an agreement" in told) is (
        modality == "actual"
    )
    assert ("are reported to have" in told) is (modality == "reported")
    assert ("is scheduled" in told) is (modality == "scheduled")


@pytest.mark.parametrize("voice", get_args(Voice))
def test_a_deed_by_a_speakers_word_is_reported(file: Path, voice: str) -> None:
    change(file, "UPDATE events SET voice = ? WHERE modality = 'actual'", voice)
    told = section(now(file), "participants")[-1]
    assert (" are reported to have " in told) is (voice == "speaker")
    assert ("that happened" in told) is (voice in {"author", "hearsay"})


# a finished brief that was changed


def test_a_brief_of_another_ledger_has_no_support(tmp_path: Path) -> None:
    brief = geneva()
    with ledger_of(tmp_path, MAY, page("2021-05-21", "{s1:Mr. Lavrov} {c1:thanked} {q1:the"
                                       " Americans}.", {1: LAVROV})) as other:  # fmt: skip
        found = {one.text: one.reason for one in verify_brief(brief, other, judge)}
    assert all("not in the ledger" in found[one.text] for one in brief.claims if one.quotes)


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("9 reports", "99 reports"),
        lambda text: text.replace("13 April", "14 April"),
        lambda text: text.replace("Confidence is moderate", "Confidence is high"),
    ],
)
def test_counts_dates_and_levels_are_checked_too(file: Path, changed: Callable[[str], str]) -> None:
    brief = geneva()
    first = (
        next(
            (number, claim)
            for number, claim in enumerate(brief.claims)
            if changed(claim.text) != claim.text
        )
        if any(changed(one.text) != one.text for one in brief.claims)
        else None
    )
    if first is None:
        pytest.skip("the paper has no such words")
    number, claim = first
    pieces = tuple(changed(one) if isinstance(one, str) else one for one in claim.pieces)
    with Ledger(file) as ledger:
        found = verify_brief(_with(brief, number, replace(claim, pieces=pieces)), ledger, judge)
    assert [one.reason for one in found] == ["the ledger does not give this sentence"]


def _with(brief: Brief, number: int, claim: Claim) -> Brief:
    """The brief with one sentence in the place of another."""
    sections, count = [], 0
    for one in brief.sections:
        blocks = []
        for block in one.blocks:
            claims = list(block.claims)
            if count <= number < count + len(claims):
                claims[number - count] = claim
            count += len(claims)
            blocks.append(replace(block, claims=tuple(claims)))
        sections.append(replace(one, blocks=tuple(blocks)))
    return replace(brief, sections=tuple(sections))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_changed_quote_passes(data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(quoting()))
    at = data.draw(
        st.sampled_from([i for i, p in enumerate(claim.pieces) if not isinstance(p, str)])
    )
    quote = claim.pieces[at]
    assert isinstance(quote, Quote)
    start, end = quote.spans[0]
    other = data.draw(
        st.sampled_from(
            [
                replace(quote, text=f"{quote.text}!"),
                replace(quote, text=quote.text[1:]),
                replace(quote, text=quote.text.swapcase()),
                replace(quote, spans=()),
                replace(quote, spans=(Span(start + 1, end + 1),)),
                replace(quote, spans=(Span(-3, -1),)),
                replace(quote, spans=(Span(0, 10**6),)),
                replace(quote, row="p-0"),
                replace(quote, document="d-0"),
            ]
        )
    )
    pieces = (*claim.pieces[:at], other, *claim.pieces[at + 1 :])
    assert fault(claim, SHELF) is None
    assert fault(replace(claim, pieces=pieces), SHELF)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_other_row_gives_support(data: st.DataObject) -> None:
    """A true quote of another row does not carry a sentence about this one."""
    claim = data.draw(st.sampled_from([c for c in quoting() if "self_stated" in c.needs]))
    at = next(i for i, p in enumerate(claim.pieces) if isinstance(p, Quote))
    rows = [
        (page_, row)
        for page_ in SHELF._pages.values()
        for row in page_.rows.values()
        if row.id not in claim.rows
    ]
    page_, row = data.draw(st.sampled_from(rows))
    role: QuoteRole = "goal" if hasattr(row, "goal") else "passage"
    pieces = (
        *claim.pieces[:at],
        quoted(page_, row.id, page_.id, role),
        *claim.pieces[at + 1 :],
    )
    same = [
        one
        for one in page_.reading.positions
        if one.id == row.id and one.basis == "self-stated" and word(one, page_) in claim.text
    ]
    assume(not same)
    assert fault(replace(claim, pieces=pieces), SHELF)


def word(row: object, page_: Page) -> str:
    """The stem of the verb that a position of the claim's own party would bear."""
    return {"seeks": "eek", "accepts": "ccept", "opposes": "ppose", "undecided": "open"}[
        row.stance  # type: ignore[attr-defined]
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(get_args(Stance)),
    st.sampled_from(get_args(Basis)),
    st.sampled_from(get_args(Voice)),
    st.sampled_from(get_args(Genre)),
    st.sampled_from(["seeks", "accepts", "opposes", "leaves open"]),
    st.sampled_from(["", "is reported to ", "the author asserts that Russia "]),
)
def test_no_wording_is_stronger_than_its_row(
    stance: Stance, basis: Basis, voice: Voice, genre: Genre, verb: str, frame: str
) -> None:
    made = page("2021-05-21", "Russia wants the sea.", {}, genre=genre)
    made = position(
        made, KREMLIN, "wants", "the sea", "1.3", stance=stance, basis=basis, voice=voice
    )
    shelf = Shelf([made])
    quote = quoted(shelf.get(made.document.id), made.positions[0].id, made.document.id, "goal")
    told = {"seeks": "seek", "accepts": "accept", "opposes": "oppose"}.get(verb, "have left open")
    words = f"{frame}{told}" if frame.endswith("to ") else f"{frame}{verb}"
    claim = sentence(f"Russia {words} " if "author" not in frame else f"{words} ", quote, ".",
                     parties=("RUS",))  # fmt: skip
    fits = fault(claim, shelf) is None
    assert not fits or {"leaves open": "undecided"}.get(verb, verb) == stance
    if not frame:
        assert (
            not fits
            or (basis == "self-stated" and voice == "speaker")
            or (genre == "official" and voice == "reporter")
        )
    if frame == "is reported to ":
        assert not fits or (basis != "author-asserted" and voice not in {"author", "hearsay"})


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(get_args(Modality)), st.sampled_from(get_args(Voice)))
def test_no_event_is_told_beyond_its_modality(modality: Modality, voice: Voice) -> None:
    made = page("2021-05-21", "The envoys met.", {})
    made = event(made, "met", (KREMLIN, MAY.actors[1]), modality=modality, voice=voice)
    shelf = Shelf([made])
    quote = quoted(shelf.get(made.document.id), made.events[0].id, made.document.id, "passage")
    parties = ("USA", "RUS")
    done = sentence("On Friday both sides were in contact: ", quote, parties=parties)
    told = sentence("Both sides are reported to have been in contact: ", quote, parties=parties)
    assert (fault(done, shelf) is None) is (modality == "actual" and voice == "reporter")
    assert (fault(told, shelf) is None) is (
        modality in {"actual", "reported", "alleged"} and voice in {"reporter", "speaker"}
    )


# what words ask for


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("Russia seeks ", {"self_stated"}),
        ("Russia is reported to seek ", {"reported"}),
        ("A. Lind asserts that Russia seeks ", {"asserted"}),
        ("Is reported to have left open ", {"reported"}),
        ("On Friday both sides were in contact: ", {"happened", "both_sides"}),
        ("Both sides are reported to have cooperated: ", {"reported_event", "both_sides"}),
        ("A meeting is scheduled for Friday", {"ahead"}),
        ("The author proposes ", {"proposed"}),
        ("By the word of Russia:  depends on ", {"linked"}),
        ("The Courier expects ", {"forecast"}),
        ("Said by Mr. Lavrov: ", {"said"}),
        ("It is very likely that", {"likelihood"}),
        ("Confidence is low: 1 page", {"confidence"}),
        ("Tier 3 (leave to a statement after the meeting).", set()),
        ("The two goals are opposed (certainty 0.73).", set()),
    ],
)
def test_the_words_decide_what_is_needed(words: str, needs: set[str]) -> None:
    assert demanded(words) == needs


def test_likelihood_never_stands_beside_confidence() -> None:
    claim = sentence("It is likely, with high confidence.", likelihood=0.7)
    assert fault(claim, SHELF) == "it gives likelihood and confidence in one sentence"


def test_a_word_of_likelihood_needs_its_probability() -> None:
    assert fault(sentence("It is likely that it rains."), SHELF)
    assert fault(sentence("It is likely that it rains.", likelihood=0.9), SHELF)
    assert fault(sentence("It is very likely that it rains.", likelihood=0.9), SHELF) is None


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1))
def test_every_probability_has_its_words(chance: float) -> None:
    words = likelihood_words(chance)
    low, high = next((low, high) for name, low, high in ICD_203 if name == words)
    assert low <= chance <= high


def test_a_claim_cannot_drop_a_need_of_its_words() -> None:
    claim = next(one for one in quoting() if "self_stated" in one.needs)
    assert "which it does not claim" in (fault(replace(claim, needs=("said",)), SHELF) or "")


def test_a_private_person_does_not_hold_a_states_position() -> None:
    scholar = replace(PUTIN, sector="academia", office=None)
    made = page("2021-05-21", "{s1:He} {c1:said} {q1:that he wanted the sea}.", {1: scholar})
    made = position(made, scholar, "wanted", "the sea", "1.3")
    shelf = Shelf([made])
    quote = quoted(shelf.get(made.document.id), made.positions[0].id, made.document.id, "goal")
    claim = sentence("Seeks ", quote, ".", parties=("RUS",))
    assert "not held by who is named" in (fault(claim, shelf) or "")


def test_the_word_for_a_position_is_never_stronger_than_its_voice() -> None:
    row = Quoted("p", "d", None, "RUS", "Russia", "q", "t", "author", 0.9, "seeks", "self-stated")
    assert word_for(row, None) == "author"
    assert word_for(replace(row, voice="hearsay"), None) == "hearsay"
    assert word_for(replace(row, voice="reporter"), None) == "reported"
    assert word_for(replace(row, voice="speaker"), None) == "self-stated"
