"""Options that several commands share, and how files are written: whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from planner.findings import InputError, Where, error

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


def search_settings(
    time_limit: float | None, workers: int | None, seed: int | None, reproducible: bool
) -> dict[str, Any]:
    """The settings that were given."""
    given = {"time_limit": time_limit, "workers": workers, "seed": seed, "reproducible": reproducible or None}
    return {key: value for key, value in given.items() if value is not None}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file whole or not at all, plan.yaml last; raises InputError when one cannot be written.

    All are written beside their places first and moved there when all are, so that an error leaves what stood there.
    Files that hold the same bytes already are left alone: web servers then say "not modified".
    """
    ready: list[tuple[Path, Path]] = []
    shown = folder
    try:
        for name in sorted(files, key=lambda name: (name == "plan.yaml", name)):
            shown = folder / name
            path = Path(os.path.realpath(shown))  # a link stays a link
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if path.is_file() and path.read_bytes() == files[name]:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            ready.append((_beside(path, files[name]), path))
        for written, path in ready:
            shown = path
            os.replace(written, path)
    except OSError as problem:
        message = f"cannot be written: {problem.strerror}"
        raise InputError([error("output", message, Where(str(shown)))]) from None
    finally:
        for written, _ in ready:
            written.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    """Write a new file beside another, with its permissions if it is there, and return its path."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    """What this process takes away from the permissions of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def check_folder(folder: Path) -> None:
    """Raise InputError if files cannot be written to a folder, before the work for them is done; make nothing."""
    above = folder.absolute()
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        raise InputError(
            [error("output", "this is no folder", Where(str(above if above != folder.absolute() else folder)))]
        )
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError([error("output", "nothing can be written to this folder", Where(str(above)))])


def duration(text: str) -> timedelta:
    """A time such as ``30m``, ``2h`` or ``2d``; raises click.BadParameter otherwise."""
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    if not number.isdigit() or unit not in units or len(number) > 4:
        message = f'expected a time such as 30m, 2h or 2d, not "{text}"'
        raise click.BadParameter(message, param_hint="'--remind'")
    return timedelta(**{units[unit]: int(number)})
