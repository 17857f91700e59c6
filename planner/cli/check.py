"""``plan-course check``: judge a plan by every rule and goal."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

MANY = 3


@click.command(
    "check",
    epilog="Example: plan-course check examples/cs839/constraints.yaml examples/cs839/plan/plan.yaml",
)
@click.argument("constraints", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print findings and figures as JSON.")
@click.option(
    "--only-new", type=click.Path(path_type=Path), metavar="OLD", help="Leave out what the plan OLD breaks too."
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each finding, and the keys of goals.")
def command(constraints: Path, plan: Path, only_new: Path | None, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Judge PLAN, solved or edited by hand, by every rule and goal of CONSTRAINTS.

    All findings at once, each with its line in the plan and in the constraints; then the figure of each goal. Reads the
    two files and what they name, writes nothing. Exit codes: 0 every rule holds, 1 a rule is broken, 2 the input is
    wrong.
    """
    from planner import api
    from planner.cli.terminal import answering, console, print_findings

    result = api.check(constraints, plan, only_new)
    if not as_json:
        print_findings(result.findings, MANY if not verbose else None)
    with answering():
        if as_json:
            figures = [{"goal": f.goal, "value": f.value, "unit": f.unit} for f in result.figures]
            findings = [asdict(finding) for finding in result.findings]
            answer = {"findings": findings, "figures": figures}
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            from planner.cli.glance import told_table

            console().print(told_table(result.told, verbose))
            count = len(result.errors)
            holds = "every rule holds" if only_new is None else "no rule is broken that was not before"
            click.echo(holds if not count else f"{count} {'finding' if count == 1 else 'findings'}")
    return 1 if result.errors else 0
