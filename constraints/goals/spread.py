"""Goal ``spread``: the smallest distance in sessions between two duties of one person."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.holding import places_of
from planner.problem.problem import Person, Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Spread:
    """j − i over all pairs of duties of one student; the number of sessions where nobody has two."""

    name = "spread"
    about = concerning("dates", "people", "rest")
    unit = "sessions"
    best: Literal["low", "high"] = "high"
    meaning = "sessions from one duty of a person to their next, the fewest over people"
    sense = "somebody may hold two duties"

    def senseless(self, problem: Problem) -> str | None:
        """Somebody must be able to hold two duties."""
        return (
            None if any(_may_hold_two(problem, person) for person in problem.students) else "nobody may hold two duties"
        )

    def build(self, model: Model) -> Terms:
        """A variable that no two sessions with duties of one person may come closer than."""
        variables, count = model.variables, len(model.problem.sessions)
        distance = model.cp.new_int_var(0, count, "smallest distance of duties")
        twice_possible = model.problem.duties.per_session.value > 1
        for person in model.problem.students:
            busy = [variables.busy(person.id, session) for session in variables.indices]
            for first in variables.indices:
                for then in range(first + 1, count):
                    model.cp.add(distance <= then - first).only_enforce_if(busy[first], busy[then])
                duties = variables.duties_in(person.id, first)
                if twice_possible and not isinstance(duties, int):
                    once = model.cp.new_bool_var(f"{person.id} has at most one duty in session {first}")
                    model.cp.add(duties <= 1).only_enforce_if(once)
                    model.cp.add(distance == 0).only_enforce_if(once.negated())
        return Terms("sum", {"smallest distance": distance})

    def score(self, outcome: Outcome) -> Score:
        """The smallest distance of neighbouring duties."""
        smallest = len(outcome.problem.sessions)
        for person in outcome.problem.students:
            sessions = sorted(session for session, _ in outcome.duties_by_person[person.id])
            for first, then in pairwise(sessions):
                smallest = min(smallest, then - first)
        return Score(smallest, {"smallest distance": smallest})

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many sessions."""
        sessions = "session" if score.value == 1 else "sessions"
        return "from one duty of a person to the next", f"at least {score.value} {sessions}"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Sessions."""
        return value


def _may_hold_two(problem: Problem, person: Person) -> bool:
    most = person.duties.max
    places = places_of(problem.roles.values(), problem.events, person.roles, person.absent, person.conflicts)
    return sum(place.most for place in places) > 1 and (most is None or most.value > 1)
