"""``topics[].from`` and ``to``: the days in which a topic's sessions and papers lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem, Topic
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class TopicWindow:
    """No session of a topic, and none of its main papers, outside its window."""

    name = "topic-window"
    about = concerning("dates")

    def sentence(self, problem: Problem, topic: Topic) -> str:
        """What the requirement says."""
        allowed = sorted(topic.allowed or ())
        first, last = (day(problem, allowed[0]), day(problem, allowed[-1])) if allowed else ("never", "never")
        return f'topic "{topic.title}" lies between {first} and {last}'

    def build(self, model: Model) -> None:
        """Neither readings, nor listings, nor events of the topic outside."""
        problem, variables = model.problem, model.variables
        optional = problem.reading.optional_per_session is not None
        for topic in problem.topics.values():
            if topic.allowed is None or topic.window_where is None:
                continue
            requirement = model.requirement(topic.window_where, self.sentence(problem, topic))
            for session in variables.indices:
                if session not in topic.allowed:
                    requirement.never(variables.covers(topic.id, session))
                    if optional:
                        for paper in problem.topic_papers[topic.id]:
                            requirement.never(variables.lists(paper.id, session))

    def bars(self, problem: Problem) -> Barred:
        """No paper of the topic outside."""
        windows = {topic.id: topic.allowed for topic in problem.topics.values() if topic.allowed is not None}
        papers = ((paper.id, windows.get(paper.topic or "")) for paper in problem.papers.values())
        return Barred(sessions_of={paper: allowed for paper, allowed in papers if allowed is not None})

    def build_undated(self, blocks: BlockModel) -> None:
        """A block within the first and the last of its sessions."""
        for topic in blocks.problem.topics.values():
            if topic.allowed is not None and (block := blocks.block(topic.id)) is not None:
                places = blocks.places(topic.allowed)
                if not places:
                    blocks.cp.add(block.present == 0)
                    continue
                blocks.cp.add(block.start >= places[0]).only_enforce_if(block.present)
                blocks.cp.add(block.end <= places[-1] + 1).only_enforce_if(block.present)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """What stands outside."""
        problem = outcome.problem
        for topic in problem.topics.values():
            if topic.allowed is None or topic.window_where is None:
                continue
            optional = {
                session
                for paper, sessions in outcome.listings_of.items()
                if paper in problem.papers and problem.papers[paper].topic == topic.id
                for session in sessions
            }
            for session in sorted({*outcome.topic_sessions[topic.id], *optional} - topic.allowed):
                id_ = day(problem, session)
                detail = f"it stands on {id_}"
                yield broken(self.name, topic.window_where, self.sentence(problem, topic), detail, id_, topic.id)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Every paper's topic may stand there."""
        for paper in papers:
            topic = problem.papers[paper].topic
            allowed = problem.topics[topic].allowed if topic is not None else None
            if allowed is not None and session not in allowed:
                return False
        return True
