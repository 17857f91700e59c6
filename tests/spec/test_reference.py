"""The JSON Schema and the reference of all keys: complete, true, and fresh where they are kept in files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from constraints.registry import GOALS
from planner.api.reference import goal_texts, keys_reference, schema
from planner.documents import read_yaml, validate
from planner.shipped import shipped
from planner.spec.around import course_around
from planner.spec.catalog import CatalogFile
from planner.spec.course import CourseFile, VenueFile
from planner.spec.reference import key_rows


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model inside a type, once for each time it stands there."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation)[: 1 if get_origin(annotation) is Annotated else None]:
        yield from models_in(argument)


def all_models() -> list[type[BaseModel]]:
    """The models of all files that people write."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [CourseFile, CatalogFile, VenueFile]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            waiting += [below for field in model.model_fields.values() for below in models_in(field.annotation)]
    return list(found)


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[BaseModel]) -> None:
    """Each key says what it means."""
    assert [name for name, field in model.model_fields.items() if not field.description] == []
    assert model.__doc__


def test_every_key_is_in_the_reference() -> None:
    """Every row has a type and a meaning; lists and their entries are followed down."""
    rows = {row.path: row for row in key_rows()}
    assert [row.path for row in rows.values() if not row.type or not row.description] == []
    assert rows["term.meetings[].days"].needed
    assert rows["people[].unavailable[].from"].type == "date"
    assert rows["papers.details.ID.after"].type == "list: text"
    assert rows["roles[].count"].type == "whole number or mapping"
    assert rows["reading.minutes_per_page"].default == "`5`"
    assert "people.inline" not in rows


@pytest.mark.parametrize(
    ("name", "fresh"),
    [("constraints.reference.md", keys_reference), ("constraints.schema.json", schema)],
    ids=["reference", "schema"],
)
def test_kept_files_are_fresh(name: str, fresh: Any) -> None:
    """Run ``plan-course schema --markdown > data/constraints.reference.md`` and ``plan-course schema >
    data/constraints.schema.json`` after a change of the models."""
    assert shipped("data", name).read_text(encoding="utf-8") == fresh()


def test_schema_accepts_lists_of_people_and_files() -> None:
    """What an editor checks: ``people`` is people, files, or both; ``catalog`` a list of files or one."""
    properties = json.loads(schema())["properties"]
    listed, *alone = properties["people"]["anyOf"]
    assert [listed["type"], [listed["items"]]] == ["array", alone]
    assert len(alone[0]["anyOf"]) == 4
    assert [choice["type"] for choice in properties["catalog"]["anyOf"]] == ["array", ["string", "number"]]


def test_examples_fit_the_reference() -> None:
    """Every key that an example uses stands in the reference."""
    paths = {row.path for row in key_rows()}
    free = ("papers.details", "people[].did", "roles[].due[].moves")

    def walk(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for key, below in value.items():
                name = "ID" if path in free else key
                yield f"{path}.{name}".lstrip(".")
                yield from walk(below, f"{path}.{name}".lstrip("."))
        elif isinstance(value, list):
            for entry in value:
                yield from walk(entry, f"{path}[]")

    for example in sorted(shipped("examples").glob("*/constraints.yaml")):
        document = read_yaml(example)
        validate(CourseFile, document, course_around(document, {}))
        value = read_yaml(example).value
        for path in walk(value, ""):
            known = path in paths or path.startswith(("people[].prefers.", "goals[]", "extensions")) or "ID" in path
            assert known, (example, path)


def test_goals_are_described() -> None:
    """In the schema an enum with meanings, beside which goals of one's own may stand; in the reference a table."""
    names = [goal.name for goal in goal_texts()]
    assert names == [goal.name for goal in GOALS]
    entry = json.loads(schema())["properties"]["goals"]["anyOf"][0]["items"]["anyOf"]
    assert entry[0]["enum"] == names == [named["const"] for named in entry[0]["anyOf"]]
    assert entry[1]["type"] == "string"
    said = keys_reference()
    for goal in goal_texts():
        assert f"| `{goal.name}` | {goal.meaning} | {goal.unit} |" in said
        assert goal.sense in entry[2]["properties"][goal.name]["description"]
