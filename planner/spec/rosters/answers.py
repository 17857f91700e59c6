"""What people answered, as parts of an entry of ``people:``; what cannot be read is told, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from planner.findings import Finding, Where, did_you_mean, note, warning
from planner.folding import folded
from planner.scalars import SCORE, read_listed_days
from planner.spec.rosters.account import Account
from planner.spec.rosters.cells import NO, YES, Days, is_nothing, month_first_in, pieces, scored
from planner.spec.rosters.columns import KINDS, RANKING, SCORING, Column, rank_of
from planner.spec.rosters.table import Record, Table
from planner.text import shown
from planner.written import Unclear
from planner.written.meaning import Surroundings

Scale = Literal["rank", "score", "tick"]


class Meanings:
    """The ids that texts mean, by kind, in the course around."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def one(self, kind: str, text: str) -> str | None:
        """The id of a kind, or the day, that a text means; None where it means nothing, or several."""
        if kind == "date":
            return _day(text, self.around)
        found = self.meant(kind, text)
        return found[0] if len(found) == 1 else None

    def meant(self, kind: str, text: str) -> tuple[str, ...]:
        """All ids that a text may mean; of papers also by what stands before the colon of the title.

        Wishes are for topics that the course declares, whatever topics the catalogue has.
        """
        for known in ("declared topic",) if kind == "topic" else (kind, f"{kind} in short"):
            if known in self.around.known and (found := self.around.known[known].meant(text)):
                return found
        return ()

    def why_not(self, kind: str, text: str) -> str:
        """Why a text means no single thing."""
        found = self.meant(kind, text)
        if len(found) > 1:
            return f"{shown(text)} may be {' or '.join(shown(name) for name in sorted(found))}"
        known = "declared topic" if kind == "topic" else kind
        return f"{shown(text)} is no {kind} that is known{did_you_mean(text, self.around.called(known))}"


def _day(text: str, around: Surroundings) -> str | None:
    try:
        return str(read_listed_days(text, around.span))
    except ValueError:
        return None


@dataclass(frozen=True)
class _Wish:
    """One thing named in answers, and what else the place says of it."""

    name: str
    rank: int | None = None
    score: str | None = None
    ticked: bool = False


class Answers:
    """Reads the answers of one table; ``strict`` leaves what is not known as it stands, to be an error later."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column],
        meanings: Meanings,
        strict: bool,
        account: Account,
        findings: list[Finding],
    ) -> None:
        self.table, self.columns, self.meanings = table, columns, meanings
        self.strict, self.account, self.findings = strict, account, findings
        self.scales = _scales(columns, table.rows)
        self.days = {
            column.place: self._days(column)
            for column in columns
            if KINDS.get(column.fills or "") == "date" and column.item is None
        }

    def _days(self, column: Column) -> Days:
        """How the days of a column are read: rows that can be read in one way only decide for all."""
        cells = [(line, cells[column.place]) for line, cells in self.table.rows]
        month_first, line = month_first_in(cells)
        if month_first is not None:
            order = "the month" if month_first else "the day"
            message = f"column {shown(column.title)}: {order} comes first in dates with slashes, as in line {line}"
            self.findings.append(note("date-order", message, Where(self.table.file, self.table.line)))
        return Days(self.meanings.around.span, month_first)

    def of(self, record: Record) -> dict[str, Any]:
        """The values of a row by column of ours: lists, maps of scores, entries of days."""
        values: dict[str, Any] = {}
        for fills in dict.fromkeys(column.fills for column in self.columns if column.fills in KINDS):
            columns = [column for column in self.columns if column.fills == fills]
            kind = KINDS[str(fills)]
            value: Any
            if kind == "date":
                value = self._dates(str(fills), columns, record)
            else:
                wishes = [wish for column in columns for wish in self._wishes(kind, column, record)]
                value = _listed(wishes, str(fills).startswith("prefers"), self.strict)
            if value:
                values[str(fills)] = value
        return values

    def _wishes(self, kind: str, column: Column, record: Record) -> Iterable[_Wish]:
        line, cells = record
        cell = cells[column.place]
        if is_nothing(cell) and not (column.item is not None and folded(cell) in NO):
            return
        if column.item is not None:
            wish = self._of_grid(kind, column, cell, column.item)
            if wish is not None:
                yield wish
            elif folded(cell) not in NO:
                self._untold(column, line, f"{shown(cell)} is neither a place in an order nor a score from 0 to 10")
            return
        for entry in pieces(cell, lambda text: self._is_one(kind, text)):
            name, score = (entry, None) if self.meanings.one(kind, entry) else scored(entry)
            known = self.meanings.one(kind, name)
            if known is None and not self.strict:
                self.account.add(self.table.file, "answer", name, "", line)
                self._untold(column, line, self.meanings.why_not(kind, name))
                continue
            if known is not None:
                self.account.add(self.table.file, "answer", name, known, line)
            yield _Wish(known or name, column.rank, score, column.ticked)

    def _is_one(self, kind: str, text: str) -> bool:
        return self.meanings.one(kind, text) is not None or self.meanings.one(kind, scored(text)[0]) is not None

    def _of_grid(self, kind: str, column: Column, cell: str, item: str) -> _Wish | None:
        """The wish for the row of a grid: its place in an order, its score, or that it is ticked."""
        text, scale = folded(cell), self.scales[column.fills, column.question]
        if scale == "rank" and (rank := rank_of(cell)) is not None:
            return _Wish(item, rank)
        if scale == "score" and SCORE.fullmatch(text) and float(text) <= 10:
            return _Wish(item, score=text)
        if text in YES or (scale == "tick" and text == "1") or self.meanings.one(kind, cell) == item:
            return _Wish(item, ticked=True)
        return None

    def _dates(self, fills: str, columns: Sequence[Column], record: Record) -> list[Any]:
        """Entries of ``unavailable``, or dates and ranges that are wished."""
        line, cells = record
        found: list[Any] = []
        for column in columns:
            cell = cells[column.place]
            if is_nothing(cell):
                continue
            if column.item is not None:
                if folded(cell) in YES or self.meanings.one("date", cell) == column.item:
                    found.append(column.item)
                elif folded(cell) not in NO:
                    self._untold(column, line, f"{shown(cell)} does not say yes or no")
                continue
            for text, entry in self.days[column.place].entries(cell):
                value = entry if isinstance(entry, Unclear) or fills == "unavailable" else _wished_days(entry)
                if not isinstance(value, Unclear):
                    found.append(value)
                elif self.strict:
                    found.append(text)
                else:
                    self.account.add(self.table.file, "answer", text, "", line)
                    self._untold(column, line, str(value))
        return found

    def _untold(self, column: Column, line: int, why: str) -> None:
        message = f"column {shown(column.title)}: {why}; it is not read"
        self.findings.append(warning("answer", message, Where(self.table.file, line)))


def _wished_days(entry: Mapping[str, Any]) -> str | Unclear:
    if "days" in entry:
        return Unclear(f"weekdays ({', '.join(entry['days'])}) are no wish for a date")
    return str(entry["date"]) if "date" in entry else f"{entry['from']}/{entry['to']}"


def _listed(wishes: Sequence[_Wish], may_score: bool, strict: bool) -> list[str] | dict[str, str | None]:
    """Wishes best first, or with scores where these stand; ticked boxes have no order, and score the same."""
    if not strict:
        seen: dict[str, _Wish] = {}
        for wish in wishes:
            seen.setdefault(wish.name, wish)
        wishes = list(seen.values())
    if may_score and any(wish.score is not None for wish in wishes):
        kept = wishes if strict else [wish for wish in wishes if wish.score is not None]
        return {wish.name: wish.score for wish in kept}
    if any(wish.rank is not None for wish in wishes):
        wishes = sorted(wishes, key=lambda wish: wish.rank or len(wishes) + 99)
    elif may_score and len(wishes) > 1 and all(wish.ticked for wish in wishes):
        return {wish.name: "10" for wish in wishes}
    return [wish.name for wish in wishes]


def _scales(columns: Sequence[Column], rows: Sequence[Record]) -> dict[tuple[str | None, str], Scale]:
    """What the numbers of each grid are, by its question's words, else by the numbers themselves."""
    grids: dict[tuple[str | None, str], list[Column]] = {}
    for column in columns:
        if column.item is not None:
            grids.setdefault((column.fills, column.question), []).append(column)
    return {key: _scale(key[1], grid, rows) for key, grid in grids.items()}


def _scale(question: str, grid: Sequence[Column], rows: Sequence[Record]) -> Scale:
    answers = [[folded(cells[column.place]) for column in grid] for _, cells in rows]
    filled = [[cell for cell in row if cell] for row in answers]
    if any(not SCORE.fullmatch(cell) and rank_of(cell) is not None for row in filled for cell in row):
        return "rank"
    numbers = [[float(cell) for cell in row if SCORE.fullmatch(cell)] for row in filled]
    if not any(numbers) or all(number in (0, 1) for row in numbers for number in row):
        return "tick"
    text = folded(question)
    if SCORING.search(text) or RANKING.search(text):
        return "score" if SCORING.search(text) else "rank"
    orders = all(sorted(row) == list(range(1, len(row) + 1)) for row in numbers)
    return "rank" if orders else "score"
