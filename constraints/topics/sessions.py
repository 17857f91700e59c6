"""``topics[].sessions``: how many sessions belong to a topic, by papers or by its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import outside
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Topic
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class TopicSessions:
    """The sessions of a topic within limits."""

    name = "topic-sessions"
    about = concerning("dates", "counts sessions")

    def what(self, topic: Topic) -> str:
        """What is limited."""
        return f'sessions of topic "{topic.title}"'

    def build(self, model: Model) -> None:
        """Count the sessions of each topic."""
        for topic in model.problem.topics.values():
            if topic.sessions.given:
                count = sum(model.variables.covers(topic.id, session) for session in model.variables.indices)
                model.limit(count, topic.sessions, self.what(topic))

    def build_undated(self, blocks: BlockModel) -> None:
        """Count the sessions with readings of each topic; its events may give it others."""
        for topic in blocks.problem.topics.values():
            by_events = sum(event.sessions for event in blocks.problem.topic_events[topic.id])
            sessions = blocks.sessions[topic.id]
            if topic.sessions.max is not None:
                blocks.cp.add(sessions <= topic.sessions.max.value)
            if topic.sessions.min is not None:
                blocks.cp.add(sessions >= topic.sessions.min.value - by_events)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Topics with too few or too many."""
        for topic in outcome.problem.topics.values():
            count = len(outcome.topic_sessions[topic.id])
            yield from outside(self.name, topic.sessions, count, self.what(topic), topic.id)
