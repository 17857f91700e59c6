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
from planner.rule import Goal, scale_of

if TYPE_CHECKING:
    from planner.solve.solver import StopFlag

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
    from planner.measure import ladder
    from planner.solve.alternatives import alternatives as search
    from planner.solve.alternatives import each_alone
    from planner.solve.budget import Budget
    from planner.solve.question import Question, asked_whole
    from planner.solve.solver import StopFlag, stopping_on_signals

    flag = StopFlag() if flag is None else flag
    slack = slack or Slack()
    problem = course.problem
    settings = replace(problem.search, time_limit=problem.search.time_limit * SHARE_OF_BEST)
    best = plan(replace(course, problem=replace(problem, search=settings)), None, notify, flag).plan
    decision, _ = decision_of(best, problem)
    goals = [goal for step in course.steps for goal in step.goals]
    with stopping_on_signals(flag):
        outcome = Outcome(problem, decision)
        question = Question(problem, asked_whole(course.rules), ladder(each_alone(goals), outcome))
        limits = {}
        for rung in question.rungs:
            (goal,) = rung.step.goals
            value = rung.step.levels(outcome)[rung.level]
            limits[rung.place] = value + allowed(slack, goal.name, value, scale_of(goal, problem))
        found = search(question, limits, decision, number, Budget.of(settings, flag), notify)
    return best, [OtherPlan(_plan_of(course, one.decision), one.distance, one.proven) for one in found]


def trade_off(
    course: Course, first: str, second: str, notify: Notify | None = None, flag: StopFlag | None = None
) -> TradeOff:
    """The exact Pareto front of two goals; goals listed before both are kept at their best, later ones ignored.

    Raises InputError for goals that the course has no sense for, and as :func:`planner.api.planning.plan` does.
    """
    from planner.measure import ladder
    from planner.solve.alternatives import each_alone, pareto_front
    from planner.solve.budget import Budget
    from planner.solve.question import Question, asked_whole
    from planner.solve.solver import StopFlag, stopping_on_signals
    from planner.solve.views import dropping

    flag = StopFlag() if flag is None else flag
    problem, goals = course.problem, _pair(course, first, second)
    budget = Budget.of(problem.search, flag)
    names = [[goal.name for goal in step.goals] for step in course.steps]
    place = min((i for i, step in enumerate(names) if {first, second} & set(step)), default=len(names))
    before = course.steps[:place]
    # Even without goals before: this says why where there is no plan at all.
    best = _best(replace(course, steps=before), notify, flag)
    traded = [replace(step, number=len(before) + step.number) for step in each_alone(goals)]
    rungs = ladder([*before, *traded], best)
    held = {r.place: r.step.levels(best)[r.level] for r in rungs if r.step in before}
    pair = [rung.place for rung in rungs if rung.step in traded and rung.level == 0]
    bare = None
    if problem.people and all("people" not in (step.about or {"people"}) for step in traded):
        apart = [rung for rung in rungs if "people" not in (rung.step.about or {"people"})]
        bare = Question(problem, dropping("people", course.rules), apart, with_people=False)
    with stopping_on_signals(flag):
        whole = Question(problem, asked_whole(course.rules), rungs)
        points, complete = pareto_front(whole, bare, held, (pair[0], pair[1]), budget, notify)
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
        complete=complete and all(point.proven for point in points),
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
    by_levels = {goal.name for goal in course.goals if getattr(goal, "combine", "sum") == "levels"}
    faults = []
    for name in dict.fromkeys((first, second)):
        if name in by_levels:
            faults.append(error("trade-off", f'goal "{name}" cannot be traded: it has no one figure; worst_off has'))
        elif name not in known:
            reason = "has no sense for this course, or does not exist"
            faults.append(error("trade-off", f'goal "{name}" {reason}{did_you_mean(name, known)}'))
    if first == second:
        faults.append(error("trade-off", "name two different goals"))
    if faults:
        raise InputError(faults)
    return known[first], known[second]


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
