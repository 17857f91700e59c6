"""What happened after all: pins on past sessions correct the plan of the past, as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Where
from planner.plans.plan import Duty, Plan, PlannedPaper, PlannedPerson, PlannedSession
from planner.plans.truth import made_true

if TYPE_CHECKING:
    from planner.problem.problem import Pin, Problem


def corrected(plan: Plan, problem: Problem) -> Plan:
    """The plan whose frozen sessions are as the pins of the course have them; the plan itself where they are so.

    A paper moves with its duties; on a seat that pins name, the people are those of the pins. ``problem`` has the plan
    as its earlier one.
    """
    frozen = {session.id for session in problem.sessions if session.index in problem.frozen}
    past = _Past(plan, frozen)
    for pin in problem.pins:
        days = past.days_of(pin, problem)
        if days and pin.person is None:
            past.place(pin, days)
    seats: dict[tuple[str, str, str | None], list[str]] = {}
    for pin in problem.pins:
        days = past.days_of(pin, problem)
        if pin.person is not None and pin.role is not None and len(days) == 1:
            paper = pin.paper if problem.roles[pin.role].per == "paper" else None
            if paper is None and problem.roles[pin.role].per == "paper":
                read = past.sessions[days[0]].required
                paper = read[0] if len(read) == 1 else None
            seats.setdefault((days[0], pin.role, paper), []).append(pin.person)
    for seat, people in seats.items():
        past.seat(*seat, people)
    if list(past.sessions.values()) == plan.sessions:
        return plan
    return _whole(plan, list(past.sessions.values()), problem)


class _Past:
    """The sessions of a plan, by id, while they are corrected."""

    def __init__(self, plan: Plan, frozen: set[str]) -> None:
        self.sessions = {session.id: session for session in plan.sessions}
        self.frozen = frozen

    def days_of(self, pin: Pin, problem: Problem) -> list[str]:
        """The past sessions that a pin is about; none where it may be about coming ones."""
        if pin.sessions is not None:
            past = bool(pin.sessions) and pin.sessions <= problem.frozen
            return [problem.sessions[s].id for s in sorted(pin.sessions)] if past else []
        return [day for day, s in self.sessions.items() if day in self.frozen and pin.paper in s.required]

    def place(self, pin: Pin, days: list[str]) -> None:
        """A paper or an event to where it was."""
        here = [self.sessions[day] for day in days if day in self.sessions]
        if pin.paper is not None and here and not any(pin.paper in session.required for session in here):
            duties = [d for s in self.sessions.values() for d in s.duties if d.paper == pin.paper]
            for day, session in self.sessions.items():
                self.sessions[day] = _without(session, pin.paper)
            now = self.sessions[here[0].id]
            held = {"required": [*now.required, pin.paper], "duties": [*now.duties, *duties]}
            self.sessions[now.id] = now.model_copy(update=held)
        if pin.event is not None and here and all(session.event != pin.event for session in here):
            old = next((s for s in self.sessions.values() if s.event == pin.event), None)
            if old is not None:
                self.sessions[old.id] = old.model_copy(update={"event": None})
            self.sessions[here[0].id] = self.sessions[here[0].id].model_copy(update={"event": pin.event})

    def seat(self, day: str, role: str, paper: str | None, people: list[str]) -> None:
        """The people of a seat."""
        session = self.sessions[day]
        if {d.person for d in session.duties if (d.role, d.paper) == (role, paper)} == set(people):
            return
        others = [duty for duty in session.duties if (duty.role, duty.paper) != (role, paper)]
        held = [Duty(role=role, person=person, paper=paper) for person in dict.fromkeys(people)]
        self.sessions[day] = session.model_copy(update={"duties": [*others, *held]})


def _without(session: PlannedSession, paper: str) -> PlannedSession:
    return session.model_copy(
        update={
            "required": [name for name in session.required if name != paper],
            "optional": [name for name in session.optional if name != paper],
            "duties": [duty for duty in session.duties if duty.paper != paper],
        }
    )


def _whole(plan: Plan, sessions: list[PlannedSession], problem: Problem) -> Plan:
    """The plan with corrected sessions, their derived lines true, and the names that they need."""
    papers = {
        p.id: PlannedPaper(title=p.title, authors=list(p.authors), url=p.url, minutes=p.minutes, topic=p.topic)
        for p in problem.papers.values()
    }
    people = {person.id: PlannedPerson(name=person.name) for person in problem.people.values()}
    named = plan.model_copy(
        update={"sessions": sessions, "papers": {**papers, **plan.papers}, "people": {**people, **plan.people}}
    )
    true = made_true(named, lambda *path: Where("plan", path=path))
    return named.model_copy(update={"sessions": true.sessions})
