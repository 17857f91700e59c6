"""``plan-course edit`` and ``undo``, and plans that were edited by hand: what is written, and what is said."""

from __future__ import annotations

import csv
import difflib
import json
from pathlib import Path

import pytest

from planner.plans.file import read_plan
from planner.plans.history import in_order, names_in
from planner.plans.plan import Plan
from tests.cli.running import bytes_in, run

COURSE = """\
version: 1
course: {title: Small course, code: small}   # a comment
term:
  start: 2024-01-01
  end: 2024-01-18
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
papers:
  details:
    alpha: {title: Alpha, minutes: 30, priority: 5}
    beta: {title: Beta, minutes: 50, after: [alpha]}
    gamma: {title: Gamma, minutes: 40}
reading: {per_session: {papers: {max: 1}}, every_session: false}
roles: [{id: presenter, per: paper}]
people: [{id: ada, name: Ada}, {id: bo, name: Bo}, {id: cy, name: Cy}]
pins: [{paper: alpha, date: 2024-01-01}, {paper: beta, date: 2024-01-04}, {paper: gamma, date: 2024-01-08}]
solve: {workers: 1, time_limit: 20}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a course and its plan, made some day."""
    monkeypatch.chdir(tmp_path)
    at(1, monkeypatch)
    Path("course.yaml").write_text(COURSE)
    assert run("course.yaml", "-q", capsys=capsys).code == 0
    at(2, monkeypatch)
    return tmp_path


def at(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is some day of December 2023."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_701_388_800 + day * 86_400))


def standing(name: str = "plan/plan.yaml") -> Plan:
    """The plan of a file."""
    return read_plan(Path(name))[0]


def readings(plan: Plan) -> dict[str, list[str]]:
    """What each session reads."""
    return {session.id[5:]: session.required for session in plan.sessions if session.required}


def replaced(old: str, new: str, name: str = "plan/plan.yaml") -> None:
    """Edit a file by hand."""
    text = Path(name).read_text()
    assert old in text
    Path(name).write_text(text.replace(old, new, 1))


def test_an_edit_that_breaks_a_rule_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    """What breaks is said with its line; exit code 1; every file stays."""
    before = bytes_in(Path("plan"))
    said = run("edit", "course.yaml", "move", "gamma", "2024-01-04", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (1, before)
    assert "course.yaml:13" in said.err
    assert "peak_load: 50 → 90 minutes (worse)" in said.out
    assert "2 rules are broken; nothing is written" in said.out


def test_anyway_writes_the_plan_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The files that people see stay as they were."""
    before = bytes_in(Path("plan"))
    said = run("edit", "course.yaml", "move", "gamma", "2024-01-04", "--anyway", capsys=capsys)
    assert said.code == 0
    assert readings(standing()) == {"01-01": ["alpha"], "01-04": ["beta", "gamma"]}
    changed = {name for name, content in bytes_in(Path("plan")).items() if before.get(name) != content}
    assert {Path(name).name for name in changed} == {
        "plan.yaml",
        ".as-written.yaml",
        f"{names_in(Path('plan'))[0]}.yaml",
    }


def test_an_edit_is_pinned_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    """The pin that it contradicts is changed; no other line is."""
    assert run("edit", "course.yaml", "move", "Gamma", "2024-01-11", capsys=capsys).code == 1
    said = run("edit", "course.yaml", "move", "Gamma", "2024-01-11", "--pin", capsys=capsys)
    assert said.code == 0
    plan = standing()
    assert readings(plan)["01-11"] == ["gamma"]
    assert plan.solved is not None
    assert plan.solved.by == "edit"
    changed = list(difflib.ndiff(COURSE.splitlines(), Path("course.yaml").read_text().splitlines()))
    assert [line for line in changed if line[0] == "+"] == [
        "+ pins: [{paper: alpha, date: 2024-01-01}, {paper: beta, date: 2024-01-04}, {paper: gamma, date: 2024-01-11}]"
    ]
    assert run("check", "course.yaml", "plan/plan.yaml", capsys=capsys).code == 0


def test_people_change_seats(capsys: pytest.CaptureFixture[str]) -> None:
    """A seat may leave out the paper where one is read; who holds a full seat gives it up."""
    before = {session.id: session.duties[0].person for session in standing().sessions if session.duties}
    said = run("edit", "course.yaml", "swap", "2024-01-01:presenter", "2024-01-04:presenter:beta", capsys=capsys)
    assert said.code == 0
    after = {session.id: session.duties[0].person for session in standing().sessions if session.duties}
    assert after == {
        "2024-01-01": before["2024-01-04"],
        "2024-01-04": before["2024-01-01"],
        "2024-01-08": before["2024-01-08"],
    }
    sequences = [session.sequence for session in standing().sessions]
    assert sequences == [1, 1, 0, 0, 0, 0]
    free = before["2024-01-08"]
    assert run("edit", "course.yaml", "assign", free, "2024-01-04:presenter", "-q", capsys=capsys).code == 0
    assert [duty.person for duty in standing().sessions[1].duties] == [free]


def test_what_would_happen(capsys: pytest.CaptureFixture[str]) -> None:
    """Every date, every partner, every stand-in; nothing is written."""
    before = bytes_in(Path("plan"))
    said = run("edit", "course.yaml", "where", "gamma", capsys=capsys)
    assert said.code == 0
    assert '"Gamma" to Mon 8 Jan: keeps all rules, costs nothing' in said.out
    assert '"Gamma" to Thu 11 Jan: breaks: pinned: "gamma" on 2024-01-08' in said.out
    assert run("edit", "course.yaml", "swaps", "Ada", capsys=capsys).out.count("change seats") == 2
    said = run("edit", "course.yaml", "stand-ins", "2024-01-04:presenter", "--json", capsys=capsys)
    assert len(json.loads(said.out)) == 2
    assert bytes_in(Path("plan")) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mvoe", "alpha", "2024-01-04"], 'there is no verb "mvoe"; did you mean "move"?'),
        (["move", "alpha"], "move takes THING DATE"),
        (["move", "alpah", "2024-01-04"], '"alpah" is no paper, event or topic of this course; did you mean "alpha"?'),
        (["assign", "ada", "2024-01-11:presenter"], "presenter is per paper: say 2024-01-11:presenter:PAPER"),
        (["assign", "ada", "presenter"], 'expected a seat, DATE:ROLE or DATE:ROLE:PAPER, not "presenter"'),
    ],
)
def test_words_that_mean_nothing(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, with what is near."""
    ended = run("edit", "course.yaml", *words, capsys=capsys)
    assert ended.code == 2
    assert said in ended.err


def test_undo_goes_back_step_by_step(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each undo one plan further back; sequences rise; the course stays; what was undone stands in the history."""
    first, text = standing(), Path("course.yaml").read_text()
    run("edit", "course.yaml", "swap", "2024-01-01:presenter", "2024-01-04:presenter", "-q", capsys=capsys)
    second = standing()
    at(3, monkeypatch)
    run("edit", "course.yaml", "swap", "2024-01-04:presenter", "2024-01-08:presenter", "-q", capsys=capsys)
    assert len(names_in(Path("plan"))) == 2
    for number, wanted in ((3, second), (4, first)):
        at(number + 1, monkeypatch)
        assert run("undo", "course.yaml", capsys=capsys).code == 0
        assert [s.duties for s in standing().sessions] == [s.duties for s in wanted.sessions]
        assert len(names_in(Path("plan"))) == number
    assert [session.sequence for session in standing().sessions] == [2, 4, 2, 0, 0, 0]
    assert Path("course.yaml").read_text() == text
    said = run("undo", "course.yaml", capsys=capsys)
    assert said.code == 2
    assert "there is nothing to undo" in said.err
    assert standing().solved == first.solved


def test_undo_tells_what_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan is written even where rules break now."""
    run("edit", "course.yaml", "move", "gamma", "2024-01-11", "--pin", "-q", capsys=capsys)
    said = run("undo", "course.yaml", capsys=capsys)
    assert said.code == 0
    assert 'pinned: "gamma" on 2024-01-11' in said.err
    assert readings(standing())["01-08"] == ["gamma"]


def test_equal_stamps_get_a_counter(capsys: pytest.CaptureFixture[str]) -> None:
    """The order of the history is that of the replacements."""
    for _ in range(3):
        run("edit", "course.yaml", "swap", "2024-01-01:presenter", "2024-01-04:presenter", "-q", capsys=capsys)
    assert names_in(Path("plan")) == ["20231202T000000Z", "20231203T000000Z", "20231203T000000Z-2"]
    assert in_order(["20231203T000000Z-10", "20231203T000000Z-2"]) == ["20231203T000000Z-2", "20231203T000000Z-10"]


# Plans edited by hand -----------------------------------------------------------------------------------------------


def test_export_makes_an_edited_plan_true(capsys: pytest.CaptureFixture[str]) -> None:
    """Minutes and titles follow; stale figures go; the sequence rises; the plan file keeps that."""
    replaced("required: [gamma]", "required: [alpha]")
    replaced("required: [alpha]", "required: [gamma]")
    replaced("paper: gamma}", "paper: alpha}")
    replaced("paper: alpha}", "paper: gamma}")
    assert run("export", "plan/plan.yaml", capsys=capsys).code == 0
    plan = standing()
    (first, third) = (plan.sessions[0], plan.sessions[2])
    assert [(s.title, s.minutes, s.sequence) for s in (first, third)] == [("Gamma", 40, 1), ("Alpha", 30, 1)]
    assert plan.solved is not None
    assert (plan.solved.by, plan.solved.goals, plan.edited) == ("edit", [], False)


def test_export_refuses_what_it_cannot_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that the plan does not know, at its line; nothing is written."""
    replaced("required: [gamma]", "required: [gama]")
    before = bytes_in(Path("plan"))
    said = run("export", "plan/plan.yaml", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (2, before)
    assert 'the plan knows no paper "gama"; did you mean "gamma"?' in said.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("required: [gamma]", "required: [gamma, alpha]", 'paper "alpha" stands here twice (first in line'),
        ("required: [gamma]", "required: [gamma, gamma]", 'paper "gamma" stands here twice (first in line'),
    ],
)
def test_what_stands_twice_is_told(old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With both lines."""
    replaced(old, new)
    ended = run("check", "course.yaml", "plan/plan.yaml", capsys=capsys)
    assert (ended.code, said in ended.err) == (1, True)
    ended = run("export", "plan/plan.yaml", capsys=capsys)
    assert (ended.code, said in ended.err) == (2, True)


def swap_by_hand() -> None:
    """Swap the papers of two sessions in the plan file, with their presenters."""
    text = Path("plan/plan.yaml").read_text()
    for old, new in (("[beta]", "[x]"), ("[gamma]", "[beta]"), ("[x]", "[gamma]")):
        text = text.replace(f"required: {old}", f"required: {new}", 1)
    for old, new in (("beta}", "x}"), ("gamma}", "beta}"), ("x}", "gamma}")):
        text = text.replace(f"paper: {old}", f"paper: {new}", 1)
    Path("plan/plan.yaml").write_text(text)


def test_a_hand_edit_stands(capsys: pytest.CaptureFixture[str]) -> None:
    """It is judged, made true, named, and what a new plan would gain is said; again it writes the same bytes."""
    replaced("{paper: beta, date: 2024-01-04}, {paper: gamma, date: 2024-01-08}", "{paper: gamma}", "course.yaml")
    swap_by_hand()
    said = run("course.yaml", capsys=capsys)
    assert said.code == 0
    assert 'edited by hand: 2024-01-04: "Gamma" is read on Thu 4 Jan, not Mon 8 Jan' in said.out
    assert "a new plan would gain nothing" in said.out
    plan = standing()
    assert [(s.title, s.minutes) for s in plan.sessions[:3]] == [("Alpha", 30), ("Gamma", 40), ("Beta", 50)]
    assert plan.solved is not None
    assert plan.solved.by == "edit"
    assert "Gamma" in Path("plan/syllabus.md").read_text()
    before = bytes_in(Path("plan"))
    said = run("course.yaml", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (0, before)
    assert "edited by hand" not in said.out


def test_a_hand_edit_that_breaks_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings, exit code 1, nothing written, and the ways on; with --pin the edits become pins."""
    swap_by_hand()
    before = bytes_in(Path("plan"))
    said = run("course.yaml", capsys=capsys)
    assert (said.code, bytes_in(Path("plan"))) == (1, before)
    assert 'pinned: "beta" on 2024-01-04' in said.err
    assert "--pin" in said.err
    assert run("course.yaml", "--pin", "-q", capsys=capsys).code == 0
    assert readings(standing()) == {"01-01": ["alpha"], "01-04": ["gamma"], "01-08": ["beta"]}
    assert "{paper: beta, date: 2024-01-08}, {paper: gamma, date: 2024-01-04}, " in Path("course.yaml").read_text()
    assert run("course.yaml", "--replace", "-q", capsys=capsys).code == 0


# Tables -------------------------------------------------------------------------------------------------------------


def test_an_edited_table_is_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    """People who changed seats, by id; the differences come first."""
    with Path("plan/duties.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["person"], rows[1]["person"] = rows[1]["person"], rows[0]["person"]
    with Path("edited.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    said = run("edit", "course.yaml", "--from", "edited.csv", capsys=capsys)
    assert said.code == 0
    assert said.out.count("presenter of") == 4
    assert [s.duties[0].person for s in standing().sessions if s.duties] == [row["person"] for row in rows]
    said = run("edit", "course.yaml", "--from", "plan/duties.csv", capsys=capsys)
    assert (said.code, "nothing changes" in said.out) == (0, True)


def test_a_table_moves_papers(capsys: pytest.CaptureFixture[str]) -> None:
    """A row on another date is its paper there; a row that means nothing has its line told."""
    text = Path("plan/duties.csv").read_text(encoding="utf-8-sig")
    Path("edited.csv").write_text(text.replace("2024-01-08,", "2024-01-11,", 1))
    said = run("edit", "course.yaml", "--from", "edited.csv", "--dry-run", capsys=capsys)
    assert said.code == 1
    assert '"Gamma" to Thu 11 Jan' in said.out
    Path("edited.csv").write_text(text.replace(",Presenter,", ",Presentor,", 1))
    said = run("edit", "course.yaml", "--from", "edited.csv", capsys=capsys)
    assert said.code == 2
    assert 'edited.csv:2: there is no role "Presentor"' in said.err
