"""``conflicts``: papers that somebody must not present, nor serve beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Person, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Conflicts:
    """No duty at a conflicting paper, and no per-session duty where that paper is read."""

    name = "conflicts"
    about = concerning("people")

    def sentence(self, person: Person, paper: str) -> str:
        """What the requirement says."""
        return f'{person.name} has a conflict with "{paper}"'

    def build(self, model: Model) -> None:
        """Neither a seat at the paper nor in its session."""
        problem, variables = model.problem, model.variables
        for person in problem.people.values():
            for paper, where in person.conflicts.items():
                if paper not in problem.papers:
                    continue
                requirement = model.requirement(where, self.sentence(person, paper))
                for role in problem.roles.values():
                    if role.per == "paper":
                        if role.most and paper in role.papers:
                            requirement.never(variables.presents(person.id, role.id, paper))
                        continue
                    for session in sorted(role.sessions) if role.most else ():
                        serves = variables.serves(person.id, role.id, session)
                        requirement.never(serves, variables.reads(paper, session))

    build_fewer_duties = build

    def bars(self, problem: Problem) -> Barred:
        """No seat at the paper."""
        people = problem.people.values()
        return Barred(seats_at=frozenset((person.id, paper) for person in people for paper in person.conflicts))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Duties at or beside a conflicting paper."""
        for person in outcome.problem.people.values():
            for session, duty in outcome.duties_by_person[person.id]:
                touched = (duty.paper,) if duty.paper is not None else outcome.required[session]
                for paper in touched:
                    if paper in person.conflicts:
                        id_ = day(outcome.problem, session)
                        detail = f"is {duty.role} on {id_}"
                        yield broken(
                            self.name,
                            person.conflicts[paper],
                            self.sentence(person, paper),
                            detail,
                            id_,
                            person.id,
                            paper,
                        )
