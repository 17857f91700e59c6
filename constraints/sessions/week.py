"""``reading.per_week``: papers and minutes of each calendar week, Monday first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model

PAPERS = "required papers in each week with readings"
MINUTES = "minutes of reading in each week with readings"


class WeekReading:
    """A week's reading within limits; minima hold for weeks with readings."""

    name = "week-reading"
    about = concerning("dates", "counts sessions")

    def build(self, model: Model) -> None:
        """Sum over the sessions of each week; a minimum binds as soon as one of them has readings."""
        problem, variables = model.problem, model.variables
        reading = problem.reading
        papers, minutes = (
            model.limits(reading.week_papers, PAPERS),
            model.limits(reading.week_minutes, MINUTES),
        )
        for week in problem.weeks:
            sessions = [session.index for session in week]
            if problem.frozen.issuperset(sessions):
                continue
            for session in sessions:
                readings = [variables.has_reading(session)]
                papers.apply(sum(variables.papers_in(s) for s in sessions), least_when=readings)
                minutes.apply(sum(variables.load(s) for s in sessions), least_when=readings)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Weeks with too little or too much."""
        reading = outcome.problem.reading
        for week in outcome.problem.weeks:
            sessions = [session.index for session in week if outcome.required[session.index]]
            if not sessions:
                continue
            ids = [session.id for session in week]
            count = sum(len(outcome.required[session]) for session in sessions)
            load = sum(outcome.loads[session] for session in sessions)
            here = f"the week of {week[0].week}"
            yield from outside(self.name, reading.week_papers, count, PAPERS, *ids, here=here)
            yield from outside(self.name, reading.week_minutes, load, MINUTES, *ids, here=here)
