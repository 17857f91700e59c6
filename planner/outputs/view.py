"""A plan as it is shown: ids replaced by titles, times local, text on one line; shared by all formats.

Whatever the plan names but does not describe (after an edit by hand) is shown by its id.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from planner.outputs.dates import WEEKDAYS, clock_text, day_text, span_text
from planner.outputs.naming import shown_names
from planner.outputs.parts import (
    Closed,
    Deadline,
    DueDate,
    Event,
    Meeting,
    Named,
    Reading,
    Row,
    Seat,
    Usual,
    Week,
    clock_of,
)
from planner.outputs.text import clean, counted, link, listed, one_line
from planner.outputs.zones import zone_of
from planner.plans.plan import Plan, PlannedDeadline, PlannedDue, PlannedSession
from planner.plans.published import CalendarEntry, Names


def _distance(due: PlannedDue) -> str:
    """``2 days before the session``, ``on the day of the session``, ``1 day after the session at 18:00``."""
    clock = f" at {due.time:%H:%M}" if due.time is not None else ""
    if due.days == 0:
        return f"on the day of the session{clock}"
    return f"{counted(abs(due.days), 'day')} {'before' if due.days < 0 else 'after'} the session{clock}"


def _shown(text: str, identifier: str) -> str:
    """The text, or the id where there is none."""
    return one_line(text) or one_line(identifier)


class View:
    """A plan ready to be shown; ``names`` says how people stand in it, by default as everybody may see them."""

    def __init__(self, plan: Plan, names: Names | None = None) -> None:
        self.plan = plan
        self.names: Names = names or plan.publish.names
        self._names = shown_names(plan, self.names)
        self.zone: ZoneInfo = zone_of(plan.timezone)
        self.title = one_line(plan.course.title) or plan.course.code
        self.code = one_line(plan.course.code)
        self.url = link(plan.course.url)
        self.instructors = [one_line(name) for name in plan.course.instructors]

    def local(self, instant: datetime) -> datetime:
        """The instant on the course's clock."""
        return instant.astimezone(self.zone)

    def topic(self, identifier: str) -> Named:
        """A topic as it is shown."""
        topic = self.plan.topics.get(identifier)
        return Named(identifier, _shown(topic.title if topic else "", identifier))

    def role(self, identifier: str) -> Named:
        """A role as it is shown."""
        role = self.plan.roles.get(identifier)
        return Named(identifier, _shown(role.title if role else "", identifier))

    def person(self, identifier: str) -> Named:
        """A person or team as shown; a team with its members."""
        return Named(identifier, self._names.get(identifier) or one_line(identifier))

    def reading(self, identifier: str, seats: tuple[Seat, ...] = ()) -> Reading:
        """A paper as it is shown."""
        paper = self.plan.papers.get(identifier)
        if paper is None:
            return Reading(identifier, one_line(identifier), (), "", None, 0, seats)
        authors = [name for name in map(one_line, paper.authors) if name]
        who = listed(authors) if len(authors) <= 3 else f"{authors[0]} et al."
        where = " ".join(part for part in (one_line(paper.venue or ""), str(paper.year or "")) if part)
        byline = ", ".join(part for part in (who, where) if part)
        title = _shown(paper.title, identifier)
        return Reading(identifier, title, tuple(authors), byline, link(paper.url), paper.minutes, seats)

    def event(self, identifier: str) -> Event:
        """An event as it is shown."""
        event = self.plan.events.get(identifier)
        title, kind = (event.title, event.kind) if event else (identifier, "other")
        return Event(identifier, _shown(title, identifier), kind)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The sessions in order of time."""
        meetings = [self._meeting(session) for session in self.plan.sessions]
        return sorted(meetings, key=lambda meeting: (meeting.start, meeting.id))

    def _meeting(self, session: PlannedSession) -> Meeting:
        seats = self._seats(session)
        of_session = tuple(seat for seat in seats if seat.paper not in session.required)

        def shown(identifier: str) -> Reading:
            return self.reading(identifier, tuple(seat for seat in seats if seat.paper == identifier))

        return Meeting(
            id=session.id,
            start=self.local(session.start),
            end=self.local(session.end),
            location=one_line(session.location or ""),
            link=link(session.link),
            title=one_line(session.title),
            topics=tuple(self.topic(identifier) for identifier in session.topics),
            event=self.event(session.event) if session.event else None,
            required=tuple(shown(identifier) for identifier in session.required),
            optional=tuple(self.reading(identifier) for identifier in session.optional),
            seats=of_session,
            minutes=session.minutes,
            source=session,
        )

    def _seats(self, session: PlannedSession) -> tuple[Seat, ...]:
        """The session's duties, those of one role and paper together, in the plan's order."""
        holders: dict[tuple[str, str | None], list[Named]] = {}
        for duty in session.duties:
            holders.setdefault((duty.role, duty.paper), []).append(self.person(duty.person))
        return tuple(Seat(self.role(role), tuple(who), paper) for (role, paper), who in holders.items())

    @cached_property
    def closed(self) -> list[Closed]:
        """Days without class and lost meetings, in order; a lost meeting of a whole free day only once."""
        free = [Closed(day.date, one_line(day.reason)) for day in self.plan.no_class]
        days = {entry.day for entry in free}
        for lost in self.plan.cancelled:
            start = self.local(lost.start)
            if start.date() not in days:
                free.append(Closed(start.date(), one_line(lost.reason), one_line(lost.title), start))
        free.extend(trace for meeting in self.meetings if (trace := self.trace(meeting)) and trace.day not in days)
        return sorted(free, key=lambda entry: (entry.day, clock_of(entry), entry.reason))

    def trace(self, meeting: Meeting) -> Closed | None:
        """Where a meeting was to be that is on another day now: its uid has that day."""
        found = _DAY.search(self.uid(meeting))
        try:
            day = date.fromisoformat(found[0]) if found else meeting.day
        except ValueError:
            return None
        if abs((day - meeting.day).days) not in range(1, 200):
            return None
        return Closed(day, f"to {day_text(meeting.day)}, {meeting.start:%H:%M}", meeting.title, None, meeting)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """What is due whether class meets or not, in order of time."""
        found = [self._deadline(deadline) for deadline in self.plan.deadlines]
        return sorted(found, key=lambda deadline: (deadline.day, clock_of(deadline), deadline.id))

    def _deadline(self, planned: PlannedDeadline) -> Deadline:
        at = None
        if planned.time is not None:
            wall = datetime.combine(planned.date, planned.time, self.zone)
            at = self.local(wall.astimezone(_UTC))
        holders = {(duty.role, duty.person) for _, duty in self.plan.all_duties()}
        everybody = [*self.plan.people, *sorted({person for _, person in holders} - set(self.plan.people))]
        concerned = [
            person
            for person in everybody
            if not planned.for_ or person in planned.for_ or any((role, person) in holders for role in planned.for_)
        ]
        named = [self.role(one).name if one in self.plan.roles else self.person(one).name for one in planned.for_]
        return Deadline(
            id=planned.id,
            uid=one_line(planned.uid) or f"{self.plan.course.code}-deadline-{planned.id}@plan-course",
            title=_shown(planned.title, planned.id),
            day=planned.date,
            at=at,
            url=link(planned.url),
            text=one_line(planned.text or ""),
            people=tuple(concerned),
            concerns=listed(list(dict.fromkeys(named))),
            source=planned,
        )

    @cached_property
    def weeks(self) -> list[Week]:
        """The weeks that have a session, a day without class, a lost meeting or a deadline."""
        rows: list[Row] = [*self.meetings, *self.closed, *self.deadlines]

        def monday(row: Row) -> date:
            return row.day - timedelta(days=row.day.weekday())

        weeks = []
        for start, group in groupby(sorted(rows, key=monday), key=monday):
            of_week = list(group)
            weeks.append(
                Week(
                    number=0,
                    monday=start,
                    meetings=tuple(row for row in of_week if isinstance(row, Meeting)),
                    closed=tuple(row for row in of_week if isinstance(row, Closed)),
                    deadlines=tuple(row for row in of_week if isinstance(row, Deadline)),
                )
            )
        first = weeks[0].monday if weeks else date.min
        return [replace(week, number=(week.monday - first).days // 7 + 1) for week in weeks]

    @cached_property
    def usual(self) -> Usual:
        """When and where the course mostly meets."""
        # A meeting's uid has the day on which it was to be.
        stays = [m for m in self.meetings if m.day.isoformat() in self.uid(m)] or self.meetings
        times = Counter((m.day.weekday(), clock_text(m.start, m.end)) for m in stays)
        often = max(times.values(), default=0)
        usual = frozenset(time for time, count in times.items() if 3 * count > often)
        here = [m for m in stays if (m.day.weekday(), clock_text(m.start, m.end)) in usual]
        places = Counter(meeting.location for meeting in here)
        days: dict[str, list[int]] = {}
        for day, clock in sorted(usual):
            days.setdefault(clock, []).append(day)
        when = "; ".join(f"{', '.join(WEEKDAYS[day] for day in of)} {clock}" for clock, of in days.items())
        return Usual(when, places.most_common(1)[0][0] if places else "", usual)

    def unusual(self, meeting: Meeting) -> str:
        """The time and place of a session as far as they are not the usual ones."""
        clock = clock_text(meeting.start, meeting.end)
        same_clock = any(clock == usual for day, usual in self.usual.times if day == meeting.day.weekday())
        only_clock = {usual for _, usual in self.usual.times} == {clock}
        parts = ["" if same_clock or only_clock else clock]
        parts.append(meeting.location if meeting.location != self.usual.place else "")
        return ", ".join(part for part in parts if part)

    @cached_property
    def span(self) -> str:
        """The first and last day on which something is planned."""
        days = [meeting.day for meeting in self.meetings] or [entry.day for entry in self.closed]
        return span_text(min(days), max(days)) if days else ""

    @cached_property
    def due_rules(self) -> list[tuple[str, str]]:
        """For each role with due dates its name and what is due when: ``Notes 3 days after the session``."""
        rules = []
        for identifier, role in self.plan.roles.items():
            if role.due:
                dues = [f"{one_line(due.what)} {_distance(due)}" for due in role.due]
                rules.append((self.role(identifier).name, ", ".join(dues)))
        return rules

    def people(self) -> list[Named]:
        """All people and teams: those of the plan, then those whom only a duty names."""
        named = list(self.plan.people)
        seen = dict.fromkeys([*named, *sorted({duty.person for _, duty in self.plan.all_duties()})])
        return [self.person(identifier) for identifier in seen]

    def due_dates(self, meeting: Meeting, person: str) -> list[DueDate]:
        """What the person hands in for that session, at the rule's clock or that of the session's start.

        What was due and is past stays as calendars have shown it, whatever the rule says now.
        """
        papers: dict[str, list[str]] = {}
        for duty in meeting.source.duties:
            if duty.person == person:
                papers.setdefault(duty.role, []).extend([duty.paper] if duty.paper else [])
        result = []
        for role, of_role in papers.items():
            titles = tuple(self.reading(paper).title for paper in of_role)
            for number, (what, at) in sorted(self._dues(meeting, person, role).items()):
                key = f"{person}.{self.uid(meeting)}.{role}.{number}"
                result.append(DueDate(what, at, self.role(role), number, titles, meeting, key))
        return result

    def _dues(self, meeting: Meeting, person: str, role: str) -> dict[int, tuple[str, datetime]]:
        """What is due when, by its number in the role's list."""
        planned = self.plan.roles.get(role)
        found = {}
        for number, due in enumerate(planned.due if planned else (), start=1):
            # Days are counted on the course's calendar, whatever the clocks do in between.
            clock = due.time if due.time is not None else meeting.start.time()
            wall = datetime.combine(due.day_for(meeting.source), clock, self.zone)
            found[number] = (one_line(due.what), self.local(wall.astimezone(_UTC)))
        seat = f"{person}.{self.uid(meeting)}.{role}."
        for key, entry in self._past.items():
            number_text = key.removeprefix(seat)
            if key.startswith(seat) and number_text.isdigit():
                found[int(number_text)] = (one_line(entry.what), self.local(entry.end))
        return found

    @cached_property
    def _past(self) -> dict[str, CalendarEntry]:
        return {key: entry for key, entry in self.plan.entries.items() if entry.past and not entry.cancelled}

    def uid(self, meeting: Meeting) -> str:
        """The session's uid: the plan's, or for a plan that has none one from its id."""
        return clean(meeting.source.uid) or f"{self.plan.course.code}-{meeting.id}@plan-course"


_UTC = ZoneInfo("UTC")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
