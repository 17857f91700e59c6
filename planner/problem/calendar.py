"""From the section ``term`` to dated sessions: patterns, closures, moves, time zone, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.documents import Document
from planner.findings import Finding, Where, error, note, sorted_findings, warning
from planner.problem.closures import Closures, Meeting, idle_closures, read_closures
from planner.problem.meetings import Planned, Slot, named_meetings, outside_term
from planner.problem.sessions import Calendar, ClosedMeeting, NoClassDay, Session
from planner.scalars import FIRST_YEAR, LAST_YEAR
from planner.spec.term import MOST_DAYS, Move, Term

MAXIMUM_SESSIONS = 400
_WEEK = timedelta(days=7)


def build_calendar(term: Term, document: Document, folder: Path) -> tuple[Calendar, list[Finding]]:
    """The term as dates, and all errors, warnings and notes about it at once; never raises for bad input.

    ``document`` is the file that the term stands in (it gives the places), ``folder`` is where relative
    ``ics`` paths start. With errors among the findings the calendar holds as much as could be made.
    """
    if term.start.year < FIRST_YEAR or term.end.year > LAST_YEAR:
        message = f"a term lies between the years {FIRST_YEAR} and {LAST_YEAR}"
        finding = error("term-years", message, document.where("term", "start"))
        return Calendar(term.timezone, term.start, term.end, ()), [finding]
    if term.sessions is None:
        return _dated(term, document, folder)
    # One that ends with its last session is made twice: as long as can be, to count, then as long as it is.
    longest, findings = _dated(term, document, folder)
    sessions = longest.sessions
    if len(sessions) < term.sessions:
        message = f"the term reaches {len(sessions)} sessions in {MOST_DAYS} days, not {term.sessions}"
        finding = error("too-few-sessions", message, document.where("term", "sessions"))
        return longest, sorted_findings([*(found for found in findings if found.severity == "error"), finding])
    return _dated(ending_on(term, sessions[term.sessions - 1].date), document, folder)


def ending_on(term: Term, day: date) -> Term:
    """The term with its last day given instead of counted."""
    return term.model_copy(update={"end": day, "sessions": None})


def _dated(term: Term, document: Document, folder: Path) -> tuple[Calendar, list[Finding]]:
    """The term from its first to its last day."""
    closures, findings = read_closures(term, document, folder)
    meetings, more = named_meetings(term, document)
    findings += more
    named = [_wanted(meeting.original) for meeting in meetings if meeting.pattern]
    _close(meetings, closures)
    _Moves(term, document, meetings, findings).apply()
    # A day that an adjourned meeting tried is a day that its closure served.
    tried = _adjourn(term, meetings, closures, findings)
    findings += idle_closures(term, document, closures, [*named, *tried])
    sessions = _sessions(term, meetings, findings)
    if not sessions:
        findings.append(error("no-sessions", "the term has no sessions", document.where("term")))
    if len(sessions) > MAXIMUM_SESSIONS:
        message = f"the term has {len(sessions)} sessions; at most {MAXIMUM_SESSIONS} can be planned"
        findings.append(error("too-many-sessions", message, document.where("term")))
    held = {session.date for session in sessions}
    closed = _closed(term, meetings)
    no_class = _no_class(meetings, held)
    return Calendar(term.timezone, term.start, term.end, sessions, closed, no_class), sorted_findings(findings)


def _close(meetings: Iterable[Planned], closures: Closures) -> None:
    """Take the time away from each pattern meeting that ``no_class`` closes; extra meetings stand."""
    for meeting in meetings:
        if meeting.pattern is not None:
            meeting.closure = closures.closing(*_wanted(meeting.original))
            meeting.slot = None if meeting.closure else meeting.original


def _wanted(slot: Slot) -> Meeting:
    return slot.day, slot.start, slot.end


class _Moves:
    """The ``moves`` of a term, applied to its meetings, closed ones among them."""

    def __init__(self, term: Term, document: Document, meetings: list[Planned], findings: list[Finding]) -> None:
        self.term, self.document, self.meetings, self.findings = term, document, meetings, findings

    def apply(self) -> None:
        """Give each meeting that a move names its new slot; a faulty move is an error and moves nothing."""
        for index, move in enumerate(self.term.moves):
            where = self.document.where("term", "moves", index)
            date_where = self.document.where("term", "moves", index, "date")
            day = date.fromisoformat(move.date[:10])
            target = move.to or day
            if not self.term.start <= day <= self.term.end:
                self.findings.append(outside_term(self.term, day, date_where))
            elif not self.term.start <= target <= self.term.end:
                place = self.document.where("term", "moves", index, "to")
                self.findings.append(outside_term(self.term, target, place))
            else:
                named = [m for m in self.meetings if move.date in (m.original.day.isoformat(), m.key)]
                if not named:
                    message = f"no meeting is on {_spoken(move.date)}{self._nearest(day)}"
                    self.findings.append(error("moves-nothing", message, date_where, move.date))
                for meeting in named:
                    self._move(meeting, move, target, where)

    def _move(self, meeting: Planned, move: Move, target: date, where: Where) -> None:
        """Move one meeting, unless another entry has moved it or it would end before it starts."""
        if meeting.moved_by is not None:
            first = f"first in {meeting.moved_by.told}"
            message = f"the meeting of {_spoken(meeting.key)} is moved twice ({first})"
            self.findings.append(error("moved-twice", message, where, move.date))
            return
        original = meeting.original
        start, end = move.start or original.start, move.end or original.end
        if move.start is not None and move.end is None:
            length = _minutes(original.end) - _minutes(original.start)
            last = _minutes(start) + length
            if last >= 24 * 60:
                message = f"the meeting would last past midnight ({length} minutes from {start:%H:%M})"
                self.findings.append(error("move-clocks", message, where, move.date))
                return
            end = time(last // 60, last % 60)
        if end <= start:
            message = f"the meeting would end ({end:%H:%M}) before it starts ({start:%H:%M})"
            self.findings.append(error("move-clocks", message, where, move.date))
            return
        meeting.moved_by = where
        reason = move.reason or original.reason
        location, link = move.location or original.location, move.link or original.link
        meeting.slot = Slot(target, start, end, location, reason, where, link)

    def _nearest(self, day: date) -> str:
        """Where the meetings are instead: that day's starts, or the nearest days."""
        same_day = [f"{m.original.start:%H:%M}" for m in self.meetings if m.original.day == day]
        if same_day:
            return f"; that day's meetings start at {', '.join(same_day)}"
        days = sorted({m.original.day for m in self.meetings}, key=lambda other: (abs(other - day), other))
        return f"; the nearest are on {', '.join(map(str, sorted(days[:2])))}" if days else ""


def _adjourn(term: Term, meetings: list[Planned], closures: Closures, findings: list[Finding]) -> list[Meeting]:
    """Hold closed meetings of patterns with ``if_closed: next_week`` a week later, or later still.

    Returns the meetings that were tried. Earlier meetings choose first.
    """
    taken: dict[date, list[Slot]] = {}
    for meeting in meetings:
        if meeting.slot is not None:
            taken.setdefault(meeting.slot.day, []).append(meeting.slot)
    tried: list[Meeting] = []
    for meeting in meetings:
        pattern, closure, original = meeting.pattern, meeting.closure, meeting.original
        if pattern is None or closure is None or meeting.moved_by or pattern.if_closed == "drop":
            continue
        last = min(term.end, pattern.to or term.end)
        day = original.day + _WEEK
        while day <= last:
            tried.append((day, original.start, original.end))
            if closures.closing(day, original.start, original.end) is None:
                break
            day += _WEEK
        reason = f"instead of {original.day} ({closure.reason})"
        slot = replace(original, day=day, reason=reason)
        if day <= last and not any(slot.overlaps(other) for other in taken.get(day, ())):
            meeting.slot = slot
            taken.setdefault(day, []).append(slot)
            continue
        why = f"another meeting takes place on {day}" if day <= last else f"no week is left before {last}"
        message = f"the meeting of {original.day} ({closure.reason}) cannot take place a week later and is dropped"
        findings.append(note("dropped", f"{message}: {why}", original.where, original.day.isoformat()))
    return tried


def _sessions(term: Term, meetings: list[Planned], findings: list[Finding]) -> tuple[Session, ...]:
    """The meetings that take place, in time order; what overlaps an earlier one is an error and left out."""
    zone = ZoneInfo(term.timezone)
    held: list[tuple[datetime, datetime, Slot, Planned]] = []
    for meeting in meetings:
        times = _instants(meeting.slot, zone, findings) if meeting.slot else None
        if times is not None and meeting.slot is not None:
            held.append((*times, meeting.slot, meeting))
    held.sort(key=lambda item: item[:2])  # stable: equal times keep patterns before extra meetings
    apart: list[tuple[datetime, datetime, Slot, Planned]] = []
    clashes: dict[tuple[Where, Where], list[tuple[Slot, Slot]]] = {}
    for item in held:
        if apart and item[0] < apart[-1][1]:
            pair = sorted((apart[-1], item), key=_blame)
            clashes.setdefault((pair[1][2].where, pair[0][2].where), []).append((pair[1][2], pair[0][2]))
        else:
            apart.append(item)
    findings += [_clash(pair, slots) for pair, slots in clashes.items()]
    on_day = Counter(start.date() for start, *_ in apart)
    names = _names(meetings)
    return tuple(
        Session(
            id=f"{start:%Y-%m-%dT%H:%M}" if on_day[start.date()] > 1 else start.date().isoformat(),
            index=index,
            start=start,
            end=end,
            meeting=names[meeting],
            where=slot.where,
            location=slot.location,
            reason=slot.reason,
            link=slot.link,
        )
        for index, (start, end, slot, meeting) in enumerate(apart)
    )


def _blame(item: tuple[datetime, datetime, Slot, Planned]) -> tuple[int, int]:
    """The order of blame where meetings overlap: moves most, then extra meetings, then later lines."""
    meeting = item[3]
    kind = 2 if meeting.moved_by else 1 if meeting.pattern is None else 0
    return (kind, item[2].where.line or 0)


def _clash(pair: tuple[Where, Where], slots: list[tuple[Slot, Slot]]) -> Finding:
    """One error for all overlaps of the same two lines."""
    told, other = slots[0]
    days = f"{told.day}" if len(slots) == 1 else f"{told.day} and {len(slots) - 1} more days"
    message = (
        f"this meeting ({told.start:%H:%M}–{told.end:%H:%M}) overlaps the one of {pair[1].told} "
        f"({other.start:%H:%M}–{other.end:%H:%M}) on {days}"
    )
    return error("overlap", message, pair[0], *(slot.day.isoformat() for slot, _ in slots))


def _names(meetings: list[Planned]) -> dict[Planned, str]:
    """The lasting name of each meeting: its original date, with its start where several share that day.

    The only pattern's meeting, closed or moved away, keeps the plain date beside extra meetings.
    """
    by_day: dict[date, list[Planned]] = {}
    for meeting in meetings:
        by_day.setdefault(meeting.original.day, []).append(meeting)
    names: dict[Planned, str] = {}
    taken: Counter[str] = Counter()
    for day, same_day in by_day.items():
        patterns = [meeting for meeting in same_day if meeting.pattern]
        alone = same_day if len(same_day) == 1 else patterns if len(patterns) == 1 else []
        for meeting in same_day:
            name = day.isoformat() if meeting in alone else meeting.key
            taken[name] += 1
            # Meetings of one moment cannot both take place, but one may be closed and the other held.
            names[meeting] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return names


def _closed(term: Term, meetings: list[Planned]) -> tuple[ClosedMeeting, ...]:
    """The pattern meetings that a closure takes away, in time order."""
    zone = ZoneInfo(term.timezone)
    names = _names(meetings)
    closed = []
    for meeting in meetings:
        times = _instants(meeting.original, zone, [])
        if meeting.slot is None and meeting.closure is not None and times is not None:
            closure, location = meeting.closure, meeting.original.location
            closed.append(ClosedMeeting(names[meeting], *times, closure.reason, closure.where, location))
    return tuple(sorted(closed, key=lambda meeting: (meeting.start, meeting.meeting)))


def _no_class(meetings: list[Planned], held: set[date]) -> tuple[NoClassDay, ...]:
    """The days on which a meeting was closed, and not moved by hand, and nothing else takes place."""
    reasons: dict[date, str] = {}
    for meeting in meetings:
        day = meeting.original.day
        if meeting.closure is not None and meeting.moved_by is None and day not in held:
            reasons.setdefault(day, meeting.closure.reason)
    return tuple(NoClassDay(day, reason) for day, reason in sorted(reasons.items()))


def _instants(slot: Slot, zone: ZoneInfo, findings: list[Finding]) -> tuple[datetime, datetime] | None:
    """Start and end of a slot as instants; clocks in the gap of a clock change are the first after it.

    Ambiguous clocks mean the first of the two. None, with an error, where the gap lasts past midnight.
    """
    wanted = [datetime.combine(slot.day, clock, zone) for clock in (slot.start, slot.end)]
    start, end = (_first_valid(moment) for moment in wanted)
    subject = slot.day.isoformat()
    if start.date() != slot.day:
        message = f"there is no {slot.start:%H:%M} on {slot.day} in {zone.key} (clock change)"
        findings.append(error("clock-gap", message, slot.where, subject))
        return None
    if end <= start:
        end = start + (wanted[1] - wanted[0])  # the gap would swallow the whole meeting
    for moment, valid, verb in ((wanted[0], start, "starts"), (wanted[1], end, "ends")):
        if _first_valid(moment) != moment:
            message = (
                f"there is no {moment:%H:%M} on {slot.day} in {zone.key} (clock change); "
                f"the meeting {verb} at {valid:%H:%M}"
            )
            findings.append(warning("clock-gap", message, slot.where, subject))
    return start, end


def _first_valid(moment: datetime) -> datetime:
    """The moment itself, or the first instant after the gap of a clock change that it lies in."""
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if before is None or after is None or after <= before:
        return moment
    # In a gap fold 0 counts with the offset before the change, fold 1 with the one after it (PEP 495), so the
    # change lies between these two instants; halving finds its second.
    naive = moment.replace(tzinfo=UTC)
    low, high = naive - after, naive - before
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(moment.tzinfo).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.astimezone(moment.tzinfo)


def _minutes(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


def _spoken(name: str) -> str:
    """A session name as people say it: date, and ``at`` a clock."""
    return name.replace("T", " at ")
