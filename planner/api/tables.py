"""An edited duties.csv or duties.xlsx read back: what differs from the plan, as edits."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.api.course import Course
from planner.documents import collect
from planner.findings import Finding, InputError, Where, error, sorted_findings
from planner.plans.edits.edit import Edit, applied
from planner.plans.edits.functions import Seat, places_of, seats_of
from planner.plans.edits.names import Names
from planner.problem.decision import Decision
from planner.spec.catalogs.table import Row
from planner.spec.catalogs.workbook import sheets
from planner.text import read_text

MOST_ROWS = 20_000
_NEEDED = ("session", "role", "person")
_INSTEAD = {"session": "date", "person": "person_name", "paper": "paper_title"}
"""The column that says the same in words."""


def edits_from_table(course: Course, decision: Decision, path: Path) -> list[Edit]:
    """Edits that make the plan's duties those of the table: papers on other dates, people on other seats.

    A duty without a row is given up, a row without a person is an empty seat. Raises InputError with a line for every
    row that means nothing.
    """
    findings: list[Finding] = []
    rows = _rows(path)
    read = [collect(findings, lambda row=row: _seat(course, decision, row)) for row in rows]  # type: ignore[misc]
    if findings:
        raise InputError(sorted_findings(findings))
    seats = [seat for seat in read if seat is not None]
    moves = _moves(course, decision, seats)
    halfway = applied(moves, decision, course.problem)
    have, want = Counter(seats_of(halfway)), Counter(seat for seat in seats if seat.person)
    gone = [_on("unassign", course, seat) for seat in sorted((have - want).elements(), key=_order)]
    come = [_on("assign", course, seat) for seat in sorted((want - have).elements(), key=_order)]
    return [*moves, *gone, *come]


def _moves(course: Course, decision: Decision, seats: Sequence[Seat]) -> list[Edit]:
    """Papers that the table has on one other date."""
    days: dict[str, set[int]] = {}
    for seat in seats:
        if seat.paper is not None:
            days.setdefault(seat.paper, set()).add(seat.session)
    edits = []
    for paper, sessions in days.items():
        places = places_of(decision, paper)
        if len(sessions) == 1 and places and not places[0].optional and places[0].session not in sessions:
            day = course.problem.sessions[min(sessions)].id
            edits.append(Edit("move_paper", paper=paper, session=day))
    return edits


def _seat(course: Course, decision: Decision, row: tuple[Mapping[str, str], Where]) -> Seat | None:
    """One row as a seat; a person of no name leaves it empty."""
    cells, where = row
    names = Names(course.problem)
    try:
        day = names.session(cells["session"])
        role = names.role(cells["role"])
        paper = names.paper(cells["paper"]) if cells.get("paper") else None
        person = names.person(cells["person"]) if cells["person"] else ""
    except InputError as problem:
        raise InputError([Finding(f.code, f.severity, f.message, where) for f in problem.findings]) from None
    if (course.problem.roles[role].per == "paper") != (paper is not None):
        said = "is per paper: the row names none" if paper is None else "is per session: the row names a paper"
        raise InputError([error("edit", f"role {role} {said}", where)])
    (index,) = (session.index for session in course.problem.sessions if session.id == day)
    return Seat(index, role, person, paper)


def _rows(path: Path) -> list[tuple[dict[str, str], Where]]:
    """The rows below the header, by the names of our columns."""
    name = str(path)
    rows = next(sheets(path, name)) if path.suffix.lower() in (".xlsx", ".ods", ".xls") else _csv_rows(path, name)
    header = next(iter(rows), Row((), Where(name)))
    columns = ["_".join(cell.strip().lower().split()) for cell in header.cells]
    missing = [key for key in _NEEDED if key not in columns and _INSTEAD.get(key) not in columns]
    if missing:
        raise InputError([error("table", f"no column is called {' or '.join(missing)}", header.where)])
    found = []
    for row in rows[1:]:
        cells = dict(zip(columns, map(_plain, row.cells), strict=False))
        if any(cells.values()):
            said = {key: cells.get(key) or cells.get(_INSTEAD.get(key, key), "") for key in (*_NEEDED, "paper")}
            # A person who was changed by name only keeps the old id beside it: an id that stands empty leaves the seat.
            if "person" in cells:
                said["person"] = cells["person"]
            if "paper" in cells:
                said["paper"] = cells["paper"]
            found.append((said, row.where))
    return found


def _csv_rows(path: Path, name: str) -> list[Row]:
    text = read_text(path, name).removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for cells in reader:
            rows.append(Row(cells, Where(name, reader.line_num)))
            if len(rows) > MOST_ROWS:
                raise InputError([error("table", f"more than {MOST_ROWS} rows", Where(name, reader.line_num))])
    except csv.Error as problem:
        raise InputError(
            [error("table", f"not readable as a table: {problem}", Where(name, reader.line_num))]
        ) from None
    return rows


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from calculating."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _order(seat: Seat) -> tuple[int, str, str, str]:
    return seat.session, seat.role, seat.paper or "", seat.person


def _on(verb: str, course: Course, seat: Seat) -> Edit:
    day = course.problem.sessions[seat.session].id
    return Edit(verb, session=day, role=seat.role, person=seat.person, paper=seat.paper)  # type: ignore[arg-type]
