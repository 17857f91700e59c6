"""Sessions, closed meetings and days without class: the term as dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from planner.findings import Where


@dataclass(frozen=True)
class Session:
    """One dated meeting that takes place.

    ``id`` is its date, or date and start where two fall on one day; ``index`` counts all sessions of the term from 0;
    ``start`` and ``end`` carry the course's time zone; ``meeting`` names the meeting of the pattern that it is, which
    stays when the meeting moves (the calendar UID is made from it).
    """

    id: str
    index: int
    start: datetime
    end: datetime
    meeting: str
    where: Where
    location: str | None = None
    reason: str | None = None
    link: str | None = None

    @property
    def date(self) -> dt.date:
        """The local day."""
        return self.start.date()

    @property
    def week(self) -> dt.date:
        """The Monday of its calendar week."""
        return self.date - timedelta(days=self.date.weekday())

    @property
    def weekday(self) -> str:
        """Mon … Sun."""
        return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[self.date.weekday()]

    @property
    def minutes(self) -> int:
        """Length of the session, in minutes that pass (a clock change may lie inside)."""
        return round((self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds() / 60)

    def is_named(self, name: str) -> bool:
        """Whether a date (every session of that day), a session id or a range of days means this session."""
        first, sign, last = name.partition("/")
        if sign:
            # The open end of a range is "..", below and above which no day is.
            return (first == ".." or first <= self.date.isoformat()) and (last == ".." or self.date.isoformat() <= last)
        return name in (self.id, self.date.isoformat(), f"{self.start:%Y-%m-%dT%H:%M}")

    def within(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether it lies in a window of days, both inclusive, either open."""
        return (first is None or first <= self.date) and (last is None or self.date <= last)


@dataclass(frozen=True)
class ClosedMeeting:
    """A meeting of the pattern that does not take place, with the line that closes it."""

    meeting: str
    start: datetime
    end: datetime
    reason: str
    where: Where
    location: str | None = None


@dataclass(frozen=True)
class NoClassDay:
    """A day that would have met."""

    date: dt.date
    reason: str


@dataclass(frozen=True)
class Calendar:
    """The term as dates: sessions in time order, closed meetings, days without class."""

    timezone: str
    first_day: dt.date
    last_day: dt.date
    sessions: tuple[Session, ...]
    closed: tuple[ClosedMeeting, ...] = ()
    no_class: tuple[NoClassDay, ...] = ()
