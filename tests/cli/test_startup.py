"""What is imported when: the command line itself is light. ``python -m tests.cli.startup`` measures it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import COMMANDS
from tests.cli.running import environment, python

HEAVY = ("pydantic", "ortools", "rich", "yaml", "icalendar", "jinja2", "holidays", "numpy", "pandas", "difflib")


def test_importing_the_command_line(tmp_path: Path) -> None:
    """``import planner.cli`` imports click and nothing heavier."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import planner.cli"],
        env=environment(),
        cwd=tmp_path,
        text=True,
        capture_output=True,
        timeout=60,
        check=True,
    )
    imported = {line.rsplit("|", 1)[1].strip().partition(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "click" in imported
    assert imported.isdisjoint(HEAVY)


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_light(words: list[str], tmp_path: Path) -> None:
    """Neither help nor version imports what only work needs."""
    code = f"""
import sys
from planner.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code
heavy = {{name.partition(".")[0] for name in sys.modules}} & set({HEAVY[:-1]!r})
print(sorted(heavy), file=sys.stderr)
"""
    said = python(code, *words, cwd=tmp_path)
    assert (said.code, said.err) == (0, "[]\n")
