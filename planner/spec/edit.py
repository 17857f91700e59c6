"""Edits of constraints.yaml that keep its comments: numbers changed, entries dropped."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from planner.findings import InputError, Where, error
from planner.spec.parts import spelled_out

Key = str | int


def edited(
    text: str,
    edits: Sequence[tuple[tuple[Key, ...], int | None]],
    entries: Sequence[tuple[tuple[Key, ...], str]] = (),
) -> str:
    """The text with each path's number set, or (None) what stands there dropped; comments and order stay.

    ``entries`` are mappings in YAML that are added to the lists at their paths.

    Raises InputError when a path cannot be edited.
    """
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(text)
    # Entries of a list are dropped from the back, so that the places of the others stay.
    for path, number in sorted(edits, key=lambda edit: [str(part).zfill(9) for part in edit[0]], reverse=True):
        _apply(root, path, number)
    for path, entry in entries:
        _add(root, path, yaml.load(entry))
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def _add(root: Any, path: tuple[Key, ...], entry: Any) -> None:
    node = root
    for part in path[:-1]:
        node = node[part]
    entry.fa.set_flow_style()
    node.setdefault(path[-1], []).append(entry)


def _apply(root: Any, path: tuple[Key, ...], number: int | None) -> None:
    if not path:
        raise InputError([error("edit", "the file as a whole cannot be edited", Where("constraints"))])
    if path == ("reading", "every_session"):
        root.setdefault("reading", {})["every_session"] = False
        return
    node = root
    for position, part in enumerate(path[:-1]):
        child = node.get(part) if isinstance(node, dict) else node[part]
        if child is None and isinstance(part, str):
            # A role without a count has one seat.
            child = node[part] = {"min": 1, "max": 1} if part == "count" else {}
        elif not isinstance(child, dict | list):
            # `count: 2` is short for a minimum and a maximum, `minutes: 90` for a maximum.
            child = node[part] = spelled_out(path[: position + 1], child)
        node = child
        if not isinstance(node, dict | list):
            raise InputError([error("edit", f"{path[: position + 1]} cannot be edited", Where("constraints"))])
    last = path[-1]
    if number is not None:
        node[last] = number
    elif last == "min":
        node[last] = 0
    elif isinstance(node, list) and isinstance(last, int):
        del node[last]
    else:
        node.pop(last, None)
