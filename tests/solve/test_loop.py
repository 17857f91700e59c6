"""The loop and the record: wrong proofs do not stand, early ends are made up for, and what is known is never lost."""

from __future__ import annotations

import pickle
from dataclasses import replace
from math import inf
from random import Random
from typing import Any

import pytest
from ortools.sat.python import cp_model

from planner import api
from planner.api.answer import solved_with
from planner.measure import rank
from planner.plans.outcome import Outcome
from planner.problem.problem import SearchSettings
from planner.solve import question as asking
from planner.solve import second_opinion
from planner.solve.budget import Budget
from planner.solve.loop import Progress, descend
from planner.solve.question import Question, asked_whole
from planner.solve.record import Record
from planner.solve.solver import Solution, Status, StopFlag, solve
from planner.solve.strategy import find_plan
from tests.benchmarks.terms import Size, term_text
from tests.courses import broken, make_course
from tests.model.test_brute_force import sized

CASES = [(seed, staffed) for staffed in (False, True) for seed in range(12)]
WEAK = -(2.0**40)
"""A bound that says nothing."""


def first_found(model: cp_model.CpModel, settings: SearchSettings, flag: StopFlag, others: dict[str, Any]) -> Solution:
    """The first solution that the solver finds: seldom the best."""
    return solve(model, settings, 60, flag, parameters={**others, "stop_after_first_solution": True, "num_workers": 1})


def optimum(seed: int, staffed: bool) -> tuple[api.Course, tuple[int, ...]]:
    """A course with goals and time, and what the best of all its plans scores."""
    _, course, decisions = sized(seed, staffed)
    if not decisions or not course.steps:
        pytest.skip("this seed has no plan, or no goals")
    settings = replace(course.problem.search, time_limit=600, workers=2)
    course = replace(course, problem=replace(course.problem, search=settings))
    return course, min(rank(course.steps, Outcome(course.problem, decision)) for decision in decisions)


def found(course: api.Course) -> Record:
    """What the whole search comes to."""
    record = Record(course.problem, course.rules, course.steps)
    return find_plan(record, Budget.of(course.problem.search, StopFlag()))


@pytest.mark.parametrize(("seed", "staffed"), CASES)
def test_what_is_found_first_is_not_the_end(seed: int, staffed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking gives any answer, and some proofs end early: the optimum is found and proven all the same."""
    course, best = optimum(seed, staffed)
    numbers = Random(seed)
    early = [numbers.random() < 0.7 for _ in range(6)]

    def lazy(model: Any, settings: Any, seconds: float, flag: Any, told: Any, others: Any, patience: Any) -> Solution:
        proving = others.get("subsolvers") is not None
        if not model.has_objective() or (proving and not (early and early.pop())):
            return solve(model, settings, seconds, flag, told, others)
        return replace(first_found(model, settings, flag, others), status=Status.FEASIBLE, bound=WEAK)

    monkeypatch.setattr(asking, "solve_surely", lazy)
    record = found(course)
    assert record.best is not None
    assert broken(Outcome(course.problem, record.best)) == []
    assert record.values == best
    assert record.complete


@pytest.mark.parametrize(("seed", "staffed"), CASES)
def test_a_wrong_proof_does_not_stand(seed: int, staffed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that calls the first answer the best is found out where there is a better one."""
    course, best = optimum(seed, staffed)

    def lying(model: Any, settings: Any, seconds: float, flag: Any, *others: Any, **named: Any) -> Solution:
        parameters = named.get("parameters") or (others[1] if len(others) > 1 else {})
        if not model.has_objective() or parameters == second_opinion.OTHERWISE:
            return solve(model, settings, 60, flag, parameters=parameters)
        first = first_found(model, settings, flag, parameters)
        if first.values is None:
            return first
        objective = model.proto.objective
        value = sum(int(c) * first.values[v] for v, c in zip(objective.vars, objective.coeffs, strict=True))
        return replace(first, status=Status.OPTIMAL, bound=float(value + objective.offset))

    monkeypatch.setattr(second_opinion, "solve", lying)
    course = replace(course, problem=replace(course.problem, search=replace(course.problem.search, time_limit=20)))
    record = found(course)
    assert record.best is not None
    for place, value in enumerate(best):
        if not record.proven(place):
            break
        assert record.values[place] == value


def test_a_second_opinion() -> None:
    """What was the best stays so; what was not comes back better, with no bound."""
    cp = cp_model.CpModel()
    numbers = [cp.new_int_var(0, 9, f"x{n}") for n in range(3)]
    cp.add(sum(numbers) >= 10)
    cp.minimize(sum((n + 2) * number for n, number in enumerate(numbers)))
    settings, flag = SearchSettings(workers=1), StopFlag()
    right = second_opinion.solve_surely(cp, settings, 60, flag)
    assert (right.status, right.bound) == (Status.OPTIMAL, 21)
    wrong = replace(right, values=(0, 1, 9), bound=39)
    assert second_opinion._below_bound(cp, right, settings, flag) is None
    better = second_opinion._below_bound(cp, wrong, settings, flag)
    assert better is not None
    assert better.values is not None
    assert sum((n + 2) * value for n, value in enumerate(better.values)) < 39


def test_a_wrong_answer_comes_back_without_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is proven of the better plan."""
    cp = cp_model.CpModel()
    number = cp.new_int_var(0, 9, "x")
    cp.minimize(number)
    answers = iter([Solution(Status.OPTIMAL, (5,), 5.0, 0.1), Solution(Status.FEASIBLE, (3,), 0.0, 0.1)])
    monkeypatch.setattr(second_opinion, "solve", lambda *_, **__: next(answers))
    answer = second_opinion.solve_surely(cp, SearchSettings(workers=1), 60, StopFlag())
    assert (answer.status, answer.values, answer.bound) == (Status.FEASIBLE, (3,), -inf)


def test_a_plan_known_is_never_lost() -> None:
    """Stopped as soon as there is a plan: that plan is the answer."""
    course = make_course(term_text(Size(6, 13, 3, 7), 0))
    flag = StopFlag()
    record = Record(course.problem, course.rules, course.steps, watch=lambda _: flag.set())
    find_plan(record, Budget.of(course.problem.search, flag))
    assert record.best is not None
    assert broken(Outcome(course.problem, record.best)) == []


def staffed_with(goal: str) -> tuple[api.Course, tuple[Any, ...]]:
    """A course with people that has a goal, not as the last one, and more than one plan; and its plans."""
    for seed in range(60):
        _, course, decisions = sized(seed, True)
        names = [step.label for step in course.steps]
        if goal in names[:-1] and len({rank(course.steps, Outcome(course.problem, d)) for d in decisions}) > 3:
            return course, decisions
    raise AssertionError("no course of these seeds will do")


def test_the_record_keeps_the_best() -> None:
    """Of plans that are equal in a step, the one that is better in the steps after it stays."""
    course, decisions = staffed_with("preferences")
    known = sorted(decisions, key=lambda decision: rank(course.steps, Outcome(course.problem, decision)))
    record = Record(course.problem, course.rules, course.steps)
    assert record.offer(known[-1], whole=True)
    assert record.offer(known[0])
    assert not record.offer(known[-1])
    assert record.best == known[0]


def test_floors_bear_on_plans_within_their_limits() -> None:
    """A floor counts where the best plan's values on the rungs before are within its limits; a false one is dropped."""
    course, decisions = staffed_with("preferences")
    ranks = {decision: rank(course.steps, Outcome(course.problem, decision)) for decision in decisions}
    best = min(decisions, key=lambda decision: ranks[decision])
    values = ranks[best]
    record = Record(course.problem, course.rules, course.steps)
    record.offer(best)
    place = len(values) - 1
    record.lower(place, values[place], {0: values[0] - 1})
    assert record.floor(place, dict(enumerate(values[:place]))) in (None, record.rungs[place].step.ends(course.problem))
    record.lower(place, values[place], {0: values[0]})
    assert record.proven(place)
    record.lower(place, values[place] + 1, {})
    assert [floor.value for floor in record.contradicted] == [values[place] + 1]
    assert record.proven(place)


def test_levels_without_time_are_held() -> None:
    """No later goal makes a level worse that no time was left for."""
    course, decisions = staffed_with("leximin")
    ranks = {decision: rank(course.steps, Outcome(course.problem, decision)) for decision in decisions}
    record = Record(course.problem, course.rules, course.steps)
    places = [rung.place for rung in record.rungs if rung.step.label == "leximin"]
    best = min(decisions, key=lambda decision: ranks[decision][: places[-1] + 1])
    record.offer(best)
    question = Question(course.problem, asked_whole(course.rules), record.rungs)
    later = [rung for rung in record.rungs if rung.place > places[-1]]
    descend(question, record, Budget.of(course.problem.search, StopFlag()), 60, "both", Progress(), later)
    assert record.values[: places[-1] + 1] <= ranks[best][: places[-1] + 1]


def test_proofs_are_of_the_values_shown() -> None:
    """What is proven of a goal is its value, and a plan is optimal exactly where all is proven."""
    course, _ = staffed_with("preferences")
    solved = solved_with(course, found(course), False)
    assert solved.status == "optimal"
    assert all(goal.bound == goal.value for goal in solved.goals if goal.proven)
    record = Record(course.problem, course.rules, course.steps)
    find_plan(record, Budget.of(course.problem.search, StopFlag(), 0.0), (found(course).best,))  # type: ignore[arg-type]
    assert solved_with(course, record, False).status in ("feasible", "optimal")


def test_questions_and_replies_cross_borders() -> None:
    """A question is sent as its data and answered the same elsewhere; the reply comes back whole."""
    course, _ = optimum(3, True)
    record = Record(course.problem, course.rules, course.steps)
    question = Question(course.problem, asked_whole(course.rules), record.rungs)
    budget = Budget.of(course.problem.search, StopFlag())
    first = question.ask(0, budget)
    sent = pickle.loads(pickle.dumps(question))
    reply = pickle.loads(pickle.dumps(sent.ask(0, budget)))
    assert (reply.status, reply.value, reply.floor) == (first.status, first.value, first.floor)
    assert reply.decision is not None
    assert sent.values_of(reply.decision)[0] == reply.value


def test_strengtheners_change_no_answer() -> None:
    """With all of them off, the same optima."""
    for seed, staffed in [(seed, staffed) for staffed in (False, True) for seed in (1, 2, 5, 9)]:
        course, best = optimum(seed, staffed)
        record = Record(course.problem, course.rules, course.steps)
        budget = Budget.of(course.problem.search, StopFlag())
        for strengthened in (True, False):
            question = Question(course.problem, asked_whole(course.rules), record.rungs, strengthened=strengthened)
            limits: dict[int, int] = {}
            for rung in record.rungs:
                reply = question.ask(rung.place, budget, limits=limits)
                assert reply.optimal
                limits[rung.place] = reply.value or 0
            assert tuple(limits.values()) == best
