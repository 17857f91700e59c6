"""Figures of goals on any plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plans.outcome import Outcome
from planner.rule import Goal, Score

if TYPE_CHECKING:
    from planner.problem.problem import Problem


@dataclass(frozen=True)
class Figure:
    """One goal on one plan, in the unit of the goal."""

    goal: str
    value: int | float
    unit: str
    score: Score


def figures(problem: Problem, goals: Sequence[Goal], outcome: Outcome) -> list[Figure]:
    """The figure of each goal that has sense for the course, in the order given."""
    found = []
    for goal in goals:
        if goal.senseless(problem) is None:
            score = goal.score(outcome)
            found.append(Figure(goal.name, goal.figure(problem, score.value), goal.unit, score))
    return found
