"""``events[].readings``: an event without readings blocks its session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Event
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class BlockingEvents:
    """No required papers beside a blocking event."""

    name = "event-blocks"
    about = concerning("dates", "counts sessions")

    def sentence(self, event: Event) -> str:
        """What the requirement says."""
        return f'event "{event.title}" leaves no room for readings'

    def build(self, model: Model) -> None:
        """Its session has no readings."""
        variables = model.variables
        for event in model.problem.events.values():
            if event.blocks:
                requirement = model.requirement(event.where, self.sentence(event))
                for session in variables.indices:
                    requirement.never(variables.takes(event.id, session), variables.has_reading(session))

    def strengthen(self, model: Model) -> None:
        """One event a session: all that block it in one sum."""
        blocking = [event for event in model.problem.events.values() if event.blocks]
        if model.mode == "plan" and blocking:
            requirement = model.requirement(blocking[0].where, self.sentence(blocking[0]))
            for session in model.problem.coming:
                requirement.follows(model.variables.has_reading(session) + model.variables.blocked(session) <= 1)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Readings beside a blocking event."""
        for session in outcome.reading_sessions:
            event = outcome.event_in(session)
            if event is not None and event.blocks:
                id_ = day(outcome.problem, session)
                detail = f"{id_} has {', '.join(outcome.required[session])}"
                yield broken(self.name, event.where, self.sentence(event), detail, id_, event.id)
