"""Options that several commands share, and how files are written: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from planner.findings import InputError, Where, error

Command = Callable[..., Any]


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
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="Wall time for all solving.",
        ),
    ):
        command = option(command)
    return command


def search_settings(
    time_limit: float | None, workers: int | None, seed: int | None, reproducible: bool
) -> dict[str, Any]:
    """The settings that were given."""
    given = {"time_limit": time_limit, "workers": workers, "seed": seed, "reproducible": reproducible or None}
    return {key: value for key, value in given.items() if value is not None}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file whole or not at all, plan.yaml last; raises InputError when a folder cannot be written.

    Files that hold the same bytes already are left alone: web servers then say "not modified".
    """
    order = sorted(files, key=lambda name: (name == "plan.yaml", name))
    try:
        for name in order:
            path = folder / name
            if path.is_file() and path.read_bytes() == files[name]:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, files[name])
    except OSError as problem:
        message = f"cannot be written: {problem.strerror}"
        raise InputError([error("output", message, Where(problem.filename or str(folder)))]) from None


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and move it there, so that nobody ever reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def duration(text: str) -> timedelta:
    """A time such as ``30m``, ``2h`` or ``2d``; raises click.BadParameter otherwise."""
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    if not number.isdigit() or unit not in units or len(number) > 4:
        raise click.BadParameter(f'expected a time such as 30m, 2h or 2d, not "{text}"')
    return timedelta(**{units[unit]: int(number)})
