"""How many of a goal's integers are one unit of its figure: what weighed steps divide by."""

from __future__ import annotations

import pytest

from constraints.registry import EXTRA_GOALS, GOALS
from planner.rule import Goal, scale_of
from tests.courses import HEAD, make_problem

COURSE = (
    HEAD
    + """
papers: {details: {a: {title: A, minutes: 60}}}
people: [{id: ada, prefers: {papers: [a]}}, {id: bo, avoids: {papers: [a]}}, {id: cy}]
roles: [{id: talk, per: paper, count: {max: 1}}, {id: notes, per: session}]
"""
)
BY_HAND = {"worst_off": 10, "leximin": 10, "preferences": 20, "steady_load": 10}
"""Tenths of a percent, such tenths summed over two people with wishes, tenths of minutes; else whole units."""


@pytest.mark.parametrize("goal", [*GOALS, *EXTRA_GOALS], ids=lambda goal: goal.name)
def test_scales(goal: Goal) -> None:
    """So many integers are one unit."""
    problem = make_problem(COURSE)
    scale = scale_of(goal, problem)
    assert scale == BY_HAND.get(goal.name, 1)
    assert goal.figure(problem, scale) == 1
    assert goal.figure(problem, 7 * scale) == 7
