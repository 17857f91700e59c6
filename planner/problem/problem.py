"""The problem as frozen data: what the rules, the model and the checker read. Each limit carries its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from planner.findings import Where
from planner.problem.sessions import Calendar, Session
from planner.spec.publish import Publish

if TYPE_CHECKING:
    from planner.problem.earlier import Earlier

EventKind = Literal["guest", "lecture", "milestone", "exam", "buffer", "other"]


@dataclass(frozen=True)
class Bound:
    """A number that the file gives, and where."""

    value: int
    where: Where


@dataclass(frozen=True)
class Range:
    """A minimum, a goal and a maximum, each given or not."""

    min: Bound | None = None
    goal: Bound | None = None
    max: Bound | None = None

    @property
    def given(self) -> bool:
        """Whether a rule comes of it."""
        return self.min is not None or self.max is not None

    def without(self, other: Range) -> Range:
        """What is left where ``other`` stands in the place of the limits that it has."""
        return Range(
            min=None if other.min else self.min,
            goal=None if other.goal else self.goal,
            max=None if other.max else self.max,
        )


@dataclass(frozen=True)
class Paper:
    """One candidate. ``minutes`` is its load; ``topic`` its main topic, None when the course declares none.

    ``topics`` are its declared topics, the main one first; ``allowed`` the session indices of its ``dates``.
    """

    id: str
    title: str
    minutes: int
    where: Where
    topic: str | None = None
    topics: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    priority: int = 3
    must: Where | None = None
    allowed: frozenset[int] | None = None
    allowed_where: Where | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class Order:
    """``first`` comes in an earlier session than ``then`` if both are read; with ``needs``, it must be read too."""

    first: str
    then: str
    needs: bool
    where: Where


@dataclass(frozen=True)
class BlockOrder:
    """Everything of ``first`` (a topic or event) lies in earlier sessions than everything of ``then``."""

    first: str
    then: str
    where: Where


@dataclass(frozen=True)
class PaperSet:
    """Papers that belong together, or must not."""

    papers: tuple[str, ...]
    where: Where


@dataclass(frozen=True)
class Mix:
    """Papers that match a filter, as a number or share of all required papers."""

    papers: frozenset[str]
    description: str
    min: int | Fraction | None
    max: int | Fraction | None
    where: Where
    min_where: Where
    max_where: Where


@dataclass(frozen=True)
class PaperWindow:
    """Papers of a kind are required only in ``allowed`` sessions (None: any), and later than all of the events."""

    papers: frozenset[str]
    description: str
    allowed: frozenset[int] | None
    first_day: dt.date | None
    last_day: dt.date | None
    after: tuple[str, ...]
    where: Where


@dataclass(frozen=True)
class Distance:
    """Bounds, both inclusive, on how far one thing comes after another."""

    min: int | None = None
    max: int | None = None

    def holds(self, value: int) -> bool:
        """Whether a difference lies within the bounds."""
        return (self.min is None or self.min <= value) and (self.max is None or value <= self.max)


@dataclass(frozen=True)
class Spacing:
    """If both take place, ``then`` comes so many sessions and days after ``first``; each is a paper or an event."""

    first: str
    then: str
    sessions: Distance
    days: Distance
    where: Where


@dataclass(frozen=True)
class Topic:
    """A theme. ``allowed`` are the session indices of its window; ``first`` the papers that come before its others."""

    id: str
    title: str
    where: Where
    papers: Range = field(default_factory=Range)
    sessions: Range = field(default_factory=Range)
    contiguous: Where | None = None
    first: frozenset[str] = frozenset()
    first_where: Where | None = None
    allowed: frozenset[int] | None = None
    window_where: Where | None = None


@dataclass(frozen=True)
class Event:
    """Something that takes ``sessions`` sessions out of ``allowed``; ``blocks`` means no readings beside it.

    ``class_minutes`` is None when it takes the whole session; ``every`` says that it takes each allowed session.
    """

    id: str
    title: str
    kind: EventKind
    where: Where
    allowed: frozenset[int]
    sessions: int = 1
    blocks: bool = True
    class_minutes: int | None = None
    every: bool = False
    topic: str | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compose:
    """How many papers of a tag each session with readings has."""

    tag: str
    papers: frozenset[str]
    limits: Range
    where: Where


@dataclass(frozen=True)
class Lighter:
    """Lower limits for some sessions."""

    sessions: frozenset[int]
    papers: Range
    minutes: Range
    where: Where
    reason: str | None = None


@dataclass(frozen=True)
class ReadingException:
    """Limits of some sessions that stand in the place of the common ones, limit by limit."""

    sessions: frozenset[int]
    papers: Range
    minutes: Range
    topics_per_session: Bound | None
    where: Where
    reason: str | None = None


@dataclass(frozen=True)
class InARow:
    """At most so many sessions in a row have a required paper among ``papers``, which ``description`` names."""

    papers: frozenset[str]
    description: str
    most: Bound


@dataclass(frozen=True)
class Reading:
    """How much is read when; ``papers``, ``minutes`` and ``topics_per_session`` hold where no exception says else."""

    papers: Range = field(default_factory=Range)
    minutes: Range = field(default_factory=Range)
    week_papers: Range = field(default_factory=Range)
    week_minutes: Range = field(default_factory=Range)
    topics_per_session: Bound | None = None
    optional_per_session: Bound | None = None
    compose: tuple[Compose, ...] = ()
    lighter: tuple[Lighter, ...] = ()
    exceptions: tuple[ReadingException, ...] = ()
    in_a_row: tuple[InARow, ...] = ()
    every_session: Where | None = None

    def exception_on(self, session: int) -> ReadingException | None:
        """What a session has in the place of the common limits."""
        return next((entry for entry in self.exceptions if session in entry.sessions), None)

    def common_papers(self, session: int) -> Range:
        """The common limits of papers as far as no exception stands in their place in a session."""
        entry = self.exception_on(session)
        return self.papers if entry is None else self.papers.without(entry.papers)

    def common_minutes(self, session: int) -> Range:
        """The common limits of minutes as far as no exception stands in their place in a session."""
        entry = self.exception_on(session)
        return self.minutes if entry is None else self.minutes.without(entry.minutes)

    def common_topics(self, session: int) -> Bound | None:
        """The common number of topics, None where an exception says another in a session."""
        entry = self.exception_on(session)
        return None if entry is not None and entry.topics_per_session is not None else self.topics_per_session

    def papers_on(self, session: int) -> Range:
        """The limits of required papers in a session: an exception's, else the common ones."""
        entry = self.exception_on(session)
        return self.papers if entry is None else _replaced(self.papers, entry.papers)

    def minutes_on(self, session: int) -> Range:
        """The limits of reading minutes in a session: an exception's, else the common ones."""
        entry = self.exception_on(session)
        return self.minutes if entry is None else _replaced(self.minutes, entry.minutes)

    def topics_on(self, session: int) -> Bound | None:
        """How many main topics a session may have: what an exception says, else the common number."""
        entry = self.exception_on(session)
        return self.topics_per_session if entry is None else entry.topics_per_session or self.topics_per_session

    def wants_readings(self, session: int) -> bool:
        """Whether ``every_session`` holds for a session; an exception or a lighter day of no papers lifts it there."""
        limits = [self.papers_on(session), *(entry.papers for entry in self.lighter if session in entry.sessions)]
        none = any(limit.max is not None and limit.max.value == 0 for limit in limits)
        return self.every_session is not None and not none

    @property
    def uneven(self) -> bool:
        """Whether some sessions have limits that are not the common ones, or need no readings where others do."""
        none = any(entry.papers.max is not None and entry.papers.max.value == 0 for entry in self.lighter)
        return bool(self.exceptions) or none


def _replaced(common: Range, own: Range) -> Range:
    """The common limits, each but those that stand in ``own`` too."""
    return Range(min=own.min or common.min, goal=own.goal or common.goal, max=own.max or common.max)


@dataclass(frozen=True)
class Due:
    """Something to hand in some days from a session, at a clock of its own or the session's.

    ``moves`` gives sessions, by date or session id, another day.
    """

    what: str
    days: int
    time: dt.time | None = None
    moves: Mapping[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True)
class Deadline:
    """Something due on a day; ``concerns`` names roles and people, empty: everybody. It binds nothing."""

    id: str
    title: str
    date: dt.date
    where: Where
    time: dt.time | None = None
    url: str | None = None
    text: str | None = None
    concerns: tuple[str, ...] = ()
    event: str | None = None


@dataclass(frozen=True)
class Role:
    """What someone does. Seats exist only at sessions of ``sessions``, for papers of ``papers`` (per paper).

    For roles per session ``topics`` and ``tags`` (None: any) must be met by the session's topics and its papers' tags,
    and with ``events`` the session holds one of them.
    """

    id: str
    title: str
    per: Literal["paper", "session"]
    count: Range
    where: Where
    sessions: frozenset[int]
    papers: frozenset[str]
    topics: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    events: frozenset[str] | None = None
    per_person: Range = field(default_factory=Range)
    class_minutes: int = 0
    due: tuple[Due, ...] = ()

    @property
    def least(self) -> int:
        """Seats that must be taken where seats exist."""
        return self.count.min.value if self.count.min else 0

    @property
    def most(self) -> int:
        """Seats that exist."""
        assert self.count.max is not None
        return self.count.max.value


@dataclass(frozen=True)
class Absence:
    """Why somebody holds no duty in a session."""

    reason: str
    where: Where


@dataclass(frozen=True)
class PersonWishes:
    """Scores in whole hundredths by name; ``dates`` by session index; ``ranked`` lists
    the positive wishes as (rank, kind, name), the first of each kind with rank 1.

    ``kinds`` are those that count: ``reading``, ``dates``, ``roles``. ``best_possible`` is what their m largest offers
    sum to, 0 where no kind counts; ``least_duties`` is m. ``by_session`` is true of who may hold no role per paper:
    then reading is granted by duties per session.
    """

    papers: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[int, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    avoided_papers: frozenset[str] = frozenset()
    avoided_topics: frozenset[str] = frozenset()
    ranked: tuple[tuple[int, str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    by_session: bool = False
    best_possible: int = 0
    least_duties: int = 1

    @property
    def any(self) -> bool:
        """Whether anything that the person wishes counts."""
        return bool(self.kinds or self.avoided_papers or self.avoided_topics)


@dataclass(frozen=True)
class Person:
    """A student, a member of staff, or a team; ``absent`` by session index.

    ``did`` counts duties held earlier; ``partial`` is true of those who join late or leave early: minima spare them.
    ``spared`` is true of all whom the common minimum of duties does not bind.
    ``own_duties`` is true of those whose ``duties`` have limits that are not everybody's.
    """

    id: str
    name: str
    where: Where
    staff: bool = False
    members: tuple[tuple[str, str], ...] = ()
    absent: Mapping[int, Absence] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    roles_where: Where | None = None
    conflicts: Mapping[str, Where] = field(default_factory=dict)
    duties: Range = field(default_factory=Range)
    did: int = 0
    partial: bool = False
    own_duties: bool = False
    spared: bool = False
    wishes: PersonWishes = field(default_factory=PersonWishes)


@dataclass(frozen=True)
class DutiesWithin:
    """Limits on each person's duties (in one role) in some sessions of the term; ``words`` say which days."""

    sessions: frozenset[int]
    words: str
    role: str | None
    limits: Range
    where: Where

    def limits_of(self, person: Person) -> Range:
        """What holds for a person: minima spare whom the common minimum spares, and who may not hold the role."""
        binds = not person.spared and (self.role is None or self.role in person.roles)
        return self.limits if binds else Range(max=self.limits.max)


@dataclass(frozen=True)
class DutyLimits:
    """Limits that hold for each person who is not staff."""

    per_session: Bound
    different_roles: Bound | None = None
    gap: Bound | None = None
    gap_days: Bound | None = None
    within: tuple[DutiesWithin, ...] = ()


@dataclass(frozen=True)
class Pin:
    """A decision already made; ``sessions`` are the indices that its date allows."""

    where: Where
    paper: str | None = None
    sessions: frozenset[int] | None = None
    date: str | None = None
    person: str | None = None
    role: str | None = None
    event: str | None = None


@dataclass(frozen=True)
class WeighedStep:
    """One step of the goals: weights by goal; ``weighed`` when several share it."""

    weights: Mapping[str, int]
    weighed: bool
    where: Where


@dataclass(frozen=True)
class SearchSettings:
    """How long and how to search; ``workers`` None means one a core."""

    time_limit: float = 60
    workers: int | None = None
    seed: int = 0
    reproducible: bool = False


@dataclass(frozen=True)
class CourseTitle:
    """What the course is called."""

    code: str
    title: str
    where: Where
    url: str | None = None
    instructors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Everything that is to be decided, and every requirement, resolved and checked."""

    course: CourseTitle
    calendar: Calendar
    papers: Mapping[str, Paper]
    topics: Mapping[str, Topic]
    events: Mapping[str, Event]
    roles: Mapping[str, Role]
    people: Mapping[str, Person]
    reading: Reading
    duties: DutyLimits
    where: Where
    total: Range = field(default_factory=Range)
    orders: tuple[Order, ...] = ()
    unreadable: Mapping[str, Where] = field(default_factory=dict)
    block_orders: tuple[BlockOrder, ...] = ()
    same_session: tuple[PaperSet, ...] = ()
    apart: tuple[PaperSet, ...] = ()
    mixes: tuple[Mix, ...] = ()
    pins: tuple[Pin, ...] = ()
    windows: tuple[PaperWindow, ...] = ()
    spacings: tuple[Spacing, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    never: Mapping[str, Where] = field(default_factory=dict)
    goals: tuple[WeighedStep, ...] | None = None
    search: SearchSettings = field(default_factory=SearchSettings)
    publish: Publish = field(default_factory=Publish)
    extensions: Mapping[str, Any] = field(default_factory=dict)
    earlier: Earlier | None = None
    # The required papers of another year's course, session by session.
    earlier_course: tuple[tuple[str, ...], ...] = ()

    @property
    def frozen(self) -> frozenset[int]:
        """The sessions that are as they were, whatever the rules say."""
        return self.earlier.frozen if self.earlier is not None else frozenset()

    @property
    def coming(self) -> Sequence[int]:
        """The sessions that are not frozen, by index."""
        return [session for session in range(len(self.sessions)) if session not in self.frozen]

    @property
    def sessions(self) -> Sequence[Session]:
        """All sessions of the term, in time order; a session's index is its place here."""
        return self.calendar.sessions

    @cached_property
    def weeks(self) -> tuple[tuple[Session, ...], ...]:
        """The sessions of each calendar week, Monday first."""
        weeks: dict[object, list[Session]] = {}
        for session in self.sessions:
            weeks.setdefault(session.week, []).append(session)
        return tuple(tuple(week) for week in weeks.values())

    @cached_property
    def topic_papers(self) -> Mapping[str, tuple[Paper, ...]]:
        """The candidates of each main topic."""
        papers: dict[str, list[Paper]] = {topic: [] for topic in self.topics}
        for paper in self.papers.values():
            if paper.topic is not None:
                papers[paper.topic].append(paper)
        return {topic: tuple(found) for topic, found in papers.items()}

    @cached_property
    def without_topic(self) -> tuple[str, ...]:
        """The candidates of no topic, where the course has topics: together they count as one more."""
        return tuple(paper.id for paper in self.papers.values() if paper.topic is None) if self.topics else ()

    @cached_property
    def topic_events(self) -> Mapping[str, tuple[Event, ...]]:
        """The events that belong to each topic's block."""
        return {topic: tuple(event for event in self.events.values() if event.topic == topic) for topic in self.topics}

    @cached_property
    def students(self) -> tuple[Person, ...]:
        """Everybody who is not staff."""
        return tuple(person for person in self.people.values() if not person.staff)

    def sessions_named(self, name: str) -> frozenset[int]:
        """The indices of the sessions that a date or session id means."""
        return frozenset(session.index for session in self.sessions if session.is_named(name))
