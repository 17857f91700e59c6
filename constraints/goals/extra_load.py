"""Goal ``extra_load``: minutes above the session goal, summed over sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms

if TYPE_CHECKING:
    from planner.model.model import Model


class ExtraLoad:
    """How many minutes the sessions' loads exceed ``reading.per_session.minutes.goal``."""

    name = "extra_load"
    unit = "minutes"
    best: Literal["low", "high"] = "low"
    meaning = "reading minutes above reading.per_session.minutes.goal, summed over sessions"
    sense = "reading.per_session.minutes has a goal"
    pack_combine: Literal["sum", "max"] = "sum"

    def senseless(self, problem: Problem) -> str | None:
        """The sessions need a goal."""
        return None if problem.reading.minutes.goal else "reading.per_session.minutes has no goal"

    def build(self, model: Model) -> Terms:
        """An excess for each session."""
        bound = model.problem.reading.minutes.goal
        assert bound is not None
        most = sum(paper.minutes for paper in model.problem.papers.values())
        if model.problem.reading.minutes.max is not None:
            most = min(most, model.problem.reading.minutes.max.value)
        terms: dict[str, Any] = {}
        for session in model.problem.sessions:
            if session.index in model.problem.frozen:
                terms[session.id] = max(0, self._past_load(model, session.index) - bound.value)
                continue
            excess = model.cp.new_int_var(0, max(0, most - bound.value), f"minutes above the goal on {session.id}")
            model.cp.add(excess >= model.variables.load(session.index) - bound.value)
            terms[session.id] = excess
        return Terms("sum", terms)

    def _past_load(self, model: Model, session: int) -> int:
        """The minutes of what was read, which may exceed the limit of today."""
        return sum(model.problem.papers[paper].minutes for paper in model.variables.past.decision.required[session])

    def pack_score(self, problem: Problem, papers: Sequence[str]) -> int:
        """The minutes of the papers above the goal."""
        bound = problem.reading.minutes.goal
        assert bound is not None
        return max(0, sum(problem.papers[paper].minutes for paper in papers) - bound.value)

    def end(self, problem: Problem) -> int:
        """No minute above."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Sum what lies above the goal."""
        bound = outcome.problem.reading.minutes.goal
        goal = bound.value if bound is not None else 0
        terms = {s.id: max(0, outcome.loads[s.index] - goal) for s in outcome.problem.sessions}
        return Score(sum(terms.values()), terms)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Minutes."""
        return value
