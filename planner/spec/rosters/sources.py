"""The people that a course file names: the files and folders of its section, and who of them has left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.documents import Document, shown
from planner.findings import Finding, Where, did_you_mean, error, warning
from planner.folding import Names
from planner.spec.people import Person


@dataclass(frozen=True)
class NamedFile:
    """A file, or a folder of them, that the course file names, with what it says of the columns and where."""

    name: str
    columns: Mapping[str, str]
    where: Where


def named_files(document: Document) -> Iterator[NamedFile]:
    """The roster files; with faults in the course file as far as they can be made out."""
    value: Any = document.at("people")
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        where = document.where("people", index)
        if isinstance(entry, str):
            yield NamedFile(entry, {}, where)
        elif isinstance(entry, dict) and isinstance(entry.get("file"), str):
            columns = entry.get("columns")
            texts = columns.items() if isinstance(columns, dict) else ()
            yield NamedFile(entry["file"], {key: text for key, text in texts if isinstance(text, str)}, where)


def files_in(path: Path) -> list[Path]:
    """The tables of a folder by name; a file is itself."""
    tables = sorted(path.glob("*.csv")) if path.is_dir() else []
    return tables or [path]


def called(people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Ids of people with all that they may be called."""
    for person in people:
        for name in (person.id, person.name, person.email):
            if name is not None:
                yield person.id, name


def gone(people: Sequence[Person], document: Document, findings: list[Finding]) -> set[str]:
    """The ids of those whom the course file leaves out; one who is in no file any more stops nothing."""
    names, value = Names(called(people)), document.at("people")
    found: set[str] = set()
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        left = entry.get("without") if isinstance(entry, dict) else None
        where = document.where("people", index)
        for name in left if isinstance(left, list) else [left]:
            meant = names.meant(name) if isinstance(name, str) else ()
            if len(meant) > 1:
                message = f"{shown(name)} may be {' or '.join(map(shown, meant))}; write the id"
                findings.append(error("ambiguous-person", message, where))
            elif isinstance(name, str) and not meant:
                # On the command line it is a slip; in the file, somebody whom the roster has lost meanwhile.
                make = error if where.line is None else warning
                hint = did_you_mean(name, names.called)
                findings.append(make("unknown-person", f"{shown(name)} is nobody of the roster{hint}", where, name))
            found |= set(meant[:1])
    return found
