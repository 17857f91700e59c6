"""``plan-course export``: write the files of a plan again, without solving."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import Folder, duration
from planner.saving import write_files


@click.command("export", epilog="Example: plan-course export examples/cs839/plan/plan.yaml --to md,ics,json -o public")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--to", "formats", default="md,people,html,ics,csv", show_default=True, help="Formats, separated by commas."
)
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Default: the plan's folder.")
@click.option("--flavour", default="plain", show_default=True, help="plain, github, just-the-class, quarto or hugo.")
@click.option("--due", type=click.Choice(["events", "tasks"]), default="events", show_default=True)
@click.option("--remind", metavar="TIME", help="Alarms that long before, such as 30m, 2h or 2d.")
@click.option("--public/--private", default=True, show_default=True, help="Leave out wishes and satisfaction.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    plan: Path,
    formats: str,
    output: Path | None,
    flavour: str,
    due: str,
    remind: str | None,
    public: bool,
    quiet: bool,
) -> int:
    """Write the files of PLAN again: ics, md, html, csv, json, xlsx, pdf, bib, csl-json.

    Reads the plan alone: nothing is solved, and no other file is needed. Writes syllabus.md, syllabus.html, course.ics,
    people/ID.ics, people/ID.md, duties.csv and so on, each whole or not at all, over those of the same name. Exit
    codes: 0 written, 2 the input is wrong.
    """
    from planner import PublishOptions, publish, read_plan
    from planner.cli.terminal import answering

    options = PublishOptions(
        public=public,
        flavour=flavour,  # type: ignore[arg-type]
        due=due,  # type: ignore[arg-type]
        remind=duration(remind) if remind else None,
    )
    read, _ = read_plan(plan)
    names = [name.strip() for name in formats.split(",") if name.strip()]
    files = publish(read, names, options)
    folder = output if output is not None else plan.parent
    write_files(folder, {file.name: file.content for file in files})
    with answering():
        for file in files:
            if not quiet:
                click.echo(str(folder / file.name))
    return 0
