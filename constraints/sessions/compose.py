"""``reading.compose``: how many papers with a tag each session with readings has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import day, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Compose, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class SessionComposition:
    """A number of papers with a tag within limits, in each session with readings."""

    name = "compose"
    about = concerning("dates")

    def what(self, compose: Compose) -> str:
        """What is limited."""
        return f'required papers tagged "{compose.tag}" in each session with readings'

    def build(self, model: Model) -> None:
        """Count the tagged papers of each session."""
        problem, variables = model.problem, model.variables
        for compose in problem.reading.compose:
            limits = model.limits(compose.limits, self.what(compose))
            tagged = [paper for paper in problem.papers if paper in compose.papers]
            for session in problem.coming:
                count = sum(variables.reads(paper, session) for paper in tagged)
                limits.apply(count, least_when=[variables.has_reading(session)])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions with too few or too many."""
        for compose in outcome.problem.reading.compose:
            for session in outcome.reading_sessions:
                id_ = day(outcome.problem, session)
                count = len(compose.papers & set(outcome.required[session]))
                yield from outside(self.name, compose.limits, count, self.what(compose), id_, here=id_)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The numbers are within the limits."""
        for compose in problem.reading.compose:
            count, limits = len(compose.papers & set(papers)), compose.limits
            if (limits.max and count > limits.max.value) or (limits.min and count < limits.min.value):
                return False
        return True
