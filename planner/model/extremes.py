"""A goal that is the largest or smallest of its terms: the way to its floor, where the extreme alone is flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model.objective import Objective
from planner.model.solver import Solution, Status
from planner.plans.scoring import Step

if TYPE_CHECKING:
    from planner.model.search import Search

SHARE_OF_FIRST_TRY = 0.2
"""Of a step's time, to solve the extreme itself where the floors of all steps cannot be had at once."""
SHARE_OF_APPROACH = 0.5
"""Of what is left, to come near the floor."""


@dataclass(frozen=True)
class Extreme:
    """One step of a search whose plan is not at the step's floor yet; ``ends`` is on the search's clock."""

    search: Search
    step: Step
    objective: Objective
    floor: int
    ends: float

    def solve(self) -> Solution | None:
        """Come near the floor, and leave the best plan in the result; a solution where that solves the step.

        Where no plan is at the floor, the extreme is often solved at once, and bringing all terms near the floor would
        take the time for nothing.
        """
        if self.search.floors_apart:
            solution = self.search.prove(self.objective, self._share(SHARE_OF_FIRST_TRY), self.step.label)
            self.search.take(solution, self.step)
            if solution.status is Status.OPTIMAL:
                return solution
        self._approach()
        return None

    def _share(self, share: float) -> float:
        return max(0.05, share * (self.ends - self.search.clock()))

    def _approach(self) -> None:
        """Bring all terms to the floor together: their summed distance shows the way where the extreme is flat."""
        with self.search.aside():
            cp = self.search.model.cp
            distances = [cp.new_int_var(0, 2**30, "") for _ in self.objective.extreme]
            for distance, term in zip(distances, self.objective.extreme, strict=True):
                cp.add(distance >= term - self.floor)
            solution = self.search.ask(
                Objective(sum(distances), 1), self._share(SHARE_OF_APPROACH), self.step.label, in_passing=True
            )
        self.search.take(solution, self.step)
