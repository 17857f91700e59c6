"""Goal ``preferences``: mean satisfaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from constraints.goals.satisfaction import FULL, build_satisfaction, satisfactions, senseless, wishing
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Preferences:
    """The mean over people with wishes; the model sums tenths of a percent, so that nothing is rounded twice."""

    name = "preferences"
    about = concerning("papers", "dates", "people", "wishes")
    unit = "%"
    best: Literal["low", "high"] = "high"
    meaning = "mean satisfaction of the people with wishes"
    sense = "somebody has wishes that their duties can grant or fail"

    def senseless(self, problem: Problem) -> str | None:
        """Somebody must have wishes."""
        return senseless(problem)

    def build(self, model: Model) -> Terms:
        """Everybody's satisfaction, summed."""
        return Terms("sum", build_satisfaction(model))

    def end(self, problem: Problem) -> int:
        """Everybody content."""
        return FULL * len(wishing(problem))

    def score(self, outcome: Outcome) -> Score:
        """The sum of satisfactions, in tenths of a percent."""
        terms = satisfactions(outcome)
        return Score(sum(terms.values()), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """The mean, and of how many people."""
        people = len(score.terms)
        who = f"{people} {'person' if people == 1 else 'people'} with wishes"
        return "wishes granted on average", f"{self.figure(outcome.problem, score.value):g} % over {who}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Mean in percent, two decimals."""
        return round(value / self.scale(problem), 2)

    def scale(self, problem: Problem) -> int:
        """Tenths of a percent, summed over the people with wishes."""
        return 10 * max(1, len(wishing(problem)))
