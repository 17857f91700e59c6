"""How good a plan is: its goals as they tell it, and what people wished and got."""

from __future__ import annotations

from constraints.goals.satisfaction import wishes_came_true, wishing
from planner.api.course import Course
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.plans.scorecard import Scorecard, scorecard_of
from planner.rule import Goal, TellingGoal, is_measured

KINDS = {"papers": "Papers", "topics": "Topics", "dates": "Dates", "roles": "Roles"}
RANKS = ("first", "second", "third", "later")


def scorecard(course: Course, plan: Plan) -> Scorecard:
    """The scorecard of a plan of the course."""
    outcome = Outcome(course.problem, decision_of(plan, course.problem)[0])
    goals = [goal for step in course.steps for goal in step.goals if isinstance(goal, TellingGoal)]
    return scorecard_of(plan, {goal.name: told_of(goal, outcome) for goal in goals}, wish_lines(outcome))


def told_of(goal: Goal, outcome: Outcome) -> tuple[str, str]:
    """What a goal is about, and what a plan has of it, in words."""
    score = goal.score(outcome)
    if not isinstance(goal, TellingGoal):
        return goal.name.replace("_", " "), f"{goal.figure(outcome.problem, score.value):g} {goal.unit}".rstrip()
    what, figure = goal.told(outcome, score)
    return what, figure if is_measured(goal, outcome) else "nothing to measure"


def wish_lines(outcome: Outcome) -> list[str]:
    """What was wished and granted, a line a kind: how many first, second, third … wishes, and who got none."""
    found = {person.name: wishes_came_true(outcome, person) for person in wishing(outcome.problem)}
    lines = []
    for kind, title in KINDS.items():
        mine = {name: [(rank, came) for rank, of, _, came in wishes if of == kind] for name, wishes in found.items()}
        line = _kind_line({name: wishes for name, wishes in mine.items() if wishes})
        lines += [f"{title} wished and granted: {line}"] if line else []
    return lines


def _kind_line(wishes: dict[str, list[tuple[int, bool]]]) -> str:
    """The wishes of one kind by name, as (rank, came true), in words."""
    parts = []
    for place, word in enumerate(RANKS, 1):
        ranked = [came for given in wishes.values() for rank, came in given if min(rank, len(RANKS)) == place]
        parts += [f"{sum(ranked)} of {len(ranked)} {word}"] if ranked else []
    none = sorted(name for name, given in wishes.items() if not any(came for _, came in given))
    return ", ".join(parts) + (f"; none for {', '.join(none)}" if none else "")
