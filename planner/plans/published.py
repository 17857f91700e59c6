"""What plan.yaml keeps of its published files: how they are written, and what calendars have shown of each entry."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from planner.plans.instants import Instant, Sequence, Stamp
from planner.scalars import Duration, Id, Name, Strict, Text, Url, write_duration

Digest = Annotated[
    Text, Field(description="a digest of what the calendar shows of it; where it no longer fits, it was changed")
]
WrittenDuration = Annotated[Duration, PlainSerializer(write_duration, return_type=str)]
Names = Literal["full", "first", "initials", "none"]

FORMATS_WRITTEN = ("md", "people", "html", "ics", "csv")


class Publishing(Strict):
    """``publish`` of constraints.yaml, kept so that repairs and exports write as the plan was written."""

    formats: list[Name] = Field(default_factory=lambda: list(FORMATS_WRITTEN))
    names: Names = "full"
    remind: WrittenDuration | None = None
    due: Literal["events", "tasks"] = "events"
    personal: Literal["public", "secret", "private"] = "public"
    url: Url | None = None


class CalendarEntry(Strict):
    """What calendars have shown of a duty, a due date or a deadline, by which an entry that goes is cancelled.

    ``person`` is None for what everybody sees. ``past`` is a due date that stays as it was, whatever its rule says now.
    """

    uid: Text
    person: Id | None = None
    what: Text = ""
    start: Instant
    end: Instant
    all_day: bool = False
    sequence: Sequence = 0
    changed: Stamp
    shown: Digest = ""
    past: bool = False
    cancelled: bool = False


class FormerPerson(Strict):
    """Somebody who has left, and whose calendar has shown duties: it is written as long as the term, all cancelled."""

    name: Name
    duties: list[Text] = Field(default_factory=list, description="keys of `entries`")
    file: Text = ""
