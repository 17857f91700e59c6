"""The scorecard shows exactly what the solver optimised: each goal's terms in the model are those of its score.

The courses are those of ``test_brute_force`` that have a plan.
"""

from __future__ import annotations

from typing import Any

import pytest
from ortools.sat.python import cp_model

from constraints.registry import GOALS
from planner.measure import combined
from planner.model.extract import extract
from planner.plans.outcome import Outcome
from planner.rule import Goal, Score
from planner.solve.solver import Solution, Status
from tests.model.test_brute_force import sized
from tests.rules.hand import build, solve_fixed

SEEDS = [(seed, staffed) for staffed in (False, True) for seed in (1, 2, 3, 5, 6, 7, 9, 10, 11, 13)]


def combine(combination: str, terms: dict[str, int]) -> int:
    """What terms combine to by hand; the value of levels is the first, the least."""
    if combination == "sum":
        return sum(terms.values())
    if combination == "stages":
        return next(iter(terms.values()))
    return (max if combination == "max" else min)(terms.values(), default=0)


def value_of(solver: cp_model.CpSolver, expression: Any) -> int:
    """The value of an expression that may be a plain number."""
    return expression if isinstance(expression, int) else int(solver.value(expression))


ALONE = [goal for goal in GOALS if goal.name != "changes"]
"""Goals that a course has sense for by itself; changes need an earlier plan."""


@pytest.mark.parametrize("goal", ALONE, ids=[goal.name for goal in ALONE])
def test_terms_of_an_optimum(goal: Goal) -> None:
    """Solved alone, a goal's value is that of its score, and so is every term that the value rests on."""
    asked = 0
    for seed, staffed in SEEDS:
        _, course, _ = sized(seed, staffed)
        problem = course.problem
        if goal.senseless(problem) is not None:
            continue
        asked += 1
        model = build(problem)
        terms = goal.build(model)
        expression = combined(model, goal, terms).expression
        model.cp.minimize(expression if goal.best == "low" else -expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        assert solver.solve(model.cp) == cp_model.OPTIMAL
        solution = Solution(Status.OPTIMAL, tuple(solver.response_proto.solution), 0.0, 0.0)
        decision = extract(model, solution)
        score = goal.score(Outcome(problem, decision))
        found = {name: value_of(solver, term) for name, term in terms.terms.items()}
        assert value_of(solver, expression) == score.value == combine(terms.combine, found), (seed, staffed)
        assert set(found) == set(score.terms)
        if terms.combine == "stages":
            assert set(found) == set(score.terms)
        elif terms.combine in ("sum", "max"):
            assert found == dict(score.terms), (seed, staffed)
        else:
            # A term above the least may stand lower than it could; never higher than it is.
            assert all(found[name] <= score.terms[name] for name in found), (seed, staffed)
            assert terms_at_their_best(goal, problem_of=(seed, staffed), score=score, decision=decision)
    assert asked >= 3


def terms_at_their_best(goal: Goal, problem_of: tuple[int, bool], score: Score, decision: Any) -> bool:
    """With the decision fixed and all terms raised, each is exactly the score's."""
    _, course, _ = sized(*problem_of)
    model = build(course.problem)
    terms = goal.build(model)
    model.cp.maximize(sum(terms.terms.values()))
    solver = solve_fixed(model, decision)
    assert solver is not None
    return {name: value_of(solver, term) for name, term in terms.terms.items()} == dict(score.terms)


@pytest.mark.parametrize("goal", GOALS, ids=[goal.name for goal in GOALS])
def test_score_combines_its_terms(goal: Goal) -> None:
    """On any decision, the value of a score is what its terms combine to, as the model combines them."""
    for seed, staffed in SEEDS:
        _, course, decisions = sized(seed, staffed)
        if goal.senseless(course.problem) is not None:
            continue
        combination = goal.build(build(course.problem)).combine
        for decision in decisions[:: max(1, len(decisions) // 10)]:
            score = goal.score(Outcome(course.problem, decision))
            assert score.value == combine(combination, dict(score.terms)), (seed, staffed)
