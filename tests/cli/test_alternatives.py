"""``plan-course alternatives``: other plans and trade-offs on the command line."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from planner.plans.file import read_plan
from tests.cli.running import COURSE, IMPOSSIBLE, bytes_in, run

FREE = """\
version: 1
course: {title: Free course, code: free}
term:
  start: 2024-01-01
  end: 2024-01-11
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
papers:
  details:
    alpha: {title: Alpha, minutes: 30, priority: 5}
    beta: {title: Beta, minutes: 50, priority: 2}
    gamma: {title: Gamma, minutes: 90, priority: 4}
reading: {per_session: {papers: {max: 1}}, every_session: false}
goals: [priority, peak_load]
solve: {workers: 2, time_limit: 20}
"""
"""Four sessions for three papers: many plans are equally good."""

SEATED = (
    FREE.replace("goals: [priority, peak_load]", "goals: [leximin, priority, vacancies]")
    + """\
people: [{id: ada, prefers: {papers: [alpha]}}, {id: bo, avoids: {papers: [beta]}}]
roles: [{id: presenter, per: paper, count: {min: 0, max: 1}}]
"""
)
"""The same with people; the first goal is leximin."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"free": FREE, "seated": SEATED, "one": COURSE, "impossible": IMPOSSIBLE}.items():
        Path(f"{name}.yaml").write_text(text)
    return tmp_path


def places(name: str) -> dict[str, str]:
    """Each paper's date in a plan that was written."""
    return {paper: session.id for session in read_plan(Path(name))[0].sessions for paper in session.required}


def test_others_are_written_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """The best and each other are plans by themselves, side by side on stdout, with their distances."""
    said = run("alternatives", "free.yaml", "-n", "2", "--slack", "0%", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert set(bytes_in(Path("alternatives"))) == {"best.plan.yaml", "1.plan.yaml", "2.plan.yaml"}
    lines = said.out.splitlines()
    assert lines[0].split() == ["Goals", "best", "1", "2", "Unit"]
    assert "1: 3 changes from the nearest plan before it (as far as possible)" in lines
    assert lines[-1] == "written to alternatives/"
    best, first, second = (places(f"alternatives/{name}.plan.yaml") for name in ("best", "1", "2"))
    assert all(first[paper] != best[paper] for paper in best)
    assert sum(second[paper] != best[paper] for paper in best) >= 2
    for name in ("best", "1", "2"):
        assert run("check", "free.yaml", f"alternatives/{name}.plan.yaml", "-q", capsys=capsys).code == 0


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The names of the files with distance and proof; the first line of each says what wrote it."""
    said = run("alternatives", "free.yaml", "-n", "1", "--json", "-o", "out", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert answer == {"best": "best.plan.yaml", "others": [{"plan": "1.plan.yaml", "distance": 3, "proven": True}]}
    assert Path("out/1.plan.yaml").read_text().startswith("# written by: plan-course alternatives free.yaml\n")


def test_more_than_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """A course with one best plan and no slack has no other: said so, exit 0, the best is written."""
    said = run("alternatives", "one.yaml", "-n", "50", "--slack", "0%", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    assert "no other plan was found within the slack and the time limit" in said.out.splitlines()
    assert set(bytes_in(Path("alternatives"))) == {"best.plan.yaml"}
    said = run("alternatives", "one.yaml", "-n", "50", "--slack", "0%", "--slack", "priority=3", "-q", capsys=capsys)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert set(bytes_in(Path("alternatives"))) == {"best.plan.yaml", "1.plan.yaml"}
    assert set(places("alternatives/1.plan.yaml")) == {"alpha"}


def test_leximin_first(capsys: pytest.CaptureFixture[str]) -> None:
    """The slack is of the worst off; all plans keep it."""
    said = run("alternatives", "seated.yaml", "-n", "2", "--slack", "0%", "--json", capsys=capsys)
    assert said.code == 0
    for name in ("best", *(str(n) for n in range(1, len(json.loads(said.out)["others"]) + 1))):
        plan = read_plan(Path(f"alternatives/{name}.plan.yaml"))[0]
        assert plan.solved is not None
        assert plan.solved.goals[0].goal == "leximin"
        assert plan.solved.goals[0].value == 100


def test_wrong_slack(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that is wrong at once, the nearest goal named; nothing is planned or written."""
    before = bytes_in(Path())
    said = run("alternatives", "free.yaml", "--slack", "priorty=1", "--slack", "much", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        '--slack priorty=1: goal "priorty" is none of this course; did you mean "priority"?',
        "--slack much: expected a share such as 2%, or GOAL=1",
    ]
    assert bytes_in(Path()) == before


@pytest.mark.parametrize("number", ["0", "51", "x"])
def test_wrong_number(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One to fifty others."""
    said = run("alternatives", "free.yaml", "-n", number, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert "Invalid value for '-n'" in said.err


@pytest.mark.parametrize("options", [(), ("--trade-off", "priority", "peak_load")])
def test_impossible(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, no empty picture, and no folder."""
    said = run("alternatives", "impossible.yaml", *options, capsys=capsys)
    assert (said.code, said.out) == (1, "")
    assert said.err
    assert not Path("alternatives").exists()


@pytest.mark.parametrize("options", [(), ("--trade-off", "priority", "peak_load")])
def test_a_folder_that_cannot_be(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Said before anything is planned."""
    said = run("alternatives", "free.yaml", "-o", "one.yaml", *options, capsys=capsys)
    assert (said.code, said.out, said.err) == (2, "", "one.yaml: this is no folder\n")


def test_trade_off(capsys: pytest.CaptureFixture[str]) -> None:
    """A row a point, from the best of the first goal to that of the second; a plan each, and the picture."""
    said = run("alternatives", "free.yaml", "--trade-off", "priority", "peak_load", capsys=capsys)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].split() == ["Point", "priority", "(points)", "peak_load", "(minutes)"]
    points = [line.split() for line in lines[2:-2]]
    assert points == [
        ["1", "11", "90", "proven"],
        ["2", "7", "50", "proven"],
        ["3", "5", "30", "proven"],
        ["4", "0", "0", "proven"],
    ]
    assert lines[-2:] == ["these 4 points are the whole front", "written to alternatives/"]
    assert set(bytes_in(Path("alternatives"))) == {"trade-off.svg", *(f"point-{n}.plan.yaml" for n in range(1, 5))}
    tree = ElementTree.parse("alternatives/trade-off.svg")
    assert sum(element.tag.endswith("circle") for element in tree.iter()) == 4
    assert set(places("alternatives/point-3.plan.yaml")) == {"alpha"}


def test_trade_off_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Goals, units and points; a goal listed before both is kept at its best: no two loads differ."""
    Path("free.yaml").write_text(FREE.replace("goals: [", "goals: [steady_load, "))
    said = run("alternatives", "free.yaml", "--trade-off", "priority", "peak_load", "--json", capsys=capsys)
    answer = json.loads(said.out)
    assert (answer["goals"], answer["units"]) == (["priority", "peak_load"], ["points", "minutes"])
    assert answer["complete"] is True
    assert [point["figures"] for point in answer["points"]] == [[5, 30], [0, 0]]
    assert all(point["proven"] for point in answer["points"])
    kept = [read_plan(path)[0] for path in sorted(Path("alternatives").glob("point-*"))]
    assert {next(g.value for g in p.solved.goals if g.goal == "steady_load") for p in kept if p.solved} == {0}


@pytest.mark.parametrize(
    ("pair", "messages"),
    [
        (("priority", "priority"), ["name two different goals"]),
        (("leximin", "priority"), ['goal "leximin" cannot be traded: it has no one figure; worst_off has']),
        (
            ("priorty", "peak"),
            [
                'goal "priorty" has no sense for this course, or does not exist; did you mean "priority"?',
                'goal "peak" has no sense for this course, or does not exist; did you mean "peak_load"?',
            ],
        ),
    ],
)
def test_goals_that_cannot_be_traded(
    pair: tuple[str, str], messages: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, everything at once, nothing written."""
    said = run("alternatives", "seated.yaml", "--trade-off", *pair, capsys=capsys)
    assert (said.code, said.out, said.err.splitlines()) == (2, "", messages)
    assert not Path("alternatives").exists()


def test_one_goal_is_no_trade(capsys: pytest.CaptureFixture[str]) -> None:
    """Two words are needed."""
    said = run("alternatives", "seated.yaml", "--trade-off", "priority", capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert "Option '--trade-off' requires 2 arguments" in said.err
