"""The brief's two figures, as SVG to be put into a page: the relation over time, the issue map.

They are as wide as the text of an A4 page, tell everything by shape and place, in greys and one
accent, and are the same bytes for the same data. Text stays text, in the reader's sans-serif. For
readers who see no picture, title and description say what is in it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from detente.analysis.scoring import Evidence, Series, day_number, score_series
from detente.brief.issue_map import MapRow, issue_map, map_row
from detente.brief.svg import ACCENT, FAINT, INK, SOFT, WIDTH, drawing, finished, saved
from detente.days import in_words
from detente.terminal import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from detente.analysis.relations import Relation

__all__ = ["MapRow", "issue_map", "map_row", "relation_figure"]

_BAND, _GAP = "#d6d6d6", "#8c8c8c"
# how high the strip is, as a part of the axes, that lies below days of too little evidence
_STRIP = 0.025
_HEIGHT = 1.75
# How finely the score is drawn: at more days than these, nobody sees a difference in print.
_STEPS = 300
# Ticks of events that fall on one spot are drawn once; so many spots lie beside each other. From so
# many ticks on they are paler, so that the score stays in front.
_SPOTS, _CROWD, _CROWDED = 200, 400, "#9c9c9c"
# How many months the dates below the axis are apart, and how many there is room for.
_TICK_MONTHS, _MOST_TICKS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400), 5
# half the height of a tick, on the scale of the score
_TICK = 0.45
# PLOVER's types beside the axis, as far as their scores leave room for words.
_SCALE_WORDS = (
    (10.0, "aid"),
    (7.5, "cease fire"),
    (5.0, "support"),
    (2.5, "meet, agree"),
    (0.0, "ask"),
    (-3.0, "accuse"),
    (-6.0, "sanction"),
    (-9.0, "attack"),
)


def relation_figure(relation: Relation) -> str:
    """The score of a relation over its period as an SVG element, with its interval.

    Where there is too little evidence for a score, there is none. Ticks are events that count, at
    their score. The score is drawn by the day, whatever the steps of the series.
    """
    names = " and ".join(party.name for party in relation.parties)
    with drawing(_HEIGHT) as figure:
        axes = figure.add_axes((0.34 / WIDTH, 0.3 / _HEIGHT, 5.2 / WIDTH, 1.2 / _HEIGHT))
        _scale(axes)
        if relation.since is None or relation.until is None:
            axes.set_xticks([])
            _say(axes, "The ledger holds no dated event of the two.")
        else:
            first, last = day_number(relation.since), day_number(relation.until)
            evidence = relation.courses["both"].evidence
            days = np.unique(np.linspace(first, last, _STEPS).astype(np.int64))
            _dates(axes, first, last)
            series = score_series(evidence, days, relation.choices)
            _score(axes, series)
            _now(axes, series)
            _ticks(axes, evidence, first, last)
            if not len(evidence.days):
                _say(axes, "No event counts in this period.")
            elif not series.sufficient.any():
                _say(axes, "Too little evidence for a score.")
            _legend(axes, relation.choices.level)
        written = saved(figure)
    title = f"The relation of {names} over time"
    return finished(written, "relation", title, _in_words(relation))


def _scale(axes: Axes) -> None:
    """PLOVER's scale: numbers on the left, what they stand for on the right."""
    axes.set_ylim(-10.5, 10.5)
    axes.set_yticks([-10, -5, 0, 5, 10], labels=["−10", "−5", "0", "+5", "+10"])
    axes.tick_params(length=2.5, width=0.6, pad=2.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.axhline(0, color=SOFT, linewidth=0.6, zorder=2)
    for score, words in _SCALE_WORDS:
        axes.annotate(
            f"{words} {score:+g}".replace("-", "−").replace("+0", "0"),
            (1, score),
            (5, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=6.5,
            color=SOFT,
            annotation_clip=False,
        )


def _dates(axes: Axes, first: int, last: int) -> None:
    # so that what is on the first and last day is not on the edge; one day alone is in the middle
    room = max((last - first) / 150, 30 if first == last else 0.5)
    axes.set_xlim(first - room, last + room)
    for months in _TICK_MONTHS:
        start = np.datetime64(first, "D").astype("datetime64[M]").astype(np.int64)
        start -= start % months
        ticks = np.arange(start, start + months * (_MOST_TICKS + 2), months)
        days = ticks.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        days = days[(days >= first - room) & (days <= last + room)]
        if len(days) <= _MOST_TICKS:
            break
    # as far as the ticks are apart: a year or a month
    length = 4 if months >= 12 else 7
    if len(days) < 3:
        days, length = np.unique([first, last]), 10
    texts = days.astype("datetime64[D]").astype(str)
    axes.set_xticks(days, labels=[in_words(text[:length]) for text in texts])


def _score(axes: Axes, series: Series) -> None:
    """The score with its interval where there is enough evidence, and the gaps between."""
    days = series.days.astype(np.float64)
    left, right = axes.get_xlim()
    edges = np.concatenate(([left], (days[1:] + days[:-1]) / 2, [right]))
    for enough, places in groupby(range(len(days)), lambda at: bool(series.sufficient[at])):
        run = list(places)
        start, end = run[0], run[-1] + 1
        if not enough:
            axes.axvspan(edges[start], edges[end], ymax=_STRIP, color=_GAP, linewidth=0)
            continue
        here = slice(start, end)
        if len(run) == 1:
            bounds = axes.vlines(days[here], series.low[here], series.high[here], color=FAINT)
            bounds.set_linewidth(3)
            axes.plot(days[here], series.mean[here], "o", color=ACCENT, markersize=3, zorder=4)
            continue
        axes.fill_between(
            days[here], series.low[here], series.high[here], color=_BAND, linewidth=0, zorder=1
        )
        axes.plot(days[here], series.mean[here], color=ACCENT, linewidth=1.4, zorder=4)


def _now(axes: Axes, series: Series) -> None:
    """A mark on the score of the last day, which a run of few days would be too short to show."""
    if not len(series.days) or not series.sufficient[-1]:
        return
    day, mean = float(series.days[-1]), float(series.mean[-1])
    axes.vlines([day], series.low[-1:], series.high[-1:], color=FAINT, linewidth=3, zorder=1)
    axes.plot([day], [mean], "o", color=ACCENT, markersize=3.5, zorder=5, clip_on=False)
    axes.annotate(
        f"{mean:+.1f}".replace("-", "−"),
        (day, mean),
        (-7, 5),
        textcoords="offset points",
        ha="right",
        weight="bold",
        color=ACCENT,
        zorder=5,
        bbox={"facecolor": "#ffffff", "edgecolor": "none", "pad": 0.6},
    )


def _ticks(axes: Axes, evidence: Evidence, first: int, last: int) -> None:
    """A tick at the day and score of every event."""
    shown = (evidence.days >= first) & (evidence.days <= last)
    step = max((last - first) // _SPOTS, 1)
    days = first + (evidence.days[shown] - first) // step * step
    spots = np.unique(np.stack([days.astype(np.float64), evidence.scores[shown]]), axis=1)
    # one line with breaks, which takes a third of the room of as many marks
    at = np.repeat(spots, 3, axis=1)
    at[1, 0::3] -= _TICK
    at[1, 1::3] += _TICK
    at[:, 2::3] = np.nan
    colour = INK if spots.shape[1] <= _CROWD else _CROWDED
    axes.plot(*at, color=colour, linewidth=0.6, zorder=3, clip_on=False)


def _legend(axes: Axes, level: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    axes.legend(
        handles=[
            Line2D([], [], color=ACCENT, linewidth=1.4, label="score"),
            Patch(facecolor=_BAND, label=f"{level:.0%} interval"),
            Line2D([], [], color=INK, marker="|", linestyle="", markersize=5, label="event"),
            Line2D([], [], color=_GAP, linewidth=3, label="too little evidence"),
        ],
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=4,
        frameon=False,
        fontsize=7,
        handlelength=1.4,
        handleheight=0.8,
        handletextpad=0.5,
        columnspacing=1.6,
        borderaxespad=0.2,
    )


def _say(axes: Axes, words: str) -> None:
    axes.text(0.5, 0.12, words, transform=axes.transAxes, ha="center", color=SOFT)


def _in_words(relation: Relation) -> str:
    """What the figure shows, for who does not see it."""
    if relation.since is None or relation.until is None:
        return "The ledger holds no dated event of the two."
    first, last = (in_words(day.isoformat()) for day in (relation.since, relation.until))
    rests = f"{counted(relation.events, 'event')} in {counted(relation.reports, 'report')}"
    told = f"From {first} to {last}, on a scale from −10, war, to +10, aid. On {last}: "
    told += f"{relation.words.replace('-', '−')}, from {rests}."
    series = relation.courses["both"].series
    enough = [index for index in range(len(series)) if series.sufficient[index]]
    if enough:
        best = max(enough, key=lambda index: float(series.mean[index]))
        worst = min(enough, key=lambda index: float(series.mean[index]))
        told += "".join(
            f" {which}: {series.mean[index]:+.1f} on {_day(series, index)}.".replace("-", "−")
            for which, index in (("Highest", best), ("Lowest", worst))
        )
    if len(enough) < len(series):
        told += " On some days there is too little evidence for a score."
    return told


def _day(series: Series, index: int) -> str:
    return in_words((date(1970, 1, 1) + timedelta(days=int(series.days[index]))).isoformat())
