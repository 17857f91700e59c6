"""Goal ``early``: papers are read as early as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from constraints.wording import date_of
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Early:
    """The number, from 1, of the session that requires each candidate; one more than the last where none does."""

    name = "early"
    about = concerning("papers", "dates")
    unit = "sessions"
    best: Literal["low", "high"] = "low"
    meaning = "the number of the session that reads each candidate (one more than the last where none does), summed"
    sense = "there are papers to read"

    def senseless(self, problem: Problem) -> str | None:
        """There must be papers."""
        return None if problem.papers else "the course has no papers"

    def build(self, model: Model) -> Terms:
        """From one more than the last session, what each paper is earlier."""
        variables, after = model.variables, len(model.problem.sessions) + 1
        terms: dict[str, Any] = {
            paper: after - sum((after - s - 1) * variables.reads(paper, s) for s in variables.indices)
            for paper in model.problem.papers
        }
        return Terms("sum", terms)

    def score(self, outcome: Outcome) -> Score:
        """Look each candidate up."""
        terms = {}
        for paper in outcome.problem.papers:
            session = outcome.session_of(paper)
            terms[paper] = len(outcome.problem.sessions) + 1 if session is None else session + 1
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """The sum, and when the last paper is read."""
        last = max(outcome.reading_sessions, default=None)
        until = "" if last is None else f", the last on {date_of(outcome.problem.sessions[last].date)}"
        return "papers read early", f"session numbers sum to {score.value}{until}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Sessions."""
        return value
