"""Folders: a stable order, nothing silently lost, no loop that never ends."""

from __future__ import annotations

import os
from pathlib import Path

from detente.document import RawPage
from detente.errors import Rejection
from detente.sources import read_sources


def named(folder: Path) -> list[str]:
    return [
        Path(item.locator).relative_to(folder).as_posix()
        + (f" {item.code}" if isinstance(item, Rejection) else "")
        for item in read_sources([folder])
    ]


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Some text.")


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c/a.txt", "B.txt")
    assert named(tmp_path) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c/a.txt"]


def test_hidden_files_and_gold_are_passed_over_and_others_named(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "a.gold.json", ".hidden.txt", ".git/x.txt", "b.png")
    assert named(tmp_path) == ["a.txt", "b.png UNKNOWN_KIND"]


def test_a_folder_named_like_a_page_is_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "x.html/a.txt")
    assert named(tmp_path) == ["x.html/a.txt"]
    assert [type(item) for item in read_sources([tmp_path / "x.html"])] == [RawPage]


def test_links_that_loop_end(tmp_path: Path) -> None:
    fill(tmp_path, "a/a.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "c.txt")
    assert named(tmp_path) == ["a/a.txt", "c.txt UNREADABLE", "d.txt UNREADABLE"]


def test_a_pipe_does_not_hold_up_the_others(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    fill(tmp_path, "b.txt")
    assert named(tmp_path) == ["a.txt UNREADABLE", "b.txt"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [str(item) for item in read_sources([tmp_path])] == [
        f"{tmp_path.as_posix()}: [EMPTY] The folder holds no files. Check the path."
    ]


def test_a_name_that_is_no_utf_8_is_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Some text.")
    (item,) = read_sources([tmp_path])
    assert item.locator.endswith("/caf\\xe9.txt")
