"""``class_minutes``: what events and roles take of a session fits into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding, Where
from planner.plans.outcome import Outcome
from planner.problem.problem import Event, Problem, Role
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear

SENTENCE = "the class minutes of events and roles fit into each session"


class ClassMinutes:
    """Events take their minutes; a role takes its once for each paper, or session, where a seat is taken."""

    name = "class-minutes"
    about = concerning("dates", "people", "counts sessions")

    def build(self, model: Model) -> None:
        """Sum the minutes of each session."""
        problem = model.problem
        if not any(role.class_minutes for role in problem.roles.values()) and not any(
            event.class_minutes for event in problem.events.values()
        ):
            return
        requirement = model.requirement(_where(problem), SENTENCE)
        for session in problem.sessions:
            if session.index in problem.frozen:
                continue
            minutes: Linear = sum(
                _minutes(event, session.minutes) * model.variables.takes(event.id, session.index)
                for event in problem.events.values()
            )
            for role in problem.roles.values():
                if role.class_minutes and role.most:
                    minutes += role.class_minutes * sum(self._uses(model, role, session.index))
            if not isinstance(minutes, int):
                requirement.add(minutes <= session.minutes)

    def _uses(self, model: Model, role: Role, session: int) -> Iterable[Linear]:
        """Literals that are true where the role takes its minutes in the session."""
        papers = model.problem.papers if role.per == "paper" else (None,)
        for paper in papers:
            seats = model.variables.has_seats(role.id, session, paper)
            if seats is model.variables.zero:
                continue
            if role.least > 0:
                yield seats
                continue
            uses = model.cp.new_bool_var(f"{role.id} takes time on {session} for {paper or 'the session'}")
            for person in model.problem.people:
                if paper is None:
                    held = model.variables.serves(person, role.id, session)
                    model.cp.add_implication(held, uses)
                else:
                    held = model.variables.presents(person, role.id, paper)
                    model.cp.add_bool_or([held.negated(), seats.negated(), uses])
            yield uses

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions that are too short."""
        problem = outcome.problem
        for session in problem.sessions:
            event = outcome.event_in(session.index)
            used = _minutes(event, session.minutes) if event is not None else 0
            taken = {(duty.role, duty.paper) for duty in outcome.decision.duties[session.index]}
            used += sum(problem.roles[role].class_minutes for role, _ in taken if role in problem.roles)
            if used > session.minutes:
                id_ = day(problem, session.index)
                detail = f"{id_} has {session.minutes} minutes, and {used} are taken"
                yield broken(self.name, _where(problem), SENTENCE, detail, id_)


def _minutes(event: Event, length: int) -> int:
    return length if event.class_minutes is None else event.class_minutes


def _where(problem: Problem) -> Where:
    """The first role or event that takes class time."""
    for role in problem.roles.values():
        if role.class_minutes:
            return replace(role.where, path=(*role.where.path, "class_minutes"))
    for event in problem.events.values():
        if event.class_minutes:
            return replace(event.where, path=(*event.where.path, "class_minutes"))
    return problem.where
