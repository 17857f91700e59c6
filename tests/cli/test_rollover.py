"""``plan-course rollover``: last year's plan, this year's dates; what is written and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.plans.file import read_plan
from tests.cli.running import COURSE, IMPOSSIBLE, bytes_in, run

FREE = (
    COURSE.replace(", dates: [2024-01-04]", "").replace(", dates: [2024-01-08]", "")
    + """\
people: [{id: ada}]
roles: [{id: presenter, per: paper, count: 1}]
"""
)
NEXT = ("--set", "term.start=2025-01-06", "--set", "term.end=2025-01-16")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course and last year's plan of it, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("course.yaml").write_text(FREE)
    assert run("course.yaml", "-q", "-o", "old", capsys=capsys).code == 0
    return tmp_path


def test_rollover(capsys: pytest.CaptureFixture[str]) -> None:
    """The term and the scorecard with the first goal; new dates, nobody on duty, the old folder as it was."""
    before = bytes_in(Path("old"))
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", *NEXT, capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert any(line.split()[:4] == ["order", "kept", "0", "pairs"] for line in said.out.splitlines())
    assert said.out.splitlines()[-1].endswith(" s; written to plan/")
    assert set(bytes_in(Path("plan"))) == {
        ".as-written.yaml",
        "plan.yaml",
        "syllabus.md",
        "syllabus.html",
        "course.ics",
        "duties.csv",
    }
    plan = read_plan(Path("plan/plan.yaml"))[0]
    assert {session.date.year for session in plan.sessions} == {2025}
    assert [paper for session in plan.sessions for paper in session.required] == ["alpha", "beta"]
    assert (plan.people, plan.roles, list(plan.all_duties())) == ({}, {}, [])
    assert bytes_in(Path("old")) == before
    head = Path("plan/plan.yaml").read_text().splitlines()[0]
    assert (
        head
        == "# written by: plan-course rollover course.yaml --from old/plan.yaml --set term.start=… --set term.end=…"
    )


def test_papers_gone(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes are told with -v only."""
    setting = ("--set", "papers.never=[beta]", *NEXT)
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "-o", "new", "-v", *setting, capsys=capsys)
    assert said.code == 0
    assert 'note: "beta" was read then and is no candidate now' in said.err
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "-o", "new", "-q", *setting, capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "", "")


def test_both_files_faults_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with the course and with the old plan, each with its line; nothing is written."""
    Path("course.yaml").write_text(FREE.replace("timezone", "timezon"))
    old = Path("old/plan.yaml")
    old.write_text(old.read_text().replace("sessions:", "sesions:"))
    before = bytes_in(Path())
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["course.yaml"] * 2 + ["old/plan.yaml"] * 2
    assert 'unknown key "timezon"; did you mean "timezone"?' in said.err
    assert 'unknown key "sesions"; did you mean "sessions"?' in said.err
    assert bytes_in(Path()) == before


@pytest.mark.parametrize(
    ("course", "plan", "message"),
    [
        ("course.yaml", "missing.yaml", "missing.yaml: this file does not exist"),
        ("missing.yaml", "old/plan.yaml", "missing.yaml: this file does not exist"),
        ("old/plan.yaml", "course.yaml", 'key "sessions" is missing'),
        ("old/plan.yaml", "course.yaml", '"people": expected a list of people'),
        ("course.yaml", "old", "old: this file is a folder"),
    ],
)
def test_wrong_files(course: str, plan: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no course or no plan is exit 2; files in the wrong order are seen as such."""
    said = run("rollover", course, "--from", plan, "-o", "new", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert not Path("new").exists()


def test_an_impossible_year(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1 with the reason; nothing is written."""
    Path("course.yaml").write_text(IMPOSSIBLE)
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "-o", "new", capsys=capsys)
    assert said.code == 1
    assert said.err
    assert not Path("new").exists()


def test_a_folder_that_cannot_be(capsys: pytest.CaptureFixture[str]) -> None:
    """Said before anything is planned; the old plan must be named."""
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "-o", "course.yaml", capsys=capsys)
    assert (said.code, said.out, said.err) == (2, "", "course.yaml: this is no folder\n")
    said = run("rollover", "course.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert "Missing option '--from'" in said.err


def test_the_old_plan_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    """Last year's plan stays: where the new one would take its place, another folder is asked for."""
    before = bytes_in(Path("old"))
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "-o", "old", *NEXT, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert "old/plan.yaml is the old plan itself: say with -o where the new one goes." in said.err
    assert bytes_in(Path("old")) == before


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan that is written, as JSON and nothing else on stdout."""
    said = run("rollover", "course.yaml", "--from", "old/plan.yaml", "--json", *NEXT, capsys=capsys)
    assert said.code == 0
    assert [session["id"][:4] for session in json.loads(said.out)["sessions"]] == ["2025"] * 4
