"""``reading.lighter``: days with less reading, beside the other limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import day, outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Lighter, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class LighterDays:
    """Limits for the sessions of some days that have readings."""

    name = "lighter"
    about = concerning("dates")

    def what(self, lighter: Lighter, unit: str) -> str:
        """What is limited."""
        reason = f" ({lighter.reason})" if lighter.reason else ""
        return f"{unit} in each session of these days{reason}"

    def build(self, model: Model) -> None:
        """The limits on the sessions of the days."""
        variables = model.variables
        for lighter in model.problem.reading.lighter:
            papers = model.limits(lighter.papers, self.what(lighter, "required papers"))
            minutes = model.limits(lighter.minutes, self.what(lighter, "minutes of reading"))
            for session in sorted(lighter.sessions - model.problem.frozen):
                readings = [variables.has_reading(session)]
                papers.apply(variables.papers_in(session), least_when=readings)
                minutes.apply(variables.load(session), least_when=readings)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions of the days beyond their limits."""
        for lighter in outcome.problem.reading.lighter:
            for session in sorted(lighter.sessions & set(outcome.reading_sessions)):
                id_ = day(outcome.problem, session)
                count, load = len(outcome.required[session]), outcome.loads[session]
                papers, minutes = self.what(lighter, "required papers"), self.what(lighter, "minutes of reading")
                yield from outside(self.name, lighter.papers, count, papers, id_, here=id_)
                yield from outside(self.name, lighter.minutes, load, minutes, id_, here=id_)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Number and load are within the limits of the day."""
        load = sum(problem.papers[paper].minutes for paper in papers)
        for lighter in problem.reading.lighter:
            if session in lighter.sessions:
                for limits, value in ((lighter.papers, len(papers)), (lighter.minutes, load)):
                    if (limits.max and value > limits.max.value) or (limits.min and value < limits.min.value):
                        return False
        return True
