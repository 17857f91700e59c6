"""One event of a calendar file as it is written, and which events stand in the place of others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

DAY = timedelta(days=1)
_FLAGS = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
_TOLD_KEYS = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS")


def _value(component: Any, key: str) -> Any:
    """The value of a property, the first of several; None where it is missing or broken."""
    from icalendar.error import BrokenCalendarProperty

    try:
        value = component.get(key)
        return value[0] if isinstance(value, list) and value else value or None
    except BrokenCalendarProperty:
        return None


def _written(component: Any, key: str) -> Any:
    """What a property says as a value of Python; None where it is missing or broken."""
    from icalendar.error import BrokenCalendarProperty

    try:
        return getattr(_value(component, key), "dt", None)
    except BrokenCalendarProperty:
        return None


def _moment(component: Any, key: str) -> date | None:
    """A property that is a day or a moment (a datetime is a date too)."""
    value = _written(component, key)
    return value if isinstance(value, date) else None


def says(component: Any, key: str, word: str) -> bool:
    """Whether a property of a component is this word, in any case."""
    return str(_value(component, key) or "").strip().upper() == word


class Written:
    """One VEVENT as it is written."""

    def __init__(self, event: Any, calendar: int, cancelled: bool) -> None:
        self.event = event
        title = str(_value(event, "SUMMARY") or "")
        # Titles reach pages and calendars: one line, without control characters.
        title = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", title)
        self.title = " ".join(title.split())[:500]
        uid = str(_value(event, "UID") or "").strip()
        self.uid: object = (calendar, uid) if uid else id(event)
        self.start = _moment(event, "DTSTART")
        self.replaces = _moment(event, "RECURRENCE-ID")
        self.onward = self._parameter("RECURRENCE-ID", "RANGE").upper() == "THISANDFUTURE"
        self.cancelled = cancelled or says(event, "STATUS", "CANCELLED")
        self.flagged = any(says(event, key, "TRUE") for key in _FLAGS)
        sequence = str(_value(event, "SEQUENCE") or "0")
        self.sequence = int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0
        self.broken = [key for key, _ in event.errors if key in _TOLD_KEYS]
        self.meant = True  # whether the entry's matches name it
        self.repeats = any(event.get(key) is not None for key in ("RRULE", "RDATE") if key not in self.broken)

    def _parameter(self, key: str, parameter: str) -> str:
        return str(getattr(_value(self.event, key), "params", {}).get(parameter, ""))

    @property
    def unknown_zone(self) -> str:
        """The time zone that is named, where nobody knows it."""
        naive = isinstance(self.start, datetime) and self.start.tzinfo is None
        return self._parameter("DTSTART", "TZID") if naive else ""

    @property
    def zone(self) -> tzinfo | None:
        """The zone of its start; None for days and for clocks of no zone."""
        return self.start.tzinfo if isinstance(self.start, datetime) else None

    @property
    def first(self) -> datetime:
        """The start as a wall clock of the event's own zone."""
        return naive(self.start) if self.start is not None else datetime.min

    def own(self, value: date) -> date:
        """A day or moment as a day or a wall clock of the event's own zone."""
        if not isinstance(value, datetime) or value.tzinfo is None or self.zone is None:
            return value.replace(tzinfo=None) if isinstance(value, datetime) else value
        return value.astimezone(self.zone).replace(tzinfo=None)

    def length(self) -> timedelta:
        """From start to end; a day for an event of days, no time at all for one with a clock, where nothing says."""
        end, duration = _moment(self.event, "DTEND"), _written(self.event, "DURATION")
        whole = not isinstance(self.start, datetime)
        if end is not None:
            last = self.own(end)
            if whole and isinstance(last, datetime) and last.time() != time():
                last += DAY
            length = naive(last) - self.first
        else:
            length = duration if isinstance(duration, timedelta) else timedelta()
        return max(timedelta(days=length.days), DAY) if whole else length

    def values(self, key: str) -> Iterator[tuple[date, timedelta | None]]:
        """The days and moments of a list (RDATE, EXDATE), in the own zone, with the lengths that periods have."""
        if key in self.broken:
            return
        value = self.event.get(key)
        for dates in value if isinstance(value, list) else [value]:
            for stamp in getattr(dates, "dts", ()):
                if isinstance(stamp.dt, tuple):
                    begin, end = stamp.dt
                    yield self.own(begin), end - begin if isinstance(end, date) else end
                elif isinstance(stamp.dt, date):
                    yield self.own(stamp.dt), None


def naive(value: date) -> datetime:
    """A day or moment as the wall clock that it is written with."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value, time())


@dataclass
class Replacing:
    """The single occurrences of one UID that stand in the place of others, by what they replace."""

    by_day: dict[date, Written] = field(default_factory=dict)
    by_moment: dict[datetime, Written] = field(default_factory=dict)
    onward: list[tuple[datetime, Written]] = field(default_factory=list)

    def of(self, start: datetime) -> Written | None:
        """What stands in the place of the occurrence that starts then."""
        return self.by_moment.get(start) or self.by_day.get(start.date())

    def from_then_on(self, start: datetime) -> tuple[datetime, Written] | None:
        """The last change of this and all later occurrences, if there is one."""
        place = bisect_right([moment for moment, _ in self.onward], start)
        return self.onward[place - 1] if place else None


def last_versions(group: Sequence[Written]) -> list[Written]:
    """The events of one UID; of those with the same start, or that replace the same one, the last version."""
    last: dict[tuple[date | None, date | None], Written] = {}
    for event in group:
        key = (event.replaces, None if event.replaces else event.start)
        if key not in last or event.sequence >= last[key].sequence:
            last[key] = event
    return list(last.values())


def replacing_of(series: Written, single: Sequence[Written]) -> Replacing:
    """What replaces occurrences of a series, in the clocks of the series."""
    found = Replacing()
    for event in single:
        if event.replaces is None:
            continue
        key = series.own(event.replaces)
        if event.onward:
            found.onward.append((naive(key), event))
        elif isinstance(key, datetime) and isinstance(series.start, datetime):
            found.by_moment[key] = event
        else:
            found.by_day[naive(key).date()] = event
    found.onward.sort(key=lambda pair: pair[0])
    return found


def excluded_of(event: Written) -> tuple[set[date], set[datetime]]:
    """The days and the moments that EXDATE takes away."""
    days: set[date] = set()
    moments: set[datetime] = set()
    for value, _ in event.values("EXDATE"):
        if isinstance(value, datetime) and isinstance(event.start, datetime):
            moments.add(value)
        else:
            days.add(naive(value).date())
    return days, moments
