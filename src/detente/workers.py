"""Read pages in this process or in several, and hand on the results in the order of the pages."""

from __future__ import annotations

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread, current_thread, main_thread
from types import FrameType
from typing import TypeVar

from detente.document import RawPage
from detente.errors import DetenteError, Rejection
from detente.limits import PAGE_SECONDS
from detente.reading.encoder import Encoder

log = logging.getLogger(__name__)

T = TypeVar("T")
Step = Callable[[RawPage, Encoder], T]

# pages under way for each process: enough that none waits, few enough that memory stays flat
_AHEAD = 4
_CRASHED = (
    "CRASHED",
    "Reading this page ended the process that read it.",
    "Look at the page: it may be damaged or hostile; the rest was read.",
)

# a worker process makes its own when it starts; the weights are loaded at its first page
_encoder = Encoder()


def in_order(
    items: Iterable[RawPage | Rejection], step: Step[T], jobs: int, large: Path | None = None
) -> Iterator[T | Rejection]:
    """Apply ``step`` to each page, in ``jobs`` processes; rejections pass through in their place.

    ``large`` is the folder of the large model, where that is to read the events.
    A page that takes longer than PAGE_SECONDS, or that ends its process, becomes a rejection.
    """
    if jobs == 1:
        encoder = Encoder(large=large)
        for item in items:
            yield item if isinstance(item, Rejection) else _timed(step, item, encoder)
    else:
        yield from _pooled(items, step, jobs, large)


def _pooled(
    items: Iterable[RawPage | Rejection], step: Step[T], jobs: int, large: Path | None
) -> Iterator[T | Rejection]:
    pool = _pool(jobs, large)
    waiting: deque[tuple[RawPage | Rejection, Future[T | Rejection] | None]] = deque()

    def settle() -> Iterator[T | Rejection]:
        nonlocal pool
        item, future = waiting.popleft()
        if isinstance(item, Rejection) or future is None:
            assert isinstance(item, Rejection)
            yield item
            return
        try:
            yield future.result()
        except BrokenProcessPool:
            # which page broke it is not known: each one under way is read again, alone
            pool.shutdown(wait=False, cancel_futures=True)
            yield _alone(step, item, large)
            pool = _pool(jobs, large)
            pending = list(waiting)
            waiting.clear()
            for page, _ in pending:
                waiting.append((page, _submit(pool, step, page)))

    try:
        for item in items:
            waiting.append((item, _submit(pool, step, item)))
            while len(waiting) > jobs * _AHEAD:
                yield from settle()
        while waiting:
            yield from settle()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int, large: Path | None) -> ProcessPoolExecutor:
    # spawned, not forked: ONNX Runtime's threads do not survive a fork
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(large,)
    )


def _submit(
    pool: ProcessPoolExecutor, step: Step[T], item: RawPage | Rejection
) -> Future[T | Rejection] | None:
    if isinstance(item, Rejection):
        return None
    try:
        return pool.submit(partial(_in_worker, step), item)
    except BrokenProcessPool:
        broken: Future[T | Rejection] = Future()
        broken.set_exception(BrokenProcessPool())
        return broken


def _alone(step: Step[T], page: RawPage, large: Path | None) -> T | Rejection:
    with _pool(1, large) as single:
        try:
            return single.submit(partial(_in_worker, step), page).result()
        except BrokenProcessPool:
            return Rejection(page.locator, *_CRASHED)


def _in_worker(step: Step[T], page: RawPage) -> T | Rejection:
    return _timed(step, page, _encoder)


def _start_worker(large: Path | None) -> None:
    global _encoder  # noqa: PLW0603 - one a process
    _encoder = Encoder(large=large)
    # the parent hears Ctrl-C and ends its children
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # a parent that was killed ends nobody, and its children would wait for work for ever
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _timed(step: Step[T], page: RawPage, encoder: Encoder) -> T | Rejection:
    try:
        with _time_limit(page):
            return step(page, encoder)
    except DetenteError as error:
        return Rejection(page.locator, error.code, error.message, error.advice)
    except Exception as error:
        # a fault of ours must not cost the rest of the batch
        log.debug("%s", page.locator, exc_info=True)
        return Rejection(
            page.locator,
            "INTERNAL",
            f"Reading failed: {type(error).__name__}: {error}.",
            "This is a fault of detente: report it with the page and the output of --debug.",
        )


@contextmanager
def _time_limit(page: RawPage) -> Iterator[None]:
    """Raise ``TOO_SLOW`` in this thread once PAGE_SECONDS are over, where the system can.

    Seconds of this process's own work: what is rejected must not depend on how busy the machine is.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise DetenteError(
            "TOO_SLOW",
            f"Reading took longer than {PAGE_SECONDS} seconds.",
            "Split the page, or look whether it is damaged.",
        )

    previous = signal.signal(signal.SIGPROF, stop)
    # a long page earns more time: a second for each 20,000 characters
    signal.setitimer(signal.ITIMER_PROF, PAGE_SECONDS + len(page.text) / 20_000)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
