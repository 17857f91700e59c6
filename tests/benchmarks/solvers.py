"""The solvers that are compared; each runs in a process of its own: ``python -m tests.benchmarks.solvers …``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from constraints.registry import RULES
from planner import api
from planner.findings import PlanCourseError
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from tests.benchmarks.plain import NotPlain, Plain
from tests.benchmarks.runs import GoalRun, Run, lexicographic


def ours(path: Path, seconds: float, workers: int, reproducible: bool = False) -> dict[str, Any]:
    """The planner as people use it, from the file to the checked plan."""
    run = Run(time.monotonic())
    course = api.load(path, {"time_limit": seconds, "workers": workers, "reproducible": reproducible})
    signs = {step.label: -1 if step.goals[0].best == "high" and not step.weighed else 1 for step in course.steps}
    run.goals.update({label: GoalRun(label) for label in signs})

    def notify(label: str, value: float | None, bound: float | None) -> None:
        if label == "any plan" and value is not None:
            run.found()
        elif label in signs:
            sign = signs[label]
            run.note(label, None if value is None else sign * value, None if bound is None else sign * bound)

    try:
        plan = api.plan(course, notify=notify).plan
    except PlanCourseError as problem:
        run.note_text = type(problem).__name__
        return run.result()
    run.ended_at = run.seconds()
    run.found()
    _close(run, course, plan)
    return run.result()


def _close(run: Run, course: api.Course, plan: Plan) -> None:
    """Note each step's value, bound and proof in the goals' integers, as the other solvers do."""
    assert plan.solved is not None
    outcome = Outcome(course.problem, decision_of(plan, course.problem)[0])
    results = {goal.goal: goal for goal in plan.solved.goals}
    for step in course.steps:
        goal = step.goals[0]
        known = results[goal.name]
        if step.weighed:
            continue
        sign, value = -1 if goal.best == "high" else 1, goal.score(outcome).value
        if known.bound is None:
            run.close(step.label, sign * value, None, known.proven)
            continue
        many = 10**6
        # Figures are rounded; of a large number that says little.
        unit = float(goal.figure(course.problem, many) or many) / many
        bound = value if known.proven else round(known.bound / unit)
        run.close(step.label, sign * value, sign * bound, known.proven)


def plain(path: Path, seconds: float, workers: int) -> dict[str, Any]:
    """The plain formulation; for courses that it cannot say, the planner's rules without anything that helps."""
    run = Run(time.monotonic())
    cp, steps, run.note_text = _formulation(path)
    from ortools.sat.python import cp_model

    class Watcher(cp_model.CpSolverSolutionCallback):
        """Notes each better value."""

        def __init__(self, goal: str) -> None:
            super().__init__()
            self.goal = goal

        def on_solution_callback(self) -> None:
            """Called for each better solution."""
            run.note(self.goal, self.objective_value, self.best_objective_bound)

    def one(run: Run, place: int, limit: float) -> tuple[int | None, float | None, bool]:
        name, _, expression = steps[place]
        cp.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.max_time_in_seconds = workers, limit
        solver.best_bound_callback = lambda bound: run.note(name, None, bound)
        status = solver.solve(cp, Watcher(name))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, None, False
        value = round(solver.objective_value)
        cp.clear_objective()
        cp.add(expression <= value)
        cp.clear_hints()
        for index, known in enumerate(solver.response_proto.solution):
            cp.add_hint(cp.get_int_var_from_proto_index(index), known)
        return value, solver.best_objective_bound, status == cp_model.OPTIMAL

    lexicographic(run, [(name, sign) for name, sign, _ in steps], seconds, one)
    return run.result()


def _formulation(path: Path) -> tuple[Any, list[tuple[str, int, Any]], str]:
    """A CP-SAT model, its steps (name, sign, expression), and what the plain formulation could not say."""
    course = api.load(path)
    try:
        model = Plain(course.problem)
        return model.cp, [(step.goal, step.sign, step.expression) for step in model.steps], ""
    except NotPlain as missing:
        from planner.model.model import Model

        rules = Model(course.problem)
        rules.build(RULES)
        steps = [(step.label, step.sign, step.build(rules)[0].expression) for step in course.steps]
        return rules.cp, steps, f"rules of the planner, bare ({missing})"


def rows(path: Path, into: Path) -> None:
    """Write the same formulation as linear rows."""
    from tests.benchmarks.linear import linear_model

    cp, steps, _ = _formulation(path)
    into.write_text(json.dumps(linear_model(cp, steps).as_data()), encoding="utf-8")


def main() -> None:
    """``solvers ours|reproducible|plain FILE SECONDS WORKERS`` prints the run; ``solvers rows FILE INTO`` writes."""
    what, path = sys.argv[1], Path(sys.argv[2])
    if what == "rows":
        rows(path, Path(sys.argv[3]))
        return
    seconds, workers = float(sys.argv[3]), int(sys.argv[4])
    found = plain(path, seconds, workers) if what == "plain" else ours(path, seconds, workers, what == "reproducible")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
