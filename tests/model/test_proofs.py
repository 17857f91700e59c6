"""What is called the best: proven in a second phase and a second round where the first was short, and asked twice."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from random import Random
from typing import Any

import pytest
from ortools.sat.python import cp_model

from constraints.registry import RULES
from planner import api
from planner.api.answer import solved_with
from planner.model import search as searching
from planner.model import second_opinion
from planner.model.extract import extract
from planner.model.hints import complete
from planner.model.leximin import climb
from planner.model.model import Model
from planner.model.objective import value_of
from planner.model.result import SearchResult
from planner.model.search import Search
from planner.model.solver import Solution, Status, StopFlag, solve
from planner.model.stages import Stages
from planner.plans.outcome import Outcome
from planner.plans.scoring import rank
from planner.problem.problem import SearchSettings
from tests.benchmarks.terms import Size, term_text
from tests.courses import broken, make_course
from tests.model.test_brute_force import sized

CASES = [(seed, staffed) for staffed in (False, True) for seed in range(12)]
WEAK = -(2.0**40)
"""A bound that says nothing."""


def first_found(model: cp_model.CpModel, settings: SearchSettings, flag: StopFlag, others: dict[str, Any]) -> Solution:
    """The first solution that the solver finds: seldom the best."""
    parameters = {**others, "stop_after_first_solution": True, "num_workers": 1}
    return solve(model, settings, 60, flag, parameters=parameters)


def searched(course: api.Course) -> tuple[Model, SearchResult]:
    """The course on the whole model, from any plan on."""
    model = Model(course.problem)
    model.build(RULES)
    search = Search(model, course.steps, course.problem.search, StopFlag())
    search.first_plan()
    return model, search.run()


def optimum(seed: int, staffed: bool) -> tuple[api.Course, tuple[tuple[int, ...], ...]]:
    """A course with goals (no leximin) and time, and what the best of all its plans scores."""
    _, course, decisions = sized(seed, staffed)
    kept = tuple(step for step in course.steps if not any(goal.name == "leximin" for goal in step.goals))
    if not decisions or not kept:
        pytest.skip("this seed has no plan, or no goals")
    settings = replace(course.problem.search, time_limit=600)
    course = replace(course, steps=kept, problem=replace(course.problem, search=settings))
    return course, min(rank(course.steps, Outcome(course.problem, decision)) for decision in decisions)


@pytest.mark.parametrize(("seed", "staffed"), CASES)
def test_what_is_found_first_is_not_the_end(seed: int, staffed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking gives any plan, and some of the first proofs end early: the optimum is found and proven all the same."""
    course, best = optimum(seed, staffed)
    # Each step of the first round has one proof; in the second there is time for every one.
    numbers = Random(seed)
    early = [numbers.random() < 0.7 for _ in course.steps]

    def lazy(model: Any, settings: Any, seconds: float, flag: Any, told: Any, others: Any, patience: Any) -> Solution:
        proving = others.get("subsolvers") is not None
        if not model.has_objective() or (proving and not (early and early.pop())):
            return solve(model, settings, seconds, flag, told, others)
        return replace(first_found(model, settings, flag, others), status=Status.FEASIBLE, bound=WEAK)

    monkeypatch.setattr(searching, "solve_surely", lazy)
    model, result = searched(course)
    assert result.solution is not None
    outcome = Outcome(course.problem, extract(model, result.solution))
    assert broken(outcome) == []
    assert rank(course.steps, outcome) == best
    assert all(done.proven and done.bound == done.value for done in result.steps)


@pytest.mark.parametrize(("seed", "staffed"), CASES)
def test_a_wrong_proof_does_not_stand(seed: int, staffed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that calls the first plan the best is found out where there is a better one."""
    course, best = optimum(seed, staffed)

    def lying(model: Any, settings: Any, seconds: float, flag: Any, *others: Any, **named: Any) -> Solution:
        parameters = named.get("parameters") or (others[1] if len(others) > 1 else {})
        if not model.has_objective() or parameters == second_opinion.OTHERWISE:
            return solve(model, settings, 60, flag, parameters=parameters)
        first = first_found(model, settings, flag, parameters)
        return replace(first, status=Status.OPTIMAL, bound=float(value_of(model, first)))

    monkeypatch.setattr(second_opinion, "solve", lying)
    model, result = searched(course)
    assert result.solution is not None
    assert broken(Outcome(course.problem, extract(model, result.solution))) == []
    for done, (value,) in zip(result.steps, best, strict=True):
        if not done.proven:
            break
        sign = -1 if not done.step.weighed and done.step.goals[0].best == "high" else 1
        assert sign * done.value == value


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
    found = second_opinion.solve_surely(cp, SearchSettings(workers=1), 60, StopFlag())
    assert (found.status, found.values, found.bound) == (Status.FEASIBLE, (3,), -inf)


def staffed_with(goal: str) -> tuple[api.Course, tuple[Any, ...]]:
    """A course with people that has a goal, not as the last one, and more than one plan; and its plans."""
    for seed in range(60):
        _, course, decisions = sized(seed, True)
        names = [step.label for step in course.steps]
        if goal in names[:-1] and len({rank(course.steps, Outcome(course.problem, d)) for d in decisions}) > 3:
            return course, decisions
    raise AssertionError("no course of these seeds will do")


def test_a_plan_known_is_never_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after the first stage has a plan, before the whole model could start from it."""
    course = make_course(term_text(Size(6, 13, 3, 7), 0))
    flag = StopFlag()
    monkeypatch.setattr(Stages, "_all_at_floors", lambda stages: flag.set())
    answer = Stages(course.problem, RULES, RULES, course.steps, flag).run()
    assert answer.decision is not None
    assert broken(Outcome(course.problem, answer.decision)) == []


def test_a_plan_that_is_worse_later_is_not_taken() -> None:
    """Of plans that are equal in a step, the one that is better in the steps after it stays."""
    course, decisions = staffed_with("preferences")
    model = Model(course.problem)
    model.build(RULES)
    search = Search(model, course.steps, course.problem.search, StopFlag())
    known = sorted(decisions, key=lambda decision: rank(course.steps, Outcome(course.problem, decision)))
    solutions = []
    for decision in (known[-1], known[0], known[-1]):
        values = complete(model, decision, course.problem.search, StopFlag())
        solutions.append(Solution(Status.FEASIBLE, tuple(values.values()), WEAK, 0.0))
        assert search.take(solutions[-1], course.steps[0])
    assert search.result.solution is solutions[1]


def test_levels_without_time_are_held() -> None:
    """No later goal makes a level worse that no time was left for."""
    course, decisions = staffed_with("leximin")
    (place,) = [place for place, step in enumerate(course.steps) if step.label == "leximin"]
    ranks = {decision: rank(course.steps, Outcome(course.problem, decision)) for decision in decisions}
    model = Model(course.problem)
    model.build(RULES)
    search = Search(model, course.steps, course.problem.search, StopFlag())
    best = min(decisions, key=lambda decision: ranks[decision][place])
    values = complete(model, best, course.problem.search, StopFlag())
    search.start_at(Solution(Status.FEASIBLE, tuple(values.values()), 0.0, 0.0))
    assert climb(search, course.steps[place], search.objectives[place], 0.0)
    for objective in search.objectives[place + 1 :]:
        solution = search.ask(objective, 60, "later")
        assert rank(course.steps, Outcome(course.problem, extract(model, solution)))[place] == ranks[best][place]


def test_proofs_are_of_the_values_shown() -> None:
    """Of a plan that was kept in the place of another, nothing is said that was proven of the other's value."""
    course, decisions = staffed_with("preferences")
    _, result = searched(course)
    shown = [solved_with(course, decision, result) for decision in decisions]
    for solved in shown:
        for goal in solved.goals:
            assert not goal.proven or goal.bound == goal.value
    assert any(solved.status == "optimal" for solved in shown)
    assert any(solved.status != "optimal" for solved in shown)
