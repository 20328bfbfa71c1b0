"""The issue tree: the shipped one, and what a file of the user's makes of it.

The user's file is TOML with one ``[[issue]]`` for each issue: ``id``, ``label``, ``parent`` and
``terms``, and where it began on a day, ``since``. An issue of the shipped tree that is named again
gets a new label, parent or day where one is given, and more terms. With ``replace = true`` the
shipped tree is left out, but for issues that the file names by ``id``, as they are shipped,
without a label of its own.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from detente.days import checked
from detente.errors import DetenteError

# strong: enough alone; matter: counts beside a place or another matter; place: beside a matter
Strength = Literal["strong", "matter", "place"]

_TABLE = Path(__file__).with_suffix(".csv")
_BLOCKS = Path(__file__).with_name("issue_blocks.txt")
_SUFFIXES: Mapping[str, Strength] = {"?": "matter", "@": "place"}
_TERM = re.compile(r"\w[^*?@|]*\*?[?@]?")
_ID = re.compile(r"[\w.-]+")
_KEYS = frozenset({"id", "label", "parent", "terms", "since"})
_ADVICE = "See docs/issues.md for how such a file looks."


class Term(NamedTuple):
    """A word or phrase that speaks for an issue; a ``*`` at the end stands for any ending.

    A term with a capital letter is found as it is written, any other in capitals too.
    """

    text: str
    strength: Strength = "strong"


@dataclass(frozen=True, slots=True)
class Issue:
    """A node of the tree. ``parent`` is None for a family, ``mappings`` are codes of other lists.

    ``learnt`` is true for an issue of the shipped tree, for which the network has a score; any
    other is decided by its terms alone. ``since`` is the ISO day or month that it began, where it
    did: no page from before can be about it.
    """

    id: str
    parent: str | None
    label: str
    terms: tuple[Term, ...] = ()
    mappings: Mapping[str, str] = field(default_factory=dict, hash=False)
    learnt: bool = False
    since: str | None = None


@dataclass(slots=True)
class _InUse:
    key: tuple[str, int, int] | None
    tree: Mapping[str, Issue] | None


_in_use = _InUse(None, None)


def issues() -> Mapping[str, Issue]:
    """Id → issue of the tree in use, families and their issues in the order of the file."""
    return shipped_issues() if _in_use.tree is None else _in_use.tree


def issue_ids() -> tuple[str, ...]:
    """The ids of the tree in use, in the order of :func:`issues`."""
    return tuple(issues())


def learnt_ids() -> tuple[str, ...]:
    """The ids of the shipped tree: the order of the network's scores, whatever tree is in use."""
    return tuple(shipped_issues())


def parents() -> frozenset[str]:
    """The ids of all issues that have others below them."""
    return frozenset(issue.parent for issue in issues().values() if issue.parent)


def descendants(id: str) -> tuple[str, ...]:
    """An issue and all below it, in the order of the tree; empty for an id that is not in it."""
    return tuple(other for other in issues() if id == other or id in ancestors(other))


def ancestors(id: str) -> tuple[str, ...]:
    """The parent of an issue, the parent's parent and so on; empty for a family."""
    found: list[str] = []
    issue = issues().get(id)
    while issue is not None and issue.parent is not None:
        found.append(issue.parent)
        issue = issues()[issue.parent]
    return tuple(found)


def use_issues(path: str | Path | None) -> None:
    """Let this process place on a user's tree, or on the shipped one.

    Raises:
        DetenteError: ``ISSUES_NOT_FOUND``, ``ISSUES_INVALID`` with what is at fault.
    """
    if path is None:
        _in_use.key = _in_use.tree = None
        return
    try:
        stat = Path(path).stat()
    except OSError:
        raise DetenteError(
            "ISSUES_NOT_FOUND", f"There is no file {path}.", "Name a TOML file of issues."
        ) from None
    key = str(path), stat.st_mtime_ns, stat.st_size
    if key != _in_use.key:
        _in_use.tree = read_issues(Path(path))
        _in_use.key = key


@cache
def shipped_issues() -> Mapping[str, Issue]:
    """The shipped tree, loaded once."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fixed = {"id", "parent", "label", "terms", "since"}
    return MappingProxyType(
        {
            row["id"]: Issue(
                row["id"],
                row["parent"] or None,
                row["label"],
                tuple(map(parse_term, filter(None, row["terms"].split("|")))),
                MappingProxyType({k: v for k, v in row.items() if v and k not in fixed}),
                learnt=True,
                since=row["since"] or None,
            )
            for row in rows
        }
    )


@cache
def blocks() -> tuple[str, ...]:
    """Phrases inside which no term counts: in "trade union" there is no trade."""
    return tuple(_BLOCKS.read_text(encoding="utf-8").splitlines())


def parse_term(written: str) -> Term:
    """A term as tables and files write it: ``fishing quota*``, ``gas?``, ``Iraq@``.

    Raises:
        ValueError: where this is no term.
    """
    if not _TERM.fullmatch(written):
        raise ValueError(f"{written!r} is no term")
    strength = _SUFFIXES.get(written[-1], "strong")
    return Term(written if strength == "strong" else written[:-1], strength)


def read_issues(path: Path) -> Mapping[str, Issue]:
    """The tree that a user's file makes.

    Raises:
        DetenteError: ``ISSUES_INVALID`` with the first fault.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return MappingProxyType(_tree(raw))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = " ".join(str(error).split())
        raise DetenteError(
            "ISSUES_INVALID", f"{path} is no TOML in UTF-8: {reason}.", _ADVICE
        ) from None
    except ValueError as error:
        raise DetenteError("ISSUES_INVALID", f"{path}: {error}.", _ADVICE) from None


def _tree(raw: Mapping[str, Any]) -> dict[str, Issue]:
    if unknown := sorted(set(raw) - {"replace", "issue"}):
        raise ValueError(f"{unknown[0]!r} is no key; use replace and [[issue]]")
    anew, entries = raw.get("replace", False), raw.get("issue", [])
    if not isinstance(anew, bool):
        raise ValueError("replace is neither true nor false")
    if not isinstance(entries, list) or not entries:
        raise ValueError("there is no [[issue]]")
    tree = {} if anew else dict(shipped_issues())
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        try:
            issue = _issue(entry, anew)
        except ValueError as error:
            raise ValueError(f"[[issue]] number {number}: {error}") from None
        if issue.id in seen:
            raise ValueError(f"[[issue]] number {number}: the id {issue.id!r} is there twice")
        seen.add(issue.id)
        tree[issue.id] = issue
    for fault in _faults(tree):
        raise ValueError(fault)
    return tree


def _issue(entry: object, anew: bool) -> Issue:
    if not isinstance(entry, dict):
        raise ValueError("it is no table")
    if unknown := sorted(set(entry) - _KEYS):
        raise ValueError(f"{unknown[0]!r} is no key; use id, label, parent, terms and since")
    id, label, parent, since = (entry.get(name) for name in ("id", "label", "parent", "since"))
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise ValueError('id is to be a text such as "6.8", without spaces')
    for name, value in (("label", label), ("parent", parent)):
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise ValueError(f"{name} of {id!r} is to be a text")
    if since is not None and not _is_day(since):
        raise ValueError(f'since of {id!r} is to be a text such as "2014-03"')
    terms = tuple(_terms(id, entry.get("terms", [])))
    shipped = shipped_issues().get(id)
    if shipped is None or (anew and label is not None):
        if label is None:
            raise ValueError(f"{id!r} has no label")
        return Issue(id, parent, label, terms, since=since)
    return replace(
        shipped,
        label=label or shipped.label,
        parent=parent or shipped.parent,
        terms=(*shipped.terms, *terms),
        since=since or shipped.since,
    )


def _is_day(written: object) -> bool:
    try:
        return isinstance(written, str) and bool(checked(written))
    except DetenteError:
        return False


def _terms(id: str, written: object) -> Iterator[Term]:
    if not isinstance(written, list) or not all(isinstance(term, str) for term in written):
        raise ValueError(f"terms of {id!r} are to be a list of texts")
    for term in written:
        try:
            yield parse_term(" ".join(term.split()))
        except ValueError as error:
            raise ValueError(f"terms of {id!r}: {error}") from None


def _faults(tree: Mapping[str, Issue]) -> Iterator[str]:
    for issue in tree.values():
        if issue.parent is not None and issue.parent not in tree:
            yield f"the parent {issue.parent!r} of {issue.id!r} is no issue of the tree"
    for issue in tree.values():
        above = issue.parent
        # a way up that is longer than the tree has gone round
        for _ in tree:
            above = tree[above].parent if above is not None else None
        if above is not None:
            yield f"{issue.id!r} is below itself"
