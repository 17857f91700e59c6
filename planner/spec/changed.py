"""Changes of a course file from the command line: ``--set reading.per_session.minutes.max=180``.

They are made in the text tree before anything is validated, so that a change meets the same rules, and the same words
when it is wrong, as if it stood in the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.documents import Document, KeyPath, parse_yaml
from planner.findings import Finding, InputError, Where, did_you_mean, error

_SETTING = re.compile(r"(?P<path>[^=+\-\s][^=\s]*?)(?P<operator>\+=|-=|=)(?P<value>.*)", re.DOTALL)
_STEP = re.compile(r"\[(\d{1,6})\]")
MEANING = "KEY=VALUE, KEY+=VALUE (adds to a list) or KEY-=VALUE (takes out of a list)"


def changed(document: Document, settings: Sequence[str]) -> Document:
    """The document with every setting applied in turn; raises InputError with all that cannot be applied."""
    value = copy.deepcopy(document.value)
    origins: dict[KeyPath, str] = dict(document.origins)
    findings: list[Finding] = []
    for setting in settings:
        try:
            origins[_apply(value, setting)] = f"--set {setting}"
        except InputError as problem:
            findings += problem.findings
    if findings:
        raise InputError(findings)
    return replace(document, value=value, origins=origins)


def _apply(root: Any, setting: str) -> KeyPath:
    """Make one change; the path of what it changed."""
    match = _SETTING.fullmatch(setting)
    if match is None:
        raise _wrong(setting, f"expected {MEANING}")
    path = [part for part in re.split(r"\.|(?=\[)", match["path"]) if part]
    value = parse_yaml(match["value"], f"--set {setting}").value if match["value"].strip() else None
    node, found = root, []
    for part in path[:-1]:
        key = _key(node, part, setting)
        if isinstance(node, dict) and not isinstance(node.get(str(key)), dict | list):
            # What the file does not say yet, or says in short (`count: 2`), is written out.
            short = node.get(str(key))
            node[str(key)] = {} if short is None else {"min": short, "max": short}
        node = node[key]
        found.append(key)
    if match["operator"] == "=":
        return _set(node, _key(node, path[-1], setting), value, tuple(found))
    return _extend(node, path[-1], match["operator"], value, tuple(found), setting)


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
        known = [str(name) for name in ids if name is not None]
        raise _wrong(setting, f'there is no entry "{part}" in this list{did_you_mean(part, known)}')
    raise _wrong(setting, f'"{part}" names nothing here')


def _set(node: Any, key: Any, value: Any, found: KeyPath) -> KeyPath:
    node[key] = value
    return (*found, key)


def _extend(node: Any, part: str, operator: str, value: Any, found: KeyPath, setting: str) -> KeyPath:
    """Add entries to a list, or take them out; entries are named as a whole or by their id."""
    key = _key(node, part, setting)
    old = node.get(key) if isinstance(node, dict) else node[key]
    entries = old if isinstance(old, list) else [] if old is None else [old]
    wanted = value if isinstance(value, list) else [value]
    path = (*found, key)
    if operator == "+=":
        dates = path == ("term", "no_class")
        node[key] = [*entries, *({"date": entry} if dates and isinstance(entry, str) else entry for entry in wanted)]
        return (*path, len(entries))
    kept = [entry for entry in entries if entry not in wanted and _id(entry) not in wanted]
    if len(kept) == len(entries):
        names = [name for name in map(_id, entries) if isinstance(name, str)]
        near = did_you_mean(str(wanted[0]), names)
        raise _wrong(setting, f"this list has no such entry{near}")
    node[key] = kept
    return path


def _id(entry: Any) -> Any:
    """What an entry is called: its id, or its date."""
    return entry.get("id", entry.get("date")) if isinstance(entry, dict) else entry


def _wrong(setting: str, message: str) -> InputError:
    return InputError([error("set", message, Where(f"--set {setting}"))])
