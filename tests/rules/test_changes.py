"""Goals ``changes`` and ``short_notice``: what a repair counts."""

from __future__ import annotations

from datetime import date

import pytest
from ortools.sat.python import cp_model

from constraints.goals.changes import Changes, ShortNotice
from constraints.papers.mix import PaperMix
from constraints.registry import GOALS
from planner import api
from planner.api.answer import now
from planner.model.model import Model
from planner.plans.assemble import assemble
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of, earlier_plan
from planner.problem.build import build_problem
from planner.problem.earlier import Repair
from planner.problem.problem import Problem
from tests.courses import HEAD, make_course, make_spec
from tests.rules.hand import Days, decide, decided

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
    problem = make_course(HEAD + BODY).problem
    return assemble(problem, decide(problem, read, events=events, duties=duties), now())


def repaired(settings: dict[str, str] | None = None) -> Problem:
    """The course with that plan as the earlier one, as of 8 January."""
    text = HEAD + BODY
    for old, new in (settings or {}).items():
        assert old in text
        text = text.replace(old, new)
    plan = earlier(OLD, OLD_DUTIES, {15: "talk"})
    repair = Repair.on(earlier_plan(plan), date(2024, 1, 8), notice=7, freeze_weeks=0)
    return build_problem(make_spec(text), {goal.name for goal in GOALS}, repair)[0]


def counted(problem: Problem, read: Days, events: Days, duties: Days, optional: Days | None = None) -> tuple[int, int]:
    """Changes, and those at short notice, on a plan; in the model with the plan fixed they are the same."""
    decision = decide(problem, read, optional, events=events, duties=duties)
    values = []
    for goal in (Changes(), ShortNotice()):
        model = Model(problem)
        expression = sum(goal.build(model).terms.values())
        for variable, value in decided(model, decision):
            model.cp.add(variable == value)
        for paper in problem.papers:
            model.cp.add(model.variables.read(paper) == any(paper in papers for papers in decision.required))
        model.cp.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        assert solver.solve(model.cp) == cp_model.OPTIMAL
        values.append(goal.score(Outcome(problem, decision)).value)
        assert int(solver.value(expression)) == values[-1]
    return values[0], values[1]


@pytest.mark.parametrize(
    ("read", "duties", "events", "changes", "soon"),
    [
        (OLD, OLD_DUTIES, {15: "talk"}, 0, 0),
        ({4: "a", 18: "b"}, {4: "ada presenter a", 18: "bo presenter b"}, {15: "talk"}, 2, 2),
        ({4: "a", 11: "b", 18: "c"}, {**OLD_DUTIES, 18: "ada presenter c"}, {15: "talk"}, 2, 0),
        ({4: "a", 11: "b"}, {4: "ada presenter a", 11: "ada presenter b, cy scribe"}, {15: "talk"}, 1, 1),
        ({4: "a", 11: "b"}, {4: "ada presenter a", 11: "ada presenter b, bo presenter b"}, {15: "talk"}, 2, 2),
        ({4: "a"}, {4: "ada presenter a"}, {15: "talk"}, 2, 2),
        # Within the days of notice still: one change, not one where it was and one where it is.
        ({4: "a", 8: "b"}, {4: "ada presenter a", 8: "bo presenter b", 11: "cy scribe"}, {15: "talk"}, 1, 1),
        # Read anew, soon, with two presenters; the same a week later.
        ({4: "a", 8: "c", 11: "b"}, {**OLD_DUTIES, 8: "ada presenter c, bo presenter c"}, {15: "talk"}, 3, 3),
        ({4: "a", 11: "b", 18: "c"}, {**OLD_DUTIES, 18: "ada presenter c, bo presenter c"}, {15: "talk"}, 3, 0),
        (OLD, OLD_DUTIES, {8: "talk"}, 1, 1),
        (OLD, OLD_DUTIES, {18: "talk"}, 1, 0),
    ],
    ids=[
        "nothing",
        "moved, the scribe's session empty",
        "added",
        "another person",
        "one more, one less",
        "out",
        "moved within the notice",
        "added soon",
        "added later",
        "event soon",
        "event",
    ],
)
def test_counts(read: Days, duties: Days, events: Days, changes: int, soon: int) -> None:
    """Papers elsewhere, people on other seats (seats of what is gone do not count), events elsewhere."""
    problem = repaired()
    assert counted(problem, read, events, duties) == (changes, soon)


def test_listed_papers_count() -> None:
    """A paper listed where nothing was, or required where it was listed, is one change."""
    problem = repaired()
    assert counted(problem, OLD, {15: "talk"}, OLD_DUTIES, {18: "c"}) == (1, 0)
    assert counted(problem, OLD, {15: "talk"}, OLD_DUTIES, {11: "c"}) == (1, 1)
    assert counted(problem, {4: "a"}, {15: "talk"}, {4: "ada presenter a", 11: "cy scribe"}, {11: "b"}) == (1, 1)


def test_seats_beyond_the_old_count() -> None:
    """Where a role has more seats now, who sits on the new ones changes nothing; who gives way to others does."""
    problem = repaired({"per: session, count: {max: 1}": "per: session, count: {max: 3}"})
    assert problem.earlier is not None
    assert problem.earlier.most_seats == {"presenter": 2, "scribe": 1}
    duties = {4: "ada presenter a", 11: "bo presenter b, cy scribe, ada scribe"}
    assert counted(problem, OLD, {15: "talk"}, duties) == (0, 0)
    # One seat was there before: now somebody else has it, and cy none.
    assert counted(problem, OLD, {15: "talk"}, {**duties, 11: "bo presenter b, ada scribe"}) == (1, 1)
    assert counted(problem, OLD, {15: "talk"}, {**duties, 11: "bo presenter b, ada scribe, bo scribe"}) == (1, 1)
    everybody = {**duties, 11: "bo presenter b, ada scribe, bo scribe, cy scribe"}
    assert counted(problem, OLD, {15: "talk"}, everybody) == (0, 0)
    # Two presenters are as before; where nothing was read, three count two.
    wider = repaired({"per: paper, count: {max: 2}": "per: paper, count: {max: 3}"})
    new = {**OLD_DUTIES, 18: "ada presenter c, bo presenter c, cy presenter c"}
    assert counted(wider, {**OLD, 18: "c"}, {15: "talk"}, new) == (3, 0)


def test_seats_of_a_new_role() -> None:
    """A role that the earlier plan does not know had no seats: filling them is no change."""
    problem = repaired({"roles: [": "roles: [{id: critic, per: session, count: {max: 2}}, "})
    duties = {**OLD_DUTIES, 11: "bo presenter b, cy scribe, ada critic"}
    assert counted(problem, OLD, {15: "talk"}, duties) == (0, 0)


def lost(*days: str) -> Problem:
    """The course repaired where the meetings of these days are gone."""
    closed = ", ".join(f"{{date: {day}}}" for day in days)
    return repaired({"meetings:": f"no_class: [{closed}]\n  meetings:"})


def test_what_stood_in_a_lost_session() -> None:
    """Its event and its paper are elsewhere in any case, once each; who sat there for the session counts nothing."""
    problem = lost("2024-01-11", "2024-01-15")
    assert problem.earlier is not None
    assert problem.earlier.lost_events == {"talk": 1}
    assert counted(problem, {4: "a", 18: "b"}, {22: "talk"}, {4: "ada presenter a", 18: "bo presenter b"}) == (2, 1)
    assert counted(problem, {4: "a", 8: "b"}, {8: "talk"}, {4: "ada presenter a", 8: "bo presenter b"}) == (2, 2)
    assert counted(problem, {4: "a"}, {}, {4: "ada presenter a"}) == (2, 1)
    other = {4: "ada presenter a", 18: "ada presenter b"}
    assert counted(problem, {4: "a", 18: "b"}, {22: "talk"}, other) == (3, 2)


def test_an_event_that_is_gone() -> None:
    """One change for each session that it had, also where that session is lost."""
    problem = repaired({"{id: talk, title: Talk, from: 2024-01-08}": ""})
    assert counted(problem, OLD, {}, OLD_DUTIES) == (1, 0)
    closed = "no_class: [{date: 2024-01-15}]\n  meetings:"
    problem = repaired({"{id: talk, title: Talk, from: 2024-01-08}": "", "meetings:": closed})
    assert counted(problem, OLD, {}, OLD_DUTIES) == (1, 0)


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


MIXED = """
papers:
  mix: [{since: 2020, max: "50%"}]
  details:
    old: {title: Old, minutes: 10, year: 2000}
    one: {title: One, minutes: 10, year: 2020}
    two: {title: Two, minutes: 10, year: 2021}
    new: {title: New, minutes: 10, year: 2022}
    other: {title: Other, minutes: 10, year: 2001}
reading: {every_session: false, per_session: {papers: {max: 1}}}
"""


@pytest.mark.parametrize(
    ("past", "read", "kept"),
    [
        ({1: "one", 4: "two"}, {}, True),
        ({1: "one", 4: "two"}, {11: "old"}, True),
        ({1: "one", 4: "two"}, {11: "new"}, False),
        ({1: "one", 4: "two"}, {11: "new", 15: "old"}, True),
        ({1: "one", 4: "two"}, {11: "new", 15: "old", 18: "other"}, True),
        ({1: "old"}, {11: "new"}, True),
        ({1: "old"}, {11: "new", 15: "two"}, False),
    ],
)
def test_a_share_that_the_past_exceeds(past: Days, read: Days, kept: bool) -> None:
    """Two recent papers of two were read where half is the most: what comes may not add to the excess. Where the past
    lies below the share, the whole course counts.
    """
    problem = make_course(HEAD + MIXED).problem
    plan = assemble(problem, decide(problem, past), now())
    repair = Repair.on(earlier_plan(plan), date(2024, 1, 8), notice=0, freeze_weeks=0)
    problem = build_problem(make_spec(HEAD + MIXED), {goal.name for goal in GOALS}, repair)[0]
    decision = decide(problem, {**past, **read})
    model = Model(problem)
    model.build([PaperMix()])
    for variable, value in decided(model, decision):
        model.cp.add(variable == value)
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    assert (solver.solve(model.cp) == cp_model.OPTIMAL) == kept
    assert (broken_rules([PaperMix()], Outcome(problem, decision)) == []) == kept
