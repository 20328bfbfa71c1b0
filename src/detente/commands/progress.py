"""How far a run of `read` is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from detente.terminal import console, counted, shown, talk

Progress = Callable[[str, str, int], None]

# Seconds between two lines where there is no terminal to draw on.
_EVERY = 10.0
# Pages read before their speed tells how long the rest will take; the first waits for the models.
_ENOUGH = 5
# How many characters a byte of a compressed file is taken to hold: text shrinks to about a quarter.
_PACKED = {".gz": 4.0, ".zst": 4.0, ".parquet": 3.0}


class Share:
    """How much of the input is done, in bytes of the files found beforehand.

    A page in a file of its own counts as that file. A record counts as its characters (fewer
    where its file is compressed), and the rest of its file is made up for when the next begins.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self._sizes = dict(_sizes(paths))
        self.total = sum(self._sizes.values())
        self.done = self.worked = 0.0
        self._file = ""
        self._left = 0.0

    def add(self, locator: str, outcome: str, length: int) -> None:
        """Count an input with ``length`` characters; ``worked`` leaves out what was not read."""
        file = locator if locator in self._sizes else locator.rpartition("#")[0]
        if file != self._file:
            self.done += self._left
            self._file, self._left = file, float(self._sizes.get(file, 0))
        packed = _PACKED.get(Path(file).suffix.lower(), 1.0)
        part = self._left if locator == file else min(self._left, length / packed)
        self.done += part
        self.worked += 0.0 if outcome == "unchanged" else part
        self._left -= part


def _sizes(paths: Iterable[str | Path]) -> Iterator[tuple[str, int]]:
    """The files under ``paths`` as locators name them, with their sizes in bytes."""
    from detente.sources.names import is_passed_over, locator_of

    for path in map(Path, paths):
        files = [path]
        if path.is_dir():
            files = [
                Path(folder, name)
                for folder, _, names in os.walk(path)
                for name in names
                if not is_passed_over(name)
            ]
        for file in files:
            # one that cannot be read is named when its turn comes
            with suppress(OSError):
                yield locator_of(file), file.stat().st_size


@contextmanager
def following(paths: Iterable[str | Path], outcomes: Counter[str]) -> Iterator[Progress]:
    """A function to call with each input; shows on standard error how far the run is.

    ``outcomes`` counts what became of the inputs.
    """
    share = Share(paths)

    def count(locator: str, outcome: str, length: int) -> None:
        outcomes[outcome] += 1
        share.add(locator, outcome, length)

    if sys.stderr.isatty():
        with _bar(share, outcomes) as show:
            yield _both(count, show)
    else:
        yield _both(count, _lines(share, outcomes))


def _both(count: Progress, show: Callable[[], None]) -> Progress:
    def progress(locator: str, outcome: str, length: int) -> None:
        count(locator, outcome, length)
        show()

    return progress


@contextmanager
def _bar(share: Share, outcomes: Counter[str]) -> Iterator[Callable[[], None]]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    began = time.monotonic()
    unknown = not share.total
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("reading", total=None if unknown else share.total)

        def show() -> None:
            words = _words(share, outcomes, time.monotonic() - began)
            words = shown(words, sys.stderr.encoding)
            bar.update(task, completed=share.done, description=words)

        yield show


def _lines(share: Share, outcomes: Counter[str]) -> Callable[[], None]:
    began = said = time.monotonic()

    def show() -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _EVERY:
            said = now
            percent = f", {share.done / share.total:.0%}" if share.total else ""
            talk(_words(share, outcomes, now - began) + percent)

    return show


def _words(share: Share, outcomes: Counter[str], seconds: float) -> str:
    """``120 pages, 3.4 a second, 0:01:20 left``: pages that were not read again do not count."""
    read = outcomes.total() - outcomes["unchanged"]
    words = counted(outcomes.total(), "page")
    if seconds > 0 and read:
        words += f", {read / seconds:.1f} a second"
    if read >= _ENOUGH and share.worked:
        left = seconds * (share.total - share.done) / share.worked
        words += f", {timedelta(seconds=round(left))} left"
    return words
