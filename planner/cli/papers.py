"""``plan-course papers``: what catalogues hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.table import Table

    from planner.inventory import ListedPaper

_COLUMNS = ("Id", "Title", "Venue", "Year", "Pages", "Min", "From", "Topic", "Tags")
_WIDTHS = {"Id": 36, "Year": 4, "Pages": 5, "Min": 4, "From": 7}
"""Columns that do not get narrower than their content, up to these widths."""


@click.command("papers", epilog="Example: plan-course papers examples/from-bibtex/library.bib")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="Print the papers and findings as JSON.")
@click.option("--to", "form", metavar="FORMAT", help="Convert: yaml (a catalogue), bib, csl-json or ris.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there; default: print.")
@click.option("-q", "--quiet", is_flag=True, help="Leave out warnings and notes.")
def command(files: tuple[Path, ...], as_json: bool, form: str | None, output: Path | None, quiet: bool) -> int:
    """List the papers of each FILE: a catalogue (YAML, BibTeX, RIS, JSON of reference managers, CSV, a
    spreadsheet, a list in Markdown or plain text) or a constraints.yaml.

    The last columns say how long each paper takes and where that comes from: its minutes, its pages, its PDF, the
    usual pages of its venue, or an hour when nothing is known. Reads the files named and writes nothing, but with -o
    the converted catalogue. Exit codes: 0 done, 2 the input is wrong.
    """
    from planner.cli.terminal import answering, console, print_findings
    from planner.inventory import converted, inventory
    from planner.saving import write_file

    if output is not None and form is None:
        raise click.UsageError("-o needs --to: say in which format to write.")
    if as_json and form is not None:
        raise click.UsageError("--json and --to exclude each other.")
    found = inventory(files)
    text = converted(found.papers, form) if form is not None else ""
    if not as_json and not quiet:
        print_findings(found.findings)
    if output is not None:
        write_file(output, text.encode())
        return 0
    with answering():
        if as_json:
            click.echo(json.dumps(_answer(found), ensure_ascii=False, indent=2, default=str))
        elif form is not None:
            click.echo(text, nl=False)
        else:
            console().print(_table(found.papers))
    return 0


def _answer(found: Any) -> dict[str, Any]:
    from dataclasses import asdict

    papers = []
    for listed in found.papers:
        facts = listed.paper.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        load = {"minutes": listed.minutes, "pages": listed.pages, "load_from": listed.load_from, "topic": listed.topic}
        papers.append({**facts, **load, "identifiers": list(listed.identifiers)})
    return {"papers": papers, "findings": [asdict(finding) for finding in found.findings]}


def _table(papers: tuple[ListedPaper, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from planner.cli.terminal import printable

    rows = [[printable(cell) for cell in _cells(listed)] for listed in papers]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, title in enumerate(_COLUMNS):
        # Ids are what people copy: they keep their width as long as that is sensible.
        widest = max((len(row[column]) for row in rows), default=0)
        whole = min(widest, _WIDTHS[title]) if title in _WIDTHS else None
        numeric = title in ("Year", "Pages", "Min")
        table.add_column(title, justify="right" if numeric else "left", overflow="fold", min_width=whole)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _cells(listed: ListedPaper) -> list[str]:
    paper = listed.paper
    values = (paper.id, paper.title, paper.venue, paper.year, listed.pages, listed.minutes, listed.load_from)
    shown = ["" if value is None else str(value) for value in (*values, listed.topic)]
    return [*shown, ", ".join(paper.tags or ())]
