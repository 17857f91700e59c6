"""Only candidates are required or listed, never those under ``papers.never``, and each at most once in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day, days
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Candidates:
    """A paper is required in at most one session and listed at most once."""

    name = "candidates"
    about = concerning("papers")

    def build(self, model: Model) -> None:
        """Variables exist for candidates only, and none is required twice; so only listing needs saying."""
        if model.problem.reading.optional_per_session is None:
            return
        variables = model.variables
        requirement = model.requirement(model.problem.where, "a paper stands at most once in a plan")
        for paper in model.problem.papers:
            requirement.add(variables.read(paper) + variables.listed(paper) <= 1)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Strangers, barred papers and papers that stand twice."""
        problem = outcome.problem
        for paper in dict.fromkeys([*outcome.sessions_of, *outcome.listings_of]):
            required = outcome.sessions_of.get(paper, ())
            places = sorted((*required, *outcome.listings_of.get(paper, ())))
            subjects = (day(problem, places[-1]), paper)
            if paper in problem.never:
                yield broken(self.name, problem.never[paper], f'paper "{paper}" is never read', "", *subjects)
            elif paper not in problem.papers:
                yield broken(self.name, problem.where, f'paper "{paper}" is no candidate', "", *subjects)
            elif len(places) > 1:
                sentence = f'paper "{paper}" stands at most once in a plan'
                detail = f"here on {days(problem, places)}"
                yield broken(self.name, problem.papers[paper].where, sentence, detail, *subjects)
