"""Reading and writing plan.yaml and plan.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from planner.documents import Document, read_yaml, validate
from planner.findings import InputError
from planner.plans.plan import Plan
from planner.plans.twice import twice


class _Dumper(yaml.SafeDumper):
    """Block style, but short lists and small mappings on one line; text that looks like another type is quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out: a person edits this file."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key, as people do."""
        super().increase_indent(flow, False)


class _Flow(dict[str, Any]):
    """A mapping written on one line."""


class _FlowList(list[Any]):
    """A list written on one line."""


# Dates stand plain: our reader takes each scalar's own text.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_representer(
    _Flow,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True),
)
_Dumper.add_representer(
    _FlowList, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data in file order: the content of plan.yaml and plan.json."""
    return plan.model_dump(mode="json", by_alias=True)


def write_plan(plan: Plan, command: str | None = None) -> str:
    """The text of plan.yaml; ``command`` names what made it, in the first line."""
    data = plan_to_data(plan)
    data["sessions"] = [_tidy(session) for session in data["sessions"]]
    data["deadlines"] = [_Flow(_compact(deadline)) for deadline in data["deadlines"]]
    data["term"] = _Flow(data["term"]) if data["term"] else None
    data["cancelled"] = [_Flow(_compact(meeting)) for meeting in data["cancelled"]]
    data["left_out"] = [_Flow(entry) for entry in data["left_out"]]
    data["no_class"] = [_Flow(_compact(entry)) for entry in data["no_class"]]
    for key in ("papers", "topics", "events", "roles", "people", "former"):
        data[key] = {name: _Flow(_compact(entry)) for name, entry in data[key].items()}
    data["entries"] = {name: _Flow(_compact(entry)) for name, entry in data["entries"].items()}
    data["publish"] = _Flow(_without_none(data["publish"]))
    data["course"] = _without_none(data["course"])
    if data["before"] is None:
        del data["before"]
    if data["solved"]:
        data["solved"]["goals"] = [_Flow(_goal(entry)) for entry in data["solved"]["goals"]]
        data["solved"]["steps"] = [_Flow(entry) for entry in data["solved"]["steps"]]
        data["solved"]["with"] = _Flow(data["solved"]["with"])
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    head = " ".join(command.split()) if command else ""
    return f"# written by: {head}\n{text}" if head else str(text)


def write_json(plan: Plan) -> str:
    """The text of plan.json: the same content as plan.yaml."""
    return json.dumps(plan_to_data(plan), ensure_ascii=False, indent=2) + "\n"


def read_plan(path: Path, name: str | None = None) -> tuple[Plan, Document]:
    """A plan and the places of its parts; raises InputError when the file does not fit the format."""
    document = read_yaml(path, name)
    plan = validate(Plan, document)
    if findings := list(twice(plan, document)):
        raise InputError(findings)
    return plan, document


def _without_none(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}


def _compact(entry: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty, but with each 0, which says something; nested mappings likewise."""
    result = {}
    for key, value in entry.items():
        value = _compact(value) if isinstance(value, dict) else value
        if isinstance(value, list):
            value = [_compact(part) if isinstance(part, dict) else part for part in value]
        if value is not False and value not in (None, [], {}) and (value or key not in ("shown", "file")):
            result[key] = value
    return result


def _goal(entry: dict[str, Any]) -> dict[str, Any]:
    """A goal's result; the keys of weighed steps and leximin only where they say something."""
    return {key: value for key, value in entry.items() if value is not None or key == "bound"}


def _tidy(session: dict[str, Any]) -> dict[str, Any]:
    """A session in block style, its short parts on one line each."""
    session["limits"] = _Flow(_compact(session["limits"]))
    for key in ("topics", "required", "optional"):
        session[key] = _FlowList(session[key])
    session["duties"] = [_Flow(_without_none(duty)) for duty in session["duties"]]
    if not session["duties"]:
        session["duties"] = _FlowList()
    session["former"] = _FlowList(session["former"])
    return {key: value for key, value in session.items() if value or key not in ("former", "shown")}
