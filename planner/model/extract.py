"""From the solver's values to a decision: which papers, events and people stand in which session."""

from __future__ import annotations

from typing import Any, Protocol

from planner.model.model import Model
from planner.problem.decision import Decision, Holding


class Valued(Protocol):
    """Something that has a value for each variable."""

    def value(self, variable: Any) -> int:
        """The value of a variable."""


def extract(model: Model, solution: Valued, people: bool = True) -> Decision:
    """The decision of a solution; papers in catalogue order, duties by role, paper and person in file order.

    Without ``people`` it has no duties but those of the past: a question that is not about people has no variables for
    them.
    """
    problem, variables = model.problem, model.variables
    required: list[tuple[str, ...]] = []
    optional: list[tuple[str, ...]] = []
    events: list[str | None] = []
    duties: list[tuple[Holding, ...]] = []
    for session in variables.indices:
        if session in problem.frozen:
            past = variables.past.decision
            required.append(past.required[session])
            optional.append(past.optional[session])
            events.append(past.events[session])
            duties.append(past.duties[session])
            continue
        read = tuple(p for p in problem.papers if solution.value(variables.reads(p, session)))
        required.append(read)
        listed: tuple[str, ...] = ()
        if problem.reading.optional_per_session is not None:
            listed = tuple(p for p in problem.papers if solution.value(variables.lists(p, session)))
        optional.append(listed)
        event = next((e for e in problem.events if solution.value(variables.takes(e, session))), None)
        events.append(event)
        duties.append(tuple(_duties(model, solution, session, read)) if people else ())
    return Decision(tuple(required), tuple(optional), tuple(events), tuple(duties))


def _duties(model: Model, solution: Valued, session: int, read: tuple[str, ...]) -> list[Holding]:
    problem, variables = model.problem, model.variables
    found = []
    for role in problem.roles.values():
        if role.most == 0:
            continue
        if role.per == "session":
            if session in role.sessions:
                holders = (p for p in problem.people if solution.value(variables.serves(p, role.id, session)))
                found += [Holding(role.id, person) for person in holders]
            continue
        for paper in read:
            if paper in role.papers:
                holders = (p for p in problem.people if solution.value(variables.presents(p, role.id, paper)))
                found += [Holding(role.id, person, paper) for person in holders]
    return found
