"""How good a plan is, in an instructor's words: goals, duties, wishes, the longest reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.plans.plan import GoalResult, Plan, StepResult

Told = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class GoalRow:
    """One goal, or weighed step: its key, what it is about, what the plan has, and what is known of better plans."""

    key: str
    what: str
    figure: str
    state: str


@dataclass(frozen=True)
class Scorecard:
    """Goals in their order, then lines about people and reading."""

    goals: tuple[GoalRow, ...]
    lines: tuple[str, ...]


def scorecard_of(plan: Plan, told: Told | None = None, wishes: Iterable[str] = ()) -> Scorecard:
    """The scorecard of a plan; ``told`` is what goals are about and what they are, by name, where that is known.

    ``wishes`` are lines of what was asked and given.
    """
    goals, steps = (plan.solved.goals, plan.solved.steps) if plan.solved is not None else ([], [])
    rows = [_goal_row(goal, (told or {}).get(goal.goal)) for goal in goals]
    rows += [_step_row(step) for step in steps]
    return Scorecard(tuple(rows), (*_duties(plan), *_satisfaction(plan), *wishes, *_longest(plan)))


def _goal_row(goal: GoalResult, told: tuple[str, str] | None) -> GoalRow:
    unit = f" {goal.unit}" if goal.unit else ""
    what, figure = told or (goal.goal.replace("_", " "), f"{goal.value:g}{unit}")
    alone = goal.step is None
    state = _state(goal.value, goal.bound, goal.proven, unit) if alone else f"weighed in step {goal.step}"
    return GoalRow(goal.goal, what, figure, state)


def _step_row(step: StepResult) -> GoalRow:
    state = _state(step.value, step.bound, step.proven, "")
    return GoalRow(f"step {step.step}", f"step {step.step}, weighed", f"{step.value:g}", state)


def _state(value: float, bound: float | None, proven: bool, unit: str) -> str:
    """What is known of the best that there is: this value, or between it and a bound."""
    if proven:
        return "proven"
    if bound is None or bound == value:
        return "not proven"
    low, high = sorted((value, bound))
    return f"not proven: the best is at least {low:g}{unit}, at most {high:g}{unit}"


def _duties(plan: Plan) -> list[str]:
    """How many duties people have, from the fewest to the most; staff only where they have some."""
    held = [duty.person for _, duty in plan.all_duties()]
    if not held:
        return []
    by_count: dict[int, list[str]] = {}
    for person, known in plan.people.items():
        if held.count(person) or not known.staff:
            by_count.setdefault(held.count(person), []).append(f"{known.name} (staff)" if known.staff else known.name)
    parts = [f"{count or 'none'}: {', '.join(sorted(names))}" for count, names in sorted(by_count.items())]
    return [f"Duties: {'; '.join(parts)}"]


def _satisfaction(plan: Plan) -> list[str]:
    """How content people are: the worst, the one in the middle, the best."""
    values = sorted(person.satisfaction for person in plan.people.values() if person.satisfaction is not None)
    if not values:
        return []
    shown = f"{values[0]:g} % worst, {values[len(values) // 2]:g} % median, {values[-1]:g} % best"
    return [f"Satisfaction of {len(values)}: {shown}"]


def _longest(plan: Plan) -> list[str]:
    """The session with the most to read."""
    reading = [session for session in plan.sessions if session.required]
    if not reading:
        return []
    longest = max(reading, key=lambda session: session.minutes)
    day = f"{longest.start:%a} {longest.start.day} {longest.start:%B}"
    return [f"Longest reading: {longest.minutes} min on {day} ({longest.title})"]
