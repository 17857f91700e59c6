"""``plan-course completion``: the scripts, and what they complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import COMMANDS
from tests.cli.running import environment, run

PLAN = """\
sessions: [{id: 2024-01-04, title: Alpha day}, {id: 2024-01-08}]
papers: {alpha: {title: Alpha}, alps: {}, beta: {title: Beta}}
people: {ada: {name: Ada L.}}
topics: {}
"""


def completed(words: str, cwd: Path) -> list[str]:
    """What bash is offered behind these words, the last of which is begun."""
    said = subprocess.run(
        [sys.executable, "-m", "planner"],
        env={
            **environment(),
            "_PLAN_COURSE_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stderr == ""
    return [line.partition(",")[2] for line in said.stdout.splitlines() if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each shell's script calls the program back."""
    said = run("completion", shell, capsys=capsys)
    assert said.code == 0
    assert f"_PLAN_COURSE_COMPLETE={shell}_complete" in said.out


def test_unknown_shell(capsys: pytest.CaptureFixture[str]) -> None:
    """Said with those that are known."""
    said = run("completion", "csh", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in said.err


def test_commands_and_options(tmp_path: Path) -> None:
    """Commands at the start, options behind a dash."""
    assert set(completed("plan-course ", tmp_path)) >= set(COMMANDS)
    assert completed("plan-course ex", tmp_path) == [name for name in COMMANDS if name.startswith("ex")]
    assert completed("plan-course explain --pap", tmp_path) == ["--paper"]


def test_ids_of_the_plan(tmp_path: Path) -> None:
    """Ids come from the plan that stands beside the file; without one, or with a broken one, there are none."""
    (tmp_path / "plan").mkdir()
    plan = tmp_path / "plan" / "plan.yaml"
    plan.write_text(PLAN)
    assert completed("plan-course explain constraints.yaml --paper al", tmp_path) == ["alpha", "alps"]
    assert completed("plan-course explain constraints.yaml --person ", tmp_path) == ["ada"]
    assert completed("plan-course explain constraints.yaml --date 2024-01-0", tmp_path) == ["2024-01-04", "2024-01-08"]
    os.rename(plan, tmp_path / "other.yaml")
    assert completed("plan-course explain c.yaml --plan other.yaml --paper b", tmp_path) == ["beta"]
    assert completed("plan-course explain constraints.yaml --paper al", tmp_path) == []
    plan.write_text("papers: [")
    assert completed("plan-course explain constraints.yaml --paper al", tmp_path) == []
