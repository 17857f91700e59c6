"""Goals ``changes`` and ``short_notice``: what a repair counts."""

from __future__ import annotations

from datetime import date

import pytest

from constraints.goals.changes import Changes, ShortNotice
from constraints.registry import GOALS
from planner import api
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.problem.build import build_problem
from planner.problem.earlier import Repair
from planner.problem.problem import Problem
from tests.courses import HEAD, make_course, make_spec
from tests.rules.hand import Days, decide

BODY = """
papers:
  details:
    a: {title: A, minutes: 30}
    b: {title: B, minutes: 30}
    c: {title: C, minutes: 30}
reading: {every_session: false, per_session: {papers: {max: 1}}, optional_per_session: {max: 1}}
events: [{id: talk, title: Talk, from: 2024-01-08}]
roles: [{id: presenter, per: paper, count: {max: 2}}, {id: scribe, per: session, count: {max: 1}}]
people: [{id: ada}, {id: bo}, {id: cy}]
topics: [{id: t}]
"""
OLD: Days = {4: "a", 11: "b"}
OLD_DUTIES: Days = {4: "ada presenter a", 11: "bo presenter b, cy scribe"}


def earlier(read: Days, duties: Days, events: Days) -> Plan:
    """A plan of the course by hand."""
    from planner.api.answer import now
    from planner.plans.assemble import assemble

    problem = make_course(HEAD + BODY).problem
    return assemble(problem, decide(problem, read, events=events, duties=duties), now())


def repaired(settings: dict[str, str] | None = None) -> Problem:
    """The course with that plan as the earlier one, as of 8 January."""
    text = HEAD + BODY
    for old, new in (settings or {}).items():
        assert old in text
        text = text.replace(old, new)
    plan = earlier(OLD, OLD_DUTIES, {15: "talk"})
    repair = Repair.on(plan, date(2024, 1, 8), notice=7, freeze_weeks=0)
    return build_problem(make_spec(text), {goal.name for goal in GOALS}, repair)[0]


@pytest.mark.parametrize(
    ("read", "duties", "events", "changes", "soon"),
    [
        (OLD, OLD_DUTIES, {15: "talk"}, 0, 0),
        ({4: "a", 18: "b"}, {4: "ada presenter a", 18: "bo presenter b"}, {15: "talk"}, 2, 2),
        ({4: "a", 11: "b", 18: "c"}, {**OLD_DUTIES, 18: "ada presenter c"}, {15: "talk"}, 2, 0),
        ({4: "a", 11: "b"}, {4: "ada presenter a", 11: "ada presenter b, cy scribe"}, {15: "talk"}, 1, 1),
        ({4: "a", 11: "b"}, {4: "ada presenter a", 11: "ada presenter b, bo presenter b"}, {15: "talk"}, 2, 2),
        ({4: "a"}, {4: "ada presenter a"}, {15: "talk"}, 2, 2),
        (OLD, OLD_DUTIES, {18: "talk"}, 1, 0),
    ],
    ids=[
        "nothing",
        "moved, the scribe's session empty",
        "added",
        "another person",
        "one more, one less",
        "out",
        "event",
    ],
)
def test_counts(read: Days, duties: Days, events: Days, changes: int, soon: int) -> None:
    """Papers elsewhere, people on other seats (seats of what is gone do not count), events elsewhere."""
    problem = repaired()
    outcome = Outcome(problem, decide(problem, read, events=events, duties=duties))
    assert Changes().score(outcome).value == changes
    assert ShortNotice().score(outcome).value == soon


def test_senseless_without_an_earlier_plan() -> None:
    """The goal "changes" needs ``--from``; "short_notice" a session within the days of notice too."""
    problem = make_course(HEAD + BODY).problem
    assert Changes().senseless(problem) == ShortNotice().senseless(problem) == "there is no earlier plan (--from)"
    assert Changes().senseless(repaired()) is None


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        ({}, 0),
        ({"id: talk, title: Talk, from: 2024-01-08": "id: talk, title: Talk, dates: [2024-01-22]"}, 1),
        ({"c: {title: C, minutes: 30}": "c: {title: C, minutes: 30, dates: [2024-01-11]}\n  must: [c]"}, 2),
        ({"{id: bo}": "{id: bo, unavailable: [2024-01-11]}"}, 1),
    ],
    ids=["nothing", "a guest moves", "a date is taken", "somebody is away"],
)
def test_fewest(settings: dict[str, str], changes: int) -> None:
    """The repair has the fewest changes, proven, and the score counts what the solver counted."""
    plan = earlier(OLD, OLD_DUTIES, {15: "talk"})
    problem = repaired(settings)
    steps, _ = api.steps_of(problem)
    course = make_course(HEAD + BODY)
    from dataclasses import replace

    problem = replace(problem, search=course.problem.search)
    result = api.replan(replace(course, problem=problem, steps=steps), plan)
    assert (result.changes, result.proven) == (changes, True)
    decision, strangers = decision_of(result.plan, problem)
    assert not strangers
    assert Changes().score(Outcome(problem, decision)).value == changes
