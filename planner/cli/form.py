"""``plan-course form``: a form for wishes."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from planner.cli.options import Folder
from planner.saving import check_folder


@click.command("form", epilog="Example: plan-course form examples/cs294-sp22/constraints.yaml -o wishes")
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Where to write (default: form/ beside the file).")
@click.option("--force", is_flag=True, help="Overwrite files that are there, answers too.")
@click.option("--read", "reads", is_flag=True, help="Show how the answers named in CONSTRAINTS are read.")
@click.option("--json", "as_json", is_flag=True, help="With --read: print it as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(constraints: Path, output: Path | None, force: bool, reads: bool, as_json: bool, quiet: bool) -> int:
    """Write a form for the wishes of the people of CONSTRAINTS.

    Reads the course with its catalogues and rosters. Writes answers.csv (a table with a row for each person, in the
    columns that rosters have), form.html (a page to print, or to fill in and save as a file), questions.md (the text of
    a form tool, question by question) and form.md (how the answers come back into the course). Existing files stay,
    unless --force is given. With --read nothing is written: a table shows what each column and answer of the files
    under people: was taken for, and what is not read. Exit codes: 0 written, 2 the input is wrong or a file is there.
    """
    if reads:
        return _show(constraints, as_json, quiet)
    from planner import api
    from planner.cli.fresh import write_new
    from planner.forms.files import form_files
    from planner.spec.load import load_spec

    folder = output if output is not None else constraints.parent / "form"
    check_folder(folder)
    rosters = load_spec(constraints).course.people.files
    answers = Path(os.path.relpath(folder / "answers.csv", constraints.parent)).as_posix()
    write_new(folder, form_files(api.load(constraints).problem, rosters, answers), force, quiet)
    return 0


def _show(constraints: Path, as_json: bool, quiet: bool) -> int:
    """Print what each column and answer was taken for, and what was not."""
    from planner.cli.terminal import answering, console, print_findings, printable
    from planner.spec.load import load_spec

    spec = load_spec(constraints)
    matched = spec.account.matched
    if not as_json:
        print_findings([] if quiet else [finding for finding in spec.findings if finding.severity != "note"])
    with answering():
        if as_json:
            findings = [asdict(finding) for finding in spec.findings]
            answer = {"matched": [asdict(entry) for entry in matched], "findings": findings}
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        elif not quiet:
            from rich import box
            from rich.table import Table
            from rich.text import Text

            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
            for title in ("File", "Line", "What", "As written", "Read as", "Rows"):
                table.add_column(title, overflow="fold", justify="right" if title in ("Line", "Rows") else "left")
            for entry in matched:
                meaning = entry.meaning or "not read"
                cells = (entry.file, str(entry.line), entry.what, entry.text, meaning, str(entry.count))
                table.add_row(*(Text(printable(cell)) for cell in cells))
            if matched:
                console().print(table)
            else:
                click.echo("nothing had to be matched: all columns and answers are written as they are called")
    return 0
