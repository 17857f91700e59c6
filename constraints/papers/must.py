"""``papers.must``, pinned papers and papers of events are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class Must:
    """A ``must`` paper is required in exactly one session."""

    name = "must"
    about = concerning("papers", "counts sessions")

    def sentence(self, paper: str) -> str:
        """What the requirement says."""
        return f'paper "{paper}" must be read'

    def build(self, model: Model) -> None:
        """Each is read."""
        for paper in model.problem.papers.values():
            if paper.must is not None:
                requirement = model.requirement(paper.must, self.sentence(paper.id))
                requirement.any_of([model.variables.read(paper.id)])

    build_fewer_duties = build
    """What people wish competes with what must be read."""

    def build_undated(self, blocks: BlockModel) -> None:
        """Each is read."""
        for paper in blocks.problem.papers.values():
            if paper.must is not None:
                blocks.cp.add(blocks.read(paper.id) == 1)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Those that no session requires."""
        for paper in outcome.problem.papers.values():
            if paper.must is not None and paper.id not in outcome.sessions_of:
                yield broken(self.name, paper.must, self.sentence(paper.id), "the plan leaves it out", paper.id)
