"""Positions from hand-made frames: whose they are, what they are about, by whose word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.document import Document, Genre, content_id
from detente.reading.frames import Frames
from detente.reading.holders import holders_of, is_first_person, statement_of, whole
from detente.reading.positions import find_positions, settle_bases
from detente.record import Actor, Basis, Mode, Position, Reading, Stance, Statement
from hand_frames import hand_frame, hand_statement, span_of
from sample_events import sample_document

WANTS = "Norland wants the straits patrolled."
SAID = "Norland wants the straits patrolled, Lind said."
SAYS_IT = ("Lind", "said", "Norland wants the straits patrolled")
WE = "“We want the straits patrolled,” Lind said."


def genred(text: str, genre: Genre = "report") -> Document:
    return replace(sample_document(text), genre=genre)


def positions(
    document: Document,
    *said: Statement,
    cue: str = "wants",
    goal: str = "the straits patrolled",
    holder: str | tuple[str, ...] = "Norland",
    own: bool = False,
    stance: Stance = "seeks",
) -> tuple[Position, ...]:
    """What is found of one frame; ``holder`` or ``goal`` is empty where there is none."""
    frame = hand_frame(
        document, "cue", cue, stance=stance, own=own, object=goal, holder=holder or ()
    )
    return find_positions(document, Frames((frame,), (), ()), said)


def test_a_whole_position() -> None:
    document = genred("Both Norland and Westmark want the straits patrolled, he said.")
    (position,) = positions(document, cue="want", holder=("Norland", "Westmark"))
    assert position.id == content_id(
        "p", document.id, position.cue, position.goal, position.holder_spans
    )
    assert (position.stance, position.sentence, position.confidence) == ("seeks", 0, 0.8)
    assert document.quote(position.cue) == "want"
    assert document.quote(position.goal) == "the straits patrolled"
    assert [document.quote(span) for span in position.holder_spans] == ["Norland", "Westmark"]
    assert position.quote == "Norland and Westmark want the straits patrolled"
    assert (position.actors, position.issues, position.statement) == ((), (), None)


def test_a_cue_without_a_goal_is_no_position() -> None:
    assert positions(genred(WANTS), goal="") == ()


def test_only_cues_make_positions() -> None:
    document = genred(WANTS)
    frame = hand_frame(document, "link", "wants", object="the straits patrolled", holder="Norland")
    assert find_positions(document, Frames((frame,), (), ()), ()) == ()


def test_words_beyond_doubt_win_over_the_network() -> None:
    document = genred("Norland refused to patrol.")
    (position,) = positions(document, cue="refused", goal="to patrol", stance="accepts")
    assert position.stance == "opposes"
    document = genred("Neither side would accept a patrol.")
    (position,) = positions(document, cue="would accept", goal="a patrol", holder="Neither side")
    assert position.stance == "opposes"
    document = genred("Norland weighs a patrol.")
    (position,) = positions(document, cue="weighs", goal="a patrol", stance="undecided")
    assert position.stance == "undecided"


@pytest.mark.parametrize(
    ("cue", "number"),
    [("denied that", 0), ("has feared", 0), ("is believed to want", 1)],
)
def test_to_deny_or_to_fear_is_no_wish(cue: str, number: int) -> None:
    document = genred(f"Norland {cue} the straits patrolled.")
    assert len(positions(document, cue=cue)) == number


def test_to_agree_to_disagree_is_no_consent() -> None:
    for goal, number in (("go on disagreeing", 0), ("go on patrolling", 1)):
        document = genred(f"Norland agreed to {goal}.")
        assert len(positions(document, cue="agreed to", goal=goal, stance="accepts")) == number


@pytest.mark.parametrize(
    ("cue", "goal", "number"),
    [
        ("could leave", "the treaty", 0),
        ("might abruptly quit", "the treaty", 0),
        ("could", "leave the treaty", 0),
        ("would", "leave the treaty", 0),
        ("will", "break the treaty", 0),
        ("could live with", "the treaty", 1),
        ("would", "honour the treaty", 1),
        ("would", "suspend the tests", 1),
    ],
)
def test_what_may_come_is_no_position(cue: str, goal: str, number: int) -> None:
    document = genred(f"Norland {cue} {goal}.")
    assert len(positions(document, cue=cue, goal=goal, stance="accepts")) == number


def test_what_an_author_says_that_somebody_thinks_is_the_authors() -> None:
    document = genred("Norland believed that it must have the straits patrolled.", "opinion")
    thought = hand_statement(
        document, "Norland", "believed", "that it must have the straits patrolled"
    )
    thought = replace(thought, mode="attitude")
    (position,) = positions(document, thought, cue="must have", holder="it")
    assert position.basis == "author-asserted"


# holders


def test_who_is_spoken_to_holds_nothing() -> None:
    document = genred("Mr. President, the Norlanders want the straits patrolled.")
    (position,) = positions(document, cue="want", holder="Mr. President, the Norlanders")
    assert [document.quote(span) for span in position.holder_spans] == ["the Norlanders"]


def test_we_of_a_statement_is_its_source() -> None:
    document = genred(WE)
    said = hand_statement(document, "Lind", "said", "We want the straits patrolled")
    (position,) = positions(document, said, cue="want", holder="We")
    assert [document.quote(span) for span in position.holder_spans] == ["Lind"]
    assert (position.basis, position.statement) == ("self-stated", "s-1")
    nameless = replace(said, source=())
    (position,) = positions(document, nameless, cue="want", holder="We")
    assert [document.quote(span) for span in position.holder_spans] == ["We"]


def test_where_no_holder_is_named_it_is_the_source() -> None:
    document = genred("Patrols are wanted in the straits, Lind said.")
    said = hand_statement(document, "Lind", "said", "Patrols are wanted in the straits")
    (position,) = positions(document, said, cue="wanted", goal="Patrols", holder=())
    assert [document.quote(span) for span in position.holder_spans] == ["Lind"]
    assert position.basis == "self-stated"
    assert position.quote == "Patrols are wanted"


def test_what_stands_in_a_wish_that_an_author_tells_is_the_authors() -> None:
    document = genred("Norland demands passage, and it is against a convoy.", "opinion")
    told = hand_statement(document, "Norland", "demands", "passage, and it is against a convoy")
    (position,) = positions(
        document, told, cue="is against", goal="a convoy", holder="it", stance="opposes", own=True
    )
    assert position.basis == "author-asserted"


@pytest.mark.parametrize(("genre", "basis"), [("opinion", "reported"), ("report", "self-stated")])
def test_what_an_author_has_others_say_of_it_is_not_its_own_word(genre: Genre, basis: str) -> None:
    document = genred("Lind says that Norland wants the straits patrolled.", genre)
    said = hand_statement(document, "Lind", "says", "that Norland wants the straits patrolled")
    (position,) = positions(document, said, own=True)
    assert position.basis == basis


@pytest.mark.parametrize("genre", ["opinion", "analysis"])
def test_an_authors_own_wish_is_no_position(genre: Genre) -> None:
    document = genred("We want the straits patrolled.", genre)
    assert positions(document, cue="want", holder="We") == ()
    said = hand_statement(document, "We", "want", "the straits patrolled", mode="attitude")
    assert positions(document, said, cue="want", holder="We") == ()


def test_we_of_whom_an_author_quotes_is_a_holder() -> None:
    document = genred("“We told them we want the straits patrolled,” Lind said.", "opinion")
    told = hand_statement(document, "We", "told", "we want the straits patrolled", nested_in="s-0")
    (position,) = positions(document, told, cue="want", holder="we")
    assert [document.quote(span) for span in position.holder_spans] == ["We"]


def test_a_wish_of_nobody_is_no_position() -> None:
    assert positions(genred("Patrols are wanted."), cue="wanted", goal="Patrols", holder=()) == ()


def test_a_first_person() -> None:
    document = genred("We and Westmark saw our own ship; weapons were aboard.")
    asked = ("We", "our own ship", "Westmark", "weapons")
    found = [is_first_person(document, [span_of(document, words)]) for words in asked]
    assert found == [True, True, False, False]
    assert not is_first_person(document, [])
    assert not is_first_person(document, [span_of(document, "We"), span_of(document, "Westmark")])


def test_the_statement_of_a_frame_holds_it_or_has_its_cue() -> None:
    document = genred(SAID)
    said = hand_statement(document, *SAYS_IT)
    wish = hand_statement(document, "Norland", "wants", "the straits patrolled", id="s-2")
    frame = hand_frame(document, "cue", "wants")
    assert statement_of(frame, [wish, said]) is said
    assert statement_of(frame, [wish]) is wish
    assert statement_of(frame, []) is None
    assert holders_of(frame, document, wish) == (span_of(document, "Norland"),)


def test_whole_runs_from_the_first_to_the_last_character() -> None:
    document = genred(SAID)
    spans = [span_of(document, "patrolled"), span_of(document, "wants")]
    assert whole(document, spans) == "wants the straits patrolled"


# basis


@pytest.mark.parametrize("genre", ["opinion", "analysis"])
@pytest.mark.parametrize("own", [True, False])
def test_an_authors_prose_is_never_the_holders_word(genre: Genre, own: bool) -> None:
    document = genred(WANTS, genre)
    (position,) = positions(document, own=own)
    assert position.basis == "author-asserted"
    for mode in ("indirect", "attitude"):
        wish = hand_statement(document, "Norland", "wants", "the straits patrolled", mode=mode)
        (position,) = positions(document, wish, own=own)
        assert position.basis == "author-asserted"


def test_what_an_author_says_we_think_of_a_holder_is_the_authors() -> None:
    document = genred("I think that Norland wants the straits patrolled.", "opinion")
    said = hand_statement(document, "I", "think", "that Norland wants the straits patrolled")
    (position,) = positions(document, said, own=True)
    assert position.basis == "author-asserted"


@pytest.mark.parametrize(("own", "basis"), [(True, "self-stated"), (False, "reported")])
def test_a_reports_prose_is_what_the_network_says(own: bool, basis: Basis) -> None:
    (position,) = positions(genred(WANTS), own=own)
    assert position.basis == basis


CUES: list[tuple[Mode, bool, Basis]] = [
    ("attitude", True, "reported"),
    ("attitude", False, "reported"),
    ("indirect", True, "self-stated"),
    ("indirect", False, "reported"),
]


@pytest.mark.parametrize(("mode", "own", "basis"), CUES)
def test_a_wish_that_is_the_cue_of_a_statement(mode: Mode, own: bool, basis: Basis) -> None:
    document = genred(WANTS)
    wish = hand_statement(document, "Norland", "wants", "the straits patrolled", mode=mode)
    (position,) = positions(document, wish, own=own)
    assert position.basis == basis


@pytest.mark.parametrize("genre", ["report", "opinion"])
def test_inside_a_statement_of_the_holder(genre: Genre) -> None:
    document = genred("Norland says Norland wants the straits patrolled.", genre)
    said = hand_statement(document, "Norland", "says", "Norland wants the straits patrolled")
    (position,) = positions(document, said)
    assert position.basis == "self-stated"
    document = genred(WE, genre)
    said = hand_statement(document, "Lind", "said", "We want the straits patrolled")
    (position,) = positions(document, said, cue="want", holder="We")
    assert position.basis == "self-stated"


@pytest.mark.parametrize(("own", "basis"), [(True, "self-stated"), (False, "reported")])
def test_inside_a_statement_of_somebody_else(own: bool, basis: Basis) -> None:
    document = genred(SAID)
    (position,) = positions(document, hand_statement(document, *SAYS_IT), own=own)
    assert (position.basis, position.statement) == (basis, "s-1")


# settled by who the speakers and holders are

LIND = Actor("a-lind", "Ada Lind", "person", "NOR")
NORLAND = Actor("a-norland", "Norland", "government", "NOR")
WESTMARK = Actor("a-westmark", "Westmark", "government", "USA")
REBELS = Actor("a-rebels", "the rebels", "group")

SETTLED: list[tuple[Basis, tuple[Actor, ...], tuple[Actor, ...], Basis]] = [
    # as read, speakers, holders, as settled
    ("reported", (LIND,), (LIND,), "self-stated"),
    ("reported", (LIND,), (NORLAND,), "self-stated"),
    ("reported", (REBELS,), (REBELS,), "self-stated"),
    ("reported", (LIND,), (WESTMARK, NORLAND), "self-stated"),
    ("self-stated", (LIND,), (WESTMARK,), "reported"),
    ("self-stated", (LIND,), (REBELS,), "self-stated"),
    ("reported", (REBELS,), (NORLAND,), "reported"),
    ("self-stated", (), (NORLAND,), "self-stated"),
    ("self-stated", (LIND,), (), "self-stated"),
    ("author-asserted", (LIND,), (NORLAND,), "author-asserted"),
]


def settled(
    said: Statement, read: Basis, speakers: tuple[Actor, ...], holders: tuple[Actor, ...]
) -> Basis:
    document = genred(SAID)
    (position,) = positions(document, said)
    position = replace(position, basis=read, actors=tuple(actor.id for actor in holders))
    said = replace(said, speakers=tuple(actor.id for actor in speakers))
    reading = Reading(document, (said,), (LIND, NORLAND, WESTMARK, REBELS), positions=(position,))
    return settle_bases(reading).positions[0].basis


@pytest.mark.parametrize(("read", "speakers", "holders", "expected"), SETTLED)
def test_a_basis_is_settled_by_states(
    read: Basis, speakers: tuple[Actor, ...], holders: tuple[Actor, ...], expected: Basis
) -> None:
    said = hand_statement(genred(SAID), *SAYS_IT)
    assert settled(said, read, speakers, holders) == expected


def test_a_basis_outside_any_content_stays() -> None:
    wish = hand_statement(genred(SAID), "Norland", "wants", "the straits patrolled")
    assert settled(wish, "reported", (NORLAND,), (NORLAND,)) == "reported"
    document = genred(WANTS)
    reading = Reading(document, positions=positions(document))
    assert settle_bases(reading) == reading
