"""The registry: names are distinct, and no rule or goal goes untested."""

from __future__ import annotations

from pathlib import Path

import pytest

from constraints.registry import DEFAULT_GOALS, GOALS, RULES
from planner.rule import PackRule
from tests.courses import HEAD, make_problem

HERE = Path(__file__)
SOURCES = "".join(path.read_text(encoding="utf-8") for path in sorted(HERE.parent.glob("test_*.py")) if path != HERE)


@pytest.mark.parametrize("name", [rule.name for rule in RULES] + [goal.name for goal in GOALS])
def test_everything_has_a_test(name: str) -> None:
    """Each rule's code and each goal's name stands in a test of this folder."""
    assert f'"{name}"' in SOURCES


def test_names_are_distinct() -> None:
    """A code means one rule, a word in ``goals:`` one goal."""
    names = [rule.name for rule in RULES] + [goal.name for goal in GOALS]
    assert len(names) == len(set(names))


def test_default_order_is_designs() -> None:
    """The default goals all exist."""
    assert DEFAULT_GOALS == (
        "coverage",
        "extra_load",
        "priority",
        "vacancies",
        "fairness",
        "worst_off",
        "preferences",
        "peak_load",
        "topic_breaks",
        "optional_fit",
    )
    assert {goal.name for goal in GOALS} >= set(DEFAULT_GOALS)


def test_goals_are_designs() -> None:
    """Name, unit and direction of every goal."""
    expected = {
        "coverage": ("papers", "low"),
        "extra_load": ("minutes", "low"),
        "priority": ("points", "high"),
        "vacancies": ("seats", "low"),
        "worst_off": ("%", "high"),
        "leximin": ("%", "high"),
        "preferences": ("%", "high"),
        "fairness": ("duties", "low"),
        "peak_load": ("minutes", "low"),
        "early": ("sessions", "low"),
        "steady_load": ("minutes", "low"),
        "topic_breaks": ("breaks", "low"),
        "spread": ("sessions", "high"),
        "breadth": ("topics", "high"),
        "optional_fit": ("papers", "high"),
        "changes": ("changes", "low"),
    }
    assert {goal.name: (goal.unit, goal.best) for goal in GOALS}.items() <= expected.items()


def test_rules_about_one_session_allow_what_they_accept() -> None:
    """``allows`` agrees with ``check`` on every set of papers in every session."""
    from itertools import combinations

    from planner.plans.outcome import Outcome
    from planner.problem.decision import Decision
    from tests.courses import empty_decision

    problem = make_problem(HEAD + PACKED)
    plain: Decision = empty_decision(problem)
    asked = set()
    for rule in RULES:
        if not isinstance(rule, PackRule):
            continue
        answers = set()
        for session in range(len(problem.sessions)):
            for size in range(1, len(problem.papers) + 1):
                for papers in combinations(problem.papers, size):
                    decision = plain
                    for paper in papers:
                        decision = decision.with_required(session, paper)
                    fits = not list(rule.check(Outcome(problem, decision)))
                    answers.add(fits)
                    assert rule.allows(problem, session, papers) == fits, (rule.name, session, papers)
        assert answers == {True, False}, rule.name
        asked.add(rule.name)
    assert {
        "session-papers",
        "session-minutes",
        "lighter",
        "exceptions",
        "topics-per-session",
        "compose",
        "apart",
    } <= asked


PACKED = """
papers:
  apart: [[a, b]]
  windows: [{ids: [c], from: 2024-01-08}]
  same_session: [[a, d]]
  details:
    a: {title: A, minutes: 30, topics: [t], tags: [theory]}
    b: {title: B, minutes: 40, topics: [u], dates: [2024-01-04, 2024-01-08]}
    c: {title: C, minutes: 50, topics: [t]}
    d: {title: D, minutes: 60, tags: [theory], after: [b]}
topics: [{id: t, from: 2024-01-04, first: {tags: [theory]}}, {id: u}]
reading:
  every_session: false
  per_session: {papers: {min: 2, max: 3}, minutes: {min: 80, max: 120}}
  topics_per_session: 1
  compose: [{tag: theory, min: 1, max: 1}]
  lighter: [{from: 2024-01-08, to: 2024-01-08, minutes: {max: 90}, papers: {max: 2}}]
  exceptions: [{dates: [2024-01-11], papers: {min: 1, max: 2}, minutes: {max: 100}, topics_per_session: 2}]
"""
