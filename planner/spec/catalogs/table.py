"""Papers in a table: CSV, TSV, a spreadsheet's copy or file, as people keep them and as databases export them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.documents import shown
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, warning
from planner.folding import bare
from planner.spec.catalogs.columns import MEANS, UNUSED
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.markup import without_markup
from planner.spec.catalogs.names import family_of, in_reading_order, several_names
from planner.spec.catalogs.record import Record, clean, entries, meaningful
from planner.spec.catalogs.text import read_export

MOST_LINES_ABOVE = 20
MOST_BROKEN = 20
LONGEST_CELL = 100_000
LONGEST_HEADER = 20_000
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line where it starts."""

    cells: Sequence[str]
    where: Where


def read_table(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a CSV or TSV file; raises InputError when no column is the title."""
    text = read_export(path, name, findings)
    if not text.strip():
        raise InputError([error("empty", "this file is empty", Where(name))])
    separator, start = _separator(text)
    return table_entries(_rows(text[start:], separator, text.count("\n", 0, start), name, findings), name, findings)


def table_entries(rows: Iterable[Row], name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of rows below a header; what stands above it is passed over."""
    above: list[Row] = []
    columns: list[str | None] | None = None
    records = []
    for row in rows:
        if columns is None:
            if "title" in (known := _columns(row.cells)):
                columns = known
                _tell_of_unused(row, columns, findings)
            elif any(map(clean, row.cells)):
                above.append(row)
                if len(above) > MOST_LINES_ABOVE:
                    break
        elif any(map(clean, row.cells)):
            records.append(_record(row, columns, findings))
    if columns is None:
        raise InputError([_no_title(above, name)])
    return entries(records, findings)


def _no_title(above: Sequence[Row], name: str) -> Finding:
    first = above[0] if above else Row((), Where(name))
    said = ", ".join(clean(cell) for cell in first.cells if clean(cell))[:150]
    hints = [did_you_mean(folded, ("title", "paper title")) for folded in map(_header, first.cells[:50]) if folded]
    hint = next(filter(None, hints), "")
    message = (
        f'no column is called "title" (or Paper, Document Title, Titel …); the first row says: {shown(said)}{hint}'
    )
    return error("catalog", message, first.where)


def _header(cell: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", bare(re.sub(r"[(\[].*", "", cell[:200]))))


def _columns(cells: Sequence[str]) -> list[str | None]:
    """What each column of a header holds; the first of each kind counts."""
    columns: list[str | None] = []
    for cell in cells[:MOST_COLUMNS]:
        meant = MEANS.get(_header(cell)) or MEANS.get(_header(cell.replace("(s)", "s")))
        columns.append(meant if meant not in columns or meant in ("url", "tags", "topics", "automatic") else None)
    return [*columns, *[None] * (len(cells) - len(columns))]


def _tell_of_unused(row: Row, columns: Sequence[str | None], findings: list[Finding]) -> None:
    """Columns that are neither known nor known to say nothing of use."""
    pairs = zip(row.cells, columns, strict=True)
    unknown = [clean(cell) for cell, column in pairs if column is None and clean(cell) and _header(cell) not in UNUSED]
    if unknown:
        what = "this column is" if len(unknown) == 1 else "these columns are"
        names = ", ".join(map(shown, unknown[:10])) + (" …" if len(unknown) > 10 else "")
        findings.append(note("unknown-column", f"{what} not used: {names}", row.where))


def _record(row: Row, columns: Sequence[str | None], findings: list[Finding]) -> Record:
    cells: dict[str, list[str]] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column is not None and clean(cell):
            cells.setdefault(column, []).append(cell)
    if spare := [clean(cell) for cell in row.cells[len(columns) :] if clean(cell)]:
        message = f"this row has more cells than the header; {shown(spare[0])} is left out"
        findings.append(warning("catalog-row", message, row.where))

    def text(column: str) -> str:
        return clean("".join(cells.get(column, [])[:1]))

    title, linked = _link_in(text("title"))
    said = [without_markup(name) for name in several_names("".join(cells.get("authors", [])[:1]))]
    first, last = text("first"), text("last")
    minutes = re.fullmatch(r"([0-9]{1,4})(?:\.0)?\s*(?:m|min|minutes?|')?", text("minutes"), re.IGNORECASE)
    urls = [word for cell in cells.get("url", []) for word in _urls(cell)]
    return Record(
        where=row.where,
        key=meaningful(text("id")),
        title=without_markup(title),
        authors=tuple(map(in_reading_order, said)),
        family=family_of("".join(said[:1])),
        venues=(without_markup(text("venue")),),
        dates=(re.sub(r"\.0$", "", text("year")),),
        page_counts=(re.sub(r"\.0$", "", text("page_count")),),
        pages=(text("pages") or (f"{first}--{last}" if first and last else ""),),
        notes=(text("notes"),),
        dois=(text("doi"),),
        arxivs=(text("arxiv"),),
        urls=(*urls, *([linked] if linked else [])),
        keywords=tuple(_words(cells.get("tags", ()))),
        topics=tuple(_words(cells.get("topics", ()))),
        automatic=tuple(_words(cells.get("automatic", ()))),
        minutes=int(minutes[1]) if minutes else None,
    )


def _link_in(title: str) -> tuple[str, str]:
    """A title that is a link in Markdown, or a spreadsheet's HYPERLINK, as its text and the link."""
    if found := re.fullmatch(r"\[(.{1,2000})\]\((\S{1,2000})\)", title):
        return found[1], found[2]
    found = re.fullmatch(r'=HYPERLINK\("([^"]{1,2000})"[,;]\s*"([^"]{1,2000})"\)', title, re.IGNORECASE)
    return (found[2], found[1]) if found else (title, "")


def _urls(cell: str) -> list[str]:
    links = re.findall(r"\]\((\S{1,2000}?)\)", cell)
    return links or cell.split()


def _words(cells: Iterable[str]) -> Iterator[str]:
    """The words of some cells, separated by semicolons, line breaks or bars, else by commas."""
    for cell in cells:
        parts = re.split(r"[;\n|]", cell)
        yield from (parts if len(parts) > 1 else cell.split(","))


def _separator(text: str) -> tuple[str, int]:
    """The separator, as a line ``sep=;`` says or the header has most of; and where the table begins."""
    if said := re.match(r'"?sep=(.)"?[^\n]*\n', text):
        return said[1], said.end()
    best, most = ",", 0
    for line in text[:200_000].split("\n", MOST_LINES_ABOVE)[:MOST_LINES_ABOVE]:
        for separator in (",", "\t", ";", "|"):
            columns = _columns(next(csv.reader([line[:LONGEST_HEADER]], delimiter=separator), []))
            known = sum(column is not None for column in columns)
            if "title" in columns and known > most:
                best, most = separator, known
    return best, 0


def _rows(text: str, separator: str, above: int, name: str, findings: list[Finding]) -> Iterator[Row]:
    """The rows; a quote that is not closed costs its own line only."""
    lines = text.splitlines(keepends=True)
    start, broken = 0, 0
    while start < len(lines):
        reader = csv.reader(iter(lines[start:]), delimiter=separator, strict=True)
        line = start
        try:
            for cells in reader:
                if any(len(cell) > LONGEST_CELL for cell in cells):
                    raise csv.Error("a cell is too long")
                yield Row(cells, Where(name, above + line + 1))
                line = start + reader.line_num
            return
        except csv.Error as problem:
            broken += 1
            where = Where(name, above + line + 1)
            message = "a quote in this row is not closed, or not written twice within a cell; read without its quotes"
            if broken > MOST_BROKEN:
                message = "too many rows have such quotes; from here on quotes mean nothing"
            findings.append(warning("csv", message if "long" not in str(problem) else "a cell is too long", where))
            start = line + 1 if broken <= MOST_BROKEN else len(lines)
            for number in range(line, start):
                yield Row(_without_quotes(lines[number], separator), Where(name, above + number + 1))


def _without_quotes(line: str, separator: str) -> list[str]:
    return line.rstrip("\r\n").replace('"', "").split(separator)


def read_workbook(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of the first sheet of a spreadsheet (.xlsx, .ods, .xls) that has a column of titles."""
    from planner.spec.catalogs.workbook import sheets

    faults: list[Finding] = []
    for rows in sheets(path, name):
        try:
            return table_entries(rows, name, findings)
        except InputError as problem:
            faults += problem.findings
    raise InputError(faults or [error("empty", "this file is empty", Where(name))])
