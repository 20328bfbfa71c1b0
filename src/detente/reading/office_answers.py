"""What the table of offices answers: the person, the row it rests on, and what was not chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.knowledge import knowledge
from detente.knowledge.offices import Tenure

Standing = Literal["holder", "former", "future", "unresolved"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the table that was not chosen, and why not."""

    tenure: Tenure
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a phrase means on a day.

    ``tenure`` is the row that the answer rests on, None where ``standing`` is ``unresolved``;
    ``held`` are all rows of that person that hold on the day, the first office first. ``standing``
    is ``holder`` where the office is held on the day, ``former`` or ``future`` where it is over or
    still to come. ``why`` gives the reason in words, ``others`` the rows that were not chosen.
    """

    asked: str
    on: str | None
    standing: Standing
    why: str
    tenure: Tenure | None = None
    held: tuple[Tenure, ...] = ()
    others: tuple[Candidate, ...] = ()

    @property
    def person(self) -> str | None:
        """The person's name as the table has it."""
        return self.tenure.person if self.tenure else None

    @property
    def state(self) -> str | None:
        """ISO 3166-1 alpha-3."""
        return self.tenure.state if self.tenure else None

    @property
    def office(self) -> str | None:
        """The code of the office, such as ``foreign_minister``."""
        return self.tenure.office if self.tenure else None

    @property
    def title(self) -> str | None:
        """What to call the person on the day: "foreign minister", "former prime minister"."""
        if not self.tenure:
            return None
        word = {"former": "former ", "future": "future "}.get(self.standing, "")
        return word + office_name(self.tenure)


def office_name(tenure: Tenure) -> str:
    """The title as running text has it: "foreign minister", "NATO secretary-general"."""
    known = knowledge().titles.get(tenure.title.lower())
    title = known.office if known and known.office else tenure.title.lower()
    return f"{tenure.body} {title}" if tenure.body and tenure.body not in title else title
