"""Sheets of a spreadsheet as rows of texts, by calamine; nothing is calculated."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from planner.findings import InputError, Where, error
from planner.spec.catalogs.table import Row
from planner.text import read_content

MOST_UNPACKED = 100_000_000
MOST_ROWS = 20_100
MOST_SHEETS = 20
MOST_COLUMNS = 200


def sheets(path: Path, name: str) -> Iterator[list[Row]]:
    """The rows of each sheet; raises InputError when the file is no spreadsheet, or its reader is not installed."""
    content = read_content(path, name)
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        message = "to read spreadsheets, install plan-course[xlsx]; or save the sheet as CSV"
        raise InputError([error("catalog", message, Where(name))]) from None
    _refuse_bombs(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=MOST_ROWS)
            for sheet in book.sheet_names[:MOST_SHEETS]
        ]
    except Exception:  # what is wrong with a spreadsheet shows in many ways, in code that is not ours
        raise InputError([error("catalog", "this file is not readable as a spreadsheet", Where(name))]) from None
    for table in tables:
        yield [
            Row([_text(cell) for cell in cells[:MOST_COLUMNS]], Where(name, number))
            for number, cells in enumerate(table, 1)
        ]


def _refuse_bombs(content: bytes, name: str) -> None:
    """What is packed says how large it becomes; more than the limit is not unpacked."""
    if not content.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError([error("catalog", "this file is not readable as a spreadsheet", Where(name))]) from None
    if size > MOST_UNPACKED:
        message = f"this file unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise InputError([error("file-size", message, Where(name))])


def _text(cell: object) -> str:
    """A cell as it is shown: whole numbers without a fraction, dates as dates."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)
