"""What one run of one solver on one course gave, and when: first plan, within one percent, proof."""

from __future__ import annotations

import math
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

NEAR = 0.01
"""Within so much of the bound counts as near."""

Solve = Callable[["Run", int, float], "tuple[int | None, float | None, bool]"]


@dataclass
class GoalRun:
    """One goal: its value and bound at the end (to be made small), when they were near, and whether it is proven."""

    name: str
    value: float | None = None
    bound: float | None = None
    proven: bool = False
    near_at: float | None = None

    @property
    def gap(self) -> float:
        """The distance of value and bound as a share of the larger; infinite without either."""
        if self.proven:
            return 0.0
        if self.value is None or self.bound is None:
            return math.inf
        return abs(self.value - self.bound) / max(1.0, abs(self.value), abs(self.bound))


@dataclass
class Run:
    """A run as it goes: goals by name, the time of the first plan, the end, and the peak of memory."""

    started: float
    goals: dict[str, GoalRun] = field(default_factory=dict)
    first_at: float | None = None
    ended_at: float | None = None
    note_text: str = ""

    def seconds(self) -> float:
        """Wall time since the start."""
        return time.monotonic() - self.started

    def found(self) -> None:
        """A plan is there."""
        if self.first_at is None:
            self.first_at = self.seconds()

    def note(self, goal: str, value: float | None, bound: float | None) -> None:
        """A new value or bound of a goal, to be made small."""
        entry = self.goals.setdefault(goal, GoalRun(goal))
        if value is not None:
            self.found()
            entry.value = value
        if bound is not None:
            entry.bound = bound
        if entry.near_at is None and entry.gap <= NEAR:
            entry.near_at = self.seconds()

    def close(self, goal: str, value: float | None, bound: float | None, proven: bool) -> None:
        """The goal is done with."""
        self.note(goal, value, bound)
        entry = self.goals[goal]
        entry.proven = proven
        if proven and entry.near_at is None:
            entry.near_at = self.seconds()

    def result(self) -> dict[str, Any]:
        """The run in numbers: seconds (None: never), the largest gap over the goals, megabytes."""
        self.ended_at = self.seconds() if self.ended_at is None else self.ended_at
        goals = list(self.goals.values())
        proven = bool(goals) and all(goal.proven for goal in goals)
        near = [goal.near_at if goal.gap <= NEAR else None for goal in goals]
        return {
            "first": self.first_at,
            "near": max(moment for moment in near if moment is not None) if goals and None not in near else None,
            "proof": self.ended_at if proven else None,
            "end": self.ended_at,
            "gap": max((goal.gap for goal in goals), default=math.inf),
            "goals": [asdict(goal) for goal in goals],
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "note": self.note_text,
        }


def lexicographic(run: Run, goals: Sequence[tuple[str, int]], seconds: float, solve: Solve) -> None:
    """Goal after goal, each with half of the time left and the last with all, as the planner does.

    ``solve(run, place, limit)`` returns value and bound, to be made small, and whether that is proven; it keeps the
    value for the goals after. The first goal may take all the time while there is no plan at all.
    """
    for name, _ in goals:
        run.goals[name] = GoalRun(name)
    for place, (name, _) in enumerate(goals):
        left = seconds - run.seconds()
        if left <= 0.05:
            return
        value, bound, proven = solve(run, place, left if place == len(goals) - 1 else left / 2)
        run.close(name, value, bound, proven)
        if value is None:
            return
