from __future__ import annotations

import pytest

from detente import workers
from detente.document import RawPage
from detente.errors import Rejection
from detente.workers import in_order
from worker_step import step


def page(name: str) -> RawPage:
    return RawPage(locator=name, text="", kind="text", fingerprint=name)


NAMES = ["slow", "a", "refuse", "b", "bug", "c"]


def codes(results: list[str | Rejection]) -> list[str]:
    return [item.code if isinstance(item, Rejection) else item for item in results]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_pages_and_faults_become_rejections(jobs: int) -> None:
    items: list[RawPage | Rejection] = [*map(page, NAMES), Rejection("x", "EMPTY", "Empty.")]
    results = list(in_order(items, step, jobs))
    assert codes(results) == ["slow", "a", "NO_ARTICLE", "b", "INTERNAL", "c", "EMPTY"]


def test_a_page_that_ends_its_process_is_rejected_and_the_rest_is_read() -> None:
    results = list(in_order(map(page, ["a", "crash", "b", "c"]), step, 2))
    assert codes(results) == ["a", "CRASHED", "b", "c"]


def test_a_page_that_takes_too_long_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.01)
    assert codes(list(in_order([page("slow")], step, 1))) == ["TOO_SLOW"]
