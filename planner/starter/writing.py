"""Files of YAML written from templates: every value quoted so that it reads back as the text it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.documents import parse_yaml, validate
from planner.findings import Finding, InputError
from planner.problem.build import build_problem
from planner.problem.problem import Problem
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.course import CourseFile
from planner.spec.load import Spec

TEMPLATES = Path(__file__).parent / "templates"
SCHEMA = "constraints.schema.json"
SCHEMA_LINES = f"# yaml-language-server: $schema=./{SCHEMA}\n# $schema: ./{SCHEMA}\n"
"""The first lines of a constraints.yaml: what two families of editors read to check and complete it."""

UNWRITTEN = "constraints.yaml"

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _./+-]+[A-Za-z0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def quoted(value: object) -> str:
    """A text as a YAML scalar: as it stands where nobody could take it for anything else, else in double quotes."""
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text
    # JSON's notation is YAML's too, but for characters that YAML wants as escapes.
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", _escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def quoted_list(values: list[object]) -> str:
    """Values as a YAML list on one line."""
    return f"[{', '.join(quoted(value) for value in values)}]"


def rendered(name: str, values: Mapping[str, Any]) -> str:
    """A template of this package with its values; ``q`` quotes one, ``ql`` a list, ``slot`` writes clocks and room."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["schema_lines"] = _Safe(SCHEMA_LINES)
    environment.filters.update(q=_Safe.of, ql=_Safe.list_of, slot=_slot)
    return environment.get_template(name).render(**values)


class _Safe(str):
    """Text that is YAML already."""

    __slots__ = ()

    @classmethod
    def of(cls, value: object) -> _Safe:
        return cls(quoted(value))

    @classmethod
    def list_of(cls, values: list[object]) -> _Safe:
        return cls(quoted_list(list(values)))


def _slot(slot: tuple[time, time, str | None]) -> _Safe:
    """The clocks and the room of a meeting, as keys behind others."""
    start, end, place = slot
    where = f", location: {quoted(place)}" if place else ""
    return _Safe(f", start: {quoted(f'{start:%H:%M}')}, end: {quoted(f'{end:%H:%M}')}{where}")


def _finalized(value: object) -> object:
    """Whatever a template prints is quoted, unless it was; numbers and words of the template itself are as they are."""
    return value if isinstance(value, _Safe | int | date) else _Safe.of(value)


def problem_of(text: str, catalog: list[CatalogEntry]) -> tuple[Problem, list[Finding]]:
    """The problem of a constraints.yaml that is not written yet.

    Raises InputError where its text has an error; that one came from an answer, and has no line that anyone could open.
    """
    try:
        document = parse_yaml(text, UNWRITTEN)
        course = validate(CourseFile, document)
        spec = Spec(course, document, Path(), {entry.paper.id: entry for entry in catalog}, (), {})
        return build_problem(spec, ())
    except InputError as problem:
        faults = [finding for finding in problem.findings if finding.severity == "error"]
        unplaced = [f if f.where and f.where.file != UNWRITTEN else replace(f, where=None) for f in faults]
        raise InputError(unplaced) from None
