"""Calendars that update in place: ``course.ics``, ``people/ID.ics`` and, if wanted, ``tasks/ID.ics``.

Only what the plan says goes into the bytes, never the clock: publishing a plan twice writes the same files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from icalendar import Alarm, Calendar, Event, Todo, vCategory, vDuration, vText, vUri

from planner.findings import InputError, error
from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.entries import DEADLINE, DUE, DUTY, SESSION, Entries, Entry
from planner.outputs.names import person_stems
from planner.outputs.parts import Named
from planner.outputs.text import address
from planner.outputs.view import View
from planner.outputs.zones import vtimezone
from planner.plans.plan import Plan

PRODUCT = "-//plan-course//plan-course//EN"
REFRESH = timedelta(hours=12)
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


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """The course's calendar, and for each person one with their duties and what is due; with those who have left."""
    view = View(plan)
    _check_sessions(view)
    entries = Entries(view)
    result = [PublishedFile("course.ics", course_calendar(entries, options))]
    everybody = [*view.people(), *(view.person(name) for name in plan.former if name not in plan.people)]
    stems = person_stems(view)
    for person in everybody:
        content = person_calendar(entries, person, options)
        result.append(PublishedFile(f"people/{stems[person.id]}.ics", content))
    if options.due == "tasks":
        for person in everybody:
            content = task_calendar(entries, person, options)
            result.append(PublishedFile(f"tasks/{stems[person.id]}.ics", content))
    return result


def course_calendar(entries: Entries, options: PublishOptions) -> bytes:
    """All sessions, lost meetings, days without class and deadlines; with alarms only where nobody has a calendar."""
    view = entries.view
    calendar = _calendar(view, view.title, f"Sessions and readings of {view.title}", _feed(options, "course.ics"))
    for entry in entries.of(None):
        remind = options.remind if entry.kind == SESSION and not view.people() else None
        calendar.add_component(_event(view, entry, remind))
    return _bytes(calendar)


def person_calendar(entries: Entries, person: Named, options: PublishOptions) -> bytes:
    """The sessions in which the person has duties, and what is due; nobody else's duties."""
    view = entries.view
    calendar = _calendar(view, f"{view.code}: {person.name}", f"Duties of {person.name} in {view.title}")
    for entry in entries.of(person.id):
        if options.due == "events" or entry.kind == DUTY:
            calendar.add_component(_event(view, entry, options.remind))
    return _bytes(calendar)


def task_calendar(entries: Entries, person: Named, options: PublishOptions) -> bytes:
    """What is due for the person, as tasks."""
    view = entries.view
    calendar = _calendar(view, f"{view.code}: tasks of {person.name}", f"Due dates of {person.name} in {view.title}")
    for entry in entries.of(person.id, DUE, DEADLINE):
        calendar.add_component(_task(view, entry, options.remind))
    return _bytes(calendar)


def _feed(options: PublishOptions, name: str) -> str | None:
    """Where a published calendar can be fetched again."""
    return None if options.url is None else address(options.url, name)


def _check_sessions(view: View) -> None:
    """Refuse what no calendar can hold: two sessions with one uid, a session that ends before it starts."""
    seen: dict[str, str] = {}
    findings = []
    for meeting in view.meetings:
        uid = view.uid(meeting)
        if meeting.source.end < meeting.source.start:
            message = f"the session {meeting.id} ends before it starts"
            findings.append(error("session-times", message, None, meeting.id))
        if uid in seen:
            message = f"the sessions {seen[uid]} and {meeting.id} have the same uid {uid}"
            findings.append(error("uid", message, None, seen[uid], meeting.id))
        seen[uid] = meeting.id
    if findings:
        raise InputError(findings)


def _calendar(view: View, name: str, description: str, source: str | None = None) -> Calendar:
    """An empty calendar with its time zone; ``source`` is where it can be fetched again."""
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
    if source:
        calendar.add("source", vUri(source), parameters={"VALUE": "URI"})
    days = list(_days(view.plan)) or [date(1970, 1, 1)]
    calendar.add_component(vtimezone(view.plan.timezone, min(days), max(days)))
    return calendar


def _days(plan: Plan) -> Iterable[date]:
    """Every day that a calendar of the plan may need, due dates included."""
    lengths = [due.days for role in plan.roles.values() for due in role.due]
    reach = timedelta(days=max((abs(days) for days in lengths), default=0) + 1)
    times = [(row.start, row.end) for row in plan.sessions] + [(row.start, row.end) for row in plan.cancelled]
    for start, end in times + [(entry.start, entry.end) for entry in plan.entries.values()]:
        yield start.date() - reach
        yield end.date() + reach
    yield from (deadline.date for deadline in plan.deadlines)
    yield from (day for role in plan.roles.values() for due in role.due for day in due.moves.values())


def _bytes(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())


def _when(local: datetime) -> datetime:
    """A local time with its zone; in UTC where the clock shows it twice and iCalendar means the first."""
    return local.astimezone(UTC) if local.fold else local


def _filled(view: View, part: Part, entry: Entry) -> Part:
    """The component with what events and tasks share: the stamps are the plan's, never the clock's."""
    part.add("uid", EscapedText(entry.uid))
    part.add("summary", EscapedText(entry.summary))
    part.add("dtstamp", entry.changed.astimezone(UTC))
    part.add("last-modified", entry.changed.astimezone(UTC))
    part.add("sequence", entry.sequence)
    url = entry.link if entry.kind == DEADLINE and entry.link else view.url
    if url:
        part.add("url", url)
    if entry.location:
        part.add("location", EscapedText(entry.location))
    if entry.categories:
        part.add("categories", _categories(list(entry.categories)))
    if entry.description:
        part.add("description", EscapedText(entry.description))
    return part


def _event(view: View, entry: Entry, remind: timedelta | None) -> Event:
    """An entry that has a start and an end; only meetings take anybody's time."""
    event = _filled(view, Event(), entry)
    if entry.all_day:
        event.add("dtstart", entry.start.date())
        event.add("dtend", entry.end.date())
    else:
        event.add("dtstart", _when(entry.start))
        event.add("dtend", _when(entry.end))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if not entry.busy:
        event.add("transp", "TRANSPARENT")
    if entry.kind in (SESSION, DUTY) and entry.link:
        event.add("conference", vUri(entry.link), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if remind is not None and not entry.cancelled:
        _remind(event, remind)
    return event


def _task(view: View, entry: Entry, remind: timedelta | None) -> Todo:
    """What is due, as a task."""
    task = _filled(view, Todo(), entry)
    task.add("due", entry.start.date() if entry.all_day else _when(entry.end))
    task.add("status", "CANCELLED" if entry.cancelled else "NEEDS-ACTION")
    if remind is not None and not entry.cancelled:
        _remind(task, remind, before_end=True)
    return task


def _remind(component: Event | Todo, before: timedelta, before_end: bool = False) -> None:
    """An alarm that shows the summary; that of a task counts from its due date, as it has no start."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", component["summary"])
    alarm.add("trigger", -before, parameters={"RELATED": "END"} if before_end else {})
    component.add_component(alarm)
