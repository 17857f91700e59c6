"""Goal ``steady_load``: mean absolute difference of a session's load from the mean, over sessions with readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class SteadyLoad:
    """The mean absolute deviation of loads, in tenths of minutes, rounded half up.

    With n sessions with readings, loads L and their sum T it is Σ|n·L − T| / n² (minutes).
    """

    name = "steady_load"
    about = concerning("papers", "dates")
    unit = "minutes"
    best: Literal["low", "high"] = "low"
    meaning = "how far the sessions' reading minutes lie from their mean, on average over sessions with readings"
    sense = "there are papers to read"

    def senseless(self, problem: Problem) -> str | None:
        """There must be papers."""
        return None if problem.papers else "the course has no papers"

    def build(self, model: Model) -> Terms:
        """The deviation for each possible number of sessions with readings; the true number's one counts."""
        variables, cp = model.variables, model.cp
        total = sum(paper.minutes * variables.read(paper.id) for paper in model.problem.papers.values())
        readings = [variables.has_reading(session) for session in variables.indices]
        most = sum(paper.minutes for paper in model.problem.papers.values())
        value = cp.new_int_var(0, 20 * most, "mean deviation of loads in tenths of minutes")
        numbers = []
        for number in range(self._surely_reading(model), len(readings) + 1):
            exactly = cp.new_bool_var(f"{number} sessions with readings")
            cp.add(sum(readings) == number).only_enforce_if(exactly)
            numbers.append(exactly)
            deviations = []
            for session in variables.indices:
                deviation = cp.new_int_var(0, number * most, f"deviation on {session} of {number}")
                difference = number * variables.load(session) - total
                for signed in (difference, -difference):
                    cp.add(deviation >= signed).only_enforce_if(exactly, readings[session])
                deviations.append(deviation)
            # The value is 10·Σ/n² rounded half up: the least integer v with 2·n²·v > 20·Σ − n²; with n = 0 it is free.
            square = number * number
            if number:
                cp.add(2 * square * value >= 20 * sum(deviations) - square + 1).only_enforce_if(exactly)
        cp.add_exactly_one(numbers)
        return Terms("sum", {"mean deviation": value})

    def _surely_reading(self, model: Model) -> int:
        """At least so many sessions have readings; what is past may lack them, whatever the rule says."""
        wanted = [session for session in model.problem.coming if model.problem.reading.wants_readings(session)]
        blocking = sum(event.sessions for event in model.problem.events.values() if event.blocks)
        return max(0, len(wanted) - blocking)

    def score(self, outcome: Outcome) -> Score:
        """The deviation of the loads."""
        loads = [outcome.loads[session] for session in outcome.reading_sessions]
        value = 0
        if loads:
            square = len(loads) ** 2
            deviation = sum(abs(len(loads) * load - sum(loads)) for load in loads)
            value = (20 * deviation + square) // (2 * square)
        return Score(value, {"mean deviation": value})

    def measured(self, outcome: Outcome) -> bool:
        """Something is read."""
        return bool(outcome.reading_sessions)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """The mean difference."""
        return "reading differs from its mean by", f"{score.value / 10:g} min on average"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Minutes, one decimal."""
        return value / self.scale(problem)

    def scale(self, problem: Problem) -> int:
        """Tenths of minutes."""
        return 10
