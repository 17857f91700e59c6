"""``unavailable``, ``from`` and ``until`` of people: nobody holds a duty when they cannot come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding, Where
from planner.plans.outcome import Outcome
from planner.problem.problem import Absence, Person, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Availability:
    """No duty on a day of absence."""

    name = "availability"
    about = concerning("people", "rest")

    def sentence(self, problem: Problem, person: Person, absence: Absence, sessions: list[int]) -> str:
        """What the requirement says."""
        if absence.reason != "unavailable":
            return f"{person.name} {absence.reason}"
        shown = ", ".join(day(problem, session) for session in sessions[:4]) + (" …" if len(sessions) > 4 else "")
        return f"{person.name} is unavailable on {shown}"

    def build(self, model: Model) -> None:
        """No duty in these sessions; one requirement for each entry of the list."""
        for person in model.problem.people.values():
            entries: dict[tuple[Where, str], list[int]] = {}
            for session, absence in sorted(person.absent.items()):
                entries.setdefault((absence.where, absence.reason), []).append(session)
            for (where, reason), sessions in entries.items():
                sentence = self.sentence(model.problem, person, Absence(reason, where), sessions)
                requirement = model.requirement(where, sentence)
                for session in sessions:
                    requirement.add(model.variables.duties_in(person.id, session) == 0)

    build_fewer_duties = build

    def bars(self, problem: Problem) -> Barred:
        """Each person on each day of absence."""
        people = problem.people.values()
        return Barred(duties_in=frozenset((person.id, session) for person in people for session in person.absent))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Duties of those who are away."""
        for person in outcome.problem.people.values():
            for session, duty in outcome.duties_by_person[person.id]:
                absence = person.absent.get(session)
                if absence is not None:
                    sentence = self.sentence(outcome.problem, person, absence, [session])
                    detail = f"is {duty.role} there"
                    yield broken(self.name, absence.where, sentence, detail, day(outcome.problem, session), person.id)
