"""PLOVER's table: every type, mode, quad and score as the manual prints them, but for two."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.knowledge.plover import MODES, QUADS, codings, quad_of, score_of
from detente.record import EventType

# The manual's summary table of quads and its table of scores.
BY_QUAD = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
SCORES = """
AGREE 2.5
CONSULT 2.5 visit 4 third-party 1 multilateral 4 phone 1.5
SUPPORT 5
CONCEDE 4.5
COOPERATE 9.5
AID 10
RETREAT 6.5 withdraw 8 release 6.5 disarm 10 ceasefire 7.5 access 6.5 resign 4.5
REQUEST 0 assist 0.5 change -1 yield -1 meet 0
ACCUSE -3 disapprove -2 investigate -3.5 allege -3.5
REJECT -2 assist -1.5 change -2 yield -2 meet -2
THREATEN -3.5 restrict -3 arrest -3.5 relations -3.5 expel -3.5 territory -4 violence -3.5
PROTEST -5 demo -5 riot -7 strike -5 hunger -4.5 boycott -4.5 obstruct -4.5
SANCTION -6 convict -6 expel -5.5 withdraw -6 discontinue -6
MOBILIZE -5.5 troops -6.5 weapons -6.5 police -5.5 militia -6
COERCE -7 seize -7 restrict -7 censor -6.5 curfew -6.5 martial-law -7.5 arrest -7 deport -7 withhold -7 misinformation -6.5 cyber -7
ASSAULT -9 abduct -8.5 beat -7.5 torture -8.5 sexual -8.5 targeted -9.5 destroy -8.5 primitive -8 firearms -9 explosives -9 suicide-attack -9.5 aerial -9.5 drone -9.5 heavy-weapons -9.5 crowd-control -7.5 unconventional -10
"""  # noqa: E501


def test_the_types_are_those_of_the_record() -> None:
    assert tuple(MODES) == get_args(EventType)


@pytest.mark.parametrize("quad", QUADS)
def test_quads(quad: int) -> None:
    assert [type_ for type_ in MODES if quad_of(type_) == quad] == BY_QUAD[quad].split()
    assert all(coding.quad == quad_of(type_) for (type_, _), coding in codings().items())


def test_scores() -> None:
    printed: dict[tuple[str, str | None], float] = {}
    for line in SCORES.strip().splitlines():
        type_, score, *modes = line.split()
        printed[type_, None] = float(score)
        for mode, value in zip(modes[::2], modes[1::2], strict=True):
            printed[type_, mode] = float(value)
    assert {key: coding.score for key, coding in codings().items()} == printed
    assert all(score_of(type_, mode) == printed[type_, mode] for type_, mode in codings())


def test_a_mode_of_another_type_counts_as_none() -> None:
    assert score_of("AID", "visit") == score_of("AID", None) == 10
    assert MODES["CONSULT"] == ("visit", "third-party", "multilateral", "phone")
    assert MODES["AID"] == ()
