"""How much a topic can read in a given number of sessions, however its papers are packed: a table for each topic.

The packs alone bound what fits into one and a half sessions; that no topic has half a session is what tables add.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.problem import SearchSettings
from planner.solve.solver import StopFlag, solve
from planner.solve.undated.packs import Pack

EFFORT = {"max_deterministic_time": 1.0, "cp_model_probing_level": 0, "symmetry_level": 0, "linearization_level": 2}
"""Each entry is a tiny question; one that is not answered at once is left with its bound."""


def most_by_sessions(
    packs: Sequence[Pack], scores: Sequence[int], most_sessions: int, settings: SearchSettings, flag: StopFlag
) -> dict[int, int]:
    """By number of sessions, from 0 on, a bound on the summed scores of so many disjoint packs of one topic."""
    cp = cp_model.CpModel()
    chosen = [cp.new_bool_var("") for _ in packs]
    by_paper: dict[str, list[Any]] = {}
    for literal, pack in zip(chosen, packs, strict=True):
        for paper in pack.papers:
            by_paper.setdefault(paper, []).append(literal)
    for literals in by_paper.values():
        cp.add_at_most_one(literals)
    count = cp.new_int_var(0, most_sessions, "sessions")
    cp.add(cp_model.LinearExpr.sum(chosen) == count)
    cp.maximize(cp_model.LinearExpr.weighted_sum(chosen, scores))
    table = {0: 0}
    for sessions in range(1, most_sessions + 1):
        asked = cp.clone()
        asked.add(asked.get_int_var_from_proto_index(count.index) == sessions)
        solution = solve(asked, replace(settings, workers=1), 2.0, flag, parameters=EFFORT)
        # A number that the packs cannot fill needs no tight bound: the model of the blocks sees that by itself.
        loose = sum(sorted(scores, reverse=True)[:sessions])
        table[sessions] = loose if solution.values is None else min(loose, int(solution.bound + 1e-6))
    return table


def sizes_of(cp: cp_model.CpModel, sessions: Any, most: int) -> dict[int, Any]:
    """A literal for each number from 0 to ``most`` that ``sessions`` can be."""
    sizes = {number: cp.new_bool_var(f"{number} sessions") for number in range(most + 1)}
    cp.add_exactly_one(sizes.values())
    cp.add(sum(number * literal for number, literal in sizes.items()) == sessions)
    return sizes
