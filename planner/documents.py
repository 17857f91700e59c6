"""YAML files as text with positions: read, bounded, and validated into pydantic models.

Scalars stay the text that the person wrote; the model of the file decides whether it is a number, a clock or an id.
So ``15:30``, ``NO`` and ``007`` mean what the instructor meant, whatever YAML 1.1 makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.findings import Finding, InputError, Where, did_you_mean, error, sorted_findings
from planner.text import CONTROL as CONTROL
from planner.text import MAXIMUM_BYTES as MAXIMUM_BYTES
from planner.text import printable as printable
from planner.text import read_text as read_text
from planner.text import shown as shown

MAXIMUM_DEPTH = 40
MAXIMUM_NODES = 500_000
MAXIMUM_ERRORS = 100
Key = str | int
KeyPath = tuple[Key, ...]
Value = Any  # None, str, list[Value] or dict[str, Value]
ModelType = TypeVar("ModelType", bound=BaseModel)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Document:
    """One file: its value in plain lists, dicts, text and None, and where each part stands."""

    file: str
    value: Value
    marks: Mapping[KeyPath, tuple[int, int]]
    key_marks: Mapping[KeyPath, tuple[int, int]]
    origins: Mapping[KeyPath, str] = field(default_factory=dict)
    """What stands elsewhere than in the file, such as on the command line, by path."""
    findings: tuple[Finding, ...] = ()
    """What is worth knowing of the file as a whole, such as a guessed encoding."""
    spelled: Mapping[str, list[str]] = field(default_factory=dict)
    """How ids stand in the file where that is not exactly, as keys of mappings may."""

    def where(self, *path: Key, key: bool = False) -> Where:
        """The place of ``path``, or of the nearest part above it; with ``key``, the place of its key."""
        path = self._as_written(path) if self.spelled else path
        marks = self.key_marks if key else self.marks
        for end in range(len(path), -1, -1):
            if path[:end] in self.origins:
                return Where(self.origins[path[:end]], path=path)
            mark = marks.get(path[:end]) or self.marks.get(path[:end])
            if mark:
                return Where(self.file, *mark, path=path)
        return Where(self.file, path=path)

    def at(self, *path: Key) -> Value:
        """What stands at a path; None where nothing does. One value may stand alone in the place of a list."""
        value = self.value
        for part in path:
            if isinstance(part, int) and isinstance(value, list):
                value = value[part] if part < len(value) else None
            elif isinstance(value, dict) and part in value:
                value = value[part]
            elif part != 0:
                return None
        return value

    def _as_written(self, path: KeyPath) -> KeyPath:
        """The path with each key as the file has it."""
        found: KeyPath = ()
        for part in path:
            spellings = (part, *self.spelled.get(str(part), ()))
            found = next(((*found, name) for name in spellings if (*found, name) in self.marks), (*found, part))
        return found

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


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Read one YAML file; raises InputError with a line for whatever is wrong with it."""
    findings: list[Finding] = []
    text = read_text(path, name, findings)
    try:
        return replace(parse_yaml(text, name or str(path)), findings=tuple(findings))
    except InputError as problem:
        raise InputError([*findings, *problem.findings]) from None


def parse_yaml(text: str, file: str) -> Document:
    """Parse one YAML document; raises InputError (syntax, duplicate keys, size, depth, aliases that explode)."""
    if unreadable := _UNREADABLE.search(text):
        line, column = _place(text, unreadable.start())
        message = f"a control character (U+{ord(unreadable[0]):04X}) stands here"
        raise InputError([error("yaml", message, Where(file, line, column))])
    try:
        _bound(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        raise InputError([_syntax_error(problem, text, file)]) from None
    except (yaml.YAMLError, UnicodeError) as problem:
        reason = re.sub(r"\s+", " ", str(problem))
        raise InputError([error("yaml", f"not readable as YAML: {reason}", Where(file))]) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and _is_null(root)):
        raise InputError([error("empty", "this file is empty", Where(file))])
    walk = _Walk(file)
    value = walk.visit(root, ())
    if walk.findings:
        raise InputError(sorted_findings(walk.findings))
    return Document(file, value, walk.marks, walk.key_marks)


# What YAML allows nowhere, not even in quotes.
_UNREADABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _place(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


# The parser's words, and what they mean to a person who writes a course; `{line}` is where the part began.
_SYNTAX = {
    "mapping values are not allowed in this context": (
        'a colon does not fit here: put a text with ": " in it into quotes, and check the indentation'
    ),
    "could not find expected ':'": 'expected "key: value" here',
    "found unexpected end of stream": "the quote that opens here is not closed",
    "found unknown escape character": "in double quotes a backslash is written \\\\; or use single quotes",
    "found invalid Unicode character escape code": "this escape (\\u…) names no character",
    "did not find expected hexdecimal number": "an escape such as \\x41 needs hexadecimal digits",
    "block sequence entries are not allowed in this context": (
        "a list entry (- …) does not fit here: it stands on a line of its own; check the indentation"
    ),
    "did not find expected alphabetic or numeric character": "a text that starts with * or & must be in quotes",
    "found undefined alias": "a text that starts with * must be in quotes (or its anchor & is missing)",
    "second occurrence": "this anchor (&) is defined twice (first in line {line})",
    "found undefined tag handle": "a text that starts with ! must be in quotes",
    "did not find the expected '>'": "a text that starts with ! must be in quotes",
    "did not find expected key": (
        'this does not fit the part that starts in line {line}: expected "key: value"; '
        "check the indentation, quotes and brackets"
    ),
    "did not find expected '-' indicator": (
        "this does not fit the list that starts in line {line}: expected an entry (- …); check the indentation"
    ),
    "did not find expected ',' or ']'": "the [ that opens here is not closed, or a comma is missing in it",
    "did not find expected ',' or '}'": "the { that opens here is not closed, or a comma is missing in it",
    "did not find expected node content": "a value is missing here",
    "did not find expected <document start>": "this does not belong to what stands above; check the indentation",
    "but found another document": "a second document starts here (---); one file holds one",
    "did not find expected comment or line break": "a text that starts with | or > must be in quotes",
    "found unknown directive name": "a text that starts with % must be in quotes",
}
_AT_OPENING = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "did not find expected alphabetic or numeric character",
    "did not find expected comment or line break",
)
_TAB = "a tab stands here; indent with spaces"


def _syntax_error(problem: yaml.MarkedYAMLError, text: str, file: str) -> Finding:
    """What the YAML parser says, in words of the person's, at the place that is to be changed."""
    said = problem.problem or problem.context or ""
    mark, opening = problem.problem_mark or problem.context_mark, problem.context_mark or problem.problem_mark
    if mark is None or opening is None:
        return error("yaml", f"not readable as YAML: {said}", Where(file))
    shown = opening if said in _AT_OPENING else mark
    message = _SYNTAX.get(said, f"not readable as YAML: {said}").replace("{line}", str(opening.line + 1))
    if said == "found character that cannot start any token":
        lines = text.splitlines()
        rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        message = _TAB if rest[:1] in ("\t", "") else f"a text that starts with {rest[0]} must be in quotes"
    elif "tab character" in said:
        message = _TAB
    return error("yaml", message, Where(file, shown.line + 1, shown.column + 1))


def _bound(text: str, file: str) -> None:
    """Refuse deep nesting and too many values before anything recursive, or anything that keeps them, sees them."""
    depth = count = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        count += isinstance(event, yaml.NodeEvent)
        if depth > MAXIMUM_DEPTH or count > MAXIMUM_NODES:
            mark = event.start_mark
            where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
            raise InputError([_too_deep(where) if depth > MAXIMUM_DEPTH else _too_large(where)])


def _too_deep(where: Where) -> Finding:
    return error("yaml-depth", f"nested deeper than {MAXIMUM_DEPTH} levels", where)


def _too_large(where: Where) -> Finding:
    return error("yaml-size", f"more than {MAXIMUM_NODES} values (aliases count each time)", where)


def _is_null(node: yaml.ScalarNode) -> bool:
    """Whether a scalar stands for nothing: YAML's null, not in quotes."""
    return not node.style and node.value in ("", "~", "null", "Null", "NULL")


# The tags that plain YAML gives by itself; `!!str` and the like say nothing that we do not know.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
)


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
            raise InputError([_too_large(Where(self.file, *self.key_marks.get(path[:1], mark)))])
        if len(path) > MAXIMUM_DEPTH:  # by aliases, which the parser does not follow
            raise InputError([_too_deep(Where(self.file, *self.key_marks.get(path[:1], mark)))])
        if node.tag and node.tag not in _TAGS:
            shown = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.complain("yaml-tag", f"tags such as {printable(shown)} have no meaning here", mark)
        if isinstance(node, yaml.ScalarNode):
            self.check_characters(node, mark)
            return None if _is_null(node) else node.value
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
            self.check_characters(key_node, mark)
            if key in result:
                first = self.key_marks[(*path, key)][0]
                self.complain("duplicate-key", f"key {shown(key)} stands here twice (first in line {first})", mark)
                continue
            self.key_marks[(*path, key)] = mark
            result[key] = self.visit(value_node, (*path, key))
        return result

    def check_characters(self, node: yaml.ScalarNode, mark: tuple[int, int]) -> None:
        """Refuse control characters, which only escapes in quotes can write."""
        if found := CONTROL.search(node.value):
            self.complain("control", f"this text has a control character (U+{ord(found[0]):04X})", mark)

    def complain(self, code: str, message: str, mark: tuple[int, int]) -> None:
        self.findings.append(error(code, message, Where(self.file, *mark)))


def validate(model: type[ModelType], document: Document, around: object = None) -> ModelType:
    """The document as a model; raises InputError with a finding for each thing that does not fit.

    ``around`` is what the meaning of its texts depends on, for the types that ask.
    """
    try:
        return model.model_validate(document.value, context=around)
    except ValidationError as problem:
        # A default that is made from a part that does not fit says nothing of its own.
        details = [e for e in problem.errors(include_url=False) if e["type"] != "default_factory_not_called"]
        # Cut before the words are made: looking for near names takes its time.
        findings = sorted_findings(_finding(model, document, detail) for detail in details[:MAXIMUM_ERRORS])
        if (more := len(details) - MAXIMUM_ERRORS) > 0:
            findings.append(error("more", f"… and {more} more faults", findings[-1].where))
        raise InputError(findings) from None


_PARSING: dict[str, str] = {
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
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
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length} of them",
    "literal_error": "{expected}",
}


def wording(detail: ErrorDetails) -> str:
    """One pydantic error in the words of a person, without its place."""
    kind, value, facts = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return f'key "{detail["loc"][-1]}" is missing'
    if kind not in _PARSING:
        message = detail["msg"].removeprefix("Value error, ")
        return printable(message[:1].lower() + message[1:])
    if kind == "string_too_short" or (kind == "too_short" and not value):
        return "nothing stands here"
    expected = _PARSING[kind].format(**{k: f"{v:g}" if isinstance(v, float) else v for k, v in facts.items()})
    hint = ""
    if kind == "literal_error":
        expected = expected.replace("'", "")
        hint = did_you_mean(str(value), re.findall(r"'([^']*)'", str(facts["expected"])))
    elif kind == "list_type" and isinstance(value, str):
        expected += ' ([…], or lines that start with "- ")'
    elif value is None and kind in ("list_type", "model_type", "dict_type"):
        hint = "; leave the key out, or write " + ("[]" if kind == "list_type" else "{}")
    return f"expected {expected}, not {shown(value)}{hint}"


def _finding(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Finding:
    """One pydantic error in words, at its line."""
    kind, location = detail["type"], detail["loc"]
    path = document.path_of(location)
    if kind == "extra_forbidden":
        name = str(location[-1])
        hint = did_you_mean(name, _known_keys(model, location[:-1])) if len(name) <= 100 else ""
        where = document.where(*path, key=True)
        return error("unknown-key", f"unknown key {shown(name)}{hint}", where, name)
    message = wording(detail)
    if kind == "missing":
        return error("missing-key", message, document.where(*path), str(location[-1]))
    # The error of a whole part may name the key in it that is at fault.
    key = detail.get("ctx", {}).get("key")
    where = document.where(*path, key) if key is not None else document.where(*path)
    name = f"{shown(path[-1])}: " if path and isinstance(path[-1], str) else ""
    return error("value", name + message, where)


def _known_keys(model: type[BaseModel], location: Iterable[Key]) -> set[str]:
    """The keys that the model (or the part of it at ``location``) knows."""
    current = {model}
    for part in location:
        below: set[type[BaseModel]] = set()
        for candidate in current:
            for name, info in candidate.model_fields.items():
                if part in (name, info.alias):
                    below |= set(_models_in(info.annotation))
        current = below or current
    return {info.alias or name for known in current for name, info in known.model_fields.items()}


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    """The pydantic models that a type annotation contains."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, UnionType, list, dict, tuple):
        for argument in get_args(annotation):
            yield from _models_in(argument)


def first_of(told: list[Finding], what: str) -> list[Finding]:
    """The findings; of very many the first, errors before others, and how many more there are ``what``."""
    if len(told) <= MAXIMUM_ERRORS + 1:
        return told
    ordered = sorted(sorted_findings(told), key=lambda finding: finding.severity != "error")
    kept, more = ordered[:MAXIMUM_ERRORS], ordered[MAXIMUM_ERRORS:]
    if not more:
        return kept
    return [*kept, Finding("more", more[0].severity, f"… and {len(more)} more findings {what}", kept[-1].where)]


def collect(findings: list[Finding], step: Callable[[], Result]) -> Result | None:
    """Run a step; on InputError keep its findings and go on with None, so that all errors are told at once."""
    try:
        return step()
    except InputError as problem:
        findings.extend(problem.findings)
        return None
