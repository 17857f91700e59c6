"""A page as pieces, lines and rows of tables, with the dates that each begins; what looks like one and is not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from planner.starter.page.columns import Columns
from planner.starter.page.dates import FoundDate, date_at_end, date_at_start, date_in, looks_dated
from planner.starter.page.units import Unit


@dataclass
class Piece:
    """One unit, or the cells of a row of a table; ``found`` are its dates with their units.

    ``unread`` are cells of a column of dates, or headings, that should have a date and have none that is read.
    ``columns`` are those of a row's table.
    """

    units: list[Unit]
    found: list[tuple[FoundDate, Unit]] = field(default_factory=list)
    unread: list[Unit] = field(default_factory=list)
    columns: Columns | None = None

    @property
    def first(self) -> Unit:
        """Its first unit; of a row that holds its date and nothing else, the date's."""
        return self.units[0] if self.units else self.found[0][1]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.first.line


def pieces_of(units: Sequence[Unit]) -> list[Piece]:
    """All pieces of a page in order."""
    columns = {
        table: Columns(list(cells))
        for table, cells in groupby((unit for unit in units if unit.kind == "cell"), key=lambda unit: unit.table)
    }
    pieces: list[Piece] = []
    for key, group in groupby(units, key=lambda unit: (unit.table, unit.row) if unit.kind == "cell" else None):
        if key is None:
            pieces += [Piece([unit]) for unit in group]
        else:
            pieces.append(_row(list(group), columns[key[0]]))
    _date_lines(pieces)
    return pieces


def _row(cells: list[Unit], columns: Columns) -> Piece:
    """A row of a table with its dates."""
    piece = Piece(cells, columns=columns)
    if cells[0].row <= columns.header_row:
        return piece
    filled = [cell for cell in cells if cell.text]
    if len(filled) == 1 and filled[0].span > 1 and len({cell.column for cell in cells}) == 1:
        # One cell over the whole table: a heading within it.
        found = date_at_start(filled[0].text)
        piece.found = [(found, filled[0])] if found else []
        piece.unread = [] if found or not looks_dated(filled[0].text) else filled
        return piece
    for column in columns.dates:
        texts = [cell for cell in cells if cell.column == column and cell.text]
        if not texts or columns.repeats_header(texts[0]):
            continue
        found, rest = _of_cell(texts, several=len(columns.dates) > 1)
        if texts[0].again:
            continue
        if found is not None:
            piece.found.append((found, replace(texts[0], links=tuple(x for cell in texts for x in cell.links))))
            piece.units = [cell for cell in piece.units if not (cell.column == column and cell.text)] + rest
        else:
            piece.unread.append(texts[0])
    return piece


def _of_cell(texts: Sequence[Unit], several: bool) -> tuple[FoundDate | None, list[Unit]]:
    """The date of a cell of several lines, and the lines that are not part of it.

    A weekday may stand on one line and the day on the next; where a table has ``several`` columns of dates, the lines
    behind the date are what the day holds.
    """
    for count in range(1, min(len(texts), 3) + 1):
        joined = " ".join(cell.text for cell in texts[:count])
        found = date_at_start(joined, loose=True) or date_in(joined)
        if found is not None:
            return found, list(texts[count:])
    found = None if several else date_in(" ".join(cell.text for cell in texts)[:500])
    return found, []


def _date_lines(pieces: Sequence[Piece]) -> None:
    """Find the dates of headings, lines and entries of lists."""
    first_heading = next((piece for piece in pieces if piece.first.kind == "heading"), None)
    doubtful: dict[tuple[str, bool], list[tuple[Piece, FoundDate]]] = {}
    certain = sum(len(piece.found) for piece in pieces)
    for piece in pieces:
        unit = piece.first
        if unit.kind in ("cell", "definition"):
            continue
        found = date_at_start(unit.text)
        if unit.kind == "heading":
            if found is None and piece is first_heading and unit.level < 3:
                continue
            found = found or date_at_end(unit.text)
            piece.found = [(found, unit)] if found else []
            piece.unread = [unit] if found is None and looks_dated(unit.text) else []
            certain += found is not None
        elif found is not None and (found.parted or unit.strong):
            piece.found = [(found, unit)]
            certain += 1
        elif found is not None:
            doubtful.setdefault((unit.kind, found.is_plain), []).append((piece, found))
    for (_, plain), group in doubtful.items():
        # A line that goes on behind its date without a sign between may be a sentence; many of them are a schedule.
        if len(group) > 1 and len(group) >= certain and (not plain or _ascending(group)):
            for piece, found in group:
                piece.found = [(found, piece.first)]


def _ascending(group: Sequence[tuple[Piece, FoundDate]]) -> bool:
    """Whether pairs of numbers go up as dates do, read in one way throughout."""
    ways = [found.days[0].ways for _, found in group]
    if not all(ways):
        return False
    return any(all(one[way % len(one)] < two[way % len(two)] for one, two in pairwise(ways)) for way in (0, 1))


def texts_before(pieces: Sequence[Piece]) -> Iterator[Unit]:
    """The units above the first date."""
    for piece in pieces:
        if piece.found:
            return
        yield from piece.units
