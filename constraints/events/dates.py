"""``events``: each takes its number of sessions among its allowed dates; one event a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.wording import broken, day, days
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Event, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model

ONE = "at most one event in one session"


class EventDates:
    """Events are mandatory and take distinct allowed sessions."""

    name = "event-dates"
    about = concerning("dates", "counts sessions")

    def sentence(self, problem: Problem, event: Event) -> str:
        """What the requirement says."""
        allowed = sorted(event.allowed)
        if len(allowed) > 4:
            where = f"{day(problem, allowed[0])} … {day(problem, allowed[-1])} ({len(allowed)} sessions)"
        else:
            where = days(problem, allowed)
        return f'event "{event.title}" takes {event.sessions} of {where}'

    def build(self, model: Model) -> None:
        """The number of sessions, none outside, and one event a session."""
        problem, variables = model.problem, model.variables
        for event in problem.events.values():
            requirement = model.requirement(event.where, self.sentence(problem, event))
            taken = sum(variables.takes(event.id, s) for s in sorted(event.allowed))
            # An event that never was, and could be on past days only, is history.
            if not _may_be_used(problem, event) and not event.allowed <= problem.frozen:
                requirement.add(taken >= event.sessions)
            # Whoever lets go of an event leaves it out: it does not spread over the term.
            held = sum(variables.past.decision.events[session] == event.id for session in sorted(problem.frozen))
            model.cp.add(taken <= max(event.sessions, held))
            for session in variables.indices:
                if session not in event.allowed:
                    model.cp.add(variables.takes(event.id, session) == 0)
        if len(problem.events) > 1:
            requirement = model.requirement(problem.where, ONE)
            for session in variables.indices:
                requirement.add(sum(variables.takes(event, session) for event in problem.events) <= 1)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Events that are missing, too many, on other dates, or unknown."""
        problem = outcome.problem
        for event in problem.events.values():
            taken = outcome.event_sessions[event.id]
            few = len(taken) < event.sessions and not _may_be_used(problem, event)
            if few or len(taken) > event.sessions or not event.allowed.issuperset(taken):
                here = days(problem, taken) or "none"
                detail = f"the plan has {here}"
                # Where some are missing, it is about all days that could have it.
                places = [day(problem, session) for session in sorted({*taken, *(event.allowed if few else ())})]
                found = broken(self.name, event.where, self.sentence(problem, event), detail, *places, event.id)
                more = len(taken) - event.sessions
                yield replace(found, excess=more if more > 0 and event.allowed.issuperset(taken) else None)
        for name, sessions in outcome.event_sessions.items():
            if name not in problem.events:
                message = f'the course has no event "{name}"'
                yield broken(self.name, problem.where, message, "", *(day(problem, s) for s in sessions), name)


def _may_be_used(problem: Problem, event: Event) -> bool:
    """A repair may use a buffer that is not past."""
    if event.kind != "buffer" or problem.earlier is None:
        return False
    return not any(problem.earlier.decision.events[session] == event.id for session in problem.frozen)
