"""References in JSON: CSL-JSON, Crossref's answers, Better BibTeX JSON, Zotero's API; others are refused by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.documents import MAXIMUM_DEPTH
from planner.findings import Finding, InputError, Where, error, warning
from planner.spec.catalogs.csl import csl_record, tell_of_unknown_keys
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.record import Record, entries
from planner.spec.catalogs.text import Lines, read_export
from planner.spec.catalogs.zotero import collections_of, is_zotero, zotero_record

_BETWEEN = re.compile(r"[\s,]*")
_LISTS = re.compile(r'"(?:items|references|data)"\s*:\s*(?=\[)')
_MOST_LISTS = 200
_FOREIGN: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"paperId", "title"}), "Semantic Scholar"),
    (frozenset({"authorships"}), "OpenAlex"),
    (frozenset({"display_name", "ids"}), "OpenAlex"),
    (frozenset({"info", "@id"}), "DBLP"),
    (frozenset({"arxiv_id", "abstract"}), "arXiv"),
    (frozenset({"uid", "pubtypes"}), "PubMed"),
    (frozenset({"identifiers", "link", "authors"}), "Mendeley"),
    (frozenset({"metadata", "record_id"}), "Zenodo"),
)
"""Keys that tell whose answer an item is."""


def read_json(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a JSON file; raises InputError when it is no list of items that is known."""
    text = read_export(path, name, findings)
    if not text.strip():
        raise InputError([error("empty", "this file is empty", Where(name))])
    start = len(text) - len(text.lstrip())
    whole, end = _decoded(text, start, name)
    if text[end:].strip():
        line = text.count("\n", 0, end + len(text[end:]) - len(text[end:].lstrip())) + 1
        raise InputError([error("json", "not readable as JSON: the list has ended before this", Where(name, line))])
    _refuse_foreign(whole, name)
    return entries(records_of(_items(text, whole, start, name), findings, collections_of(whole)), findings)


def records_of(
    items: Iterator[tuple[Any, Where]], findings: list[Finding], collections: Mapping[object, list[str]]
) -> list[Record]:
    """The records of items of any kind; what is no item is told. Raises InputError when nothing is one."""
    records: list[Record] = []
    csl: list[tuple[dict[str, Any], Where]] = []
    faults: list[Where] = []
    for value, where in items:
        if not isinstance(value, dict):
            faults.append(where)
            continue
        _refuse_foreign(value, where.file)
        if is_zotero(value):
            record = zotero_record(value, where, collections, findings)
        else:
            value = value["csljson"] if isinstance(value.get("csljson"), dict) else value
            csl.append((value, where))
            record = csl_record(value, where, findings)
        if record is not None:
            records.append(record)
    tell_of_unknown_keys(csl, findings)
    message = "expected an item of CSL-JSON ({…}) here"
    if faults and not records:
        raise InputError([error("catalog", message, where) for where in faults])
    findings += [warning("catalog", f"{message}; left out", where) for where in faults]
    return records


def _items(text: str, whole: Any, start: int, name: str) -> Iterator[tuple[Any, Where]]:
    """The items with their lines; the list may stand under ``items``, ``references`` or Crossref's ``message``."""
    wanted = _list_in(whole)
    if isinstance(wanted, dict):
        yield wanted, Where(name, 1)
        return
    if wanted is None:
        raise InputError([error("catalog", "expected a list of CSL-JSON items ([{…}, …])", Where(name, 1))])
    place = start if wanted is whole else _place_of(text, wanted, name)
    if place is None:
        yield from ((value, Where(name)) for value in wanted)
        return
    lines = Lines(text)
    position = _skip(text, place + 1)
    while text[position] != "]":
        where = Where(name, lines.at(position))
        value, end = _decoded(text, position, name)
        yield value, where
        position = _skip(text, end)


def _list_in(whole: Any) -> list[Any] | dict[str, Any] | None:
    """The list of items, or a single item, in a file."""
    if isinstance(whole, list) or not isinstance(whole, dict):
        return whole if isinstance(whole, list) else None
    for key in ("items", "references"):
        if isinstance(whole.get(key), list):
            found: list[Any] = whole[key]
            return found
    if isinstance(whole.get("message"), dict):
        inner = _list_in(whole["message"])
        return inner if inner is not None else whole["message"]
    return whole if "title" in whole or is_zotero(whole) else None


def _place_of(text: str, wanted: list[Any], name: str) -> int | None:
    for number, found in enumerate(_LISTS.finditer(text)):
        if number >= _MOST_LISTS:
            break
        if _decoded(text, found.end(), name)[0] == wanted:
            return found.end()
    return None


def _refuse_foreign(value: Any, name: str) -> None:
    """Answers of services that are no references: nearly everything in them would be lost in silence."""
    if not isinstance(value, dict) or is_zotero(value):
        return
    inner = [value, *(part[0] for part in value.values() if isinstance(part, list) and part)]
    if isinstance(value.get("result"), dict) and "hits" in value["result"]:
        whose: str | None = "DBLP"
    else:
        keys = [part.keys() for part in inner if isinstance(part, dict)]
        whose = next((of for needed, of in _FOREIGN if any(needed <= own for own in keys)), None)
    if whose:
        message = f"this is an answer of {whose}'s API, which is not read; export BibTeX, RIS or CSL-JSON there"
        raise InputError([error("catalog", message, Where(name))])


def _skip(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _decoded(text: str, position: int, name: str) -> tuple[Any, int]:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, position)
    except json.JSONDecodeError as problem:
        message = f"not readable as JSON: {problem.msg[:1].lower()}{problem.msg[1:]}"
        raise InputError([error("json", message, Where(name, problem.lineno, problem.colno))]) from None
    except RecursionError:
        message = f"nested deeper than {MAXIMUM_DEPTH} levels"
        raise InputError([error("json", message, Where(name))]) from None
    except ValueError:
        raise InputError([error("json", "a number in this file is too long", Where(name))]) from None
