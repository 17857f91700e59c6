"""``plan-course FILE``: exit codes, what is written and what is not, and what is said where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from constraints.registry import RULES
from planner import api
from planner.findings import Finding, error
from planner.plans.file import read_plan
from planner.plans.outcome import Outcome
from planner.solve.solver import Solution, Status, solve
from tests.cli.running import COURSE, IMPOSSIBLE, NOTED, bytes_in, run

WRITTEN = {".as-written.yaml", "plan.yaml", "syllabus.md", "syllabus.html", "course.ics", "duties.csv"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a course, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("PLAN_COURSE_DEBUG", raising=False)
    Path("course.yaml").write_text(COURSE)
    return tmp_path


def no_solution(*_: Any, **__: Any) -> Solution:
    """What a search that runs out of time comes back with."""
    return Solution(Status.UNKNOWN, None, 0.0, 0.0)


class Contrary:
    """A rule that states nothing in the model and rejects every plan: a rule with a bug."""

    name = "contrary"

    def build(self, model: object) -> None:
        """Nothing."""

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Everything is wrong."""
        yield error(self.name, "nothing is right", outcome.problem.where)


def test_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """The term, the scorecard and the folder on stdout; nothing on stderr; the files beside the course."""
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "Small course (small)"
    assert any("Thu 2024-01-04" in line and "Alpha" in line for line in lines)
    assert any(line.startswith("priorities of what is read ") and line.endswith("proven") for line in lines)
    assert lines[-1].endswith(" s; written to plan/")
    assert set(bytes_in(Path("plan"))) == WRITTEN
    assert Path("plan/plan.yaml").read_text().startswith("# written by: plan-course course.yaml\nversion: 1\n")


def test_plan_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """``plan-course plan FILE`` is the same, and options may come first."""
    assert run("plan", "course.yaml", "-q", capsys=capsys).code == 0
    first = bytes_in(Path("plan"))
    assert run("-q", "course.yaml", capsys=capsys).code == 0
    assert bytes_in(Path("plan")) == first


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """With -q nothing is said but errors: no warnings either."""
    Path("course.yaml").write_text(NOTED)
    said = run("course.yaml", "-q", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert set(bytes_in(Path("plan"))) == WRITTEN
    Path("course.yaml").write_text(NOTED + "topcs: []\n")
    assert run("course.yaml", "-q", capsys=capsys).err.startswith("course.yaml:15:1: unknown key")


def test_warnings_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings stand on stderr with their line; the answer stays clean."""
    Path("course.yaml").write_text(NOTED)
    said = run("course.yaml", capsys=capsys)
    assert said.code == 0
    assert said.err == "course.yaml:14:19: warning: goal vacancies is skipped: no role has seats that may stay empty\n"
    assert "warning" not in said.out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the plan and nothing else on stdout, also where there are warnings; the files are written too."""
    Path("course.yaml").write_text(NOTED)
    said = run("course.yaml", "--json", capsys=capsys)
    plan = json.loads(said.out)
    assert said.code == 0
    assert plan["course"]["title"] == "Noted course"
    assert [session["required"] for session in plan["sessions"] if session["required"]] == [["alpha"], ["beta"]]
    assert set(bytes_in(Path("plan"))) == WRITTEN


def test_verbose_tells_why_papers_are_out(capsys: pytest.CaptureFixture[str]) -> None:
    """-v adds the papers that are left out, and notes."""
    Path("course.yaml").write_text(COURSE + "topics: [{id: t, papers: {max: 0}}]\n")
    text = Path("course.yaml").read_text().replace("alpha: {", "gamma: {title: G, minutes: 9, topic: t}\n    alpha: {")
    Path("course.yaml").write_text(text)
    assert "Left out" not in run("course.yaml", capsys=capsys).out
    assert "gamma" in run("course.yaml", "-v", capsys=capsys).out.split("Left out")[1]


def test_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, all findings on stderr, nothing written."""
    Path("course.yaml").write_text(COURSE + "topcs: []\ngoals: {}\n")
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        'course.yaml:14:1: unknown key "topcs"; did you mean "topics"?',
        'course.yaml:15:8: "goals": nothing stands here',
    ]
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_no_plan_exists(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, why on stdout or stderr, nothing written."""
    Path("course.yaml").write_text(IMPOSSIBLE)
    said = run("course.yaml", capsys=capsys)
    assert said.code == 1
    assert said.err
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_no_plan_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 3 when the time ends before a plan is found: not known, so neither 0 nor 1; nothing written."""
    monkeypatch.setattr("planner.solve.question.solve_surely", no_solution)
    said = run("course.yaml", "--time-limit", "7", capsys=capsys)
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "course.yaml:1:1: no plan was found within 7 seconds; there may be one (--time-limit gives more)\n"
    )
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_no_better_plan_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan that stands there is a plan: with no time for another one it is kept, byte for byte."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    first = bytes_in(Path("plan"))
    monkeypatch.setattr("planner.solve.question.solve_surely", no_solution)
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    assert bytes_in(Path("plan")) == first


def test_internal_error_of_a_rule(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 70 when the checker rejects the solver's plan: the rule is named, nothing is written."""
    monkeypatch.setattr("planner.api.course.RULES", (*RULES, Contrary()))
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out) == (70, "")
    assert said.err == ("course.yaml:1:1: internal error: rule contrary rejects the solver's plan: nothing is right\n")
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_internal_error_of_any_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 70 with one line and no trace for whatever else goes wrong; PLAN_COURSE_DEBUG shows the trace."""

    def broken(*_: Any) -> None:
        raise ZeroDivisionError("a\x1b[31m\nb")

    monkeypatch.setattr(api, "plan", broken)
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out, said.err) == (70, "", "internal error: ZeroDivisionError: a [31m b\n")
    monkeypatch.setenv("PLAN_COURSE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("course.yaml", capsys=capsys)
    assert set(bytes_in(Path())) == {"course.yaml"}


def test_running_again_writes_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a change nothing changes, and no file is touched; what stood there is said to stay."""
    assert run("course.yaml", capsys=capsys).code == 0
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("plan").iterdir()}
    said = run("course.yaml", capsys=capsys)
    assert said.out.endswith(" (the plan that stood there is as good, and stays)\n")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("plan").iterdir()} == before


def test_a_proof_is_not_lost(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run that finds the same plan and proves less leaves the bytes of the first, proofs among them."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    first = bytes_in(Path("plan"))

    def unproven(*arguments: Any, **options: Any) -> Solution:
        found = solve(*arguments, **options)
        return Solution(Status.FEASIBLE, found.values, found.bound - 1, found.seconds)

    monkeypatch.setattr("planner.solve.question.solve_surely", unproven)
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    assert bytes_in(Path("plan")) == first


def test_stamps_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """SOURCE_DATE_EPOCH is the stamp of what is new; what did not change keeps the stamp it has."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    assert {f"{session.changed:%Y-%m-%d}" for session in read_plan(Path("plan/plan.yaml"))[0].sessions} == {
        "2023-11-14"
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    Path("course.yaml").write_text(COURSE.replace("title: Alpha", "title: Alphabet"))
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    changed = {s.id: (s.sequence, f"{s.changed:%Y}") for s in read_plan(Path("plan/plan.yaml"))[0].sessions}
    assert changed["2024-01-04"] == (1, "2027")
    assert changed["2024-01-08"] == (0, "2023")


def test_a_better_plan_stays(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A search that ends with a worse plan than the one that stands there changes nothing in it."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    first = read_plan(Path("plan/plan.yaml"))[0]

    def lazy(model: Any, *arguments: Any, **options: Any) -> Solution:
        """A plan in which nothing is read, and no proof that there is none better."""
        other = model.clone()
        other.clear_objective()
        other.clear_hints()
        for index, variable in enumerate(other.proto.variables):
            if variable.name.endswith(" required"):
                other.add(other.get_bool_var_from_proto_index(index) == 0)
        found = solve(other, *arguments, **options)
        return Solution(Status.FEASIBLE, found.values, -100.0, found.seconds)

    monkeypatch.setattr("planner.solve.question.solve_surely", lazy)
    assert run("course.yaml", "-q", "-o", "other", capsys=capsys).code == 0
    assert not any(session.required for session in read_plan(Path("other/plan.yaml"))[0].sessions)
    said = run("course.yaml", capsys=capsys)
    assert said.code == 0
    assert said.out.endswith(" (the plan that stood there is as good, and stays)\n")
    assert read_plan(Path("plan/plan.yaml"))[0].sessions == first.sessions


def test_a_worse_plan_goes(capsys: pytest.CaptureFixture[str]) -> None:
    """An edited plan is replaced where that is asked for; its calendar entries keep their identity."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    path = Path("plan/plan.yaml")
    text = path.read_text()
    assert text.count("required: [beta]") == 1
    path.write_text(text.replace("required: [beta]", "required: []").replace("uid: small-2024-01-08@", "uid: kept@"))
    said = run("course.yaml", "--replace", capsys=capsys)
    assert said.out.endswith("written to plan/\n")
    sessions = {session.id: session for session in read_plan(path)[0].sessions}
    assert sessions["2024-01-08"].required == ["beta"]
    assert sessions["2024-01-08"].sequence == 0  # what was edited, nobody has seen
    assert sessions["2024-01-08"].uid == "kept@plan-course"


def test_a_plan_that_breaks_rules_goes(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan edited against the rules is told, and replaced where that is asked for."""
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    path = Path("plan/plan.yaml")
    path.write_text(path.read_text().replace("required: [beta]", "required: [gamma, delta]"))
    before = bytes_in(Path("plan"))
    said = run("course.yaml", "-q", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (1, before)
    assert "--replace (plan anew)" in said.err
    assert run("course.yaml", "-q", "--replace", capsys=capsys).code == 0
    assert "gamma" not in path.read_text()


BROKEN = {
    "text": ("version: 1\n", "plan/plan.yaml:1:1: key "),
    "no yaml": ("a: [\n", "plan/plan.yaml:2:1: "),
    "noise": ("\x07\n", "plan/plan.yaml:1:1: a control character (U+0007) stands here\n"),
    "empty": ("", "plan/plan.yaml: this file is empty\n"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plan_is_not_overwritten(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An unreadable plan.yaml in the output folder is an error before any work is done: it may be somebody's edit."""
    content, message = BROKEN[name]
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(content)
    said = run("course.yaml", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(message)
    assert set(bytes_in(Path("plan"))) == {"plan.yaml"}
    assert Path("plan/plan.yaml").read_text() == content
