"""The issue map: where two parties stand on each issue, how much they say of it, their goals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.analysis.model import Agreement, Comparison, Stand
from detente.brief.svg import ACCENT, FAINT, INK, SOFT, WIDTH, drawing, finished, saved
from detente.knowledge.issues import issues
from detente.record import Stance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

# What a page has room for; the others are counted below.
MOST = 14
# In the order of consent, from left to right, and where their columns are, in inches.
_COLUMNS: Mapping[Stance, float] = MappingProxyType(
    {"opposes": 3.06, "undecided": 3.76, "accepts": 4.46, "seeks": 5.16}
)
GOALS: Mapping[Agreement, str] = MappingProxyType(
    {
        "same": "shared",
        "compatible": "compatible",
        "opposed": "opposed",
        "unrelated": "unrelated",
        "unknown": "unknown",
    }
)
_LABEL, _GOALS = 2.6, 5.68
_BRACKETS = re.compile(r" \([^()]*\)$")
_ROW, _HEAD, _FOOT = 0.205, 0.52, 0.2
# The two marks of a party's column stand beside each other: half their distance, their diameters.
_APART, _SMALLEST, _LARGEST = 0.1, 0.055, 0.165
_POINTS = 72


@dataclass(frozen=True, slots=True)
class MapRow:
    """An issue in the map; each pair is of the first and the second party.

    ``stances`` are those that the party takes on it, none where it has no position; ``salience``
    is 0 to 1; ``goals`` says how what the two want stands to each other.
    """

    label: str
    stances: tuple[tuple[Stance, ...], tuple[Stance, ...]]
    salience: tuple[float, float]
    goals: Agreement = "unknown"


def map_row(comparison: Comparison) -> MapRow:
    """A comparison as a row, with the stances that the goals were compared by, else the newest."""
    known = issues().get(comparison.issue)
    first, second = comparison.sides
    pair = comparison.pair or (None, None)
    return MapRow(
        known.label if known else comparison.issue,
        (_stances(first, pair[0]), _stances(second, pair[1])),
        (first.salience, second.salience),
        comparison.agreement,
    )


def _stances(stand: Stand, compared: object) -> tuple[Stance, ...]:
    for row in (compared, *stand.positions):
        stance: Stance | None = getattr(row, "stance", None)
        if stance:
            return (stance,)
    return ()


def issue_map(rows: Sequence[MapRow], parties: tuple[str, str]) -> str:
    """Where two parties stand on each issue, as an SVG element: a row an issue, in the order given.

    A disc and a square stand for the first and second party, in the column of its stance; the more
    of its positions are on the issue, the larger. At most ``MOST`` issues, the others are counted.
    """
    shown = rows[:MOST]
    lines = max(len(shown), 1)
    height = _HEAD + lines * _ROW + (_FOOT if len(rows) > MOST else 0.06)
    with drawing(height) as figure:
        # inches from the upper left corner
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        axes.set_axis_off()
        _head(axes, parties)
        largest = max((size for row in shown for size in row.salience), default=0.0)
        for number, row in enumerate(shown):
            _row(axes, row, _HEAD + (number + 0.5) * _ROW, largest)
        end = _HEAD + lines * _ROW
        for x in _COLUMNS.values():
            axes.plot([x, x], [_HEAD, end], color=FAINT, linewidth=0.4, zorder=0)
        axes.plot([0, WIDTH], [end, end], color=SOFT, linewidth=0.6)
        if not shown:
            axes.text(0, _HEAD + 0.5 * _ROW, "no position of either", va="center", color=SOFT)
        if len(rows) > MOST:
            more = f"and {len(rows) - MOST} more"
            axes.text(0, end + 0.12, more, va="center", color=SOFT)
        written = saved(figure)
    title = f"Where {parties[0]} and {parties[1]} stand on each issue"
    return finished(written, "issues", title, _map_in_words(rows, parties))


def _head(axes: Axes, parties: tuple[str, str]) -> None:
    """Which mark is whose, and the names of the columns."""
    x = 0.06
    for which, name in enumerate(parties):
        _mark(axes, x, 0.12, 0.11, which)
        words = axes.text(x + 0.12, 0.12, name, va="center_baseline", fontsize=7)
        x += 0.4 + _inches(words)
    axes.text(
        WIDTH,
        0.12,
        "larger: more of the party's words and deeds",
        va="center_baseline",
        ha="right",
        fontsize=6.5,
        color=SOFT,
    )
    for stance, at in _COLUMNS.items():
        axes.text(at, _HEAD - 0.1, stance, ha="center", va="baseline", color=SOFT)
    axes.text(_GOALS, _HEAD - 0.1, "goals", va="baseline", color=SOFT)
    axes.plot([0, WIDTH], [_HEAD, _HEAD], color=SOFT, linewidth=0.6)


def _row(axes: Axes, row: MapRow, y: float, largest: float) -> None:
    """An issue's label, marks and goals."""
    _fitted(axes, row.label, y)
    spots = [
        [_COLUMNS[stance] + side * _APART for stance in stances]
        for side, stances in zip((-1, 1), row.stances, strict=True)
    ]
    if all(spots) and max(map(len, spots)) == 1 and row.stances[0] != row.stances[1]:
        axes.plot([spots[0][0], spots[1][0]], [y, y], color=FAINT, linewidth=0.8, zorder=1)
    for which, (places, salience) in enumerate(zip(spots, row.salience, strict=True)):
        size = sqrt(salience / largest) if largest else 0.0
        for x in places:
            _mark(axes, x, y, max(_SMALLEST, _LARGEST * size), which)
    strong = row.goals in {"same", "opposed"}
    axes.text(
        _GOALS,
        y,
        GOALS[row.goals],
        va="center_baseline",
        weight="bold" if strong else "normal",
        color=INK if row.goals != "unknown" else SOFT,
    )
    axes.plot([0, WIDTH], [y + _ROW / 2] * 2, color=FAINT, linewidth=0.3, zorder=0)


def _mark(axes: Axes, x: float, y: float, size: float, which: int) -> None:
    """The mark of a party, ``size`` inches wide: a disc for the first, a square for the second."""
    # a square looks larger than a disc as wide
    points = size * _POINTS * (1 if which == 0 else 0.86)
    shape, fill, edge = (("o", INK, INK), ("s", "#ffffff", ACCENT))[which]
    axes.plot(
        [x],
        [y],
        shape,
        markersize=points,
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=1.1 if which else 0,
        zorder=3,
    )


def _fitted(axes: Axes, label: str, y: float) -> None:
    """The label on one line, cut where the marks begin; first goes what is in brackets."""
    words = axes.text(0, y, label, va="center_baseline")
    if _inches(words) > _LABEL:
        label = _BRACKETS.sub("", label)
        words.set_text(label)
    while _inches(words) > _LABEL:
        label = label[:-1].rstrip(" ,(-/")
        words.set_text(f"{label}…")


def _inches(words: Text) -> float:
    """How wide a text is."""
    figure = words.get_figure()
    assert figure is not None
    return float(words.get_window_extent().width / figure.dpi)


def _map_in_words(rows: Sequence[MapRow], parties: tuple[str, str]) -> str:
    """What the map shows, for who does not see it."""
    told = []
    for row in rows[:MOST]:
        sides = ", ".join(
            f"{name} {' and '.join(stances)}"
            for name, stances in zip(parties, row.stances, strict=True)
            if stances
        )
        told.append(f"{row.label}: {sides or 'no position'}; goals {GOALS[row.goals]}.")
    if len(rows) > MOST:
        told.append(f"And {len(rows) - MOST} more.")
    return " ".join(told) or "No position of either."
