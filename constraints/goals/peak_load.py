"""Goal ``peak_load``: the largest load of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from constraints.wording import date_of, span
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class PeakLoad:
    """Reading minutes of the heaviest session."""

    name = "peak_load"
    about = concerning("papers", "dates")
    unit = "minutes"
    best: Literal["low", "high"] = "low"
    meaning = "reading minutes of the fullest session"
    sense = "there are papers to read"
    pack_combine: Literal["sum", "max"] = "max"

    def senseless(self, problem: Problem) -> str | None:
        """There must be papers."""
        return None if problem.papers else "the course has no papers"

    def build(self, model: Model) -> Terms:
        """The load of each session."""
        return Terms("max", {s.id: model.variables.load(s.index) for s in model.problem.sessions})

    def pack_score(self, problem: Problem, papers: Sequence[str]) -> int:
        """The minutes of the papers."""
        return sum(problem.papers[paper].minutes for paper in papers)

    def score(self, outcome: Outcome) -> Score:
        """The largest load."""
        terms = {session.id: outcome.loads[session.index] for session in outcome.problem.sessions}
        return Score(max(terms.values(), default=0), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Something is read."""
        return bool(outcome.reading_sessions)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How long, and when."""
        if not score.value:
            return "longest reading", "none"
        longest = max(outcome.problem.sessions, key=lambda session: score.terms[session.id])
        return "longest reading", f"{span(score.value)} on {date_of(longest.date)}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Minutes."""
        return value
