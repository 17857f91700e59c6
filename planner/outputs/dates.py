"""Dates and times as people read them, in English whatever the machine's locale is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: date) -> str:
    """``Tue 3 Mar``."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)}"


def short_day(day: date) -> str:
    """``3 Mar``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def span_text(first: date, last: date, year: bool = True) -> str:
    """``2 – 8 March 2026``, ``30 March – 5 April 2026``; without the year if so wanted and it is one."""
    end = f"{last.day} {MONTHS[last.month - 1]}"
    end += f" {last.year}" if year or first.year != last.year else ""
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{first.day} – {end}"


def week_text(monday: date) -> str:
    """The days of a week: ``2 – 8 March``."""
    return span_text(monday, monday + timedelta(days=6), year=False)


def clock_text(start: datetime, end: datetime) -> str:
    """``15:30–16:45``; an end on a later day says so."""
    days = (end.date() - start.date()).days
    later = f" (+{days} day{'s' if days > 1 else ''})" if days else ""
    return f"{start:%H:%M}–{end:%H:%M}{later}"
