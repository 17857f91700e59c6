"""What is history and what is not: findings on the past alone, maxima that the past exceeds, minima that it missed."""

from __future__ import annotations

from datetime import date

import pytest
from ortools.sat.python import cp_model

from constraints.registry import RULES
from planner.model.assignment import assignment
from planner.plans.judging import broken_rules, judge
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from tests.courses import HEAD, broken
from tests.repairs import plan_by_hand, repair_course
from tests.rules.hand import Days, build, decide

TEXT = (
    HEAD
    + """\
papers:
  details:
    a: {title: A, minutes: 30, topics: [one], tags: [x]}
    b: {title: B, minutes: 30, topics: [one], tags: [x]}
    c: {title: C, minutes: 30, topics: [two]}
    d: {title: D, minutes: 30, topics: [one]}
reading: {every_session: false}
topics: [{id: one}, {id: two}]
roles: [{id: scribe, per: session, count: {max: 2}}]
people: [{id: ada}, {id: bo}]
"""
)
AS_OF = date(2024, 1, 9)
PAST: Days = {1: "a", 4: "c", 8: "b"}
SERVED: Days = {1: "ada scribe", 4: "ada scribe", 8: "ada scribe"}


def accepts(problem: Problem, decision: Decision) -> bool:
    """Whether the model has a solution that is this decision."""
    model = build(problem)
    known = {model.variables.zero.index, model.variables.one.index}
    for index, value in assignment(model, decision).items():
        if index not in known:
            model.cp.add(model.cp.get_int_var_from_proto_index(index) == value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(model.cp) == cp_model.OPTIMAL)


def judged(*settings: str, read: Days | None = None, duties: Days | None = None) -> list[tuple[str, str]]:
    """Severity and code of what is found in that past and what follows; the model accepts what has no error."""
    plan = plan_by_hand(TEXT, PAST, duties=SERVED)
    problem = repair_course(TEXT, plan, AS_OF, *settings).problem
    decision = decide(problem, {**PAST, **(read or {})}, duties={**SERVED, **(duties or {})})
    outcome = Outcome(problem, decision)
    errors = [finding for finding in judge(RULES, outcome) if finding.severity == "error"]
    assert broken_rules(RULES, outcome) == errors
    assert len(judge(RULES, outcome)) == len(broken(outcome))
    assert accepts(problem, decision) == (not errors)
    return [(finding.severity, finding.code) for finding in judge(RULES, outcome)]


@pytest.mark.parametrize(
    ("settings", "read", "duties", "found"),
    [
        pytest.param((), {}, {}, [], id="nothing"),
        pytest.param(("papers.details.a.dates=[2024-01-04]",), {}, {}, [("history", "paper-dates")], id="a past day"),
        pytest.param(("papers.details.d.dates=[2024-01-11]",), {15: "d"}, {}, [("error", "paper-dates")], id="a day"),
        pytest.param(("papers.total.max=2",), {}, {}, [("history", "total-papers")], id="exceeded in the past"),
        pytest.param(("papers.total.max=2",), {11: "d"}, {}, [("error", "total-papers")], id="exceeded by more"),
        pytest.param(("papers.total.max=3",), {11: "d"}, {}, [("error", "total-papers")], id="exceeded now"),
        pytest.param(("papers.total.min=4",), {}, {}, [("error", "total-papers")], id="missed"),
        pytest.param(("papers.must=[d]",), {}, {}, [("error", "must")], id="must is missing"),
        pytest.param(("papers.details.a.after=[c]",), {}, {}, [("history", "paper-order")], id="past order"),
        pytest.param(("papers.details.a.after=[d]",), {}, {}, [], id="order on a paper that is not read"),
        pytest.param(
            ("papers.details.a.after=[d]",), {11: "d"}, {}, [("error", "paper-order")], id="an order broken now"
        ),
        pytest.param(
            ("papers.details.a.needs=[d]",), {}, {}, [("history", "paper-order")], id="read without what it needs"
        ),
        pytest.param(("topics.one.contiguous=true",), {}, {}, [("history", "contiguous")], id="a torn block"),
        pytest.param(("topics.one.contiguous=true",), {11: "d"}, {}, [("history", "contiguous")], id="it goes on"),
        pytest.param(("topics.one.contiguous=true",), {15: "d"}, {}, [("error", "contiguous")], id="torn again"),
        pytest.param(("topics.one.after=[two]",), {}, {}, [("history", "block-order")], id="past blocks"),
        pytest.param(
            ("papers.mix=[{tags: [x], max: 1}]",), {11: "d"}, {}, [("history", "paper-mix")], id="a mix exceeded"
        ),
        pytest.param(
            ('papers.mix=[{tags: [x], max: "50%"}]',), {}, {}, [("history", "paper-mix")], id="a share exceeded"
        ),
        pytest.param(('papers.mix=[{tags: [x], max: "50%"}]',), {11: "d"}, {}, [], id="a share mended"),
        pytest.param(('papers.mix=[{tags: [x], min: "70%"}]',), {}, {}, [("error", "paper-mix")], id="a share missed"),
        pytest.param(
            ("duties.per_person.max=2",), {11: "d"}, {}, [("history", "duties-per-person")], id="duties exceeded"
        ),
        pytest.param(
            ("duties.per_person.max=2",),
            {11: "d"},
            {11: "ada scribe"},
            [("error", "duties-per-person")],
            id="duties exceeded by more",
        ),
        pytest.param(
            ("duties.per_person.min=1",), {11: "d"}, {}, [("error", "duties-per-person")], id="a person with too few"
        ),
        pytest.param(
            ("people.ada.unavailable=[2024-01-04]",), {}, {}, [("history", "availability")], id="away in the past"
        ),
        pytest.param(("duties.gap=2",), {}, {}, [("history", "gap"), ("history", "gap")], id="past gaps"),
        pytest.param(
            ("duties.gap=2",),
            {11: "d"},
            {11: "ada scribe"},
            [("history", "gap"), ("history", "gap"), ("error", "gap")],
            id="from the past to what comes",
        ),
        pytest.param(("pins=[{paper: a, date: 2024-01-04}]",), {}, {}, [("history", "pins")], id="a past pin"),
        pytest.param(("pins=[{paper: a, date: 2024-01-11}]",), {}, {}, [("error", "pins")], id="a coming pin"),
        pytest.param(
            ("events=[{id: e, title: E, dates: [2024-01-04]}]",), {}, {}, [("history", "event-dates")], id="no talk"
        ),
        pytest.param(
            ("events=[{id: e, title: E, dates: [2024-01-04, 2024-01-11]}]",),
            {},
            {},
            [("error", "event-dates")],
            id="a talk that can come yet",
        ),
        pytest.param(("reading.per_week.papers.max=1",), {}, {}, [("history", "week-reading")], id="a past week"),
        pytest.param(
            ("reading.per_week.papers={min: 2}",), {}, {}, [("error", "week-reading")], id="a week that goes on"
        ),
    ],
)
def test_history(settings: tuple[str, ...], read: Days, duties: Days, found: list[tuple[str, str]]) -> None:
    """History is what only the past breaks, as far as the past breaks it; the model draws the same line."""
    assert judged(*settings, read=read, duties=duties) == found


def test_everything_is_history_after_the_term() -> None:
    """Where every session is past, there is nothing but history; without an earlier plan, there is none."""
    plan = plan_by_hand(TEXT, PAST, duties=SERVED)
    problem = repair_course(TEXT, plan, date(2024, 2, 1), "papers.must=[d]", "papers.total.min=4").problem
    outcome = Outcome(problem, decide(problem, PAST, duties=SERVED))
    assert {finding.severity for finding in judge(RULES, outcome)} == {"history"}
    fresh = repair_course(TEXT, plan, date(2023, 12, 1), "papers.must=[d]", "papers.total.min=4").problem
    assert {f.severity for f in judge(RULES, Outcome(fresh, decide(fresh, PAST, duties=SERVED)))} == {"error"}
