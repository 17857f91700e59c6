"""Changes of constraints.yaml that a program makes: limits moved, entries dropped or added, by splicing its text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.documents import KeyPath, parse_yaml
from planner.findings import InputError, Where, error
from planner.spec.parts import spelled_out
from planner.spec.splice import Append, Change, Drop, Put, spliced
from planner.text import read_content

_ONE_SEAT = {"min": 1, "max": 1}


def source_text(path: Path) -> str:
    """The text of a UTF-8 file as it is, with its byte order mark and line ends; raises InputError."""
    try:
        return read_content(path).decode("utf-8")
    except UnicodeDecodeError:
        message = "only a file in UTF-8 can be changed; save it so, or make the change by hand"
        raise InputError([error("encoding", message, Where(str(path)))]) from None


def edited(
    text: str,
    edits: Sequence[tuple[KeyPath, int | None]],
    entries: Sequence[tuple[KeyPath, str]] = (),
) -> str:
    """The text with each path's number set, or (None) what stands there dropped; all other lines stay as they are.

    ``entries`` are mappings in YAML that are added to the lists at their paths. Raises InputError when a path cannot
    be edited.
    """
    # Entries of a list are dropped from the back, so that the places of the others stay.
    for path, number in sorted(edits, key=lambda edit: [str(part).zfill(9) for part in edit[0]], reverse=True):
        change = _change(parse_yaml(text, "constraints").value, path, number)
        text = spliced(text, [change] if change is not None else [])
    return spliced(text, [Append(path, parse_yaml(entry, "constraints").value) for path, entry in entries])


def _change(root: Any, path: KeyPath, number: int | None) -> Change | None:
    """How one limit is moved or dropped; None where nothing stands that could be dropped."""
    if path == ("reading", "every_session"):
        return Put(path, False)
    node = root
    for place, part in enumerate(path[:-1]):
        below = node.get(part) if isinstance(node, dict) else node[part] if part != "count" else None
        if below is None and part == "count":
            return Put(path[: place + 1], _limits(_ONE_SEAT, path[-1], number))
        if below is not None and not isinstance(below, dict | list):
            # `count: 2` is short for a minimum and a maximum, `minutes: 90` for a maximum.
            short = spelled_out(path[: place + 1], below)
            if "min" not in short and path[-1] == "max":
                return Put(path[: place + 1], number) if number is not None else Drop(path[: place + 1])
            return Put(path[: place + 1], _limits(short, path[-1], number))
        if below is None and number is None and path[-1] != "min":
            return None
        node = below if below is not None else {}
    if number is not None:
        return Put(path, number)
    if path and path[-1] == "min":
        return Put(path, 0)
    return Drop(path) if isinstance(node, list) or path[-1] in node else None


def _limits(short: dict[str, Any], key: Any, number: int | None) -> dict[str, Any]:
    """Limits written out, one of them moved or dropped."""
    if number is None and key == "min":
        number = 0
    limits = {**short, str(key): number}
    return {name: value for name, value in limits.items() if value is not None}
