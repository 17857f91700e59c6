"""Writing files where none stand: what people have written or filled in is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from planner.findings import InputError, Where, error
from planner.saving import write_files


def write_new(folder: Path, files: Mapping[str, bytes], force: bool, quiet: bool) -> None:
    """Write files where none stand, or all with ``force``, and print their paths.

    Raises InputError naming each file that is there already with other content.
    """
    from planner.cli.terminal import answering

    there = [path for path in (folder / name for name in sorted(files)) if _differs(path, files[path.name])]
    if there and not force:
        message = "this file is there already; --force overwrites it"
        raise InputError([error("exists", message, Where(str(path))) for path in there])
    write_files(folder, files)
    with answering():
        for name in sorted(files) if not quiet else ():
            click.echo(str(folder / name))


def _differs(path: Path, content: bytes) -> bool:
    """Whether something else than this content stands at a path."""
    return path.exists() and not (path.is_file() and path.read_bytes() == content)
