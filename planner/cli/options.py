"""Options that several commands share."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from planner.saving import hold

Command = Callable[..., Any]


class Seconds(click.FloatRange):
    """A time in seconds that ends some day: above 0, and a number."""

    def __init__(self) -> None:
        super().__init__(0, 1_000_000, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; ``nan`` passes every comparison, so it is refused by name."""
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return number


class Folder(click.Path):
    """A folder to write to; an empty name, as an unset variable of a shell gives, is no folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of the folder."""
        if value == "":
            self.fail("the name of the folder is empty.", param, ctx)
        return super().convert(value, param, ctx)


def search_options(command: Command) -> Command:
    """``--time-limit``, ``--workers``, ``--seed``, ``--reproducible``."""
    for option in (
        click.option(
            "--reproducible", is_flag=True, help="One worker and deterministic time: the same plan each time."
        ),
        click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Random seed."),
        click.option("--workers", type=click.IntRange(1, 256), help="Search threads (default: one a core)."),
        click.option(
            "--time-limit",
            type=Seconds(),
            metavar="SECONDS",
            help="Wall time for all solving.",
        ),
    ):
        command = option(command)
    return command


def settings_option(command: Command) -> Command:
    """``--set KEY=VALUE``, as often as wanted."""
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="KEY=VALUE",
        help="What if: papers.total.max=30 replaces, term.no_class+=2023-05-16 adds, papers.must-=alpa takes out.",
    )(command)


def changed_keys(settings: tuple[str, ...]) -> str:
    """The settings of a command as a file may name them: their keys only, as a value may be private."""
    keys = (re.split(r"[+-]?=", setting, maxsplit=1)[0].strip() for setting in settings)
    return "".join(f" --set {shlex.quote(key)}=…" for key in keys)


def search_settings(
    time_limit: float | None, workers: int | None, seed: int | None, reproducible: bool
) -> dict[str, Any]:
    """The settings that were given."""
    given = {"time_limit": time_limit, "workers": workers, "seed": seed, "reproducible": reproducible or None}
    return {key: value for key, value in given.items() if value is not None}


def reserve(folder: Path) -> None:
    """Hold a folder until the command ends, so that nobody else writes there; raises InputError when somebody does."""
    click.get_current_context().with_resource(hold(folder))


def duration(text: str) -> timedelta:
    """A time such as ``30m``, ``2h`` or ``2d``; raises click.BadParameter otherwise."""
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    if not number.isdigit() or unit not in units or len(number) > 4:
        message = f'expected a time such as 30m, 2h or 2d, not "{text}"'
        raise click.BadParameter(message, param_hint="'--remind'")
    return timedelta(**{units[unit]: int(number)})
