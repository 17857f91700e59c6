"""Other plans as good as the best, and the trade-off of two goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.api.answer import left_out, now, planned_people
from planner.api.course import Course
from planner.api.planning import Notify, confirm, plan
from planner.findings import InputError, Interrupted, NoPlanFound, PlanCourseError, did_you_mean, error
from planner.plans.assemble import assemble
from planner.plans.outcome import Outcome
from planner.plans.plan import GoalResult, Plan, Solved, digest
from planner.plans.reading import canonical, decision_of
from planner.plans.slack import Slack, allowed
from planner.problem.decision import Decision
from planner.rule import Goal

if TYPE_CHECKING:
    from planner.model.solver import StopFlag

SHARE_OF_BEST = 0.5


@dataclass(frozen=True)
class OtherPlan:
    """A plan as good as the best within the slack; ``distance`` is to the nearest plan before it, the best first.

    ``proven``: no plan within the slack is farther from all of them.
    """

    plan: Plan
    distance: int
    proven: bool


@dataclass(frozen=True)
class TradeOffPoint:
    """A plan on the front of two goals, with their figures; ``proven``: neither can be better at the other's value."""

    plan: Plan
    figures: tuple[int | float, int | float]
    proven: bool


@dataclass(frozen=True)
class TradeOff:
    """The front of two goals, from the best of the first to that of the second; ``complete`` if that is all of it."""

    goals: tuple[str, str]
    units: tuple[str, str]
    points: tuple[TradeOffPoint, ...]
    complete: bool


def alternatives(
    course: Course, number: int, slack: Slack | None = None, notify: Notify | None = None, flag: StopFlag | None = None
) -> tuple[Plan, list[OtherPlan]]:
    """The best plan, and up to ``number`` others that are nearly as good and as different as possible.

    Distance: papers on another date, other papers, and people who left their seat. Half of the time limit is for the
    best plan. Raises as :func:`planner.api.planning.plan` does.
    """
    from planner.model.alternatives import Held
    from planner.model.alternatives import alternatives as search
    from planner.model.solver import StopFlag, stopping_on_signals

    flag = StopFlag() if flag is None else flag
    slack = slack or Slack()
    problem = course.problem
    settings = replace(problem.search, time_limit=problem.search.time_limit * SHARE_OF_BEST)
    best = plan(replace(course, problem=replace(problem, search=settings)), None, notify, flag).plan
    decision, _ = decision_of(best, problem)
    goals = [goal for step in course.steps for goal in step.goals]
    with stopping_on_signals(flag):
        held = Held(problem, course.rules, goals, settings, flag)
        for goal in goals:
            value = _low(goal, Outcome(problem, decision))
            held.hold(goal.name, value + allowed(slack, goal.name, value, _unit(course, goal)))
        found = search(held, decision, number, notify)
    return best, [OtherPlan(_plan_of(course, one.decision), one.distance, one.proven) for one in found]


def trade_off(
    course: Course, first: str, second: str, notify: Notify | None = None, flag: StopFlag | None = None
) -> TradeOff:
    """The exact Pareto front of two goals; goals listed before both are kept at their best, later ones ignored.

    Raises InputError for goals that the course has no sense for, and as :func:`planner.api.planning.plan` does.
    """
    from planner.model.alternatives import Held, pareto_front
    from planner.model.solver import StopFlag, stopping_on_signals
    from planner.problem.problem import Problem

    flag = StopFlag() if flag is None else flag
    goals = _pair(course, first, second)
    settings = course.problem.search
    ends = flag.clock(settings) + settings.time_limit
    names = [[goal.name for goal in step.goals] for step in course.steps]
    place = min((i for i, step in enumerate(names) if {first, second} & set(step)), default=len(names))
    before = course.steps[:place]
    # Even without goals before: this says why where there is no plan at all.
    best = _best(replace(course, steps=before), notify, flag)

    def make(problem: Problem, share: float) -> Held:
        kept = [step for step in before if all(goal.senseless(problem) is None for goal in step.goals)]
        within = replace(settings, time_limit=max(0.1, ends - flag.clock(settings)) * share)
        held = Held(
            problem, course.rules_of(problem), [*(goal for step in kept for goal in step.goals), *goals], within, flag
        )
        for step in kept:
            held.hold_step(step, best)
        return held

    with stopping_on_signals(flag):
        points, whole = pareto_front(make, course.problem, goals, notify)
    if not points:
        raise _nothing_found(course, flag)
    shown = tuple(
        TradeOffPoint(_plan_of(course, point.decision), _figures(course, goals, point.decision), point.proven)
        for point in points
    )
    return TradeOff(
        (first, second),
        (goals[0].unit, goals[1].unit),
        shown,
        complete=whole and all(point.proven for point in points),
    )


def _best(course: Course, notify: Notify | None, flag: StopFlag) -> Outcome:
    """The best plan of the course, found in a share of the time; raises as :func:`planner.api.planning.plan` does."""
    search = course.problem.search
    within = replace(course.problem, search=replace(search, time_limit=search.time_limit * SHARE_OF_BEST))
    decision, _ = decision_of(plan(replace(course, problem=within), None, notify, flag).plan, course.problem)
    return Outcome(course.problem, decision)


def _nothing_found(course: Course, flag: StopFlag) -> PlanCourseError:
    """Why there is not one point: stopped, or no time left."""
    if flag:
        return Interrupted([error("interrupted", "stopped before a point was found; nothing is written")])
    seconds = course.problem.search.time_limit
    message = f"no point of the trade-off was found within {seconds:g} seconds (--time-limit gives more)"
    return NoPlanFound([error("not-found", message, course.problem.where)])


def _pair(course: Course, first: str, second: str) -> tuple[Goal, Goal]:
    """The two goals that are traded; raises InputError with what is wrong with either name."""
    known = {goal.name: goal for goal in course.goals if goal.senseless(course.problem) is None}
    faults = []
    for name in dict.fromkeys((first, second)):
        if name == "leximin":
            faults.append(error("trade-off", 'goal "leximin" cannot be traded: it has no one figure; worst_off has'))
        elif name not in known:
            reason = "has no sense for this course, or does not exist"
            faults.append(error("trade-off", f'goal "{name}" {reason}{did_you_mean(name, known)}'))
    if first == second:
        faults.append(error("trade-off", "name two different goals"))
    if faults:
        raise InputError(faults)
    return known[first], known[second]


def _low(goal: Goal, outcome: Outcome) -> int:
    value = goal.score(outcome).value
    return value if goal.best == "low" else -value


def _unit(course: Course, goal: Goal) -> int:
    """How much the goal counts for one of its units: a percent of a mean may be ten tenths of each person."""
    many = 10**6
    return max(1, round(many / goal.figure(course.problem, many)))


def _figures(course: Course, goals: Sequence[Goal], decision: Decision) -> tuple[int | float, int | float]:
    outcome = Outcome(course.problem, decision)
    first, second = (goal.figure(course.problem, goal.score(outcome).value) for goal in goals)
    return first, second


def _plan_of(course: Course, decision: Decision) -> Plan:
    """A whole plan, judged, with the figures of the course's goals and no bounds."""
    decision = canonical(decision, course.problem)
    confirm(course, decision)
    outcome = Outcome(course.problem, decision)
    goals = [
        GoalResult(goal=goal.name, value=goal.figure(course.problem, goal.score(outcome).value), unit=goal.unit)
        for step in course.steps
        for goal in step.goals
    ]
    people = planned_people(course.problem, outcome)
    made = assemble(course.problem, decision, now(), None, left_out(course, decision), people)
    solved = Solved(status="feasible", goals=goals, digest=digest(made.sessions))
    return made.model_copy(update={"solved": solved})
