"""``topics[].papers``: how many required papers a topic has."""

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


class TopicPapers:
    """The required papers of a main topic within limits."""

    name = "topic-papers"
    about = concerning("papers", "counts sessions")

    def what(self, topic: Topic) -> str:
        """What is limited."""
        return f'required papers of topic "{topic.title}"'

    def build(self, model: Model) -> None:
        """Count the papers of each topic."""
        for topic in model.problem.topics.values():
            count = sum(model.variables.read(paper.id) for paper in model.problem.topic_papers[topic.id])
            model.limit(count, topic.papers, self.what(topic))

    def build_undated(self, blocks: BlockModel) -> None:
        """Count the papers of each topic."""
        for topic in blocks.problem.topics.values():
            count = sum(blocks.read(paper.id) for paper in blocks.problem.topic_papers[topic.id])
            blocks.limit(count, topic.papers)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Topics with too few or too many."""
        problem = outcome.problem
        read = [problem.papers[paper].topic for paper in outcome.all_required if paper in problem.papers]
        for topic in problem.topics.values():
            yield from outside(self.name, topic.papers, read.count(topic.id), self.what(topic), topic.id)
