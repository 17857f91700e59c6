"""How checks say what is broken: the sentence of the requirement, then what the plan has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.findings import Finding, Where
from planner.problem.problem import Problem, Range


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
