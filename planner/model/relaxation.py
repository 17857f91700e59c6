"""The course without its people: a smaller question whose answers bound those of the whole.

Whatever the papers, dates and events of a plan are, they are a plan of the course without people too; so no plan of the
whole course is better in goals of papers than the best one without people. Where the whole course reaches that, it is
proven, and the large model never has to prove it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.model.extract import extract
from planner.model.model import Model
from planner.model.search import Notify, Search
from planner.model.solver import StopFlag
from planner.model.strengthen import strengthen
from planner.plan.outcome import Decision
from planner.plan.scoring import Step
from planner.problem.problem import Problem
from planner.rule import Rule

SHARE_OF_TIME = 0.4


@dataclass(frozen=True)
class Floors:
    """By step number: no plan scores less (small is good) as long as the steps before it are at their floors.

    ``decision`` has the papers and dates that reach them; ``infeasible`` when there is no plan even without people.
    """

    values: Mapping[int, int] = field(default_factory=dict)
    decision: Decision | None = None
    infeasible: bool = False


def without_people(problem: Problem) -> Problem:
    """The same course as if it had no people: every rule that stays is one of the whole course."""
    pins = tuple(pin for pin in problem.pins if pin.person is None)
    return replace(problem, people={}, roles={}, pins=pins)


def floors_without_people(
    problem: Problem, rules: Sequence[Rule], steps: Sequence[Step], flag: StopFlag, notify: Notify | None
) -> Floors:
    """Solve the steps that papers alone decide, without people, in a share of the time."""
    bare = without_people(problem)
    of_papers = [step for step in steps if all(goal.senseless(bare) is None for goal in step.goals)]
    if not of_papers:
        return Floors()
    settings = replace(problem.search, time_limit=problem.search.time_limit * SHARE_OF_TIME)
    model = Model(bare)
    model.build(rules)
    strengthen(model)
    result = Search(model, of_papers, settings, flag).run(notify=notify)
    if result.solution is None:
        return Floors(infeasible=result.status == "infeasible")
    values: dict[int, int] = {}
    for done in result.steps:
        if not done.proven:
            # What comes after was found under a value that the whole course may not have to keep.
            break
        sign = -1 if not done.step.weighed and done.step.goals[0].best == "high" else 1
        values[done.step.number] = sign * done.value
    return Floors(values, extract(model, result.solution))
