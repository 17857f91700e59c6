"""``roles[].count``: how many seats are taken where seats exist, by different people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plan.outcome import Outcome
from planner.problem.problem import Role

if TYPE_CHECKING:
    from planner.model.model import Linear, Model


class Seats:
    """Between the least and the most seats of a role are taken, and none where no seats exist."""

    name = "seats"

    def sentence(self, role: Role, bound: str) -> str:
        """What the requirement says."""
        number = role.least if bound == "least" else role.most
        return f"at {bound} {number} {role.title.lower()} for each {role.per} with seats"

    def build(self, model: Model) -> None:
        """Count the holders of each place with seats."""
        for role in model.problem.roles.values():
            if role.most == 0 or not model.problem.people:
                continue
            assert role.count.max is not None
            most = model.requirement(role.count.max.where, self.sentence(role, "most"))
            least = None
            if role.count.min is not None and role.least > 0:
                least = model.requirement(role.count.min.where, self.sentence(role, "least"))
            for holders, seats in _places(model, role):
                most.add(holders <= role.most * seats)
                if least is not None:
                    least.add(holders >= role.least * seats)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Seats that are empty, overfull, doubly held, or that do not exist."""
        problem = outcome.problem
        existing = {(role.id, session, paper) for role, session, paper in outcome.seats()}
        for role, session, paper in outcome.seats():
            held = outcome.holders.get((role.id, session, paper), ())
            id_, at = day(problem, session), f'"{paper}"' if paper else "the session"
            if len(held) < role.least and role.count.min is not None:
                detail = f"{at} on {id_} has {len(held)}"
                yield broken(
                    self.name, role.count.min.where, self.sentence(role, "least"), detail, id_, paper or role.id
                )
            if len(held) > role.most and role.count.max is not None:
                detail = f"{at} on {id_} has {len(held)}"
                yield broken(
                    self.name, role.count.max.where, self.sentence(role, "most"), detail, id_, paper or role.id
                )
            if len(set(held)) < len(held):
                message = f"{at} on {id_} has the same {role.title.lower()} twice"
                yield broken(self.name, role.where, message, "", id_, *held)
        for (role_id, session, paper), held in outcome.holders.items():
            if (role_id, session, paper) not in existing:
                id_, at = day(problem, session), f' for "{paper}"' if paper else ""
                where = problem.roles[role_id].where if role_id in problem.roles else problem.where
                message = f"there is no seat of {role_id}{at} on {id_}; held by {', '.join(held)}"
                yield broken(self.name, where, message, "", id_, *held)


def _places(model: Model, role: Role) -> Iterable[tuple[Linear, Linear]]:
    """For each place: how many hold a seat, and whether (1 or 0) seats exist."""
    variables, people = model.variables, model.problem.people
    if role.per == "paper":
        for paper in model.problem.papers:
            if paper in role.papers:
                holders = sum(variables.presents(person, role.id, paper) for person in people)
                yield holders, sum(variables.has_seats(role.id, s, paper) for s in sorted(role.sessions))
    else:
        for session in sorted(role.sessions):
            holders = sum(variables.serves(person, role.id, session) for person in people)
            yield holders, variables.has_seats(role.id, session)
