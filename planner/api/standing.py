"""The plan that stands, edited by hand or not: read, made true, and written after edits."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.api.answer import left_out, lost_reasons, now, planned_people
from planner.api.course import CHANGES, SHORT_NOTICE, Course, load
from planner.api.editing import bench, decision_for
from planner.api.publishing import PLAN, as_written
from planner.findings import Finding, InputError, sorted_findings
from planner.plans import history
from planner.plans.assemble import assemble
from planner.plans.carry import carry_on, with_past
from planner.plans.differences import Difference, differences
from planner.plans.edits.verdict import GoalChange
from planner.plans.file import read_plan
from planner.plans.judging import judge
from planner.plans.outcome import Outcome
from planner.plans.plan import GoalResult, Plan, Solved, digest
from planner.plans.reading import canonical, decision_of
from planner.plans.truth import made_true, twice
from planner.problem.decision import Decision


def read_standing(path: Path) -> Plan:
    """The plan of a file, with derived lines made true where it was edited by hand.

    Raises InputError for what stands twice in it, with both lines, and for names that it does not explain.
    """
    plan, document = read_plan(path)
    if found := twice(plan, document.where):
        raise InputError(sorted_findings(found))
    return made_true(plan, document.where)


def stands(plan: Plan) -> bool:
    """Whether a plan is somebody's decision: edited, repaired or agreed, and not only found by ``plan``."""
    by = plan.solved.by if plan.solved is not None else "plan"
    return plan.edited or by != "plan" or plan.frozen_before is not None


def load_standing(
    path: str | Path, plan: Plan, search: Mapping[str, Any] | None = None, settings: Sequence[str] = ()
) -> Course:
    """The course for planning where a plan stands: what that one has frozen stays, and goals count as in the file."""
    frozen = plan.frozen_before is not None
    course = load(
        path,
        search,
        settings=settings,
        earlier=plan if frozen else None,
        as_of=plan.frozen_before,
        freeze_weeks=0 if frozen else None,
    )
    steps = [step for step in course.steps if not {CHANGES, SHORT_NOTICE} & {goal.name for goal in step.goals}]
    return dataclasses.replace(
        course, steps=tuple(dataclasses.replace(step, number=number) for number, step in enumerate(steps, 1))
    )


@dataclass(frozen=True)
class Standing:
    """A plan that stands, judged: ``errors`` are the rules that it breaks; ``plan`` is None where there are any.

    ``edits`` are what was edited by hand since a command wrote it; None where that is not known.
    """

    plan: Plan | None
    decision: Decision
    errors: tuple[Finding, ...]
    edits: tuple[Difference, ...] | None


def judged(course: Course, folder: Path) -> Standing:
    """The plan of a folder, judged by its course, with derived lines made true; raises InputError."""
    raw, document = read_plan(folder / PLAN)
    found, strangers = decision_of(raw, course.problem)
    decision = canonical(found, course.problem)
    broken = [f for f in judge(course.rules, Outcome(course.problem, decision)) if f.severity == "error"]
    written = as_written(folder)
    edits = tuple(differences(written, raw)) if written is not None else None if raw.edited else ()
    errors = (*twice(raw, document.where), *strangers, *broken)
    if errors:
        return Standing(None, decision, errors, edits)
    by = "edit" if raw.edited or raw.solved is None else raw.solved.by
    new = plan_of(course, decision, raw, by)
    if raw.solved is not None and new.solved is not None and not raw.edited:
        same = [(g.goal, g.value) for g in raw.solved.goals if g.goal not in (CHANGES, SHORT_NOTICE)]
        if same == [(goal.goal, goal.value) for goal in new.solved.goals]:
            new = new.model_copy(update={"solved": raw.solved})
    return Standing(new, decision, (), edits)


def gain(course: Course, decision: Decision, result: Plan) -> tuple[GoalChange, ...]:
    """Each goal in the plan that stands, and in one that was planned anew."""
    return bench(course, decision).verdict(decision_for(course, result)).goals


def decided_before(course: Course, folder: Path) -> Decision | None:
    """What the last plan that nobody edited decided; None where it is not kept."""
    plan = as_written(folder)
    while plan is not None and plan.solved is not None and plan.solved.by != "plan" and plan.before is not None:
        path = history.path_of(folder, plan.before)
        plan = read_plan(path)[0] if path.is_file() else None
    return decision_for(course, plan) if plan is not None else None


def plan_of(course: Course, decision: Decision, earlier: Plan, by: str = "edit") -> Plan:
    """A decision as a whole plan in the place of an earlier one, decided by hand; its past is that of the earlier one.

    Each goal has its figure; a bound that the earlier plan proved holds as long as all goals before are as good.
    """
    problem = course.problem
    outcome = Outcome(problem, decision)
    stamp = now()
    people = planned_people(problem, outcome)
    new = assemble(problem, decision, stamp, None, left_out(course, decision), people)
    new = carry_on(new, earlier, stamp, lost_reasons(problem))
    if problem.earlier is not None:
        new = with_past(new, earlier, problem.earlier.frozen_before, problem.earlier.gone)
    solved = Solved.model_validate(
        {
            "by": by,
            "status": "feasible",
            "goals": _goals(course, outcome, earlier),
            "with": _with(course, earlier),
            "digest": digest(new.sessions),
        }
    )
    return new.model_copy(update={"solved": solved})


def _with(course: Course, earlier: Plan) -> dict[str, object]:
    known = dict(earlier.solved.with_) if earlier.solved is not None else {}
    return {**known, "input": course.input_digest}


def _goals(course: Course, outcome: Outcome, earlier: Plan) -> list[GoalResult]:
    """The figures, with the bounds that still hold."""
    solved = earlier.solved
    same = solved is not None and solved.with_.get("input") == course.input_digest
    before = {goal.goal: goal for goal in solved.goals} if solved is not None and same else {}
    found, comparable = [], True
    for step in course.steps:
        if {CHANGES, SHORT_NOTICE} & {goal.name for goal in step.goals}:
            continue
        for goal in step.goals:
            value = goal.figure(course.problem, goal.score(outcome).value)
            old = before.get(goal.name) if comparable and not step.weighed else None
            bound = old.bound if old is not None and old.levels is None else None
            number = step.number if step.weighed else None
            found.append(
                GoalResult(
                    goal=goal.name,
                    value=value,
                    bound=bound,
                    unit=goal.unit,
                    proven=bound is not None and bound == value,
                    step=number,
                )
            )
            comparable = comparable and old is not None and old.value == value and old.levels is None
    return found
