"""CP-SAT behind a wall: interruptible solves whose values cannot be read unless there are any.

ortools 9.15 returns garbage for values after INFEASIBLE or UNKNOWN, leaves SIGINT unhandled after a solve in the main
thread, and aborts on SIGINT in others; so solves run in a worker thread with signals off, and values are wrapped.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.problem import SearchSettings


class Status(Enum):
    """What a solve ended with; ``UNKNOWN`` is neither feasible nor infeasible."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Solution:
    """The values of one solution by variable index, and the bound that was proven.

    ``seconds`` are of wall time, ``spent`` of the clock that limits go by. ``core`` are the indices of assumed literals
    that cannot hold together, where the solver names any.
    """

    status: Status
    values: tuple[int, ...] | None
    bound: float
    seconds: float
    spent: float = 0.0
    core: frozenset[int] = frozenset()

    def value(self, variable: Any) -> int:
        """The value of a variable; raises ValueError when there is no solution.

        A variable that was made after the solve is nothing that the question spoke of: its value is 0.
        """
        if self.values is None:
            raise ValueError("no solution was found, so no variable has a value")
        return int(self.values[variable.index]) if variable.index < len(self.values) else 0


class StopFlag:
    """Set when the user asks to stop; a running solve then ends with what it has.

    One flag goes with one search, so it also has the clock that the search's limits go by. ``late`` says that a search
    which was to be repeatable was ended by wall time after all; ``solves`` is how often the solver was asked.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._work = 0.0
        self.solves = 0
        self.late = False

    def __bool__(self) -> bool:
        return self._event.is_set()

    def set(self) -> None:
        """Ask every running and later solve to stop."""
        self._event.set()

    def clock(self, settings: SearchSettings) -> float:
        """Seconds by which limits are measured, from any start: wall time; where the answer must be repeatable, the
        solver's deterministic time, summed over all solves under this flag.
        """
        return self._work if settings.reproducible else time.monotonic()

    def count(self, work: float) -> None:
        """Count one solve, and add its deterministic seconds."""
        self._work += work
        self.solves += 1


@contextmanager
def stopping_on_signals(flag: StopFlag) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM set the flag; in other threads than the main one nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handled = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in handled}
    for number in handled:
        signal.signal(number, lambda *_: flag.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def set_hints(model: cp_model.CpModel, values: Mapping[int, int]) -> None:
    """Let the next search start from these values by variable index, and from no others."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    indices = [index for index in sorted(values) if index < len(model.proto.variables)]
    # All at once: one by one takes longer than many a solve.
    model.proto.solution_hint.vars.extend(indices)
    model.proto.solution_hint.values.extend([values[index] for index in indices])


def worker_count(settings: SearchSettings) -> int:
    """Threads to search with: as asked, else one a core; one where the result must be repeatable."""
    if settings.reproducible:
        return 1
    if settings.workers is not None:
        return settings.workers
    # What this process may use, which in a container is less than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes each better value on."""

    def __init__(self, notify: Callable[[float, float], None]) -> None:
        super().__init__()
        self._notify = notify
        self.found = False

    def on_solution_callback(self) -> None:
        """Called on a solver thread for each better solution."""
        self.found = True
        self._notify(self.objective_value, self.best_objective_bound)


def solve(
    model: cp_model.CpModel,
    settings: SearchSettings,
    seconds: float,
    flag: StopFlag,
    notify: Callable[[float | None, float | None], None] | None = None,
    parameters: dict[str, Any] | None = None,
    patience: float | None = None,
) -> Solution:
    """Solve for at most ``seconds`` of the flag's clock; ``notify(value, bound)`` is told of progress.

    ``patience`` is the longer time that may pass while no solution at all is found.

    With ``settings.reproducible`` one worker searches for a deterministic time in the place of wall time, and wall
    time is a far limit only.
    """
    if settings.reproducible and patience is not None and patience > seconds:
        # Deterministic time cannot be cut short when a solution appears: the short time first, then the long one.
        solution = solve(model, settings, seconds, flag, notify, parameters)
        return (
            solution
            if solution.status is not Status.UNKNOWN
            else solve(model, settings, patience, flag, notify, parameters)
        )
    solver = cp_model.CpSolver()
    _set_parameters(solver, settings, max(seconds, patience or 0.0), parameters or {})
    progress = notify or (lambda value, bound: None)
    watcher = _Watcher(progress) if model.has_objective() else None
    if model.has_objective():
        solver.best_bound_callback = lambda bound: progress(None, bound)
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append(solver.solve(model, watcher))
        except BaseException as problem:
            outcome.append(problem)
        finally:
            done.set()

    done, started = threading.Event(), time.monotonic()
    threading.Thread(target=run, name="solver", daemon=True).start()
    while not done.wait(0.05):
        late = watcher is not None and watcher.found and time.monotonic() - started > seconds
        if flag or (late and not settings.reproducible):
            # Repeated, as a stop before the search has begun is forgotten.
            solver.stop_search()
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    flag.count(solver.response_proto.deterministic_time)
    if settings.reproducible and outcome[0] in (cp_model.UNKNOWN, cp_model.FEASIBLE) and not flag:
        flag.late |= solver.wall_time >= solver.parameters.max_time_in_seconds
    seconds = time.monotonic() - started
    spent = solver.response_proto.deterministic_time if settings.reproducible else seconds
    return _solution(model, solver, outcome[0], seconds, spent)


def far_limit(seconds: float) -> float:
    """Seconds of wall time that a repeatable search of so many deterministic seconds may take at most."""
    return max(60.0, 20 * seconds)


def _set_parameters(
    solver: cp_model.CpSolver, settings: SearchSettings, seconds: float, parameters: dict[str, Any]
) -> None:
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = worker_count(settings)
    solver.parameters.random_seed = settings.seed
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if settings.reproducible:
        solver.parameters.max_deterministic_time = max(0.01, seconds)
        solver.parameters.max_time_in_seconds = far_limit(seconds)
    for name, value in parameters.items():
        if isinstance(value, list):
            getattr(solver.parameters, name).extend(value)
        else:
            setattr(solver.parameters, name, value)


def _solution(model: cp_model.CpModel, solver: cp_model.CpSolver, code: Any, seconds: float, spent: float) -> Solution:
    status = {
        cp_model.OPTIMAL: Status.OPTIMAL,
        cp_model.FEASIBLE: Status.FEASIBLE,
        cp_model.INFEASIBLE: Status.INFEASIBLE,
        cp_model.UNKNOWN: Status.UNKNOWN,
    }.get(code)
    if status is None:
        raise ValueError(f"the model is invalid: {model.validate()[:500]} {solver.solution_info()[:500]}")
    if status in (Status.INFEASIBLE, Status.UNKNOWN):
        core = solver.sufficient_assumptions_for_infeasibility() if status is Status.INFEASIBLE else ()
        return Solution(status, None, 0.0, seconds, spent, frozenset(core))
    values = tuple(solver.response_proto.solution)
    bound = solver.best_objective_bound if model.has_objective() else 0.0
    return Solution(status, values, bound, seconds, spent)
