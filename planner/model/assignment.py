"""From a decision to values of variables: what the search may start from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model.model import Model
from planner.problem.decision import Decision


def assignment(model: Model, decision: Decision, people: bool = True) -> dict[int, int]:
    """Values by variable index for all that a decision decides, whether or not it keeps the rules; without ``people``
    nothing of who is on duty.
    """
    return {variable.index: value for variable, value in _decided(model, decision, people)}


def contradicts(model: Model, decision: Decision, people: bool = True) -> bool:
    """Whether the decision needs another value where the model has a constant."""
    constants = (model.variables.zero, model.variables.one)
    return any(variable is constants[1 - value] for variable, value in _decided(model, decision, people))


def _decided(model: Model, decision: Decision, people: bool) -> Iterator[tuple[Any, int]]:
    """Each variable that is a decision, with its value."""
    yield from _papers(model, decision)
    if not people:
        return
    problem, variables = model.problem, model.variables
    held = {(d.role, d.person, d.paper or s) for s, duties in enumerate(decision.duties) for d in duties}
    for role in problem.roles.values():
        for person in problem.people if role.most else ():
            if role.per == "session":
                for session in sorted(role.sessions):
                    yield variables.serves(person, role.id, session), int((role.id, person, session) in held)
                continue
            for paper in problem.papers:
                if paper in role.papers:
                    yield variables.presents(person, role.id, paper), int((role.id, person, paper) in held)


def _papers(model: Model, decision: Decision) -> Iterator[tuple[Any, int]]:
    """Each variable that decides on papers and events, with its value."""
    problem, variables = model.problem, model.variables
    for session in variables.indices:
        for paper in problem.papers:
            yield variables.reads(paper, session), int(paper in decision.required[session])
            if problem.reading.optional_per_session is not None:
                yield variables.lists(paper, session), int(paper in decision.optional[session])
        for event in problem.events:
            yield variables.takes(event, session), int(decision.events[session] == event)
