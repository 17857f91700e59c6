"""Limits of single sessions, of sessions in a row and of parts of the term, resolved against the calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from planner.findings import Finding, Where, did_you_mean, error, warning
from planner.problem.papers import indices_named, nearest
from planner.problem.problem import Bound, DutiesWithin, InARow, Paper, Range, ReadingException
from planner.problem.ranges import indices_within, range_at, unknown
from planner.problem.sessions import Calendar
from planner.spec.load import Spec
from planner.spec.parts import Limits
from planner.spec.rules import ReadingException as ExceptionSpec


def build_exceptions(spec: Spec, calendar: Calendar, findings: list[Finding]) -> tuple[ReadingException, ...]:
    """``reading.exceptions``; a session in two of them is an error, as is one whose limits contradict the common."""
    place = spec.document.where
    built: list[ReadingException] = []
    for index, entry in enumerate(spec.course.reading.exceptions):
        path = ("reading", "exceptions", index)
        sessions = _sessions(entry, path, spec, calendar, findings)
        for other in built:
            for session in sorted(other.sessions & sessions)[:1]:
                message = (
                    f"the session on {calendar.sessions[session].id} has an exception already ({other.where.told}); "
                    "give each session one"
                )
                findings.append(error("two-exceptions", message, place(*path), calendar.sessions[session].id))
        topics = entry.topics_per_session
        built.append(
            ReadingException(
                sessions=sessions,
                papers=range_at(entry.papers, place, *path, "papers"),
                minutes=range_at(entry.minutes, place, *path, "minutes"),
                topics_per_session=Bound(topics, place(*path, "topics_per_session")) if topics else None,
                where=place(*path),
                reason=entry.reason,
            )
        )
        common = spec.course.reading.per_session
        for key, own, others in (("papers", entry.papers, common.papers), ("minutes", entry.minutes, common.minutes)):
            _compare(key, own, others, spec, path, findings)
    return tuple(built)


def _sessions(
    entry: ExceptionSpec, path: tuple[str | int, ...], spec: Spec, calendar: Calendar, findings: list[Finding]
) -> frozenset[int]:
    """The sessions of an exception; a date that is none, or none at all, is a warning."""
    found = indices_within(calendar, entry.from_, entry.to)
    for position, name in enumerate(entry.dates or ()):
        if not indices_named(calendar, [name]):
            message = f"there is no session on {name}, a date of this exception{nearest(calendar, name)}"
            findings.append(warning("no-session", message, spec.document.where(*path, "dates", position), name))
    if entry.dates is not None:
        return found & indices_named(calendar, entry.dates)
    if not found:
        findings.append(warning("exception-empty", "no session lies in these days", spec.document.where(*path)))
    return found


def _compare(
    key: str, own: Limits, common: Limits, spec: Spec, path: tuple[str | int, ...], findings: list[Finding]
) -> None:
    """Complain of an exception's limit that leaves nothing beside the common one that it does not replace."""
    place = spec.document.where
    if own.max is not None and own.min is None and common.min is not None and 0 < own.max < common.min:
        other = place("reading", "per_session", key, "min").told
        message = f"at most {own.max} {key} here, and at least {common.min} in each session ({other}); say min here too"
        findings.append(error("exception-limits", message, place(*path, key, "max")))
    if own.min is not None and own.max is None and common.max is not None and own.min > common.max:
        other = place("reading", "per_session", key, "max").told
        message = f"at least {own.min} {key} here, and at most {common.max} in each session ({other}); say max here too"
        findings.append(error("exception-limits", message, place(*path, key, "min")))


def build_in_a_row(spec: Spec, papers: Mapping[str, Paper], findings: list[Finding]) -> tuple[InARow, ...]:
    """``reading.in_a_row``; a tag that no candidate has, and a topic that there is not, are errors."""
    place = spec.document.where
    topics = [topic.id for topic in spec.course.topics]
    built = []
    for index, entry in enumerate(spec.course.reading.in_a_row):
        path = ("reading", "in_a_row", index)
        if entry.topic is not None:
            if entry.topic not in topics:
                findings.append(unknown("topic", entry.topic, topics, place(*path, "topic")))
            found = frozenset(paper.id for paper in papers.values() if paper.topic == entry.topic)
            description = f'of topic "{entry.topic}"'
        else:
            found = frozenset(paper.id for paper in papers.values() if entry.tag in paper.tags)
            description = f'tagged "{entry.tag}"'
            if not found:
                known = {tag for paper in papers.values() for tag in paper.tags}
                message = f'no candidate has tag "{entry.tag}"{did_you_mean(entry.tag or "", known)}'
                findings.append(error("unknown-tag", message, place(*path, "tag"), entry.tag or ""))
        built.append(InARow(found, description, Bound(entry.max, place(*path))))
    return tuple(built)


def build_within(
    spec: Spec, calendar: Calendar, roles: Collection[str], findings: list[Finding]
) -> tuple[DutiesWithin, ...]:
    """``duties.within``; a role that there is not is an error, days without a session are a warning."""
    place = spec.document.where
    built = []
    for index, entry in enumerate(spec.course.duties.within):
        path = ("duties", "within", index)
        if entry.role is not None and entry.role not in roles:
            findings.append(unknown("role", entry.role, roles, place(*path, "role")))
        sessions = indices_within(calendar, entry.from_, entry.to)
        if not sessions:
            findings.append(warning("within-empty", "no session lies in these days", place(*path)))
        limits = Range(
            min=_bound(entry.min, place(*path, "min")),
            max=_bound(entry.max, place(*path, "max")),
        )
        built.append(DutiesWithin(sessions, _days(entry.from_, entry.to), entry.role, limits, place(*path)))
    return tuple(built)


def _bound(value: int | None, where: Where) -> Bound | None:
    return None if value is None else Bound(value, where)


def _days(first: date | None, last: date | None) -> str:
    """A window of days in words."""
    if first is not None and last is not None:
        return f"from {first} to {last}"
    if first is not None:
        return f"from {first} on"
    return f"up to {last}" if last is not None else "over the term"
