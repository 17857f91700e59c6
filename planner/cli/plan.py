"""``plan-course plan``: plan a course and write its files."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.goals import ListsGoals
from planner.cli.options import Folder, changed_keys, reserve, search_options, search_settings, settings_option
from planner.findings import NoPlanExists

if TYPE_CHECKING:
    from planner.api import Course
    from planner.plans.plan import Plan


@click.command("plan", cls=ListsGoals, epilog="Example: plan-course examples/cs839/constraints.yaml")
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=Folder(),
    metavar="DIR",
    help="Where to write (default: plan/ beside the file).",
)
@settings_option
@search_options
@click.option("--replace", "anew", is_flag=True, help="Plan anew where an edited or repaired plan stands.")
@click.option("--pin", is_flag=True, help="Write what was edited into CONSTRAINTS as pins, and plan the rest.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes, ids, and why papers are left out.")
def command(
    constraints: Path,
    output: Path | None,
    settings: tuple[str, ...],
    time_limit: float | None,
    workers: int | None,
    seed: int | None,
    reproducible: bool,
    anew: bool,
    pin: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Plan the course of CONSTRAINTS and write plan.yaml, the syllabus and the calendars.

    Reads the file and the catalogues, rosters and calendars that it names. Writes plan.yaml, syllabus.md,
    syllabus.html, course.ics, people/ID.ics, people/ID.md and duties.csv, each whole or not at all. Prints the term at
    a glance and how good the plan is.

    A plan that stands in the output folder is the first incumbent: it is kept unless a better one is found, and its
    calendar entries keep their identity. One that was edited, or repaired, stands: it is judged, its derived lines are
    made true, and the answer says what a new plan would gain; where it breaks a rule, nothing is written. --replace
    plans anew, --pin makes the edits pins first; what is frozen stays.

    Exit codes: 0 done, 1 no plan exists, or the edited one breaks a rule, 2 the input is wrong, 3 no plan was found in
    time, 130 interrupted (the best plan so far is written).
    """
    from planner import api, write_json
    from planner.cli.terminal import Progress, answering, finishing, print_findings, warn

    folder = output if output is not None else constraints.parent / "plan"
    search = search_settings(time_limit, workers, seed, reproducible)
    reserve(folder)
    earlier = api.read_earlier(folder / "plan.yaml")
    if earlier is not None and api.stands(earlier):
        course = api.load_standing(constraints, earlier, search, settings)
    else:
        course = api.load(constraints, search, settings=settings)
    print_findings([f for f in course.findings if not quiet and (verbose or f.severity != "note")])
    if earlier is not None and api.stands(earlier) and not anew:
        from planner.cli.standing import pin_edits, stand

        if not pin:
            return stand(course, constraints, folder, quiet, as_json)
        pin_edits(course, constraints, folder, quiet)
        course = api.load_standing(constraints, earlier, search, settings)
    try:
        with Progress(quiet) as progress, finishing(lambda: bool(progress.label)):
            result = api.plan(course, earlier, progress.notify)
            changed = changed_keys(settings)
            write_plan_files(folder, result.plan, f"plan-course {shlex.quote(str(constraints))}{changed}")
    except NoPlanExists as problem:
        return explain_failure(course, problem, quiet or as_json)
    if not quiet:
        print_findings([finding for finding in result.findings if finding not in course.findings])
    with answering():
        if as_json:
            click.echo(write_json(result.plan), nl=False)
        elif not quiet:
            from planner import scorecard
            from planner.cli.glance import print_plan

            print_plan(result.plan, scorecard(course, result.plan), verbose)
            kept = " (the plan that stood there is as good, and stays)" if result.kept else ""
            click.echo(f"{result.seconds:.1f} s; written to {folder}/{kept}")
    if result.interrupted:
        warn("interrupted: this is the best plan so far")
        return 130
    return 0


def explain_failure(course: Course, problem: NoPlanExists, quiet: bool) -> int:
    """Say that no plan exists at once, then why, which takes its time; the exit code."""
    from planner import api
    from planner.cli.explain import print_explanation
    from planner.cli.terminal import Progress, answering, print_findings

    print_findings(problem.findings)
    if quiet:
        return problem.exit_code
    with Progress(quiet) as progress:
        progress.notify("why no plan exists", None, None)
        explanation = api.explain(course)
    with answering():
        # That none exists is known, even where the time was too short to say why.
        print_explanation(replace(explanation, arithmetic=(), exists=False), verbose=False)
    return problem.exit_code


def write_plan_files(folder: Path, plan: Plan, written_by: str, *, only_plan: bool = False) -> Plan:
    """Write the plan and what people see of it, and return it as written.

    Calendars go on from what the plan in the folder has shown, whatever plan this one was made from; that plan goes
    into the history. ``written_by`` is the command, for the plan's first line.
    """
    from planner import api
    from planner.saving import write_files

    plan, files = api.plan_files(folder, plan, written_by, only_plan=only_plan)
    write_files(folder, files)
    return plan
