"""``reading.per_session.papers``: how many required papers a session with readings has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import day, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem

if TYPE_CHECKING:
    from planner.model.model import Model

WHAT = "required papers in each session with readings"


class SessionPapers:
    """A number of required papers within limits."""

    name = "session-papers"

    def build(self, model: Model) -> None:
        """Count the papers of each session; the minimum only where there are any."""
        variables = model.variables
        for session in model.problem.coming:
            limits = model.limits(model.problem.reading.common_papers(session), WHAT)
            limits.apply(variables.papers_in(session), least_when=[variables.has_reading(session)])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions with too few or too many."""
        for session in outcome.reading_sessions:
            limits = outcome.problem.reading.common_papers(session)
            id_ = day(outcome.problem, session)
            yield from outside(self.name, limits, len(outcome.required[session]), WHAT, id_, here=id_)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The number is within the limits."""
        limits = problem.reading.common_papers(session)
        return not (limits.max and len(papers) > limits.max.value) and not (
            limits.min and len(papers) < limits.min.value
        )
