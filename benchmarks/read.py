"""How fast and how lean ``detente read`` is: ``python -m benchmarks.read [--documents 5000]``.

Pages are made by shuffling the paragraphs of the shipped corpus, so that each is new. Printed are
documents a second on one core, the share of the networks' own time in it, how many times as fast
two jobs are, what events add to the cost, and the memory of the reading process along the way.
Machines differ and are noisy: compare ratios of one run.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil

from detente.document import RawPage
from detente.errors import DetenteError
from detente.ledger import Ledger
from detente.pipeline import Report, read, read_page, to_result
from detente.reading.actors import resolve_actors
from detente.reading.clean import clean
from detente.reading.encoder import Encoder
from detente.reading.event_dates import date_events
from detente.reading.events import find_events
from detente.reading.places import place_events
from detente.reading.statements import find_statements
from detente.reading.voices import voice_rows
from detente.record import Reading
from detente.sources import read_sources

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
PARAGRAPHS = 10


def corpus_paragraphs() -> list[str]:
    """The body paragraphs of the corpus."""
    found = []
    for page in read_sources([CORPUS]):
        if isinstance(page, RawPage):
            try:
                document = clean(page)
            except DetenteError:
                continue
            found += [
                document.quote((p.start, p.end)) for p in document.paragraphs if p.role == "body"
            ]
    return found


def write_pages(folder: Path, number: int, seed: int) -> None:
    """Write ``number`` HTML pages of PARAGRAPHS shuffled paragraphs each."""
    rng = random.Random(seed)
    pool = corpus_paragraphs()
    for index in range(number):
        body = "".join(f"<p>{text}</p>\n" for text in rng.sample(pool, PARAGRAPHS))
        day = f"20{index % 25 + 1:02}-{index % 12 + 1:02}-{index % 28 + 1:02}"
        (folder / f"{index:05}.html").write_text(
            f"<html><head><title>Dispatch {seed}-{index}</title>"
            f'<meta property="article:published_time" content="{day}"></head><body>'
            f"<nav><a>Home</a> <a>World</a></nav><article><h1>Dispatch {seed}-{index}</h1>{body}"
            "</article><footer>Follow us. All rights reserved.</footer></body></html>",
            encoding="utf-8",
        )


def timed_read(folder: Path, jobs: int) -> tuple[Report, float]:
    """Read a folder into a new ledger; the report and the seconds it took."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        Ledger(Path(scratch) / "bench.detente", create=True) as ledger,
    ):
        began = time.perf_counter()
        report = read([folder], ledger, jobs=jobs)
        return report, time.perf_counter() - began


def costs(folder: Path) -> tuple[float, float]:
    """Processor time of statements and events, and of the whole route, for statements alone = 1.

    The encoder's pass, which finds mentions and triggers on the way, is in all three.
    """
    encoder = Encoder()
    spent = [0.0, 0.0, 0.0]
    for page in read_sources([folder]):
        if isinstance(page, RawPage):
            marks = [time.process_time()]
            document = clean(page)
            said = find_statements(document, encoder.read(document), encoder)
            resolve_actors(Reading(document, said))
            marks.append(time.process_time())
            document = clean(page)
            windows = encoder.read(document)
            said = find_statements(document, windows, encoder)
            done = find_events(document, windows, said, encoder)
            done = place_events(document, date_events(document, done))
            voice_rows(resolve_actors(Reading(document, said, events=done)))
            marks.append(time.process_time())
            read_page(page, encoder)
            marks.append(time.process_time())
            spent = [
                one + after - before
                for one, (before, after) in zip(spent, pairwise(marks), strict=True)
            ]
    return spent[1] / spent[0], spent[2] / spent[0]


def memory_along(folder: Path) -> Iterator[tuple[int, float]]:
    """Documents read so far and resident memory in MiB, ten times over the folder."""
    process = psutil.Process(os.getpid())
    encoder = Encoder()
    number = len(list(folder.iterdir()))
    for index, page in enumerate(read_sources([folder]), start=1):
        if isinstance(page, RawPage):
            to_result(page, encoder)
        if index % max(number // 10, 1) == 0:
            yield index, process.memory_info().rss / 2**20


def main() -> None:
    """Run the benchmark and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=300, help="pages for the speed figures")
    parser.add_argument("--memory-documents", type=int, default=1000, help="pages for the memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_pages(folder, options.documents, seed=1)
        words = sum(len(path.read_text("utf-8").split()) for path in folder.iterdir())
        report, one = timed_read(folder, jobs=1)
        rate = options.documents / one
        print(f"one core: {rate:.2f} documents/s of {words // options.documents} words each")
        print(f"networks: {report.encoder_seconds / one:.2f} of the time")
        _, two = timed_read(folder, jobs=2)
        print(f"two jobs: {one / two:.2f} times as fast as one")
        events, whole = costs(folder)
        print(f"statements and events cost {events:.2f} times the statements alone")
        print(f"the whole route costs {whole:.2f} times the statements alone")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_pages(folder, options.memory_documents, seed=2)
        for read_so_far, mebibytes in memory_along(folder):
            print(f"memory: {mebibytes:.0f} MiB after {read_so_far} documents")


if __name__ == "__main__":
    main()
