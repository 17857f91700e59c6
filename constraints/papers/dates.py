"""``dates`` of a paper: it is required or listed only in these sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day, days
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Paper, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class PaperDates:
    """A paper stands only on its dates."""

    name = "paper-dates"
    about = concerning("dates")

    def sentence(self, problem: Problem, paper: Paper) -> str:
        """What the requirement says."""
        return f'paper "{paper.id}" is read only on {days(problem, sorted(paper.allowed or ()))}'

    def build(self, model: Model) -> None:
        """No reading, and no listing, on any other session."""
        problem, variables = model.problem, model.variables
        optional = problem.reading.optional_per_session is not None
        for paper in problem.papers.values():
            if paper.allowed is None or paper.allowed_where is None:
                continue
            requirement = model.requirement(paper.allowed_where, self.sentence(problem, paper))
            for session in variables.indices:
                if session not in paper.allowed:
                    requirement.never(variables.reads(paper.id, session))
                    if optional:
                        requirement.never(variables.lists(paper.id, session))

    build_fewer_duties = build
    """A paper without a date that it may have is nobody's."""

    def bars(self, problem: Problem) -> Barred:
        """All other sessions."""
        return Barred(sessions_of={p.id: p.allowed for p in problem.papers.values() if p.allowed is not None})

    def build_undated(self, blocks: BlockModel) -> None:
        """The block of the paper's topic reaches between the first and the last of its sessions."""
        for paper in blocks.problem.papers.values():
            block = blocks.block(paper.topic)
            if paper.allowed is None or block is None:
                continue
            places, read = blocks.places(paper.allowed), blocks.read(paper.id)
            if not places:
                blocks.cp.add(read == 0)
                continue
            blocks.cp.add(block.start <= places[-1]).only_enforce_if(read)
            blocks.cp.add(block.end > places[0]).only_enforce_if(read)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Papers on other sessions."""
        problem = outcome.problem
        for places in (outcome.sessions_of, outcome.listings_of):
            for name, sessions in places.items():
                paper = problem.papers.get(name)
                if paper is None or paper.allowed is None or paper.allowed_where is None:
                    continue
                for session in sessions:
                    if session not in paper.allowed:
                        detail = f"here on {day(problem, session)}"
                        yield broken(
                            self.name,
                            paper.allowed_where,
                            self.sentence(problem, paper),
                            detail,
                            day(problem, session),
                            name,
                        )

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Every paper may stand there."""
        return all((allowed := problem.papers[paper].allowed) is None or session in allowed for paper in papers)
