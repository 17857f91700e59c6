"""``events[].papers``: papers that are required in a session of the event."""

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


class EventPapers:
    """Each of the event's papers is required in one of its sessions."""

    name = "event-papers"
    about = concerning("dates")

    def sentence(self, event: Event, paper: str) -> str:
        """What the requirement says."""
        return f'"{paper}" is read in the session of event "{event.title}"'

    def build(self, model: Model) -> None:
        """The paper stands only where the event does."""
        variables = model.variables
        for event in model.problem.events.values():
            for paper in event.papers:
                if paper not in model.problem.papers:
                    continue
                requirement = model.requirement(event.where, self.sentence(event, paper))
                for session in variables.indices:
                    requirement.add(variables.reads(paper, session) <= variables.takes(event.id, session))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Papers that stand elsewhere."""
        for event in outcome.problem.events.values():
            for paper in event.papers:
                session = outcome.session_of(paper)
                if session is not None and session not in outcome.event_sessions[event.id]:
                    id_ = day(outcome.problem, session)
                    detail = f"it stands on {id_}"
                    yield broken(self.name, event.where, self.sentence(event, paper), detail, id_, paper, event.id)
