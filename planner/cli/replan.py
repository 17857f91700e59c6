"""``plan-course replan``: repair a plan while the term happens."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options import Folder, changed_keys, reserve, search_options, search_settings, settings_option
from planner.findings import NoPlanExists

if TYPE_CHECKING:
    from planner import Scorecard
    from planner.api import ReplanResult


@click.command(
    "replan",
    epilog="Example: plan-course replan examples/cs839/constraints.yaml --from examples/cs839/plan/plan.yaml "
    "--as-of 2022-03-01 --set term.no_class+=2022-03-08 --dry-run",
)
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option(
    "--from", "earlier", required=True, type=click.Path(path_type=Path), metavar="PLAN", help="The plan to repair."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="DATE",
    help="What lies before this day, or has ended by this clock (2024-03-07T12:00), stays as it was (default: now).",
)
@click.option(
    "--freeze-weeks",
    type=click.IntRange(0, 520),
    metavar="N",
    help="So many weeks from that day stay too (default: replan.freeze_weeks).",
)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Where to write (default: the plan's folder).")
@settings_option
@search_options
@click.option("--json", "as_json", is_flag=True, help="Print changes and who is affected as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes, rules that the past breaks, and the whole term.")
def command(
    constraints: Path,
    earlier: Path,
    as_of: datetime | None,
    freeze_weeks: int | None,
    dry_run: bool,
    output: Path | None,
    settings: tuple[str, ...],
    time_limit: float | None,
    workers: int | None,
    seed: int | None,
    reproducible: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Repair the plan of --from by what CONSTRAINTS say now: the past stays, the rest changes as little as possible.

    Edit the file first (a day without class, a guest who moves, somebody who joins or leaves, a paper that is dropped),
    or use --set. Sessions within replan.notice days change only where they must; then the fewest changes come first,
    then the goals as before. Prints what changes and who is affected, with the days of notice that each one gets.
    Exit codes: 0 done, 1 no plan exists any more, 2 the input is wrong, 3 none was found in time, 130 interrupted.
    """
    from planner import api, scorecard
    from planner.cli.plan import explain_failure, write_plan_files
    from planner.cli.terminal import Progress, answering, finishing, print_findings, warn

    old = api.read_standing(earlier)
    folder = output if output is not None else earlier.parent
    day = _moment(as_of, old.timezone)
    search = search_settings(time_limit, workers, seed, reproducible)
    course = api.load_repair(constraints, old, day, freeze_weeks, search, settings)
    if not dry_run:
        reserve(folder)
    try:
        with Progress(quiet) as progress, finishing(lambda: bool(progress.label)):
            result = api.replan(course, old, progress.notify)
            if not dry_run:
                changed = changed_keys(settings)
                files = f"{shlex.quote(str(constraints))} --from {shlex.quote(str(earlier))}"
                written_by = f"plan-course replan {files} --as-of {_written(day)}{changed}"
                write_plan_files(folder, result.plan, written_by)
    except NoPlanExists as problem:
        return explain_failure(course, problem, quiet or as_json)
    severities = {"error", "warning"} | ({"note", "history"} if verbose else set())
    print_findings([finding for finding in result.findings if finding.severity in severities and not quiet])
    with answering():
        if as_json:
            click.echo(json.dumps(_as_json(result), ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            _print(result, _written(day), scorecard(course, result.plan), verbose)
            if dry_run:
                click.echo("nothing is written (--dry-run)")
            else:
                click.echo(f"{result.planned.seconds:.1f} s; written to {folder}/")
    if result.planned.interrupted:
        warn("interrupted: this is the best repair so far")
        return 130
    return 0


def _written(moment: date) -> str:
    """A day, or a clock, as the option takes it."""
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else f"{moment}"


def _moment(given: datetime | None, timezone: str) -> date:
    """A day, or a clock in the zone of the term; now, unless given."""
    from zoneinfo import ZoneInfo

    if given is None:
        return datetime.now(ZoneInfo(timezone)).replace(second=0, microsecond=0)
    dated = (given.hour, given.minute) == (0, 0)
    return given.date() if dated else given.replace(tzinfo=ZoneInfo(timezone))


def _as_json(result: ReplanResult) -> dict[str, object]:
    return {
        "as_of": result.as_of,
        "changes": result.changes,
        "proven": result.proven,
        "differences": [asdict(difference) for difference in result.differences],
        "affected": [asdict(person) for person in result.affected],
        "short_notice": [asdict(difference) for difference in result.short_notice],
        "meetings": len(result.meetings),
        "goals": [{**asdict(goal), "change": goal.change} for goal in result.goals],
    }


def _print(result: ReplanResult, as_of: str, card: Scorecard, verbose: bool) -> None:
    """What changes, then who is affected, then the goals."""
    from planner.cli.glance import affected_table, differences_table, print_scorecard, term_table
    from planner.cli.terminal import console, printable

    out = console()
    fewest = "fewer are impossible" if result.proven else "perhaps fewer would do"
    count = f"{result.changes} change" + ("" if result.changes == 1 else "s")
    meetings = f"; {len(result.meetings)} meeting{'s' * (len(result.meetings) != 1)} moved, lost or new"
    told = f"{count}{f' ({fewest})' if result.changes else ''}{meetings if result.meetings else ''}"
    click.echo(f"as of {as_of}: {told}")
    if any(not difference.people for difference in result.differences):
        out.print(differences_table(result.differences))
    if result.short_notice:
        click.echo("within the days of notice, because it must be:")
        for difference in result.short_notice:
            click.echo(printable(f"  {difference.day}: {difference.text}"))
    if result.affected:
        out.print(affected_table(result.affected))
    if verbose:
        out.print(term_table(result.plan, ids=True))
    for goal in result.goals:
        if goal.change != "same":
            click.echo(f"{goal.goal}: {goal.before:g} → {goal.after:g} {goal.unit} ({goal.change})")
    if result.changes:
        print_scorecard(card, verbose)
