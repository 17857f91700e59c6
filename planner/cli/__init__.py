"""The command line: one file a command; click parses, the library works, the command prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from planner import __version__

# Help texts stand here, so that `--help` imports nothing but click.
COMMANDS = {
    "init": "Write a course to start from.",
    "plan": "Plan a course and write its syllabus and calendars (the command when none is named).",
    "check": "Judge any plan by every rule and goal of a course.",
    "explain": "Say why no plan exists, and the cheapest ways out.",
    "replan": "Repair a plan while the term happens: the past stays, the fewest changes come first.",
    "edit": "Change a plan by hand: what breaks, and what it costs, goal by goal.",
    "undo": "The plan before the last command that replaced it.",
    "rollover": "Last year's course in this year's calendar.",
    "compare": "Plans side by side: goals, load, preferences, and what moved.",
    "alternatives": "Other plans as good, as different as possible; or the trade-off of two goals.",
    "papers": "List the papers of catalogues with their lengths; convert between formats.",
    "form": "Write a form for wishes: a table, a page to print, and how the answers come back.",
    "schema": "Print the JSON Schema of constraints.yaml or plan.json, or the reference of all keys.",
    "export": "Write the files of a plan again, without solving.",
    "completion": "Print the script by which a shell completes commands, options and ids.",
}


class PlanCourse(click.Group):
    """Commands imported when they are run; a first word that is no command is a file to plan."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"planner.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """``plan-course FILE`` is ``plan-course plan FILE``."""
        if args and args[0] not in COMMANDS:
            if _like_a_command(args[0]):
                from planner.findings import did_you_mean

                near = did_you_mean(args[0], COMMANDS)
                ctx.fail(f'"{args[0]}" is neither a file nor a command ({", ".join(COMMANDS)}){near}')
            args = ["plan", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before the file belong to ``plan`` too: ``plan-course -q FILE``."""
        own = {"--help", "-h", "--version"}
        if args and args[0].startswith("-") and args[0] not in own:
            args = ["plan", *args]
        return super().parse_args(ctx, args)


def _like_a_command(word: str) -> bool:
    """A bare word that names no file is a mistyped command."""
    from pathlib import Path

    return word.isidentifier() and not Path(word).exists()


@click.group(
    cls=PlanCourse,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: plan-course examples/aisys2023/constraints.yaml",
)
@click.version_option(__version__, prog_name="plan-course")
def cli() -> None:
    """Decide which papers are read on which date, and who presents them; prove how good that is.

    plan-course constraints.yaml plans the course of that file. Each command has its own --help.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns nothing, exits with 0, or with the code of what went wrong."""
    from planner.findings import PlanCourseError

    try:
        given = list(arguments) if arguments is not None else None
        code = cli.main(args=given, prog_name="plan-course", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except PlanCourseError as problem:
        from planner.cli.terminal import print_findings

        print_findings(problem.findings)
        code = problem.exit_code
    except click.exceptions.Abort:
        from planner.cli.terminal import warn

        warn("interrupted; nothing was written")
        code = 130
    except click.ClickException as problem:
        problem.show()
        code = 2
    except (BrokenPipeError, SystemExit):  # click turns a broken pipe into SystemExit
        from planner.cli.terminal import silence

        silence()
        code = 0
    except MemoryError:
        from planner.cli.terminal import warn

        warn("there is not enough memory for this; nothing was written")
        code = 3
    except Exception as problem:
        # The last wall: a person gets one line and a code, whatever went wrong; PLAN_COURSE_DEBUG shows the trace.
        import os

        if os.environ.get("PLAN_COURSE_DEBUG"):
            raise
        text = " ".join(str(problem).split())[:500]
        from planner.cli.terminal import warn

        warn(f"internal error: {type(problem).__name__}: {text}")
        code = 70
    sys.exit(code if isinstance(code, int) else 0)
