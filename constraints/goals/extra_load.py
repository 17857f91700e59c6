"""Goal ``extra_load``: minutes above the session goal, summed over sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from constraints.wording import date_of, span
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class ExtraLoad:
    """How many minutes the sessions' loads exceed ``reading.per_session.minutes.goal``."""

    name = "extra_load"
    about = concerning("papers", "dates")
    unit = "minutes"
    best: Literal["low", "high"] = "low"
    meaning = "reading minutes above reading.per_session.minutes.goal, summed over sessions"
    sense = "reading.per_session.minutes has a goal"
    pack_combine: Literal["sum", "max"] = "sum"

    def senseless(self, problem: Problem) -> str | None:
        """The sessions need a goal."""
        reading = problem.reading
        given = reading.minutes.goal or any(entry.minutes.goal for entry in reading.exceptions)
        return None if given else "reading.per_session.minutes has no goal"

    def build(self, model: Model) -> Terms:
        """An excess for each session."""
        everything = sum(paper.minutes for paper in model.problem.papers.values())
        terms: dict[str, Any] = {}
        for session in model.problem.sessions:
            limits = model.problem.reading.minutes_on(session.index)
            if limits.goal is None:
                terms[session.id] = 0
                continue
            goal = limits.goal.value
            if session.index in model.problem.frozen:
                terms[session.id] = max(0, self._past_load(model, session.index) - goal)
                continue
            most = everything if limits.max is None else min(everything, limits.max.value)
            excess = model.cp.new_int_var(0, max(0, most - goal), f"minutes above the goal on {session.id}")
            model.cp.add(excess >= model.variables.load(session.index) - goal)
            terms[session.id] = excess
        return Terms("sum", terms)

    def _past_load(self, model: Model, session: int) -> int:
        """The minutes of what was read, which may exceed the limit of today."""
        return sum(model.problem.papers[paper].minutes for paper in model.variables.past.decision.required[session])

    def pack_score(self, problem: Problem, papers: Sequence[str]) -> int:
        """The minutes of the papers above the goal, where exceptions have others above the largest of them."""
        reading = problem.reading
        goals = [reading.minutes_on(session.index).goal for session in problem.sessions]
        if not all(goals):
            return 0
        largest = max(goal.value for goal in goals if goal is not None)
        return max(0, sum(problem.papers[paper].minutes for paper in papers) - largest)

    def end(self, problem: Problem) -> int:
        """No minute above."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Sum what lies above the goal."""
        terms = {}
        for session in outcome.problem.sessions:
            goal = outcome.problem.reading.minutes_on(session.index).goal
            terms[session.id] = max(0, outcome.loads[session.index] - goal.value) if goal is not None else 0
        return Score(sum(terms.values()), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Something is read."""
        return bool(outcome.reading_sessions)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """In all, and when the most."""
        limits = [outcome.problem.reading.minutes_on(session.index).goal for session in outcome.problem.sessions]
        goals = {limit.value for limit in limits if limit is not None}
        what = f"reading above {span(max(goals))}" if len(goals) == 1 else "reading above the sessions' goals"
        if not score.value:
            return what, "none"
        most = max(outcome.problem.sessions, key=lambda session: score.terms[session.id])
        return what, f"{span(score.value)} in all, most on {date_of(most.date)}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Minutes."""
        return value
