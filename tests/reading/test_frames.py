"""From the network's scores to frames and steps, with a network that answers as it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from detente.document import Document, Span
from detente.reading.encoder import Encoded, Encoder
from detente.reading.event_network import Pieces
from detente.reading.frame_labels import (
    ANCHOR_COLUMNS,
    ANCHORS,
    CLASS_COLUMNS,
    EDGES,
    KINDS,
    SELF_STATED,
    SLOT_COLUMNS,
    SLOTS,
    STANCES,
    STEP_COLUMNS,
)
from detente.reading.frame_network import (
    FrameNetwork,
    FrameReading,
    Marked,
    unmarked,
    with_anchor,
    with_goals,
)
from detente.reading.frames import Frames, find_frames
from hand_frames import hand_window, span_of
from sample_events import sample_document

SURE = 9.0
# how a word is tagged: 0 outside, 1 beginning, 2 inside (of steps: 1 to 6)
Tag = tuple[str, int]


@dataclass
class Told(FrameNetwork):
    """Tags words as it is told, each by its first piece; of the others it says nonsense.

    ``tags`` are of anchors, of "step" and of slots; ``stance``, ``own``, ``kind`` and ``valid``
    those of every frame. ``asked`` keeps how many texts it read at once.
    """

    text: str = ""
    tags: Mapping[str, Sequence[Tag]] = field(default_factory=dict)
    stance: int = 0
    own: bool = False
    kind: int = 0
    valid: float = SURE
    asked: list[int] = field(default_factory=list)

    def read(self, texts: Sequence[Marked]) -> list[FrameReading]:
        self.asked.append(len(texts))
        return [self._reading(marked.pieces, bool(marked.roles.any())) for marked in texts]

    def _reading(self, pieces: Pieces, marked: bool) -> FrameReading:
        anchors = np.zeros((len(pieces.start), ANCHOR_COLUMNS + STEP_COLUMNS), dtype=np.float32)
        slots = np.zeros((len(pieces.start), SLOT_COLUMNS), dtype=np.float32)
        for low, name in enumerate(ANCHORS):
            self._tag(anchors[:, low * EDGES : (low + 1) * EDGES], pieces, name)
        self._tag(anchors[:, ANCHOR_COLUMNS:], pieces, "step")
        for low, name in enumerate(SLOTS):
            self._tag(slots[:, low * EDGES : (low + 1) * EDGES], pieces, name)
        classes = np.zeros(CLASS_COLUMNS, dtype=np.float32)
        classes[self.stance] = 1
        classes[len(STANCES) + (0 if self.own else 1)] = 1
        classes[len(STANCES) + len(SELF_STATED) + self.kind] = 1
        classes[-1] = self.valid
        issues = np.stack([pieces.start, -pieces.start], axis=1).astype(np.float16)
        return FrameReading(
            pieces,
            # what is asked in one way says nothing in the other
            -anchors if marked else anchors,
            slots if marked else -slots,
            issues,
            classes,
            np.zeros(4, dtype=np.float32),
        )

    def _tag(self, scores: np.ndarray, pieces: Pieces, name: str) -> None:
        first = [not start or self.text[start - 1] in " \n" for start in pieces.start]
        scores[:, 0] = SURE
        scores[~np.array(first)] = [0, SURE, *[0] * (scores.shape[1] - 2)]
        # a full stop is a word of its own
        stops = [self.text[start] in ".," for start in pieces.start]
        scores[np.array(stops)] = [SURE, *[0] * (scores.shape[1] - 1)]
        for word, label in self.tags.get(name, ()):
            for at in np.flatnonzero(pieces.start == self.text.index(word)):
                scores[at] = 0
                scores[at, label] = SURE


class Unloaded(Encoder):
    """An encoder without weights, whose coefficients are those it is given."""

    coefficients: Mapping[str, list[float]] = {}

    @property
    def frame_calibration(self) -> dict[str, list[float]]:
        return dict(self.coefficients)


def found(
    document: Document,
    network: Told,
    windows: Sequence[Encoded] | None = None,
    coefficients: Mapping[str, list[float]] | None = None,
) -> Frames:
    encoder = Unloaded()
    encoder.frames = network
    encoder.coefficients = coefficients or {}
    network.text = document.text
    return find_frames(document, windows or [hand_window(document.text)], encoder)


TEXT = "Norland firmly demands joint patrols."
DOCUMENT = sample_document(TEXT)


def test_words_cut_into_pieces_are_whole_words() -> None:
    network = Told(
        tags={
            "cue": [("firmly", 1), ("demands", 2)],
            "holder": [("Norland", 1)],
            "object": [("joint", 1), ("patrols", 2)],
        },
        stance=2,
        own=True,
        kind=2,
    )
    (frame,) = found(DOCUMENT, network).frames
    assert (frame.anchor, frame.sentence) == ("cue", 0)
    assert DOCUMENT.quote(frame.span) == "firmly demands"
    assert [DOCUMENT.quote(span) for span in frame.holders] == ["Norland"]
    slots = {name: DOCUMENT.quote(span) for name, span in frame.slots.items()}
    assert slots == {"object": "joint patrols"}
    assert (STANCES[frame.stance], frame.self_stated, KINDS[frame.kind]) == (
        "opposes",
        True,
        "sequence",
    )
    assert frame.confidence > 0.99


def test_several_may_hold_what_is_one_goal() -> None:
    spans = [("joint", 1), ("patrols", 1)]
    network = Told(tags={"cue": [("demands", 1)], "holder": spans, "object": spans})
    (frame,) = found(DOCUMENT, network).frames
    assert [DOCUMENT.quote(span) for span in frame.holders] == ["joint", "patrols"]
    assert DOCUMENT.quote(frame.slots["object"]) == "joint"


def test_a_goal_goes_to_its_last_word() -> None:
    spans = [("joint", 1), ("patrols", 2)]
    (frame,) = found(DOCUMENT, Told(tags={"cue": [("demands", 1)], "object": spans})).frames
    assert DOCUMENT.quote(frame.slots["object"]) == "joint patrols"


def test_a_linkage_has_two_ends_apart() -> None:
    patrols = [("joint", 1), ("patrols", 2)]
    tags = {"link": [("demands", 1)], "condition": patrols, "object": [("Norland", 1), *patrols]}
    (frame,) = found(DOCUMENT, Told(tags=tags)).frames
    ends = {name: DOCUMENT.quote(span) for name, span in frame.slots.items()}
    assert ends == {"condition": "joint patrols", "object": "Norland"}
    # what is said to have but one end is doubted, not kept
    tags = {"link": [("demands", 1)], "object": [("patrols", 1)]}
    assert found(DOCUMENT, Told(tags=tags)).frames == ()


def test_an_inside_without_a_beginning_is_nothing() -> None:
    network = Told(tags={"link": [("demands", 2)]})
    assert found(DOCUMENT, network).frames == ()
    network = Told(tags={"cue": [("firmly", 1), ("demands", 2)], "object": [("patrols", 2)]})
    (frame,) = found(DOCUMENT, network).frames
    assert DOCUMENT.quote(frame.span) == "firmly demands"
    assert frame.slots == {}


def test_a_frame_that_the_second_reading_doubts_is_dropped() -> None:
    # the mean of a sure cue and a chance of 0.62 to be right is 0.79
    assert len(found(DOCUMENT, Told(tags={"cue": [("demands", 1)]}, valid=0.5)).frames) == 1
    assert found(DOCUMENT, Told(tags={"cue": [("demands", 1)]}, valid=-0.2)).frames == ()


def test_what_is_yet_to_come_is_one_cue() -> None:
    document = sample_document("Norland has yet to answer.")
    network = Told(tags={"cue": [("has", 1), ("yet", 2)], "object": [("answer", 1)]})
    (frame,) = found(document, network).frames
    assert document.quote(frame.span) == "has yet to"


def test_confidence_is_calibrated_by_the_sort_of_anchor() -> None:
    tags = {"cue": [("firmly", 1)], "proposition": [("demands", 1)], "step": [("patrols", 1)]}
    coefficients = {"cue": [0.0, 0.0], "step": [0.0, 0.0]}
    frames = found(DOCUMENT, Told(tags=tags), coefficients=coefficients)
    cue, proposition = frames.frames
    assert (cue.confidence, frames.steps[0].confidence) == (0.5, 0.5)
    assert proposition.confidence > 0.99


def test_frames_come_in_text_order_and_by_sort() -> None:
    tags = {"cue": [("patrols", 1), ("Norland", 1)], "proposition": [("demands", 1)]}
    frames = found(DOCUMENT, Told(tags=tags))
    words = [DOCUMENT.quote(frame.span) for frame in frames.frames]
    assert words == ["Norland", "demands", "patrols"]
    assert [DOCUMENT.quote(frame.span) for frame in frames.of("cue")] == ["Norland", "patrols"]


def test_steps_have_tiers_and_are_not_mixed() -> None:
    document = sample_document("First settle fishing rights. Leave borders out.")
    network = Told(tags={"step": [("fishing", 1), ("rights", 2), ("borders", 5)]})
    steps = found(document, network).steps
    assert [(document.quote(s.span), s.sentence, s.tier) for s in steps] == [
        ("fishing rights", 0, 1),
        ("borders", 1, 3),
    ]
    network = Told(tags={"step": [("fishing", 1), ("rights", 3)]})
    steps = found(document, network).steps
    assert [(document.quote(step.span), step.tier) for step in steps] == [
        ("fishing", 1),
        ("rights", 2),
    ]


def test_a_slot_stays_in_the_sentence_of_its_anchor() -> None:
    document = sample_document("Norland waits. Westmark demands patrols.", "Ostrovia looks on.")
    holders = [("Norland", 1), ("Westmark", 1), ("Ostrovia", 1)]
    windows = [hand_window(document.text, Span(p.start, p.end)) for p in document.paragraphs]
    network = Told(tags={"cue": [("demands", 1), ("looks", 1)], "holder": holders})
    one, other = found(document, network, windows).frames
    assert [one.sentence, other.sentence] == [1, 2]
    assert [document.quote(span) for span in one.holders] == ["Westmark"]
    assert [document.quote(span) for span in other.holders] == ["Ostrovia"]


def test_more_anchors_than_are_read_at_once() -> None:
    names = [f"N{number:03}" for number in range(150)]
    document = sample_document(*(f"{name} waits." for name in names))
    network = Told(
        tags={"cue": [(name, 1) for name in names], "holder": [(name, 1) for name in names]}
    )
    frames = found(document, network).frames
    assert [document.quote(frame.span) for frame in frames] == names
    assert [document.quote(frame.holders[0]) for frame in frames] == names
    assert network.asked == [1, 128, 22]


def test_nothing_to_read_is_nothing_found() -> None:
    encoder = Unloaded()
    encoder.frames = Told()
    assert find_frames(sample_document(""), [], encoder) == Frames((), (), ())


def test_issue_scores_are_the_mean_over_a_spans_pieces() -> None:
    frames = found(DOCUMENT, Told())
    # the pieces of "Norland" begin at 0, 3 and 6
    scores = frames.issue_scores(span_of(DOCUMENT, "Norland"))
    assert scores is not None
    assert scores.tolist() == pytest.approx([3, -3])
    assert frames.issue_scores(Span(500, 510)) is None
    assert Frames((), (), ()).issue_scores(Span(0, 5)) is None


# what the network is given


def test_roles_mark_the_anchor_and_the_goals() -> None:
    pieces = hand_window("Oslo met us.").pieces
    assert unmarked(pieces).roles.tolist() == [0, 0, 0, 0, 0]
    # Osl o met us .
    assert with_anchor(pieces, "link", Span(5, 8)).roles.tolist() == [0, 0, 2, 0, 0]
    both = with_goals(pieces, Span(0, 4), pieces, Span(9, 11))
    assert both.roles.tolist() == [4, 4, 0, 0, 0, 0, 0, 0, 5, 0]
    assert len(both.pieces.start) == len(both.pieces.hidden) == 10


class Session:
    """Says of each piece its role, of a text how many pieces it has."""

    def __init__(self) -> None:
        self.rows: list[int] = []

    def run(self, names: Sequence[str], feed: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        self.rows.append(len(feed["mask"]))
        assert feed["hidden"].shape == (*feed["mask"].shape, 4)
        a_piece = feed["roles"][:, :, None].astype(np.float32)
        whole = feed["mask"].sum(axis=1, keepdims=True).astype(np.float32)
        given = dict.fromkeys(("anchors", "slots", "issues"), a_piece)
        given |= dict.fromkeys(("classes", "agreement"), whole)
        return [given[name] for name in names]


def test_texts_are_read_in_batches_and_told_in_their_order() -> None:
    sizes = [*range(1, 11), *range(20, 10, -1)]
    texts = []
    for size in sizes:
        pieces = hand_window(" ".join(["ab"] * size)).pieces
        texts.append(with_anchor(pieces, "cue", Span(3 * size - 3, 3 * size)))
    network, session = FrameNetwork(), Session()
    network._session = session
    readings = network.read(texts)
    assert session.rows == [16, 4]
    assert [int(reading.classes[0]) for reading in readings] == sizes
    for size, reading in zip(sizes, readings, strict=True):
        assert reading.anchors[:, 0].tolist() == [*[0] * (size - 1), 1]
    assert network.read([]) == []
