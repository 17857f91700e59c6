"""The meetings that a term names before anything closes or moves them: patterns, ``follows``, ``extra``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from planner.documents import Document
from planner.findings import Finding, Where, error, note, warning
from planner.problem.closures import Closure
from planner.scalars import WEEKDAYS
from planner.spec.term import Extra, Follows, Meeting, Term

# Far above what a calendar may hold; it only keeps a hostile file from filling the memory.
MAXIMUM_MEETINGS = 4000


@dataclass(frozen=True)
class Slot:
    """When and where a meeting takes place, in wall-clock times of the course's time zone."""

    day: date
    start: time
    end: time
    location: str | None
    reason: str | None
    where: Where
    link: str | None = None

    def overlaps(self, other: Slot) -> bool:
        """Whether both take place at the same moment."""
        return self.day == other.day and self.start < other.end and other.start < self.end


@dataclass(eq=False)
class Planned:
    """One meeting: as first named, and what became of it.

    ``slot`` is None when it does not take place; ``closure`` is what closes its original time (None for extra
    meetings and for days taken back); ``pattern`` is None for extra meetings.
    """

    original: Slot
    pattern: Meeting | None
    slot: Slot | None
    closure: Closure | None = None
    moved_by: Where | None = None

    @property
    def key(self) -> str:
        """Its original day and start: ``YYYY-MM-DDTHH:MM``."""
        return f"{self.original.day}T{self.original.start:%H:%M}"

    @property
    def away(self) -> bool:
        """Whether it does not take place on its original day."""
        return self.slot is None or self.slot.day != self.original.day


def monday(day: date) -> date:
    """The Monday of a day's calendar week."""
    return day - timedelta(days=day.weekday())


def named_meetings(term: Term, document: Document) -> tuple[list[Planned], list[Finding]]:
    """All meetings of patterns, ``follows`` and ``extra`` by day and start, and the findings about them.

    On equal days and starts patterns come before extra meetings, then file order decides.
    """
    findings: list[Finding] = []
    follows = _follows(term, document, findings)
    meetings = _pattern_meetings(term, document, follows, findings)
    for index, extra in enumerate(term.extra):
        found = _extra_meeting(term, document, index, extra, findings)
        if found is not None:
            meetings.append(Planned(found, None, found))
    # Sorting is stable: patterns stand before extra meetings in the list, each in file order.
    return sorted(meetings, key=lambda m: (m.original.day, m.original.start, m.pattern is None)), findings


def outside_term(term: Term, day: date, where: Where) -> Finding:
    """The error for a date that has to lie in the term and does not."""
    message = f"{day} lies outside the term ({term.start} to {term.end})"
    return error("outside-term", message, where, day.isoformat())


def _follows(term: Term, document: Document, findings: list[Finding]) -> dict[date, tuple[Follows, Where]]:
    """The ``follows`` entries by date."""
    result: dict[date, tuple[Follows, Where]] = {}
    for index, entry in enumerate(term.follows):
        place = document.where("term", "follows", index, "date")
        if not term.start <= entry.date <= term.end:
            findings.append(outside_term(term, entry.date, place))
        elif entry.date in result:
            first = result[entry.date][1]
            message = f"{entry.date} stands here twice (first in {first.told})"
            findings.append(error("follows-twice", message, place, entry.date.isoformat()))
        else:
            result[entry.date] = (entry, document.where("term", "follows", index))
    return result


def _pattern_meetings(
    term: Term, document: Document, follows: dict[date, tuple[Follows, Where]], findings: list[Finding]
) -> list[Planned]:
    """Every meeting that a pattern names in the term, whatever closes it."""
    meetings: list[Planned] = []
    idle = set(follows)
    for index, pattern in enumerate(term.meetings):
        line = document.where("term", "meetings", index)
        first = max(term.start, pattern.from_ or term.start)
        last = min(term.end, pattern.to or term.end)
        before = len(meetings)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            other = follows.get(day)
            weekday = other[0].day if other else WEEKDAYS[day.weekday()]
            if _names(term, pattern, day, weekday):
                reason = f"follows the {weekday} schedule" if other else None
                where = other[1] if other else line
                slot = Slot(day, pattern.start, pattern.end, pattern.location, reason, where, pattern.link)
                meetings.append(Planned(slot, pattern, slot))
            if other and (_names(term, pattern, day, weekday) or _names(term, pattern, day, _own(day))):
                idle.discard(day)
        if len(meetings) == before:
            findings.append(warning("idle-pattern", "this pattern names no day of the term", line))
        if len(meetings) > MAXIMUM_MEETINGS:
            findings.append(error("too-many-sessions", f"more than {MAXIMUM_MEETINGS} meetings", line))
            break
    for day in sorted(idle):
        message = f"this changes nothing: no pattern names {day} or its {follows[day][0].day}"
        findings.append(note("idle-follows", message, follows[day][1], day.isoformat()))
    return meetings


def _own(day: date) -> str:
    """The day's own weekday, Mon … Sun."""
    return WEEKDAYS[day.weekday()]


def _names(term: Term, pattern: Meeting, day: date, weekday: str) -> bool:
    """Whether a pattern meets on a day of its window that counts as ``weekday``, in its own week."""
    if weekday not in pattern.days:
        return False
    if pattern.every == 1:
        return True
    anchor = pattern.from_ or term.start
    # The rhythm counts from the week of the first day that the pattern names, which may be the week after.
    ahead = min((WEEKDAYS.index(name) - anchor.weekday()) % 7 for name in pattern.days)
    weeks = (monday(day) - monday(anchor + timedelta(days=ahead))).days // 7
    return weeks % pattern.every == 0


def _extra_meeting(term: Term, document: Document, index: int, extra: Extra, findings: list[Finding]) -> Slot | None:
    """The slot of one ``extra`` entry, clocks and place taken from the only pattern where it has none."""
    where = document.where("term", "extra", index)
    if not term.start <= extra.date <= term.end:
        findings.append(outside_term(term, extra.date, document.where("term", "extra", index, "date")))
        return None
    only = term.meetings[0] if len(term.meetings) == 1 else None
    start = extra.start or (only.start if only else None)
    end = extra.end or (only.end if only else None)
    if start is None or end is None:
        patterns = "there are several patterns" if term.meetings else "there is no pattern"
        message = f"give start and end: {patterns} to take them from"
        findings.append(error("extra-clocks", message, where, extra.date.isoformat()))
        return None
    if end <= start:
        message = f"this meeting would end ({end:%H:%M}) before it starts ({start:%H:%M}); give start and end"
        findings.append(error("extra-clocks", message, where, extra.date.isoformat()))
        return None
    location = extra.location or (only.location if only else None)
    link = extra.link or (only.link if only else None)
    return Slot(extra.date, start, end, location, extra.reason, where, link)
