"""Figures of goals on any plan, and which of two plans is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plans.outcome import Outcome
from planner.rule import Goal, Score

if TYPE_CHECKING:
    from planner.problem.problem import Problem


@dataclass(frozen=True)
class Step:
    """One step of the goals: a goal, or several weighed against each other; ``weights`` by goal name."""

    number: int
    goals: tuple[Goal, ...]
    weights: Mapping[str, int]
    weighed: bool

    @property
    def label(self) -> str:
        """The step as progress and scorecard name it."""
        return " + ".join(goal.name for goal in self.goals)

    def weight(self, goal: Goal) -> int:
        """What one unit of the goal counts in the step; 1 where it stands alone."""
        return self.weights.get(goal.name, 1) if self.weighed else 1


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


def rank(steps: Sequence[Step], outcome: Outcome) -> tuple[tuple[int, ...], ...]:
    """What orders plans: a smaller rank is a better plan, step by step."""
    return tuple(_step_rank(step, outcome) for step in steps)


def _step_rank(step: Step, outcome: Outcome) -> tuple[int, ...]:
    total = 0
    levels: tuple[int, ...] = ()
    for goal in step.goals:
        score = goal.score(outcome)
        sign = 1 if goal.best == "low" else -1
        total += step.weight(goal) * sign * score.value
        if goal.name == "leximin":
            levels = tuple(sorted(sign * value for value in score.terms.values()))[::-1]
    return levels or (total,)
