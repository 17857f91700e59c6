"""``plan-course schema``: the JSON Schemas of the files, and the reference of all keys."""

from __future__ import annotations

import click


@click.command("schema", epilog="Example: plan-course schema --markdown")
@click.option("--of", "of", type=click.Choice(["constraints", "plan"]), default="constraints", show_default=True)
@click.option("--markdown", is_flag=True, help="All keys of constraints.yaml as a Markdown reference.")
def command(of: str, markdown: bool) -> int:
    """Print the JSON Schema of constraints.yaml (for editors), or of plan.yaml and plan.json.

    An editor that knows YAML completes and checks the file whose first line is
    `# yaml-language-server: $schema=./constraints.schema.json`. With --markdown: every key with its type, default and
    meaning. Reads no file, writes none. Exit codes: 0 printed, 2 the command line is wrong.
    """
    from planner.api.reference import keys_reference, schema
    from planner.cli.terminal import answering

    if markdown and of != "constraints":
        raise click.UsageError("--markdown is the reference of constraints.yaml; leave out --of plan.")
    with answering():
        click.echo(keys_reference() if markdown else schema(of), nl=False)
    return 0
