"""What it would cost to have it otherwise: counter-questions to a plan, answered by solving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from planner.measure import Step, ladder
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.rule import Rule
from planner.solve.budget import Budget
from planner.solve.question import Question, Reply, asked_whole


@dataclass(frozen=True)
class Cost:
    """The answer to one counter-question.

    ``free``: every goal stays as good. ``costs``: ``step`` is the most important one that gets worse, from ``before``
    to ``after`` (levels, small is good), ``after`` being the best that is possible if ``proven``, else at worst.
    ``impossible``: no plan does it. ``unknown``: not answered in time. ``decision`` is a plan that has it so, at that
    cost.
    """

    answer: Literal["free", "costs", "impossible", "unknown"]
    step: Step | None = None
    before: int = 0
    after: int = 0
    proven: bool = True
    decision: Decision | None = None


class CounterQuestions:
    """Asks one model, with the goals of a plan as limits, many questions within a budget, each from the plan on."""

    def __init__(
        self, problem: Problem, rules: Sequence[Rule], steps: Sequence[Step], decision: Decision, budget: Budget
    ) -> None:
        outcome = Outcome(problem, decision)
        self.question = Question(problem, asked_whole(rules), ladder(steps, outcome))
        self.decision, self.budget = decision, budget
        self.values = self.question.values_of(decision)

    @property
    def variables(self) -> Any:
        """The variables that conditions are about."""
        return self.question.model.variables

    def ask(self, conditions: Sequence[Any], seconds: float) -> Cost:
        """What it costs that all of these constraints on the variables hold.

        Each answer says which goals can stay as they are; the first that cannot is the one whose best is looked for.
        """
        budget = self.budget.part(seconds)
        kept = self._solve(conditions, len(self.values), None, budget)
        if kept.decision is not None:
            return Cost("free", decision=kept.decision)
        known, held = None, 0
        while held <= len(self.values):
            reply = self._solve(conditions, held, None, budget)
            if reply.infeasible:
                return Cost("impossible") if held == 0 else self._worse(conditions, held - 1, known, budget)
            if reply.decision is None:
                return self._cost(held - 1, known) if held else Cost("unknown")
            known, scores = reply, self.question.values_of(reply.decision)
            held = 1 + next((place for place, value in self.values.items() if scores[place] > value), len(self.values))
        assert known is not None
        return Cost("free", decision=known.decision)

    def _worse(self, conditions: Sequence[Any], place: int, known: Reply | None, budget: Budget) -> Cost:
        """How good a rung can be that cannot stay as it is, with those before it held."""
        reply = self._solve(conditions, place, place, budget)
        return self._cost(place, reply if reply.decision is not None else known)

    def _cost(self, place: int, reply: Reply | None) -> Cost:
        """What the answer with the rung at its best comes to."""
        if reply is None or reply.decision is None:
            return Cost("unknown")
        after = self.question.values_of(reply.decision)[place]
        if after <= self.values[place]:
            return Cost("unknown")
        step = self.question.rungs[place].step
        return Cost("costs", step, self.values[place], after, reply.optimal and reply.floor == after, reply.decision)

    def _solve(self, conditions: Sequence[Any], held: int, target: int | None, budget: Budget) -> Reply:
        """Solve with the first ``held`` rungs as good as in the plan."""
        limits = {place: self.values[place] for place in range(held)}
        return self.question.ask(target, budget, limits=limits, start=self.decision, conditions=conditions)
