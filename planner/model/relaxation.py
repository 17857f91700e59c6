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
from planner.model.objective import whole_bound
from planner.model.result import StepOutcome
from planner.model.search import Notify, Search
from planner.model.second_opinion import solve_surely
from planner.model.solver import Status, StopFlag
from planner.model.strengthen import strengthen
from planner.plans.scoring import Step
from planner.problem.decision import Decision
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
    pins = tuple(
        replace(pin, person=None, role=None)
        for pin in problem.pins
        if pin.person is None or pin.paper is not None or pin.event is not None
    )
    return replace(problem, people={}, roles={}, pins=pins)


def floors_without_people(
    problem: Problem,
    rules: Sequence[Rule],
    steps: Sequence[Step],
    flag: StopFlag,
    notify: Notify | None,
    known: Mapping[int, int] | None = None,
) -> Floors:
    """Solve the steps that papers alone decide, without people, in a share of the time, from floors ``known``."""
    bare = without_people(problem)
    of_papers = [step for step in steps if all(goal.senseless(bare) is None for goal in step.goals)]
    if not of_papers:
        return Floors()
    settings = replace(problem.search, time_limit=problem.search.time_limit * SHARE_OF_TIME)
    model = Model(bare, fitted=True)
    model.build(rules)
    strengthen(model)
    result = Search(model, of_papers, settings, flag, notify).run(floors=known)
    if result.solution is None:
        return Floors(infeasible=result.status == "infeasible")
    return Floors(bounds_reached(result.steps), extract(model, result.solution))


REST_RULES = ("gap", "gap-days", "duties-per-session", "availability")
"""What asks when a person is on duty; without it nobody's paper needs a date."""


def floors_of_people(
    problem: Problem,
    rules: Sequence[Rule],
    steps: Sequence[Step],
    floors: Mapping[int, int],
    seconds: float,
    flag: StopFlag,
) -> dict[int, int]:
    """Floors of the steps that people decide, from the course as if nobody needed rest between duties.

    ``floors`` are those of papers, by step number; ``seconds`` is for all of it.
    """
    model = Model(problem, fitted=True)
    model.build([rule for rule in rules if rule.name not in REST_RULES])
    strengthen(model, presenters=False)
    search = Search(model, steps, problem.search, flag)
    last = max((place for place, step in enumerate(steps) if step.number not in floors), default=-1)
    ends = search.clock() + seconds
    found: dict[int, int] = {}
    for step, objective in list(zip(steps, search.objectives, strict=True))[: last + 1]:
        if objective.levels is not None:
            break
        floor = floors.get(step.number)
        if floor is None:
            model.cp.minimize(objective.expression)
            seconds = max(0.1, ends - search.clock())
            solution = solve_surely(model.cp, problem.search, seconds, flag, None, search.parameters)
            model.cp.clear_objective()  # type: ignore[no-untyped-call]
            # Not the score of what was found, which may break the rules left out: what the model says it can be.
            floor = whole_bound(solution)
            if floor is None:
                break
            if solution.status is not Status.OPTIMAL:
                return {**found, step.number: floor}
        found[step.number] = floor
        model.cp.add(objective.expression <= floor)
    return found


def bounds_reached(done: Sequence[StepOutcome]) -> dict[int, int]:
    """Floors by step number: proven values, and the bound of the first step that is not proven."""
    floors: dict[int, int] = {}
    for step in done:
        sign = -1 if not step.step.weighed and step.step.goals[0].best == "high" else 1
        if step.bound is not None:
            floors[step.step.number] = sign * (step.value if step.proven else step.bound)
        if not step.proven:
            # What comes after was found under a value that the whole course may not have to keep.
            break
    return floors
