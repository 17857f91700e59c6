"""``reading.per_session.papers``: how many required papers a session with readings has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import day, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model

WHAT = "required papers in each session with readings"


class SessionPapers:
    """A number of required papers within limits."""

    name = "session-papers"
    about = concerning("dates", "counts sessions")

    def build(self, model: Model) -> None:
        """Count the papers of each session; the minimum only where there are any."""
        variables = model.variables
        for session in model.problem.coming:
            limits = model.limits(model.problem.reading.common_papers(session), WHAT)
            limits.apply(variables.papers_in(session), least_when=[variables.has_reading(session)])

    build_fewer_duties = build
    """What people wish competes for places in sessions."""

    def strengthen(self, model: Model) -> None:
        """All sessions' limits in one sum: a proof by counting needs no branching on dates then."""
        if model.mode == "plan":
            variables = model.variables
            papers = [paper for paper in model.problem.papers if paper not in variables.past.read]
            read = sum(variables.read(paper) for paper in papers)
            limits = {session: model.problem.reading.papers_on(session) for session in model.problem.coming}
            most = {s: limit.max.value for s, limit in limits.items() if limit.max is not None}
            if len(most) == len(limits):
                total = sum(value * variables.has_reading(session) for session, value in most.items())
                model.requirement(model.problem.where, WHAT).follows(read <= total)
            least = {s: limit.min.value for s, limit in limits.items() if limit.min is not None}
            if least:
                total = sum(value * variables.has_reading(session) for session, value in least.items())
                model.requirement(model.problem.where, WHAT).follows(read >= total)

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
