"""``plan-course undo``: the plan before the last command that replaced it."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path

import click

from planner.cli.options import Folder, reserve


@click.command("undo", epilog="Example: plan-course undo examples/cs839/constraints.yaml")
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=Folder(), metavar="DIR", help="The plan's folder (default: plan/ beside the file)."
)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what changes and what breaks as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(constraints: Path, output: Path | None, dry_run: bool, as_json: bool, quiet: bool) -> int:
    """Put back the plan before the last command that replaced it; each further undo goes one plan further back.

    What a repair has frozen stays, and the sequences of calendar entries rise, so that everybody hears. The plan is
    written even where it breaks rules of CONSTRAINTS as they are now: these are told. CONSTRAINTS are not changed. The
    plan that was there stands in history/. Exit codes: 0 written, 2 there is nothing to undo, or the input is wrong.
    """
    from planner import api
    from planner.cli.terminal import answering, print_findings, printable
    from planner.saving import write_files

    folder = output if output is not None else constraints.parent / "plan"
    if not dry_run:
        reserve(folder)
    standing = api.read_earlier(folder / "plan.yaml")
    plan, name = api.undone(folder)
    findings = api.check(constraints, plan).findings
    written_by = f"plan-course undo {shlex.quote(str(constraints))}"
    plan, files = api.plan_files(folder, plan, written_by, undoing=True)
    if not dry_run:
        write_files(folder, files)
    found = api.differences(standing, plan) if standing is not None else []
    if not quiet and not as_json:
        print_findings(findings)
    with answering():
        if as_json:
            answer = {
                "restored": name,
                "differences": [asdict(difference) for difference in found],
                "findings": [asdict(finding) for finding in findings],
            }
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            for difference in found:
                click.echo(printable(f"{difference.day}: {api.named(difference, plan)}"))
            click.echo("nothing is written (--dry-run)" if dry_run else f"the plan of {name} is back in {folder}/")
    return 0
