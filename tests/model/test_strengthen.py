"""What makes the model strong changes no answer: optima with and without are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.registry import RULES
from planner import api
from planner.model.model import Model
from planner.model.relaxation import floors_without_people
from planner.model.search import Search
from planner.model.solver import StopFlag
from planner.model.strengthen import strengthen
from planner.shipped import shipped
from tests.courses import HEAD, make_course

COURSES = {
    "papers": """
papers:
  must: [a]
  details:
    a: {title: A, minutes: 60, topic: one, priority: 5}
    b: {title: B, minutes: 90, topic: two, after: [a]}
    c: {title: C, minutes: 30, topic: one, needs: [b]}
    d: {title: D, minutes: 30, topic: two, priority: 1}
    e: {title: E, minutes: 45, topic: two}
topics: [{id: one, papers: {goal: 2}}, {id: two, papers: {goal: 2}}]
reading: {every_session: false, per_session: {papers: {max: 2}, minutes: {goal: 60, max: 100}}}
""",
    "people": """
papers:
  details:
    a: {title: A, minutes: 60, priority: 5}
    b: {title: B, minutes: 90}
    c: {title: C, minutes: 30}
    d: {title: D, minutes: 30}
reading: {every_session: false, per_session: {papers: {max: 2}, minutes: {goal: 60, max: 100}}}
roles: [{id: presenter, per: paper}, {id: scribe, per: session, count: {max: 1}}]
people:
  - {id: ada, prefers: {papers: [a, b]}, unavailable: [Mon]}
  - {id: bo, prefers: {papers: [a, c], roles: [scribe]}}
  - {id: cy, avoids: {papers: [d]}, unavailable: [2024-01-04]}
duties: {gap: 2, per_person: {max: 3}}
""",
}


def values(course: api.Course, strong: bool) -> list[tuple[str, int, bool]]:
    """The steps' values and proofs."""
    model = Model(course.problem)
    model.build(RULES)
    floors = None
    if strong:
        strengthen(model)
        floors = floors_without_people(course.problem, RULES, course.steps, StopFlag(), None).values
    result = Search(model, course.steps, course.problem.search, StopFlag()).run(floors=floors)
    return [(done.step.label, done.value, done.proven) for done in result.steps]


@pytest.mark.parametrize("name", COURSES)
def test_same_optima(name: str) -> None:
    """Redundant sums and bounds from the course without people change nothing but the time."""
    course = make_course(HEAD + COURSES[name], time_limit=60)
    weak, strong = values(course, strong=False), values(course, strong=True)
    assert weak == strong
    assert all(proven for _, _, proven in strong)


def test_same_optima_on_an_example() -> None:
    """The same on a whole course."""
    course = api.load(shipped("examples", "debate", "constraints.yaml"), {"time_limit": 60.0, "workers": 2})
    course = replace(course, steps=course.steps[:2])
    assert values(course, strong=False) == values(course, strong=True)
