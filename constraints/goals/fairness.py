"""Goal ``fairness``: most minus fewest duties of a person, first among those without terms of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from planner.plans.outcome import Outcome
from planner.problem.holding import may_hold_any
from planner.problem.problem import Person, Problem
from planner.rule import Combine, Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Fairness:
    """How far duties lie apart; duties held earlier (``did``) count, staff are left out.

    Two stages: people without own limits, from or until; then everybody. Who asked for fewer duties, or is not there
    all the time, has no say in what is fair among the others.
    """

    name = "fairness"
    about = concerning("people")
    combine: Combine = "stages"
    unit = "duties"
    best: Literal["low", "high"] = "low"
    meaning = "most minus fewest duties of a person: first over those without own duties, from or until, then over all"
    sense = "two people may hold duties"

    def senseless(self, problem: Problem) -> str | None:
        """Two people must be able to hold duties."""
        return None if len(stages(problem)["everybody"]) > 1 else "fewer than two people may hold duties"

    def build(self, model: Model) -> Terms:
        """For each stage a variable above everybody's duties minus one below."""
        terms: dict[str, Any] = {}
        for stage, people in stages(model.problem).items():
            if len(people) < 2:
                terms[stage] = model.variables.zero
                continue
            seats = sum(role.most for role in model.problem.roles.values())
            limit = max(p.did + model.variables.past.duties(p.id) for p in people)
            limit += seats * max(len(model.problem.papers), len(model.problem.sessions))
            most = model.cp.new_int_var(0, limit, f"most duties, {stage}")
            fewest = model.cp.new_int_var(0, limit, f"fewest duties, {stage}")
            for person in people:
                duties = model.variables.duties_of(person.id) + person.did
                model.cp.add(most >= duties)
                model.cp.add(fewest <= duties)
            terms[stage] = most - fewest
        return Terms("stages", terms)

    def end(self, problem: Problem) -> int:
        """Everybody alike."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Count everybody's duties."""
        terms = {}
        for stage, people in stages(outcome.problem).items():
            counts = [len(outcome.duties_by_person[person.id]) + person.did for person in people]
            terms[stage] = max(counts, default=0) - min(counts, default=0)
        return Score(terms["common"], terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How far apart, on common terms and over all."""
        common, everybody = (f"{value} apart" if value else "all alike" for value in score.terms.values())
        if score.terms["common"] == score.terms["everybody"]:
            return "duties of people", common
        return "duties of people", f"{common}; {everybody} with those on terms of their own"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Duties."""
        return value


def stages(problem: Problem) -> dict[str, list[Person]]:
    """Who is compared: those on common terms, then every student who may hold a duty."""
    everybody = [person for person in problem.students if may_hold_any(problem, person)]
    common = [person for person in everybody if not person.own_duties and not person.partial]
    return {"common": common, "everybody": everybody}
