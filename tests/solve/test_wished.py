"""The view of wished duties alone."""

from __future__ import annotations

import pytest

from planner.solve.views import wished_papers
from tests.courses import make_course


@pytest.mark.parametrize(
    ("wish", "papers"),
    [
        ("{papers: {a: 3}}", {"a"}),
        ("{topics: {x: 2}}", {"a", "b"}),
        ("{papers: {c: 1}}, avoids: {papers: [a]}", {"c"}),
        ("{roles: {speaker: 1}}", {"a", "b", "c"}),
        ("{papers: {a: 1}, dates: {2024-01-04: 5}}", {"a", "b", "c"}),
    ],
)
def test_wished_papers(wish: str, papers: set[str]) -> None:
    """Where some duty may score: papers and topics by name, everywhere for a date or a role."""
    course = make_course(f"""\
version: 1
course: {{title: Test course, code: test}}
term: {{start: 2024-01-01, end: 2024-01-25, timezone: Europe/Berlin,
  meetings: [{{days: [Mon, Thu], start: "10:00", end: "11:00"}}]}}
topics: [{{id: x, title: X}}]
papers:
  details: {{a: {{title: A, minutes: 30, topic: x}}, b: {{title: B, minutes: 30, topic: x}},
             c: {{title: C, minutes: 30}}}}
reading: {{every_session: false}}
people: [{{id: ada, prefers: {wish}}}]
roles: [{{id: speaker, per: paper}}]
""")
    problem = course.problem
    assert wished_papers(problem, problem.people["ada"]) == papers
