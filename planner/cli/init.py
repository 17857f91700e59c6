"""``plan-course init``: a course to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.options import Folder
from planner.saving import check_folder


@click.command(
    "init",
    epilog="Example: plan-course init my-course --start 2027-03-01 --end 2027-06-11 --days Tue,Thu "
    "--time 15:30-16:45 --timezone Europe/Berlin --country DE",
)
@click.argument("folder", type=Folder(), default=".", metavar="[DIR]")
@click.option("--title", metavar="TEXT", help="Title of the course.")
@click.option("--code", metavar="ID", help="Short name for files and calendars (default: from the title).")
@click.option("--start", metavar="DATE", help="First day of the term.")
@click.option("--end", metavar="DATE", help="Last day of the term.")
@click.option("--days", metavar="DAYS", help="Weekdays, such as Tue,Thu.")
@click.option("--time", metavar="FROM-TO", help="Time of the meetings, such as 15:30-16:45.")
@click.option("--timezone", metavar="ZONE", help="IANA name, such as Europe/Berlin.")
@click.option("--country", metavar="CODE", help="Public holidays of this country are free (two letters).")
@click.option("--catalog", type=click.Path(path_type=Path), metavar="FILE", help="Papers to choose from.")
@click.option("--topics", "show", is_flag=True, help="Only show the topics of --catalog, with their papers counted.")
@click.option("--merge", "merges", multiple=True, metavar="NAME=TOPIC,…", help="One topic of several (repeatable).")
@click.option("--drop", "drops", multiple=True, metavar="TOPIC", help="A keyword that is no topic (repeatable).")
@click.option("--from", "example", metavar="EXAMPLE", help="Copy an example, such as examples/cs839.")
@click.option(
    "--from-syllabus",
    "page",
    type=click.Path(path_type=Path),
    metavar="PAGE",
    help="Make the course of a published page (Markdown or HTML) and its plan.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    folder: Path,
    catalog: Path | None,
    example: str | None,
    page: Path | None,
    show: bool,
    merges: tuple[str, ...],
    drops: tuple[str, ...],
    force: bool,
    quiet: bool,
    **given: str | None,
) -> int:
    """Write a commented constraints.yaml that plans as it is into DIR (default: this folder).

    What the options leave open is asked on a terminal. Beside it come constraints.schema.json, by which editors check
    and complete the file, and, without --catalog, a small catalog.yaml. With --from: a copy of an example, whole.
    The topics are the catalogue's commonest keywords: --topics shows them all, --merge and --drop change them.
    With --from-syllabus: the course of a published page with dates and papers, and the schedule that it shows as
    published.plan.yaml; --start says the year where the page does not, and what could not be read is told line by line.
    Existing files stay, unless --force is given. Exit codes: 0 written, 2 the input is wrong or a file is there.
    """
    from planner.cli.fresh import write_new
    from planner.cli.terminal import answering

    check_folder(folder)
    if sum(source is not None for source in (example, page, catalog)) > 1:
        raise click.UsageError("choose one of --from, --from-syllabus and --catalog.")
    if catalog is None and (show or merges or drops):
        raise click.UsageError("--topics, --merge and --drop need --catalog.")
    if show and catalog is not None:
        with answering():
            click.echo(_topics(catalog, merges, drops), nl=False)
        return 0
    if page is not None:
        files = _from_page(page, given, quiet)
    elif example is not None:
        from planner.starter.example import example_files

        files = example_files(example)
    else:
        from planner.starter.answers import read_answers
        from planner.starter.starter import starter_files
        from planner.starter.topics import read_choices

        choices = read_choices(merges, drops)
        files = starter_files(read_answers(_asked(given)), folder, catalog, choices)
    write_new(folder, files, force, quiet)
    if not quiet:
        with answering():
            if catalog is not None:
                click.echo("topics: " + _in_course(files["constraints.yaml"]))
            click.echo(f"next: plan-course {folder / 'constraints.yaml'}")
    return 0


def _in_course(text: bytes) -> str:
    """The topics of a course file that was just made, and how they can be others."""
    from planner.starter.topics import topics_written

    named = ", ".join(f"{topic} ({papers})" for topic, papers in topics_written(text.decode()))
    return f"{named or 'none'}; --topics shows all, --merge and --drop change them"


def _topics(catalog: Path, merges: tuple[str, ...], drops: tuple[str, ...]) -> str:
    """The topics of a catalogue, those that a course would have marked."""
    from planner.cli.terminal import printable
    from planner.starter.starter import read_whole_catalog
    from planner.starter.topics import MOST_TOPICS, common_topics, counted, read_choices

    entries = read_choices(merges, drops).apply(read_whole_catalog(catalog))
    chosen = common_topics(entries, MOST_TOPICS)
    lines = [f"{count:5} {'*' if topic in chosen else ' '} {printable(topic)}\n" for topic, count in counted(entries)]
    without = sum(not (entry.paper.topic or entry.paper.topics) for entry in entries)
    head = f"papers  topic (* up to {MOST_TOPICS} that the course would have)\n"
    return head + "".join(lines) + (f"{without:5}   (without any)\n" if without else "")


def _from_page(page: Path, given: dict[str, str | None], quiet: bool) -> dict[str, bytes]:
    """The files of a page's course; says what could not be read, and how much was."""
    from planner.cli.terminal import print_findings, warn
    from planner.starter.page.course import course_of_page

    course = course_of_page(page, given)
    if not quiet:
        print_findings(course.findings)
        warn(f"{course.dates_read} of {course.dates} dates and {course.readings} readings are read")
    return dict(course.files)


def _asked(given: dict[str, str | None]) -> dict[str, str | None]:
    """The options, and on a terminal the answers to what they leave open."""
    from planner.starter.answers import ASKED, OPTIONAL, fault_of

    if sys.stdin is None or not sys.stdin.isatty() or not any(given[name] is None for name in ASKED):
        return given
    for name, question in ASKED.items():

        def answered(text: str, name: str = name) -> str:
            if fault := fault_of(name, {**given, name: text}):
                raise click.UsageError(fault.partition(": ")[2])
            return text

        if given[name] is None:
            default = "" if name in OPTIONAL else None
            given[name] = click.prompt(question, default=default, show_default=False, err=True, value_proc=answered)
    return given
