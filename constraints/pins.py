"""``pins``: decisions already made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Pin, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class Pins:
    """Any of paper, date, person, role, event, held together."""

    name = "pins"
    about = concerning("papers", "dates", "people")

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
        self.build_without_people(model)
        for pin in model.problem.pins:
            if pin.person is not None and not self._is_history(model, pin):
                sessions = sorted(pin.sessions) if pin.sessions is not None else list(model.variables.indices)
                ways = model.variables.ways_to_hold(pin.person, sessions, pin.role, pin.paper)
                model.requirement(pin.where, self.sentence(pin)).any_of(ways)

    def build_without_people(self, model: Model) -> None:
        """Papers and events on their dates."""
        variables = model.variables
        for pin in model.problem.pins:
            if self._is_history(model, pin):
                continue
            requirement = model.requirement(pin.where, self.sentence(pin))
            sessions = sorted(pin.sessions) if pin.sessions is not None else list(variables.indices)
            if pin.event is not None:
                requirement.any_of([variables.takes(pin.event, session) for session in sessions])
            if pin.paper is not None:
                requirement.any_of([variables.reads(pin.paper, session) for session in sessions])

    build_fewer_duties = build_without_people

    def build_undated(self, blocks: BlockModel) -> None:
        """What is pinned is read."""
        for pin in blocks.problem.pins:
            if pin.paper is not None:
                blocks.cp.add(blocks.read(pin.paper) == 1)

    def bars(self, problem: Problem) -> Barred:
        """Pinned papers stand on no other date."""
        found: dict[str, frozenset[int]] = {}
        for pin in problem.pins:
            past = pin.sessions is not None and problem.frozen.issuperset(pin.sessions)
            if pin.paper is not None and pin.sessions is not None and not past:
                found[pin.paper] = found.get(pin.paper, pin.sessions) & pin.sessions
        return Barred(sessions_of=found)

    def _is_history(self, model: Model, pin: Pin) -> bool:
        """Whether all that the pin is about is past: what was not done as it was pinned is history."""
        read = [session for paper, session in model.variables.past.reads if paper == pin.paper]
        concerned = pin.sessions if pin.sessions else read
        return bool(concerned) and model.problem.frozen.issuperset(concerned)

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
