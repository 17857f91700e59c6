"""``duties.per_person``, ``people[].duties`` and ``roles[].per_person``: how many duties each person holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import outside
from planner.findings import Finding, Where
from planner.plan.outcome import Outcome
from planner.problem.problem import Person, Problem, Range, Role

if TYPE_CHECKING:
    from planner.model.model import Limits, Model


class DutiesPerPerson:
    """Duties over the term within limits; people's own limits override the common ones key by key."""

    name = "duties-per-person"

    def what(self, person: Person | None) -> str:
        """What is limited."""
        return f"duties for {person.name}" if person is not None else "duties for each person"

    def build(self, model: Model) -> None:
        """Count each person's duties; a line that holds for everybody is one requirement."""
        shared: dict[Where, Limits] = {}
        for person in model.problem.people.values():
            for limits in _single_bounds(person.duties):
                where = _where(limits)
                if where not in shared:
                    shared[where] = model.limits(limits, self.what(_owner(model.problem, person, where)))
                shared[where].apply(model.variables.duties_of(person.id))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few or too many."""
        for person in outcome.problem.people.values():
            count = len(outcome.duties_by_person[person.id])
            yield from outside(self.name, person.duties, count, self.what(person), person.id)


class DutiesPerRole:
    """Duties of one person in one role within limits; staff are outside, and minima bind only who may hold it."""

    name = "duties-per-role"

    def what(self, role: Role) -> str:
        """What is limited."""
        return f"duties of each person as {role.title.lower()}"

    def build(self, model: Model) -> None:
        """Count each person's duties in the role."""
        for role in model.problem.roles.values():
            limits = model.limits(role.per_person, self.what(role))
            for person in model.problem.students:
                count = model.variables.duties_of(person.id, role.id)
                if _minimum_binds(person, role):
                    limits.apply(count)
                elif limits.most is not None:
                    limits.most[0].at_most(count, limits.most[1].value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few or too many."""
        for role in outcome.problem.roles.values():
            for person in outcome.problem.students:
                count = sum(duty.role == role.id for _, duty in outcome.duties_by_person[person.id])
                own = role.per_person if _minimum_binds(person, role) else Range(max=role.per_person.max)
                what = f"duties as {role.title.lower()} for {person.name}"
                yield from outside(self.name, own, count, what, person.id)


def _single_bounds(limits: Range) -> list[Range]:
    """The minimum and the maximum, each by itself: they may stand on different lines."""
    return [Range(min=limits.min)] * (limits.min is not None) + [Range(max=limits.max)] * (limits.max is not None)


def _where(limits: Range) -> Where:
    bound = limits.min or limits.max
    assert bound is not None
    return bound.where


def _owner(problem: Problem, person: Person, where: Where) -> Person | None:
    """The person whose own limit stands at ``where``, None if it is everybody's."""
    others = [other for other in problem.people.values() if other is not person]
    shared = any(_where(limits) == where for other in others for limits in _single_bounds(other.duties))
    return None if shared else person


def _minimum_binds(person: Person, role: Role) -> bool:
    return role.id in person.roles and not person.partial
