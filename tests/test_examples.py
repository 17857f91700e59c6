"""Each example plans as it stands, and the schedules as they were published say what they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from constraints.registry import GOALS
from planner import api
from planner.plans.file import read_plan
from planner.plans.outcome import Outcome
from planner.plans.reading import decision_of
from planner.plans.scoring import figures
from planner.shipped import shipped
from planner.spec.load import load_spec
from tests.courses import broken

EXAMPLES = (
    "aisys2023",
    "cs294-sp22",
    "cs839",
    "debate",
    "every-second-friday",
    "from-forms",
    "reading-group",
    "seminar",
)


def test_all_examples_are_listed() -> None:
    """No example is forgotten here."""
    assert sorted(path.parent.name for path in shipped("examples").glob("*/constraints.yaml")) == sorted(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_plans(name: str) -> None:
    """The file has no warnings, and its plan keeps all rules; the first goal does here, the rest is the same code."""
    course = api.load(shipped("examples", name, "constraints.yaml"), {"time_limit": 120.0, "workers": 2})
    course = replace(course, steps=course.steps[:1])
    assert [finding for finding in course.findings if finding.severity != "note"] == []
    result = api.plan(course)
    decision, strangers = decision_of(result.plan, course.problem)
    assert strangers == []
    assert broken(Outcome(course.problem, decision)) == []
    assert result.plan.solved is not None
    assert [goal.goal for goal in result.plan.solved.goals] == [g.name for s in course.steps for g in s.goals]


def test_the_next_papers_of_a_list() -> None:
    """The reading group's other file: 12 papers in the first sessions, 200 minutes each at most; proven."""
    course = api.load(shipped("examples", "reading-group", "next.yaml"), {"time_limit": 120.0, "workers": 2})
    assert [finding for finding in course.findings if finding.severity != "note"] == []
    plan = api.plan(course).plan
    assert plan.solved is not None
    assert plan.solved.status == "optimal"
    assert sum(len(session.required) for session in plan.sessions) == 12
    assert all(session.minutes <= 200 for session in plan.sessions)
    filled = [bool(session.required) for session in plan.sessions]
    assert filled == sorted(filled, reverse=True)


def test_what_the_seminar_says() -> None:
    """24 sessions, 18 people, deadlines on days without class, a week without presentations, exceptions."""
    problem = api.load(shipped("examples", "seminar", "constraints.yaml")).problem
    assert (len(problem.sessions), len(problem.people), len(problem.papers)) == (24, 18, 35)
    meets = {session.date for session in problem.sessions}
    assert [deadline.date in meets for deadline in problem.deadlines] == [False] * 4
    week = problem.sessions_named("2024-10-07") | problem.sessions_named("2024-10-09")
    assert len(week) == 2
    assert not any(week & role.sessions for role in problem.roles.values())
    assert [entry.papers.max.value for entry in problem.reading.exceptions if entry.papers.max] == [4]
    assert len(problem.events["projects"].allowed) == problem.events["projects"].sessions == 3
    assert {session.link for session in problem.sessions} == {"https://example.edu/join/seminar-llm"}


def published(name: str) -> tuple[Counter[str], dict[str, int | float]]:
    """The broken rules by name, and the figures, of a published schedule under its course."""
    course = api.load(shipped("examples", name, "constraints.yaml"))
    plan, _ = read_plan(Path(shipped("examples", name, "published.plan.yaml")))
    decision, strangers = decision_of(plan, course.problem)
    assert strangers == []
    outcome = Outcome(course.problem, decision)
    found = figures(course.problem, GOALS, outcome)
    return Counter(finding.code for finding in broken(outcome)), {figure.goal: figure.value for figure in found}


def test_published_aisys2023() -> None:
    """One session has four papers where three are the limit; it names no presenters; three papers short of coverage."""
    rules, goals = published("aisys2023")
    assert rules == {"session-papers": 1, "seats": 23, "duties-per-person": 16}
    assert {goal: goals[goal] for goal in ("coverage", "extra_load", "priority", "peak_load", "optional_fit")} == {
        "coverage": 3,
        "extra_load": 150,
        "priority": 103,
        "peak_load": 210,
        "optional_fit": 21,
    }


def test_published_cs294() -> None:
    """Every rule about papers holds; it names no presenters, advocates, critics and scribes."""
    rules, goals = published("cs294-sp22")
    assert rules == {"seats": 103, "duties-per-person": 24}
    assert {goal: goals[goal] for goal in ("coverage", "extra_load", "priority", "peak_load", "topic_breaks")} == {
        "coverage": 0,
        "extra_load": 84,
        "priority": 93,
        "peak_load": 324,
        "topic_breaks": 0,
    }


def test_from_forms() -> None:
    """Raw exports in, a planned course out: each answer is read, and nobody stands where they cannot."""
    path = shipped("examples", "from-forms", "constraints.yaml")
    spec = load_spec(path)
    assert [entry.text for entry in spec.account.matched if not entry.meaning] == []
    said = {entry.person.id: entry.person for entry in spec.people}
    assert list(said) == ["ada.berg", "bo.lund", "chidi.okoye", "dana.levi", "jose.nunez", "zoe.weiss"]
    assert said["ada.berg"].prefers.papers.scores == {"forever": 1000, "once": 1000}
    assert list(said["bo.lund"].prefers.topics.scores) == ["caches", "queues"]
    assert list(said["bo.lund"].prefers.papers.scores) == ["forget", "backpressure"]
    assert not said["dana.levi"].prefers.papers.scores
    course = api.load(path, {"time_limit": 30.0, "workers": 2})
    problem = course.problem
    days = {
        person.id: [str(problem.sessions[index].date) for index in person.absent] for person in problem.people.values()
    }
    assert days["bo.lund"] == ["2027-04-20"]
    assert days["jose.nunez"] == ["2027-04-27", "2027-04-29"]
    assert days["zoe.weiss"] == ["2027-04-15", "2027-04-22", "2027-04-29", "2027-05-20"]
    plan = api.plan(course).plan
    held = [(duty.person, str(session.date)) for session, duty in plan.all_duties()]
    assert {person for person, _ in held} == set(said)
    assert not [(person, day) for person, day in held if day in days[person]]
