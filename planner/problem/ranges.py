"""Small steps that all of the problem takes: limits with their lines, sessions of windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from planner.findings import Finding, Where, did_you_mean, error
from planner.problem.problem import Bound, Range
from planner.problem.sessions import Calendar
from planner.spec.parts import GoalLimits, Limits, Maximum


def range_at(limits: Limits | GoalLimits | Maximum, place: Callable[..., Where], *path: str | int) -> Range:
    """Limits with the line of each number."""

    def bound(key: str) -> Bound | None:
        value = getattr(limits, key, None)
        return None if value is None else Bound(value, place(*path, key))

    return Range(min=bound("min"), goal=bound("goal"), max=bound("max"))


def indices_within(calendar: Calendar, first: date | None, last: date | None) -> frozenset[int]:
    """The sessions in a window of days."""
    return frozenset(session.index for session in calendar.sessions if session.within(first, last))


def unknown(what: str, name: str, known: Iterable[str], where: Where) -> Finding:
    """The error for a name that nothing has."""
    verb = "is in no catalogue" if what == "paper" else "is not defined"
    return error(f"unknown-{what}", f'{what} "{name}" {verb}{did_you_mean(name, known)}', where, name)
