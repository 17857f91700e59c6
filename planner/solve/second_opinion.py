"""What the solver calls impossible or best is asked again in another way, as 9.15 has been wrong of both in presolve.

A plan is judged by the checker; that there is no better one no checker can see. So the same question is put to the
solver without presolve, with other cuts. It mostly takes longer there, so a second opinion that cannot be had within a
share of the first one's time counts as agreement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, inf
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.problem import SearchSettings
from planner.solve.solver import Solution, Status, StopFlag, solve

OTHERWISE = {"cp_model_presolve": False, "linearization_level": 2, "symmetry_level": 0, "num_workers": 1}
SHARE = 0.1
"""Of the time that the first answer took."""
LEAST, FOR_IMPOSSIBLE = 0.02, 5.0
"""Seconds at least; and to find a plan of a course that has none."""


def solve_surely(
    model: cp_model.CpModel,
    settings: SearchSettings,
    seconds: float,
    flag: StopFlag,
    notify: Callable[[float | None, float | None], None] | None = None,
    parameters: dict[str, Any] | None = None,
    patience: float | None = None,
) -> Solution:
    """As :func:`planner.solve.solver.solve`; a bound, and with it what is called the best, stands up to a second
    opinion, else the better solution found is what comes back, as one of which nothing is proven (its bound is −∞).
    """
    solution = solve(model, settings, seconds, flag, notify, parameters, patience)
    if solution.values is None or not model.has_objective() or flag:
        return solution
    other = _below_bound(model, solution, settings, flag)
    return solution if other is None else replace(other, status=Status.FEASIBLE, bound=-inf)


def _below_bound(model: cp_model.CpModel, known: Solution, settings: SearchSettings, flag: StopFlag) -> Solution | None:
    """A solution that is better than the bound says is possible; None if none is found."""
    objective = model.proto.objective
    terms = list(zip(objective.vars, objective.coeffs, strict=True))
    domains = [list(model.proto.variables[index].domain) for index, _ in terms]
    least = sum(min(c * domain[0], c * domain[-1]) for (_, c), domain in zip(terms, domains, strict=True))
    # Of a bound of 3.2 nothing is said but that 3 cannot be reached.
    bound = ceil(known.bound - objective.offset - 1e-6)
    if bound <= least:
        # That no variable leaves its domain needs no second opinion.
        return None
    asked = model.clone()
    asked.clear_objective()  # type: ignore[no-untyped-call]
    asked.clear_hints()  # type: ignore[no-untyped-call]
    asked.add(sum(c * asked.get_int_var_from_proto_index(index) for index, c in terms) <= bound - 1)
    found = solve(asked, settings, max(LEAST, SHARE * known.spent), flag, parameters=OTHERWISE)
    return None if found.values is None else found
