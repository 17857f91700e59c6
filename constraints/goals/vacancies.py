"""Goal ``vacancies``: seats below ``count.max`` left empty, where seats exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from constraints.wording import shares
from planner.plans.outcome import Outcome
from planner.problem.holding import places_of
from planner.problem.problem import Problem, Role
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Vacancies:
    """Empty seats."""

    name = "vacancies"
    about = concerning("papers", "people")
    unit = "seats"
    best: Literal["low", "high"] = "low"
    meaning = "seats below a role's count.max that stay empty, where seats exist"
    sense = "a role has seats that may stay empty, and somebody may hold it"

    def senseless(self, problem: Problem) -> str | None:
        """Some role must have a choice of seats, and somebody who may take them."""
        free = [role for role in problem.roles.values() if role.least < role.most]
        if not free or not problem.people:
            return "no role has seats that may stay empty"
        taken = any(places_of(free, problem.events, p.roles, p.absent, p.conflicts) for p in problem.people.values())
        return None if taken else "nobody may hold a seat that may stay empty"

    def build(self, model: Model) -> Terms:
        """For each role: its seats minus who holds one."""
        terms: dict[str, Any] = {}
        variables = model.variables
        for role in model.problem.roles.values():
            if role.most == 0 or role.least == role.most:
                continue
            papers = [paper for paper in model.problem.papers if paper in role.papers]
            seats = sum(
                role.most * variables.has_seats(role.id, session, paper)
                for session in sorted(role.sessions - model.problem.frozen)
                for paper in (papers if role.per == "paper" else (None,))
            )
            coming = [variables.duties_of(p, role.id) - variables.past.duties(p, role.id) for p in model.problem.people]
            terms[role.id] = _empty_in_the_past(model, role) + seats - sum(coming)
        return Terms("sum", terms)

    def end(self, problem: Problem) -> int:
        """Every seat taken."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Count the empty seats of each role."""
        roles = [role for role in outcome.problem.roles.values() if role.least < role.most]
        terms = {role.id: 0 for role in roles}
        for role, session, paper in outcome.seats():
            if role.id in terms:
                terms[role.id] += role.most - len(outcome.holders.get((role.id, session, paper), ()))
        return Score(sum(terms.values()), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """By role, where seats are empty."""
        return "seats left empty", shares(score, {role.id: role.title for role in outcome.problem.roles.values()})

    def figure(self, problem: Problem, value: int) -> int | float:
        """Seats."""
        return value


def _empty_in_the_past(model: Model, role: Role) -> int:
    """The seats of frozen sessions that nobody held; who sat where there is no seat fills none."""
    variables, empty = model.variables, 0
    for session in sorted(role.sessions & model.problem.frozen):
        duties = variables.past.decision.duties[session]
        for paper in variables.past.decision.required[session] if role.per == "paper" else (None,):
            if variables.has_seats(role.id, session, paper) is variables.one:
                empty += role.most - sum(duty.role == role.id and duty.paper == paper for duty in duties)
    return empty
