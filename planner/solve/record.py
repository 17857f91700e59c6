"""The record of a search: the best plan known, and what is known of how good plans can be.

What is proven is kept as floors. A floor says of one rung of the ladder of goals: no plan that keeps certain others
within certain limits is below it. Whatever found it, and in whatever order, a floor stays true; whether it bears on the
best plan is seen when it is asked for. So a plan is proven where each rung has a floor at its value, of which the
limits are no tighter than the plan's own values on the rungs before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from planner.findings import Finding, InternalError
from planner.measure import WIDEST, Rung, Step, ladder, rank
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, empty_decision
from planner.problem.problem import Problem
from planner.rule import Rule

Notify = Callable[[str, "float | None", "float | None"], None]


@dataclass(frozen=True)
class Floor:
    """No plan with every rung of ``held`` (by place) at or below its limit has rung ``place`` below ``value``."""

    place: int
    value: int
    held: Mapping[int, int]


@dataclass(frozen=True)
class StepOutcome:
    """What became of a step: its value on the best plan and the bound, as the goals' integers, and proof.

    Those of a weighed step are in the units of its goals. ``levels`` are value and proof of each level, where a step
    has several.
    """

    step: Step
    value: float
    bound: float | None
    proven: bool
    seconds: float = 0.0
    levels: tuple[tuple[int, bool], ...] = ()


class Record:
    """What is known of one course's plans; every plan is judged by all rules before it is recorded.

    ``notify(label, value, bound)`` is told of progress, ``watch`` of each better plan.
    """

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[Rule],
        steps: Sequence[Step],
        notify: Notify | None = None,
        watch: Callable[[Decision], None] | None = None,
    ) -> None:
        self.problem, self.rules, self.steps = problem, tuple(rules), tuple(steps)
        self.notify, self.watch = notify, watch
        self.rungs = ladder(self.steps, Outcome(problem, empty_decision(len(problem.sessions))))
        self.best: Decision | None = None
        self.values: tuple[int, ...] = ()
        self.status: Literal["unknown", "infeasible"] = "unknown"
        self.seconds = [0.0] * len(self.rungs)
        self.started, self.first_seconds = time.monotonic(), None
        self.contradicted: list[Floor] = []
        """Floors that a plan turned out to be below: the solver, or a smaller question, was wrong."""
        self._floors: list[list[Floor]] = [[] for _ in self.rungs]
        for rung in self.rungs:
            end = rung.step.ends(problem)
            if end is not None:
                self._floors[rung.place].append(Floor(rung.place, end, {}))

    first_seconds: float | None

    # Plans --------------------------------------------------------------------------------------------------------

    def offer(self, decision: Decision, *, whole: bool = False) -> bool:
        """Take a decision that keeps all rules and is better than the best; True if it was taken.

        One from the ``whole`` model that breaks a rule raises InternalError: model and checker disagree.
        """
        outcome = Outcome(self.problem, decision)
        faults = broken_rules(self.rules, outcome)
        if faults:
            if whole:
                raise InternalError([_rejected(fault) for fault in faults])
            return False
        values = rank(self.steps, outcome)
        self._refute(values)
        if self.best is not None and values >= self.values:
            return False
        self.best, self.values = decision, values
        if self.first_seconds is None:
            self.first_seconds = time.monotonic() - self.started
        if self.watch is not None:
            self.watch(decision)
        for rung in self.rungs:
            if rung.level == 0:
                self.tell(rung, values[rung.place], self.floor(rung.place))
        return True

    def _refute(self, values: Sequence[int]) -> None:
        """Forget floors that a plan is below."""
        limits = dict(enumerate(values))
        for place, floors in enumerate(self._floors):
            wrong = [one for one in floors if one.value > values[place] and _covers(one.held, limits)]
            self.contradicted += wrong
            floors[:] = [one for one in floors if one not in wrong]

    # Floors -------------------------------------------------------------------------------------------------------

    def lower(self, place: int, value: int, held: Mapping[int, int]) -> None:
        """Record a floor; ``held`` are limits by place, of which only those on earlier rungs matter."""
        if value <= -WIDEST:
            # Nothing is below it: a bound that says nothing.
            return
        held = {other: limit for other, limit in held.items() if other < place}
        known = self._floors[place]
        if self.best is not None and value > self.values[place] and _covers(held, dict(enumerate(self.values))):
            self.contradicted.append(Floor(place, value, held))
            return
        if any(one.value >= value and _covers(one.held, held) for one in known):
            return
        known[:] = [one for one in known if not (value >= one.value and _covers(held, one.held))]
        known.append(Floor(place, value, held))
        self.tell(self.rungs[place], None, value)

    def floor(self, place: int, limits: Mapping[int, int] | None = None) -> int | None:
        """The highest floor of a rung for plans within ``limits`` by place: by default the best plan's own values."""
        if limits is None:
            limits = dict(enumerate(self.values[:place]))
        return max((one.value for one in self._floors[place] if _covers(one.held, limits)), default=None)

    def hopes(self) -> dict[int, int]:
        """For the first rungs, the lowest values that no floor forbids when those before have theirs."""
        hoped: dict[int, int] = {}
        for rung in self.rungs:
            floor = self.floor(rung.place, hoped)
            if floor is None:
                break
            hoped[rung.place] = floor
        return hoped

    def proven(self, place: int) -> bool:
        """Whether no plan is better on a rung, with all rungs before as on the best plan."""
        return self.best is not None and self.floor(place) == self.values[place]

    @property
    def complete(self) -> bool:
        """Whether the best plan is proven to be the best."""
        return self.best is not None and all(self.proven(rung.place) for rung in self.rungs)

    def tell(self, rung: Rung, value: float | None, bound: float | None) -> None:
        """Tell of progress on a rung, in levels."""
        if self.notify is not None and abs(bound or 0) < WIDEST:
            shown = [
                None if one is None else float(rung.step.in_units(self.problem, int(one))) for one in (value, bound)
            ]
            self.notify(rung.label, shown[0], shown[1])

    def outcomes(self) -> list[StepOutcome]:
        """What became of each step, on the best plan."""
        found = []
        for step in self.steps:
            rungs = [rung for rung in self.rungs if rung.step is step]
            first, floor = rungs[0].place, self.floor(rungs[0].place)
            done = [self.proven(rung.place) for rung in rungs]
            levels = [(step.sign * self.values[rung.place], proven) for rung, proven in zip(rungs, done, strict=True)]
            found.append(
                StepOutcome(
                    step,
                    _plain(step.in_units(self.problem, self.values[first])),
                    None if floor is None else _plain(step.in_units(self.problem, floor)),
                    all(done),
                    sum(self.seconds[rung.place] for rung in rungs),
                    tuple(levels) if len(levels) > 1 else (),
                )
            )
        return found


def _covers(held: Mapping[int, int], limits: Mapping[int, int]) -> bool:
    """Whether plans within ``limits`` are within ``held``."""
    return all(place in limits and limits[place] <= limit for place, limit in held.items())


def _plain(number: Fraction | int) -> float:
    whole = float(number)
    return int(whole) if whole == int(whole) else whole


def _rejected(fault: Finding) -> Finding:
    message = f"internal error: rule {fault.code} rejects the solver's plan: {fault.message}"
    return replace(fault, message=message)
