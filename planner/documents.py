"""YAML files as text with positions: read, bounded, and validated into pydantic models.

Scalars stay the text that the person wrote; the model of the file decides whether it is a number, a clock or an id.
So ``15:30``, ``NO`` and ``007`` mean what the instructor meant, whatever YAML 1.1 makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.findings import Finding, InputError, Where, did_you_mean, error

MAXIMUM_BYTES = 10_000_000
MAXIMUM_DEPTH = 40
MAXIMUM_NODES = 500_000
MAXIMUM_ERRORS = 100

Key = str | int
KeyPath = tuple[Key, ...]
Value = Any  # None, str, list[Value] or dict[str, Value]
ModelType = TypeVar("ModelType", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """One file: its value in plain lists, dicts, text and None, and where each part stands."""

    file: str
    value: Value
    marks: Mapping[KeyPath, tuple[int, int]]
    key_marks: Mapping[KeyPath, tuple[int, int]]

    def where(self, *path: Key, key: bool = False) -> Where:
        """The place of ``path``, or of the nearest part above it; with ``key``, the place of its key."""
        marks = self.key_marks if key else self.marks
        for end in range(len(path), -1, -1):
            mark = marks.get(path[:end]) or self.marks.get(path[:end])
            if mark:
                return Where(self.file, *mark, path=path)
        return Where(self.file, path=path)

    def path_of(self, location: Iterable[Key]) -> KeyPath:
        """The path in this document of a pydantic error location: what is no key or index here is left out."""
        path: list[Key] = []
        value = self.value
        for part in location:
            if isinstance(value, dict) and str(part) in value:
                path.append(str(part))
                value = value[str(part)]
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                path.append(part)
                value = value[part]
        return tuple(path)


def read_text(path: Path, name: str | None = None) -> str:
    """The text of a UTF-8 file; raises InputError when it cannot be read or is too large."""
    name = name or str(path)
    try:
        if not path.is_file():
            kind = "is not a file" if path.exists() else "does not exist"
            raise InputError([error("file", f"this file {kind}", Where(name))])
        if path.stat().st_size > MAXIMUM_BYTES:
            limit = MAXIMUM_BYTES // 1_000_000
            raise InputError([error("file-size", f"this file is larger than {limit} MB", Where(name))])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"this file is not UTF-8 text (byte {problem.start + 1})"
        raise InputError([error("encoding", message, Where(name))]) from None
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise InputError([error("file", f"this file cannot be read: {reason}", Where(name))]) from None


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file; raises InputError with a line for whatever is wrong with it."""
    return parse_yaml(read_text(path, name), name or str(path))


def parse_yaml(text: str, file: str) -> Document:
    """Parse one YAML document; raises InputError (syntax, duplicate keys, size, depth, aliases that explode)."""
    try:
        _bound_depth(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        message = f"not readable as YAML: {problem.problem or problem.context}"
        raise InputError([error("yaml", message, where)]) from None
    except (yaml.YAMLError, UnicodeError) as problem:
        reason = re.sub(r"\s+", " ", str(problem))
        raise InputError([error("yaml", f"not readable as YAML: {reason}", Where(file))]) from None
    if root is None:
        raise InputError([error("empty", "this file is empty", Where(file))])
    walk = _Walk(file)
    value = walk.visit(root, ())
    if walk.findings:
        raise InputError(walk.findings)
    return Document(file, value, walk.marks, walk.key_marks)


def _bound_depth(text: str, file: str) -> None:
    """Refuse deep nesting before anything recursive sees it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAXIMUM_DEPTH:
            mark = event.start_mark
            where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
            raise InputError([error("yaml-depth", f"nested deeper than {MAXIMUM_DEPTH} levels", where)])


class _Walk:
    """From YAML nodes to plain values, with the place of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.marks: dict[KeyPath, tuple[int, int]] = {}
        self.key_marks: dict[KeyPath, tuple[int, int]] = {}
        self.open: set[int] = set()

    def visit(self, node: yaml.Node, path: KeyPath) -> Value:
        mark = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.marks[path] = mark
        if len(self.marks) > MAXIMUM_NODES:
            message = f"more than {MAXIMUM_NODES} values (aliases count each time)"
            raise InputError([error("yaml-size", message, Where(self.file, *mark))])
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self.complain("yaml-tag", f"tags such as {node.tag} have no meaning here", mark)
        if isinstance(node, yaml.ScalarNode):
            plain_null = not node.style and node.value in ("", "~", "null", "Null", "NULL")
            return None if plain_null else node.value
        if id(node) in self.open:
            self.complain("yaml-alias", "this alias stands inside what it names", mark)
            return None
        self.open.add(id(node))
        value = self.sequence(node, path) if isinstance(node, yaml.SequenceNode) else self.mapping(node, path)
        self.open.discard(id(node))
        return value

    def sequence(self, node: yaml.Node, path: KeyPath) -> list[Value]:
        return [self.visit(child, (*path, index)) for index, child in enumerate(node.value)]

    def mapping(self, node: yaml.Node, path: KeyPath) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain("yaml-key", "a key must be plain text", mark)
                continue
            key = key_node.value
            if key in result:
                first = self.key_marks[(*path, key)][0]
                self.complain("duplicate-key", f'key "{key}" stands here twice (first in line {first})', mark)
                continue
            self.key_marks[(*path, key)] = mark
            result[key] = self.visit(value_node, (*path, key))
        return result

    def complain(self, code: str, message: str, mark: tuple[int, int]) -> None:
        self.findings.append(error(code, message, Where(self.file, *mark)))


def validate(model: type[ModelType], document: Document) -> ModelType:
    """The document as a model; raises InputError with a finding for each thing that does not fit."""
    try:
        return model.model_validate(document.value)
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        findings = [_finding(model, document, detail) for detail in details[:MAXIMUM_ERRORS]]
        raise InputError(dict.fromkeys(findings)) from None


_PARSING: dict[str, str] = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "string_type": "text",
}


def _finding(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Finding:
    """One pydantic error in words, at its line."""
    kind, location = detail["type"], detail["loc"]
    path = document.path_of(location)
    if kind == "extra_forbidden":
        name = str(location[-1])
        hint = did_you_mean(name, _known_keys(model, location[:-1]))
        where = document.where(*path, key=True)
        return error("unknown-key", f'unknown key "{name}"{hint}', where, name)
    where = document.where(*path)
    if kind == "missing":
        return error("missing-key", f'key "{location[-1]}" is missing', where, str(location[-1]))
    name = f'"{path[-1]}": ' if path and isinstance(path[-1], str) else ""
    if kind in _PARSING:
        return error("value", f"{name}expected {_PARSING[kind]}, not {_shown(detail['input'])}", where)
    message = detail["msg"].removeprefix("Value error, ")
    return error("value", name + message[:1].lower() + message[1:], where)


def _shown(value: object) -> str:
    """A value as the message quotes it, never long."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}…"'
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)[:60]


def _known_keys(model: type[BaseModel], location: Iterable[Key]) -> set[str]:
    """The keys that the model (or the part of it at ``location``) knows."""
    current = {model}
    for part in location:
        below: set[type[BaseModel]] = set()
        for candidate in current:
            for name, field in candidate.model_fields.items():
                if part in (name, field.alias):
                    below |= set(_models_in(field.annotation))
        current = below or current
    return {field.alias or name for known in current for name, field in known.model_fields.items()}


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    """The pydantic models that a type annotation contains."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, UnionType, list, dict, tuple):
        for argument in get_args(annotation):
            yield from _models_in(argument)


def collect(findings: list[Finding], step: Callable[[], ModelType]) -> ModelType | None:
    """Run a step; on InputError keep its findings and go on with None, so that all errors are told at once."""
    try:
        return step()
    except InputError as problem:
        findings.extend(problem.findings)
        return None
