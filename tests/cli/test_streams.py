"""Pipes that close, streams that are not there, and a full one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import COURSE, bytes_in, environment, process


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a course, its plan, and one that breaks a rule."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "course.yaml").write_text(COURSE)
    assert process("course.yaml", "-q", cwd=folder).code == 0
    text = (folder / "plan/plan.yaml").read_text()
    (folder / "edited.yaml").write_text(text.replace("required: [beta]", "required: [delta]"))
    return folder


def shell(command: str, folder: Path) -> tuple[list[int], str, str]:
    """The exit codes of a pipeline's commands, its stdout and stderr; ``plan-course`` is this one."""
    script = f'plan-course() {{ "{sys.executable}" -m planner "$@"; }}\n{command}\necho "${{PIPESTATUS[@]}}" >&3\n'
    done = subprocess.run(
        ["bash", "-c", f"exec 3>codes; {script}"],
        cwd=folder,
        env=environment(),
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return [int(code) for code in (folder / "codes").read_text().split()], done.stdout, done.stderr


COMMANDS = {
    "plan course.yaml": 0,
    "plan course.yaml --json": 0,
    "check course.yaml plan/plan.yaml": 0,
    "check course.yaml edited.yaml --json": 1,
    "export plan/plan.yaml": 0,
    "schema": 0,
    "--help": 0,
    "check --help": 0,
    "--version": 0,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_leaves(command: str, folder: Path) -> None:
    """``| true`` and ``| head -1`` are no error: nothing on stderr, and the exit code is that of the answer."""
    codes, out, err = shell(f"plan-course {command} | (exec 0<&-; sleep 0)", folder)
    assert (codes, out, err) == ([COMMANDS[command], 0], "", "")


def test_one_line(folder: Path) -> None:
    """``| head -1`` gets its line."""
    codes, out, err = shell("plan-course course.yaml | head -1", folder)
    assert (codes[0], out, err) == (0, "Small course (small)\n", "")


def test_closed_streams(folder: Path) -> None:
    """Without stdout or stderr a command does its work all the same."""
    before = bytes_in(folder / "plan")
    assert shell("plan-course course.yaml >&-", folder) == ([0], "", "")
    assert shell("plan-course course.yaml 2>&- >&-", folder) == ([0], "", "")
    assert shell("plan-course none.yaml 2>&-", folder) == ([2], "", "")
    assert bytes_in(folder / "plan") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_stream(folder: Path) -> None:
    """An answer that cannot be written is said, with exit 2."""
    codes, out, err = shell("plan-course course.yaml > /dev/full", folder)
    assert (codes, out) == ([2], "")
    assert err == "standard output: the answer cannot be written: No space left on device\n"
