"""``papers.apart``: papers that are never required in one session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import PaperSet, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Apart:
    """At most one of a set in each session."""

    name = "apart"
    about = concerning("dates")

    def sentence(self, apart: PaperSet) -> str:
        """What the requirement says."""
        return f"{', '.join(apart.papers)} are never read in one session"

    def build(self, model: Model) -> None:
        """At most one in each session."""
        for apart in model.problem.apart:
            requirement = model.requirement(apart.where, self.sentence(apart))
            papers = [paper for paper in apart.papers if paper in model.problem.papers]
            for session in model.variables.indices:
                requirement.add(sum(model.variables.reads(paper, session) for paper in papers) <= 1)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions with two of a set."""
        for apart in outcome.problem.apart:
            for session, papers in enumerate(outcome.required):
                if len(set(papers) & set(apart.papers)) > 1:
                    id_ = day(outcome.problem, session)
                    detail = f"here on {id_}"
                    yield broken(self.name, apart.where, self.sentence(apart), detail, id_, *apart.papers)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """No two of a set."""
        return all(len(set(papers) & set(apart.papers)) <= 1 for apart in problem.apart)
