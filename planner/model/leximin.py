"""Leximin: the worst off, then the next worst, and so on, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.model.extract import extract
from planner.model.objective import Objective, whole_bound
from planner.model.result import StepOutcome
from planner.model.solver import Solution, Status
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step

if TYPE_CHECKING:
    from planner.model.search import Search


def climb(search: Search, step: Step, objective: Objective, seconds: float) -> bool:
    """Leximin: raise the worst term, then the next worst, and so on; False when there is no plan at all.

    Level k is a variable that all terms but k − 1 of the planner's choice reach (the k-th smallest value); what
    each level reached is kept for those after it.
    """
    return _Climb(search, step, objective, search.clock() + seconds).run()


@dataclass
class _Climb:
    """One leximin step; ``levels`` are values and proofs as far as it came, ``bound`` is that of the first level."""

    search: Search
    step: Step
    objective: Objective
    ends: float
    levels: list[tuple[int, bool]] = field(default_factory=list)
    bound: int | None = None
    spent: float = 0.0

    @property
    def terms(self) -> list[Any]:
        """What is to be raised."""
        assert self.objective.levels is not None
        return list(self.objective.levels.values())

    def run(self) -> bool:
        """Level by level while there is time; the rest is held as it is."""
        for number in range(len(self.terms)):
            if self._at_end(number):
                break
            left = self.ends - self.search.clock()
            if self.search.result.solution is not None and (self.search.flag or left <= 0.04):
                break
            if not self._raise(number, left / 2 if number < len(self.terms) - 1 else left):
                return False
        self._hold_rest()
        proven = all(done for _, done in self.levels)
        first = self.levels[0][0] if self.levels else 0
        done = StepOutcome(self.step, first, self.bound, proven, self.spent, tuple(self.levels))
        self.search.result.steps.append(done)
        return True

    def _at_end(self, number: int) -> bool:
        """Whether a level is as high as any can be: so are all above it then, and nothing can be better."""
        end, known = self.objective.end, self.search.result.solution
        if end is None or known is None or self._values(known)[number] != end:
            return False
        self.search.model.cp.add(_level(self.search, self.terms, number) >= end)
        self.levels += [(end, True)] * (len(self.terms) - number)
        self.bound = end if number == 0 else self.bound
        return True

    def _raise(self, number: int, seconds: float) -> bool:
        """One level, as high as it goes; False when there is no plan at all."""
        search, least = self.search, self.levels[-1][0] if self.levels else 0
        level = _level(search, self.terms, number)
        patience = None if search.result.solution is not None else self.ends - search.clock()
        label = f"{self.step.label} (level {number + 1} of {len(self.terms)})"
        solution = search.ask(Objective(-level, -1), seconds, label, patience)
        self.spent += solution.seconds
        if not search.take(solution, self.step):
            return False
        assert search.result.solution is not None
        reached, bound = max(self._values(search.result.solution)[number], least), whole_bound(solution)
        proven = solution.status is Status.OPTIMAL and bound == -reached
        if number == 0:
            self.bound = None if bound is None else max(reached, -bound)
        search.model.cp.add(level >= reached)
        self.levels.append((reached, proven))
        return True

    def _hold_rest(self) -> None:
        """Levels that no time was left for are what the plan gives, without proof, and no later goal worsens them."""
        assert self.search.result.solution is not None
        values = self._values(self.search.result.solution)
        for number in range(len(self.levels), len(values)):
            if number == 0 or values[number] > values[number - 1]:
                self.search.model.cp.add(_level(self.search, self.terms, number) >= values[number])
            self.levels.append((values[number], False))

    def _values(self, solution: Solution) -> list[int]:
        """The terms of a plan, the worst first."""
        outcome = Outcome(self.search.model.problem, extract(self.search.model, solution))
        return sorted(self.step.goals[0].score(outcome).terms.values())


def _level(search: Search, terms: Sequence[Any], excused: int) -> Any:
    """A variable that all terms but ``excused`` of them reach."""
    cp = search.model.cp
    level = cp.new_int_var(0, 2**30, f"level {excused + 1}")
    if excused == 0:
        for term in terms:
            cp.add(level <= term)
        return level
    out = [cp.new_bool_var(f"term {place} is below level {excused + 1}") for place in range(len(terms))]
    cp.add(sum(out) <= excused)
    for term, below in zip(terms, out, strict=True):
        cp.add(level <= term).only_enforce_if(below.negated())
    return level
