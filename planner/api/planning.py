"""Planning a course: the search, goal by goal, and the judge that looks at its answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.api.answer import left_out, lost_reasons, now, planned_people, same_answer, solved_with
from planner.api.course import Course, load, rolled_over
from planner.api.publishing import published
from planner.api.remarks import uneven_duties
from planner.documents import collect
from planner.findings import (
    Finding,
    InputError,
    InternalError,
    Interrupted,
    NoPlanExists,
    NoPlanFound,
    error,
    sorted_findings,
    warning,
)
from planner.plans.assemble import assemble
from planner.plans.carry import carry_on, with_past
from planner.plans.file import read_plan
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan, digest
from planner.plans.reading import canonical, decision_of
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.rule import ArithmeticRule

if TYPE_CHECKING:
    from planner.solve.record import Record
    from planner.solve.solver import StopFlag

NOT_REPEATABLE = "wall time ended the search before its deterministic time did: another run may find another plan"

Notify = Callable[[str, "float | None", "float | None"], None]


@dataclass(frozen=True)
class PlanResult:
    """A plan with what is worth knowing of it; ``kept`` when an earlier plan was as good and stands."""

    plan: Plan
    findings: tuple[Finding, ...] = ()
    interrupted: bool = False
    kept: bool = False
    seconds: float = 0.0
    step_seconds: Mapping[str, float] = field(default_factory=dict)


def plan(
    course: Course, earlier: Plan | None = None, notify: Notify | None = None, flag: StopFlag | None = None
) -> PlanResult:
    """Plan the course, goal by goal.

    ``earlier`` is the plan that stands where the new one will be written: its calendar identities are carried on, and
    if it keeps all rules only a strictly better plan replaces it. Raises NoPlanExists, NoPlanFound, Interrupted, and
    InternalError when the checker disagrees with the model.
    """
    from planner.solve.solver import StopFlag, stopping_on_signals

    flag = StopFlag() if flag is None else flag
    problem = course.problem
    if not problem.frozen:
        # What counts over the term takes the past as it is; the solver says what that leaves.
        refuse_by_arithmetic(course)
    incumbent = _incumbent(course, earlier)
    with stopping_on_signals(flag):
        record = _search(course, incumbent, notify, flag)
    assert record.best is not None
    decision, interrupted = record.best, bool(flag)
    kept = incumbent is not None and decision == incumbent
    solved = solved_with(course, record, interrupted)
    stamp = now()
    new = assemble(
        problem, decision, stamp, None, left_out(course, decision), planned_people(problem, Outcome(problem, decision))
    )
    solved = solved.model_copy(update={"digest": digest(new.sessions)})
    if kept and earlier is not None and earlier.solved is not None and same_answer(earlier.solved, solved):
        solved = earlier.solved
    new = new.model_copy(update={"solved": solved})
    if earlier is not None:
        new = carry_on(new, earlier, stamp, lost_reasons(problem))
    if earlier is not None and problem.earlier is not None:
        new = with_past(new, earlier, problem.earlier.frozen_before, problem.earlier.gone)
    new = published(new, earlier, stamp)
    return PlanResult(
        new,
        (*course.findings, *_not_repeatable(problem, flag), *uneven_duties(course, Outcome(problem, decision))),
        interrupted,
        kept,
        time.monotonic() - record.started,
        {done.step.label: done.seconds for done in record.outcomes()},
    )


def _not_repeatable(problem: Problem, flag: StopFlag) -> list[Finding]:
    """What is to be said where a repeatable search met the far limit of wall time."""
    if not flag.late:
        return []
    return [warning("not-repeatable", NOT_REPEATABLE, problem.where)]


def read_earlier(path: Path) -> Plan | None:
    """The plan that stands where a new one will be written, or None; raises InputError when it is unreadable."""
    return read_plan(path)[0] if path.exists() else None


def refuse_by_arithmetic(course: Course) -> None:
    """Raise NoPlanExists where counting alone shows that no plan can be, before any solver starts."""
    findings = [
        finding
        for rule in course.rules
        if isinstance(rule, ArithmeticRule)
        for finding in rule.impossible(course.problem)
    ]
    if findings:
        raise NoPlanExists(findings)


def _incumbent(course: Course, earlier: Plan | None) -> Decision | None:
    """The decision of an earlier plan if it keeps all rules."""
    if earlier is None:
        return None
    problem = course.problem
    decision, strangers = decision_of(earlier, problem)
    if problem.earlier is not None:
        # Meetings that have moved are matched there, and those that are gone leave nothing to keep.
        decision, strangers = problem.earlier.decision, []
    if strangers or broken_rules(course.rules, Outcome(problem, decision)):
        return None
    return canonical(decision, problem)


def _search(course: Course, incumbent: Decision | None, notify: Notify | None, flag: StopFlag) -> Record:
    """Look for the best plan, and turn the ways in which that can fail into errors for people."""
    from planner.solve.budget import Budget
    from planner.solve.record import Record
    from planner.solve.strategy import find_plan

    problem = course.problem
    record = Record(problem, course.rules, course.steps, notify)
    find_plan(record, Budget.of(problem.search, flag), () if incumbent is None else (incumbent,))
    if record.best is not None:
        return record
    if record.status == "infeasible" and _confirm_infeasible(course, flag):
        raise NoPlanExists([error("no-plan", "no plan exists: the requirements cannot hold together", problem.where)])
    if flag:
        raise Interrupted([error("interrupted", "stopped before a plan was found; nothing is written")])
    seconds = problem.search.time_limit
    message = f"no plan was found within {seconds:g} seconds; there may be one (--time-limit gives more)"
    raise NoPlanFound([error("not-found", message, problem.where)])


def _confirm_infeasible(course: Course, flag: StopFlag) -> bool:
    """Ask the bare rules again in another way, as the solver, or a bound found on the way, may be wrong."""
    from planner.solve.budget import Budget
    from planner.solve.question import Question, asked_whole
    from planner.solve.second_opinion import FOR_IMPOSSIBLE, OTHERWISE

    problem = course.problem
    bare = Question(problem, asked_whole(course.rules), strengthened=False)
    if not bare.ask(None, Budget.of(problem.search, flag, FOR_IMPOSSIBLE), effort=OTHERWISE).found:
        return True
    message = "internal error: the solver calls the course impossible, and finds a plan of it without presolve"
    raise InternalError([error("solver-disagrees", message, problem.where)])


def confirm(course: Course, decision: Decision) -> None:
    """Judge a plan from the solver by the checker, which shares no code with the model; raises InternalError."""
    outcome = Outcome(course.problem, decision)
    faults = [
        replace(finding, message=f"internal error: rule {finding.code} rejects the solver's plan: {finding.message}")
        for finding in broken_rules(course.rules, outcome)
    ]
    if faults:
        raise InternalError(faults)


def rollover(
    path: str | Path,
    earlier: Plan | str | Path,
    search: Mapping[str, Any] | None = None,
    settings: Sequence[str] = (),
    notify: Notify | None = None,
    flag: StopFlag | None = None,
) -> PlanResult:
    """Last year's course in this year's calendar: the order and company of its papers are kept as far as can be.

    Dates are new, and nobody is on duty yet. Raises as :func:`load` and :func:`plan` do; where ``earlier`` is a file,
    what is wrong with either file is told at once.
    """
    faults: list[Finding] = []
    old = earlier if isinstance(earlier, Plan) else collect(faults, lambda: read_plan(Path(earlier))[0])
    course = collect(faults, lambda: load(path, search, settings=settings))
    if old is None or course is None:
        raise InputError(sorted_findings(faults))
    return plan(rolled_over(course, old), None, notify, flag)
