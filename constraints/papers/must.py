"""``papers.must``, pinned papers and papers of events are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken
from planner.findings import Finding
from planner.plans.outcome import Outcome

if TYPE_CHECKING:
    from planner.model.model import Model


class Must:
    """A ``must`` paper is required in exactly one session."""

    name = "must"

    def sentence(self, paper: str) -> str:
        """What the requirement says."""
        return f'paper "{paper}" must be read'

    def build(self, model: Model) -> None:
        """Each is read."""
        for paper in model.problem.papers.values():
            if paper.must is not None:
                requirement = model.requirement(paper.must, self.sentence(paper.id))
                requirement.any_of([model.variables.read(paper.id)])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Those that no session requires."""
        for paper in outcome.problem.papers.values():
            if paper.must is not None and paper.id not in outcome.sessions_of:
                yield broken(self.name, paper.must, self.sentence(paper.id), "the plan leaves it out", paper.id)
