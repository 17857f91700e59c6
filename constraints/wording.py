"""How checks say what is broken (the sentence of the requirement, then what the plan has), and goals what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.findings import Finding, Where
from planner.problem.problem import Problem, Range
from planner.rule import Score


def broken(rule: str, where: Where, sentence: str, detail: str = "", *subjects: str) -> Finding:
    """An error of a rule: the requirement's sentence, then what the plan has; ``subjects`` are session ids, papers …"""
    return Finding(rule, "error", f"{sentence}; {detail}" if detail else sentence, where, subjects, sentence=sentence)


def outside(
    rule: str, limits: Range, value: int, what: str, *subjects: str, here: str = "the plan"
) -> Iterable[Finding]:
    """A finding for each bound of the range that the value breaks; ``here`` says where the value was found."""
    if limits.min is not None and value < limits.min.value:
        yield broken(rule, limits.min.where, f"at least {limits.min.value} {what}", f"{here} has {value}", *subjects)
    if limits.max is not None and value > limits.max.value:
        found = broken(rule, limits.max.where, f"at most {limits.max.value} {what}", f"{here} has {value}", *subjects)
        yield replace(found, excess=value - limits.max.value)


def day(problem: Problem, session: int) -> str:
    """The id of a session."""
    return problem.sessions[session].id


def days(problem: Problem, sessions: Iterable[int]) -> str:
    """The ids of sessions, joined."""
    return ", ".join(day(problem, session) for session in sessions)


def block_title(problem: Problem, block: str) -> str:
    """A topic or an event in words: ``topic "Compilers"``."""
    if block in problem.topics:
        return f'topic "{problem.topics[block].title}"'
    return f'event "{problem.events[block].title}"'


def date_of(day: date) -> str:
    """A day as people say it: ``14 March``."""
    return f"{day.day} {day:%B}"


def span(minutes: int) -> str:
    """A time as people say it: ``20 min``, ``2 hours``, ``2 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours or minutes < 100:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} {'hour' if hours == 1 else 'hours'}"


def names(people: Sequence[str], most: int = 3) -> str:
    """A few names, and how many others."""
    few = list(people) if len(people) <= most else [*people[: most - 1], f"{len(people) - most + 1} others"]
    if not few:
        return "nobody"
    return few[0] if len(few) == 1 else f"{', '.join(few[:-1])} and {few[-1]}"


def shares(score: Score, titles: Mapping[str, str]) -> str:
    """A sum by its parts: ``3: Compilers 2, Serving 1``; ``none`` where it is 0."""
    parts = [f"{titles.get(name, name)} {value}" for name, value in score.terms.items() if value]
    return f"{score.value}: {', '.join(parts)}" if parts else "none"
