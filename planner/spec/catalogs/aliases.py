"""Ids of papers that were read as one with another: wherever the course names one, it means the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.documents import Document, KeyPath

_EACH = "*"
# Where a course file names papers; under the last two, as keys or as entries of a list.
_PLACES: tuple[tuple[str, ...], ...] = (
    ("papers", "candidates", "ids", _EACH),
    ("papers", "must", _EACH),
    ("papers", "never", _EACH),
    ("papers", "same_session", _EACH, _EACH),
    ("papers", "apart", _EACH, _EACH),
    ("papers", "mix", _EACH, "ids", _EACH),
    ("papers", "details", _EACH, "after", _EACH),
    ("papers", "details", _EACH, "needs", _EACH),
    ("events", _EACH, "papers", _EACH),
    ("pins", _EACH, "paper"),
    ("people", _EACH, "conflicts", _EACH),
    ("people", _EACH, "avoids", "papers", _EACH),
    ("people", _EACH, "prefers", "papers", _EACH),
)
_KEYED: tuple[tuple[str, ...], ...] = (("papers", "details"), ("people", _EACH, "prefers", "papers"))


def with_ids_that_stay(document: Document, aliases: Mapping[str, str]) -> Document:
    """The document with every alias in the place of a paper's id replaced; what it says stands where it stood."""
    if not aliases:
        return document
    marks, keys = dict(document.marks), dict(document.key_marks)
    value = _renamed(document.value, (), (), aliases, marks, keys)
    return replace(document, value=value, marks=marks, key_marks=keys)


def person_with_ids_that_stay(person: Any, aliases: Mapping[str, str]) -> Any:
    """An entry of ``people`` as it would stand in the course file, likewise."""
    return _renamed(person, (), ("people", _EACH), aliases, {}, {}) if aliases else person


def _renamed(
    value: Any,
    path: KeyPath,
    place: tuple[str, ...],
    aliases: Mapping[str, str],
    marks: dict[KeyPath, tuple[int, int]],
    keys: dict[KeyPath, tuple[int, int]],
) -> Any:
    """A part of the document; ``place`` is its path with the id of each entry left open."""
    if isinstance(value, str):
        return aliases.get(value, value) if place in _PLACES else value
    if isinstance(value, list):
        return [
            _renamed(part, (*path, index), (*place, _EACH), aliases, marks, keys) for index, part in enumerate(value)
        ]
    if not isinstance(value, dict) or not any(known[: len(place)] == place for known in (*_PLACES, *_KEYED)):
        return value
    result = {}
    for key, part in value.items():
        name = key
        if place in _KEYED and key in aliases and aliases[key] not in value:
            name = aliases[key]
            _move(marks, (*path, key), (*path, name))
            _move(keys, (*path, key), (*path, name))
        below = _EACH if place in _KEYED else name
        result[name] = _renamed(part, (*path, name), (*place, below), aliases, marks, keys)
    return result


def _move(places: dict[KeyPath, tuple[int, int]], old: KeyPath, new: KeyPath) -> None:
    """Let what stood under one path be found under another."""
    length = len(old)
    for path in [path for path in places if path[:length] == old]:
        places[(*new, *path[length:])] = places[path]
