"""Who must be told what of a change: only those whose own dates, papers, deadlines, partners or rooms changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from planner.plans.differences import dues_of
from planner.plans.plan import Duty, Plan, PlannedSession

Key = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """One person or team to be told: what, and how many days before the first of it they know.

    ``members`` are the names of a team's members, those of before too, as somebody who left must know as well.
    """

    person: str
    name: str
    members: tuple[str, ...]
    notice: int
    first: date
    texts: tuple[str, ...]


def told(old: Plan, new: Plan, today: date) -> list[Told]:
    """Everybody whose own part differs, from ``today`` on, between two plans; those with the shortest notice first."""
    result = []
    for person in dict.fromkeys([*old.people, *new.people]):
        changes = [(day, text) for day, text in _changes(old, new, person) if day >= today]
        if changes:
            first = min(day for day, _ in changes)
            texts = tuple(dict.fromkeys(text for _, text in sorted(changes)))
            known = new.people.get(person) or old.people[person]
            members = _members(old, person) | _members(new, person)
            names = tuple(members[name] for name in sorted(members))
            result.append(Told(person, known.name, names, (first - today).days, first, texts))
    return sorted(result, key=lambda one: (one.notice, one.person))


def _changes(old: Plan, new: Plan, person: str) -> Iterator[tuple[date, str]]:
    yield from _duties(old, new, person)
    yield from _deadlines(old, new, person)
    then, now = _members(old, person), _members(new, person)
    first = min((session.date for session, duty in new.all_duties() if duty.person == person), default=None)
    if first is not None and person in old.people:
        for name in sorted(then.keys() - now.keys()):
            yield first, f"{then[name]} is not in {new.people[person].name} any more"
        for name in sorted(now.keys() - then.keys()):
            yield first, f"{now[name]} is in {new.people[person].name} now"


def _members(plan: Plan, person: str) -> dict[str, str]:
    known = plan.people.get(person)
    return {member.id: member.name for member in known.members} if known is not None else {}


def _duties(old: Plan, new: Plan, person: str) -> Iterator[tuple[date, str]]:
    then, now = _held(old, person), _held(new, person)
    reasons = {meeting.uid: meeting.reason for meeting in new.cancelled}
    for key in dict.fromkeys([*then, *now]):
        if key not in now:
            session, duty = then[key]
            because = f" ({reasons[session.uid]})" if reasons.get(session.uid) else ""
            yield session.date, f"no longer {_what(old, duty)} on {_when(session)}{because}"
        elif key not in then:
            session, duty = now[key]
            dues = "".join(f"; {text}" for text in dues_of(new, session, duty).values())
            yield session.date, f"newly {_what(new, duty)} on {_where(session)}{dues}"
        else:
            yield from _same_duty(old, new, then[key], now[key])


def _same_duty(
    old: Plan, new: Plan, then: tuple[PlannedSession, Duty], now: tuple[PlannedSession, Duty]
) -> Iterator[tuple[date, str]]:
    """What is another now of a duty that somebody keeps."""
    (was, before), (session, duty) = then, now
    day, what = min(was.date, session.date), _what(new, duty)
    on = f"{what} on {_when(session)}"
    if (was.start, was.end) != (session.start, session.end):
        yield day, f"{what} is on {_where(session)}, not on {_when(was)}"
    elif was.location != session.location:
        yield day, f"{on} is in {session.location or 'no room yet'}, not in {was.location or 'no room'}"
    if was.link != session.link:
        yield day, f"{on} is joined at {session.link}" if session.link else f"{on} has no link any more"
    if duty.paper is None and was.required != session.required:
        papers = " and ".join(_title(new, paper) for paper in session.required) or "no paper"
        yield day, f"{on} is about {papers} now"
    partners = [_names(plan, meeting, one) for plan, (meeting, one) in ((old, then), (new, now))]
    if partners[0] != partners[1]:
        yield day, f"{on} is {'with ' + ' and '.join(partners[1]) if partners[1] else 'by you alone'} now"
    dues = dues_of(old, was, before), dues_of(new, session, duty)
    for due in dict.fromkeys([*dues[0], *dues[1]]):
        if dues[0].get(due) != dues[1].get(due):
            text = dues[1].get(due, f"{due} is not due any more")
            yield day, f"{on}: {text}"


def _held(plan: Plan, person: str) -> dict[Key, tuple[PlannedSession, Duty]]:
    """A person's duties: of a role per paper by the paper, wherever it is read, else by the meeting."""
    held = [(session, duty) for session, duty in plan.all_duties() if duty.person == person]
    return {(duty.role, duty.paper or f"@{session.uid}"): (session, duty) for session, duty in held}


def _names(plan: Plan, session: PlannedSession, duty: Duty) -> list[str]:
    """Who else has the same seat."""
    others = [
        one.person
        for one in session.duties
        if (one.role, one.paper) == (duty.role, duty.paper) and one.person != duty.person
    ]
    return sorted(plan.people[other].name if other in plan.people else other for other in others)


def _deadlines(old: Plan, new: Plan, person: str) -> Iterator[tuple[date, str]]:
    """Deadlines that are for a person, moved, new or gone."""
    then, now = ({d.id: d for d in plan.deadlines if _concerns(plan, d.for_, person)} for plan in (old, new))
    for name in dict.fromkeys([*then, *now]):
        if name not in now:
            yield then[name].date, f"{then[name].title} is not due any more"
        elif name not in then or (then[name].date, then[name].time) != (now[name].date, now[name].time):
            clock = f", {now[name].time:%H:%M}" if now[name].time is not None else ""
            before = f", not {_day(then[name].date)}" if name in then else ""
            day = min(now[name].date, then[name].date) if name in then else now[name].date
            yield day, f"{now[name].title} is due {_day(now[name].date)}{clock}{before}"


def _concerns(plan: Plan, whom: list[str], person: str) -> bool:
    if person not in plan.people or not whom:
        return person in plan.people
    return person in whom or any(duty.person == person and duty.role in whom for _, duty in plan.all_duties())


def _what(plan: Plan, duty: Duty) -> str:
    role = plan.roles[duty.role].title if duty.role in plan.roles else duty.role
    return f"{role} of {_title(plan, duty.paper)}" if duty.paper is not None else role


def _title(plan: Plan, paper: str) -> str:
    return f'"{plan.papers[paper].title}"' if paper in plan.papers else paper


def _where(session: PlannedSession) -> str:
    return _when(session) + (f", {session.location}" if session.location else "")


def _when(session: PlannedSession) -> str:
    return f"{_day(session.start)}, {session.start:%H:%M}–{session.end:%H:%M}"


def _day(day: date | datetime) -> str:
    return f"{day:%a} {day.day} {day:%b}"
