"""Planning in stages: floors are never above what a plan reaches, drafts are plans, and the optima are the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from constraints.registry import GOALS, RULES
from planner import api
from planner.api import planning
from planner.findings import InputError
from planner.model import undated
from planner.model.blocks import BlockModel
from planner.model.model import Model
from planner.model.packs import packs_of
from planner.model.relaxation import floors_of_people, without_people
from planner.model.restriction import on_its_dates
from planner.model.search import Search
from planner.model.solver import StopFlag
from planner.model.stages import Stages, merged
from planner.model.tables import most_by_sessions
from planner.model.undated import ask_blocks
from planner.plans.outcome import Outcome
from planner.plans.scoring import rank
from planner.problem.problem import Bound
from planner.rule import EndedGoal, PackGoal
from tests.benchmarks.terms import SIZES, Size, term_text
from tests.courses import broken, make_course
from tests.model.at_random import draw

TERMS = [(seed, students) for seed in range(5) for students in (0, 7)]


def term(seed: int, students: int) -> api.Course:
    """A small term at random, of blocks, orders and windows."""
    return make_course(term_text(Size(6, 13, 3, students), seed), time_limit=600)


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
    answer = Stages(course.problem, RULES, RULES, course.steps, StopFlag()).run()
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
    result, decision = planning._search(dated, None, None, StopFlag())
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


def test_best_papers_first_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking the best papers of each topic first is a start only: the floors are those of all papers."""
    course = make_course(term_text(Size(8, 40, 4, 0), 2), time_limit=60)
    floors = [ask_blocks(course.problem, RULES, course.steps, course.problem.search, StopFlag()).floors]
    monkeypatch.setattr(undated, "FEW_PACKS", 0)
    monkeypatch.setattr(undated, "BETTER", 2)
    floors.append(ask_blocks(course.problem, RULES, course.steps, course.problem.search, StopFlag()).floors)
    assert floors[0] == floors[1]
    assert set(floors[0]) == {1, 2, 3}


@pytest.mark.parametrize("sessions", [1, 2, 3])
def test_tables_are_exact(sessions: int) -> None:
    """What so many disjoint packs of a topic score at most, against trying them all."""
    problem = term(3, 0).problem
    packs = packs_of(problem, RULES)
    assert packs
    for topic in problem.topics:
        own = [pack for pack in packs if pack.topic == topic]
        scores = [sum(problem.papers[paper].priority for paper in pack.papers) for pack in own]
        table = most_by_sessions(own, scores, 3, problem.search, StopFlag())
        disjoint = [
            sum(scores[place] for place in places)
            for places in combinations(range(len(own)), sessions)
            if len({paper for place in places for paper in own[place].papers})
            == sum(len(own[place].papers) for place in places)
        ]
        if disjoint:
            assert table[sessions] == max(disjoint)


def test_coefficients_are_small() -> None:
    """CP-SAT 9.15 proves wrong optima with coefficients above 2³¹: all of a term with wishes stay far below."""
    course = make_course(term_text(SIZES["S"]))
    bare = without_people(course.problem)
    packs = packs_of(bare, RULES)
    assert packs
    blocks = BlockModel(bare, packs)
    blocks.add_tables(course.problem.search, StopFlag())
    model = Model(course.problem)
    model.build(RULES)
    search = Search(model, course.steps, course.problem.search, StopFlag())
    for objective in search.objectives:
        model.cp.add(objective.expression <= 2**20)
    for cp in (blocks.cp, model.cp):
        largest = max(abs(c) for entry in cp.proto.constraints if entry.has_linear() for c in entry.linear.coeffs)
        assert largest < 2**24


@pytest.mark.parametrize("seed", range(3))
def test_goals_say_the_same_of_packs(seed: int) -> None:
    """What a goal says of the papers of one session adds up to its figure, and no figure passes its end."""
    course = term(seed, 7)
    limits = replace(course.problem.reading.minutes, goal=Bound(60, course.problem.where))
    problem = replace(course.problem, reading=replace(course.problem.reading, minutes=limits))
    answer = Stages(problem, RULES, RULES, course.steps[:1], StopFlag()).run()
    assert answer.decision is not None
    outcome = Outcome(problem, answer.decision)
    of_packs = [goal for goal in GOALS if isinstance(goal, PackGoal)]
    assert [goal.name for goal in of_packs] == ["extra_load", "peak_load"]
    for packed in of_packs:
        scores = [packed.pack_score(problem, papers) for papers in outcome.required if papers]
        assert packed.score(outcome).value == (sum(scores) if packed.pack_combine == "sum" else max(scores))
    for goal in GOALS:
        if isinstance(goal, EndedGoal) and goal.senseless(problem) is None:
            value, end = goal.score(outcome).value, goal.end(problem)
            assert value >= end if goal.best == "low" else value <= end
