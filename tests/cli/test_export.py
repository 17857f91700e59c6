"""``plan-course export``: the files of a plan again, without solving."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import COURSE, bytes_in, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a plan, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("course.yaml").write_text(COURSE)
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    return tmp_path


def test_the_same_files_as_planning(capsys: pytest.CaptureFixture[str]) -> None:
    """Exporting writes what planning wrote, beside the plan, and names it on stdout."""
    before = bytes_in(Path("plan"))
    said = run("export", "plan/plan.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == ["plan/syllabus.md", "plan/syllabus.html", "plan/course.ics", "plan/duties.csv"]
    assert bytes_in(Path("plan")) == before


def test_elsewhere_and_other_formats(capsys: pytest.CaptureFixture[str]) -> None:
    """--to and -o; the plan itself is not copied, and JSON holds the same content as the plan."""
    said = run("export", "plan/plan.yaml", "--to", "json, md", "-o", "site/a b", "-q", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert set(bytes_in(Path("site/a b"))) == {"plan.json", "syllabus.md"}
    assert json.loads(Path("site/a b/plan.json").read_text())["course"]["code"] == "small"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "ics,pfd"], 'there is no format "pfd"; did you mean "pdf"?'),
        (["--flavour", "jekyl"], 'there is no flavour "jekyl"'),
        (["--due", "never"], "Invalid value for '--due'"),
        (["--remind", "0m"], "a reminder must come some time before"),
    ],
)
def test_mistakes(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A format, flavour or time that is none: exit 2 on stderr, nothing written."""
    said = run("export", "plan/plan.yaml", "-o", "out", *words, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert not Path("out").exists()


def test_no_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """A course file is no plan."""
    said = run("export", "course.yaml", "-o", "out", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert 'course.yaml:1:1: key "sessions" is missing' in said.err
    assert not Path("out").exists()
