"""Changes of a course file from the command line: ``--set reading.per_session.minutes.max=180``.

They are made in the text tree before anything is validated, so that a change meets the same rules, and the same words
when it is wrong, as if it stood in the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.documents import Document, KeyPath, parse_yaml
from planner.findings import Finding, InputError, Where, did_you_mean, error
from planner.folding import Names
from planner.spec.parts import spelled_out

_SETTING = re.compile(r"(?P<path>[^=+\-\s][^=\s]*?)(?P<operator>\+=|-=|=)(?P<value>.*)", re.DOTALL)
_STEP = re.compile(r"\[(\d{1,6})\]")
MEANING = "KEY=VALUE, KEY+=VALUE (adds to a list) or KEY-=VALUE (takes out of a list)"


def changed(document: Document, settings: Sequence[str]) -> Document:
    """The document with every setting applied in turn; raises InputError with all that cannot be applied."""
    if not settings:
        return document
    new = replace(document, value=copy.deepcopy(document.value))
    findings: list[Finding] = []
    for setting in settings:
        try:
            new = _apply(new, setting)
        except InputError as problem:
            findings += problem.findings
    if findings:
        raise InputError(findings)
    return new


def _apply(document: Document, setting: str) -> Document:
    """Make one change in the document's value; what it says stands on the command line from then on."""
    match = _SETTING.fullmatch(setting)
    path = [part for part in re.split(r"\.|(?=\[)", match["path"]) if part] if match is not None else []
    if match is None or not path:
        raise _wrong(setting, f"expected {MEANING}")
    value, node = _value(match["value"], setting), document.value
    found: KeyPath = ()
    made: KeyPath | None = None
    for part in path[:-1]:
        key = _key(node, part, setting)
        found = (*found, key)
        if isinstance(node, dict) and not isinstance(node.get(key), dict | list):
            # What the file does not say yet, or says in short (`count: 2`), is written out.
            short = node.get(key)
            made = found if short is None and made is None else made
            node[key] = {} if short is None else spelled_out(found, short)
        node = node[key]
    key = _key(node, path[-1], setting)
    found = (*found, key)
    if match["operator"] == "=":
        node[key] = value
        return _moved(document, made or found, {}, [made or found], setting)
    old = node.get(key) if isinstance(node, dict) else node[key]
    if isinstance(old, dict):
        raise _wrong(setting, f'"{path[-1]}" is no list')
    entries = old if isinstance(old, list) else [] if old is None else [old]
    wanted = value if isinstance(value, list) else [value]
    if match["operator"] == "+=":
        node[key] = [*entries, *wanted]
        added = [(*found, len(entries) + place) for place in range(len(wanted))]
        kept = {place: place for place in range(len(entries))}
        return _moved(document, found, kept, added if isinstance(old, list) else [made or found], setting)
    if found == ("people",) and any(isinstance(entry, str) or "file" in entry for entry in entries):
        names = {name for entry in entries for name in (_id(entry), entry) if isinstance(name, str)}
        if left := [name for name in wanted if isinstance(name, str) and name not in names]:
            # Somebody of a roster: the file stays, without them.
            stay = [place for place, entry in enumerate(entries) if entry not in wanted and _id(entry) not in wanted]
            node[key] = [*(entries[place] for place in stay), {"without": left}]
            kept = {place: new for new, place in enumerate(stay)}
            return _moved(document, found, kept, [(*found, len(stay))], setting)
    wanted = [_meant(entries, name) for name in wanted]
    stay = _without(entries, wanted, setting)
    node[key] = [entries[place] for place in stay]
    return _moved(document, found, {place: new for new, place in enumerate(stay)}, [], setting)


def _value(text: str, setting: str) -> Any:
    """What a value means, read as the file is."""
    try:
        return parse_yaml(text, "").value if text.strip() else None
    except InputError as problem:
        raise InputError([replace(f, where=Where(f"--set {setting}")) for f in problem.findings]) from None


def _names(entries: list[Any]) -> Names:
    """The entries that have ids, by all that they may be called."""
    mappings = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    called = ((entry["id"], entry.get(key)) for entry in mappings for key in ("id", "name", "title", "email"))
    return Names((known, name) for known, name in called if isinstance(name, str))


def _meant(entries: list[Any], name: Any) -> Any:
    """The id of the entry that a name means, or the name."""
    if not isinstance(name, str) or name in entries or name in map(_id, entries):
        return name
    meant = _names(entries).meant(name)
    return meant[0] if len(meant) == 1 else name


def _without(entries: list[Any], wanted: list[Any], setting: str) -> list[int]:
    """The places of the entries that stay; each that is to go is named as a whole or by its id, and must be there."""
    names = [name for name in map(_id, entries) if isinstance(name, str)]
    for name in wanted:
        if name is None or not any(name in (entry, _id(entry)) for entry in entries):
            what = f'entry "{name}"' if isinstance(name, str) else "such entry"
            raise _wrong(setting, f"there is no {what} in this list{did_you_mean(str(name or ''), names)}")
    return [place for place, entry in enumerate(entries) if entry not in wanted and _id(entry) not in wanted]


def _moved(document: Document, at: KeyPath, kept: Mapping[int, int], given: list[KeyPath], setting: str) -> Document:
    """The document whose places below ``at`` are gone or, where an entry was kept, elsewhere; ``given`` is new."""

    def moved(places: Mapping[KeyPath, Any]) -> dict[KeyPath, Any]:
        found = {}
        for path, place in places.items():
            below = path[len(at) :]
            if path[: len(at)] != at or (not below and at not in given):
                found[path] = place
            elif below and below[0] in kept:
                found[(*at, kept[int(below[0])], *below[1:])] = place
        return found

    origins = moved(document.origins) | dict.fromkeys(given, f"--set {setting}")
    return replace(document, marks=moved(document.marks), key_marks=moved(document.key_marks), origins=origins)


def _key(node: Any, part: str, setting: str) -> Any:
    """What a step of the path means here: a key of a mapping, or the place of an entry by number or id."""
    if isinstance(node, dict):
        return part
    if isinstance(node, list):
        ids = [entry.get("id") if isinstance(entry, dict) else entry for entry in node]
        if (number := _STEP.fullmatch(part)) and int(number[1]) < len(node):
            return int(number[1])
        if part in ids:
            return ids.index(part)
        if len(meant := _names(node).meant(part)) == 1:
            return ids.index(meant[0])
        known = [str(name) for name in ids if name is not None]
        raise _wrong(setting, f'there is no entry "{part}" in this list{did_you_mean(part, known)}')
    raise _wrong(setting, f'"{part}" names nothing here')


def _id(entry: Any) -> Any:
    """What an entry is called: its id, or its date."""
    return entry.get("id", entry.get("date")) if isinstance(entry, dict) else entry


def _wrong(setting: str, message: str) -> InputError:
    return InputError([error("set", message, Where(f"--set {setting}"))])
