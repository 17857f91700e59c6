"""Time zones: local times of a plan, and a calendar's VTIMEZONE with correct onsets (RFC 5545 §3.6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from planner.findings import InputError, error

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEGINNING = datetime(1970, 1, 1)
# A yearly rule is only written when it also fits this many years after the calendar's last day.
_YEARS_AHEAD = 6


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises InputError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f'"{name}" is no time zone; expected an IANA name such as Europe/Berlin'
        raise InputError([error("timezone", message)]) from None


@dataclass(frozen=True)
class Transition:
    """A change of the clocks: the instant, and what held before and holds after."""

    instant: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool

    @property
    def onset(self) -> datetime:
        """The local time of the change on the clock that held before it."""
        return (self.instant + self.before).replace(tzinfo=None)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


@lru_cache(maxsize=64)
def transitions(zone: ZoneInfo, start: date, end: date) -> tuple[Transition, ...]:
    """The changes of a zone's offset from one day to another, in order."""
    found = []
    current = datetime(start.year, start.month, start.day, tzinfo=UTC)
    last = datetime(end.year, end.month, end.day, tzinfo=UTC)
    while current < last:
        later = current + timedelta(days=1)
        if _offset(zone, current) != _offset(zone, later):
            found.append(_bisected(zone, current, later))
        current = later
    return tuple(found)


def _bisected(zone: ZoneInfo, low: datetime, high: datetime) -> Transition:
    """The change between two instants, to the second."""
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    after = high.astimezone(zone)
    return Transition(high, before, _offset(zone, high), after.tzname() or "", bool(after.dst()))


def vtimezone(name: str, start: date, end: date) -> Timezone:
    """The VTIMEZONE of a zone for a calendar that runs from ``start`` to ``end``."""
    zone = zone_of(name)
    low, high = start - timedelta(days=400), end + timedelta(days=400)
    ahead = transitions(zone, low, high + timedelta(days=366 * _YEARS_AHEAD))
    here = [change for change in ahead if change.instant.date() <= high]
    result = Timezone()
    result.add("tzid", name)
    if not any(change.instant.date() < start for change in here):
        result.add_component(_beginning(zone, low))
    kinds = dict.fromkeys((c.before, c.after, c.name, c.daylight) for c in here)
    for kind in kinds:
        same = [c for c in ahead if (c.before, c.after, c.name, c.daylight) == kind]
        result.add_component(_observance(same, [c for c in same if c in here]))
    return result


def _beginning(zone: ZoneInfo, day: date) -> TimezoneStandard | TimezoneDaylight:
    """What holds before the first change that the calendar shows."""
    local = datetime(day.year, day.month, day.day, tzinfo=UTC).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return _part(bool(local.dst()), _BEGINNING, offset, offset, local.tzname() or "")


def _observance(known: list[Transition], here: list[Transition]) -> TimezoneStandard | TimezoneDaylight:
    """One kind of change: as a yearly rule where one fits, else as its dates."""
    first = here[0]
    part = _part(first.daylight, first.onset, first.before, first.after, first.name)
    rule = _yearly_rule([change.onset for change in known])
    if rule:
        part.add("rrule", rule)
    elif len(here) > 1:
        part.add("rdate", [change.onset for change in here[1:]])
    return part


def _yearly_rule(onsets: list[datetime]) -> vRecur | None:
    """``the last Sunday of March`` and its like, if all the onsets follow it, one a year."""
    first = onsets[0]
    years = [onset.year for onset in onsets]
    alike = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(onsets) < _YEARS_AHEAD or len(alike) > 1 or years != list(range(years[0], years[0] + len(years))):
        return None
    weekday = _WEEKDAYS[first.weekday()]
    if all((onset + timedelta(days=7)).month != onset.month for onset in onsets):
        return vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"-1{weekday}"})
    weeks = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if len(weeks) > 1:
        return None
    return vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{weeks.pop()}{weekday}"})


def _part(
    daylight: bool, onset: datetime, before: timedelta, after: timedelta, name: str
) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part.add("dtstart", onset)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part
