"""Satisfaction in the model and on a plan: of any duties, whatever people wish, both say the same."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from ortools.sat.python import cp_model

from constraints.goals.satisfaction import build_satisfaction, satisfactions
from planner.model.model import Model
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from tests.courses import HEAD, make_problem
from tests.rules.hand import decided

PAPERS, TOPICS, ROLES = ("a", "b", "c", "d"), ("t", "u"), ("talk", "review", "notes", "host")
DAYS = ("2024-01-01", "2024-01-04", "2024-01-08")
COURSE = (
    HEAD.replace("end: 2024-01-25", "end: 2024-01-08")
    + """
papers:
  details:
    a: {title: A, minutes: 10, topic: t}
    b: {title: B, minutes: 10, topic: t}
    c: {title: C, minutes: 10, topic: u}
    d: {title: D, minutes: 10}
topics: [{id: t}, {id: u}]
events: [{id: visit, title: Visit, dates: [2024-01-08], readings: true}]
reading: {every_session: false}
duties: {per_session: {max: 4}}
"""
)


def scores(names: tuple[str, ...]) -> some.SearchStrategy[Any]:
    """A list, best first, or a map of scores; or nothing."""
    listed = some.lists(some.sampled_from(names), unique=True, max_size=3)
    mapped = some.dictionaries(some.sampled_from(names), some.integers(0, 10), max_size=3)
    return some.one_of(listed, mapped)


def few(names: tuple[str, ...]) -> some.SearchStrategy[Any]:
    """One of the names, or none."""
    return some.lists(some.sampled_from(names), unique=True, max_size=1)


PEOPLE = some.fixed_dictionaries(
    {
        "prefers": some.fixed_dictionaries(
            {"papers": scores(PAPERS), "topics": scores(TOPICS), "dates": scores(DAYS), "roles": scores(ROLES)}
        ),
        "avoids": some.fixed_dictionaries({"papers": few(PAPERS), "topics": few(TOPICS)}),
        "roles": some.lists(some.sampled_from(ROLES), unique=True, min_size=1),
        "conflicts": few(PAPERS),
        "unavailable": few(DAYS),
        "duties": some.fixed_dictionaries({}, optional={"min": some.integers(1, 3)}),
        "staff": some.booleans(),
    }
)
LIMITS = some.fixed_dictionaries({}, optional={"per_person": some.sampled_from([{"min": 1}, {"max": 1}, {"max": 2}])})


@some.composite
def courses(draw: some.DrawFn) -> Problem:
    """Four roles, two people with wishes of every kind."""
    per = {"talk": "paper", "review": "paper", "notes": "session", "host": "session"}
    roles = [{"id": role, "per": per[role], "count": {"max": 2}, **draw(LIMITS)} for role in ROLES]
    roles[3]["on"] = {"events": ["visit"]}
    file = {"people": [{"id": name, **draw(PEOPLE)} for name in ("ada", "bo")], "roles": roles}
    return make_problem(COURSE + yaml.safe_dump(file))


@some.composite
def decisions(draw: some.DrawFn) -> Decision:
    """Papers anywhere, and anybody on any seat, whether they may or not."""
    places = [draw(some.sampled_from([None, 0, 1, 2])) for _ in PAPERS]
    required = tuple(tuple(p for p, at in zip(PAPERS, places, strict=True) if at == s) for s in range(3))
    duties = []
    for session in range(3):
        seats = [(role, paper) for paper in required[session] for role in ("talk", "review")]
        seats += [("notes", None), *([("host", None)] if session == 2 else [])]  # type: ignore[list-item]
        held = [Holding(role, person, paper) for role, paper in seats for person in ("ada", "bo")]
        duties.append(tuple(draw(some.lists(some.sampled_from(held), unique=True, max_size=4))))
    return Decision(required, ((), (), ()), (None, None, "visit"), tuple(duties))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses(), decisions())
def test_model_and_plan_agree(problem: Problem, decision: Decision) -> None:
    """With a decision fixed, the best that the model allows each person is what the plan gives them."""
    model = Model(problem)
    known = build_satisfaction(model)
    for variable, value in decided(model, decision):
        model.cp.add(variable == value)
    model.cp.maximize(sum(known.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    found = {person: int(solver.value(variable)) for person, variable in known.items()}
    assert found == satisfactions(Outcome(problem, decision))
