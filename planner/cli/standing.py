"""``plan-course plan`` where a plan stands that somebody edited or repaired: it is judged, and stays."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.findings import InputError, PlanCourseError, Where, error

if TYPE_CHECKING:
    from planner.api import Course
    from planner.plans.edits.verdict import GoalChange

WAYS_ON = (
    "the edited plan breaks rules: nothing is written. Ways on: --pin (the edits become pins, the rest is planned), "
    "`plan-course replan --from` it, or --replace (plan anew)"
)


def stand(course: Course, constraints: Path, folder: Path, quiet: bool, as_json: bool) -> int:
    """Judge the plan of a folder, make it true, and say what was edited and what a new plan would gain."""
    from planner import api
    from planner.cli.plan import write_plan_files
    from planner.cli.terminal import answering, print_findings, printable, warn

    found = api.judged(course, folder)
    if found.plan is None:
        print_findings(found.errors)
        warn(WAYS_ON)
        return 1
    write_plan_files(folder, found.plan, f"plan-course {shlex.quote(str(constraints))}")
    goals = _gain(course, folder, quiet)
    with answering():
        if as_json:
            edits = [asdict(one) for one in found.edits] if found.edits is not None else None
            gained = [{**asdict(goal), "change": goal.change} for goal in goals] if goals is not None else None
            answer = {"stands": True, "edits": edits, "gain": gained}
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            for difference in found.edits or ():
                click.echo(printable(f"edited by hand: {difference.day}: {api.named(difference, found.plan)}"))
            if found.edits is None:
                click.echo("edited by hand; what it was before is not known")
            click.echo("the plan that stands there keeps all rules, and stays (--replace plans anew)")
            click.echo(_told(goals))
            click.echo(f"written to {folder}/")
    return 0


def pin_edits(course: Course, constraints: Path, folder: Path, quiet: bool) -> None:
    """Write what was edited into the course's file, as pins; raises InputError where it is not known."""
    from planner import api
    from planner.cli.terminal import warn
    from planner.saving import write_file

    before = api.decided_before(course, folder)
    if before is None:
        message = "what was edited is not known, as the plan before is not kept: pin it by hand, or --replace"
        raise InputError([error("pin", message, Where(str(folder / "plan.yaml")))])
    now = api.decision_for(course, api.read_standing(folder / "plan.yaml"))
    write_file(constraints, api.pinned_text(course, before, now).encode())
    if not quiet:
        warn(f"what was edited is pinned in {constraints}")


def _gain(course: Course, folder: Path, quiet: bool) -> tuple[GoalChange, ...] | None:
    """What a new plan would gain, found by planning; None where none was found in time."""
    from planner import api
    from planner.cli.terminal import Progress

    decision = api.decision_for(course, api.read_standing(folder / "plan.yaml"))
    try:
        with Progress(quiet) as progress:
            return api.gain(course, decision, api.plan(course, None, progress.notify).plan)
    except PlanCourseError:
        return None


def _told(goals: tuple[GoalChange, ...] | None) -> str:
    if goals is None:
        return "what a new plan would gain is not known"
    changed = [goal for goal in goals if goal.change != "same"]
    if not changed or changed[0].change == "worse":
        return "a new plan would gain nothing"
    told = ", ".join(f"{goal.goal} {goal.before:g} → {goal.after:g} {goal.unit}" for goal in changed)
    return f"a new plan: {told}"
