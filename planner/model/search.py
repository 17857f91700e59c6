"""Goal by goal: the first goal is solved, its value kept as a limit, then the next (DESIGN §3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from planner.model.extract import extract
from planner.model.model import Model
from planner.model.solver import Solution, Status, StopFlag, solve
from planner.plan.outcome import Outcome
from planner.plan.scoring import Step, rank
from planner.problem.problem import SearchSettings
from planner.rule import Goal, Terms

SHARE_OF_APPROACH = 0.5
"""Of a step's time, to come near the floor of an extreme."""

Notify = Callable[[str, "float | None", "float | None"], None]


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


@dataclass(frozen=True)
class Objective:
    """A linear expression to be made small, and the sign that turns its value into the goals' integers.

    ``levels`` are the terms of a goal that is solved level by level; the expression then is its first level.
    ``extreme`` are those of a goal that is the largest or smallest of its terms, with the sign that makes them small.
    """

    expression: Any
    sign: int
    levels: Mapping[str, Any] | None = None
    extreme: Sequence[Any] = ()


class Search:
    """Runs the steps on one model; every goal's terms are built when its turn comes."""

    def __init__(self, model: Model, steps: Sequence[Step], settings: SearchSettings, flag: StopFlag) -> None:
        self.model, self.steps, self.settings, self.flag = model, steps, settings, flag
        # People make many symmetries; finding them costs more than they save (measured on the examples).
        self.parameters: dict[str, Any] = {"symmetry_level": 0} if model.problem.people else {}
        # All goals are built first, so that one hint covers the variables of all steps.
        self.objectives = [self._objective(step) for step in self.steps]
        self.first: Solution | None = None

    def clock(self) -> float:
        """The seconds that limits go by."""
        return self.flag.clock(self.settings)

    def first_plan(self, notify: Notify | None = None) -> Solution:
        """Any plan at all, however long that takes within the limit: what an early interruption keeps."""
        solution = self.ask(
            None, self.settings.time_limit, "any plan", notify, time.monotonic(), SearchResult("unknown")
        )
        if solution.values is not None:
            self.first = solution
        return solution

    def run(
        self,
        hint: Mapping[int, int] | None = None,
        notify: Notify | None = None,
        floors: Mapping[int, int] | None = None,
    ) -> SearchResult:
        """Solve step after step within the time limit.

        ``hint`` gives values by variable index to start from; ``floors`` by step number what no plan can be below, as
        long as the steps before it are at their floors.
        """
        floors, at_floors = floors or {}, True
        started, ends = time.monotonic(), self.clock() + self.settings.time_limit
        result = SearchResult("unknown")
        if self.first is not None:
            result.solution, result.status, result.first_seconds = self.first, "solved", self.first.seconds
        self.hint(hint or {})
        if not self.steps:
            self._any_plan(result, notify)
        self._settle(floors, result)
        self._jump(floors, notify, started, result)
        for position, (step, objective) in enumerate(zip(self.steps, self.objectives, strict=True)):
            if position < len(result.steps):
                continue
            left = ends - self.clock()
            seconds = left if position == len(self.steps) - 1 else left / 2
            patience = left if result.solution is None else None
            if result.solution is not None and (self.flag or left <= 0.02):
                result.steps.append(self._unsolved(step, objective, result.solution))
                continue
            if objective.levels is not None:
                # Here, as it builds on this module.
                from planner.model.leximin import climb

                if not climb(self, step, objective, seconds, notify, started, result):
                    break
                continue
            floor = floors.get(step.number) if at_floors else None
            if floor is not None:
                self.model.cp.add(objective.expression >= floor)
                self._approach(step, objective, floor, seconds * SHARE_OF_APPROACH, notify, started, result)
            solution = self.ask(objective, seconds, step.label, notify, started, result, patience)
            if solution.values is None and result.solution is None:
                result.status = "infeasible" if solution.status is Status.INFEASIBLE else "unknown"
                break
            if solution.values is not None:
                result.solution, result.status = solution, "solved"
                self.hint(dict(enumerate(solution.values)))
            result.steps.append(self._keep(step, objective, solution, result.solution))
            if step.number in floors:
                at_floors = at_floors and objective.sign * result.steps[-1].value == floors[step.number]
        result.interrupted, result.seconds = bool(self.flag), time.monotonic() - started
        return result

    def _settle(self, floors: Mapping[int, int], result: SearchResult) -> None:
        """The first steps that the plan known has at their floors are proven without solving."""
        if result.solution is None:
            return
        for step, objective in zip(self.steps, self.objectives, strict=True):
            if step.number not in floors or objective.levels is not None:
                return
            floor = floors[step.number]
            if self._reached(step, result.solution) != floor:
                return
            self.model.cp.add(objective.expression <= floor)
            result.steps.append(StepOutcome(step, objective.sign * floor, objective.sign * floor, True))

    def _jump(self, floors: Mapping[int, int], notify: Notify | None, started: float, result: SearchResult) -> None:
        """Look for a plan that has the first steps at their floors at once: then they are proven."""
        first = []
        settled = len(result.steps)
        for step, objective in list(zip(self.steps, self.objectives, strict=True))[settled:]:
            if step.number not in floors or objective.levels is not None:
                break
            first.append((step, objective, floors[step.number]))
        if not first:
            return
        whole, self.model.cp = self.model.cp, self.model.cp.clone()
        for _, objective, floor in first:
            self.model.cp.add(objective.expression <= floor)
        label = " + ".join(step.label for step, _, _ in first)
        try:
            solution = self.ask(None, self.settings.time_limit / 4, label, notify, started, result)
        finally:
            self.model.cp = whole
        if solution.values is None:
            return
        result.solution, result.status = solution, "solved"
        result.first_seconds = time.monotonic() - started
        self.hint(dict(enumerate(solution.values)))
        for position, (step, objective, floor) in enumerate(first):
            self.model.cp.add(objective.expression <= floor)
            value = objective.sign * floor
            seconds = solution.seconds if position == 0 else 0.0
            result.steps.append(StepOutcome(step, value, value, True, seconds))

    def _approach(
        self,
        step: Step,
        objective: Objective,
        floor: int,
        seconds: float,
        notify: Notify | None,
        started: float,
        result: SearchResult,
    ) -> None:
        """Bring all terms of a largest or smallest to the floor together: their summed distance shows the way where
        the extreme alone is flat. What is found is only where the search for the extreme starts from.
        """
        best = result.solution
        if best is None or not objective.extreme or self._reached(step, best) == floor:
            return
        whole, self.model.cp = self.model.cp, self.model.cp.clone()
        distances = [self.model.cp.new_int_var(0, 2**30, "") for _ in objective.extreme]
        for distance, term in zip(distances, objective.extreme, strict=True):
            self.model.cp.add(distance >= term - floor)
        try:
            solution = self.ask(Objective(sum(distances), 1), seconds, step.label, None, started, result)
        finally:
            self.model.cp = whole
        if solution.values is None or self._reached(step, solution) >= self._reached(step, best):
            return
        result.solution = solution
        self.hint(dict(enumerate(solution.values)))

    def _any_plan(self, result: SearchResult, notify: Notify | None) -> None:
        """Any plan at all, for a course without goals."""
        solution = self.ask(None, self.settings.time_limit, "any plan", notify, time.monotonic(), result)
        if solution.values is not None:
            result.solution, result.status = solution, "solved"
        else:
            result.status = "infeasible" if solution.status is Status.INFEASIBLE else "unknown"

    def ask(
        self,
        objective: Objective | None,
        seconds: float,
        label: str,
        notify: Notify | None,
        started: float,
        result: SearchResult,
        patience: float | None = None,
    ) -> Solution:
        """One solve for an objective (None: any plan), with its progress told; ``seconds`` as in ``solve``."""
        cp = self.model.cp
        cp.clear_objective()  # type: ignore[no-untyped-call]
        if objective is not None:
            cp.minimize(objective.expression)

        def progress(value: float | None, bound: float | None) -> None:
            if value is not None and result.first_seconds is None:
                result.first_seconds = time.monotonic() - started
            if notify is not None and objective is not None:
                notify(
                    label,
                    None if value is None else objective.sign * value,
                    None if bound is None else objective.sign * bound,
                )

        if notify is not None:
            notify(label, None, None)
        return solve(cp, self.settings, seconds, self.flag, progress, self.parameters, patience)

    def _objective(self, step: Step) -> Objective:
        """The step's expression, always to be minimised."""
        parts = []
        extreme: list[Any] = []
        for goal in step.goals:
            terms = goal.build(self.model)
            expression = combined(self.model, goal, terms)
            if terms.combine == "levels":
                return Objective(-expression, -1, terms.terms)
            sign = 1 if goal.best == "low" else -1
            parts.append((step.weight(goal), sign, expression))
            extreme = [sign * term for term in terms.terms.values()] if terms.combine in ("min", "max") else []
        if not step.weighed:
            ((_, sign, expression),) = parts
            return Objective(sign * expression, sign, None, extreme)
        return Objective(sum(weight * sign * expression for weight, sign, expression in parts), 1)

    def _keep(self, step: Step, objective: Objective, solution: Solution, best: Solution | None) -> StepOutcome:
        """Hold the value reached for all later steps; without a better solution than before, the old one's value."""
        assert best is not None
        reached = self._reached(step, best)
        proven = solution.status is Status.OPTIMAL
        self.model.cp.add(objective.expression <= reached)
        bound: int | None = reached
        if not proven:
            # The bound of a minimised integer expression may be rounded up.
            bound = whole_bound(solution.bound) if solution.values is not None else None
        return StepOutcome(
            step,
            objective.sign * reached,
            None if bound is None else objective.sign * bound,
            proven or bound == reached,
            solution.seconds,
        )

    def _unsolved(self, step: Step, objective: Objective, best: Solution) -> StepOutcome:
        """A step that no time was left for: the value of the plan as it is."""
        reached = self._reached(step, best)
        self.model.cp.add(objective.expression <= reached)
        return StepOutcome(step, objective.sign * reached, None, False)

    def _reached(self, step: Step, best: Solution) -> int:
        """What the plan scores in the step, to be made small: variables of a goal that was not solved yet are loose."""
        ((value, *_),) = rank([step], Outcome(self.model.problem, extract(self.model, best)))
        return value

    def hint(self, values: Mapping[int, int]) -> None:
        """Hint every variable that has a value: CP-SAT completes partial hints badly."""
        self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for index in range(len(self.model.cp.proto.variables)):
            if index in values:
                self.model.cp.add_hint(self.model.cp.get_int_var_from_proto_index(index), values[index])


def combined(model: Model, goal: Goal, terms: Terms) -> Any:
    """One expression for a goal's terms: their sum, or a variable that bounds their maximum or minimum."""
    expressions = list(terms.terms.values())
    if terms.combine == "sum":
        return sum(expressions) if expressions else 0
    variable = model.cp.new_int_var(-(2**30), 2**30, goal.name)
    for expression in expressions:
        # The first level of `levels` is a minimum too.
        model.cp.add(variable >= expression if terms.combine == "max" else variable <= expression)
    if not expressions:
        model.cp.add(variable == 0)
    return variable


def whole_bound(bound: float) -> int:
    """A lower bound on an integer, rounded up unless it is an integer already."""
    whole = round(bound)
    return whole if abs(bound - whole) < 1e-6 else int(bound // 1) + 1
