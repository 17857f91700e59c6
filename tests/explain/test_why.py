"""Questions on a course that has a plan: the costs are those of the counter-question."""

from __future__ import annotations

import pytest

from planner import api
from planner.findings import InputError
from planner.plans.plan import Plan
from tests.courses import HEAD, make_course

COURSE = (
    HEAD
    + """
papers:
  must: [a]
  details:
    a: {title: A, minutes: 60, topic: one, priority: 5, dates: [2024-01-04]}
    b: {title: B, minutes: 60, topic: one}
    c: {title: C, minutes: 60, topic: one, priority: 1}
    d: {title: D, minutes: 200, topic: one}
topics: [{id: one, papers: {max: 2}}]
reading: {every_session: false, per_session: {papers: {max: 1}, minutes: {max: 90}}}
roles: [{id: presenter, per: paper}]
people: [{id: ada, prefers: {papers: [a]}}, {id: bo, prefers: {papers: [a, b]}}]
"""
)


@pytest.fixture(scope="module")
def solved() -> tuple[api.Course, Plan]:
    """The course and its plan."""
    course = make_course(COURSE)
    return course, api.plan(course).plan


def ask(solved: tuple[api.Course, Plan], about: str, name: str) -> list[str]:
    """The lines of an answer."""
    return [str(answer) for answer in api.why(*solved, about, name)]  # type: ignore[arg-type]


def test_a_paper_that_is_out(solved: tuple[api.Course, Plan]) -> None:
    """Taking it would cost the points that it displaces."""
    (line,) = ask(solved, "paper", "c")
    assert line == '"c" is left out; reading it would make priority worse: 8 → 6 points.'


def test_a_paper_that_is_barred(solved: tuple[api.Course, Plan]) -> None:
    """The answer names the line that bars it."""
    (line,) = ask(solved, "paper", "d")
    assert line.startswith('"d" is left out; reading it is impossible.')
    assert "at most 90 minutes of reading in each session with readings" in line


def test_a_paper_that_is_read(solved: tuple[api.Course, Plan]) -> None:
    """Leaving a must out is impossible; its other dates are too, by its own line."""
    lines = ask(solved, "paper", "a")
    assert lines[0] == '"a" is read on 2024-01-04.'
    assert lines[1] == "leaving it out is impossible."
    assert "reading it is impossible on 2024-01-01" in lines[-1]
    assert 'paper "a" is read only on 2024-01-04' in lines[-1]


def test_a_person(solved: tuple[api.Course, Plan]) -> None:
    """Each duty and each wish that did not come true has its price."""
    lines = ask(solved, "person", "bo")
    assert lines[0].startswith("bo has ")
    assert all(line.endswith(".") for line in lines)


def test_a_date(solved: tuple[api.Course, Plan]) -> None:
    """A date tells its load, and whether its papers could go elsewhere."""
    lines = ask(solved, "date", "2024-01-04")
    assert lines[0] == "2024-01-04 has 1 required papers, 60 of at most 90 minutes."
    assert '"a" on another date is impossible.' in lines


def test_a_topic(solved: tuple[api.Course, Plan]) -> None:
    """One paper more is barred by the maximum, one less costs points."""
    lines = ask(solved, "topic", "one")
    assert lines[1:] == ["one paper more is impossible.", "one paper less would make priority worse: 8 → 5 points."]


def test_unknown_names(solved: tuple[api.Course, Plan]) -> None:
    """An unknown name is an error with the nearest known one."""
    with pytest.raises(InputError, match='there is no person "adda"; did you mean "ada"'):
        ask(solved, "person", "adda")
