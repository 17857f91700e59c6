"""Goal by goal: the first goal is solved, its value kept as a limit, then the next (DESIGN §3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ortools.sat.python import cp_model

from planner.model.extract import extract
from planner.model.extremes import Extreme
from planner.model.leximin import climb
from planner.model.model import Model
from planner.model.objective import Objective, objective_of, whole_bound
from planner.model.result import SearchResult, StepOutcome
from planner.model.second_opinion import solve_surely
from planner.model.second_round import prove_on
from planner.model.solver import Solution, Status, StopFlag, set_hints, solve, worker_count
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step, rank
from planner.problem.problem import SearchSettings

Notify = Callable[[str, "float | None", "float | None"], None]
SHARE_OF_JUMP = 0.25
"""Of the time limit, to look for a plan that has the first steps at their floors at once."""
SHARE_OF_LOOKING = 0.2
"""Of a step's time, to look for better plans with neighbourhoods; the rest is for the proof."""
UNSOLVED = Solution(Status.UNKNOWN, None, 0.0, 0.0)
"""For a step that no time was left for: the plan's value is kept as it is."""
ALONE: Mapping[str, Any] = {"linearization_level": 2}
FEW_TOGETHER: Mapping[str, Any] = {"subsolvers": ["reduced_costs", "pseudo_costs"]}
"""Proofs need linear relaxations. Left to itself, CP-SAT gives one of two workers to neighbourhoods and the other a
weak relaxation; with these two, the mean preference of cs294-sp22 was proven in 8 to 17 seconds, else mostly not in 40.
"""
FEW = 3
"""With more workers, CP-SAT's own mixture has all of these."""


class Search:
    """Runs the steps on one model, once; ``notify`` is told of progress."""

    def __init__(
        self,
        model: Model,
        steps: Sequence[Step],
        settings: SearchSettings,
        flag: StopFlag,
        notify: Notify | None = None,
    ) -> None:
        self.model, self.steps, self.settings, self.flag, self.notify = model, steps, settings, flag, notify
        # People make many symmetries; finding them costs more than they save (measured on the examples).
        self.parameters: dict[str, Any] = {"symmetry_level": 0} if model.problem.people else {}
        # All goals are built first, so that one hint covers the variables of all steps.
        self.objectives = [objective_of(model, step) for step in self.steps]
        self.result = SearchResult("unknown")
        self.started = time.monotonic()
        self.unproven: tuple[int, cp_model.CpModel] | None = None
        """The place of the first step that is not proven, and the model as that step had it."""
        self.floors_apart = False
        """Whether it is known that no plan has all steps with a floor at it."""

    def clock(self) -> float:
        """The seconds that limits go by."""
        return self.flag.clock(self.settings)

    def first_plan(self) -> Solution:
        """Any plan at all, however long that takes within the limit: what an early interruption keeps."""
        solution = self.ask(None, self.settings.time_limit, "any plan")
        if solution.values is not None:
            self.start_at(solution)
        return solution

    def start_at(self, solution: Solution) -> None:
        """Take a plan that is known; the search then only looks for better ones."""
        self.result.solution, self.result.status, self.result.first_seconds = solution, "solved", solution.seconds

    def run(
        self,
        hint: Mapping[int, int] | None = None,
        floors: Mapping[int, int] | None = None,
        proofs: bool = True,
    ) -> SearchResult:
        """Solve step after step within the time limit.

        ``hint`` gives values by variable index to start from, in the place of the best plan known; ``floors`` by step
        number what no plan can be below, as long as the steps before it are at their floors. Without ``proofs`` a plan
        is all that is asked for, and time that is left in the end stays unused.
        """
        floors, result = floors or {}, self.result
        self.started, ends = time.monotonic(), self.clock() + self.settings.time_limit
        known = result.solution.values if result.solution is not None else None
        self.hint(hint or dict(enumerate(known or ())))
        if not self.steps and not self.take(self.ask(None, self.settings.time_limit, "any plan")):
            return result
        self._settle(floors)
        self._jump(floors)
        self.solve_steps(ends, floors)
        if proofs:
            prove_on(self, ends)
        result.interrupted, result.seconds = bool(self.flag), time.monotonic() - self.started
        return result

    def ask(
        self,
        objective: Objective | None,
        seconds: float,
        label: str,
        patience: float | None = None,
        in_passing: bool = False,
    ) -> Solution:
        """One solve for an objective (None: any plan); ``seconds`` and ``patience`` as in :func:`solve`.

        What is asked ``in_passing`` is only a way to better plans: nobody is told of its progress, and whether the
        answer is the best does not matter.
        """
        cp, notify = self.model.cp, None if in_passing else self.notify
        cp.clear_objective()  # type: ignore[no-untyped-call]
        if objective is not None:
            cp.minimize(objective.expression)

        def progress(value: float | None, bound: float | None) -> None:
            if value is not None and self.result.first_seconds is None:
                self.result.first_seconds = time.monotonic() - self.started
            if notify is not None and objective is not None:
                notify(
                    label,
                    None if value is None else objective.sign * value,
                    None if bound is None else objective.sign * bound,
                )

        if notify is not None:
            notify(label, None, None)
        answer = solve if in_passing else solve_surely
        return answer(cp, self.settings, seconds, self.flag, progress, self.parameters, patience)

    def take(self, solution: Solution, step: Step | None = None) -> bool:
        """Make a solution the best plan known, and the one that the search goes on from, unless it is worse from a step
        on; False without any plan.
        """
        result = self.result
        if solution.values is None:
            if result.solution is None:
                result.status = "infeasible" if solution.status is Status.INFEASIBLE else "unknown"
            return result.solution is not None
        known = result.solution
        if known is None or step is None or self._ranks(step, solution) <= self._ranks(step, known):
            result.solution, result.status = solution, "solved"
            if result.first_seconds is None:
                result.first_seconds = time.monotonic() - self.started
            self.hint(dict(enumerate(solution.values)))
        return True

    def reached(self, step: Step, best: Solution) -> int:
        """What the plan scores in the step, to be made small: variables of a goal that was not solved yet are loose."""
        ((value, *_),) = rank([step], Outcome(self.model.problem, extract(self.model, best)))
        return value

    def _ranks(self, first: Step, solution: Solution) -> tuple[tuple[int, ...], ...]:
        """What a plan scores in a step and all after it."""
        place = next(place for place, step in enumerate(self.steps) if step is first)
        return rank(self.steps[place:], Outcome(self.model.problem, extract(self.model, solution)))

    def hint(self, values: Mapping[int, int]) -> None:
        """Hint every variable that has a value: CP-SAT completes partial hints badly."""
        set_hints(self.model.cp, values)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is added to the model inside is forgotten afterwards."""
        whole, self.model.cp = self.model.cp, self.model.cp.clone()
        try:
            yield
        finally:
            self.model.cp = whole

    # Steps ------------------------------------------------------------------------------------------------------

    def solve_steps(self, ends: float, floors: Mapping[int, int]) -> None:
        """Solve the steps that are not solved yet, each in half of the time that is left."""
        at_floors = True
        for step, objective in self._open():
            floor = floors.get(step.number) if at_floors and objective.levels is None else None
            if not self._solve(step, objective, ends, floor):
                break
            if step.number in floors:
                at_floors = at_floors and objective.sign * self.result.steps[-1].value == floors[step.number]

    def keep(self, step: Step, objective: Objective, solution: Solution, floor: int | None = None) -> StepOutcome:
        """Hold the value reached for all later steps; without a better solution than before, the old one's value."""
        assert self.result.solution is not None
        reached = self.reached(step, self.result.solution)
        bounds = [known for known in (whole_bound(solution), floor) if known is not None and known <= reached]
        bound = max(bounds, default=None)
        if bound != reached and self.unproven is None and objective.levels is None:
            self.unproven = len(self.result.steps), self.model.cp.clone()
        self.model.cp.add(objective.expression <= reached)
        shown = None if bound is None else objective.sign * bound
        return StepOutcome(step, objective.sign * reached, shown, bound == reached, solution.seconds)

    def _open(self) -> list[tuple[Step, Objective]]:
        """The steps that are not solved yet."""
        return list(zip(self.steps, self.objectives, strict=True))[len(self.result.steps) :]

    def _settle(self, floors: Mapping[int, int]) -> None:
        """The first steps that the plan known has at their floors are proven without solving."""
        if self.result.solution is None:
            return
        for step, objective in self._open():
            if step.number not in floors or objective.levels is not None:
                return
            floor = floors[step.number]
            if self.reached(step, self.result.solution) != floor:
                return
            self.model.cp.add(objective.expression <= floor)
            self.result.steps.append(StepOutcome(step, objective.sign * floor, objective.sign * floor, True))

    def _jump(self, floors: Mapping[int, int]) -> None:
        """Look for a plan that has the first steps at their floors at once: then they are proven."""
        first = []
        for step, objective in self._open():
            if step.number not in floors or objective.levels is not None:
                break
            first.append((step, objective, floors[step.number]))
        if not first:
            return
        label = " + ".join(step.label for step, _, _ in first)
        with self.aside():
            for _, objective, floor in first:
                self.model.cp.add(objective.expression <= floor)
            solution = self.ask(None, SHARE_OF_JUMP * self.settings.time_limit, label)
        if solution.values is None:
            self.floors_apart = solution.status is Status.INFEASIBLE
            return
        self.take(solution)
        for position, (step, objective, floor) in enumerate(first):
            self.model.cp.add(objective.expression <= floor)
            value = objective.sign * floor
            seconds = solution.seconds if position == 0 else 0.0
            self.result.steps.append(StepOutcome(step, value, value, True, seconds))

    def _solve(self, step: Step, objective: Objective, ends: float, floor: int | None) -> bool:
        """One step, from a floor that it cannot be below, in its share of the time; False without any plan."""
        left, known = ends - self.clock(), self.result.solution
        seconds = left if step is self.steps[-1] else left / 2
        if objective.levels is not None:
            return climb(self, step, objective, seconds)
        if known is not None and (self.flag or left <= 0.02):
            self.result.steps.append(self.keep(step, objective, UNSOLVED, floor))
            return True
        solution, ends = None, self.clock() + seconds
        if floor is not None:
            self.model.cp.add(objective.expression >= floor)
            if objective.extreme and known is not None and self.reached(step, known) != floor:
                solution = Extreme(self, step, objective, floor, ends).solve()
        if solution is None:
            solution = self._minimise(step, objective, ends, left)
        if self.result.solution is None:
            return False
        self.result.steps.append(self.keep(step, objective, solution, floor))
        return True

    def _minimise(self, step: Step, objective: Objective, ends: float, patience: float) -> Solution:
        """The best plan for a step: looked for first, then, with most of the time, proven to be the best."""
        known = self.result.solution is not None
        share = SHARE_OF_LOOKING if known else 1.0
        looked = self.ask(objective, share * (ends - self.clock()), step.label, None if known else patience)
        self.take(looked, step)
        if looked.status is not Status.FEASIBLE or not known or ends - self.clock() < 0.1:
            return looked
        proven = self.prove(objective, ends - self.clock(), step.label)
        self.take(proven, step)
        return proven if proven.values is not None and proven.bound >= looked.bound else looked

    def prove(self, objective: Objective, seconds: float, label: str) -> Solution:
        """As ``ask``, with all workers at the bound."""
        before = self.parameters
        workers = worker_count(self.settings)
        self.parameters = {**before, **(ALONE if workers == 1 else FEW_TOGETHER if workers <= FEW else {})}
        try:
            return self.ask(objective, seconds, label)
        finally:
            self.parameters = before
