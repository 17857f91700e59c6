"""``plan-course form``: a form for wishes."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planner.cli.options import Folder
from planner.saving import check_folder


@click.command("form", epilog="Example: plan-course form examples/cs294-sp22/constraints.yaml -o wishes")
@click.argument("constraints", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=Folder(), metavar="DIR", help="Where to write (default: form/ beside the file).")
@click.option("--force", is_flag=True, help="Overwrite files that are there, answers too.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(constraints: Path, output: Path | None, force: bool, quiet: bool) -> int:
    """Write a form for the wishes of the people of CONSTRAINTS.

    Reads the course with its catalogues and rosters. Writes answers.csv (a table with a row for each person, in the
    columns that rosters have), form.html (a page to print or show, with all papers, topics and dates), and form.md (how
    the answers come back into the course). Existing files stay, unless --force is given. Exit codes: 0 written, 2 the
    input is wrong or a file is there.
    """
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
