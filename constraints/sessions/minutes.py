"""``reading.per_session.minutes``: how long the required reading of a session takes."""

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

WHAT = "minutes of reading in each session with readings"


class SessionMinutes:
    """A load within limits."""

    name = "session-minutes"
    about = concerning("dates", "counts sessions")

    def build(self, model: Model) -> None:
        """Sum the loads of each session's papers; the minimum only where there are any."""
        variables = model.variables
        for session in model.problem.coming:
            limits = model.limits(model.problem.reading.common_minutes(session), WHAT)
            limits.apply(variables.load(session), least_when=[variables.has_reading(session)])

    def strengthen(self, model: Model) -> None:
        """All sessions' limits in one sum: a proof by counting needs no branching on dates then."""
        limits = {session: model.problem.reading.minutes_on(session).max for session in model.problem.coming}
        if model.mode == "plan" and all(limit is not None for limit in limits.values()):
            variables = model.variables
            papers = [paper for paper in model.problem.papers.values() if paper.id not in variables.past.read]
            load = sum(paper.minutes * variables.read(paper.id) for paper in papers)
            total = sum(limit.value * variables.has_reading(s) for s, limit in limits.items() if limit is not None)
            model.requirement(model.problem.where, WHAT).follows(load <= total)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions with too little or too much."""
        for session in outcome.reading_sessions:
            limits = outcome.problem.reading.common_minutes(session)
            id_ = day(outcome.problem, session)
            yield from outside(self.name, limits, outcome.loads[session], WHAT, id_, here=id_)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The load is within the limits."""
        limits, load = problem.reading.common_minutes(session), sum(problem.papers[paper].minutes for paper in papers)
        return not (limits.max and load > limits.max.value) and not (limits.min and load < limits.min.value)
