"""``topics[].contiguous``: a topic's sessions form one unbroken block; a blocking event may stand inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.wording import broken, days
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Topic
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class ContiguousTopics:
    """One block a topic."""

    name = "contiguous"
    makes_blocks = True
    about = concerning("dates", "counts sessions")

    def sentence(self, topic: Topic) -> str:
        """What the requirement says."""
        return f'topic "{topic.title}" is one unbroken block of sessions'

    def build(self, model: Model) -> None:
        """At most one session starts a block."""
        for topic in model.problem.topics.values():
            if topic.contiguous is not None:
                requirement = model.requirement(topic.contiguous, self.sentence(topic))
                requirement.add(model.variables.blocks(topic.id) <= 1)

    def build_undated(self, blocks: BlockModel) -> None:
        """The sessions with readings of such a topic stand side by side, where no other session can be its own."""
        problem = blocks.problem
        for topic in problem.topics.values():
            beside = any(not event.blocks for event in problem.topic_events[topic.id])
            if topic.contiguous is not None and (problem.reading.every_session is not None or not beside):
                blocks.make_block(topic.id)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Topics in several blocks."""
        for topic in outcome.problem.topics.values():
            if topic.contiguous is not None and outcome.blocks_of(topic.id) > 1:
                places = days(outcome.problem, outcome.topic_sessions[topic.id])
                detail = f"it stands on {places}"
                found = broken(self.name, topic.contiguous, self.sentence(topic), detail, topic.id)
                yield replace(found, excess=outcome.blocks_of(topic.id) - 1)
