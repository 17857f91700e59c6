"""The planner and the plain formulation prove the same optima, and the linear rows are that formulation."""

from __future__ import annotations

from typing import Any

import pytest
from ortools.sat.python import cp_model

from planner import api
from planner.plans.outcome import Outcome
from planner.plans.reading import decision_of
from planner.problem.problem import Problem
from tests.benchmarks.bids import bids_text
from tests.benchmarks.linear import linear_model
from tests.benchmarks.plain import NotPlain, Plain
from tests.benchmarks.terms import Size, term_text
from tests.courses import HEAD, make_course

TEXTS = {
    **{f"papers-{seed}": term_text(Size(6, 12, 3, 0), seed) for seed in range(6)},
    **{f"people-{seed}": term_text(Size(5, 9, 3, 8), seed) for seed in range(6)},
    "bids": bids_text(8, 9),
}


def lexicographic(cp: Any, steps: list[Any]) -> list[int]:
    """The optimum of each expression in order, each proven and kept."""
    values = []
    for expression in steps:
        cp.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 2, 60
        assert solver.solve(cp) == cp_model.OPTIMAL
        values.append(round(solver.objective_value))
        cp.clear_objective()
        cp.add(expression <= values[-1])
    return values


def plain_optima(problem: Problem) -> list[int]:
    """What the plain formulation proves, goal by goal."""
    plain = Plain(problem)
    return lexicographic(plain.cp, [step.expression for step in plain.steps])


@pytest.mark.parametrize("name", TEXTS)
def test_same_optima(name: str) -> None:
    """Goal by goal, the planner's proven values are those of the plain formulation."""
    course = make_course(TEXTS[name], time_limit=60)
    plan = api.plan(course).plan
    assert plan.solved is not None
    assert all(goal.proven for goal in plan.solved.goals)
    outcome = Outcome(course.problem, decision_of(plan, course.problem)[0])
    scores = [(step.goals[0].score(outcome).value, step.goals[0].best) for step in course.steps]
    assert [-value if best == "high" else value for value, best in scores] == plain_optima(course.problem)


@pytest.mark.parametrize("name", ["papers-0", "people-1", "bids"])
def test_rows_are_the_formulation(name: str) -> None:
    """The rows, read back as a model, have the same optima."""
    problem = make_course(TEXTS[name]).problem
    plain = Plain(problem)
    rows = linear_model(plain.cp, [(step.goal, step.sign, step.expression) for step in plain.steps])
    assert rows_optima(rows) == plain_optima(problem)


def test_rows_of_the_rules() -> None:
    """Enforced constraints, clauses and maxima of the planner's own model become rows too."""
    from constraints.registry import RULES
    from planner.model.model import Model

    course = make_course(TEXTS["people-2"])
    model = Model(course.problem)
    model.build(RULES)
    steps = [(step.label, 1, step.build(model)[0].expression) for step in course.steps]
    assert rows_optima(linear_model(model.cp, steps)) == plain_optima(course.problem)


def rows_optima(rows: Any) -> list[int]:
    """The optima of linear rows."""
    cp = cp_model.CpModel()
    variables = [cp.new_int_var(low, high, "") for low, high in zip(rows.lower, rows.upper, strict=True)]
    for low, high, columns, values in rows.rows:
        total = cp_model.LinearExpr.weighted_sum([variables[column] for column in columns], values)
        cp.add_linear_constraint(total, -(2**40) if low is None else low, 2**40 if high is None else high)
    goals = []
    for _, _, offset, columns, values in rows.goals:
        goals.append(cp_model.LinearExpr.weighted_sum([variables[column] for column in columns], values) + offset)
    return lexicographic(cp, goals)


def test_refuses_what_it_does_not_know() -> None:
    """A course that uses more than the plain formulation knows is named as such."""
    text = (
        HEAD
        + "papers: {must: [a, b], apart: [[a, b]], details: {a: {title: A, minutes: 5}, b: {title: B, minutes: 5}}}\n"
    )
    with pytest.raises(NotPlain, match=r"apart, default or weighed goals"):
        Plain(make_course(text).problem)
