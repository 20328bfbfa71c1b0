"""The whole route, in order: pages in, readings into the ledger.

    sources → clean → statements → speakers → ledger

Each step is one module with one public function; this file lists them and carries a page from one
to the next. Every input ends as stored, duplicate or rejected.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.document import RawPage
from detente.errors import DetenteError, Rejection
from detente.ledger import Ledger, body_text, signature
from detente.ledger.store import PAGE_FAULTS
from detente.reading.actors import resolve_speakers
from detente.reading.clean import clean
from detente.reading.encoder import Encoder
from detente.reading.statements import find_statements
from detente.reading.weights import MODELS, check_folder
from detente.record import Reading
from detente.sources import read_sources
from detente.workers import in_order

# raised by hand when a step finds something else in the same page, so that pages are read again
ROUTE = 1


@dataclass(frozen=True, slots=True)
class Result:
    """What one page became: a reading with its near-duplicate signature, or a rejection."""

    page: RawPage
    reading: Reading | None = None
    signature: tuple[int, ...] | None = None
    rejection: Rejection | None = None
    encoder_seconds: float = 0.0


@dataclass(slots=True)
class Report:
    """What a run did: inputs by outcome, the rejections, and seconds in the network itself."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    encoder_seconds: float = 0.0

    @property
    def inputs(self) -> int:
        """All inputs; each is counted in exactly one outcome."""
        return sum(self.outcomes.values())


def reader_version() -> str:
    """Names the route and the weights; a page read by another version is read again."""
    manifest = (MODELS / "manifest.json").read_bytes()
    return f"{ROUTE}-{hashlib.sha256(manifest).hexdigest()[:12]}"


def read_page(page: RawPage, encoder: Encoder) -> Reading:
    """Carry one page along the route.

    Raises:
        DetenteError: with the code of the step that could not go on, e.g. ``NO_ARTICLE``.
    """
    document = clean(page)
    found = find_statements(document, encoder)
    statements, actors = resolve_speakers(document, found)
    return Reading(document, statements, actors)


def to_result(page: RawPage, encoder: Encoder) -> Result:
    """Read one page; an error becomes a rejection that names the page."""
    before = encoder.seconds
    try:
        reading = read_page(page, encoder)
    except DetenteError as error:
        rejection = Rejection(page.locator, error.code, error.message, error.advice)
        return Result(page, rejection=rejection)
    numbers = signature(body_text(reading.document))
    return Result(page, reading, numbers, encoder_seconds=encoder.seconds - before)


def read(
    paths: str | Path | Sequence[str | Path],
    ledger: Ledger,
    *,
    jobs: int = 1,
    fields: Mapping[str, str] | None = None,
    progress: Callable[[str, str, int], None] | None = None,
) -> Report:
    """Read pages into a ledger and return what became of each.

    Pages that the ledger holds unchanged, read by the same version, are not read again: a run
    that was stopped goes on where it was. ``jobs`` processes read; this one writes, in the order
    of the sources, so that the ledger does not depend on ``jobs``.

    Args:
        paths: files, folders, or ``-`` for standard input; one or several.
        ledger: an open ledger.
        jobs: processes that read.
        fields: names of record fields, such as ``{"text": "article_body"}``.
        progress: called with each input's locator, outcome and length in characters.

    Raises:
        DetenteError: ``MODEL_MISSING``, ``MODEL_CHANGED``, and those of the ledger.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    # a fault of the installation is no page's: it ends the run before each page is rejected for it
    check_folder(MODELS)
    report = Report()
    version = reader_version()

    def settle(locator: str, outcome: str, length: int = 0) -> None:
        report.outcomes[outcome] += 1
        if progress:
            progress(locator, outcome, length)

    def unread() -> Iterator[RawPage | Rejection]:
        for page in read_sources(paths, fields):
            if isinstance(page, RawPage) and ledger.known(page.locator, page.fingerprint, version):
                settle(page.locator, "unchanged", len(page.text))
            else:
                yield page

    run = ledger.begin_run()
    try:
        for item in in_order(unread(), to_result, jobs):
            if isinstance(item, Rejection):
                ledger.reject(item)
                report.rejections.append(item)
                settle(item.locator, "rejected")
            else:
                report.encoder_seconds += item.encoder_seconds
                outcome = _store(ledger, item, version, report)
                settle(item.page.locator, outcome, len(item.page.text))
    finally:
        ledger.end_run(run, report.outcomes)
    return report


def _store(ledger: Ledger, result: Result, version: str, report: Report) -> str:
    """Put one result into the ledger and return its outcome."""
    rejection = result.rejection
    if result.reading is not None:
        try:
            return ledger.add(result.reading, version, result.signature).value
        except DetenteError as error:
            if error.code not in PAGE_FAULTS:
                raise
            rejection = Rejection(result.page.locator, error.code, error.message, error.advice)
    assert rejection is not None
    ledger.reject(rejection, result.page.fingerprint)
    report.rejections.append(rejection)
    return "rejected"
