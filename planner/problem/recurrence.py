"""Repeating events of calendar files, expanded for the days that are asked for and no others."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
)
_WITHOUT_DAYS = frozenset({"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"})
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_EARLIEST = 1900
_LAST_YEAR = 9998


def repeated(rule: str, start: datetime, low: datetime, high: datetime) -> list[datetime]:
    """The times at which an event that starts at ``start`` repeats, from ``low`` to ``high``, both included.

    ``rule`` is the value of an RRULE without its UNTIL; all times are wall clocks of one place. ``start`` itself counts
    only where the rule names it. Whatever the rule says, the work is that of a few years at most. Raises ValueError for
    a rule that repeats within the day or has parts that are not known.
    """
    from dateutil.rrule import rrulestr

    parts = _parts(rule)
    if high < low or high < start:
        return []
    first = _first_period(parts, start, low)
    if first > high:
        return []
    # A rule that names no day at all (30 February) is searched for until the last year that there is. The same
    # calendar, moved to the end of these years, makes that search short.
    moved = _same_years(first.year, high.year)
    plain = ";".join(f"{key}={value}" for key, value in parts.items() if key != "COUNT")
    found = rrulestr(plain, dtstart=first.replace(year=first.year + moved)).between(
        max(low, first).replace(year=max(low, first).year + moved), high.replace(year=high.year + moved), inc=True
    )
    days = [day.replace(year=day.year - moved) for day in found if day.replace(year=day.year - moved) >= start]
    if "COUNT" not in parts or not days:
        return days
    if start.year < _EARLIEST:
        raise ValueError(f"it counts from the year {start.year}")
    counted = rrulestr(f"{plain};COUNT={parts['COUNT']}", dtstart=start)
    return list(counted.between(low, high, inc=True))


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule, with the days that it takes from ``start`` left to :func:`_first_period`."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if part)
    unknown = sorted(set(parts) - _PARTS)
    if "COUNT" in parts and int(parts["COUNT"]) < 1:
        del parts["COUNT"]  # offices write -1 where no count is meant
    if parts.get("FREQ") not in _FREQUENCIES or unknown or int(parts.get("INTERVAL", "1")) < 1:
        raise ValueError(rule)
    return parts


def _first_period(parts: dict[str, str], start: datetime, low: datetime) -> datetime:
    """The start of the first period (day, week, month, year) of the rule that reaches ``low``; ``start`` if later.

    What the rule takes from ``start`` (its weekday, its day of the month) is written into ``parts``.
    """
    interval = int(parts.get("INTERVAL", "1"))
    named = bool(_WITHOUT_DAYS & set(parts))
    frequency, clock = parts["FREQ"], start.time()
    if frequency == "DAILY":
        return _moved_on(start.date(), clock, (low.date() - start.date()).days, interval, 1)
    if frequency == "WEEKLY":
        if not named:
            parts["BYDAY"] = _DAYS[start.weekday()]
        week_start = _DAYS.index(parts.get("WKST", "MO"))
        monday, low_monday = (
            day - timedelta(days=(day.weekday() - week_start) % 7) for day in (start.date(), low.date())
        )
        weeks = (low_monday - monday).days // 7
        return _moved_on(monday, clock, weeks, interval, 7) if weeks > 0 else start
    if not named:
        parts["BYMONTHDAY"] = str(start.day)
        if frequency == "YEARLY":
            parts.setdefault("BYMONTH", str(start.month))
    if frequency == "MONTHLY":
        months = _steps((low.year - start.year) * 12 + low.month - start.month, interval)
        index = start.year * 12 + start.month - 1 + months
        year, month = divmod(index, 12)
        return _at(year, month + 1, clock) if months else start
    # A week of the year may begin in the year before.
    years = _steps((low - timedelta(days=7)).year - start.year, interval)
    return _at(start.year + years, 1, clock) if years else start


def _steps(periods: int, interval: int) -> int:
    """The least multiple of the interval that is not below ``periods``; 0 where that is in the past."""
    return -(-periods // interval) * interval if periods > 0 else 0


def _moved_on(day: date, clock: time, periods: int, interval: int, length: int) -> datetime:
    ordinal = day.toordinal() + _steps(periods, interval) * length
    return datetime.combine(date.fromordinal(min(ordinal, date.max.toordinal())), clock)


def _at(year: int, month: int, clock: time) -> datetime:
    return datetime.combine(date(min(year, 9999), month, 1), clock)


def _same_years(first: int, last: int) -> int:
    """How many years later the calendar of these years comes again, as late as there is a calendar."""
    for end in range(_LAST_YEAR, _LAST_YEAR - 400, -1):
        if all(_layout(year + end - last) == _layout(year) for year in range(first, last + 1)):
            return end - last
    return 0  # every four hundred years it comes again


def _layout(year: int) -> tuple[int, bool]:
    return date(year, 1, 1).weekday(), date(year, 12, 31).timetuple().tm_yday == 366
