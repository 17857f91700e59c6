"""``plan-course explain``: answers on stdout, 1 where no plan exists, 3 where nobody knows, repairs written whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.solve.solver import Solution, Status
from tests.cli.running import COURSE, bytes_in, run

# Both must be read, and beta after alpha, but at an earlier date.
IMPOSSIBLE = COURSE.replace("dates: [2024-01-08]", "dates: [2024-01-01]").replace(
    "  details:", "  must: [alpha, beta]  # both\n  details:"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course that has a plan, and one that has none."""
    monkeypatch.chdir(tmp_path)
    Path("course.yaml").write_text(COURSE)
    Path("impossible.yaml").write_text(IMPOSSIBLE)
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    return tmp_path


def test_a_course_with_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to explain: exit 0."""
    said = run("explain", "course.yaml", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "a plan exists; nothing stands in its way\n", "")


def test_a_course_without_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, the lines that cannot hold together and the ways out on stdout; nothing is written."""
    before = bytes_in(Path())
    said = run("explain", "impossible.yaml", capsys=capsys)
    assert (said.code, said.err) == (1, "")
    assert "impossible.yaml:9:" in said.out
    assert "  1. " in said.out
    assert bytes_in(Path()) == before


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One document on stdout, with and without a plan; the exit codes are the same."""
    said = run("explain", "impossible.yaml", "--json", capsys=capsys)
    assert said.code == 1
    assert json.loads(said.out)["exists"] is False
    assert json.loads(said.out)["repairs"]
    assert json.loads(run("explain", "course.yaml", "--json", capsys=capsys).out)["exists"] is True


def test_apply(capsys: pytest.CaptureFixture[str]) -> None:
    """--apply writes the file with the repair, comments kept; the course then has a plan."""
    said = run("explain", "impossible.yaml", "--apply", "1", "--json", capsys=capsys)
    assert (said.code, said.err) == (0, "repair 1 is written to impossible.yaml\n")
    assert json.loads(said.out)["exists"] is False
    assert run("explain", "impossible.yaml", capsys=capsys).code == 0
    text = Path("impossible.yaml").read_text()
    assert text != IMPOSSIBLE
    assert run("impossible.yaml", "-q", "-o", "out", capsys=capsys).code == 0


def test_apply_a_repair_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the file is as it was."""
    said = run("explain", "impossible.yaml", "--apply", "99", capsys=capsys)
    assert said.code == 2
    assert said.err.startswith("impossible.yaml: there is no repair 99; ")
    assert Path("impossible.yaml").read_text() == IMPOSSIBLE


def test_not_known(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 3 when the time ends first: neither possible nor impossible."""

    def no_answer(*_: Any, **__: Any) -> Solution:
        return Solution(Status.UNKNOWN, None, 0.0, 0.0)

    for module in ("question", "second_opinion"):
        monkeypatch.setattr(f"planner.solve.{module}.solve", no_answer)
    said = run("explain", "impossible.yaml", capsys=capsys)
    assert said.code == 3
    assert "not known within the time limit" in said.out


def test_questions(capsys: pytest.CaptureFixture[str]) -> None:
    """Questions about a plan are answered one after the other, as text or as one document."""
    words = ("explain", "course.yaml", "--paper", "beta", "--date", "2024-01-04")
    said = run(*words, capsys=capsys)
    assert (said.code, said.err) == (0, "")
    document = run(*words, "--json", capsys=capsys)
    assert (document.code, document.err) == (0, "")
    answers = json.loads(document.out)
    assert [(answer["about"], answer["name"]) for answer in answers] == [("paper", "beta"), ("date", "2024-01-04")]
    assert [line for answer in answers for line in answer["answer"]] == said.out.splitlines()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--paper", "alpa"], 'there is no paper "alpa"; did you mean "alpha"?'),
        (["--person", "eve"], 'there is no person "eve"'),
        (["--topic", "x"], 'there is no topic "x"'),
        (["--date", "soon"], "there is no session on soon"),
        (["--paper", "alpha", "--plan", "none.yaml"], "none.yaml: this file does not exist"),
        (["--paper", "alpha", "--plan", "course.yaml"], 'course.yaml:1:1: key "sessions" is missing'),
    ],
)
def test_questions_about_nothing(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there is exit 2, on stderr."""
    said = run("explain", "course.yaml", *words, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
