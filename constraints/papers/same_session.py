"""``papers.same_session``: papers that are required together in one session, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import PaperSet, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class SameSession:
    """All of a set in one session, or none."""

    name = "same-session"
    about = concerning("dates")

    def sentence(self, together: PaperSet) -> str:
        """What the requirement says."""
        return f"{', '.join(together.papers)} are read in one session, or none of them"

    def build(self, model: Model) -> None:
        """Their variables agree in every session; a partner that cannot be read bars the others."""
        variables = model.variables
        for together in model.problem.same_session:
            requirement = model.requirement(together.where, self.sentence(together))
            papers = [paper for paper in together.papers if paper in model.problem.papers]
            if len(papers) < len(together.papers):
                for paper in papers:
                    requirement.never(variables.read(paper))
            for first, second in pairwise(papers):
                for session in model.problem.coming:
                    requirement.add(variables.reads(first, session) == variables.reads(second, session))

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """All papers of a set or none."""
        return not any(0 < sum(p in papers for p in entry.papers) < len(entry.papers) for entry in problem.same_session)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sets that are torn apart."""
        for together in outcome.problem.same_session:
            if len({outcome.session_of(paper) for paper in together.papers}) > 1:
                read = [outcome.session_of(paper) for paper in together.papers]
                yield broken(
                    self.name,
                    together.where,
                    self.sentence(together),
                    "here they are apart",
                    *(day(outcome.problem, session) for session in read if session is not None),
                    *together.papers,
                )
