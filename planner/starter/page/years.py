"""The days that a page's dates are: the year where they have none, and month or day first, as the page agrees best."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.starter.page.dates import FoundDate, Written

LONGEST_GAP = 60
"""Days from one date of a page to the next; a longer step is told."""


@dataclass(frozen=True)
class Resolved:
    """The days of each date (None where there is no such day); ``doubtful`` where only their order decided.

    ``day_first`` says how pairs of numbers are read.
    """

    days: tuple[tuple[date | None, ...], ...]
    day_first: bool
    doubtful: bool


def resolved(found: Sequence[FoundDate], years: Sequence[int]) -> Resolved:
    """The days of a page's dates, in the page's order.

    ``years`` are the candidates for the first date, best first. The reading of ``3/4`` (month or day first) and the
    year are those that agree with the days that there are, with the weekdays, then with the order of the page; a date
    far back is one of next year.
    """
    written = [day for entry in found for day in entry.days]
    readings = [
        (year, day_first, _in_year(written, year, day_first))
        for year in years or (2000,)
        for day_first in (False, True)
    ]
    best = max(readings, key=lambda reading: _merit(written, reading[2], reading[1]))
    paired = [(one, other) for one, other in zip(*(r[2] for r in readings if r[0] == best[0]), strict=True)]
    other = next(reading for reading in readings if reading[0] == best[0] and reading[1] != best[1])
    differ = any(one != two for one, two in paired)
    doubtful = differ and _merit(written, other[2], other[1])[:2] == _merit(written, best[2], best[1])[:2]
    days = iter(best[2])
    return Resolved(tuple(tuple(itertools.islice(days, len(entry.days))) for entry in found), best[1], doubtful)


def as_date(written: Written, year: int, day_first: bool) -> date | None:
    """The day of a date as written, in ``year`` where it says none; None where there is no such day."""
    if not written.ways:
        return None
    month, day = written.ways[-1 if day_first else 0]
    try:
        return date(written.year or year, month, day)
    except ValueError:
        return None


def _in_year(written: Sequence[Written], year: int, day_first: bool) -> list[date | None]:
    days: list[date | None] = []
    before: date | None = None
    steps = [two.ways[0] < one.ways[0] for one, two in itertools.pairwise(written) if one.ways and two.ways]
    backwards = sum(steps) * 2 > len(steps)  # the newest first
    for entry in written:
        day = as_date(entry, year, day_first)
        if day and before and entry.year is None:
            if not backwards and (before - day).days > 180:
                year += 1
            elif backwards and (day - before).days > 180:
                year -= 1
            day = as_date(entry, year, day_first)
        if day and entry.year is not None:
            year = day.year
        days.append(day)
        before = day or before
    return days


def _merit(written: Sequence[Written], days: Sequence[date | None], day_first: bool) -> tuple[int, int, int]:
    """How well a reading agrees with itself: days that exist, the order of numbers, right weekdays, short steps."""
    real = [day for day in days if day is not None]
    right = sum(
        day is not None and (not entry.weekdays or day.weekday() in entry.weekdays)
        for entry, day in zip(written, days, strict=True)
    )
    near = sum(abs((after - before).days) <= LONGEST_GAP for before, after in itertools.pairwise(real))
    forward = sum((after - before).days >= 0 for before, after in itertools.pairwise(real))
    other_order = sum(entry.only is not None and entry.only != day_first for entry in written)
    return len(real) - other_order, right, near + forward
