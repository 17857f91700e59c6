"""Leximin: the worst off, then the next worst, and so on, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.model.extract import extract
from planner.model.objective import Objective, whole_bound
from planner.model.result import StepOutcome
from planner.model.solver import Solution, Status
from planner.plan.outcome import Outcome
from planner.plan.scoring import Step

if TYPE_CHECKING:
    from planner.model.search import Search


def climb(search: Search, step: Step, objective: Objective, seconds: float) -> bool:
    """Leximin: raise the worst term, then the next worst, and so on; False when there is no plan at all.

    Level k is a variable that all terms but k − 1 of the planner's choice reach (the k-th smallest value); what
    each level reached is kept for those after it.
    """
    assert objective.levels is not None
    terms, result = list(objective.levels.values()), search.result
    ends = search.clock() + seconds
    levels: list[tuple[int, bool]] = []
    first_bound: int | None = None
    spent = 0.0
    for number in range(len(terms)):
        if result.solution is not None and _levels_of(search, step, result.solution)[number] == objective.end:
            # So are all above it, and nothing can be better.
            search.model.cp.add(_level(search, terms, number) >= objective.end)
            levels += [(objective.end, True)] * (len(terms) - number)
            first_bound = objective.end if number == 0 else first_bound
            break
        level, least = _level(search, terms, number), levels[-1][0] if levels else 0
        left = (ends - search.clock()) / 2 if number < len(terms) - 1 else ends - search.clock()
        if result.solution is not None and (search.flag or left <= 0.02):
            break
        patience = None if result.solution is not None else seconds
        label = f"{step.label} (level {number + 1} of {len(terms)})"
        solution = search.ask(Objective(-level, -1), left, label, patience)
        spent += solution.seconds
        if not search.take(solution, step):
            return False
        assert result.solution is not None
        reached = max(_levels_of(search, step, result.solution)[number], least)
        proven = solution.status is Status.OPTIMAL and whole_bound(solution) == -reached
        if number == 0:
            first_bound = reached if proven else _opposite(whole_bound(solution))
        search.model.cp.add(level >= reached)
        levels.append((reached, proven))
    # Levels that no time was left for are what the plan gives, without proof.
    assert result.solution is not None
    values = _levels_of(search, step, result.solution)
    for number in range(len(levels), len(terms)):
        if number == 0 or values[number] > values[number - 1]:
            # What comes after must not make them worse.
            search.model.cp.add(_level(search, terms, number) >= values[number])
        levels.append((values[number], False))
    proven = all(done for _, done in levels)
    first = levels[0][0] if levels else 0
    result.steps.append(StepOutcome(step, first, first_bound, proven, spent, tuple(levels)))
    return True


def _opposite(value: int | None) -> int | None:
    return None if value is None else -value


def _levels_of(search: Search, step: Step, solution: Solution) -> list[int]:
    """The terms of a plan, the worst first."""
    outcome = Outcome(search.model.problem, extract(search.model, solution))
    return sorted(step.goals[0].score(outcome).terms.values())


def _level(search: Search, terms: Sequence[Any], excused: int) -> Any:
    """A variable that all terms but ``excused`` of them reach."""
    cp = search.model.cp
    level = cp.new_int_var(0, 2**30, f"level {excused + 1}")
    if excused == 0:
        for term in terms:
            cp.add(level <= term)
        return level
    out = [cp.new_bool_var(f"term {place} is below level {excused + 1}") for place in range(len(terms))]
    cp.add(sum(out) <= excused)
    for term, below in zip(terms, out, strict=True):
        cp.add(level <= term).only_enforce_if(below.negated())
    return level
