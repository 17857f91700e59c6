"""Rosters and answers to forms, as CSV: several sources merged by person, a later one winning per filled column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.documents import CONTROL, printable, read_text, wording
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, warning
from planner.spec.catalogs.aliases import person_with_ids_that_stay
from planner.spec.load import PersonEntry
from planner.spec.people import Person
from planner.written.meaning import NOWHERE, Surroundings

COLUMNS = (
    "id",
    "name",
    "email",
    "unavailable",
    "prefers_papers",
    "prefers_topics",
    "prefers_dates",
    "prefers_roles",
    "avoids_papers",
    "avoids_topics",
    "conflicts",
    "roles",
    "members",
    "staff",
    "did",
    "min_duties",
    "max_duties",
    "from",
    "until",
)
MAXIMUM_ROWS = 5_000
_ALIASES = {
    "e_mail": "email",
    "email_address": "email",
    "e_mail_address": "email",
    "mail": "email",
    "username": "email",
    "full_name": "name",
    "your_name": "name",
    "student": "name",
    "student_name": "name",
    "student_id": "id",
    "login": "id",
    "absences": "unavailable",
    "absent": "unavailable",
    "unavailable_dates": "unavailable",
    "preferred_papers": "prefers_papers",
    "preferred_topics": "prefers_topics",
    "preferred_dates": "prefers_dates",
    "preferred_roles": "prefers_roles",
    "avoided_papers": "avoids_papers",
    "avoided_topics": "avoids_topics",
    "to": "until",
}
_IGNORED = frozenset({"timestamp", "time_stamp", "submitted", "date_submitted", "score", ""})
_LISTS = frozenset({"unavailable", "avoids_papers", "avoids_topics", "conflicts", "roles", "members"})


@dataclass
class _Row:
    """One row's filled cells by column, and its line."""

    cells: dict[str, str]
    file: str
    line: int
    place: dict[str, Where] = field(default_factory=dict)

    @property
    def where(self) -> Where:
        return Where(self.file, self.line)


def read_rosters(
    paths: Sequence[tuple[Path, str]],
    findings: list[Finding],
    aliases: Mapping[str, str] | None = None,
    around: Surroundings = NOWHERE,
) -> list[PersonEntry]:
    """The people of roster files, in the order of the first; what is wrong goes to ``findings``.

    Only the first file needs ids; rows of later ones are matched by id, then e-mail, then name. ``aliases`` are ids of
    papers that mean another one.
    """
    people: dict[str, _Row] = {}
    for number, (path, name) in enumerate(paths):
        try:
            rows = _read_rows(path, name, findings)
        except InputError as problem:
            findings.extend(problem.findings)
            continue
        _merge(people, rows, number == 0, findings)
    entries = []
    for row in people.values():
        entry = _person(row, aliases or {}, findings, around)
        if entry is not None:
            entries.append(entry)
    return entries


def _read_rows(path: Path, name: str, findings: list[Finding]) -> list[_Row]:
    """The rows of one file with its columns' names understood; separators may be commas, semicolons or tabs."""
    text = read_text(path, name)
    if found := CONTROL.search(text):
        message = f"a control character (U+{ord(found[0]):04X}) stands here"
        raise InputError([error("control", message, Where(name, text.count("\n", 0, found.start()) + 1))])
    # strict: a quote that is not closed would swallow the rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[_Row] = []
    columns: list[str | None] | None = None
    line, end = 1, 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            if columns is None:
                columns = _columns(cells, name, findings)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MAXIMUM_ROWS:
                raise InputError([error("roster-size", f"more than {MAXIMUM_ROWS} rows", Where(name, line))])
            if len(cells) > len(columns):
                message = f"this row has {len(cells)} cells, the header {len(columns)}"
                findings.append(error("roster-row", message, Where(name, line)))
            filled = {c: _unguarded(cell) for c, cell in zip(columns, cells, strict=False) if c and cell.strip()}
            rows.append(_Row(filled, name, line))
    except csv.Error as problem:
        message = f"not readable as CSV: {problem}"
        if "unexpected end of data" in message:
            message = "a quote that opens in this row is not closed"
        raise InputError([error("csv", message, Where(name, end + 1))]) from None
    if columns is None:
        raise InputError([error("empty", "this file is empty", Where(name))])
    return rows


def _unguarded(cell: str) -> str:
    """The cell without the apostrophes that keep a spreadsheet from calculating (as our own tables have them)."""
    return re.sub(r"(^|;)(\s*)'(?=[=+\-@])", r"\1\2", cell.strip())


def _delimiter(text: str) -> str:
    """The separator that the header has most of."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    counts = {separator: header.count(separator) for separator in (",", "\t", ";")}
    return max(counts, key=lambda separator: counts[separator])


def _columns(header: list[str], file: str, findings: list[Finding]) -> list[str | None]:
    """Known column names for a header, matched loosely; an unknown one is a warning, one twice an error."""
    columns: list[str | None] = []
    for title in header:
        # Form tools put the whole question into the header: "Prefers papers [best first]".
        folded = re.sub(r"[^a-z0-9]+", "_", re.sub(r"[(\[].*", "", title.strip().lower())).strip("_")
        column = folded if folded in COLUMNS else _ALIASES.get(folded)
        if column is None and folded not in _IGNORED:
            message = f'column "{printable(title.strip())}" is not known and not used{did_you_mean(folded, COLUMNS)}'
            findings.append(warning("unknown-column", message, Where(file, 1)))
        if column is not None and column in columns:
            findings.append(error("repeated-column", f'column "{column}" stands twice', Where(file, 1)))
        columns.append(column)
    return columns


def _merge(people: dict[str, _Row], rows: list[_Row], first: bool, findings: list[Finding]) -> None:
    """Put the rows of one file over what is known; of several rows of one person the last stands."""
    latest: dict[str, _Row] = {}
    for row in rows:
        key = row.cells.get("id") if first else _match(people, row, findings)
        if first and key is None:
            findings.append(error("roster-id", "this row has no id", row.where))
        if key is None:
            continue
        if key in latest:
            message = f'"{printable(key)}" stands in several rows; the last one counts, not line {latest[key].line}'
            findings.append(note("repeated-row", message, row.where, key))
        latest[key] = row
    for key, row in latest.items():
        known = people.setdefault(key, _Row({"id": key}, row.file, row.line))
        for column, cell in row.cells.items():
            if column != "id":
                known.cells[column] = cell
                known.place[column] = row.where


def _match(people: dict[str, _Row], row: _Row, findings: list[Finding]) -> str | None:
    """The known person of a row: by id, then e-mail, then name."""
    cells = row.cells
    if cells.get("id") in people:
        return cells["id"]
    for column in ("email", "name"):
        wanted = " ".join(cells.get(column, "").lower().split())
        found = [
            key
            for key, known in people.items()
            if wanted and " ".join(known.cells.get(column, "").lower().split()) == wanted
        ]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            known = printable(", ".join(found))
            message = f'several people have the {column} "{printable(cells[column])}": {known}; give the id'
            findings.append(error("ambiguous-person", message, row.where))
            return None
    shown = cells.get("id") or cells.get("name") or cells.get("email") or "this row"
    names = [*people, *(known.cells["name"] for known in people.values() if "name" in known.cells)]
    message = f'"{printable(shown)}" is nobody of the roster{did_you_mean(shown, names)}'
    findings.append(error("unknown-person", message, row.where, shown))
    return None


def _person(row: _Row, aliases: Mapping[str, str], findings: list[Finding], around: Surroundings) -> PersonEntry | None:
    """A row as a person; faults point at its line."""

    def place(*path: str | int) -> Where:
        return row.place.get(_column_of(path), row.where)

    try:
        written = person_with_ids_that_stay(_as_written(row.cells), aliases)
        return PersonEntry(Person.model_validate(written, context=around), place)
    except ValidationError as problem:
        for detail in problem.errors(include_url=False):
            key = detail.get("ctx", {}).get("key")
            column = _column_of((*detail["loc"], key) if key else detail["loc"])
            name = f"{printable(str(detail['loc'][1]))}: " if column == "did" and len(detail["loc"]) > 1 else ""
            findings.append(error("roster-value", f"{column}: {name}{wording(detail)}", place(*detail["loc"])))
        return None


def _column_of(path: Sequence[str | int]) -> str:
    """The column that a part of a person comes from: ``min_duties`` for ``("duties", "min")``."""
    names = [str(part) for part in path[:2] if isinstance(part, str)]
    if names[:1] == ["duties"]:
        names = [*names[1:], "duties"]
    elif names[:1] not in (["prefers"], ["avoids"]):
        names = names[:1]
    return "_".join(names)


def _as_written(cells: dict[str, str]) -> dict[str, Any]:
    """The cells in the shape of an entry of ``people:``."""
    person: dict[str, Any] = {}
    prefers: dict[str, Any] = {}
    avoids: dict[str, Any] = {}
    duties: dict[str, Any] = {}
    for column, cell in cells.items():
        value: Any = _entries(cell) if column in _LISTS else cell
        if column == "members":
            person["members"] = [{"name": name} for name in value]
        elif column.startswith("prefers_"):
            prefers[column.removeprefix("prefers_")] = _wishes(cell)
        elif column.startswith("avoids_"):
            avoids[column.removeprefix("avoids_")] = value
        elif column.endswith("_duties"):
            duties[column.removesuffix("_duties")] = value
        elif column == "did":
            person["did"] = _pairs(cell)
        elif column == "staff":
            person["staff"] = True if cell.lower() in ("x", "staff") else cell
        else:
            person[column] = value
    for key, section in (("prefers", prefers), ("avoids", avoids), ("duties", duties)):
        if section:
            person[key] = section
    return person


def _entries(cell: str) -> list[str]:
    """A cell's entries, separated by semicolons or line breaks."""
    return [entry.strip() for entry in re.split(r"[;\n]", cell) if entry.strip()]


def _wishes(cell: str) -> list[str] | dict[str, str | None]:
    """Wishes best first, or with scores ``id: 8``."""
    entries = _entries(cell)
    if any(re.search(r":\s*[\d.]+$", entry) and not re.search(r"T\d\d:\d\d$", entry) for entry in entries):
        return _pairs(cell)
    return entries


def _pairs(cell: str) -> dict[str, str | None]:
    """``presenter: 2; scribe: 1`` as a mapping; None where no number stands."""
    pairs: dict[str, str | None] = {}
    for entry in _entries(cell):
        name, _, value = entry.rpartition(":")
        pairs[name.strip() or entry] = value.strip() if name else None
    return pairs
