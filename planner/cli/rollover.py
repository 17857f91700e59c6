"""``plan-course rollover``: last year's course in this year's calendar."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from planner.cli.options import Folder, changed_keys, reserve, search_options, search_settings, settings_option
from planner.cli.plan import explain_failure, write_plan_files
from planner.findings import NoPlanExists


@click.command(
    "rollover",
    epilog="Example: plan-course rollover examples/cs839/constraints.yaml --from examples/cs839/plan/plan.yaml "
    "-o next-year/",
)
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option("--from", "earlier", required=True, type=click.Path(path_type=Path), metavar="PLAN", help="The old plan.")
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Where to write (default: plan/ beside the file).")
@settings_option
@search_options
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print notes, and why papers are left out.")
def command(
    constraints: Path,
    earlier: Path,
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
    """Plan CONSTRAINTS, which say this year's term, after the plan of --from: a first goal counts the pairs of papers
    whose order or togetherness differs.

    Dates are new, and nobody is on duty: when the people are known, add them and plan again. Writes what plan writes.
    Exit codes: 0 done, 1 no plan exists, 2 the input is wrong, 3 none was found in time, 130 interrupted (the best plan
    so far is written).
    """
    from planner import rollover, write_json
    from planner.api import load
    from planner.cli.glance import print_plan
    from planner.cli.terminal import Progress, answering, finishing, print_findings, warn

    folder = output if output is not None else constraints.parent / "plan"
    if earlier.exists() and (folder / "plan.yaml").resolve() == earlier.resolve():
        raise click.UsageError(f"{folder / 'plan.yaml'} is the old plan itself: say with -o where the new one goes.")
    reserve(folder)
    search = search_settings(time_limit, workers, seed, reproducible)
    try:
        with Progress(quiet) as progress, finishing(lambda: bool(progress.label)):
            result = rollover(constraints, earlier, search, settings, progress.notify)
            files = f"{shlex.quote(str(constraints))} --from {shlex.quote(str(earlier))}"
            changed = changed_keys(settings)
            write_plan_files(folder, result.plan, f"plan-course rollover {files}{changed}")
    except NoPlanExists as problem:
        return explain_failure(load(constraints, search, settings=settings), problem, quiet or as_json)
    print_findings([f for f in result.findings if not quiet and (verbose or f.severity != "note")])
    with answering():
        if as_json:
            click.echo(write_json(result.plan), nl=False)
        elif not quiet:
            print_plan(result.plan, verbose=verbose)
            click.echo(f"{result.seconds:.1f} s; written to {folder}/")
    if result.interrupted:
        warn("interrupted: this is the best plan so far")
        return 130
    return 0
