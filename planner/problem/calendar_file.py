"""Events of a calendar file (iCalendar) as spans of time within a term, whatever program exported it.

Reading is by ``icalendar``, repeating by ``dateutil``: of the well-kept libraries that do both, all have licences or
needs of their own (LGPL, later Pythons), and what is left to do here, single occurrences that replace others, is short.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.documents import read_text
from planner.findings import Finding, InputError, Where, error, note, warning
from planner.folding import folded
from planner.problem.recurrence import repeated
from planner.problem.vevent import DAY, Written, excluded_of, last_versions, naive, replacing_of, says
from planner.spec.term import Term

Span = tuple[datetime, datetime]
"""From when to when, as wall clocks of the term's zone; the end does not belong to it."""

_SLACK = timedelta(days=2)  # no two clocks on earth are further apart
_LONGEST_REPEATED = timedelta(days=800)  # longer than any term
MOST_REPEATING = 2_000
_MOST_TITLES = 2_000
MOST_TIMES = 100_000


@dataclass(frozen=True)
class FileEvent:
    """An event of a calendar file: when it was written to be, the times that it takes within the term.

    ``idle`` says why there are none, where that is known without the term's meetings; ``lost``, whether that
    is for want of reading it; ``meant``, whether a match names it.
    """

    title: str
    when: str
    times: tuple[Span, ...]
    idle: str = ""
    lost: bool = False
    meant: bool = True

    def __str__(self) -> str:
        return f'"{self.title or "(no title)"}" ({self.when})'


def read_events(
    term: Term, path: Path, name: str, matches: Sequence[str], where: Where, findings: list[Finding]
) -> list[FileEvent] | None:
    """The events of a file, in its order; None and a finding where it is unreadable.

    Only of those whose title contains one of ``matches`` (all, where there are none) are the times made. ``name`` is
    the file as the entry at ``where`` names it. What an event loses in reading is a finding too.
    """
    try:
        guesses: list[Finding] = []
        text = read_text(path, name, guesses)
        findings += [Finding(found.code, found.severity, f"{name}: {found.message}", where) for found in guesses]
    except InputError as problem:
        findings += [error(found.code, f"{name}: {found.message}", where) for found in problem.findings]
        return None
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        if not any(calendar.name in ("VCALENDAR", "VEVENT") for calendar in calendars):
            raise ValueError("there is no VCALENDAR in it")
        written = [
            Written(event, number, says(calendar, "METHOD", "CANCEL"))
            for number, calendar in enumerate(calendars)
            for event in calendar.walk("VEVENT")
        ]
        return _Reading(term, name, matches, where, findings).events(written)
    except _TooMuch as problem:
        findings.append(error("ics-size", f"{name}: {problem}", where))
    except Exception as problem:  # whatever the library stumbles over, the file is at fault
        reason = " ".join(str(problem).split())[:200]
        findings.append(error("ics", f"{name} is not readable as a calendar file: {reason}", where))
    return None


def nearest_titles(events: Sequence[FileEvent], matches: Sequence[str]) -> list[str]:
    """The titles most like the matches that none contains."""
    titles = {folded(event.title): event.title for event in events if event.title}
    known = list(titles)[:_MOST_TITLES]
    near = [name for match in matches for name in difflib.get_close_matches(folded(match), known, n=3, cutoff=0.4)]
    return [titles[name] for name in dict.fromkeys(near)][:3]


class _TooMuch(Exception):
    """More than any calendar of a university holds."""


class _Reading:
    """Turns written events into the times that they take within one term."""

    def __init__(self, term: Term, name: str, matches: Sequence[str], where: Where, findings: list[Finding]) -> None:
        self.name, self.where, self.findings = name, where, findings
        self.matches = [folded(match) for match in matches]
        self.zone = ZoneInfo(term.timezone)
        self.low = datetime.combine(term.start, time())
        self.high = datetime.combine(term.end, time()) + DAY
        self.repeating = self.taken = 0

    def events(self, written: Sequence[Written]) -> list[FileEvent]:
        by_uid: dict[object, list[Written]] = {}
        for event in written:
            by_uid.setdefault(event.uid, []).append(event)
        times: dict[int, list[Span]] = {}
        for group in by_uid.values():
            title = next((event.title for event in group if event.replaces is None), "")
            for event in group:
                event.title = event.title or title
                event.meant = self._means(event)
        for group in by_uid.values():
            self._group(last_versions(group), times)
        return [
            self._event(event, times.get(id(event))) if event.meant else FileEvent(event.title, "", (), meant=False)
            for event in written
        ]

    def _means(self, event: Written) -> bool:
        title = folded(event.title) if self.matches else ""
        return not self.matches or any(match in title for match in self.matches)

    def _group(self, group: Sequence[Written], times: dict[int, list[Span]]) -> None:
        """The times of all events of one UID, by event; a version that another supersedes has no entry."""
        series = [event for event in group if event.replaces is None]
        single = [event for event in group if event.replaces is not None]
        for event in single:
            times[id(event)] = self._times(event, [(event.first, None)]) if event.meant else []
        for event in series:
            times.setdefault(id(event), [])
            if not event.meant and not any(other.meant and other.onward for other in single):
                continue
            replacing = replacing_of(event, single)
            for start, length in self._starts(event):
                if replacing.of(start) is not None:
                    continue
                later = replacing.from_then_on(start)
                own = later[1] if later else event
                moved = start if not later else own.first + (start - later[0])
                if own.meant:
                    times[id(own)] += self._times(own, [(moved, length)])

    def _event(self, event: Written, times: list[Span] | None) -> FileEvent:
        when = "no date" if event.start is None else str(event.start)[:16]
        told = FileEvent(event.title, when, ())
        if event.broken and event.start is not None and not event.cancelled:
            what = ", ".join(dict.fromkeys(event.broken))
            self._tell(warning, "ics-event", f"{told} is not read whole: {what} is not as calendars write it")
        if event.start is None:
            return FileEvent(event.title, when, (), "it has no start that can be read", lost=True)
        if event.cancelled:
            return FileEvent(event.title, when, (), "it is cancelled")
        if times is None:
            return FileEvent(event.title, when, (), "a later version of it stands in the file")
        if event.unknown_zone:
            self._tell(warning, "ics-zone", f'{told}: "{event.unknown_zone}" is no known time zone; the term\'s counts')
        if times and (days := self._days_of(event)):
            self._tell(note, "ics-days", f"{told} {days}; it counts as whole days")
        if times:
            return FileEvent(event.title, when, tuple(sorted(set(times))))
        if (length := event.length()) < timedelta():
            return FileEvent(event.title, when, (), "it ends before it starts", lost=True)
        return FileEvent(event.title, when, (), "it lies outside the term" if length else "it lasts no time")

    def _tell(self, kind: Callable[[str, str, Where], Finding], code: str, message: str) -> None:
        self.findings.append(kind(code, f"{self.name}: {message}", self.where))

    def _starts(self, event: Written) -> list[tuple[datetime, timedelta | None]]:
        """The starts of an event within reach of the term, as wall clocks of its own zone, with their lengths."""
        if event.start is None or event.cancelled:
            return []
        first = event.first
        if not event.repeats:
            return [(first, None)]
        self.repeating += 1
        if self.repeating > MOST_REPEATING:
            raise _TooMuch(f"more than {MOST_REPEATING} events repeat; match: names those that count")
        starts: dict[datetime, timedelta | None] = dict.fromkeys([first, *self._ruled(event, "RRULE")])
        for value, length in event.values("RDATE"):
            start = value if isinstance(value, datetime) else datetime.combine(value, first.time())
            starts[start] = length
        days, moments = excluded_of(event)
        moments |= set(self._ruled(event, "EXRULE"))
        return [(s, starts[s]) for s in sorted(starts) if s not in moments and s.date() not in days]

    def _ruled(self, event: Written, key: str) -> list[datetime]:
        """What the rules of an event name within reach of the term."""
        if key in event.broken or event.event.get(key) is None:
            return []
        written = event.event.get(key)
        reach = min(max(event.length(), timedelta()), _LONGEST_REPEATED) + _SLACK
        found: list[datetime] = []
        for rule in written if isinstance(written, list) else [written]:
            until = next(iter(rule.get("UNTIL", [])), None)
            high = self.high + _SLACK
            if isinstance(until, date):
                last = event.own(until)
                # A last day without clock is meant with all of it.
                high = min(high, last if isinstance(last, datetime) else naive(last) + DAY - timedelta(seconds=1))
                if not isinstance(event.start, datetime):
                    high = min(high, datetime.combine(high.date(), time()))
            text = re.sub(r"(?:^|;)UNTIL=[^;]*", "", rule.to_ical().decode().upper()).strip(";")
            try:
                found += repeated(text, event.first, self.low - reach, high)
            except Exception as problem:  # the library raises many kinds for odd rules
                reason = " ".join(str(problem).split())[:200]
                what = "only its first date counts" if key == "RRULE" else "it takes nothing away"
                message = f'the repetition of "{event.title}" is not understood, {what}: {reason}'
                self._tell(warning, "ics-rule", message)
        return found

    def _times(self, event: Written, starts: Sequence[tuple[datetime, timedelta | None]]) -> list[Span]:
        """The times that reach into the term, of starts in the event's own zone."""
        if event.start is None or event.cancelled:
            return []
        days, usual = bool(self._days_of(event)) or not isinstance(event.start, datetime), event.length()
        found = []
        for start, own_length in starts:
            length = usual if own_length is None else own_length
            if start > self.high + _SLACK or length <= timedelta() or (self.low - _SLACK) - start > length:
                continue
            begin, length = self._local(event, start, days), min(length, self.high + 2 * _SLACK - start)
            if days:
                begin, length = datetime.combine(begin.date(), time()), max(DAY, _whole(length))
            if begin < self.high and begin + length > self.low:
                found.append((max(begin, self.low), min(begin + length, self.high)))
        self.taken += sum((end - begin).days + 1 for begin, end in found)
        if self.taken > MOST_TIMES:
            raise _TooMuch("its events take more days than a term has; match: names those that count")
        return found

    def _local(self, event: Written, start: datetime, days: bool) -> datetime:
        """A start as a wall clock of the term's zone; for whole days the day that is meant."""
        if event.zone is None:
            return start
        local = start.replace(tzinfo=event.zone).astimezone(self.zone).replace(tzinfo=None)
        if not days:
            return local
        if event.flagged and start.time() != time():
            return local + DAY / 2  # midnight of another zone: the nearest day
        return start if local.time() != time() else local

    def _days_of(self, event: Written) -> str:
        """Why an event that is written with clocks means whole days; empty where it does not."""
        if not isinstance(event.start, datetime):
            return ""
        if event.flagged:
            return "is flagged as all day"
        length = event.length()
        if (
            event.zone is None
            or event.first.time() != time()
            or length <= timedelta()
            or _whole(length) - length > _LAST
        ):
            return ""
        same = self._local(event, event.first, False) == event.first
        return "" if same else f"is written from midnight to midnight in {event.start:%Z}"


_LAST = timedelta(minutes=1)  # an end of 23:59 means midnight


def _whole(length: timedelta) -> timedelta:
    """A length as whole days, a last day without its last minute among them."""
    return timedelta(days=-(-length // DAY))
