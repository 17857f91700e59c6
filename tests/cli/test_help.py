"""Help, version, and words that are no command. ``UPDATE_GOLDEN=1 pytest tests/cli`` writes the help texts anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner import __version__
from planner.cli import COMMANDS
from tests.cli.running import run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Help is as wide as the terminal: 80 columns here."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole help of every command that is listed, on stdout."""
    said = run(*name.split(), "--help", capsys=capsys)
    golden = GOLDEN / f"help{name and '-' + name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said.out)
    assert (said.code, said.err) == (0, "")
    assert said.out == golden.read_text()
    assert run(*name.split(), "-h", capsys=capsys) == said


def test_no_stale_help() -> None:
    """Each golden file is that of a command."""
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {"help", *(f"help-{name}" for name in COMMANDS)}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command shows one line that can be copied."""
    assert "Example: plan-course " in run(name, "--help", capsys=capsys).out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version, alone and on stdout."""
    said = run("--version", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, f"plan-course, version {__version__}\n", "")


def test_without_anything(capsys: pytest.CaptureFixture[str]) -> None:
    """No words at all: the help, as a mistake."""
    said = run(capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: plan-course ")


MISTAKES = {
    "mistyped command": (["chek"], 'Error: "chek" is neither a file nor a command ('),
    "near command": (["chek"], 'did you mean "check"?'),
    "mistyped option": (["--quite", "x.yaml"], "Error: No such option '--quite'."),
    "option without value": (["x.yaml", "-o"], "Error: Option '-o' requires an argument."),
    "no file": (["plan"], "Error: Missing argument 'CONSTRAINTS'."),
    "only options": (["-q"], "Error: Missing argument 'CONSTRAINTS'."),
    "two files": (["a.yaml", "b.yaml"], "Error: Got unexpected extra argument (b.yaml)"),
    "one file of two": (["check", "a.yaml"], "Error: Missing argument 'PLAN'."),
    "no time": (["x.yaml", "--time-limit", "0"], "Error: Invalid value for '--time-limit': 0.0 is not in the range"),
    "no number of seconds": (
        ["x.yaml", "--time-limit", "nan"],
        "Error: Invalid value for '--time-limit': 'nan' is not",
    ),
    "endless": (["x.yaml", "--time-limit", "inf"], "Error: Invalid value for '--time-limit': inf is not in the range"),
    "no workers": (["x.yaml", "--workers", "0"], "Error: Invalid value for '--workers': 0 is not in the range"),
    "seed": (["x.yaml", "--seed", "-1"], "Error: Invalid value for '--seed': -1 is not in the range"),
    "folder without name": (["x.yaml", "-o", ""], "Error: Invalid value for '-o' / '--output': the name of the folder"),
    "reminder": (
        ["export", "x.yaml", "--remind", "3x"],
        "Error: Invalid value for '--remind': expected a time such as",
    ),
    "file that is not there": (["x.yaml"], "x.yaml: this file does not exist\n"),
    "plan that is not there": (["export", "x.yaml"], "x.yaml: this file does not exist\n"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line is said on stderr, ends with 2, and leaves nothing."""
    words, message = MISTAKES[name]
    said = run(*words, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert list(tmp_path.iterdir()) == []
