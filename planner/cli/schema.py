"""``plan-course schema``: the JSON Schemas of the files."""

from __future__ import annotations

import json

import click


@click.command("schema", epilog="Example: plan-course schema > constraints.schema.json")
@click.option("--of", "of", type=click.Choice(["constraints", "plan"]), default="constraints", show_default=True)
def command(of: str) -> int:
    """Print the JSON Schema of constraints.yaml (for editors), or of plan.yaml and plan.json."""
    from planner.cli.terminal import answering
    from planner.plan.plan import Plan
    from planner.spec.course import CourseFile

    model, mode = (CourseFile, "validation") if of == "constraints" else (Plan, "serialization")
    schema = model.model_json_schema(by_alias=True, mode=mode)  # type: ignore[arg-type]
    with answering():
        click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
