"""The whole route, in order: pages in, readings into the ledger.

    sources → clean → encode → statements → events → dates → places
            → positions, linkages, forecasts, agenda → actors → voices → issues → ledger

Each step is one module with one public function; this file lists them and carries a page from one
to the next. Every input ends as stored, duplicate or rejected.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from detente.document import Document, RawPage
from detente.errors import DetenteError, Rejection
from detente.knowledge.actors import use_actors
from detente.knowledge.issues import use_issues
from detente.ledger import Ledger, body_text, signature
from detente.ledger.store import PAGE_FAULTS
from detente.reading.actors import resolve_actors
from detente.reading.agenda import find_agenda
from detente.reading.clean import clean
from detente.reading.encoder import Encoder
from detente.reading.event_dates import date_events
from detente.reading.events import find_events
from detente.reading.forecasts import find_forecasts
from detente.reading.frames import find_frames
from detente.reading.issues import place_issues
from detente.reading.large import find_large
from detente.reading.linkages import find_linkages
from detente.reading.places import place_events
from detente.reading.positions import find_positions, settle_bases
from detente.reading.statements import find_statements
from detente.reading.voices import voice_rows
from detente.reading.weights import MODELS, check_folder
from detente.record import Reading
from detente.sources import read_sources
from detente.workers import in_order

_LOG = logging.getLogger(__name__)

# raised by hand when a step finds something else in the same page, so that pages are read again
ROUTE = 3


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


def reader_version(
    actors: str | Path | None = None,
    issues: str | Path | None = None,
    large: Path | None = None,
) -> str:
    """Names the route, the weights and the user's files; what another one read is read again.

    It ends in ``-large`` where the large model in the folder ``large`` reads the events.
    """
    known = (MODELS / "manifest.json").read_bytes()
    for file in (actors, issues):
        known += b"\0" + (Path(file).read_bytes() if file else b"")
    if large:
        known += b"\0" + (large / "manifest.json").read_bytes()
    return f"{ROUTE}-{hashlib.sha256(known).hexdigest()[:12]}{'-large' if large else ''}"


def read_page(page: RawPage, encoder: Encoder) -> Reading:
    """Carry one page along the route.

    Raises:
        DetenteError: with the code of the step that could not go on, e.g. ``NO_ARTICLE``.
    """
    return read_document(clean(page), encoder)


def read_document(document: Document, encoder: Encoder) -> Reading:
    """Carry a cleaned page along the rest of the route."""
    windows = encoder.read(document)
    said = find_statements(document, windows, encoder)
    done = find_events(document, windows, said, encoder)
    done = place_events(document, date_events(document, done))
    frames = find_frames(document, windows, encoder)
    reading = Reading(
        document,
        said,
        events=done,
        positions=find_positions(document, frames, said),
        linkages=find_linkages(document, frames, said),
        forecasts=find_forecasts(document, frames, said),
        agenda=find_agenda(document, frames),
    )
    reading = voice_rows(settle_bases(resolve_actors(reading)))
    return place_issues(reading, frames.issue_scores)


def to_result(
    page: RawPage, encoder: Encoder, actors: str | None = None, issues: str | None = None
) -> Result:
    """Read one page, with a user's actors and issues; an error becomes a rejection of the page."""
    use_actors(actors)
    use_issues(issues)
    before = encoder.total_seconds
    try:
        reading = read_page(page, encoder)
    except DetenteError as error:
        rejection = Rejection(page.locator, error.code, error.message, error.advice)
        return Result(page, rejection=rejection)
    except Exception as error:
        # one page that trips the program does not cost the thousands after it
        _LOG.debug("%s", page.locator, exc_info=True)
        message = f"Reading this page failed: {type(error).__name__}: {error}."
        advice = "This is a fault of detente: please report it with what --debug prints."
        return Result(page, rejection=Rejection(page.locator, "INTERNAL", message, advice))
    numbers = signature(body_text(reading.document))
    return Result(page, reading, numbers, encoder_seconds=encoder.total_seconds - before)


def read(  # noqa: PLR0913 - a keyword for each option
    paths: str | Path | Sequence[str | Path],
    ledger: Ledger,
    *,
    jobs: int = 1,
    fields: Mapping[str, str] | None = None,
    actors: str | Path | None = None,
    issues: str | Path | None = None,
    model: str | Path | None = None,
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
        actors: a CSV of the user's own actors; its rows win over the table of offices.
        issues: a TOML file of the user's own issues; it extends or replaces the tree.
        model: ``large``, or the folder of the large model, which then reads the events.
        progress: called with each input's locator, outcome and length in characters.

    Raises:
        DetenteError: ``MODEL_MISSING``, ``MODEL_CHANGED``, ``ACTORS_NOT_FOUND``,
            ``ACTORS_INVALID``, ``ISSUES_NOT_FOUND``, ``ISSUES_INVALID``, and those of the
            ledger.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    # a fault of the installation is no page's: it ends the run before each page is rejected for it
    check_folder(MODELS)
    large = find_large(model) if model else None
    use_actors(actors)
    use_issues(issues)
    step = partial(
        to_result,
        actors=str(actors) if actors else None,
        issues=str(issues) if issues else None,
    )
    report = Report()
    version = reader_version(actors, issues, large)

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
        for item in in_order(unread(), step, jobs, large):
            if isinstance(item, Rejection):
                ledger.reject(item)
                report.rejections.append(item)
                settle(item.locator, "rejected")
            else:
                report.encoder_seconds += item.encoder_seconds
                outcome = _store(ledger, item, version, report)
                settle(item.page.locator, outcome, len(item.page.text))
        ledger.join_reports()
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
