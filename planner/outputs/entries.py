"""What calendars show of a plan, as plain data: each entry with its words and times, before any format.

The plan keeps a digest of each (see ``planner.plans.state``), so that its sequence rises exactly where a reader sees
something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from planner.outputs.ical_text import deadline_text, due_text, duty_summary, duty_text, own_seats, session_text
from planner.outputs.parts import Deadline, DueDate, Meeting
from planner.outputs.text import clean, one_line
from planner.outputs.view import View
from planner.plans.plan import Plan
from planner.plans.published import CalendarEntry
from planner.plans.state import DUE as DUE
from planner.plans.state import DUTY as DUTY
from planner.plans.state import Shown

DEADLINE, SESSION, CLOSED, LOST = "deadline", "session", "closed", "lost"
DUE_LENGTH = timedelta(minutes=30)
NO_LONGER = "This does not concern you any more"


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar; times are on the course's clock. ``person`` is None for what all see.

    ``what`` is the summary without the course's code. ``start`` and ``end`` are midnights where it takes whole days.
    """

    key: str
    kind: str
    uid: str
    person: str | None
    what: str
    start: datetime
    end: datetime
    sequence: int
    changed: datetime
    summary: str
    description: str = ""
    location: str = ""
    link: str | None = None
    categories: tuple[str, ...] = ()
    all_day: bool = False
    busy: bool = False
    cancelled: bool = False

    @property
    def shown(self) -> Shown:
        """What the plan is told of it."""
        times = [self.start.isoformat(), self.end.isoformat()]
        words = [self.summary, self.description, self.location, self.link, self.categories]
        text = json.dumps([times, words, self.all_day, self.cancelled], ensure_ascii=False)
        return Shown(self.key, self.kind, self.person, self.uid, self.what, self.start, self.end, self.all_day, text)


def shown(plan: Plan) -> dict[str, Shown]:
    """What calendars show of a plan now, by key; what was cancelled long ago is not in it."""
    entries = Entries(View(plan))
    kept = [entry for entry in entries.all if not (entry.cancelled and entry.kind != LOST)]
    return {entry.key: entry.shown for entry in kept}


class Entries:
    """All entries of all calendars of a plan."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.hidden = view.plan.publish.personal == "secret" or view.names != "full"

    @cached_property
    def all(self) -> list[Entry]:
        """The course's entries first, then everybody's, then what was cancelled; a key once."""
        found: dict[str, Entry] = {}
        for entry in (*self._course(), *self._personal(), *self._cancelled()):
            found.setdefault(entry.key, entry)
        return list(found.values())

    def of(self, person: str | None, *kinds: str) -> list[Entry]:
        """The entries of one person's calendars, or of the course's."""
        return [entry for entry in self.all if entry.person == person and (not kinds or entry.kind in kinds)]

    def subject(self, person: str) -> str:
        """How somebody's entries and files begin: with their id, or with what nobody can guess."""
        plan = self.view.plan
        known = plan.people.get(person) or plan.former.get(person)
        return known.file if self.hidden and known is not None and known.file else person

    def _course(self) -> Iterator[Entry]:
        for meeting in self.view.meetings:
            yield self._session(meeting)
        yield from self._lost()
        yield from self._free_days()
        for deadline in self.view.deadlines:
            yield self._deadline(deadline, None)

    def _personal(self) -> Iterator[Entry]:
        for person in self.view.people():
            for meeting in self.view.meetings:
                if any(duty.person == person.id for duty in meeting.source.duties):
                    yield self._duty(meeting, person.id)
                    for due in self.view.due_dates(meeting, person.id):
                        yield self._due(due, person.id)
            for deadline in self.view.deadlines:
                if person.id in deadline.people:
                    yield self._deadline(deadline, person.id)

    def _summary(self, what: str) -> str:
        return one_line(f"{self.view.code}: {what}")

    def _session(self, meeting: Meeting) -> Entry:
        uid = self.view.uid(meeting)
        return self._of_meeting(meeting, SESSION, uid, uid, None, meeting.title or "Session", session_text(meeting))

    def _duty(self, meeting: Meeting, person: str) -> Entry:
        seats = own_seats(self.view, meeting, self.view.person(person))
        key, uid = (f"{name}.{self.view.uid(meeting)}" for name in (person, self.subject(person)))
        return self._of_meeting(
            meeting, DUTY, key, uid, person, duty_summary(meeting, seats), duty_text(meeting, seats)
        )

    def _of_meeting(
        self, meeting: Meeting, kind: str, key: str, uid: str, person: str | None, what: str, text: str
    ) -> Entry:
        categories = [topic.name for topic in meeting.topics]
        if meeting.event and meeting.event.label:
            categories.append(meeting.event.label)
        sequence, changed = self._stamps(key, meeting.source.sequence, meeting.source.changed)
        return Entry(
            key=key,
            kind=kind,
            uid=uid,
            person=person,
            what=what,
            start=meeting.start,
            end=meeting.end,
            sequence=sequence,
            changed=changed,
            summary=self._summary(what),
            description=text,
            location=meeting.location,
            link=meeting.link,
            categories=tuple(categories),
            busy=True,
        )

    def _due(self, due: DueDate, person: str) -> Entry:
        uid = f"{self.subject(person)}.{self.view.uid(due.meeting)}.{due.role.id}.{due.number}"
        sequence, changed = self._stamps(due.key, due.meeting.source.sequence, due.meeting.source.changed)
        return Entry(
            key=due.key,
            kind=DUE,
            uid=uid,
            person=person,
            what=due.what,
            start=self.view.local(due.at.astimezone(UTC) - DUE_LENGTH),
            end=due.at,
            sequence=sequence,
            changed=changed,
            summary=self._summary(f"due: {due.what}"),
            description=due_text(due),
            categories=("Due",),
        )

    def _deadline(self, deadline: Deadline, person: str | None) -> Entry:
        key = deadline.uid if person is None else f"{person}.{deadline.uid}"
        uid = deadline.uid if person is None else f"{self.subject(person)}.{deadline.uid}"
        if deadline.at is None:
            start, end = self._whole_day(deadline.day)
        else:
            start, end = self.view.local(deadline.at.astimezone(UTC) - DUE_LENGTH), deadline.at
        sequence, changed = self._stamps(key, 0, self._first_stamp)
        return Entry(
            key=key,
            kind=DEADLINE,
            uid=uid,
            person=person,
            what=deadline.title,
            start=start,
            end=end,
            sequence=sequence,
            changed=changed,
            summary=self._summary(f"due: {deadline.title}"),
            description=deadline_text(deadline),
            link=deadline.url,
            categories=("Due",),
            all_day=deadline.at is None,
        )

    def _lost(self) -> Iterator[Entry]:
        """Lost meetings stay as cancelled: who has imported keeps them otherwise."""
        for lost in self.view.plan.cancelled:
            title = one_line(lost.title)
            yield Entry(
                key=clean(lost.uid),
                kind=LOST,
                uid=clean(lost.uid),
                person=None,
                what=title,
                start=self.view.local(lost.start),
                end=self.view.local(lost.end),
                sequence=lost.sequence,
                changed=lost.changed,
                summary=self._summary("cancelled" + (f": {title}" if title else "")),
                description=one_line(lost.reason),
                location=one_line(lost.location or ""),
                cancelled=True,
            )

    def _free_days(self) -> Iterator[Entry]:
        """Days without class, whole days that block nobody's time."""
        taken = {self.view.uid(meeting) for meeting in self.view.meetings}
        taken |= {clean(lost.uid) for lost in self.view.plan.cancelled}
        for day in self.view.plan.no_class:
            uid = clean(day.uid) or f"{self.view.plan.course.code}-no-class-{day.date}@plan-course"
            while uid in taken:
                uid = f"no-class.{uid}"
            taken.add(uid)
            reason = one_line(day.reason)
            start, end = self._whole_day(day.date)
            yield Entry(
                key=uid,
                kind=CLOSED,
                uid=uid,
                person=None,
                what=reason,
                start=start,
                end=end,
                sequence=day.sequence,
                changed=day.changed,
                summary=self._summary("no class" + (f" ({reason})" if reason else "")),
                categories=("No class",),
                all_day=True,
            )

    def _cancelled(self) -> Iterator[Entry]:
        """What calendars have shown and holds no more."""
        for key, entry in self.view.plan.entries.items():
            if entry.cancelled:
                yield self._gone(key, entry)

    def _gone(self, key: str, entry: CalendarEntry) -> Entry:
        what = one_line(entry.what)
        uid = clean(entry.uid)
        if entry.person is not None and self.hidden:
            uid = f"{self.subject(entry.person)}{key.removeprefix(entry.person)}"
        return Entry(
            key=key,
            kind=DUE if entry.end - entry.start == DUE_LENGTH else DUTY,
            uid=uid,
            person=entry.person,
            what=what,
            start=self.view.local(entry.start),
            end=self.view.local(entry.end),
            sequence=entry.sequence,
            changed=entry.changed,
            summary=self._summary("cancelled" + (f": {what}" if what else "")),
            description=NO_LONGER if entry.person is not None else "",
            all_day=entry.all_day,
            cancelled=True,
        )

    def _whole_day(self, day: date) -> tuple[datetime, datetime]:
        first = datetime.combine(day, time(), self.view.zone)
        return first, datetime.combine(day + timedelta(days=1), time(), self.view.zone)

    def _stamps(self, key: str, sequence: int, changed: datetime) -> tuple[int, datetime]:
        """What the plan keeps of an entry; of a plan that keeps nothing, what it says of the session."""
        known = self.view.plan.entries.get(key)
        return (known.sequence, known.changed) if known is not None else (sequence, changed)

    @cached_property
    def _first_stamp(self) -> datetime:
        plan = self.view.plan
        stamps = [session.changed for session in plan.sessions] + [day.changed for day in plan.no_class]
        return min(stamps, default=datetime(2000, 1, 1, tzinfo=UTC))
