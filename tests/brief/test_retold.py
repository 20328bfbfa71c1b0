"""News, or told in retrospect?"""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import brief_of, column
from marked_pages import BLINKEN, LAVROV, page

from detente.brief.page import Page
from detente.brief.retold import is_retold

SAID = "{s1:Mr. Lavrov} {c1:said} {q1:the pact of 1999 was dead}"


@pytest.mark.parametrize(
    ("text", "retold"),
    [
        (f"{SAID}.", False),
        (f"{SAID} on Monday.", False),
        (f"In March 2009 {SAID}.", True),
        (f"On 8 May 2018, {SAID}.", True),
        (f"In 2021 {SAID}.", False),
        ("In 2009 the talks began. They went on for weeks. " + SAID + ".", True),
        ("In 2009 the talks began.\n\n" + SAID + ".", False),
        ("In 2009 the talks began. Yesterday they ended. " + SAID + ".", False),
        ("In 2009 the talks began. This week, " + SAID + ".", False),
        ("Two years ago " + SAID + ".", True),
        ("In Munich last year " + SAID + ".", True),
        ("{s1:Mr. Lavrov} {c1:said} {q1:it was dead two years ago}.", False),
        ("{s1:Mr. Lavrov} {c1:had said} {q1:it was dead}.", True),
        ("{s1:Mr. Lavrov} {c1:warned} the Senate in 2009 {q1:that it was dead}.", True),
        ("As in 2009, {s1:Mr. Lavrov} {c1:says} {q1:that it is dead}.", False),
        (
            "In 1998 it began. In 2003 it grew. In 2009 it fell. In 2012 it rose.\n\n" + SAID + ".",
            True,
        ),
    ],
)
def test_time_of_a_statement(text: str, retold: bool) -> None:
    reading = page("2021-03-02", text, {1: LAVROV})
    assert is_retold(Page(reading), reading.statements[0]) is retold


def test_what_is_told_in_retrospect_comes_last_and_tells_no_last_day(tmp_path: Path) -> None:
    old = page(
        "2021-05-01", "In 2009 {s1:Mr. Lavrov} {c1:praised} {q1:America’s reset}.", {1: LAVROV}
    )
    new = page("2021-03-01", "{s1:Mr. Lavrov} {c1:warned} {q1:the Americans again}.", {1: LAVROV})
    other = page("2021-03-01", "{s1:Mr. Blinken} {c1:urged} {q1:Moscow to wait}.", {1: BLINKEN})
    russia = brief_of(tmp_path, old, new, other)
    assert [one.split(":")[0] for one in column(russia, 1)] == ["1 March 2021"]
    assert [(one.name, one.statements, one.last) for one in russia.sides[1].participants][-1] == (
        "Sergei Lavrov",
        2,
        "2021-03-01",
    )
