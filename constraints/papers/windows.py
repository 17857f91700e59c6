"""``papers.windows``: when papers of a kind may be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import PaperWindow, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear


class PaperWindows:
    """Required only on the days of the window, and in later sessions than the events that it names."""

    name = "paper-windows"
    about = concerning("dates")

    def sentence(self, problem: Problem, window: PaperWindow) -> str:
        """What the requirement says."""
        parts = [f"from {window.first_day}"] if window.first_day else []
        parts += [f"to {window.last_day}"] if window.last_day else []
        when = [" ".join(parts)] if parts else []
        when += [f'after event "{problem.events[event].title}"' for event in window.after]
        return f"papers {window.description} are read only {' and '.join(when)}"

    def build(self, model: Model) -> None:
        """No such paper on other days, and none in a session that one of the events follows or takes."""
        problem, variables = model.problem, model.variables
        for window in problem.windows:
            requirement = model.requirement(window.where, self.sentence(problem, window))
            papers = [p for p in problem.papers if p in window.papers and p not in variables.past.read]
            for session in problem.coming:
                if window.allowed is not None and session not in window.allowed:
                    for paper in papers:
                        requirement.never(variables.reads(paper, session))
            if not papers or not window.after:
                continue
            # What was read in the past is history: it bars no event that is to come.
            stands: list[Linear] = [
                variables.any_of(
                    [variables.reads(paper, session) for paper in papers], f"{window.where.key} read on {session}"
                )
                for session in variables.indices
            ]
            begun = variables.begun(f"{window.where.key} begun", stands)
            for event in window.after:
                for session in variables.indices:
                    requirement.never(variables.takes(event, session), begun[session])

    def bars(self, problem: Problem) -> Barred:
        """Such papers on other days."""
        found: dict[str, frozenset[int]] = {}
        for window in problem.windows:
            for paper in window.papers if window.allowed is not None else ():
                found[paper] = found.get(paper, window.allowed or frozenset()) & (window.allowed or frozenset())
        return Barred(sessions_of=found)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Such papers on other days, or too early."""
        problem = outcome.problem
        for window in problem.windows:
            sentence = self.sentence(problem, window)
            for paper in sorted(window.papers & set(outcome.sessions_of)):
                for session in outcome.sessions_of[paper]:
                    id_ = day(problem, session)
                    detail = f'"{paper}" is read on {id_}'
                    if window.allowed is not None and session not in window.allowed:
                        yield broken(self.name, window.where, sentence, detail, id_, paper)
                    for event in window.after:
                        last = max(outcome.event_sessions.get(event, ()), default=-1)
                        if last >= session:
                            told = f'{detail}, event "{problem.events[event].title}" ends on {day(problem, last)}'
                            yield broken(self.name, window.where, sentence, told, id_, paper, event)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Every paper may stand there, as far as days go."""
        return not any(
            window.allowed is not None and session not in window.allowed and not window.papers.isdisjoint(papers)
            for window in problem.windows
        )
