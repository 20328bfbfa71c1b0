"""Which parties and days a brief can be asked for, and what it answers to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_pages import MARCH, MAY, ledger_of

from detente.brief import build_brief
from detente.errors import DetenteError


@pytest.mark.parametrize(
    "words", ["RUS", "rus", "Russia", "russian", "Russian Federation", "Moscow", " Kremlin "]
)
def test_parties_by_code_name_or_seat(tmp_path: Path, words: str) -> None:
    with ledger_of(tmp_path, MARCH, MAY) as ledger:
        assert build_brief(ledger, words, "United States").sides[0].party.iso3 == "RUS"


@pytest.mark.parametrize(
    ("parties", "code", "said"),
    [
        (("USA", "Rusia"), "PARTY_UNKNOWN", "RUS (Russia)"),
        (("USA", "NATO"), "PARTY_NOT_A_STATE", "statements --actor"),
        (("USA", "America"), "PARTIES_EQUAL", "the United States"),
        (("USA", "FRA"), "PARTY_SILENT", "detente read"),
    ],
)
def test_errors_say_what_to_do(
    tmp_path: Path, parties: tuple[str, str], code: str, said: str
) -> None:
    with ledger_of(tmp_path, MARCH, MAY) as ledger, pytest.raises(DetenteError) as raised:
        build_brief(ledger, *parties)
    assert raised.value.code == code
    assert said in str(raised.value)


def test_nothing_so_early(tmp_path: Path) -> None:
    with ledger_of(tmp_path, MARCH, MAY) as ledger, pytest.raises(DetenteError) as raised:
        build_brief(ledger, "USA", "RUS", as_of="2020")
    assert raised.value.code == "PARTY_SILENT"
    assert "2021-05-20" in raised.value.advice


@pytest.mark.parametrize("day", ["2021-13", "yesterday", "2021-02-30", "21", "2021-2-3"])
def test_bad_dates(tmp_path: Path, day: str) -> None:
    with ledger_of(tmp_path, MARCH, MAY) as ledger, pytest.raises(DetenteError) as raised:
        build_brief(ledger, "USA", "RUS", as_of=day)
    assert raised.value.code == "BAD_DATE"
