"""``plan-course export``: write the files of a plan again, without solving."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import Folder, duration
from planner.saving import write_files


@click.command("export", epilog="Example: plan-course export examples/cs839/plan/plan.yaml --to md,ics,json -o public")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "formats",
    metavar="FORMATS",
    help="Formats, separated by commas, or site: all that is public (default: those of publish.formats).",
)
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Default: the plan's folder.")
@click.option("--flavour", default="plain", show_default=True, help="plain, github, just-the-class, quarto or hugo.")
@click.option("--due", type=click.Choice(["events", "tasks"]), help="How calendars hold what is due.")
@click.option("--remind", metavar="TIME", help="Alarms that long before, such as 30m, 2h or 2d.")
@click.option("--public/--private", default=True, show_default=True, help="Leave out wishes and satisfaction.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    plan: Path,
    formats: str | None,
    output: Path | None,
    flavour: str,
    due: str | None,
    remind: str | None,
    public: bool,
    quiet: bool,
) -> int:
    """Write the files of PLAN again: ics, md, html, csv, json, xlsx, pdf, bib, csl-json, imscc, people; or site.

    Reads the plan alone: nothing is solved, and no other file is needed. Writes syllabus.md, syllabus.html, course.ics,
    people/ID.ics and so on, each whole or not at all, over those of the same name, as publish says in the file that the
    plan was made from; the options say otherwise for once. With --to site: what everybody may see, and nothing private
    (into site/ beside the plan). Where PLAN was edited by hand, its minutes, titles and topics are made true, the
    sequences of its calendars rise, and PLAN keeps both. Exit codes: 0 written, 2 the input is wrong.
    """
    from planner import PublishOptions, api, publish, read_plan, site, write_plan
    from planner.cli.terminal import answering

    before = duration(remind) if remind else None
    read = api.read_standing(plan)
    now = api.published(read, read)
    options = PublishOptions.of(
        now, public=public, flavour=flavour, due=due, remind=before, updates=api.updates_in(plan.parent, now)
    )
    names = [name.strip() for name in formats.split(",") if name.strip()] if formats else now.publish.formats
    of_site = names == ["site"]
    files = site(now, options) if of_site else publish(now, names, options)
    folder = output if output is not None else plan.parent / "site" if of_site else plan.parent
    write_files(folder, {file.name: file.content for file in files})
    if now != read_plan(plan)[0] and any(session.shown for session in read.sessions):
        text = write_plan(now, written_by(plan)).encode(errors="replace")
        kept = {api.AS_WRITTEN: text} if plan.name == "plan.yaml" else {}
        write_files(plan.parent, {**kept, plan.name: text})
    with answering():
        for file in files:
            if not quiet:
                click.echo(str(folder / file.name))
    return 0


def written_by(plan: Path) -> str | None:
    """What the first line of a plan says that it was written by."""
    with plan.open(encoding="utf-8", errors="replace") as file:
        return file.readline(2000).partition("# written by:")[2].strip() or None
