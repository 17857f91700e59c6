"""Repairing a plan while the term happens: the past stays, the rest changes as little as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from planner.api.course import CHANGES, SHORT_NOTICE, Course, load
from planner.api.planning import Notify, PlanResult, plan
from planner.findings import Finding, InputError, error, note
from planner.plans.corrected import corrected
from planner.plans.differences import Affected, Difference, affected, differences
from planner.plans.edits.verdict import GoalChange
from planner.plans.judging import judge
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of

if TYPE_CHECKING:
    from planner.solve.solver import StopFlag


@dataclass(frozen=True)
class ReplanResult:
    """A repaired plan, what differs from the earlier one, and who is affected.

    ``changes`` is the figure of the goal, ``proven`` whether fewer are impossible; ``short_notice`` are the differences
    within the days of notice, which there must be; ``goals`` has each goal before and after.
    """

    planned: PlanResult
    course: Course
    as_of: date
    changes: int
    proven: bool
    differences: tuple[Difference, ...]
    affected: tuple[Affected, ...]
    short_notice: tuple[Difference, ...]
    findings: tuple[Finding, ...]
    goals: tuple[GoalChange, ...] = ()

    @property
    def meetings(self) -> tuple[Difference, ...]:
        """The meetings that moved, are lost or are new: facts, not changes of the repair."""
        return tuple(difference for difference in self.differences if difference.kind == "meeting")

    @property
    def plan(self) -> Plan:
        """The repaired plan."""
        return self.planned.plan


def load_repair(
    path: str | Path,
    earlier: Plan,
    as_of: date,
    freeze_weeks: int | None = None,
    search: Mapping[str, Any] | None = None,
    settings: Sequence[str] = (),
) -> Course:
    """The course of constraints.yaml with a plan that is to be repaired from a day (or a clock) on; raises InputError.

    A clock without a zone is one of the plan's; sessions that have ended by then are past.
    """
    if isinstance(as_of, datetime) and as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=ZoneInfo(earlier.timezone))
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    if earlier.frozen_before is not None and day < earlier.frozen_before:
        if not (isinstance(as_of, datetime) and day + timedelta(days=1) == earlier.frozen_before):
            message = (
                f"the plan was repaired as of {earlier.frozen_before}; a repair as of {day} would rewrite the past"
            )
            raise InputError([error("as-of", message)])
        as_of = earlier.frozen_before
    course = load(path, search, settings=settings, earlier=earlier, as_of=as_of, freeze_weeks=freeze_weeks)
    last = max([course.problem.calendar.last_day, *(session.date for session in course.problem.sessions)])
    if day > last:
        message = (
            f"the term ended on {last}: as of {day} nothing is left to repair (say --as-of with a day of the term, "
            "or `rollover` for the next one)"
        )
        raise InputError([error("as-of", message, course.problem.where)])
    fact = corrected(earlier, course.problem)
    if fact is earlier:
        return course
    told = [note("past-corrected", f"what happened, by the pins: {d.text}") for d in differences(earlier, fact)]
    course = load(path, search, settings=settings, earlier=fact, as_of=as_of, freeze_weeks=freeze_weeks)
    return replace(course, earlier=fact, findings=(*course.findings, *told))


def replan(
    course: Course | str | Path,
    earlier: Plan,
    notify: Notify | None = None,
    flag: StopFlag | None = None,
    *,
    as_of: date | None = None,
    settings: Sequence[str] = (),
) -> ReplanResult:
    """Repair a plan: ``course`` is a file, or comes from :func:`load_repair` with the same plan.

    ``as_of`` (now, unless given) and ``settings`` are for a file. Raises as :func:`load` and :func:`plan` do.
    """
    if not isinstance(course, Course):
        course = load_repair(course, earlier, as_of or datetime.now(ZoneInfo(earlier.timezone)), settings=settings)
    problem = course.problem
    if problem.earlier is None:
        raise InputError([error("replan", "this course was loaded without a plan to repair", problem.where)])
    # What pins say of the past is a fact, and no change.
    said, earlier = earlier, course.earlier or earlier
    planned = plan(course, earlier, notify, flag)
    if planned.plan.solved is not None:
        solved = planned.plan.solved.model_copy(update={"by": "replan"})
        planned = replace(planned, plan=planned.plan.model_copy(update={"solved": solved}))
    new, as_of = planned.plan, problem.earlier.as_of
    found = differences(earlier, new)
    assert new.solved is not None
    (goal,) = (goal for goal in new.solved.goals if goal.goal == "changes")
    start, end = problem.earlier.frozen_before, problem.earlier.notice_until
    decision, _ = decision_of(new, problem)
    history = [f for f in judge(course.rules, Outcome(problem, decision)) if f.severity == "history"]
    return ReplanResult(
        planned,
        course,
        as_of,
        int(goal.value),
        goal.proven,
        tuple(found),
        tuple(affected(found, new, earlier, as_of)),
        tuple(d for d in found if start <= d.day < end and d.kind != "team"),
        (*planned.findings, *_buffers_used(course, new), *history),
        tuple(_goals(course, said, new)),
    )


def _goals(course: Course, earlier: Plan, new: Plan) -> Iterator[GoalChange]:
    """Each goal in the earlier plan, as that plan says or as the course sees it, and in the new one."""
    problem = course.problem
    assert problem.earlier is not None
    said = {goal.goal: goal.value for goal in earlier.solved.goals} if earlier.solved is not None else {}
    before = Outcome(problem, problem.earlier.decision)
    after = Outcome(problem, decision_of(new, problem)[0])
    for step in course.steps:
        for goal in step.goals:
            if goal.name not in (CHANGES, SHORT_NOTICE):
                old, now = (goal.figure(problem, goal.score(outcome).value) for outcome in (before, after))
                yield GoalChange(goal.name, goal.unit, goal.best, step.number, said.get(goal.name, old), now)


def _buffers_used(course: Course, new: Plan) -> list[Finding]:
    """A note for each spare session that the repair fills."""
    taken = [session.event for session in new.sessions]
    return [
        note("buffer-used", f'the spare session "{event.title}" is used', event.where, event.id)
        for event in course.problem.events.values()
        if event.kind == "buffer" and taken.count(event.id) < event.sessions
    ]
