"""Goal ``priority``: the sum of the priorities of required papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Priority:
    """Points of the required papers: 1 to 5 each, 3 unless the file says otherwise."""

    name = "priority"
    about = concerning("papers")
    unit = "points"
    best: Literal["low", "high"] = "high"
    meaning = "the priorities (1 to 5, 3 unless given) of the required papers, summed"
    sense = "some candidate may stay unread"

    def senseless(self, problem: Problem) -> str | None:
        """There must be a choice."""
        free = any(paper.must is None for paper in problem.papers.values())
        return None if free else "every candidate must be read"

    def build(self, model: Model) -> Terms:
        """The priority of each paper that is read."""
        papers = model.problem.papers.values()
        return Terms("sum", {paper.id: paper.priority * model.variables.read(paper.id) for paper in papers})

    def score(self, outcome: Outcome) -> Score:
        """Sum the priorities of what is read."""
        read = set(outcome.all_required)
        terms = {paper.id: paper.priority if paper.id in read else 0 for paper in outcome.problem.papers.values()}
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """The points, and of how many papers."""
        read = len(outcome.all_required)
        return "priorities of what is read", f"{score.value} points, {read} of {len(outcome.problem.papers)} papers"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Points."""
        return value
