"""How the tests run the command line: in this process where that will do, else as a process of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main

ROOT = Path(__file__).resolve().parents[2]

COURSE = """\
version: 1
course: {title: Small course, code: small}
term:
  start: 2024-01-01
  end: 2024-01-25
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
papers:
  details:
    alpha: {title: Alpha, minutes: 30, priority: 5, dates: [2024-01-04]}
    beta: {title: Beta, minutes: 50, after: [alpha], dates: [2024-01-08]}
reading: {per_session: {papers: {max: 1}}, every_session: false}
solve: {workers: 2, time_limit: 20}
"""
"""A course with one best plan."""

IMPOSSIBLE = COURSE.replace("every_session: false", "every_session: true")
NOTED = COURSE.replace("Small course", "Noted course") + "goals: [priority, vacancies]\n"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Run a command in this process."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, said.out, said.err)


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Start a command as a process of its own, in the folder ``cwd``."""
    return subprocess.Popen(
        [sys.executable, "-m", "planner", *map(str, arguments)],
        env=environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def process(*arguments: object, cwd: Path) -> Ended:
    """Run a command as a process of its own to its end."""
    with start(*arguments, cwd=cwd) as running:
        out, err = running.communicate(timeout=120)
    return Ended(running.returncode, out, err)


def python(code: str, *arguments: object, cwd: Path) -> Ended:
    """Run a piece of Python, with the project on its path."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(),
        cwd=cwd,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def environment() -> dict[str, str]:
    """The environment with the project on the path and nothing that changes what is printed."""
    kept = {key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "PLAN_COURSE_DEBUG")}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}


def bytes_in(folder: Path) -> dict[str, str]:
    """Every file under a folder, hidden ones too, with a digest of its bytes; empty where the folder is not."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
