"""``duties.different_roles``: each person gets to know several roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear


class DifferentRoles:
    """At least min(k, their duties, the roles they may hold) different roles; staff are outside."""

    name = "different-roles"
    about = concerning("people")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at least {bound.value} different roles for each person"

    def build(self, model: Model) -> None:
        """Whoever has j duties has at least j different roles, up to the number asked."""
        bound = model.problem.duties.different_roles
        if bound is None:
            return
        requirement = model.requirement(bound.where, self.sentence(bound))
        for person in model.problem.students:
            past = model.variables.past
            held = [role for role in model.problem.roles if role in person.roles or past.duties(person.id, role)]
            played: list[Linear] = []
            for role in held:
                plays = model.cp.new_bool_var(f"{person.id} is {role} at least once")
                model.cp.add(model.variables.duties_of(person.id, role) >= plays)
                played.append(plays)
            duties = model.variables.duties_of(person.id)
            for number in range(1, min(bound.value, len(person.roles)) + 1):
                if person.duties.min is not None and person.duties.min.value >= number:
                    requirement.add(sum(played) >= number)
                    continue
                reached = model.cp.new_bool_var(f"{person.id} has {number} duties")
                model.cp.add(duties <= number - 1).only_enforce_if(reached.negated())
                requirement.add(sum(played) >= number, when=[reached])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few different roles."""
        bound = outcome.problem.duties.different_roles
        if bound is None:
            return
        for person in outcome.problem.students:
            duties = outcome.duties_by_person[person.id]
            different = {duty.role for _, duty in duties}
            wanted = min(bound.value, len(duties), len(person.roles))
            if len(different) < wanted:
                detail = f"{person.name} has {len(different)} in {len(duties)} duties"
                yield broken(self.name, bound.where, self.sentence(bound), detail, person.id)
