"""What it would cost to have it otherwise: counter-questions to a plan, answered by solving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from planner.model.model import Linear, Model
from planner.model.search import Search
from planner.model.second_opinion import solve_surely
from planner.model.solver import Solution, Status, StopFlag
from planner.model.strengthen import strengthen
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step, rank
from planner.problem.decision import Decision
from planner.problem.problem import Problem, SearchSettings
from planner.rule import Rule


@dataclass(frozen=True)
class Cost:
    """The answer to one counter-question.

    ``free``: every goal stays as good. ``costs``: ``step`` is the most important one that gets worse, from ``before``
    to ``after`` (small is good), ``after`` being the best that is possible if ``proven``. ``impossible``: no plan does
    it. ``unknown``: not answered in time.
    """

    answer: Literal["free", "costs", "impossible", "unknown"]
    step: Step | None = None
    before: int = 0
    after: int = 0
    proven: bool = True


class Counterfactual:
    """Asks one model, with the goals of a plan as limits, many questions within a time limit."""

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[Rule],
        steps: Sequence[Step],
        decision: Decision,
        settings: SearchSettings,
        flag: StopFlag,
    ) -> None:
        self.model = Model(problem)
        self.model.build(rules)
        strengthen(self.model)
        search = Search(self.model, steps, settings, flag)
        self.steps, self.settings, self.flag = steps, settings, flag
        self.expressions = [objective.expression for objective in search.objectives]
        self.values = [value[0] for value in rank(steps, Outcome(problem, decision))]
        self.ends = flag.clock(settings) + settings.time_limit

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self.flag else max(0.0, self.ends - self.flag.clock(self.settings))

    def ask(self, otherwise: Callable[[cp_model.CpModel], None], seconds: float) -> Cost:
        """What it costs to have it as ``otherwise`` says (a function that adds to a copy of the model)."""
        ends = self.flag.clock(self.settings) + min(seconds, self.left)
        if self._solve(otherwise, len(self.steps), None, ends).values is not None:
            return Cost("free")
        for held in range(len(self.steps) + 1):
            answer = self._solve(otherwise, held, None, ends)
            if answer.status is Status.UNKNOWN:
                return Cost("unknown")
            if answer.values is None and held == 0:
                return Cost("impossible")
            if answer.values is None:
                return self._worse(otherwise, held - 1, ends)
        return Cost("free")

    def _worse(self, otherwise: Callable[[cp_model.CpModel], None], position: int, ends: float) -> Cost:
        """How much worse the step gets, the more important ones being held."""
        best = self._solve(otherwise, position, self.expressions[position], ends)
        if best.values is None:
            return Cost("unknown")
        after = round(best.bound) if best.status is Status.OPTIMAL else self._value(best, position)
        proven = best.status is Status.OPTIMAL
        return Cost("costs", self.steps[position], self.values[position], after, proven)

    def _value(self, solution: Solution, position: int) -> int:
        from planner.model.extract import extract

        return rank(self.steps, Outcome(self.model.problem, extract(self.model, solution)))[position][0]

    def _solve(
        self, otherwise: Callable[[cp_model.CpModel], None], held: int, minimise: Linear | None, ends: float
    ) -> Solution:
        """Solve with the first ``held`` steps as good as in the plan."""
        cp = self.model.cp.clone()
        for expression, value in zip(self.expressions[:held], self.values[:held], strict=True):
            cp.add(expression <= value)
        otherwise(cp)
        if minimise is not None:
            cp.minimize(minimise)
        return solve_surely(cp, self.settings, max(0.05, ends - self.flag.clock(self.settings)), self.flag)
