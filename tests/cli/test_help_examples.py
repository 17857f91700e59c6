"""The example at the end of every help works as it stands, in a copy of the examples."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click
import pytest

from planner.cli import COMMANDS, cli
from tests.cli.running import ROOT, process, run

PLANNED = "examples/cs839"
"""What the examples build on: the plan of this course stands beside it."""


def example_of(name: str) -> list[str]:
    """The words of a command's example."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    program, *words = shlex.split(str(command.epilog).removeprefix("Example: "))
    assert program == "plan-course"
    return words


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what examples name, one course of it planned."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("examples", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("plan"))
    said = process(f"{PLANNED}/constraints.yaml", "-q", "--time-limit", "30", cwd=folder)
    assert said.code == 0, said.err
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_example_works(name: str, checkout: Path) -> None:
    """Exit code 0, with an answer; what solves is held to a short time."""
    words = example_of(name)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if name == "undo":  # something must have been done
        for day in ("2022-04-07", "2022-04-12"):
            process("edit", f"{PLANNED}/constraints.yaml", "move", "check-in", day, "--anyway", cwd=checkout)
    limited = any("--time-limit" in parameter.opts for parameter in command.params)
    said = process(*words, *(["--time-limit", "30"] if limited else []), cwd=checkout)
    assert (said.code, bool(said.out)) == (0, True), said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_the_codes_mean(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every help tells its exit codes."""
    assert "Exit codes: 0" in " ".join(run(name, "--help", capsys=capsys).out.split())
