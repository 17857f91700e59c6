"""Goals in the help of commands: read from the schema that ships, which is made of what the goals say of themselves."""

from __future__ import annotations

import click


class ListsGoals(click.Command):
    """A command whose help lists the goals."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The goals stand before the example."""
        with formatter.section("Goals, for the list `goals:` of the file, best first"):
            formatter.write_dl(goal_lines())
        super().format_epilog(ctx, formatter)


def goal_lines() -> list[tuple[str, str]]:
    """Each goal by name, with its meaning, unit, better way and sense; no part of the planner is imported for it."""
    import json

    from planner.shipped import shipped

    schema = json.loads(shipped("data", "constraints.schema.json").read_text(encoding="utf-8"))
    named, *_ = schema["properties"]["goals"]["anyOf"][0]["items"]["anyOf"]
    return [(goal["const"], goal["description"]) for goal in named["anyOf"]]
