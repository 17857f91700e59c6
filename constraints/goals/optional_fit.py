"""Goal ``optional_fit``: how many optional papers are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class OptionalFit:
    """Optional papers that found a session of their topic."""

    name = "optional_fit"
    about = concerning("papers", "dates", "listings")
    unit = "papers"
    best: Literal["low", "high"] = "high"
    meaning = "papers listed as optional reading"
    sense = "reading.optional_per_session is given"

    def senseless(self, problem: Problem) -> str | None:
        """Optional reading must be asked for."""
        return None if problem.reading.optional_per_session else "reading.optional_per_session is not given"

    def build(self, model: Model) -> Terms:
        """Each paper that is listed."""
        return Terms("sum", {paper: model.variables.listed(paper) for paper in model.problem.papers})

    def score(self, outcome: Outcome) -> Score:
        """Count what is listed."""
        terms = {paper: int(paper in outcome.listings_of) for paper in outcome.problem.papers}
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many."""
        return "optional reading", f"{score.value} papers listed"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Papers."""
        return value
