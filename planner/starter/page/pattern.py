"""The weekly pattern behind a page's dates, and what lies outside it: free days, extra and moved meetings."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from planner.scalars import WEEKDAYS

Slot = tuple[time, time, str | None]


@dataclass(frozen=True)
class Held:
    """A meeting that took place: its day, clocks and room."""

    date: date
    slot: Slot


@dataclass(frozen=True)
class Weekly:
    """One weekly pattern; ``every`` is 1 or 2 weeks."""

    days: tuple[str, ...]
    slot: Slot
    every: int = 1


@dataclass(frozen=True)
class Free:
    """Days without class, the first to the last, and why."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True)
class Pattern:
    """The term as its dates show it; ``extra`` are outside the weekly patterns, ``moved`` at other times or places."""

    first: date
    last: date
    weekly: tuple[Weekly, ...]
    free: tuple[Free, ...]
    extra: tuple[Held, ...]
    moved: tuple[Held, ...]


def pattern_of(held: Sequence[Held], closed: dict[date, str], first: date, last: date) -> Pattern:
    """The pattern of meetings that took place, and of days that a page calls free (with the reason)."""
    usual = _usual(held, closed, first, last)
    every = _rhythm(held, usual)
    slots = {slot: tuple(WEEKDAYS[day] for day in sorted(usual) if usual[day] == slot) for slot in usual.values()}
    weekly = tuple(Weekly(days, slot, every) for slot, days in sorted(slots.items(), key=lambda pair: str(pair[0])))
    on_pattern: dict[date, Held] = {}
    extra = []
    for meeting in held:
        if meeting.date.weekday() in usual and meeting.date not in on_pattern:
            on_pattern[meeting.date] = meeting
        else:
            extra.append(meeting)
    moved = [meeting for day, meeting in on_pattern.items() if meeting.slot != usual[day.weekday()]]
    expected = list(_expected(usual, every, held, first, last))
    free = list(_runs([(day, closed.get(day)) for day in expected if day not in on_pattern], expected))
    met = {*expected, *(meeting.date for meeting in held)}
    free += _ranges({day: reason for day, reason in closed.items() if day not in met}, free)
    return Pattern(first, last, weekly, tuple(sorted(free, key=lambda run: run.first)), tuple(extra), tuple(moved))


def _usual(held: Sequence[Held], closed: Collection[date], first: date, last: date) -> dict[int, Slot]:
    """The slot of each weekday (0 is Monday) that belongs to the pattern: days that come again and again.

    A weekday that a page only calls free is one of them where the page names each such day of the term.
    """
    counts = Counter(meeting.date.weekday() for meeting in held)
    # A day that a page calls free would have met, where that weekday meets at all.
    counts.update(day.weekday() for day in closed if day.weekday() in counts)
    most = max(counts.values())
    days = sorted(day for day, count in counts.items() if count >= max(min(2, most), most / 4))
    usual = {
        day: Counter(meeting.slot for meeting in held if meeting.date.weekday() == day).most_common(1)[0][0]
        for day in days
    }
    everyday = Counter(meeting.slot for meeting in held).most_common(1)[0][0]
    for day in sorted({day.weekday() for day in closed} - set(counts)):
        named = sum(other.weekday() == day for other in closed)
        if named == sum(other % 7 == (day + 1) % 7 for other in range(first.toordinal(), last.toordinal() + 1)):
            usual[day] = everyday
    return usual


def _rhythm(held: Sequence[Held], usual: dict[int, Slot]) -> int:
    """2 where a course of one weekday meets every second week throughout."""
    days = sorted({meeting.date for meeting in held if meeting.date.weekday() in usual})
    gaps = {(after - before).days for before, after in itertools.pairwise(days)}
    return 2 if len(usual) == 1 and len(days) > 2 and all(gap % 14 == 0 for gap in gaps) else 1


def _expected(usual: dict[int, Slot], every: int, held: Sequence[Held], first: date, last: date) -> Iterator[date]:
    """The days on which the pattern alone would meet."""
    start = min(meeting.date for meeting in held) if every == 2 else first
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if day.weekday() in usual and ((day - start).days // 7 % every == 0):
            yield day


def _runs(missing: Sequence[tuple[date, str | None]], expected: Sequence[date]) -> Iterator[Free]:
    """Meetings that are missing one after the other, for one reason, as ranges of days."""
    place = {day: number for number, day in enumerate(expected)}
    run: list[tuple[date, str | None]] = []
    for day, reason in [*missing, (date.max, None)]:
        if run and (day == date.max or place[day] != place[run[-1][0]] + 1 or reason != run[-1][1]):
            yield Free(run[0][0], run[-1][0], run[0][1] or "Not on the page")
            run = []
        run.append((day, reason))


def _ranges(closed: dict[date, str], known: Sequence[Free]) -> Iterator[Free]:
    """Days that a page calls free though nothing meets on them, those of one reason together."""
    inside = {date.fromordinal(n) for run in known for n in range(run.first.toordinal(), run.last.toordinal() + 1)}
    run: list[date] = []
    for day in [*sorted(set(closed) - inside), date.max]:
        if run and (day == date.max or day != run[-1] + timedelta(days=1) or closed[day] != closed[run[-1]]):
            yield Free(run[0], run[-1], closed[run[0]])
            run = []
        run.append(day)
