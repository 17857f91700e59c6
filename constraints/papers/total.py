"""``papers.total``: how many required papers the term has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import outside
from planner.findings import Finding
from planner.plan.outcome import Outcome

if TYPE_CHECKING:
    from planner.model.model import Model

WHAT = "required papers in the term"


class TotalPapers:
    """A number of required papers within limits."""

    name = "total-papers"

    def build(self, model: Model) -> None:
        """Count them."""
        count = sum(model.variables.read(paper) for paper in model.problem.papers)
        model.limit(count, model.problem.total, WHAT)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Too few or too many."""
        yield from outside(self.name, outcome.problem.total, len(outcome.all_required), WHAT)
