"""Goal ``topic_breaks``: blocks of sessions beyond one, over all topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from constraints.wording import shares
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class TopicBreaks:
    """How often a topic is taken up again."""

    name = "topic_breaks"
    about = concerning("papers", "dates")
    unit = "breaks"
    best: Literal["low", "high"] = "low"
    meaning = "times that a topic is taken up again: blocks of sessions beyond one, over all topics"
    sense = "a topic need not be contiguous"

    def senseless(self, problem: Problem) -> str | None:
        """There must be topics that may break."""
        free = any(topic.contiguous is None for topic in problem.topics.values())
        return None if free else "the course has no topics" if not problem.topics else "every topic is contiguous"

    def build(self, model: Model) -> Terms:
        """For each topic that may break: its blocks beyond the first."""
        terms = {}
        for topic in model.problem.topics.values():
            if topic.contiguous is None:
                breaks = model.cp.new_int_var(0, len(model.problem.sessions), f"breaks of {topic.id}")
                model.cp.add(breaks >= model.variables.blocks(topic.id) - 1)
                terms[topic.id] = breaks
        return Terms("sum", terms)

    def end(self, problem: Problem) -> int:
        """Every topic in one block."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Count the blocks of each topic."""
        terms = {
            topic.id: max(0, outcome.blocks_of(topic.id) - 1)
            for topic in outcome.problem.topics.values()
            if topic.contiguous is None
        }
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """Which ones."""
        return "topics taken up again", shares(score, {t.id: t.title for t in outcome.problem.topics.values()})

    def figure(self, problem: Problem, value: int) -> int | float:
        """Breaks."""
        return value
