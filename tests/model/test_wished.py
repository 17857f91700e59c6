"""Wished duties alone: whatever the course, no plan is better than they say; and where they fit, a plan is proven."""

from __future__ import annotations

from functools import cache

import pytest

from constraints.registry import GOALS, RULES
from planner import api
from planner.findings import InputError
from planner.model import wished
from planner.model.solver import StopFlag
from planner.model.stages import Stages
from planner.model.wished import ask_wished, only_wished
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step, rank
from planner.problem.decision import Decision
from tests.benchmarks.bids import bids_text
from tests.courses import broken, make_course
from tests.model.at_random import draw
from tests.model.enumerate_all import TooMany, keeping

MOST = 4000
BY_NAME = {goal.name: goal for goal in GOALS}
STEPS = [Step(number, (BY_NAME[name],), {}, False) for number, name in enumerate(("worst_off", "preferences"))]


@cache
def small(seed: int) -> tuple[api.Course, tuple[Decision, ...]]:
    """A course of this seed with wishes and roles per paper alone, and every plan of it."""
    for attempt in range(2000):
        try:
            course = make_course(draw(70_000 + 2000 * seed + attempt, True).text)
            if any(role.most and role.per == "session" for role in course.problem.roles.values()):
                continue
            if any(step.goals[0].senseless(course.problem) for step in STEPS):
                continue
            decisions = tuple(keeping(course.problem, MOST))
        except (InputError, TooMany):
            continue
        if decisions and any(any(duties) for decision in decisions for duties in decision.duties):
            return course, decisions
    raise AssertionError("no course of this seed will do")


@pytest.mark.parametrize("seed", range(30))
def test_no_plan_is_better(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step by step, as long as plans are at the floors before."""
    monkeypatch.setattr(wished, "FEW", 1.0)
    course, decisions = small(seed)
    assert only_wished(course.problem) is not None
    answer = ask_wished(course.problem, RULES, STEPS, 60, StopFlag())
    left = [rank(STEPS, Outcome(course.problem, decision)) for decision in decisions]
    for place, step in enumerate(STEPS):
        if not left:
            break
        assert answer.floors[step.number] <= min(values[place][0] for values in left)
        left = [values for values in left if values[place][0] == answer.floors[step.number]]


def test_some_floors_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the test above is not one of floors that say nothing."""
    monkeypatch.setattr(wished, "FEW", 1.0)
    reached = 0
    for seed in range(30):
        course, decisions = small(seed)
        floor = ask_wished(course.problem, RULES, STEPS[:1], 60, StopFlag()).floors[0]
        reached += floor == min(rank(STEPS[:1], Outcome(course.problem, d))[0][0] for d in decisions)
    assert reached > 15


@pytest.mark.parametrize("seed", range(4))
def test_bids_are_proven_by_wishes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without the smaller question the same is proven, and its plan keeps every rule."""
    course = make_course(bids_text(10, 14, seed), time_limit=600)
    answer = Stages(course.problem, RULES, RULES, course.steps, StopFlag()).run()
    assert answer.decision is not None
    assert broken(Outcome(course.problem, answer.decision)) == []
    monkeypatch.setattr(wished, "FEW", 0.0)
    bare = Stages(course.problem, RULES, RULES, course.steps, StopFlag()).run()
    assert [(done.value, done.proven) for done in answer.result.steps] == [(d.value, True) for d in bare.result.steps]


@pytest.mark.parametrize(
    ("wish", "papers"),
    [
        ("{papers: {a: 3}}", {"a"}),
        ("{topics: {x: 2}}", {"a", "b"}),
        ("{papers: {c: 1}}, avoids: {papers: [a]}", {"c"}),
        ("{roles: {speaker: 1}}", {"a", "b", "c"}),
        ("{papers: {a: 1}, dates: {2024-01-04: 5}}", {"a", "b", "c"}),
    ],
)
def test_wished_papers(wish: str, papers: set[str]) -> None:
    """Where some duty may score: papers and topics by name, everywhere for a date or a role."""
    course = make_course(f"""\
version: 1
course: {{title: Test course, code: test}}
term: {{start: 2024-01-01, end: 2024-01-25, timezone: Europe/Berlin,
  meetings: [{{days: [Mon, Thu], start: "10:00", end: "11:00"}}]}}
topics: [{{id: x, title: X}}]
papers:
  details: {{a: {{title: A, minutes: 30, topic: x}}, b: {{title: B, minutes: 30, topic: x}},
             c: {{title: C, minutes: 30}}}}
reading: {{every_session: false}}
people: [{{id: ada, prefers: {wish}}}]
roles: [{{id: speaker, per: paper}}]
""")
    problem = course.problem
    assert wished.wished_papers(problem, problem.people["ada"]) == papers
