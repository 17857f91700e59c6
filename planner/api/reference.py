"""The reference of all keys and the JSON Schemas, with the goals as they describe themselves."""

from __future__ import annotations

from constraints.registry import GOALS
from planner.plans.plan import Plan
from planner.rule import DescribedGoal
from planner.spec.reference import GoalText, reference, schema_text


def goal_texts() -> list[GoalText]:
    """Every goal that a file may list, in the order in which figures are shown."""
    found = [goal for goal in GOALS if isinstance(goal, DescribedGoal)]
    return [GoalText(goal.name, goal.meaning, goal.unit, goal.best, goal.sense) for goal in found]


def schema(of: str = "constraints") -> str:
    """The JSON Schema of ``constraints`` (for editors), or of ``plan``."""
    if of == "plan":
        return schema_text(Plan, written=True)
    return schema_text(goals=goal_texts())


def keys_reference() -> str:
    """All keys of constraints.yaml and all goals, as Markdown."""
    return reference(goal_texts())
