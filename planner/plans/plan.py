"""plan.yaml as typed values: it holds all that exporting needs, and no running times."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from planner.documents import shown
from planner.plans.instants import (
    Instant,
    Sequence,
    SessionId,
    Stamp,
    WrittenClock,
    WrittenDate,
    check_meeting,
    write_instant,
)
from planner.plans.published import CalendarEntry, Digest, FormerPerson, Publishing
from planner.scalars import (
    LONGEST_TERM,
    Count,
    DaysApart,
    Id,
    Name,
    PaperId,
    SessionName,
    Strict,
    Text,
    TimeZone,
    Url,
    Version,
    Year,
    fault,
)

LARGEST = 10**12
"""No figure of a course comes near it; what is larger breaks tables and pictures."""


def _read_number(value: Any) -> Any:
    """A number from the text that stands in the file, if it is one that a figure can be."""
    try:
        number = int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not -LARGEST <= number <= LARGEST:
        raise fault(f"expected a number, not {shown(value)}")
    return number if isinstance(value, str) else value


Number = Annotated[int | float, BeforeValidator(_read_number)]
Minutes = Annotated[int, Field(ge=0, le=10**9)]


def _read_fact(value: Any) -> Any:
    """A number or true/false from the text that stands in the file; other text as it is."""
    if isinstance(value, str):
        whole = value.isascii() and value.isdigit() and len(value) <= 12
        return int(value) if whole else {"true": True, "false": False}.get(value, value)
    return value


Fact = Annotated[bool | int | Text, BeforeValidator(_read_fact)]


class PlannedCourse(Strict):
    """What the course is called."""

    code: Id
    title: Name
    url: Url | None = None
    instructors: list[Name] = Field(default_factory=list)


class GoalResult(Strict):
    """What became of one goal: the value reached, and the best value that is still possible (the bound)."""

    goal: Text
    value: Number
    bound: Number | None = None
    unit: Text = ""
    proven: bool = False
    step: Count | None = None
    levels: list[Number] | None = None


class StepResult(Strict):
    """What became of a weighed step: Σ weight × figure, with bound and proof."""

    step: Count
    value: Number
    bound: Number | None = None
    proven: bool = False


class Solved(Strict):
    """How good the plan was when it was solved, and with what; ``by`` is who decided it last."""

    by: Literal["plan", "replan", "edit", "department"] = "plan"
    status: Literal["optimal", "feasible"]
    goals: list[GoalResult] = Field(default_factory=list)
    steps: list[StepResult] = Field(default_factory=list)
    with_: dict[str, Fact] = Field(default_factory=dict, alias="with")
    digest: Text


class RangeSeen(Strict):
    """Limits as the plan shows them."""

    min: Minutes | None = None
    goal: Minutes | None = None
    max: Minutes | None = None


class SessionLimits(Strict):
    """What limited the session's reading."""

    papers: RangeSeen = Field(default_factory=RangeSeen)
    minutes: RangeSeen = Field(default_factory=RangeSeen)


class Duty(Strict):
    """One person on one seat; ``paper`` is None for a role per session."""

    role: Id
    person: Id
    paper: PaperId | None = None


class PlannedSession(Strict):
    """One session with its readings and duties."""

    id: SessionId
    start: Instant
    end: Instant
    location: Text | None = None
    link: Url | None = Field(None, description="where to join from afar")
    title: Text = ""
    topics: list[Id] = Field(default_factory=list)
    event: Id | None = None
    required: list[PaperId] = Field(default_factory=list)
    optional: list[PaperId] = Field(default_factory=list)
    minutes: Minutes = 0
    limits: SessionLimits = Field(default_factory=SessionLimits)
    duties: list[Duty] = Field(default_factory=list)
    former: list[Id] = Field(default_factory=list, description="read in older files; `entries` has it now")
    uid: Text = ""
    sequence: Sequence = 0
    changed: Stamp
    shown: Digest = ""

    @model_validator(mode="after")
    def _takes_some_time(self) -> Self:
        check_meeting(self.start, self.end)
        return self

    @property
    def date(self) -> date:
        """The local day."""
        return self.start.date()


class PlannedDeadline(Strict):
    """Something due on a day and, with ``time``, at a clock of the course's time zone, whether class meets or not.

    ``for_`` names the roles and people whom it concerns; empty: everybody. ``event`` is the event that it belongs to.
    """

    id: Id
    title: Name
    date: WrittenDate
    time: WrittenClock | None = None
    url: Url | None = None
    text: Text | None = None
    for_: list[Id] = Field(default_factory=list, alias="for")
    event: Id | None = None
    uid: Text = ""


class CancelledMeeting(Strict):
    """A meeting that was planned once and is lost; it stays in the calendars till the term ends."""

    uid: Text
    start: Instant
    end: Instant
    title: Text = ""
    location: Text | None = None
    reason: Text = ""
    people: list[Id] = Field(default_factory=list, description="who had duties there")
    sequence: Sequence = 0
    changed: Stamp
    shown: Digest = ""

    @model_validator(mode="after")
    def _takes_some_time(self) -> Self:
        check_meeting(self.start, self.end)
        return self


class PlannedNoClass(Strict):
    """A day that would have met."""

    date: WrittenDate
    reason: Text = ""
    uid: Text = ""
    sequence: Sequence = 0
    changed: Stamp
    shown: Digest = ""


class LeftOut(Strict):
    """A candidate that is neither required nor optional, and why."""

    paper: PaperId
    because: Text


class PlannedPaper(Strict):
    """What a reader needs to know of a paper."""

    title: Name
    authors: list[Text] = Field(default_factory=list)
    venue: Text | None = None
    year: Year | None = None
    url: Url | None = None
    minutes: Minutes = 0
    topic: Id | None = None


class PlannedTopic(Strict):
    """A topic and its limits."""

    title: Name
    papers: RangeSeen = Field(default_factory=RangeSeen)


class PlannedEvent(Strict):
    """An event's title and kind, and the topic whose block it belongs to."""

    title: Name
    kind: Text = "other"
    topic: Id | None = None


class PlannedDue(Strict):
    """What is due, some days from the session; ``time`` is the clock on that day (default: that of the session).

    ``moves`` gives sessions, by date or session id, another day for this once.
    """

    what: Name
    days: DaysApart
    time: WrittenClock | None = None
    moves: dict[SessionName, WrittenDate] = Field(default_factory=dict)

    def day_for(self, session: PlannedSession) -> date:
        """The day on which it is due for a session, on the course's calendar."""
        for name in (session.id, f"{session.start:%Y-%m-%dT%H:%M}", session.date.isoformat()):
            if name in self.moves:
                return self.moves[name]
        return session.date + timedelta(days=self.days)

    def clock_for(self, session: PlannedSession) -> dt.time:
        """The clock at which it is due for a session, in the course's time zone."""
        return self.time if self.time is not None else session.start.time()


class PlannedRole(Strict):
    """A role's title, how many seats it has at each place, and due dates."""

    title: Name
    count: RangeSeen = Field(default_factory=RangeSeen)
    due: list[PlannedDue] = Field(default_factory=list)


class PlannedMember(Strict):
    """A member of a team."""

    id: Id
    name: Name


class PlannedPerson(Strict):
    """A person's shown name and how their wishes came out; no e-mails.

    ``wishes`` counts how many first, second … wishes came true; ``satisfaction`` is in percent, None without wishes.
    """

    name: Name
    members: list[PlannedMember] = Field(default_factory=list)
    staff: bool = False
    satisfaction: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    wishes: list[Count] = Field(default_factory=list)
    file: Text = Field("", description="the name of their files where it must not be guessed")


class PlannedTerm(Strict):
    """The first and the last day of the term: a repair keeps them where the file counts sessions."""

    start: WrittenDate
    end: WrittenDate


class Plan(Strict):
    """Every session with readings and duties, and all that is needed to show it."""

    version: Version = 1
    course: PlannedCourse
    timezone: TimeZone
    solved: Solved | None = None
    frozen_before: WrittenDate | None = None
    before: Annotated[str, Field(pattern=r"^[0-9]{8}T[0-9]{6}Z(-[0-9]{1,6})?$")] | None = Field(
        None, description="the plan in history/ that this one replaced, for undo"
    )
    sessions: list[PlannedSession]
    deadlines: list[PlannedDeadline] = Field(default_factory=list)
    term: PlannedTerm | None = None
    cancelled: list[CancelledMeeting] = Field(default_factory=list)
    no_class: list[PlannedNoClass] = Field(default_factory=list)
    left_out: list[LeftOut] = Field(default_factory=list)
    papers: dict[PaperId, PlannedPaper] = Field(default_factory=dict)
    topics: dict[Id, PlannedTopic] = Field(default_factory=dict)
    events: dict[Id, PlannedEvent] = Field(default_factory=dict)
    roles: dict[Id, PlannedRole] = Field(default_factory=dict)
    people: dict[Id, PlannedPerson] = Field(default_factory=dict)
    publish: Publishing = Field(default_factory=Publishing)
    former: dict[Id, FormerPerson] = Field(default_factory=dict)
    entries: dict[Text, CalendarEntry] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _no_longer_than_a_term(self) -> Self:
        days = [session.start.date() for session in self.sessions]
        if days and (max(days) - min(days)).days > LONGEST_TERM:
            raise fault(f"the sessions lie more than {LONGEST_TERM} days apart", "sessions")
        return self

    @property
    def edited(self) -> bool:
        """Whether the sessions were changed by hand since the plan was solved."""
        return self.solved is not None and self.solved.digest != digest(self.sessions)

    def all_duties(self) -> Iterator[tuple[PlannedSession, Duty]]:
        """Each duty with its session, in time order."""
        for session in self.sessions:
            for duty in session.duties:
                yield session, duty


def digest(sessions: list[PlannedSession]) -> str:
    """The digest of what was decided: dates, readings, events and duties, not titles, stamps or rooms."""
    decided = [
        [
            session.id,
            write_instant(session.start),
            session.event,
            session.required,
            session.optional,
            [[duty.role, duty.person, duty.paper] for duty in session.duties],
        ]
        for session in sessions
    ]
    text = json.dumps(decided, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
