"""The whole example, with every section, is valid as it stands: it loads, plans, and its plan keeps every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import api
from planner.plans.file import read_plan, write_plan
from planner.shipped import shipped

EXAMPLE = Path(__file__).parent / "data" / "whole_example.yaml"
"""A file with every section."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> api.Course:
    """The example two folders below the catalogue that it names."""
    root = tmp_path_factory.mktemp("whole")
    path = root / "examples" / "x" / "constraints.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(EXAMPLE.read_text())
    (root / "data").symlink_to(shipped("data"), target_is_directory=True)
    return api.load(path, {"workers": 2, "time_limit": 20.0})


def test_the_example_loads(course: api.Course) -> None:
    """Nothing is wrong with it; what is worth knowing is known."""
    assert [(finding.severity, finding.message) for finding in course.findings] == [
        ("warning", 'the length of "autodiff-talk" is not known; counted as 60 minutes'),
        ("note", "this takes nothing back: no meeting is closed there"),
        ("warning", 'no candidate of topic "frameworks" has a tag of background'),
        ("warning", 'the wish for date "2023-05-04" cannot come true; it counts all the same'),
    ]
    problem = course.problem
    assert [step.label for step in course.steps] == [
        *("coverage", "extra_load", "priority", "vacancies", "fairness", "worst_off", "preferences", "peak_load"),
    ]
    assert len(problem.sessions) == 15 * 2 - 4 + 1  # weeks, days without class, the make-up meeting
    assert {day.date.isoformat(): day.reason for day in problem.calendar.no_class} == {
        "2023-04-25": "Midterm exams",
        "2023-04-27": "Midterm week",
        "2023-05-16": "Ceremony",
        "2023-06-06": "Memorial Day",
    }
    assert list(problem.topics) == ["frameworks", "compilers"]
    assert list(problem.events) == ["proposals", "compiler-talk", "spare"]
    assert list(problem.people) == ["ada", "bo", "team1", "ta"]
    assert [(entry.id, entry.date.isoformat()) for entry in problem.deadlines] == [("project-proposal", "2023-04-07")]
    assert not {session.index for session in problem.sessions if session.date.month == 6 and session.date.day < 3} & (
        problem.roles["scribe"].sessions
    )
    assert problem.papers["tensorflow"].minutes == 120
    assert problem.papers["tensorflow"].allowed == problem.sessions_named("2023-03-14")


def test_the_example_plans(course: api.Course, tmp_path: Path) -> None:
    """It plans within 20 seconds; the plan, written and read back, breaks no rule."""
    plan = api.plan(course).plan
    path = tmp_path / "plan.yaml"
    path.write_text(write_plan(plan))
    assert api.check(course, path).findings == ()
    read = {paper: session for session in read_plan(path)[0].sessions for paper in session.required}
    assert read["tensorflow"].id == "2023-03-14"
    assert "pytorch" in read
    assert read["halide"].event == "compiler-talk"
