"""Dates as course pages write them: found at the start of a text, and given a year where they have none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil import parser as dateutil_parser

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?\.?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|"
    rf"{_MONTH}\s+{_NUMBER}(?:,?\s+\d{{4}})?|{_NUMBER}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?)"
)
_LEAD = r"(?:(?P<lead>week|wk|lecture|session|class|meeting|day)\s*#?\d+\s*[:,.(–—-]?\s*)?"
_START = re.compile(
    rf"\W{{0,3}}{_LEAD}(?:(?P<before>{_WEEKDAY}),?\s+)?(?P<date>{_DATE})(?![\w/])"
    rf"(?:\s*(?:-|–|—|to)\s*(?P<last>{_DATE}|\d{{1,2}})(?![\w/]|:\d))?(?:,?\s*\(?(?P<after>{_WEEKDAY})\)?(?!\w))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FREE = re.compile(r"\b(?:break|recess|holidays?|no class)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s:–—|,;)\-]+")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCKS = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?\s*(?:-|–|—|to|until)\s*(\d{1,2})[:.](\d{2})\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
EARLIEST_HOUR = 8
"""Clocks before this hour without "am" are taken for the afternoon."""


@dataclass(frozen=True)
class FoundDate:
    """A date as written at the start of a text: ``last`` ends a range, ``weekday`` counts from Monday, 0.

    ``rest`` is the text behind it, without what separates; ``parted`` says whether something separates them.
    """

    text: str
    last: str
    weekday: int | None
    rest: str
    parted: bool


def date_at_start(text: str) -> FoundDate | None:
    """The date that a text begins with, if any; the span of a week (``Week 3 (2 – 8 March)``) only where it is free."""
    found = _START.match(text[:200])
    if not found:
        return None
    tail = text[found.end() :]
    if (found["lead"] or "").lower() in ("week", "wk") and found["last"] and not _FREE.search(tail[:200]):
        return None
    gap = _SEPARATOR.match(tail)
    rest = tail[gap.end() :] if gap else tail
    parted = not rest or bool(gap and gap[0].strip()) or rest.startswith("(")
    name = (found["before"] or found["after"] or "")[:3].lower()
    return FoundDate(
        found["date"], found["last"] or "", _DAYS.index(name) if name in _DAYS else None, rest.strip(), parted
    )


def years_in(texts: Iterable[str]) -> list[int]:
    """The years that texts name, each once, in order."""
    return list(dict.fromkeys(int(year) for text in texts for year in _YEAR.findall(text)))


def has_year(text: str) -> bool:
    """Whether a date says its year."""
    return bool(_YEAR.search(text) or re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2}", text))


def as_date(text: str, year: int, day_first: bool) -> date | None:
    """The day of a date as written, in ``year`` where it says none; None where there is no such day."""
    try:
        if re.match(r"\d{4}", text):
            return date(*(int(part) for part in re.split(r"[-/.]", text)))
        plain = re.sub(r"\bof\b", " ", text, flags=re.IGNORECASE).strip(". ")
        return dateutil_parser.parse(plain, default=datetime(year, 1, 1), dayfirst=day_first).date()
    except (ValueError, OverflowError, TypeError):
        return None


def resolved(found: Sequence[FoundDate], years: Sequence[int]) -> list[date | None]:
    """The days of a page's dates, in the page's order; None where there is no such day.

    ``years`` are the candidates for the first date, best first. The reading of ``3/4`` (month or day first) and the
    year are those that agree with the weekdays, then with the order of the page; a date far back is one of next year.
    """
    if not found:
        return []
    readings = [(_in_year(found, year, day_first)) for year in years or (2000,) for day_first in (False, True)]
    return max(readings, key=lambda days: _merit(found, days))


def _in_year(found: Sequence[FoundDate], year: int, day_first: bool) -> list[date | None]:
    days: list[date | None] = []
    for entry in found:
        day = as_date(entry.text, year, day_first)
        before = next((d for d in reversed(days) if d is not None), None)
        if day and before and not has_year(entry.text) and (before - day).days > 180:
            year += 1
            day = as_date(entry.text, year, day_first)
        days.append(day)
    return days


def _merit(found: Sequence[FoundDate], days: Sequence[date | None]) -> tuple[int, int, int]:
    """How well a reading agrees with itself: days that exist, right weekdays, steps forward."""
    real = [day for day in days if day is not None]
    right = sum(
        day is not None and entry.weekday in (None, day.weekday()) for entry, day in zip(found, days, strict=True)
    )
    forward = sum(0 <= (after - before).days <= 60 for before, after in itertools.pairwise(real))
    return len(real), right, forward


def clocks_in(text: str) -> tuple[time, time] | None:
    """The first span of clock times in a text: ``15:30–16:45``, ``1:00 to 4:00`` (afternoon), ``9-10:30 am``."""
    found = _CLOCKS.search(text)
    if not found:
        return None
    half = found[6] or ""
    start = _clock(found[1], found[2] or "00", found[3] or half)
    end = _clock(found[4], found[5], half)
    return (start, end) if start and end and start < end else None


def _clock(hours: str, minutes: str, half: str) -> time | None:
    hour = int(hours)
    if half:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    elif hour < EARLIEST_HOUR:
        hour += 12
    return time(hour, int(minutes)) if hour < 24 and int(minutes) < 60 else None
