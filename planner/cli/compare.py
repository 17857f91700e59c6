"""``plan-course compare``: plans side by side."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options import search_options, search_settings

if TYPE_CHECKING:
    from planner.api import Comparison


@click.command(
    "compare",
    epilog="Example: plan-course compare --with examples/cs839/constraints.yaml examples/cs839/plan/plan.yaml "
    "examples/cs839/constraints.yaml",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="A B [C …]")
@click.option(
    "--with",
    "judged_by",
    type=click.Path(path_type=Path),
    metavar="CONSTRAINTS",
    help="Compute every figure anew under this file, and count the rules that each plan breaks.",
)
@search_options
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--md", "as_markdown", is_flag=True, help="Print it as Markdown.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it as a page.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    files: tuple[Path, ...],
    judged_by: Path | None,
    time_limit: float | None,
    workers: int | None,
    seed: int | None,
    reproducible: bool,
    as_json: bool,
    as_markdown: bool,
    html: Path | None,
    quiet: bool,
) -> int:
    """Compare plans (plan.yaml), or constraint files, which are planned first: goals, load, topics and preferences side
    by side with the better one marked (*), then the papers and duties that moved, a line a person.

    Without --with the figures are those that the plans bring, marked stale where a plan was edited. Writes nothing, but
    with --html a page. Exit codes: 0 done, 1 a file allows no plan, 2 the input is wrong, 3 none was found in time,
    130 interrupted.
    """
    from planner import api
    from planner.cli.terminal import Progress, answering, warn
    from planner.saving import check_folder, write_file

    if len(files) < 2:
        raise click.UsageError("name at least two files to compare")
    if html is not None:
        check_folder(html.parent)
    search = search_settings(time_limit, workers, seed, reproducible)
    with Progress(quiet) as progress:
        comparison = api.compare(files, judged_by, search, progress.notify)
    if html is not None:
        write_file(html, api.comparison_page(comparison).encode())
    with answering():
        if as_json:
            click.echo(json.dumps(_as_json(comparison), ensure_ascii=False, indent=2, default=str))
        elif as_markdown:
            click.echo(api.comparison_markdown(comparison), nl=False)
        elif not quiet:
            print_comparison(comparison)
            if html is not None:
                click.echo(f"written to {html}")
    if comparison.interrupted:
        warn("interrupted: a plan is the best so far")
        return 130
    return 0


def print_comparison(comparison: Comparison, moved: bool = True) -> None:
    """The tables, then what differs from the first plan."""
    from planner.cli.glance import compared_table, differences_table, people_table
    from planner.cli.terminal import console, printable

    out = console()
    for title, rows in comparison.sections.items():
        out.print(compared_table(title, [plan.name for plan in comparison.plans], rows))
    for plan in comparison.plans:
        if plan.notice is not None:
            click.echo(printable(f"{plan.name} {plan.notice}"))
    first = comparison.plans[0]
    for plan, found in zip(comparison.plans[1:], comparison.moved, strict=True) if moved else ():
        said = f"what differs from {first.name}" if found else f"nothing differs from {first.name}"
        click.echo(printable(f"{plan.name}: {said}"))
        if any(not difference.people for difference in found):
            out.print(differences_table(found))
        if any(difference.people for difference in found):
            out.print(people_table(found, first.plan, plan.plan))


def _as_json(comparison: Comparison) -> dict[str, object]:
    return {
        "plans": [
            {"name": plan.name, "figures": dict(plan.figures), "broken": plan.broken, "stale": plan.stale}
            for plan in comparison.plans
        ],
        "sections": {
            title: [{**asdict(row), "best": sorted(row.best)} for row in rows]
            for title, rows in comparison.sections.items()
        },
        "differences": [[asdict(difference) for difference in found] for found in comparison.moved],
    }
