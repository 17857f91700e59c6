"""Leximin: the worst off, then the next worst, and so on, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.model.extract import extract
from planner.model.search import Notify, Objective, Search, SearchResult, StepOutcome, whole_bound
from planner.model.solver import Solution, Status
from planner.plan.outcome import Outcome
from planner.plan.scoring import Step


def climb(
    search: Search,
    step: Step,
    objective: Objective,
    seconds: float,
    notify: Notify | None,
    started: float,
    result: SearchResult,
) -> bool:
    """Leximin: raise the worst term, then the next worst, and so on; False when there is no plan at all.

    Level k is a variable that all terms but k − 1 of the planner's choice reach (the k-th smallest value); what
    each level reached is kept for those after it.
    """
    assert objective.levels is not None
    terms = list(objective.levels.values())
    ends = search.clock() + seconds
    levels: list[tuple[int, bool]] = []
    first_bound: int | None = None
    spent = 0.0
    for number in range(len(terms)):
        level, least = _level(search, terms, number), levels[-1][0] if levels else 0
        left = (ends - search.clock()) / 2 if number < len(terms) - 1 else ends - search.clock()
        if result.solution is not None and (search.flag or left <= 0.02):
            break
        patience = None if result.solution is not None else seconds
        label = f"{step.label} (level {number + 1} of {len(terms)})"
        solution = search.ask(Objective(-level, -1), left, label, notify, started, result, patience)
        spent += solution.seconds
        if solution.values is None and result.solution is None:
            result.status = "infeasible" if solution.status is Status.INFEASIBLE else "unknown"
            return False
        if solution.values is not None:
            result.solution, result.status = solution, "solved"
            search.hint(dict(enumerate(solution.values)))
        assert result.solution is not None
        reached = max(_levels_of(search, step, result.solution)[number], least)
        proven = solution.status is Status.OPTIMAL
        if number == 0:
            first_bound = reached if proven else -whole_bound(solution.bound) if solution.values else None
        search.model.cp.add(level >= reached)
        levels.append((reached, proven))
    # Levels that no time was left for are what the plan gives, without proof.
    assert result.solution is not None
    values = _levels_of(search, step, result.solution)
    levels += [(value, False) for value in values[len(levels) :]]
    proven = all(done for _, done in levels)
    first = levels[0][0] if levels else 0
    result.steps.append(StepOutcome(step, first, first_bound, proven, spent, tuple(levels)))
    return True


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
