"""The parts of a plan as they are shown: people, readings, meetings, deadlines, weeks; ids replaced by titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planner.outputs.text import listed, one_line
from planner.plans.plan import PlannedDeadline, PlannedSession


@dataclass(frozen=True)
class Named:
    """A person, team, topic or role: its id and how it is shown."""

    id: str
    name: str


@dataclass(frozen=True)
class Seat:
    """Who holds one role at a session, for one paper or (``paper`` None) for the session."""

    role: Named
    holders: tuple[Named, ...]
    paper: str | None = None

    @property
    def names(self) -> str:
        """The holders as a sentence lists them."""
        return listed(list(dict.fromkeys(holder.name for holder in self.holders)))


@dataclass(frozen=True)
class Reading:
    """One paper at a session."""

    id: str
    title: str
    authors: tuple[str, ...]
    byline: str
    url: str | None
    minutes: int
    seats: tuple[Seat, ...] = ()


KINDS = {"guest": "guest talk", "buffer": "kept free", "other": ""}
"""How the kinds of events are called where that is not their own name."""


@dataclass(frozen=True)
class Event:
    """What takes the session or part of it; ``label`` says what kind of event it is, as people call it."""

    id: str
    title: str
    kind: str

    @property
    def label(self) -> str:
        """``guest talk``, ``lecture``, ``milestone`` …, or nothing."""
        return KINDS.get(self.kind, one_line(self.kind))

    def __str__(self) -> str:
        """The title with the kind behind it."""
        return f"{self.title} ({self.label})" if self.label else self.title


@dataclass(frozen=True)
class Meeting:
    """One session; ``start`` and ``end`` are in the course's time zone."""

    id: str
    start: datetime
    end: datetime
    location: str
    link: str | None
    title: str
    topics: tuple[Named, ...]
    event: Event | None
    required: tuple[Reading, ...]
    optional: tuple[Reading, ...]
    seats: tuple[Seat, ...]
    minutes: int
    source: PlannedSession

    @property
    def day(self) -> date:
        """The local day."""
        return self.start.date()

    @property
    def all_seats(self) -> tuple[Seat, ...]:
        """The seats of the papers and of the session."""
        return tuple(seat for reading in self.required for seat in reading.seats) + self.seats


@dataclass(frozen=True)
class Deadline:
    """What is due on a day, whether class meets or not; ``at`` is None where only the day counts.

    ``people`` are whom it concerns, by id; ``concerns`` says so in words, empty for everybody.
    """

    id: str
    uid: str
    title: str
    day: date
    at: datetime | None
    url: str | None
    text: str
    people: tuple[str, ...]
    concerns: str
    source: PlannedDeadline

    @property
    def start(self) -> datetime | None:
        """When it is due, by which the rows of a week are sorted."""
        return self.at


@dataclass(frozen=True)
class Closed:
    """A day without class, or (``start`` given) a meeting that was lost, or one that is on another day now."""

    day: date
    reason: str
    title: str = ""
    start: datetime | None = None
    moved: Meeting | None = None

    @property
    def state(self) -> str:
        """What became of the meeting of that day."""
        return "Moved" if self.moved else "Cancelled" if self.start else "No class"


Row = Meeting | Closed | Deadline


@dataclass(frozen=True)
class Week:
    """A calendar week, Monday first, numbered from the first week of the term."""

    number: int
    monday: date
    meetings: tuple[Meeting, ...]
    closed: tuple[Closed, ...]
    deadlines: tuple[Deadline, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """All that belongs to the week, in order of time; what is due on a day without a clock comes last."""
        rows: list[Row] = [*self.closed, *self.meetings, *self.deadlines]
        return sorted(rows, key=lambda row: (row.day, clock_of(row), isinstance(row, Meeting)))


@dataclass(frozen=True)
class Usual:
    """When and where a course mostly meets: ``Tue, Thu 15:30–16:45``, and the room.

    ``times`` are the weekdays (Monday 0) with their clocks; make-up meetings and meetings that moved are not in it.
    """

    when: str
    place: str
    times: frozenset[tuple[int, str]]


@dataclass(frozen=True)
class DueDate:
    """What a person hands in, some days from a session; ``number`` counts the role's due dates from 1.

    ``key`` is its place in the plan's ``entries``.
    """

    what: str
    at: datetime
    role: Named
    number: int
    papers: tuple[str, ...]
    meeting: Meeting
    key: str


def clock_of(row: Row) -> str:
    """By what the rows of a day are sorted; what is due without a clock comes last."""
    return f"{row.start:%H:%M}" if row.start else "24:00" if isinstance(row, Deadline) else ""
