"""Linkages from hand-made frames."""

from __future__ import annotations

from dataclasses import replace

from detente.document import Document, content_id
from detente.reading.frames import Frames
from detente.reading.linkages import find_linkages
from detente.record import Linkage, LinkageKind, Statement
from hand_frames import hand_frame, hand_statement
from sample_events import sample_document

VISAS = "There will be no visas without readmission or patrols, Lind said."


def linkages(
    document: Document,
    words: str,
    *said: Statement,
    kind: LinkageKind = "necessary",
    condition: str = "",
    object: str = "",
    holder: str | tuple[str, ...] = (),
) -> tuple[Linkage, ...]:
    frame = hand_frame(
        document, "link", words, kind=kind, condition=condition, object=object, holder=holder
    )
    return find_linkages(document, Frames((frame,), (), ()), said)


def ends(document: Document, found: tuple[Linkage, ...]) -> list[tuple[str, str]]:
    return [(document.quote(row.antecedent), document.quote(row.consequent)) for row in found]


def test_a_whole_linkage() -> None:
    document = sample_document(VISAS)
    said = hand_statement(
        document, "Lind", "said", "There will be no visas without readmission or patrols"
    )
    (found,) = linkages(document, "without", said, condition="readmission", object="no visas")
    assert found.id == content_id("k", document.id, found.antecedent, found.consequent)
    assert ends(document, (found,)) == [("readmission", "no visas")]
    assert found.quote == "no visas without readmission"
    assert [document.quote(span) for span in found.holder_spans] == ["Lind"]
    assert (found.kind, found.sentence, found.statement) == ("necessary", 0, "s-1")
    assert found.confidence == 0.8


def test_ends_that_share_words_are_no_link() -> None:
    document = sample_document(VISAS)
    assert linkages(document, "without", condition="visas without", object="no visas") == ()


def test_one_end_alone_is_no_link() -> None:
    document = sample_document(VISAS)
    assert linkages(document, "without", object="no visas") == ()
    assert linkages(document, "without", condition="readmission") == ()


def test_the_texts_own_link_is_nobodys() -> None:
    document = sample_document(VISAS)
    (found,) = linkages(document, "without", condition="readmission", object="no visas")
    assert (found.holder_spans, found.statement) == ((), None)
    text = "We get no visas without readmission."
    document = replace(sample_document(text), genre="opinion")
    (found,) = linkages(
        document, "without", condition="readmission", object="no visas", holder="We"
    )
    assert found.holder_spans == ()


def test_other_frames_are_no_link() -> None:
    document = sample_document(VISAS)
    frame = hand_frame(document, "cue", "without", condition="readmission", object="no visas")
    assert find_linkages(document, Frames((frame,), (), ()), ()) == ()
