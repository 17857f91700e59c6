"""Who and what the past of a plan names and the file no longer has: kept as facts, with no say in what is to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.problem.decision import Holding
from planner.problem.earlier import Earlier
from planner.problem.earlier_plan import EarlierPaper, EarlierPerson, EarlierPlan
from planner.problem.problem import Absence, Bound, Event, Paper, Person, Problem, Range, Role

GONE = "has left the course"


def with_past(problem: Problem, earlier: Earlier, plan: EarlierPlan) -> Problem:
    """The problem with its earlier plan, and the papers, events, roles and people that only its past names."""
    decision, frozen = earlier.decision, sorted(earlier.frozen)
    held = [(session, duty) for session in frozen for duty in decision.duties[session]]
    read = {paper: s for s in frozen for paper in (*decision.required[s], *decision.optional[s])}
    papers = {
        **problem.papers,
        **{p: _paper(problem, p, s, plan.papers.get(p)) for p, s in read.items() if p not in problem.papers},
    }
    events = dict(problem.events)
    for session in frozen:
        event = decision.events[session]
        if event is not None:
            events[event] = _event(problem, events.get(event), event, session, plan)
    events |= {event.id: _every(event, earlier) for event in events.values() if event.every}
    roles = {role.id: _role(role, held) for role in _roles(problem, held, plan).values()}
    people = dict(problem.people)
    for _, duty in held:
        if duty.person not in people:
            people[duty.person] = _person(problem, duty.person, earlier, roles, plan.people.get(duty.person))
    now = {*papers, *events, *roles, *people}
    gone = now - {*problem.papers, *problem.events, *problem.roles, *problem.people}
    seen = replace(earlier, gone=frozenset(gone))
    return replace(problem, papers=papers, events=events, roles=roles, people=people, earlier=seen)


def _paper(problem: Problem, paper: str, session: int, seen: EarlierPaper | None) -> Paper:
    known = seen or EarlierPaper(title=paper)
    topic = known.topic if known.topic in problem.topics else None
    return Paper(
        paper,
        known.title,
        known.minutes,
        problem.where,
        topic=topic,
        topics=(topic,) if topic is not None else (),
        allowed=frozenset({session}),
        allowed_where=problem.where,
        authors=known.authors,
        venue=known.venue,
        year=known.year,
        url=known.url,
    )


def _event(problem: Problem, event: Event | None, name: str, session: int, plan: EarlierPlan) -> Event:
    """The event, allowed where it was; one that the file no longer has took what it took."""
    if event is not None:
        stranger = name not in problem.events
        return replace(event, allowed=event.allowed | {session}, sessions=event.sessions + stranger)
    seen = plan.events.get(name)
    reads = any(planned.event == name and planned.required for planned in plan.sessions)
    title = seen if seen is not None else name
    return Event(name, title, "other", problem.where, frozenset({session}), blocks=not reads, class_minutes=0)


def _every(event: Event, earlier: Earlier) -> Event:
    """An event of each allowed session: of past ones only those that it took."""
    taken = earlier.decision.events
    allowed = frozenset(s for s in event.allowed if s not in earlier.frozen or taken[s] == event.id)
    return replace(event, allowed=allowed, sessions=len(allowed))


def _roles(problem: Problem, held: list[tuple[int, Holding]], plan: EarlierPlan) -> Mapping[str, Role]:
    roles = dict(problem.roles)
    for _, duty in held:
        if duty.role not in roles:
            seen = plan.roles.get(duty.role)
            most = Bound(max(1, len(held)), problem.where)
            per = "paper" if duty.paper is not None else "session"
            title = seen.title if seen is not None else duty.role
            count = Range(max=most)
            roles[duty.role] = Role(
                duty.role,
                title,
                per,  # type: ignore[arg-type]
                count,
                problem.where,
                frozenset(),
                frozenset(),
            )
    return roles


def _role(role: Role, held: list[tuple[int, Holding]]) -> Role:
    """The role with the seats that it had: what was done stands, wherever the file now has seats."""
    mine = [(session, duty) for session, duty in held if duty.role == role.id]
    papers = {duty.paper for _, duty in mine if duty.paper is not None and role.per == "paper"}
    return replace(role, sessions=role.sessions | {session for session, _ in mine}, papers=role.papers | papers)


def _person(
    problem: Problem, name: str, earlier: Earlier, roles: Mapping[str, Role], seen: EarlierPerson | None
) -> Person:
    """Somebody who has left: their duties stand, they get no others, and nothing asks anything of them."""
    coming = [session.index for session in problem.sessions if session.index not in earlier.frozen]
    return Person(
        name,
        seen.name if seen is not None else name,
        problem.where,
        staff=True,
        members=seen.members if seen is not None else (),
        absent={session: Absence(GONE, problem.where) for session in coming},
        roles=frozenset(roles),
    )
