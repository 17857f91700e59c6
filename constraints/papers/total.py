"""``papers.total``: how many required papers the term has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.capacity import least_papers, most_papers
from constraints.wording import broken, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel

WHAT = "required papers in the term"


class TotalPapers:
    """A number of required papers within limits."""

    name = "total-papers"
    about = concerning("papers", "counts sessions")

    def build(self, model: Model) -> None:
        """Count them."""
        count = sum(model.variables.read(paper) for paper in model.problem.papers)
        model.limit(count, model.problem.total, WHAT)

    build_fewer_duties = build
    """What people wish competes for a number of papers."""

    def build_undated(self, blocks: BlockModel) -> None:
        """Count them."""
        blocks.limit(sum(blocks.read(paper) for paper in blocks.problem.papers), blocks.problem.total)

    def impossible(self, problem: Problem) -> Iterable[Finding]:
        """More papers asked than fit, or fewer allowed than must be."""
        most, least = most_papers(problem), least_papers(problem)
        if least.value > most.value:
            detail = f"{least.words} = {least.value}, but at most {most.value} fit ({most.words})"
            bound = problem.total.min or problem.total.max
            where = bound.where if bound is not None else problem.where
            yield broken(self.name, where, "the required papers do not fit into the term", detail)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Too few or too many."""
        yield from outside(self.name, outcome.problem.total, len(outcome.all_required), WHAT)
