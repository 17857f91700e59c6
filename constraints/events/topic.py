"""``events[].topic``: beside an event of a topic, only papers of that topic are required."""

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


class EventTopic:
    """Required papers beside the event have its topic as main topic."""

    name = "event-topic"
    about = concerning("dates")

    def sentence(self, event: Event) -> str:
        """What the requirement says."""
        return f'beside event "{event.title}" only papers of topic {event.topic} are read'

    def build(self, model: Model) -> None:
        """No other paper in its session."""
        variables = model.variables
        for event in model.problem.events.values():
            if event.topic is None or event.blocks:
                continue
            requirement = model.requirement(event.where, self.sentence(event))
            for session in sorted(event.allowed):
                for paper in model.problem.papers.values():
                    if paper.topic != event.topic:
                        requirement.never(variables.takes(event.id, session), variables.reads(paper.id, session))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Papers of other topics beside the event."""
        for session in outcome.reading_sessions:
            event = outcome.event_in(session)
            if event is None or event.topic is None:
                continue
            others = [paper.id for paper in outcome.papers_in(session) if paper.topic != event.topic]
            if others:
                id_ = day(outcome.problem, session)
                detail = f"{id_} has {', '.join(others)}"
                yield broken(self.name, event.where, self.sentence(event), detail, id_, *others)
