"""People from rosters and answers: several sources merged by person, a later one winning per filled column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.documents import wording
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, warning
from planner.folding import folded, slug
from planner.spec.catalogs.aliases import person_with_ids_that_stay
from planner.spec.load import PersonEntry
from planner.spec.people import Person
from planner.spec.rosters.account import Account
from planner.spec.rosters.answers import Answers, Meanings
from planner.spec.rosters.cells import pairs, plain_pieces
from planner.spec.rosters.columns import (
    COLUMNS,
    FIRST_NAME,
    KINDS,
    LAST_NAME,
    LOGIN,
    NOT_USED,
    Column,
    Reader,
    plain_column,
)
from planner.spec.rosters.identity import AMBIGUOUS, Cells, Holder, People, made_ids
from planner.spec.rosters.table import Table, read_table
from planner.text import printable, shown
from planner.written.meaning import NOWHERE, Surroundings


@dataclass(frozen=True)
class Source:
    """One file of people: where it is, what messages call it, what the course says of its columns and where."""

    path: Path
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None


def read_rosters(
    sources: Sequence[Source],
    findings: list[Finding],
    aliases: Mapping[str, str] | None = None,
    around: Surroundings = NOWHERE,
    account: Account | None = None,
) -> list[PersonEntry]:
    """The people of roster files, in the order of the first; what is wrong goes to ``findings``.

    Only the first file makes people; rows of later ones are matched by id, then e-mail, then name, and somebody unknown
    is told and left out. ``aliases`` are ids of papers that mean another one; ``account`` takes what was matched how.
    """
    people = People()
    meanings, account = Meanings(around), account if account is not None else Account()
    for number, source in enumerate(sources):
        try:
            _add(people, source, number == 0, meanings, account, findings)
        except InputError as problem:
            findings.extend(problem.findings)
    entries = (_person(key, holder, aliases or {}, findings, around) for key, holder in people.by_id.items())
    return [entry for entry in entries if entry is not None]


def _add(
    people: People, source: Source, first: bool, meanings: Meanings, account: Account, findings: list[Finding]
) -> None:
    """Put the rows of one file over what is known; of several rows of one person the last stands."""
    reader = Reader(meanings.one, meanings.around.called("role"))
    table = read_table(source.path, source.name, _is_known(source.columns), findings)
    columns = _given(reader.columns(table), source, findings)
    _tell_columns(table, columns, account, findings)
    strict = first and not table.by
    answers = Answers(table, columns, meanings, strict, account, findings)
    latest: dict[str, tuple[int, list[str], Cells]] = {}
    made = []
    flipped = _last_names_first(table, columns)
    for line, cells in table.rows:
        where = Where(table.file, line)
        who = _identity(cells, columns, flipped, strict)
        if not who:
            findings.append(warning("roster-id", "this row does not say whose it is, and is left out", where))
            continue
        key = people.find(who, first, where, findings)
        if key is None and not first:
            findings.append(people.unknown(who, where))
        if key == AMBIGUOUS or (key is None and not first):
            continue
        if key is None:
            key = who.get("id") or people.new_id(who)
            made += [] if who.get("id") else [key]
            people.by_id[key] = Holder({**who, "id": key}, where)
        people.note(key, who)
        if key in latest:
            message = f'"{printable(key)}" stands in several rows; the last one counts, not line {latest[key][0]}'
            findings.append(note("repeated-row", message, where, key))
        latest[key] = (line, cells, who)
    findings += made_ids(table.file, made)
    for key, (line, cells, who) in latest.items():
        _fill(people.by_id[key], who, columns, (line, cells), answers)


def _is_known(given: Mapping[str, str]) -> Callable[[str], bool]:
    """Whether a cell is a title that rosters have by themselves, or that the course speaks of."""
    titles = {folded(title) for pair in given.items() for title in pair}

    def known(cell: str) -> bool:
        # Answers may be numbers, which nobody has for a title.
        named = plain_column(cell) is not None and any(letter.isalpha() for letter in cell)
        return named or (cell != "" and folded(cell) in titles)

    return known


def _given(columns: list[Column], source: Source, findings: list[Finding]) -> list[Column]:
    """The columns with what the course says of them, as ``title: column`` or ``column: title``."""
    for one, other in source.columns.items():
        title, fills = (one, other) if folded(other) in (*COLUMNS, "ignore") else (other, one)
        if folded(fills) not in (*COLUMNS, "ignore"):
            hint = did_you_mean(other, [*COLUMNS, "ignore"])
            message = f"columns: {shown(other)} is no column of a roster, nor is {shown(one)}{hint}"
            findings.append(error("unknown-column", message, source.where))
            continue
        found = [column for column in columns if folded(column.title) == folded(title)]
        found = found or [column for column in columns if folded(title) in folded(column.title)]
        if not found:
            hint = did_you_mean(title, [column.title for column in columns])
            message = f"columns: {source.name} has no column {shown(title)}{hint}"
            findings.append(error("unknown-column", message, source.where))
        for column in found:
            meant = NOT_USED if folded(fills) == "ignore" else folded(fills)
            place = columns.index(column)
            columns[place] = Column(column.place, column.title, meant, column.item, column.rank, column.ticked, True)
    return columns


def _tell_columns(table: Table, columns: Sequence[Column], account: Account, findings: list[Finding]) -> None:
    """What each column was taken for; an unknown one is a warning, one twice by its own name an error."""
    where = Where(table.file, table.line)
    named: set[str] = set()
    for column in columns:
        title = printable(column.title)
        if column.fills is None:
            hint = did_you_mean(folded(column.title).replace(" ", "_"), COLUMNS)
            findings.append(warning("unknown-column", f'column "{title}" is not known and not used{hint}', where))
            account.add(table.file, "column", column.title, "", table.line)
        elif column.named and column.fills in named and column.item is None:
            findings.append(error("repeated-column", f'column "{column.fills}" stands twice', where))
        elif column.fills != NOT_USED:
            more = f" [{column.item}]" if column.item else f" ({column.rank}.)" if column.rank else ""
            account.add(table.file, "column", column.title, column.fills + more, table.line)
        if column.named and column.fills is not None:
            named.add(column.fills)


def _last_names_first(table: Table, columns: Sequence[Column]) -> bool:
    """Whether the names of a table are all ``Last, First``."""
    names = [cells[column.place] for column in columns if column.fills == "name" for _, cells in table.rows]
    return any(names) and all(name.count(",") == 1 for name in names if name)


def _identity(cells: Sequence[str], columns: Sequence[Column], flipped: bool, strict: bool) -> Cells:
    """What a row says of who it is about: id, e-mail and name as far as they are filled."""
    found: Cells = {}
    for column in columns:
        if column.fills in ("id", "name", "email", FIRST_NAME, LAST_NAME, LOGIN) and cells[column.place]:
            found.setdefault(column.fills, cells[column.place])
    who = {key: found[key] for key in ("id", "name", "email") if key in found}
    if "name" not in who and (parts := [found[key] for key in (FIRST_NAME, LAST_NAME) if key in found]):
        who["name"] = " ".join(parts)
    if flipped and "name" in who:
        family, _, given = who["name"].partition(",")
        who["name"] = f"{given.strip()} {family.strip()}".strip()
    for key in ("id", LOGIN):
        if "@" in found.get(key, ""):
            who.setdefault("email", found[key])
            who.pop("id", None) if key == "id" else None
        elif key == LOGIN and LOGIN in found:
            who.setdefault("id", found[LOGIN])
    if folded(who.get("email", "")) in ("anonymous", "anonym"):
        del who["email"]
    if "id" in who and not strict:
        who["id"] = who["id"] if _fits(who["id"]) else slug(who["id"])
    return {key: text for key, text in who.items() if text}


def _fits(text: str) -> bool:
    return slug(text) == text.lower()


def _fill(
    holder: Holder, who: Cells, columns: Sequence[Column], record: tuple[int, list[str]], answers: Answers
) -> None:
    """Put a row over what is known of its person: what is filled wins."""
    line, cells = record
    filled: dict[str, Any] = {key: text for key, text in who.items() if key != "id"}
    for column in columns:
        if column.fills in COLUMNS and column.fills not in (*KINDS, "id", "name", "email") and cells[column.place]:
            filled.setdefault(column.fills, cells[column.place])
    filled |= answers.of(record)
    for column_name, value in filled.items():
        if column_name in ("name", "email"):
            holder.cells[column_name] = value
        holder.values[column_name] = value
        holder.places[column_name] = Where(answers.table.file, line)


def _person(
    key: str, holder: Holder, aliases: Mapping[str, str], findings: list[Finding], around: Surroundings
) -> PersonEntry | None:
    """Somebody as an entry of ``people:``; faults point at the row that says so."""

    def place(*path: str | int) -> Where:
        return holder.places.get(_column_of(path), holder.where)

    try:
        written = person_with_ids_that_stay({"id": key, **_as_written(holder.values)}, aliases)
        return PersonEntry(Person.model_validate(written, context=around), place)
    except ValidationError as problem:
        for detail in problem.errors(include_url=False):
            part = detail.get("ctx", {}).get("key")
            column = _column_of((*detail["loc"], part) if part is not None else detail["loc"])
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


def _as_written(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the shape of an entry of ``people:``."""
    person: dict[str, Any] = {}
    for column, value in values.items():
        section, _, key = column.partition("_")
        if section in ("prefers", "avoids"):
            person.setdefault(section, {})[key] = value
        elif key == "duties":
            person.setdefault("duties", {})[section] = value
        elif column == "members":
            person["members"] = [{"name": name} for name in plain_pieces(value)]
        elif column == "did":
            person["did"] = pairs(value)
        elif column == "staff":
            person["staff"] = True if value.lower() in ("x", "staff") else value
        else:
            person[column] = value
    return person
