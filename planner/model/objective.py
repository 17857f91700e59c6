"""A step of the goals as one linear expression, always to be made small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf
from typing import Any

from ortools.sat.python import cp_model

from planner.model.model import Model
from planner.model.solver import Solution
from planner.plans.scoring import Step
from planner.rule import Goal, Terms


@dataclass(frozen=True)
class Objective:
    """A linear expression to be made small, and the sign that turns its value into the goals' integers.

    ``levels`` are the terms of a goal that is solved level by level; the expression then is its first level. No term
    passes ``end``, where that is known.
    ``extreme`` are those of a goal that is the largest or smallest of its terms, with the sign that makes them small.
    """

    expression: Any
    sign: int
    levels: Mapping[str, Any] | None = None
    extreme: Sequence[Any] = ()
    end: int | None = None


def objective_of(model: Model, step: Step) -> Objective:
    """The step's expression; the goals' terms are built in the model."""
    parts = []
    extreme: list[Any] = []
    for goal in step.goals:
        terms = goal.build(model)
        expression = combined(model, goal, terms)
        if terms.combine == "levels":
            return Objective(-expression, -1, terms.terms, end=terms.end)
        sign = 1 if goal.best == "low" else -1
        parts.append((step.weight(goal), sign, expression))
        extreme = [sign * term for term in terms.terms.values()] if terms.combine in ("min", "max") else []
    if not step.weighed:
        ((_, sign, expression),) = parts
        return Objective(sign * expression, sign, None, extreme)
    return Objective(sum(weight * sign * expression for weight, sign, expression in parts), 1)


def combined(model: Model, goal: Goal, terms: Terms) -> Any:
    """One expression for a goal's terms: their sum, or a variable that bounds their maximum or minimum."""
    expressions = list(terms.terms.values())
    if terms.combine == "sum":
        return sum(expressions) if expressions else 0
    if terms.combine == "stages":
        return expressions[0]
    variable = model.cp.new_int_var(-(2**30), 2**30, goal.name)
    for expression in expressions:
        # The first level of `levels` is a minimum too.
        model.cp.add(variable >= expression if terms.combine == "max" else variable <= expression)
    if not expressions:
        model.cp.add(variable == 0)
    return variable


def whole_bound(solution: Solution) -> int | None:
    """The bound on a minimised integer, rounded up unless it is an integer already; None where there is none."""
    if solution.values is None or isinf(solution.bound):
        return None
    whole = round(solution.bound)
    return whole if abs(solution.bound - whole) < 1e-6 else int(solution.bound // 1) + 1


def value_of(cp: cp_model.CpModel, solution: Solution) -> int:
    """What a solution scores in the objective that a model has now, to be made small."""
    objective = cp.proto.objective
    assert solution.values is not None
    total = sum(int(c) * solution.values[v] for v, c in zip(objective.vars, objective.coeffs, strict=True))
    return int(total + objective.offset)
