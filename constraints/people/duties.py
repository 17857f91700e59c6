"""``duties.per_person``, ``people[].duties`` and ``roles[].per_person``: how many duties each person holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.capacity import least_seats, most_seats
from constraints.people.seats import held_total
from constraints.wording import broken, outside
from planner.findings import Finding, Where
from planner.plans.outcome import Outcome
from planner.problem.problem import Person, Problem, Range, Role
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear, RangeRequirement


class DutiesPerPerson:
    """Duties over the term within limits; people's own limits override the common ones key by key."""

    name = "duties-per-person"
    about = concerning("people", "counts sessions", "counts duties")

    def what(self, person: Person | None) -> str:
        """What is limited."""
        return f"duties for {person.name}" if person is not None else "duties for each person"

    def build(self, model: Model) -> None:
        """Count each person's duties; a line that holds for everybody is one requirement."""
        shared: dict[Where, RangeRequirement] = {}
        for person in model.problem.people.values():
            for limits in _single_bounds(person.duties):
                where = _where(limits)
                if where not in shared:
                    shared[where] = model.limits(limits, self.what(_owner(model.problem, person, where)))
                shared[where].apply(self._count(model, person))

    def strengthen(self, model: Model) -> None:
        """Everybody's duties are the duties of all roles: it follows from what duties are, and makes counting short."""
        roles = [role for role in model.problem.roles.values() if role.most]
        if model.problem.people and roles and not model.problem.frozen:
            everybody = sum(self._count(model, person) for person in model.problem.people.values())
            model.cp.add(everybody == sum(held_total(model, role) for role in roles))

    def build_fewer_duties(self, model: Model) -> None:
        """Everybody's duties, also those taken away, as numbers: within each person's limits, and all seats."""
        problem = model.problem
        roles = [role for role in problem.roles.values() if role.most]
        all_seats = sum(role.most * len(role.papers) for role in roles)
        total = []
        for person in problem.people.values():
            least = person.duties.min.value if person.duties.min is not None else 0
            most = person.duties.max.value if person.duties.max is not None else all_seats
            duties = model.cp.new_int_var(least, max(least, most), f"duties of {person.id}")
            model.cp.add(model.variables.duties_of(person.id) <= duties)
            total.append(duties)
        places = {role.id: sum(model.variables.read(p) for p in problem.papers if p in role.papers) for role in roles}
        model.cp.add(sum(total) <= sum(role.most * places[role.id] for role in roles))
        everywhere = [r for r in roles if r.events is None and len(r.sessions) == len(problem.sessions)]
        model.cp.add(sum(total) >= sum(role.least * places[role.id] for role in everywhere))

    def _count(self, model: Model, person: Person) -> Linear:
        """The person's duties, as one variable."""
        counts: dict[str, Linear] = model.memory.setdefault("duty counts", {})
        if person.id not in counts:
            most = sum(r.most * max(len(r.papers), len(r.sessions)) for r in model.problem.roles.values())
            past = model.variables.past.duties(person.id)
            counts[person.id] = model.cp.new_int_var(past, past + most, f"duties of {person.id}")
            model.cp.add(model.variables.duties_of(person.id) == counts[person.id])
        return counts[person.id]

    def impossible(self, problem: Problem) -> Iterable[Finding]:
        """More duties asked of people than there are seats, or more seats to fill than people may take."""
        people = list(problem.people.values())
        roles = [role for role in problem.roles.values() if role.most]
        if not people or not roles:
            return
        asked = [person for person in people if person.duties.min is not None and person.duties.min.value > 0]
        least = sum(person.duties.min.value for person in asked if person.duties.min is not None)
        seats = [most_seats(problem, role) for role in roles]
        most = sum(amount.value for amount in seats)
        if least > most:
            words = _times(len(asked), {p.duties.min.value for p in asked if p.duties.min}, "at least", least)
            detail = f"the plan has at most {most} seats ({'; '.join(amount.words for amount in seats)})"
            yield broken(self.name, _first_where(asked), words, detail)
        needed = [least_seats(problem, role) for role in roles]
        if any(person.duties.max is None for person in people):
            return
        room = sum(person.duties.max.value for person in people if person.duties.max is not None)
        if sum(amount.value for amount in needed) > room:
            words = _times(len(people), {p.duties.max.value for p in people if p.duties.max}, "at most", room)
            parts = "; ".join(amount.words for amount in needed if amount.value)
            detail = f"the plan has at least {sum(amount.value for amount in needed)} seats to fill ({parts})"
            yield broken(self.name, _first_where(people), words, detail)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few or too many."""
        for person in outcome.problem.people.values():
            count = len(outcome.duties_by_person[person.id])
            yield from outside(self.name, person.duties, count, self.what(person), person.id)


class DutiesPerRole:
    """Duties of one person in one role within limits; staff are outside, and minima bind only who may hold it."""

    name = "duties-per-role"
    about = concerning("people", "counts sessions", "counts duties")

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

    def build_fewer_duties(self, model: Model) -> None:
        """At most so many."""
        for role in model.problem.roles.values():
            limits = model.limits(Range(max=role.per_person.max), self.what(role))
            for person in model.problem.students:
                limits.apply(model.variables.duties_of(person.id, role.id))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few or too many."""
        for role in outcome.problem.roles.values():
            for person in outcome.problem.students:
                count = sum(duty.role == role.id for _, duty in outcome.duties_by_person[person.id])
                own = role.per_person if _minimum_binds(person, role) else Range(max=role.per_person.max)
                what = f"duties as {role.title.lower()} for {person.name}"
                yield from outside(self.name, own, count, what, person.id)


def _times(people: int, limits: set[int], bound: str, total: int) -> str:
    """The sum in words: ``24 students × at least 3 duties = 72``."""
    who = "person" if people == 1 else "people"
    if len(limits) == 1:
        return f"{people} {who} × {bound} {next(iter(limits))} duties = {total}"
    return f"{people} {who} with {bound} {min(limits)} to {max(limits)} duties each = {total}"


def _first_where(people: list[Person]) -> Where:
    """The common limit's line if there is one, else the first person's own."""
    wheres = [_where(limits) for person in people for limits in _single_bounds(person.duties)]
    return max(set(wheres), key=lambda where: (wheres.count(where), str(where)))


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
