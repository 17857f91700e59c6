"""What is due on a day, whether class meets or not: ids given, names resolved. Deadlines bind nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.findings import Finding, Where, did_you_mean, error, warning
from planner.problem.problem import Deadline, Event
from planner.problem.ranges import unknown
from planner.problem.sessions import Calendar
from planner.scalars import FIRST_YEAR, LAST_YEAR, slug
from planner.spec.load import Spec
from planner.spec.term import Deadline as DeadlineSpec


def build_deadlines(
    spec: Spec,
    calendar: Calendar,
    events: Mapping[str, Event],
    roles: Collection[str],
    people: Collection[str],
    findings: list[Finding],
) -> tuple[Deadline, ...]:
    """The deadlines in the order of the file; what is wrong with them goes to ``findings``."""
    seen: dict[str, Where] = {}
    deadlines = []
    for index, entry in enumerate(spec.course.deadlines):
        where = spec.document.where("deadlines", index)
        event = events.get(entry.event or "")
        if entry.event is not None and event is None:
            place = spec.document.where("deadlines", index, "event")
            findings.append(unknown("event", entry.event, events, place))
        title = entry.title or (event.title if event is not None else entry.event or "")
        deadline_id = entry.id or slug(title)
        if deadline_id in seen:
            first = seen[deadline_id].told
            message = f'deadline "{deadline_id}" is defined twice (first in {first}); give each an id of its own'
            findings.append(error("duplicate-id", message, where, deadline_id))
        seen.setdefault(deadline_id, where)
        if not FIRST_YEAR <= entry.date.year <= LAST_YEAR:
            message = f"a deadline lies between the years {FIRST_YEAR} and {LAST_YEAR}"
            findings.append(error("deadline-year", message, spec.document.where("deadlines", index, "date")))
        if event is not None:
            place = spec.document.where("deadlines", index, "date")
            _compare_with(event, entry, deadline_id, calendar, place, findings)
        for position, name in enumerate(entry.for_):
            _check_name(name, roles, people, spec.document.where("deadlines", index, "for", position), findings)
        deadlines.append(
            Deadline(
                id=deadline_id,
                title=title,
                date=entry.date,
                where=where,
                time=entry.time,
                url=entry.url,
                text=entry.text,
                concerns=tuple(dict.fromkeys(entry.for_)),
                event=entry.event if event is not None else None,
            )
        )
    return tuple(deadlines)


def _compare_with(
    event: Event, entry: DeadlineSpec, deadline_id: str, calendar: Calendar, where: Where, findings: list[Finding]
) -> None:
    """Warn of a deadline that comes before its event, whatever date that gets."""
    days = [calendar.sessions[session].date for session in event.allowed]
    if days and entry.date < min(days):
        message = f'deadline "{deadline_id}" is on {entry.date}, before its event "{event.id}" ({min(days)} or later)'
        findings.append(warning("early-deadline", message, where, deadline_id))


def _check_name(
    name: str, roles: Collection[str], people: Collection[str], where: Where, findings: list[Finding]
) -> None:
    """A name is that of a role or of somebody; of both it is not clear which is meant."""
    if name in roles and name in people:
        message = f'"{name}" is a role and a person; give one of them another id'
        findings.append(error("ambiguous-name", message, where, name))
    elif name not in roles and name not in people:
        message = f'"{name}" is no role and nobody of the course{did_you_mean(name, [*roles, *people])}'
        findings.append(error("unknown-name", message, where, name))
