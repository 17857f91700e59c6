"""``reading.in_a_row``: how many sessions in a row have a required paper of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, days
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import InARow
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class SessionsInARow:
    """Of any ``max`` + 1 sessions in a row, numbered over the term, at least one has no such paper."""

    name = "in-a-row"
    about = concerning("dates")

    def sentence(self, entry: InARow) -> str:
        """What the requirement says."""
        sessions = "session" if entry.most.value == 1 else "sessions"
        return f"at most {entry.most.value} {sessions} in a row with papers {entry.description}"

    def build(self, model: Model) -> None:
        """Not all of so many sessions; windows of the past are history."""
        problem, variables = model.problem, model.variables
        for number, entry in enumerate(problem.reading.in_a_row):
            requirement = model.requirement(entry.most.where, self.sentence(entry))
            papers = [paper for paper in problem.papers if paper in entry.papers]
            read = [
                variables.any_of(
                    [variables.reads(paper, session) for paper in papers], f"row {number} read on {session}"
                )
                for session in variables.indices
            ]
            size = entry.most.value + 1
            for start in range(len(read) - size + 1):
                window = range(start, start + size)
                if not problem.frozen.issuperset(window):
                    requirement.add(sum(read[session] for session in window) <= entry.most.value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Rows that are too long, each told once, with the sessions by which it is too long."""
        for entry in outcome.problem.reading.in_a_row:
            row: list[int] = []
            for session, papers in enumerate((*outcome.required, ())):
                if not entry.papers.isdisjoint(papers):
                    row.append(session)
                    continue
                if len(row) > entry.most.value:
                    here = days(outcome.problem, row)
                    ids = (outcome.problem.sessions[s].id for s in row)
                    yield broken(self.name, entry.most.where, self.sentence(entry), f"here {here}", *ids)
                row = []
