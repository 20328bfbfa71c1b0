"""How much of what the ledger has of a party is on an issue.

The share is drawn towards an even one, so that a party of whom three rows are known does not
put a third of its mind on each: (n + k·e) / (N + k), with n of N rows on the issue and e one of
the number of issues in question. That is the mean of a Dirichlet posterior with k even rows
before (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# k: as many rows as this of the party's own weigh as much as the even share
_PRIOR_ROWS = 20.0
# under so many rows on it no issue counts as a party's priority
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Attention:
    """A party's rows: how many on each issue, and how many on any.

    A row on two issues counts for both, but once in ``total``.
    """

    rows: Mapping[str, int]
    total: int


def salience(attention: Attention, issue: str, issues: int) -> float:
    """The shrunk share, 0 to 1, of a party's rows on an issue, of ``issues`` in question."""
    on_issue = attention.rows.get(issue, 0)
    even = 1.0 / max(issues, 1)
    return min(1.0, (on_issue + _PRIOR_ROWS * even) / (attention.total + _PRIOR_ROWS))


def is_priority(attention: Attention, issue: str, issues: int) -> bool:
    """True if the issue has more than an even share of the party's rows, and enough of them."""
    share = salience(attention, issue, issues)
    return attention.rows.get(issue, 0) >= _LEAST_ROWS and share > 1.0 / max(issues, 1)
