"""The bottom line: at most three judgements, each with a word of ICD 203 for how likely it is.

How sure the paper is of a judgement stands in a sentence of its own, as ICD 203 demands.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from statistics import NormalDist

from detente.analysis.model import Agreement, Comparison
from detente.brief.comparing import is_comparable
from detente.brief.desk import Desk, label, listed, number, sentence, signed, state_name
from detente.brief.model import Block, Claim, Section
from detente.brief.needs import likelihood_words
from detente.brief.stances import word_for

# Under this a finding is more likely wrong than right, and no judgement.
_LEAST = 0.5
# Pages of each side, and the share of own words, that a confidence asks for.
_HIGH_PAGES, _MODERATE_PAGES = 4, 2
# n_eff of events for high confidence in the relation: thrice what a score needs at least
_HIGH_EVENTS = 15.0


def bottom_line(desk: Desk) -> Section:
    """The relation, the surest common ground, the surest quarrel; what of these can be said."""
    judgements = (
        *_relation(desk),
        *_goals(desk, frozenset({"same", "compatible"})),
        *_goals(desk, frozenset({"opposed"})),
    )
    if not judgements:
        words = "The ledger holds too little for a judgement."
        judgements = (sentence(f"{words} What it holds follows."),)
    return Section("bottom_line", "Bottom line", (Block("", judgements),))


def _relation(desk: Desk) -> Iterator[Claim]:
    relation = desk.computed.relation
    score = relation.score
    if score is None or score.mean is None:
        return
    choices = relation.choices
    # the posterior's standard deviation, from which the interval was made: see analysis.scoring
    spread = choices.sigma / sqrt(choices.k + score.weight)
    positive = 1 - NormalDist(score.mean, spread).cdf(0)
    warm = positive >= _LEAST
    chance = positive if warm else 1 - positive
    sides = listed([state_name(code) for code in desk.codes])
    mood = "more cooperative than hostile" if warm else "more hostile than cooperative"
    yield sentence(
        f"{_chance(chance)} that the dealings of {sides} are now {mood}.",
        likelihood=chance,
        lead="Relation",
    )
    level = "high" if score.n_eff >= _HIGH_EVENTS else "moderate"
    yield sentence(
        f"Confidence is {level}: score {signed(score.words)} on a scale of −10 to 10,"
        f" {number(score.events, 'event')} in {number(score.reports, 'report')},"
        f" n_eff {score.n_eff:.1f}, half-life {choices.half_life_days:.0f} days.",
        joined=True,
    )


def _goals(desk: Desk, wanted: frozenset[Agreement]) -> Iterator[Claim]:
    """The surest finding of a kind on the goals of the two, on an issue both are sourced on."""
    found = [
        one
        for one in desk.computed.comparisons
        if one.agreement in wanted and one.certainty >= _LEAST
    ]
    found.sort(key=lambda one: (one.shared_salience, one.certainty, one.issue), reverse=True)
    best = next((one for one in found if is_comparable(desk, one)), None)
    if best is None or best.pair is None:
        return
    aims: dict[Agreement, str] = {
        "same": "want the same",
        "compatible": "want things that go together",
        "opposed": "want opposed things",
    }
    support = tuple(desk.words(row, "goal", row.text)[0] for row in best.pair)
    yield sentence(
        f"{_chance(best.certainty)} that both sides {aims[best.agreement]} on {label(best.issue)}.",
        likelihood=best.certainty,
        support=support,
        parties=desk.codes,
        lead="Common ground" if best.agreement in {"same", "compatible"} else "Quarrel",
    )
    yield sentence(_confidence(desk, best), joined=True)


def _confidence(desk: Desk, one: Comparison) -> str:
    """High, moderate or low, by how many pages speak for each side and whose word they are."""
    sides = []
    for side in one.sides:
        rows = [row for row in side.positions if desk.page(row.document)]
        own = sum(word_for(row, desk.page(row.document)) == "self-stated" for row in rows)
        sides.append((len({row.document for row in rows}), own))
    fewest = min(pages for pages, _ in sides)
    stated = all(own for _, own in sides)
    if stated and fewest >= _HIGH_PAGES:
        level = "high"
    else:
        level = "moderate" if stated or fewest >= _MODERATE_PAGES else "low"
    if sides[0] == sides[1]:
        pages, own = sides[0]
        return f"Confidence is {level}: {number(pages, 'page')} for each, {own} with its own words."
    names = [state_name(code) for code in desk.codes]
    told = [
        f"{number(pages, 'page')} for {name}, {own} with its own words"
        for (pages, own), name in zip(sides, names, strict=True)
    ]
    return f"Confidence is {level}: {'; '.join(told)}."


def _chance(chance: float) -> str:
    words = likelihood_words(chance)
    if not words.endswith("chance"):
        return f"It is {words}"
    return f"There is {'' if words.startswith('almost') else 'a '}{words}"
