"""``plan-course alternatives``: other plans as good, and the trade-off of two goals."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options import (
    Folder,
    search_options,
    search_settings,
    settings_option,
)
from planner.saving import check_folder, write_files

if TYPE_CHECKING:
    from planner import StopFlag
    from planner.api import Course, TradeOff


@click.command(
    "alternatives", epilog="Example: plan-course alternatives examples/cs839/constraints.yaml -n 3 --slack 2%"
)
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option("-n", "--number", type=click.IntRange(1, 50), default=4, show_default=True, help="How many others.")
@click.option(
    "--slack",
    "slacks",
    multiple=True,
    metavar="SHARE",
    help="How much worse than its best each goal may be: 2% (at least one unit; the default), or GOAL=1 for one goal.",
)
@click.option(
    "--trade-off",
    "pair",
    nargs=2,
    metavar="GOAL GOAL",
    help="Instead: every pair of values of two goals of which neither can be better without the other being worse.",
)
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Where to write (default: alternatives/).")
@settings_option
@search_options
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    constraints: Path,
    number: int,
    slacks: tuple[str, ...],
    pair: tuple[str, str] | None,
    output: Path | None,
    settings: tuple[str, ...],
    time_limit: float | None,
    workers: int | None,
    seed: int | None,
    reproducible: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Plan CONSTRAINTS, then find other plans that are nearly as good and as different as possible.

    Distance counts papers on another date, other papers, and people who left their seat; each plan is as far as it can
    be from the nearest one before it. Writes best.plan.yaml, 1.plan.yaml, 2.plan.yaml … and compares them. With
    --trade-off: goals listed before both are kept at their best, later ones are ignored; writes trade-off.svg and a
    plan for each point. Exit codes: 0 done, 1 no plan exists, 2 the input is wrong, 3 none was found in time,
    130 interrupted (what was found so far is written).
    """
    from planner import load

    folder = output if output is not None else constraints.parent / "alternatives"
    course = load(constraints, search_settings(time_limit, workers, seed, reproducible), settings=settings)
    check_folder(folder)
    if pair:
        return _trade_off(course, pair, folder, constraints, as_json, quiet)
    return _others(course, number, slacks, folder, constraints, as_json, quiet)


def _others(
    course: Course, number: int, slacks: tuple[str, ...], folder: Path, constraints: Path, as_json: bool, quiet: bool
) -> int:
    from planner import StopFlag, alternatives, compare_plans, read_slack, write_plan
    from planner.cli.compare import print_comparison
    from planner.cli.terminal import Progress, answering, warn

    slack = read_slack(slacks, [goal.name for step in course.steps for goal in step.goals])
    stopped = StopFlag()
    with Progress(quiet) as progress:
        best, others = alternatives(course, number, slack, progress.notify, stopped)
    plans = {"best": best, **{str(place): other.plan for place, other in enumerate(others, 1)}}
    written_by = f"plan-course alternatives {shlex.quote(str(constraints))}"
    write_files(folder, {f"{name}.plan.yaml": write_plan(plan, written_by).encode() for name, plan in plans.items()})
    with answering():
        if as_json:
            said = [
                {"plan": f"{i}.plan.yaml", "distance": o.distance, "proven": o.proven} for i, o in enumerate(others, 1)
            ]
            click.echo(json.dumps({"best": "best.plan.yaml", "others": said}, indent=2))
        elif not quiet:
            print_comparison(compare_plans(plans), moved=False)
            for place, other in enumerate(others, 1):
                farthest = "as far as possible" if other.proven else "perhaps others are farther"
                click.echo(f"{place}: {other.distance} changes from the nearest plan before it ({farthest})")
            if len(others) < number:
                click.echo("no other plan was found within the slack and the time limit")
            click.echo(f"written to {folder}/")
    _warn_if_late(stopped)
    if stopped:
        warn("interrupted: these are the plans found so far")
        return 130
    return 0


def _warn_if_late(flag: StopFlag) -> None:
    from planner.api.planning import NOT_REPEATABLE
    from planner.cli.terminal import warn

    if flag.late:
        warn(NOT_REPEATABLE)


def _trade_off(
    course: Course, pair: tuple[str, str], folder: Path, constraints: Path, as_json: bool, quiet: bool
) -> int:
    from planner import StopFlag, trade_off, trade_off_picture, write_plan
    from planner.cli.terminal import Progress, answering, warn

    stopped = StopFlag()
    with Progress(quiet) as progress:
        front = trade_off(course, *pair, progress.notify, stopped)
    written_by = f"plan-course alternatives {shlex.quote(str(constraints))} --trade-off {pair[0]} {pair[1]}"
    points = [(float(point.figures[0]), float(point.figures[1]), point.proven) for point in front.points]
    files = {
        f"point-{place}.plan.yaml": write_plan(point.plan, written_by).encode()
        for place, point in enumerate(front.points, 1)
    }
    write_files(folder, {**files, "trade-off.svg": trade_off_picture(front.goals, front.units, points).encode()})
    with answering():
        if as_json:
            click.echo(json.dumps(_as_json(front), indent=2))
        elif not quiet:
            _print(front)
            click.echo(f"written to {folder}/")
    _warn_if_late(stopped)
    if stopped:
        warn("interrupted: there may be other points")
        return 130
    return 0


def _as_json(front: TradeOff) -> dict[str, object]:
    points = [{"figures": point.figures, "proven": point.proven} for point in front.points]
    return {"goals": front.goals, "units": front.units, "points": points, "complete": front.complete}


def _print(front: TradeOff) -> None:
    """A row a point."""
    from planner.cli.glance import front_table
    from planner.cli.terminal import console

    console().print(front_table(front))
    if front.complete:
        count = len(front.points)
        click.echo("this point is the whole front" if count == 1 else f"these {count} points are the whole front")
    else:
        click.echo("there may be other points (--time-limit gives more)")
