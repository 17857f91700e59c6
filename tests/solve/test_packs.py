"""Packs and tables of the course without dates, and people on decided dates, on small terms of blocks and windows."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from constraints.registry import GOALS, RULES
from planner import api
from planner.measure import rank
from planner.model.facts import Held
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound
from planner.rule import EndedGoal, PackGoal
from planner.solve import views
from planner.solve.budget import Budget
from planner.solve.question import Question, asked_whole
from planner.solve.record import Record
from planner.solve.solver import StopFlag
from planner.solve.strategy import find_plan
from planner.solve.undated import asking
from planner.solve.undated.blocks import BlockModel
from planner.solve.undated.packs import packs_of
from planner.solve.undated.tables import most_by_sessions
from tests.benchmarks.terms import SIZES, Size, term_text
from tests.courses import broken, make_course

TERMS = [(seed, students) for seed in range(5) for students in (0, 7)]


def term(seed: int, students: int) -> api.Course:
    """A small term at random, of blocks, orders and windows."""
    return make_course(term_text(Size(6, 13, 3, students), seed), time_limit=600)


def recorded(course: api.Course) -> Record:
    """What the whole search comes to."""
    record = Record(course.problem, course.rules, course.steps)
    return find_plan(record, Budget.of(course.problem.search, StopFlag()))


def bare_optimum(course: api.Course) -> tuple[int, ...]:
    """What the rules alone prove, rung by rung."""
    record = Record(course.problem, course.rules, course.steps)
    question = Question(course.problem, asked_whole(course.rules), record.rungs, strengthened=False)
    limits: dict[int, int] = {}
    for rung in record.rungs:
        reply = question.ask(rung.place, Budget.of(course.problem.search, StopFlag()), limits=limits)
        assert reply.optimal
        assert reply.value is not None
        limits[rung.place] = reply.value
    return tuple(limits.values())


@pytest.mark.parametrize(("seed", "students"), TERMS)
def test_same_optima(seed: int, students: int) -> None:
    """All views together and the bare rules prove the same, and the plan keeps every rule."""
    course = term(seed, students)
    record = recorded(course)
    assert record.best is not None
    assert broken(Outcome(course.problem, record.best)) == []
    assert record.complete
    assert record.values == bare_optimum(course)
    assert record.contradicted == []


def test_drafts_are_plans() -> None:
    """On most small terms the draft of the course without dates keeps every rule, at its floors."""
    kept = 0
    for seed in range(8):
        course = term(seed, 0)
        record = Record(course.problem, course.rules, course.steps)
        search = views.Search(course.problem, course.rules, record)
        (view,) = views.undated(search)
        view.advance(search, Budget.of(course.problem.search, StopFlag()), 600.0)
        kept += record.complete
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
    plan = recorded(course).best
    assert plan is not None
    record = Record(course.problem, course.rules, course.steps)
    question = Question(course.problem, asked_whole(course.rules), record.rungs, Held(plan))
    reply = question.ask(record.rungs[-1].place, Budget.of(course.problem.search, StopFlag()))
    assert reply.decision is not None
    assert reply.decision.required == plan.required
    assert broken(Outcome(course.problem, reply.decision)) == []


def test_best_packs_first_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking the best papers of each topic first is a start only: the plan's values are those of all papers."""
    course = make_course(term_text(Size(8, 40, 4, 0), 2), time_limit=60)
    values = [recorded(course).values]
    monkeypatch.setattr(views, "FEW_PACKS", 0)
    monkeypatch.setattr(asking, "BETTER", 2)
    values.append(recorded(course).values)
    assert values[0] == values[1]


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
    packs = packs_of(course.problem, RULES)
    assert packs
    blocks = BlockModel(course.problem, RULES, packs)
    blocks.add_tables(course.problem.search, StopFlag())
    record = Record(course.problem, course.rules, course.steps)
    question = Question(course.problem, asked_whole(course.rules), record.rungs)
    for rung in record.rungs:
        question.model.cp.add(question.level(rung.place).expression <= 2**20)
    for cp in (blocks.cp, question.model.cp):
        largest = max(abs(c) for entry in cp.proto.constraints if entry.has_linear() for c in entry.linear.coeffs)
        assert largest < 2**24


@pytest.mark.parametrize("seed", range(3))
def test_goals_say_the_same_of_packs(seed: int) -> None:
    """What a goal says of the papers of one session adds up to its figure, and no figure passes its end."""
    course = term(seed, 7)
    limits = replace(course.problem.reading.minutes, goal=Bound(60, course.problem.where))
    problem = replace(course.problem, reading=replace(course.problem.reading, minutes=limits))
    plan = recorded(replace(course, problem=problem, steps=course.steps[:1])).best
    assert plan is not None
    outcome = Outcome(problem, plan)
    of_packs = [goal for goal in GOALS if isinstance(goal, PackGoal)]
    assert [goal.name for goal in of_packs] == ["extra_load", "peak_load"]
    for packed in of_packs:
        scores = [packed.pack_score(problem, papers) for papers in outcome.required if papers]
        assert packed.score(outcome).value == (sum(scores) if packed.pack_combine == "sum" else max(scores))
    for goal in GOALS:
        if isinstance(goal, EndedGoal) and goal.senseless(problem) is None:
            value, end = goal.score(outcome).value, goal.end(problem)
            assert value >= end if goal.best == "low" else value <= end


def test_ranks_are_of_rungs() -> None:
    """A plan's rank has a level for each rung of the ladder."""
    course = term(1, 7)
    record = recorded(course)
    assert record.best is not None
    assert len(rank(course.steps, Outcome(course.problem, record.best))) == len(record.rungs)
