"""Goal ``worst_off``: the least satisfied person's satisfaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from constraints.goals.satisfaction import FULL, build_satisfaction, satisfactions, senseless
from constraints.wording import names
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class WorstOff:
    """Raises the worst-off person as far as it goes."""

    name = "worst_off"
    about = concerning("papers", "dates", "people", "wishes")
    unit = "%"
    best: Literal["low", "high"] = "high"
    meaning = "how many of their wishes the least satisfied person gets"
    sense = "somebody has wishes that their duties can grant or fail"

    def senseless(self, problem: Problem) -> str | None:
        """Somebody must have wishes."""
        return senseless(problem)

    def build(self, model: Model) -> Terms:
        """Everybody's satisfaction; the least counts."""
        return Terms("min", build_satisfaction(model))

    def end(self, problem: Problem) -> int:
        """Everybody content."""
        return FULL

    def score(self, outcome: Outcome) -> Score:
        """The least satisfaction, in tenths of a percent."""
        terms = satisfactions(outcome)
        return Score(min(terms.values(), default=0), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """Who it is."""
        worst = [outcome.problem.people[person].name for person, value in score.terms.items() if value == score.value]
        return "wishes granted to the worst off", f"{score.value / 10:g} % ({names(worst)})"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Percent, one decimal."""
        return value / self.scale(problem)

    def scale(self, problem: Problem) -> int:
        """Tenths of a percent."""
        return 10
