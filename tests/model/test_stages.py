"""Planning in stages: floors are never above what a plan reaches, drafts are plans, and the optima are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.registry import RULES
from planner import api
from planner.findings import InputError
from planner.model.model import Model
from planner.model.packs import packs_of
from planner.model.relaxation import floors_of_people, without_people
from planner.model.restriction import on_its_dates
from planner.model.search import Search
from planner.model.solver import StopFlag
from planner.model.stages import Stages, merged
from planner.model.undated import ask_blocks
from planner.plan.outcome import Outcome
from planner.plan.scoring import rank
from planner.problem.problem import Bound
from tests.benchmarks.terms import Size, term_text
from tests.courses import broken, make_course
from tests.model.at_random import draw

TERMS = [(seed, students) for seed in range(5) for students in (0, 7)]


def term(seed: int, students: int) -> api.Course:
    """A small term at random, of blocks, orders and windows."""
    return make_course(term_text(Size(6, 13, 3, students), seed), time_limit=60)


def optima(course: api.Course) -> tuple[int, ...]:
    """What the rules alone prove, goal by goal, to be made small."""
    model = Model(course.problem)
    model.build(RULES)
    result = Search(model, course.steps, course.problem.search, StopFlag()).run()
    assert all(done.proven for done in result.steps)
    return tuple(-done.value if done.step.goals[0].best == "high" else done.value for done in result.steps)


@pytest.mark.parametrize(("seed", "students"), TERMS)
def test_same_optima(seed: int, students: int) -> None:
    """The stages and the bare rules prove the same, and the plan keeps every rule."""
    course = term(seed, students)
    answer = Stages(course.problem, RULES, course.steps, StopFlag()).run()
    assert answer.decision is not None
    outcome = Outcome(course.problem, answer.decision)
    assert broken(outcome) == []
    assert all(done.proven for done in answer.result.steps)
    assert tuple(value for (value,) in rank(course.steps, outcome)) == optima(course)


@pytest.mark.parametrize(("seed", "students"), TERMS)
def test_floors_are_floors(seed: int, students: int) -> None:
    """No floor is above the optimum, as long as the steps before it are at theirs."""
    course = term(seed, students)
    problem, flag = course.problem, StopFlag()
    bare = without_people(problem)
    of_papers = [step for step in course.steps if step.goals[0].senseless(bare) is None]
    sources = [ask_blocks(bare, RULES, of_papers, problem.search, flag).floors]
    if students:
        sources.append(floors_of_people(problem, RULES, course.steps, sources[0], 20, flag))
    for floors in sources:
        assert floors
        for step, best in zip(course.steps, optima(course), strict=True):
            if step.number in floors:
                assert floors[step.number] <= best
                if floors[step.number] < best:
                    break


@pytest.mark.parametrize("seed", range(40))
def test_floors_hold_on_any_course(seed: int) -> None:
    """The same on courses of the whole vocabulary, made to keep to one topic a session."""
    try:
        course = make_course(draw(seed, False).text)
    except InputError:
        return
    bound = replace(course.problem.where, path=("reading", "topics_per_session"))
    reading = replace(course.problem.reading, topics_per_session=Bound(1, bound))
    course = replace(course, problem=replace(course.problem, reading=reading))
    answer = ask_blocks(course.problem, RULES, course.steps, course.problem.search, StopFlag())
    model = Model(course.problem)
    model.build(RULES)
    result = Search(model, course.steps, course.problem.search, StopFlag()).run()
    if answer.infeasible:
        assert result.status == "infeasible"
    for done in result.steps:
        if done.step.number in answer.floors:
            value = -done.value if done.step.goals[0].best == "high" else done.value
            assert answer.floors[done.step.number] <= value
            if answer.floors[done.step.number] < value:
                break


def test_drafts_are_plans() -> None:
    """On most small terms the draft keeps every rule of the course without people, at its floors."""
    kept = 0
    for seed in range(8):
        course = term(seed, 0)
        answer = ask_blocks(course.problem, RULES, course.steps, course.problem.search, StopFlag())
        assert answer.decision is not None
        outcome = Outcome(course.problem, answer.decision)
        if not broken(outcome):
            kept += 1
            assert rank(course.steps, outcome) == tuple((answer.floors[step.number],) for step in course.steps)
    assert kept >= 6


def test_packs_need_one_topic_a_session() -> None:
    """Where sessions mix topics there are no packs; else none with papers that never share a session."""
    course = term(0, 0)
    packs = packs_of(course.problem, RULES)
    assert packs
    orders = {(order.first, order.then) for order in course.problem.orders}
    assert not any((a, b) in orders for pack in packs for a in pack.papers for b in pack.papers)
    assert all(pack.minutes <= 150 and len(pack.papers) <= 3 for pack in packs)
    mixed = replace(course.problem, reading=replace(course.problem.reading, topics_per_session=None))
    assert packs_of(mixed, RULES) is None


def test_people_on_dates() -> None:
    """A plan on decided dates has these papers on these dates, and is a plan of the whole course."""
    course = term(0, 7)
    answer = ask_blocks(without_people(course.problem), RULES, course.steps[:2], course.problem.search, StopFlag())
    assert answer.decision is not None
    dated = replace(course, problem=on_its_dates(course.problem, answer.decision))
    result, decision = api._search(dated, None, None, StopFlag())
    assert result.status == "solved"
    assert [set(papers) for papers in decision.required] == [set(papers) for papers in answer.decision.required]
    assert broken(Outcome(course.problem, decision)) == []


def test_floors_of_two_sources() -> None:
    """The higher floor stands; what was found under the lower one says nothing of the steps after it."""
    steps = term(0, 7).steps
    assert merged(steps, {}, {1: 0, 2: -90, 4: 120}, {1: 0, 2: -80, 3: -900}) == {1: 0, 2: -80, 3: -900}
    assert merged(steps, {}, {1: 0, 2: -90, 4: 120}, {1: 0, 2: -90, 3: -900}) == {1: 0, 2: -90, 3: -900, 4: 120}
    assert merged(steps, {1: 0, 3: -1000}, {1: 0}, {1: 2, 2: -70}) == {1: 2, 2: -70, 3: -1000}
    assert merged(steps, {1: 0}, {}, {1: -1, 2: -70}) == {1: 0}
