"""A table as another program wrote it: separator, header and rows found, whatever stands above and between them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.findings import Finding, InputError, Where, error, note
from planner.spec.catalogs.text import read_export

MAXIMUM_ROWS = 5_000
SEPARATORS = (",", "\t", ";", "|")
_HEADER_WITHIN = 12
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[,;\t ]*", re.IGNORECASE)
_WHOLE_ANSWER = ("response", "open-ended response", "freitext")

Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """The columns' titles and the rows of a file, each with its line; ``names`` are short names of the columns.

    ``by`` is the form tool or course system that wrote it, where that shows.
    """

    file: str
    line: int
    titles: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Record, ...]
    by: str = ""


def read_table(path: Path, name: str, is_known: Callable[[str], bool], findings: list[Finding]) -> Table:
    """The table of a file; ``is_known`` says whether a title is one that rosters have by themselves.

    What is passed over is told in ``findings``. Raises InputError when the file is no such table.
    """
    text = read_export(path, name, findings)
    records = _records(text, name)
    if not records:
        raise InputError([error("empty", "this file is empty", Where(name))])
    start = _header(records, is_known)
    titles, names, first = _titles(records, start)
    by = _written_by(titles, names)
    table = Table(name, records[start][0], titles, names, (), by)
    rows = tuple(_rows(table, records[first:], findings))
    return Table(name, records[start][0], titles, names, rows, by)


def _records(text: str, name: str) -> list[Record]:
    """The rows with the lines where they start; a quote that is not closed would swallow the rows below it."""
    offset, separator = 0, None
    first, _, rest = text.lstrip("\n").partition("\n")
    if found := _SEPARATOR_LINE.fullmatch(first):
        separator, offset = found[1], text.count("\n") - rest.count("\n")
        text = rest
    records: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text), strict=True)
    end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                records.append((offset + line, [_unguarded(cell) for cell in cells]))
            if len(records) > MAXIMUM_ROWS + _HEADER_WITHIN:
                raise InputError([error("roster-size", f"more than {MAXIMUM_ROWS} rows", Where(name, offset + line))])
    except csv.Error as problem:
        message = f"not readable as CSV: {problem}"
        if "unexpected end of data" in message:
            message = "a quote that opens in this row is not closed"
        raise InputError([error("csv", message, Where(name, offset + end + 1))]) from None
    return records


def _unguarded(cell: str) -> str:
    """The cell without the apostrophes that keep a spreadsheet from calculating (as our own tables have them)."""
    return re.sub(r"(^|;)([ \t]{0,9})'(?=[=+\-@])", r"\1\2", cell.strip())


def _separator(text: str) -> str:
    """The separator by which most of the first rows are equally long, the longer the better."""

    def fit(separator: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                widths[len(cells)] += len(cells) > 1
                if number >= 50:
                    break
        except csv.Error:
            return (0, 0)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (count, width)

    return max(SEPARATORS, key=fit)


def _header(records: list[Record], is_known: Callable[[str], bool]) -> int:
    """The first row that has most of the titles that are known; the first of all where none has any."""
    scores = [sum(map(is_known, cells)) for _, cells in records[:_HEADER_WITHIN]]
    return scores.index(max(scores))


def _titles(records: list[Record], start: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The titles, the short names, and the place of the first row with answers."""
    cells = records[start][1]
    for place in range(1, min(len(records), _HEADER_WITHIN)):
        if any(cell.startswith('{"ImportId"') for cell in records[place][1]):
            # Short names, questions, and the tool's own ids stand in three rows.
            names, questions = records[max(place - 2, 0)][1], records[place - 1][1]
            return tuple(questions), tuple(_padded(names, len(questions))), place + 1
    if start + 1 < len(records):
        below = records[start + 1][1]
        if any(cell.lower() in _WHOLE_ANSWER for cell in below):
            return tuple(_with_parts(cells, below)), tuple(cells), start + 2
    return tuple(cells), tuple(cells), start + 1


def _with_parts(questions: list[str], parts: list[str]) -> Iterator[str]:
    """Questions whose possible answers stand in the row below them, one a column."""
    question = ""
    for title, part in zip(questions, _padded(parts, len(questions)), strict=False):
        question = title or question
        yield question if not part or part.lower() in _WHOLE_ANSWER else f"{question} [{part}]"


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][:width] if width else cells


def _written_by(titles: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Who wrote the table, by columns that nobody else has; it says what some titles mean there."""
    found = {cell.lower() for cell in (*titles, *names)}
    for tool, columns in _TOOLS.items():
        if any(found.issuperset(group) for group in columns):
            return tool
    return ""


_TOOLS: dict[str, list[tuple[str, ...]]] = {
    "Qualtrics": [("responseid", "recordeddate"), ("response id", "recorded date")],
    "Canvas": [("sis user id",), ("sis_id",), ("sis login id",)],
    "Microsoft Forms": [("start time", "completion time")],
    "LimeSurvey": [("submitdate", "lastpage"), ("date submitted", "last page")],
    "SurveyMonkey": [("respondent id",), ("respondent_id",)],
    "Moodle": [("surname", "id number"), ("last name", "id number"), ("response", "submitted on:")],
    "a form": [("timestamp",), ("time stamp",), ("submitted at",), ("submission date",), ("submitted",)],
}


def _rows(table: Table, records: list[Record], findings: list[Finding]) -> Iterator[Record]:
    """The rows of people; what tools put between them is left out."""
    skip = 0
    for place, (_, cells) in enumerate(records[:3]):
        if any(cell.lower() == "points possible" for cell in cells):
            skip = place + 1
    for line, cells in records[skip:]:
        while len(cells) > len(table.titles) and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > len(table.titles):
            message = f"this row has {len(cells)} cells, the header {len(table.titles)}"
            findings.append(error("roster-row", message, Where(table.file, line)))
        padded = _padded(cells, len(table.titles))
        if reason := _no_answer(table, padded):
            findings.append(note("no-answer", f"this row is left out: {reason}", Where(table.file, line)))
        else:
            yield line, padded


def _no_answer(table: Table, cells: list[str]) -> str:
    """Why a row is nobody's answer; empty where it is somebody's."""
    if table.by == "Canvas" and any(cell.lower() in ("student, test", "test student") for cell in cells):
        return "Canvas' test student"
    if table.by == "Qualtrics" and any(cell.lower() in ("survey preview", "survey test") for cell in cells):
        return "a preview of the survey"
    return ""
