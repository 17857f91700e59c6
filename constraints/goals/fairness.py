"""Goal ``fairness``: most minus fewest duties of a person who may hold any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.problem import Person, Problem
from planner.rule import Score, Terms

if TYPE_CHECKING:
    from planner.model.model import Model


class Fairness:
    """How far duties lie apart; duties held earlier (``did``) count, staff are left out."""

    name = "fairness"
    unit = "duties"
    best: Literal["low", "high"] = "low"

    def senseless(self, problem: Problem) -> str | None:
        """Two people must be able to hold duties."""
        return None if len(_sharing(problem)) > 1 else "fewer than two people may hold duties"

    def build(self, model: Model) -> Terms:
        """A variable above everybody's duties, one below."""
        people = _sharing(model.problem)
        seats = sum(role.most for role in model.problem.roles.values())
        limit = max(p.did + model.variables.past.duties(p.id) for p in people)
        limit += seats * max(len(model.problem.papers), len(model.problem.sessions))
        most = model.cp.new_int_var(0, limit, "most duties of a person")
        fewest = model.cp.new_int_var(0, limit, "fewest duties of a person")
        for person in people:
            duties = model.variables.duties_of(person.id) + person.did
            model.cp.add(most >= duties)
            model.cp.add(fewest <= duties)
        return Terms("sum", {"most": most, "fewest": -fewest})

    def end(self, problem: Problem) -> int:
        """Everybody alike."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Count everybody's duties."""
        counts = [len(outcome.duties_by_person[p.id]) + p.did for p in _sharing(outcome.problem)]
        terms = {"most": max(counts, default=0), "fewest": -min(counts, default=0)}
        return Score(sum(terms.values()), terms)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Duties."""
        return value


def _sharing(problem: Problem) -> list[Person]:
    """Students who may hold at least one role that has seats."""
    filled = {role.id for role in problem.roles.values() if role.most}
    return [person for person in problem.students if not person.roles.isdisjoint(filled)]
