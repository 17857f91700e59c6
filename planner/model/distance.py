"""How far a plan is from others: papers on another date, other papers, and people who left their seats."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.model import Model
from planner.model.requirement import Linear
from planner.problem.decision import Decision


def least_distance(model: Model, others: Sequence[Decision]) -> Linear:
    """A variable that no distance of the model's plan from one of the others is below."""
    least = model.cp.new_int_var(0, 1_000_000, "least distance")
    for other in others:
        model.cp.add(least <= _distance(model, other))
    return least


def _distance(model: Model, other: Decision) -> Linear:
    variables, problem = model.variables, model.problem
    places = places_of(other)
    terms: list[Linear] = []
    for paper in problem.papers:
        session = places.get(paper)
        terms.append(variables.read(paper) if session is None else 1 - variables.reads(paper, session))
    for role, person, place in sorted(seats_of(other), key=str):
        if isinstance(place, str):
            terms.append(variables.read(place) - variables.presents(person, role, place))
        else:
            terms.append(1 - variables.serves(person, role, place))
    return sum(terms)


def places_of(decision: Decision) -> dict[str, int]:
    """The session of each required paper."""
    return {paper: session for session, papers in enumerate(decision.required) for paper in papers}


def seats_of(decision: Decision) -> set[tuple[str, str, str | int]]:
    """Each duty as role, person, and paper (or session, for a role per session)."""
    return {
        (duty.role, duty.person, duty.paper if duty.paper is not None else session)
        for session, duties in enumerate(decision.duties)
        for duty in duties
    }
