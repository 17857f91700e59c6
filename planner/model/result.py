"""What a search comes to: the best solution, and what became of each step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from planner.model.solver import Solution
from planner.plans.scoring import Step


@dataclass(frozen=True)
class StepOutcome:
    """What became of a step: value and bound as the goals' integers (summed with weights when weighed), and proof.

    ``levels`` are leximin's values and proofs, level by level.
    """

    step: Step
    value: int
    bound: int | None
    proven: bool
    seconds: float = 0.0
    levels: tuple[tuple[int, bool], ...] = ()


@dataclass
class SearchResult:
    """The best solution, what became of each step, and how the search ended."""

    status: Literal["solved", "infeasible", "unknown"]
    solution: Solution | None = None
    steps: list[StepOutcome] = field(default_factory=list)
    interrupted: bool = False
    seconds: float = 0.0
    first_seconds: float | None = None
