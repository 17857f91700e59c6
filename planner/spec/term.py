"""The sections ``course``, ``term`` and ``events`` of constraints.yaml."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationInfo, model_validator

from planner.scalars import (
    LONGEST_TERM,
    BlockRef,
    Clock,
    Count,
    Date,
    Day,
    Days,
    EventRef,
    HolderRef,
    Id,
    ListedDays,
    Name,
    PaperRef,
    Positive,
    SessionName,
    Strict,
    Text,
    TimeZone,
    TopicRef,
    Url,
    fault,
    in_order,
    read_listed_days,
    surroundings,
)
from planner.spec.parts import TextList, Window


class Course(Strict):
    """What the course is called."""

    title: Name = Field(description="the course's full title")
    code: Id = Field(description="short name; names files and calendar entries")
    instructors: list[Name] = Field(default_factory=list, description="who teaches it")
    url: Url | None = Field(None, description="the course's page")


class Meeting(Window):
    """A weekly pattern of meetings."""

    days: Days = Field(min_length=1, description="weekdays, Mon … Sun")
    start: Clock = Field(description='start, such as "15:30"')
    end: Clock = Field(description='end, such as "16:45"')
    location: Text | None = Field(None, description="where")
    link: Url | None = Field(None, description="where to join from afar")
    every: Positive = Field(1, description="every how many weeks (2: every second week)")
    if_closed: Literal["drop", "next_week"] = Field(
        "drop", description="a meeting on a closed day is dropped, or takes place a week later"
    )

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        in_order(self.start, self.end, "start", "end")
        if self.start == self.end:
            raise fault("a meeting ends after it starts", "end")
        return self


class NoClass(Window):
    """Days without class: public holidays, a day, a range, part of a day, or days of a calendar file."""

    country: Text | None = Field(None, description="public holidays of this country (two-letter code)")
    subdivision: Text | None = Field(None, description="… and of this state or province")
    date: Date | None = Field(None, description="one day")
    meets: bool = Field(False, description="true takes the day back: class takes place")
    from_time: Clock | None = Field(None, description="only meetings that start at or after this")
    to_time: Clock | None = Field(None, description="only meetings that start before this")
    ics: Text | None = Field(None, description="what the events of this calendar file cover")
    match: TextList | None = Field(
        None, description="only holidays or calendar events whose title contains one of these, any case"
    )
    reason: Text | None = Field(None, description="shown in syllabus and calendar")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        ranged = self.from_ is not None or self.to is not None
        kinds = [self.country is not None, self.date is not None, ranged, self.ics is not None]
        if sum(kinds) != 1:
            raise fault("name exactly one of: country, date, from/to, ics")
        if ranged and (self.from_ is None or self.to is None):
            raise fault("a range of days needs both from and to")
        if self.subdivision is not None and self.country is None:
            raise fault("subdivision goes with country", "subdivision")
        if self.match is not None and self.ics is None and self.country is None:
            raise fault("match goes with country or ics", "match")
        in_order(self.from_time, self.to_time, "from_time", "to_time")
        return self


def _days_as_entry(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    days = read_listed_days(value, surroundings(info).span)
    first, sign, last = days.partition("/")
    return {"from": first, "to": last} if sign else {"date": days}


NoClassEntry = Annotated[NoClass, BeforeValidator(_days_as_entry, json_schema_input_type=str | NoClass)]
"""Days without class; a text is a day or a range of days."""


class Follows(Strict):
    """A date that follows the schedule of another weekday."""

    date: Date = Field(description="the day")
    day: Day = Field(description="the weekday whose schedule it follows")


class Extra(Strict):
    """A meeting outside the patterns."""

    date: Date = Field(description="the day")
    start: Clock | None = Field(None, description="start; default: that of the only pattern")
    end: Clock | None = Field(None, description="end; default: that of the only pattern")
    location: Text | None = Field(None, description="where; default: that of the only pattern")
    link: Url | None = Field(None, description="where to join from afar; default: that of the only pattern")
    reason: Text | None = Field(None, description="why")


class Move(Strict):
    """One meeting that takes place elsewhere: another day, time or room."""

    date: SessionName = Field(description="the meeting's day (or session id)")
    to: Date | None = Field(None, description="the new day; default: the same")
    start: Clock | None = Field(None, description="new start; default: the meeting's")
    end: Clock | None = Field(None, description="new end; default: the meeting's")
    location: Text | None = Field(None, description="new place; default: the meeting's")
    link: Url | None = Field(None, description="where to join from afar; default: the meeting's")
    reason: Text | None = Field(None, description="why")


MOST_DAYS = 400
"""Where sessions are counted, the last of them lies within so many days of the first day."""


def _open_end(given: dict[str, Any]) -> date:
    """The last day that a term may have whose sessions are counted."""
    start: date = given["start"]
    return start + timedelta(days=MOST_DAYS) if start.year < date.max.year - 1 else date.max


class Term(Strict):
    """First to last day, time zone, weekly meetings, days without class."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["end"]}, {"required": ["sessions"]}]})

    start: Date = Field(description="first day")
    end: Date = Field(default_factory=_open_end, description="last day; or say sessions")
    sessions: Positive | None = Field(
        None, description="in the place of end: the term ends with the day of this many sessions"
    )
    timezone: TimeZone = Field(description="IANA name, such as Europe/Berlin")
    meetings: list[Meeting] = Field(description="weekly patterns")
    no_class: list[NoClassEntry] = Field(default_factory=list, description="days without class")
    follows: list[Follows] = Field(default_factory=list, description="days with another weekday's schedule")
    extra: list[Extra] = Field(default_factory=list, description="make-up meetings")
    moves: list[Move] = Field(default_factory=list, description="single meetings elsewhere")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if "end" not in self.model_fields_set and self.sessions is None:
            raise fault('key "end" is missing; or say sessions: how many there are')
        if "end" in self.model_fields_set and self.sessions is not None:
            raise fault("the term ends on a day, or with a number of sessions; say one of them", "sessions")
        in_order(self.start, self.end, "start", "end")
        if (self.end - self.start).days > LONGEST_TERM:
            raise fault("a term is at most two years long", "end")
        return self


NumberOrAll = Annotated[
    Annotated[Positive, Tag("number")] | Annotated[Literal["all"], Tag("all")],
    Discriminator(lambda value: "all" if value == "all" else "number"),
]


class Event(Window):
    """Something that takes a session or part of it."""

    id: Id | None = Field(None, description="default: made from the title")
    title: Name = Field(description="what it is called")
    kind: Literal["guest", "lecture", "milestone", "exam", "buffer", "other"] = Field(
        "other", description="a buffer is kept free on purpose"
    )
    dates: list[ListedDays] | None = Field(None, description="allowed dates; several: the planner chooses")
    sessions: NumberOrAll | None = Field(
        None, description="how many sessions it takes (default 1); all: every one of its dates or window"
    )
    readings: bool = Field(False, description="true: readings stand beside it; false: it blocks the session")
    class_minutes: Count | None = Field(
        None, description="class time it takes; default: all of it when blocking, else 0"
    )
    topic: TopicRef | None = Field(None, description="belongs to this topic's block; beside it only its papers")
    papers: list[PaperRef] = Field(default_factory=list, description="required in its session")
    after: list[BlockRef] = Field(default_factory=list, description="events or topics that come first")

    @model_validator(mode="after")
    def _papers_need_readings(self) -> Self:
        if self.papers and not self.readings:
            raise fault("an event with papers needs readings: true", "papers")
        if self.dates is not None and not self.dates:
            raise fault("dates is empty; leave it out to allow every date", "dates")
        return self


class Deadline(Strict):
    """Something due on a day, whether class meets or not; it takes no session and binds nothing."""

    id: Id | None = Field(None, description="default: made from the title")
    title: Name | None = Field(None, description="what is due; with event: default its title")
    date: Date = Field(description="the day, any day of the calendar")
    time: Clock | None = Field(None, description='the clock, such as "23:59"; default: the whole day')
    url: Url | None = Field(None, description="where to hand it in, or to read more")
    text: Text | None = Field(None, description="what to know of it")
    for_: list[HolderRef] = Field(
        default_factory=list, alias="for", description="roles or people whom it concerns; default: everybody"
    )
    event: EventRef | None = Field(None, description="belongs to this event")

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if self.title is None and self.event is None:
            raise fault("a deadline needs a title, or the event that it belongs to")
        return self
