"""``reading.topics_per_session``: how many main topics the required papers of a session have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear


class TopicsPerSession:
    """At most so many main topics; papers of none count together as one more."""

    name = "topics-per-session"
    about = concerning("dates", "counts sessions")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at most {bound.value} topics in one session"

    def build(self, model: Model) -> None:
        """Count the topics of each session's papers."""
        bound = model.problem.reading.topics_per_session
        if bound is None or bound.value >= len(model.problem.topics) + bool(model.problem.without_topic):
            return
        requirement = model.requirement(bound.where, self.sentence(bound))
        for session in model.variables.indices:
            if model.problem.reading.common_topics(session) is not None:
                requirement.at_most(topics_read(model, session), bound.value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Sessions with too many topics."""
        for session in outcome.reading_sessions:
            bound, topics = outcome.problem.reading.common_topics(session), outcome.counted_topics(session)
            if bound is not None and len(topics) > bound.value:
                id_ = day(outcome.problem, session)
                detail = f"{id_} has {', '.join(topics)}"
                yield broken(self.name, bound.where, self.sentence(bound), detail, id_, *topics)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The papers have few enough topics."""
        bound = problem.reading.common_topics(session)
        topics = {problem.papers[paper].topic for paper in papers} if problem.topics else set()
        return bound is None or len(topics) <= bound.value


def topics_read(model: Model, session: int) -> Linear:
    """How many main topics the session's papers have, those of none as one more."""
    variables = model.variables
    topics = [variables.reads_topic(topic, session) for topic in model.problem.topics]
    others = [variables.reads(paper, session) for paper in model.problem.without_topic]
    return sum([*topics, variables.any_of(others, f"papers of no topic on {session}")])
