"""A plan file against a problem: the decision that it holds, and what in it fits no session of the course."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from planner.findings import Finding
from planner.plans.plan import Plan
from planner.problem.decision import Decision, Holding
from planner.problem.earlier_plan import EarlierPaper, EarlierPerson, EarlierPlan, EarlierRole, EarlierSession
from planner.problem.sessions import NoClassDay

if TYPE_CHECKING:
    from planner.problem.problem import Problem

Item = TypeVar("Item", str, Holding)


def decision_of(plan: Plan, problem: Problem) -> tuple[Decision, list[Finding]]:
    """What the plan decides for the sessions of the problem; sessions that only one of them has are findings."""
    by_id = {session.id: session for session in plan.sessions}
    findings = [
        Finding(
            "plan-session",
            "error",
            f"the plan has a session on {id_}, where the course has none",
            problem.where,
            (id_,),
        )
        for id_ in by_id
        if id_ not in {session.id for session in problem.sessions}
    ]
    required: list[tuple[str, ...]] = []
    optional: list[tuple[str, ...]] = []
    events: list[str | None] = []
    duties: list[tuple[Holding, ...]] = []
    for session in problem.sessions:
        planned = by_id.get(session.id)
        if planned is None:
            message = f"the plan lacks the session on {session.id}"
            findings.append(Finding("plan-session", "error", message, session.where, (session.id,)))
        required.append(tuple(planned.required) if planned else ())
        optional.append(tuple(planned.optional) if planned else ())
        events.append(planned.event if planned else None)
        duties.append(tuple(Holding(d.role, d.person, d.paper) for d in planned.duties) if planned else ())
        if planned is not None and (planned.start != session.start or planned.end != session.end):
            message = f"the session on {session.id} meets {session.start:%H:%M}–{session.end:%H:%M}"
            seen = f"{planned.start:%H:%M}–{planned.end:%H:%M}"
            text = f"{message}; the plan has {seen}"
            findings.append(Finding("plan-time", "error", text, session.where, (session.id,)))
    return Decision(tuple(required), tuple(optional), tuple(events), tuple(duties)), findings


def earlier_plan(plan: Plan) -> EarlierPlan:
    """A plan as plain data, for the problem of its repair."""
    sessions = tuple(
        EarlierSession(
            session.id,
            session.start,
            session.end,
            session.uid,
            session.location,
            session.link,
            session.event,
            tuple(session.required),
            tuple(session.optional),
            tuple(Holding(duty.role, duty.person, duty.paper) for duty in session.duties),
        )
        for session in plan.sessions
    )
    papers = {
        name: EarlierPaper(p.title, p.minutes, p.topic, tuple(p.authors), p.venue, p.year, p.url)
        for name, p in plan.papers.items()
    }
    people = {
        name: EarlierPerson(person.name, tuple((member.id, member.name) for member in person.members))
        for name, person in plan.people.items()
    }
    return EarlierPlan(
        sessions,
        tuple(NoClassDay(day.date, day.reason) for day in plan.no_class),
        plan.term.end if plan.term is not None else None,
        papers,
        {name: event.title for name, event in plan.events.items()},
        {name: EarlierRole(role.title, role.count.max) for name, role in plan.roles.items()},
        people,
    )


def canonical(decision: Decision, problem: Problem) -> Decision:
    """The same decision in the order in which plans are written: papers by catalogue, duties by role, paper, person.

    What an earlier plan has in another order, and is the same, keeps that order.
    """
    papers = {paper: place for place, paper in enumerate(problem.papers)}
    roles = {role: place for place, role in enumerate(problem.roles)}
    people = {person: place for place, person in enumerate(problem.people)}

    def by_catalogue(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: papers.get(name, len(papers))))

    def by_seat(duties: tuple[Holding, ...]) -> tuple[Holding, ...]:
        def place(duty: Holding) -> tuple[int, int, int]:
            paper = papers.get(duty.paper, len(papers)) if duty.paper is not None else -1
            return roles.get(duty.role, len(roles)), paper, people.get(duty.person, len(people))

        return tuple(sorted(duties, key=place))

    ordered = Decision(
        tuple(by_catalogue(names) for names in decision.required),
        tuple(by_catalogue(names) for names in decision.optional),
        decision.events,
        tuple(by_seat(duties) for duties in decision.duties),
    )
    if problem.earlier is None:
        return ordered
    before = problem.earlier.decision
    return Decision(
        _as_before(ordered.required, before.required),
        _as_before(ordered.optional, before.optional),
        ordered.events,
        _as_before(ordered.duties, before.duties),
    )


def _as_before(now: tuple[tuple[Item, ...], ...], before: tuple[tuple[Item, ...], ...]) -> tuple[tuple[Item, ...], ...]:
    """Each session's items, in their earlier order where they are the same."""
    return tuple(old if Counter(old) == Counter(new) else new for new, old in zip(now, before, strict=True))
