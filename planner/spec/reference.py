"""The JSON Schemas of the files, and the reference of all keys of constraints.yaml as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from planner.scalars import Clock, Date, Day, ListedDays, SessionName
from planner.spec.course import CourseFile
from planner.spec.parts import Amount

Schema = Mapping[str, Any]

_HEAD = """\
# All keys of constraints.yaml

Made by `plan-course schema --markdown` from the file's models. A key in **bold** must be given; every limit that is
left out is no rule. `[]` marks the entries of a list, of which one may stand alone; `ID` is a name of one's own choice.

Dates are ISO (`2023-03-06`), clocks `15:30`, weekdays Mon … Sun. What people write instead is read where it has one
meaning: `6 Mar 2023`, `March 6` (in the year that the term says), `06.03.`, `3/16` (but not `3/6`), `3:30pm`, `MWF`,
`TTh`; in a list of days also `2023-03-06/2023-03-10` or `{from: 2023-03-06, to: 2023-03-10}`. A number alone is both
limits of a count, and the maximum of minutes, of `total`, and where there is no minimum. In the place of an id its name
or title may stand, whatever its case and accents.
"""


@dataclass(frozen=True)
class KeyRow:
    """One key of constraints.yaml: its path such as ``term.meetings[].days``, type, default and meaning."""

    path: str
    type: str
    default: str
    description: str
    needed: bool


@dataclass(frozen=True)
class GoalText:
    """A goal in words: its name, what its figure means, the unit and the better way, and when it has sense."""

    name: str
    meaning: str
    unit: str
    best: str
    sense: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.meaning} ({self.unit}, {self.best} is best); has sense where {self.sense}"


def schema_text(model: type[BaseModel] = CourseFile, written: bool = False, goals: Sequence[GoalText] = ()) -> str:
    """The JSON Schema of a file's model; ``written`` for files that the program writes, such as plan.yaml.

    ``goals`` are those that editors offer under ``goals:``; others may be set up under ``extensions:``.
    """
    schema = (
        model.model_json_schema(by_alias=True, mode="serialization")
        if written
        else model.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    )
    if goals:
        schema["properties"]["goals"]["anyOf"][0]["items"] = _goal_entry(goals)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _AsWritten(GenerateJsonSchema):
    """The schema of what people may write: one value in the place of a list, numbers in the place of texts."""

    def list_schema(self, schema: core_schema.ListSchema) -> JsonSchemaValue:
        """A list, or one entry of it."""
        listed = super().list_schema(schema)
        return {"anyOf": [listed, listed["items"]]} if "items" in listed else listed

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, which YAML may take for a number."""
        return {**super().str_schema(schema), "type": ["string", "number"]}


def key_rows() -> list[KeyRow]:
    """Every key of constraints.yaml, each section in the order of the models."""
    schema = CourseFile.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    return list(_rows(schema, schema.get("$defs", {}), ""))


def _goal_entry(goals: Sequence[GoalText]) -> Schema:
    """An entry of ``goals``: one that is built in, one of one's own, or several with weights."""
    named = [{"const": goal.name, "description": goal.text} for goal in goals]
    weight = {"type": "integer", "minimum": 1, "maximum": 1000}
    return {
        "anyOf": [
            {"enum": [goal.name for goal in goals], "anyOf": named},
            {"type": "string", "description": "a goal of one's own, set up under extensions"},
            {
                "type": "object",
                "description": "several goals in one step, each with its weight",
                "properties": {goal.name: {**weight, "description": goal.text} for goal in goals},
                "additionalProperties": weight,
            },
        ]
    }


def _goal_table(goals: Sequence[GoalText]) -> str:
    head = "\n| goal | figure | unit | best | has sense where |\n| --- | --- | --- | --- | --- |\n"
    rows = [(f"`{goal.name}`", goal.meaning, goal.unit, goal.best, goal.sense) for goal in goals]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def reference(goals: Sequence[GoalText] = ()) -> str:
    """The reference as Markdown: a table for each section of constraints.yaml, and one of the goals."""
    parts, section = [_HEAD], ""
    for row in key_rows():
        name = row.path.partition(".")[0].partition("[")[0]
        if name != section:
            parts.append(_goal_table(goals) if section == "goals" and goals else "")
            section = name
            parts.append(f"\n## {name}\n\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n")
        path = f"**`{row.path}`**" if row.needed else f"`{row.path}`"
        cells = (path, row.type, row.default, row.description)
        parts.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n")
    return "".join(parts)


def _rows(schema: Schema, parts: Mapping[str, Schema], above: str) -> Iterator[KeyRow]:
    """The keys of a mapping, each followed by those below it."""
    for key, entry in schema.get("properties", {}).items():
        path = f"{above}{key}"
        needed = key in schema.get("required", ())
        yield KeyRow(path, _type(entry, parts), _default(entry), _meaning(entry), needed)
        for suffix, below in _below(entry, parts):
            yield from _rows(below, parts, f"{path}{suffix}.")


def _below(entry: Schema, parts: Mapping[str, Schema]) -> Iterator[tuple[str, Schema]]:
    """The mappings inside a value, with what stands between its key and theirs."""
    if "$ref" in entry:
        yield "", parts[entry["$ref"].rsplit("/", 1)[1]]
    elif entry.get("properties"):
        yield "", entry
    elif entry.get("type") == "array":
        yield from ((f"[]{suffix}", below) for suffix, below in _below(entry["items"], parts))
    elif isinstance(entry.get("additionalProperties"), dict):
        yield from ((f".ID{suffix}", below) for suffix, below in _below(entry["additionalProperties"], parts))
    else:
        for choice in (*_choices(entry), *entry.get("allOf", ())):
            yield from _below(choice, parts)


def _choices(entry: Schema) -> list[Schema]:
    """What a value may be; one entry in the place of a list is not told each time."""
    choices: list[Schema] = [
        choice for choice in entry.get("anyOf", entry.get("oneOf", ())) if choice.get("type") != "null"
    ]
    entries = [choice["items"] for choice in choices if choice.get("type") == "array" and "items" in choice]
    return [choice for choice in choices if choice not in entries]


def _type(entry: Schema, parts: Mapping[str, Schema]) -> str:
    """The type in words, such as ``list of dates``."""
    known = _words().get(_plain(entry))
    if known is not None:
        return known
    if "enum" in entry or "const" in entry:
        return ", ".join(f"`{value}`" for value in entry.get("enum", [entry.get("const")]))
    if "anyOf" in entry or "oneOf" in entry:
        kinds = [_type(choice, parts) for choice in _choices(entry)]
        return " or ".join(dict.fromkeys(kinds))
    if entry.get("type") == "array":
        return f"list: {_type(entry.get('items', {}), parts)}"
    if isinstance(entry.get("additionalProperties"), dict):
        return f"by id: {_type(entry['additionalProperties'], parts)}"
    names = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    kind = "text" if entry.get("type") == ["string", "number"] else names.get(str(entry.get("type")), "mapping")
    bounds = [f"{word} {entry[key]}" for word, key in (("from", "minimum"), ("to", "maximum")) if _tells(entry, key)]
    return " ".join([kind, *bounds])


def _tells(entry: Schema, key: str) -> bool:
    """Whether a bound says something: 0 and the limits of size do not."""
    return key in entry and entry[key] not in (0, 100_000)


@cache
def _words() -> Mapping[str, str]:
    """The words for our own scalar types, by their schema."""
    kinds: tuple[tuple[Any, str], ...] = (
        (Date, "date"),
        (Clock, "clock"),
        (Day, "weekday"),
        (SessionName, "date or session id"),
        (ListedDays, "date, session id or range of days"),
        (Amount, "number or share"),
    )
    return {_plain(TypeAdapter(kind).json_schema()): word for kind, word in kinds}


def _plain(entry: Schema) -> str:
    """What a schema says of the type alone."""
    return json.dumps({key: entry[key] for key in sorted(entry) if key not in ("title", "description", "default")})


def _default(entry: Schema) -> str:
    """The default as the file would have it; nothing where leaving out is the default."""
    value = entry.get("default")
    return "" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


def _meaning(entry: Schema) -> str:
    return " ".join(str(entry.get("description", "")).split())
