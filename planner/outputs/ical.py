"""Calendars that update in place: ``course.ics``, ``people/ID.ics`` and, if wanted, ``tasks/ID.ics``.

Only what the plan says goes into the bytes, never the clock: publishing a plan twice writes the same files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, TypeVar

from icalendar import Alarm, Calendar, Event, Todo, vCategory, vDuration, vText

from planner.findings import InputError, error
from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.ical_text import due_text, duty_summary, duty_text, own_seats, session_text
from planner.outputs.names import file_stems
from planner.outputs.text import clean, one_line
from planner.outputs.view import DueDate, Meeting, Named, View
from planner.outputs.zones import vtimezone
from planner.plans.plan import CancelledMeeting, Plan, PlannedSession

PRODUCT = "-//plan-course//plan-course//EN"
REFRESH = timedelta(hours=12)
DUE_LENGTH = timedelta(minutes=30)
HANDED_ON = "Somebody else has this duty now"
Part = TypeVar("Part", Event, Todo)


class EscapedText(vText):
    """Text with the escapes of RFC 5545 §3.3.11; the library's own makes a line end of the two characters ``\\N``.

    Every text is given as one of these: plain ``str`` is not escaped in NAME and X- properties.
    """

    def to_ical(self) -> bytes:
        """The escaped text."""
        return re.sub(r"[\\;,]", r"\\\g<0>", str(self)).replace("\n", "\\n").encode()


def _categories(names: list[str]) -> vCategory:
    """Categories, each escaped."""
    result = vCategory(names)
    result.cats = [EscapedText(name) for name in names]
    return result


class Stamped(Protocol):
    """What the plan keeps of each entry of a calendar."""

    @property
    def sequence(self) -> int:
        """How often the entry has changed."""

    @property
    def changed(self) -> datetime:
        """When it last changed."""


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """The course's calendar, and for each person one with their duties and due dates."""
    view = View(plan)
    _check_sessions(view)
    result = [PublishedFile("course.ics", course_calendar(view, options))]
    people = view.people()
    stems = file_stems(person.id for person in people)
    for person in people:
        content = person_calendar(view, person, options)
        result.append(PublishedFile(f"people/{stems[person.id]}.ics", content))
    if options.due == "tasks":
        for person in people:
            content = task_calendar(view, person, options)
            result.append(PublishedFile(f"tasks/{stems[person.id]}.ics", content))
    return result


def course_calendar(view: View, options: PublishOptions) -> bytes:
    """All sessions, lost meetings and days without class."""
    calendar = _calendar(view, view.title, f"Sessions and readings of {view.title}")
    taken = set()
    for meeting in view.meetings:
        event = _session(view, meeting)
        if options.remind and not view.people():
            _remind(event, options.remind)
        calendar.add_component(event)
        taken.add(session_uid(view, meeting))
    for component in _lost(view, taken):
        calendar.add_component(component)
    for component in _free_days(view, taken):
        calendar.add_component(component)
    return _bytes(calendar)


def person_calendar(view: View, person: Named, options: PublishOptions) -> bytes:
    """The sessions in which the person has duties, and what is due; nobody else's duties."""
    calendar = _calendar(view, f"{view.code}: {person.name}", f"Duties of {person.name} in {view.title}")
    for meeting in _meetings_of(view, person):
        event = _duty(view, meeting, person)
        if options.remind:
            _remind(event, options.remind)
        calendar.add_component(event)
        for due in view.due_dates(meeting, person.id) if options.due == "events" else ():
            reminder = _due_event(view, due, person)
            if options.remind:
                _remind(reminder, options.remind)
            calendar.add_component(reminder)
    taken = {f"{person.id}.{session_uid(view, meeting)}" for meeting in _meetings_of(view, person)}
    for component in _lost(view, taken, person):
        calendar.add_component(component)
    return _bytes(calendar)


def task_calendar(view: View, person: Named, options: PublishOptions) -> bytes:
    """The person's due dates as tasks."""
    calendar = _calendar(view, f"{view.code}: tasks of {person.name}", f"Due dates of {person.name} in {view.title}")
    for meeting in _meetings_of(view, person):
        for due in view.due_dates(meeting, person.id):
            calendar.add_component(_task(view, due, person, options))
    return _bytes(calendar)


def session_uid(view: View, meeting: Meeting) -> str:
    """The session's uid: the plan's, or for a plan that has none one from its id."""
    return clean(meeting.source.uid) or f"{view.plan.course.code}-{meeting.id}@plan-course"


def _check_sessions(view: View) -> None:
    """Refuse what no calendar can hold: two sessions with one uid, a session that ends before it starts."""
    seen: dict[str, str] = {}
    findings = []
    for meeting in view.meetings:
        uid = session_uid(view, meeting)
        if meeting.source.end < meeting.source.start:
            message = f"the session {meeting.id} ends before it starts"
            findings.append(error("session-times", message, None, meeting.id))
        if uid in seen:
            message = f"the sessions {seen[uid]} and {meeting.id} have the same uid {uid}"
            findings.append(error("uid", message, None, seen[uid], meeting.id))
        seen[uid] = meeting.id
    if findings:
        raise InputError(findings)


def _meetings_of(view: View, person: Named) -> list[Meeting]:
    return [m for m in view.meetings if any(duty.person == person.id for duty in m.source.duties)]


def _calendar(view: View, name: str, description: str) -> Calendar:
    """An empty calendar with its time zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key, value in (("name", name), ("description", description)):
        calendar.add(key, EscapedText(value))
    calendar.add("x-wr-calname", EscapedText(name))
    calendar.add("x-wr-caldesc", EscapedText(description))
    calendar.add("x-wr-timezone", EscapedText(view.plan.timezone))
    # Readers of either generation look for one of the two; the first must say its type.
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if view.url:
        calendar.add("url", view.url)
    days = list(_days(view.plan)) or [date(1970, 1, 1)]
    calendar.add_component(vtimezone(view.plan.timezone, min(days), max(days)))
    return calendar


def _days(plan: Plan) -> Iterable[date]:
    """Every day that a calendar of the plan may need, due dates included."""
    lengths = [due.days for role in plan.roles.values() for due in role.due]
    reach = timedelta(days=max((abs(days) for days in lengths), default=0) + 1)
    times = [(m.start, m.end) for m in plan.sessions] + [(m.start, m.end) for m in plan.cancelled]
    for start, end in times:
        yield start.date() - reach
        yield end.date() + reach


def _bytes(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())


def _filled(view: View, part: Part, uid: str, summary: str, source: Stamped) -> Part:
    """The component with the properties that all share: the stamps are the plan's, never the clock's."""
    part.add("uid", EscapedText(uid))
    part.add("summary", EscapedText(one_line(summary)))
    part.add("dtstamp", source.changed.astimezone(UTC))
    part.add("last-modified", source.changed.astimezone(UTC))
    part.add("sequence", source.sequence)
    if view.url:
        part.add("url", view.url)
    return part


def _when(local: datetime) -> datetime:
    """A local time with its zone; in UTC where the clock shows it twice and iCalendar means the first."""
    return local.astimezone(UTC) if local.fold else local


def _meeting_event(view: View, meeting: Meeting, uid: str, summary: str, description: str) -> Event:
    """A session with its time, place and topics."""
    event = _filled(view, Event(), uid, summary, meeting.source)
    event.add("dtstart", _when(meeting.start))
    event.add("dtend", _when(meeting.end))
    event.add("status", "CONFIRMED")
    if meeting.location:
        event.add("location", EscapedText(meeting.location))
    categories = [topic.name for topic in meeting.topics]
    if meeting.event and meeting.event.label:
        categories.append(meeting.event.label)
    if categories:
        event.add("categories", _categories(categories))
    if description:
        event.add("description", EscapedText(description))
    return event


def _session(view: View, meeting: Meeting) -> Event:
    """A session for everybody."""
    summary = f"{view.code}: {meeting.title or 'Session'}"
    return _meeting_event(view, meeting, session_uid(view, meeting), summary, session_text(meeting))


def _duty(view: View, meeting: Meeting, person: Named) -> Event:
    """A session for one person: their duties there."""
    seats = own_seats(view, meeting, person)
    summary = f"{view.code}: {duty_summary(meeting, seats)}"
    uid = f"{person.id}.{session_uid(view, meeting)}"
    return _meeting_event(view, meeting, uid, summary, duty_text(meeting, seats))


def _lost(view: View, taken: set[str], person: Named | None = None) -> Iterable[Event]:
    """Lost meetings stay as cancelled: who has imported keeps them otherwise. For a person: those in which they had
    duties, and sessions in which somebody else has their duties now.
    """
    handed_on = [session for session in view.plan.sessions if person is not None and person.id in session.former]
    mine = [lost for lost in view.plan.cancelled if person is None or person.id in lost.people]
    gone: list[CancelledMeeting | PlannedSession] = [*mine, *handed_on]
    for lost in gone:
        uid = clean(lost.uid) if person is None else f"{person.id}.{clean(lost.uid)}"
        if uid in taken:
            continue
        taken.add(uid)
        title = one_line(lost.title)
        event = _filled(view, Event(), uid, f"{view.code}: cancelled" + (f": {title}" if title else ""), lost)
        event.add("dtstart", _when(view.local(lost.start)))
        event.add("dtend", _when(view.local(lost.end)))
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        if lost.location:
            event.add("location", EscapedText(one_line(lost.location)))
        reason = lost.reason if isinstance(lost, CancelledMeeting) else HANDED_ON
        if reason:
            event.add("description", EscapedText(one_line(reason)))
        yield event


def _free_days(view: View, taken: set[str]) -> Iterable[Event]:
    """Days without class, whole days that block nobody's time."""
    for day in view.plan.no_class:
        uid = clean(day.uid) or f"{view.plan.course.code}-no-class-{day.date}@plan-course"
        while uid in taken:
            uid = f"no-class.{uid}"
        taken.add(uid)
        reason = one_line(day.reason)
        event = _filled(view, Event(), uid, f"{view.code}: no class" + (f" ({reason})" if reason else ""), day)
        event.add("dtstart", day.date)
        event.add("dtend", day.date + timedelta(days=1))
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("categories", _categories(["No class"]))
        yield event


def _due_uid(view: View, due: DueDate, person: Named) -> str:
    return f"{person.id}.{session_uid(view, due.meeting)}.{due.role.id}.{due.number}"


def _due_event(view: View, due: DueDate, person: Named) -> Event:
    """A due date as a short event that ends when it is due and blocks nobody's time."""
    summary = f"{view.code}: due: {due.what}"
    event = _filled(view, Event(), _due_uid(view, due, person), summary, due.meeting.source)
    event.add("dtstart", _when(view.local(due.at.astimezone(UTC) - DUE_LENGTH)))
    event.add("dtend", _when(due.at))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", _categories(["Due"]))
    event.add("description", EscapedText(due_text(due)))
    return event


def _task(view: View, due: DueDate, person: Named, options: PublishOptions) -> Todo:
    """A due date as a task."""
    summary = f"{view.code}: {due.what}"
    task = _filled(view, Todo(), _due_uid(view, due, person), summary, due.meeting.source)
    task.add("due", _when(due.at))
    task.add("status", "NEEDS-ACTION")
    task.add("description", EscapedText(due_text(due)))
    if options.remind:
        _remind(task, options.remind, before_end=True)
    return task


def _remind(component: Event | Todo, before: timedelta, before_end: bool = False) -> None:
    """An alarm that shows the summary; that of a task counts from its due date, as it has no start."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", component["summary"])
    alarm.add("trigger", -before, parameters={"RELATED": "END"} if before_end else {})
    component.add_component(alarm)
