"""Costs, ways out and conflicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.problem.problem import Problem

if TYPE_CHECKING:
    from planner.reasons.counterquestions import Cost
    from planner.reasons.explanation import LineChange


def cost_in_words(problem: Problem, cost: Cost) -> str:
    """``would make priority worse: 98 → 96 points.``."""
    if cost.answer == "free":
        return "would cost nothing."
    if cost.answer == "impossible":
        return "is impossible."
    if cost.answer == "unknown" or cost.step is None:
        return "is not answered within the time limit."
    step, least = cost.step, "" if cost.proven else "at worst "
    before, after = (step.in_units(problem, level) for level in (cost.before, cost.after))
    if step.weighed:
        return f"would make step {step.number} ({step.label}) worse: {least}{float(before):g} → {float(after):g}."
    (goal,) = step.goals
    figures = [goal.figure(problem, int(value)) for value in (before, after)]
    return f"would make {goal.name} worse: {least}{figures[0]:g} → {figures[1]:g} {goal.unit}."


def changes_in_words(changes: Sequence[LineChange]) -> str:
    """``raise reading.per_session.minutes.max from 180 to 205; and drop …``."""
    return "; and ".join(_change_in_words(change) for change in changes)


def _change_in_words(change: LineChange) -> str:
    key, sentence = change.where.key or str(change.where), change.sentences[0]
    if change.after is not None and change.before is not None:
        verb = "raise" if change.after > change.before else "lower"
        return f"{verb} {key} from {change.before} to {change.after}"
    if change.rule == "availability":
        return f"let {sentence.replace(' is unavailable on ', ' take duties on ')} ({key})"
    return f"drop {key}: {' and '.join(change.sentences[:3])}"


def headline(members: Sequence[LineChange], people: int) -> str:
    """The conflict at the coarsest level that is true; everything else is in the members."""
    away = [member for member in members if member.rule == "availability"]
    if len(away) < 3:
        return ""
    others = sorted({member.rule for member in members if member.rule != "availability"})
    who = "nobody" if len(away) >= people else f"{len(away)} of {people} people cannot"
    dates = [set(_dates(member.sentences[0])) for member in away]
    common = sorted(set.intersection(*dates)) if all(dates) else []
    when = f" on {', '.join(common)}" if common else ""
    can = " can take a duty" if who == "nobody" else " take a duty"
    return f"{who}{can}{when}, against {', '.join(others)}" if others else f"{who}{can}{when}"


def _dates(sentence: str) -> list[str]:
    """The session ids in a sentence of an absence."""
    _, _, rest = sentence.partition(" is unavailable on ")
    return [part.strip() for part in rest.replace("…", "").split(",") if part.strip()]
