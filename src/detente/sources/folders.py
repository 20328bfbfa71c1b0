"""Folders, walked in a stable order."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from detente.errors import Rejection
from detente.sources.names import is_passed_over, locator_of
from detente.sources.records import rejection
from detente.sources.reject import unreadable


def walk(folder: Path) -> Iterator[Path | Rejection]:
    """The files below a folder, sorted by name level by level; hidden ones and gold are left out.

    Links to folders are followed, but no folder is entered twice, so loops end.
    """
    entered: set[tuple[int, int]] = set()
    # a stack, because folders can be nested deeper than calls
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                yield path
                continue
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            inside = sorted(path.iterdir(), key=lambda found: found.name, reverse=True)
        except OSError as error:
            yield rejection(unreadable(error), locator_of(path))
            continue
        waiting.extend(found for found in inside if not is_passed_over(found.name))
