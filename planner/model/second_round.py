"""Time that is left when all steps are done goes to the first one that is not proven."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.model.objective import whole_bound
from planner.model.solver import Solution

if TYPE_CHECKING:
    from planner.model.search import Search

LEAST = 0.5
"""Seconds that must be left."""


def prove_on(search: Search, ends: float) -> None:
    """Until a time on the search's clock: prove the first unproven step, then the next; where a better plan turns up,
    all that comes after is solved anew.
    """
    while search.unproven is not None and search.result.solution is not None:
        left = ends - search.clock()
        if search.flag or left < LEAST:
            return
        (place, search.model.cp), search.unproven = search.unproven, None
        step, objective, known = search.steps[place], search.objectives[place], search.result.steps[place]
        # What came after may have made it better by the way.
        value = search.reached(step, search.result.solution)
        known = replace(known, value=objective.sign * value)
        search.hint(dict(enumerate(search.result.solution.values or ())))
        search.model.cp.add(objective.expression <= value)
        solution = search.prove(objective, left, step.label)
        if solution.values is not None and search.reached(step, solution) < value:
            search.take(solution)
            del search.result.steps[place:]
            search.result.steps.append(search.keep(step, objective, solution))
            search.solve_steps(ends, {})
        elif whole_bound(solution) == value:
            seconds = known.seconds + solution.seconds
            search.result.steps[place] = replace(known, bound=known.value, proven=True, seconds=seconds)
            _go_on_after(search, place)
        else:
            search.result.steps[place] = replace(known, bound=_nearer(known.bound, objective.sign, solution))


def _nearer(bound: int | None, sign: int, solution: Solution) -> int | None:
    """The better of a bound known and that of a solution."""
    found = whole_bound(solution)
    if found is None or bound is None:
        return bound if found is None else sign * found
    return sign * max(sign * bound, found)


def _go_on_after(search: Search, place: int) -> None:
    """Find the next step that is not proven, with all steps before it held; none after a leximin."""
    for later in range(place + 1, len(search.result.steps)):
        objective, known = search.objectives[later], search.result.steps[later]
        if objective.levels is not None:
            return
        if not known.proven:
            search.unproven = later, search.model.cp.clone()
            return
        search.model.cp.add(objective.expression <= objective.sign * known.value)
