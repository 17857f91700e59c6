"""``people[].roles``: the roles that somebody may hold; and duties are held by people of the course."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Person
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class HeldRoles:
    """No duty in a role that is not theirs."""

    name = "held-roles"
    about = concerning("people")

    def sentence(self, person: Person) -> str:
        """What the requirement says."""
        return f"{person.name} holds only these roles: {', '.join(sorted(person.roles)) or 'none'}"

    def build(self, model: Model) -> None:
        """No duty in the other roles."""
        for person in model.problem.people.values():
            if person.roles_where is not None:
                requirement = model.requirement(person.roles_where, self.sentence(person))
                for role in model.problem.roles:
                    if role not in person.roles:
                        requirement.add(model.variables.duties_of(person.id, role) == 0)

    build_fewer_duties = build

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Duties in other roles, and duties of strangers."""
        problem = outcome.problem
        for name, duties in outcome.duties_by_person.items():
            person = problem.people.get(name)
            for session, duty in duties:
                id_ = day(problem, session)
                if person is None:
                    yield broken(self.name, problem.where, f'the course has no person "{name}"', "", id_, name)
                elif duty.role not in person.roles:
                    where = person.roles_where or person.where
                    detail = f"on {id_} they are {duty.role}"
                    yield broken(self.name, where, self.sentence(person), detail, id_, name)
