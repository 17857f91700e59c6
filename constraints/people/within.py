"""``duties.within``: how many duties each person holds in a part of the term; staff are outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import DutiesWithin, Problem, Role
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear


class DutiesInPart:
    """Duties in the sessions of a window within limits; minima spare whom the common minimum spares."""

    name = "duties-within"
    about = concerning("people", "rest", "counts sessions", "counts duties")

    def what(self, problem: Problem, entry: DutiesWithin) -> str:
        """What is limited."""
        role = problem.roles.get(entry.role or "")
        as_role = f" as {role.title.lower()}" if role is not None else ""
        return f"duties of each person{as_role} {entry.words}"

    def build(self, model: Model) -> None:
        """Count each person's duties in the window; one that is past is history."""
        problem = model.problem
        for entry in problem.duties.within:
            if entry.sessions <= problem.frozen:
                continue
            limits = model.limits(entry.limits, self.what(problem, entry))
            for person in problem.students:
                count = sum(_duties(model, person.id, entry.role, session) for session in sorted(entry.sessions))
                if entry.limits_of(person) == entry.limits:
                    limits.apply(count)
                elif limits.most is not None:
                    limits.most[0].at_most(count, limits.most[1].value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too few or too many."""
        problem = outcome.problem
        for entry in problem.duties.within:
            ids = [problem.sessions[session].id for session in sorted(entry.sessions)]
            for person in problem.students:
                count = sum(
                    session in entry.sessions and entry.role in (None, duty.role)
                    for session, duty in outcome.duties_by_person[person.id]
                )
                what = self.what(problem, entry).replace("of each person", f"of {person.name}")
                yield from outside(self.name, entry.limits_of(person), count, what, person.id, *ids)


def _duties(model: Model, person: str, role: str | None, session: int) -> Linear:
    """How many duties, in one role if it is named, the person holds in the session."""
    variables, problem = model.variables, model.problem
    if role is None:
        return variables.duties_in(person, session)
    entry = problem.roles.get(role)
    if entry is None or entry.most == 0:
        return 0
    if session in problem.frozen:
        return sum(duty.person == person and duty.role == role for duty in variables.past.decision.duties[session])
    if session not in entry.sessions:
        return 0
    if entry.per == "session":
        return variables.serves(person, role, session)
    papers = [paper for paper in problem.papers if paper in entry.papers and paper not in variables.past.read]
    return sum(_holds(model, person, entry, paper, session) for paper in papers)


def _holds(model: Model, person: str, role: Role, paper: str, session: int) -> Linear:
    """True where the person has the role at the paper and the session requires it."""
    key = ("holds", person, role.id, paper, session)
    if key not in model.memory:
        presents, reads = model.variables.presents(person, role.id, paper), model.variables.reads(paper, session)
        zero = model.variables.zero
        both = zero
        if presents is not zero and reads is not zero:
            both = model.cp.new_bool_var(f"{person} is {role.id} of {paper} on {session}")
            model.cp.add_min_equality(both, [presents, reads])
        model.memory[key] = both
    return model.memory[key]
