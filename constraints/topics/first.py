"""``topics[].first``: papers of a topic (such as its background) in earlier sessions than its others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem, Topic
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class TopicFirst:
    """Each of the first papers that is read comes in an earlier session than each of the rest."""

    name = "topic-first"
    about = concerning("dates")

    def sentence(self, topic: Topic) -> str:
        """What the requirement says."""
        return f'topic "{topic.title}" begins with {", ".join(sorted(topic.first))}'

    def build(self, model: Model) -> None:
        """Where a paper of the rest has been read by a session, no first paper stands there or later."""
        problem, variables = model.problem, model.variables
        for topic in problem.topics.values():
            if topic.first_where is None or not topic.first:
                continue
            requirement = model.requirement(topic.first_where, self.sentence(topic))
            rest = [paper.id for paper in problem.topic_papers[topic.id] if paper.id not in topic.first]
            others = [
                variables.any_of([variables.reads(paper, s) for paper in rest], f"others of {topic.id} on {s}")
                for s in variables.indices
            ]
            begun = variables.begun(f"{topic.id} is past its first papers", others)
            for session in variables.indices:
                for paper in sorted(topic.first):
                    requirement.never(variables.reads(paper, session), begun[session])

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The papers of no topic are mixed, those that come first with others."""
        for topic in problem.topics.values():
            own = [paper for paper in papers if problem.papers[paper].topic == topic.id]
            if topic.first_where is not None and 0 < sum(paper in topic.first for paper in own) < len(own):
                return False
        return True

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """First papers that come too late."""
        problem = outcome.problem
        for topic in problem.topics.values():
            if topic.first_where is None:
                continue
            rest = [s for s in map(outcome.session_of, _rest(problem, topic)) if s is not None]
            for paper in sorted(topic.first):
                session = outcome.session_of(paper)
                if session is not None and rest and session >= min(rest):
                    here, early = day(problem, session), day(problem, min(rest))
                    detail = f"{paper} is on {here}, others begin on {early}"
                    yield broken(self.name, topic.first_where, self.sentence(topic), detail, here, paper)


def _rest(problem: Problem, topic: Topic) -> list[str]:
    return [paper.id for paper in problem.papers.values() if paper.topic == topic.id and paper.id not in topic.first]
