"""Goal ``breadth``: different main topics that a person holds per-paper duties in, least over people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from constraints.wording import names
from planner.plans.outcome import Outcome
from planner.problem.holding import places_of
from planner.problem.problem import Person, Problem, Role
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class Breadth:
    """How many topics the least broad student gets to present."""

    name = "breadth"
    about = concerning("papers", "people")
    unit = "topics"
    best: Literal["low", "high"] = "high"
    meaning = "different main topics that a person presents papers of, the fewest over people"
    sense = "people hold duties per paper, and there are topics"

    def senseless(self, problem: Problem) -> str | None:
        """There must be papers of topics, and people with per-paper roles."""
        if not any(problem.topic_papers.values()):
            return "no paper has a topic"
        return None if _presenting(problem) else "nobody may hold duties per paper"

    def build(self, model: Model) -> Terms:
        """For each person, the topics with a duty."""
        terms: dict[str, Any] = {}
        for person in _presenting(model.problem):
            touched = []
            for topic, papers in model.problem.topic_papers.items():
                duties = [
                    model.variables.presents(person.id, role.id, paper.id)
                    for role in _paper_roles(model.problem)
                    for paper in papers
                    if paper.id in role.papers
                ]
                if duties:
                    touch = model.cp.new_bool_var(f"{person.id} has a duty in topic {topic}")
                    model.cp.add(touch <= sum(duties))
                    touched.append(touch)
            terms[person.id] = sum(touched)
        return Terms("min", terms)

    def score(self, outcome: Outcome) -> Score:
        """Count each person's topics."""
        papers = outcome.problem.papers
        terms = {}
        for person in _presenting(outcome.problem):
            held = [duty.paper for _, duty in outcome.duties_by_person[person.id] if duty.paper in papers]
            terms[person.id] = len({papers[paper].topic for paper in held if paper is not None} - {None})
        return Score(min(terms.values(), default=0), terms)

    def measured(self, outcome: Outcome) -> bool:
        """Somebody is on duty."""
        return any(outcome.decision.duties)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many topics, and who has no more."""
        least = [outcome.problem.people[person].name for person, value in score.terms.items() if value == score.value]
        return "topics that each person presents", f"at least {score.value} ({names(least)})"

    def figure(self, problem: Problem, value: int) -> int | float:
        """Topics."""
        return value


def _paper_roles(problem: Problem) -> list[Role]:
    return [role for role in problem.roles.values() if role.per == "paper" and role.most]


def _presenting(problem: Problem) -> list[Person]:
    """Students who may hold a per-paper role."""
    roles = _paper_roles(problem)
    return [p for p in problem.students if places_of(roles, problem.events, p.roles, p.absent, p.conflicts)]
