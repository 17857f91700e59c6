"""``plan-course check``: findings on stderr, figures on stdout, 1 for a broken rule, and no solver."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import COURSE, ROOT, bytes_in, python, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course and its plan, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("course.yaml").write_text(COURSE)
    assert run("course.yaml", "-q", "-o", ".", capsys=capsys).code == 0
    return tmp_path


def edited(old: str, new: str) -> None:
    """The plan with one text in the place of another, in edited.yaml."""
    text = Path("plan.yaml").read_text()
    assert text.count(old) == 1
    Path("edited.yaml").write_text(text.replace(old, new))


def test_good_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, the figures of all goals with sense, and a word that says so."""
    said = run("check", "course.yaml", "plan.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].split() == ["Goal", "This", "plan"]
    assert any(line.startswith("priorities of what is read ") and "8 points" in line for line in lines)
    assert lines[-1] == "every rule holds"


def test_broken_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, each finding with its line in the plan and in the course, all at once."""
    edited("required: [beta]", "required: [beta, delta]")
    said = run("check", "course.yaml", "edited.yaml", capsys=capsys)
    lines = Path("edited.yaml").read_text().splitlines()
    paper, session = lines.index("    required: [beta, delta]") + 1, lines.index("  - id: 2024-01-08") + 1
    assert said.code == 1
    assert said.err.splitlines() == [
        f'edited.yaml:{paper}:22: paper "delta" is no candidate (course.yaml:1:1)',
        f"edited.yaml:{session}:5: at most 1 required papers in each session with readings; "
        "2024-01-08 has 2 (course.yaml:12:39)",
    ]
    assert said.out.endswith("2 findings\n")


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """With -q only what is broken."""
    assert run("check", "course.yaml", "plan.yaml", "-q", capsys=capsys).out == ""
    edited("required: [beta]", "required: [delta]")
    said = run("check", "course.yaml", "edited.yaml", "-q", capsys=capsys)
    assert (said.code, said.out) == (1, "")
    assert 'paper "delta" is no candidate' in said.err


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings and figures as one document on stdout, nothing on stderr; the exit code is the same."""
    good = run("check", "course.yaml", "plan.yaml", "--json", capsys=capsys)
    assert (good.code, good.err) == (0, "")
    assert json.loads(good.out)["findings"] == []
    edited("required: [beta]", "required: [delta]")
    bad = run("check", "course.yaml", "edited.yaml", "--json", capsys=capsys)
    assert (bad.code, bad.err) == (1, "")
    (finding,) = json.loads(bad.out)["findings"]
    assert (finding["code"], finding["severity"], finding["subjects"]) == (
        "candidates",
        "error",
        ["2024-01-08", "delta"],
    )
    assert finding["where"]["file"] == "course.yaml"
    assert finding["plan_where"]["file"] == "edited.yaml"
    assert {figure["goal"] for figure in json.loads(bad.out)["figures"]} >= {"priority", "peak_load"}


def test_only_new(capsys: pytest.CaptureFixture[str]) -> None:
    """What the old plan breaks too is left out, and nobody is told that every rule holds."""
    edited("required: [beta]", "required: [delta]")
    said = run("check", "course.yaml", "edited.yaml", "--only-new", "edited.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("no rule is broken that was not before\n")
    assert run("check", "course.yaml", "edited.yaml", "--only-new", "plan.yaml", capsys=capsys).code == 1
    assert run("check", "course.yaml", "edited.yaml", "--only-new", "none.yaml", capsys=capsys).code == 2


@pytest.mark.parametrize(
    ("course", "plan", "message"),
    [
        ("none.yaml", "plan.yaml", "none.yaml: this file does not exist\n"),
        ("course.yaml", "none.yaml", "none.yaml: this file does not exist\n"),
        ("course.yaml", ".", ".: this file is a folder\n"),
        ("course.yaml", "course.yaml", 'course.yaml:1:1: key "sessions" is missing\n'),
        ("plan.yaml", "course.yaml", 'unknown key "sessions"'),
    ],
)
def test_wrong_files(course: str, plan: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no course or no plan is exit 2; files in the wrong order are seen as such."""
    said = run("check", course, plan, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Judging changes no file."""
    before = bytes_in(Path())
    run("check", "course.yaml", "plan.yaml", capsys=capsys)
    assert bytes_in(Path()) == before


@pytest.mark.parametrize("example", ["aisys2023", "cs294-sp22"])
def test_without_a_solver(example: str, tmp_path: Path) -> None:
    """Judging a plan of an example imports neither ortools nor icalendar nor jinja2, whatever it says of it."""
    code = """
import sys
from planner.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code in (0, 1), end.code
print(sorted({name.partition(".")[0] for name in sys.modules} & {"ortools", "icalendar", "jinja2", "pandas", "numpy"}))
"""
    folder = ROOT / "examples" / example
    said = python(code, "check", folder / "constraints.yaml", folder / "published.plan.yaml", "--json", cwd=tmp_path)
    assert said.code == 0, said.err
    assert said.out.endswith("[]\n")


def test_a_copy_elsewhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Course and plan may be anywhere; places are paths from here."""
    (folder / "a b").mkdir()
    shutil.copy("plan.yaml", "a b/plan.yaml")
    edited("required: [beta]", "required: [delta]")
    shutil.move("edited.yaml", "a b/edited.yaml")
    said = run("check", folder / "course.yaml", "a b/edited.yaml", capsys=capsys)
    assert said.err.startswith("a b/edited.yaml:")
    assert f"({folder}/course.yaml:" in said.err
