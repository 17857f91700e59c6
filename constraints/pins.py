"""``pins``: decisions already made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Pin

if TYPE_CHECKING:
    from planner.model.model import Linear, Model, Requirement


class Pins:
    """Any of paper, date, person, role, event, held together."""

    name = "pins"

    def sentence(self, pin: Pin) -> str:
        """What the requirement says."""
        paper = f'"{pin.paper}"' if pin.paper else None
        parts = [
            pin.person,
            f"as {pin.role}" if pin.role else None,
            f"at {paper}" if pin.person and paper else paper,
            f'event "{pin.event}"' if pin.event else None,
            f"on {pin.date}" if pin.date else None,
        ]
        return "pinned: " + " ".join(part for part in parts if part)

    def build(self, model: Model) -> None:
        """Each pin is one requirement."""
        variables = model.variables
        for pin in model.problem.pins:
            requirement = model.requirement(pin.where, self.sentence(pin))
            sessions = sorted(pin.sessions) if pin.sessions is not None else list(variables.indices)
            read = [session for paper, session in variables.past.reads if paper == pin.paper]
            if model.problem.frozen.issuperset(concerned := sessions if pin.sessions else read) and concerned:
                # What was not done as it was pinned is history.
                continue
            if pin.event is not None:
                requirement.any_of([variables.takes(pin.event, session) for session in sessions])
            if pin.paper is not None:
                requirement.any_of([variables.reads(pin.paper, session) for session in sessions])
            if pin.person is not None:
                self._build_person(model, requirement, pin, sessions)

    def _build_person(self, model: Model, requirement: Requirement, pin: Pin, sessions: list[int]) -> None:
        """The person holds a duty that fits the pin."""
        variables, person = model.variables, pin.person
        assert person is not None
        ways: list[Linear] = []
        for role in model.problem.roles.values():
            if (pin.role is not None and role.id != pin.role) or role.most == 0:
                continue
            if role.per == "paper":
                papers = [pin.paper] if pin.paper is not None else list(model.problem.papers)
                for paper in papers:
                    if paper in role.papers:
                        seat = variables.presents(person, role.id, paper)
                        placed = [variables.reads(paper, session) for session in sessions]
                        ways.append(seat if pin.paper is not None else _both(model, seat, placed))
                continue
            for session in sessions:
                if session in role.sessions:
                    serves = variables.serves(person, role.id, session)
                    read = [variables.reads(pin.paper, session)] if pin.paper is not None else [variables.one]
                    ways.append(_both(model, serves, read))
        requirement.any_of(ways)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Pins that do not hold."""
        problem = outcome.problem
        for pin in problem.pins:
            sessions = pin.sessions if pin.sessions is not None else frozenset(range(len(problem.sessions)))
            held = True
            if pin.event is not None:
                held = not sessions.isdisjoint(outcome.event_sessions.get(pin.event, ()))
            if pin.paper is not None:
                held = held and not sessions.isdisjoint(outcome.sessions_of.get(pin.paper, ()))
            if pin.person is not None:
                held = held and any(
                    session in sessions
                    and pin.role in (None, duty.role)
                    and (
                        pin.paper is None
                        or duty.paper == pin.paper
                        or (duty.paper is None and pin.paper in outcome.required[session])
                    )
                    for session, duty in outcome.duties_by_person.get(pin.person, ())
                )
            if not held:
                subjects = [name for name in (pin.paper, pin.person, pin.event) if name is not None]
                at = sessions if pin.sessions else outcome.sessions_of.get(pin.paper or "", ())
                places = [day(problem, session) for session in sorted(at)]
                yield broken(
                    self.name,
                    pin.where,
                    self.sentence(pin),
                    "the plan has it otherwise",
                    *places,
                    *subjects,
                )


def _both(model: Model, held: Linear, placed: list[Linear]) -> Linear:
    """A literal that implies ``held`` and one of ``placed``."""
    placed = [literal for literal in placed if literal is not model.variables.zero]
    if held is model.variables.zero or not placed:
        return model.variables.zero
    both = model.cp.new_bool_var("pinned duty")
    model.cp.add_implication(both, held)
    model.cp.add_bool_or([both.negated(), *placed])
    return both
