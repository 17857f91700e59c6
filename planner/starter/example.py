"""Copies of the examples that stand on their own: every file that an example names lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from planner.documents import Document, KeyPath, parse_yaml, read_text
from planner.findings import InputError, did_you_mean, error
from planner.shipped import shipped
from planner.starter.writing import SCHEMA, SCHEMA_LINES, quoted

_COPIED = frozenset({".yaml", ".yml", ".csv", ".ics", ".bib", ".ris", ".json", ".md"})


def example_names() -> list[str]:
    """The examples that ship with the project."""
    return sorted(path.parent.name for path in shipped("examples").glob("*/constraints.yaml"))


def example_files(name: str) -> dict[str, bytes]:
    """The files of an example (``aisys2023`` or ``examples/aisys2023``) by name, with the catalogues that it names.

    Raises InputError when there is no such example.
    """
    short = name.strip("/").removeprefix("examples/")
    names = example_names()
    if short not in names:
        message = f'there is no example "{short}"{did_you_mean(short, names)} (known: {", ".join(names)})'
        raise InputError([error("example", message)])
    folder = shipped("examples", short)
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _COPIED}
    text = read_text(folder / "constraints.yaml")
    document = parse_yaml(text, "constraints.yaml")
    lines = text.splitlines(keepends=True)
    # From the back, so that the places of the others stay.
    for path, target in sorted(_elsewhere(document), key=lambda named: document.marks[named[0]], reverse=True):
        copied = PurePosixPath(target).name
        files[copied] = (folder / target).read_bytes()
        line, column = document.marks[path]
        lines[line - 1] = _with(lines[line - 1], column - 1, target, copied)
    files["constraints.yaml"] = (SCHEMA_LINES + "".join(lines)).encode()
    files[SCHEMA] = shipped("data", SCHEMA).read_bytes()
    return files


def _elsewhere(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Where the file names files of other folders, and which."""
    for key in ("catalog", "people"):
        value: Any = document.value.get(key)
        named = [((key,), value)] if isinstance(value, str) else [((key, i), v) for i, v in enumerate(value or ())]
        yield from ((path, name) for path, name in named if isinstance(name, str) and Path(name).name != name)


def _with(line: str, column: int, old: str, new: str) -> str:
    """The line with the scalar at a column, quoted or not, replaced."""
    return line[:column] + re.sub(rf"^([\"']?){re.escape(old)}\1", quoted(new), line[column:], count=1)
