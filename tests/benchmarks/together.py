"""What planning papers, dates and people together is worth: ``python -m tests.benchmarks.together [EXAMPLE …]``.

Each course is planned twice with the same limits: once as it stands, and once as a person would, papers and dates
first (as if nobody had wishes or absences), then people on the dates found. If no people fit the dates, it says so.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from planner import api
from planner.findings import NoPlanExists
from planner.plans.outcome import Outcome
from planner.plans.reading import decision_of
from planner.plans.scoring import figures
from planner.problem.problem import Pin
from planner.shipped import shipped

GOALS = ("coverage", "extra_load", "priority", "worst_off", "preferences", "peak_load")


def together(course: api.Course) -> dict[str, float]:
    """The figures of one joint plan."""
    return _figures(course, api.plan(course))


def one_after_the_other(course: api.Course) -> dict[str, float]:
    """The figures where papers get their dates before anybody looks at people; raises NoPlanExists."""
    problem = course.problem
    bare = replace(problem, people={}, roles={}, pins=tuple(pin for pin in problem.pins if pin.person is None))
    steps = tuple(step for step in course.steps if all(goal.senseless(bare) is None for goal in step.goals))
    dated = api.plan(replace(course, problem=bare, steps=steps)).plan
    pins = [
        Pin(problem.where, paper=paper, sessions=frozenset({index}), date=session.id)
        for index, session in enumerate(dated.sessions)
        for paper in session.required
    ]
    fixed = replace(problem, pins=(*problem.pins, *pins))
    return _figures(course, api.plan(replace(course, problem=fixed)))


def _figures(course: api.Course, result: api.PlanResult) -> dict[str, float]:
    from constraints.registry import GOALS as ALL

    decision, _ = decision_of(result.plan, course.problem)
    outcome = Outcome(course.problem, decision)
    return {figure.goal: figure.value for figure in figures(course.problem, ALL, outcome) if figure.goal in GOALS}


def main() -> None:
    """Print both figures of each course side by side."""
    for name in sys.argv[1:] or ["aisys2023", "cs294-sp22", "debate"]:
        course = api.load(shipped("examples", name, "constraints.yaml"))
        joint = together(course)
        try:
            apart: dict[str, float] | None = one_after_the_other(course)
        except NoPlanExists:
            apart = None
        print(f"{name:12} {'goal':12} {'together':>9} {'one after the other':>20}")
        for goal, value in joint.items():
            other = f"{apart[goal]:g}" if apart is not None else "no plan"
            print(f"{'':12} {goal:12} {value:>9g} {other:>20}")


if __name__ == "__main__":
    main()
