"""An earlier plan as plain data: what a repair needs to know of it, whoever read it from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.problem.decision import Holding
from planner.problem.sessions import NoClassDay


@dataclass(frozen=True)
class EarlierSession:
    """One session as it was planned; ``uid`` belongs to the meeting."""

    id: str
    start: datetime
    end: datetime
    uid: str
    location: str | None = None
    link: str | None = None
    event: str | None = None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    duties: tuple[Holding, ...] = ()

    @property
    def date(self) -> date:
        """The local day."""
        return self.start.date()


@dataclass(frozen=True)
class EarlierPaper:
    """What is known of a paper that the file may no longer have."""

    title: str
    minutes: int = 0
    topic: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class EarlierPerson:
    """Who somebody was; ``members`` are the ids and names of a team."""

    name: str
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class EarlierRole:
    """A role, and how many seats it had at one place, where that is known."""

    title: str
    most: int | None = None


@dataclass(frozen=True)
class EarlierPlan:
    """The sessions, days without class and names of an earlier plan; ``events`` are titles, ``ends`` its last day."""

    sessions: tuple[EarlierSession, ...]
    no_class: tuple[NoClassDay, ...] = ()
    ends: date | None = None
    papers: Mapping[str, EarlierPaper] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, EarlierRole] = field(default_factory=dict)
    people: Mapping[str, EarlierPerson] = field(default_factory=dict)
