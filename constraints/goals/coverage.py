"""Goal ``coverage``: papers short of the topics' goals, summed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from constraints.wording import shares
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Coverage:
    """How many papers the topics are short of their ``papers.goal``."""

    name = "coverage"
    about = concerning("papers")
    unit = "papers"
    best: Literal["low", "high"] = "low"
    meaning = "papers that the topics are short of their papers.goal, summed"
    sense = "a topic has papers.goal"

    def senseless(self, problem: Problem) -> str | None:
        """Topics need a goal."""
        return None if any(topic.papers.goal for topic in problem.topics.values()) else "no topic has papers.goal"

    def build(self, model: Model) -> Terms:
        """A shortfall for each topic with a goal."""
        terms = {}
        for topic in model.problem.topics.values():
            if topic.papers.goal is not None:
                goal = topic.papers.goal.value
                short = model.cp.new_int_var(0, goal, f"papers short of topic {topic.id}")
                read = sum(model.variables.read(paper.id) for paper in model.problem.topic_papers[topic.id])
                model.cp.add(short >= goal - read)
                terms[topic.id] = short
        return Terms("sum", terms)

    def end(self, problem: Problem) -> int:
        """Nothing is short."""
        return 0

    def score(self, outcome: Outcome) -> Score:
        """Count the papers of each topic with a goal."""
        problem = outcome.problem
        topics = [problem.papers[paper].topic for paper in outcome.all_required if paper in problem.papers]
        terms = {
            topic.id: max(0, topic.papers.goal.value - topics.count(topic.id))
            for topic in problem.topics.values()
            if topic.papers.goal is not None
        }
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """By topic, where papers are missing."""
        return "papers short of the topics' goals", shares(
            score, {t.id: t.title for t in outcome.problem.topics.values()}
        )

    def figure(self, problem: Problem, value: int) -> int | float:
        """Papers."""
        return value
