"""Goal ``leximin``: the worst off, then the next worst, and so on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from constraints.goals.satisfaction import FULL, build_satisfaction, satisfactions, senseless
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Combine, Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Leximin:
    """Level by level: the k-th worst satisfaction is raised as far as the levels before it leave room."""

    name = "leximin"
    combine: Combine = "levels"
    about = concerning("papers", "dates", "people", "wishes")
    unit = "%"
    best: Literal["low", "high"] = "high"
    meaning = "the satisfaction of the worst off, then of the next worst, and so on"
    sense = "somebody has wishes that their duties can grant or fail"

    def senseless(self, problem: Problem) -> str | None:
        """Somebody must have wishes."""
        return senseless(problem)

    def build(self, model: Model) -> Terms:
        """Everybody's satisfaction, each a candidate for every level."""
        return Terms("levels", build_satisfaction(model))

    def end(self, problem: Problem) -> int:
        """Everybody content."""
        return FULL

    def score(self, outcome: Outcome) -> Score:
        """All satisfactions; the value is the first level."""
        terms = satisfactions(outcome)
        return Score(min(terms.values(), default=0), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """All levels, the worst first."""
        counted = Counter(f"{value / 10:g} %" for value in sorted(score.terms.values()))
        levels = (level if count == 1 else f"{level} × {count}" for level, count in counted.items())
        return "wishes granted, the worst off first", ", ".join(levels)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Percent, one decimal."""
        return value / self.scale(problem)

    def scale(self, problem: Problem) -> int:
        """Tenths of a percent."""
        return 10
