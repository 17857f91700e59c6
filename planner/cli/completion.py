"""``plan-course completion``: the script by which a shell completes commands, options and ids."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

MOST_BYTES = 2_000_000
"""Plans larger than this are not read while somebody waits at a prompt."""


@click.command("completion", epilog="Example: plan-course completion bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the script by which SHELL completes commands, options, files and ids.

    Reads and writes no file. For bash, put `eval "$(plan-course completion bash)"` into ~/.bashrc; for zsh, the same
    with zsh into ~/.zshrc; for fish, write the output to ~/.config/fish/completions/plan-course.fish. Exit codes: 0
    printed, 2 the shell is not known.
    """
    from click.shell_completion import get_completion_class

    from planner.cli import cli
    from planner.cli.terminal import answering

    completion = get_completion_class(shell)
    assert completion is not None
    with answering():
        click.echo(completion(cli, {}, "plan-course", "_PLAN_COURSE_COMPLETE").source())
    return 0


def ids_of(section: str) -> object:
    """A completion of the ids that a section of the course's plan has (papers, people, topics, or dates)."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(id_, help=title) for id_, title in _ids(ctx, section) if _fits(id_, incomplete)]

    return complete


def _fits(id_: str, incomplete: str) -> bool:
    """Whether an id goes on from what is typed; what a terminal would obey is never offered."""
    return id_.startswith(incomplete) and id_.isprintable()


def _ids(ctx: click.Context, section: str) -> list[tuple[str, str]]:
    """Ids and titles of the plan beside the constraints; nothing where there is none that can be read."""
    # The option that is being completed lacks its value, so the words before it may still be unread.
    words = [word for word in ctx.args if not word.startswith("-")]
    constraints, named = ctx.params.get("constraints") or next(iter(words), None), ctx.params.get("plan_file")
    path = Path(named) if named else Path(constraints).parent / "plan" / "plan.yaml" if constraints else None
    try:
        if path is None or path.stat().st_size > MOST_BYTES:
            return []
        # The plan as plain YAML: the models of the files would take longer than a finger on the key.
        import yaml

        plan = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        if section == "dates":
            return [(str(session["id"]), str(session.get("title", ""))) for session in plan["sessions"]]
        return [(str(id_), str(entry.get("title") or entry.get("name") or "")) for id_, entry in plan[section].items()]
    except Exception:  # a half-written plan is no reason to disturb somebody at the prompt
        return []
