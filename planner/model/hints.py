"""From a decision to a value for every variable, so that the search can start from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model.model import Model
from planner.model.solver import StopFlag, set_hints, solve
from planner.problem.decision import Decision
from planner.problem.problem import SearchSettings


def complete(model: Model, decision: Decision, settings: SearchSettings, flag: StopFlag) -> dict[int, int]:
    """Values by variable index that extend a decision which keeps all rules; empty when none were found."""
    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    constants = (model.variables.zero, model.variables.one)
    if any(variable is constants[1 - value] for variable, value in _decided(model, decision)):
        # Where the model has no variable, the decision must not need another value.
        return {}
    set_hints(model.cp, decided(model, decision))
    solution = solve(
        model.cp, settings, 10.0, flag, parameters={"fix_variables_to_their_hinted_value": True, "num_workers": 1}
    )
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    return dict(enumerate(solution.values)) if solution.values is not None else {}


def decided(model: Model, decision: Decision) -> dict[int, int]:
    """Values by variable index for all that a decision decides, whether or not it keeps the rules."""
    return {variable.index: value for variable, value in _decided(model, decision)}


def papers_hint(model: Model, decision: Decision) -> dict[int, int]:
    """Values by variable index for the papers, listings and events of a decision, and nothing said of people."""
    return {variable.index: value for variable, value in _papers(model, decision)}


def _decided(model: Model, decision: Decision) -> Iterator[tuple[Any, int]]:
    """Each variable that is a decision, with its value."""
    yield from _papers(model, decision)
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
