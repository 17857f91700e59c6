"""The planner against an enumerator of all plans, on tiny courses at random: the same answer, the same optimum.

The enumerator knows the rules only by ``check()`` and the goals only by ``score()``; the planner by ``build()``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from constraints.registry import GOALS, RULES
from planner import api
from planner.findings import InputError, NoPlanExists
from planner.measure import rank
from planner.plans.outcome import Outcome
from planner.plans.reading import decision_of
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from tests.courses import broken, empty_decision, make_course
from tests.model.at_random import RandomCourse, draw
from tests.model.enumerate_all import TooMany, keeping
from tests.model.moving import moved_once
from tests.rules.hand import build, model_has_plan, representable, solve_fixed

MOST = 8000
WALK = 350
CASES = [(seed, staffed) for staffed in (False, True) for seed in range(60)]
IDS = [f"{'staffed' if staffed else 'plain'}-{seed}" for seed, staffed in CASES]


@cache
def sized(seed: int, staffed: bool) -> tuple[RandomCourse, api.Course, tuple[Decision, ...]]:
    """A course of this seed that is valid and small enough, and every decision that keeps all rules.

    Three in four are drawn until there is such a decision: dense courses have none too often.
    """
    for attempt in range(200):
        drawn = draw(1000 * seed + attempt, staffed)
        try:
            course = make_course(drawn.text)
            decisions = tuple(keeping(course.problem, MOST))
        except (InputError, TooMany):
            continue
        if decisions or seed % 4 == 0:
            return drawn, course, decisions
    raise AssertionError("no course of this seed will do")


@pytest.mark.parametrize(("seed", "staffed"), CASES, ids=IDS)
def test_planner_agrees_with_enumeration(seed: int, staffed: bool) -> None:
    """There is a plan exactly if some decision keeps every rule, and it is one of the best of them."""
    _, course, decisions = sized(seed, staffed)
    if not decisions:
        with pytest.raises(NoPlanExists):
            api.plan(course)
        assert not model_has_plan(course.problem)
        return
    best = min(rank(course.steps, Outcome(course.problem, decision)) for decision in decisions)
    result = api.plan(course)
    decision, strangers = decision_of(result.plan, course.problem)
    outcome = Outcome(course.problem, decision)
    assert not strangers
    assert broken(outcome) == []
    assert result.plan.solved is not None
    assert result.plan.solved.status == "optimal"
    assert rank(course.steps, outcome) == best


@pytest.mark.parametrize(("seed", "staffed"), CASES, ids=IDS)
def test_model_judges_like_the_checker(seed: int, staffed: bool) -> None:
    """The bare model accepts a decision exactly if no rule finds anything: good ones, and ones that break one rule."""
    _, course, _ = sized(seed, staffed)
    model = build(course.problem)
    for decision, codes in near(seed, staffed):
        accepted = representable(course.problem, decision) and solve_fixed(model, decision) is not None
        assert accepted == (not codes), (decision, codes)


@cache
def near(seed: int, staffed: bool) -> tuple[tuple[Decision, frozenset[str]], ...]:
    """Decisions on a walk from one that keeps all rules, each with what it breaks: two for each rule broken alone."""
    _, course, decisions = sized(seed, staffed)
    random = Random(seed)
    found: list[tuple[Decision, frozenset[str]]] = []
    seen: Counter[frozenset[str]] = Counter()
    current = random.choice(decisions) if decisions else empty_decision(course.problem)
    fewest = len(_codes(course.problem, current))
    for _ in range(WALK):
        moved = moved_once(course.problem, current, random)
        codes = _codes(course.problem, moved)
        if len(codes) <= max(1, fewest) and seen[codes] < 2 and moved != current:
            seen[codes] += 1
            found.append((moved, codes))
        if len(codes) <= fewest or random.random() < 0.1:
            current, fewest = moved, len(codes)
        elif random.random() < 0.1:
            current = random.choice(decisions) if decisions else current
            fewest = len(_codes(course.problem, current))
    return tuple(found)


def _codes(problem: Problem, decision: Decision) -> frozenset[str]:
    return frozenset(finding.code for finding in broken(Outcome(problem, decision)))


def test_courses_are_varied() -> None:
    """Every rule is switched on, and every goal counts, in several courses; some have a plan and some have none."""
    courses = [sized(*case) for case in CASES]
    switched = Counter(rule for drawn, _, _ in courses for rule in drawn.rules)
    assert {rule.name: switched[rule.name] for rule in RULES if switched[rule.name] < 5} == {}
    wanted = Counter(goal.name for _, course, _ in courses for step in course.steps for goal in step.goals)
    assert {goal.name: wanted[goal.name] for goal in GOALS if wanted[goal.name] < 5 and goal.name != "changes"} == {}
    assert sum(step.weighed and len(step.goals) > 1 for _, course, _ in courses for step in course.steps) >= 10
    impossible = sum(not decisions for _, _, decisions in courses)
    assert 8 <= impossible <= 30


def test_rules_bite() -> None:
    """Every rule alone turns down decisions for which the model was asked."""
    alone: Counter[str] = Counter()
    for case in CASES:
        alone.update({code for _, codes in near(*case) if len(codes) == 1 for code in codes})
    assert {rule.name: alone[rule.name] for rule in RULES if not alone[rule.name]} == {}
