"""The ``no_class`` entries of a term as days: public holidays, days, ranges, events of a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from planner.documents import Document, shown
from planner.findings import Finding, Where, note, warning
from planner.spec.term import NoClass, Term

NO_REASON = "No class"
MOST_EVENTS_TOLD = 20

Meeting = tuple[date, time, time]
"""The day, start and end of a meeting that was to take place."""


@dataclass(frozen=True)
class FromFile:
    """An event of a calendar file that an entry means.

    ``idle`` says why it takes no time within the term; ``lost``, whether that is for want of reading it.
    """

    entry: int
    number: int
    told: str
    idle: str
    lost: bool


@dataclass(frozen=True)
class Closure:
    """What one ``no_class`` entry says about one day.

    With clocks it speaks only about meetings that start in them, with a span (wall clocks of the term's zone) only
    about those that overlap it.
    """

    entry: int
    reason: str
    where: Where
    meets: bool = False
    from_time: time | None = None
    to_time: time | None = None
    span: tuple[datetime, datetime] | None = None
    event: FromFile | None = None

    def covers(self, day: date, start: time, end: time) -> bool:
        """Whether it speaks about a meeting of its day at these wall-clock times."""
        if self.span is not None:
            begin, last = self.span
            # More than an instant in common: a talk that ends when class begins closes nothing.
            if not (datetime.combine(day, start) < last and begin < datetime.combine(day, end)):
                return False
        late_enough = self.from_time is None or self.from_time <= start
        return late_enough and (self.to_time is None or start < self.to_time)


@dataclass(frozen=True)
class Closures:
    """All that ``no_class`` says, by day of the term, in file order; and the events of calendar files behind it."""

    by_day: Mapping[date, tuple[Closure, ...]]
    events: tuple[FromFile, ...] = ()

    def covering(self, day: date, start: time, end: time) -> list[Closure]:
        """The entries that speak about a meeting, closing it or taking it back, in file order."""
        return [closure for closure in self.by_day.get(day, ()) if closure.covers(day, start, end)]

    def closing(self, day: date, start: time, end: time) -> Closure | None:
        """The first entry that closes a meeting; None when it takes place, or an entry takes the day back."""
        covering = self.covering(day, start, end)
        if any(closure.meets for closure in covering):
            return None
        return covering[0] if covering else None


@dataclass
class _Gathered:
    """What the entries say, in the making."""

    by_day: dict[date, list[Closure]] = field(default_factory=dict)
    events: list[FromFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, day: date, closure: Closure) -> None:
        self.by_day.setdefault(day, []).append(closure)


def read_closures(term: Term, document: Document, folder: Path) -> tuple[Closures, list[Finding]]:
    """The closures of a term, and what is wrong with the entries; never raises for bad input.

    ``folder`` is where relative ``ics`` paths start. Only the days of the term are kept.
    """
    gathered = _Gathered()
    for index, entry in enumerate(term.no_class):
        where = document.where("term", "no_class", index, _kind(entry))
        if entry.ics is not None:
            _take_events(term, entry, index, where, folder, gathered)
            continue
        for day, title in _days(term, entry, index, document, gathered.findings).items():
            reason = entry.reason or title
            gathered.add(day, Closure(index, reason, where, entry.meets, entry.from_time, entry.to_time))
    by_day = {day: tuple(gathered.by_day[day]) for day in sorted(gathered.by_day)}
    return Closures(by_day, tuple(gathered.events)), gathered.findings


def idle_closures(term: Term, document: Document, closures: Closures, meetings: Iterable[Meeting]) -> list[Finding]:
    """Warnings and notes about entries that change nothing, given the meetings that were to be.

    Likewise about each event of a calendar file, and about holidays that only parts of a country keep.
    """
    closing: set[int] = set()
    taking_back: set[int] = set()
    serving: set[FromFile] = set()
    open_days: set[date] = set()
    for day, start, end in meetings:
        covering = closures.covering(day, start, end)
        closed = {closure.entry for closure in covering if not closure.meets}
        closing |= closed
        if not closed:
            open_days.add(day)
            continue
        taking_back |= {closure.entry for closure in covering if closure.meets}
        serving |= {closure.event for closure in covering if closure.event is not None}
    findings: list[Finding] = []
    for index, entry in enumerate(term.no_class):
        where = document.where("term", "no_class", index, _kind(entry))
        if entry.ics is not None:
            mine = [event for event in closures.events if event.entry == index]
            findings += _idle_events(entry, mine, serving, where)
            continue
        if entry.country is not None and not entry.meets:
            from planner.problem.public_holidays import kept_in_parts

            findings += kept_in_parts(term, entry, where, open_days)
        first, last = entry.date or entry.from_, entry.date or entry.to
        dated = first is not None and last is not None
        if first is not None and last is not None and (last < term.start or term.end < first):
            days = first.isoformat() if first == last else f"{first} to {last}"
            message = f"{days} lies outside the term ({term.start} to {term.end})"
            findings.append(warning("outside-term", message, where, first.isoformat()))
        elif entry.meets and index not in taking_back:
            message = "this takes nothing back: no meeting is closed there"
            findings.append(note("idle-no-class", message, where))
        elif dated and not entry.meets and index not in closing:
            findings.append(note("idle-no-class", "this closes nothing: there is no meeting then", where))
    return findings


def _idle_events(entry: NoClass, events: Sequence[FromFile], serving: set[FromFile], where: Where) -> Iterator[Finding]:
    """What is to be told of the events of one calendar file that change nothing."""
    idle = [event for event in events if event not in serving]
    nothing = "takes nothing back" if entry.meets else "closes nothing"
    if events and len(idle) == len(events):
        yield warning(
            "ics-nothing", f"{entry.ics}: none of its events {nothing.replace('nothing', 'a meeting')}", where
        )
    for event in idle[:MOST_EVENTS_TOLD]:
        reason = event.idle or ("no meeting is closed then" if entry.meets else "there is no meeting then")
        kind = warning if event.lost else note
        yield kind("idle-event", f"{entry.ics}: {event.told} {nothing}: {reason}", where)
    if len(idle) > MOST_EVENTS_TOLD:
        more = len(idle) - MOST_EVENTS_TOLD
        yield note("idle-event", f"{entry.ics}: … and {more} more, likewise", where)


def _kind(entry: NoClass) -> str:
    """The key that says which days an entry names."""
    if entry.country is not None:
        return "country"
    if entry.ics is not None:
        return "ics"
    return "date" if entry.date is not None else "from"


def _days(term: Term, entry: NoClass, index: int, document: Document, findings: list[Finding]) -> dict[date, str]:
    """The days of the term that an entry names, each with the title it has by itself."""
    if entry.country is not None:
        from planner.problem.public_holidays import holidays_of

        return holidays_of(term, entry, index, document, findings)
    first, last = entry.date or entry.from_, entry.date or entry.to
    if first is None or last is None:  # the model refuses this
        return {}
    return dict.fromkeys(_within(term, first, (last - first).days + 1), NO_REASON)


def _within(term: Term, first: date, length: int) -> Iterator[date]:
    """The days of the term among ``length`` days from ``first``; ordinals, because dates overflow."""
    low = max(first.toordinal(), term.start.toordinal())
    high = min(first.toordinal() + length - 1, term.end.toordinal())
    return (date.fromordinal(ordinal) for ordinal in range(low, high + 1))


def _take_events(term: Term, entry: NoClass, index: int, where: Where, folder: Path, gathered: _Gathered) -> None:
    """What the events of a calendar file say about the days of the term."""
    from planner.problem.calendar_file import nearest_titles, read_events

    name, matches = entry.ics or "", list(entry.match or ())
    events = read_events(term, folder / name, name, matches, where, gathered.findings)
    if events is None:
        return
    if not any(event.meant for event in events):
        called = f" called {' or '.join(shown(match) for match in matches)}" if matches else ""
        near = nearest_titles(events, matches)
        hint = f"; there is {', '.join(shown(title) for title in near)}" if near else ""
        gathered.findings.append(warning("ics-nothing", f"{name} has no event{called}{hint}", where))
    for number, event in enumerate(events):
        if not event.meant:
            continue
        source = FromFile(index, number, str(event), event.idle, event.lost)
        gathered.events.append(source)
        reason = entry.reason or event.title or NO_REASON
        for span in event.times:
            closure = Closure(index, reason, where, entry.meets, entry.from_time, entry.to_time, span, source)
            last = (span[1] - timedelta(microseconds=1)).date()
            for day in _within(term, span[0].date(), (last - span[0].date()).days + 1):
                gathered.add(day, closure)
