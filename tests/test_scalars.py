"""Scalars mean what the person wrote, whatever YAML 1.1 makes of them: from the file to the problem and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import api
from planner.plans.file import read_plan, write_plan
from planner.problem.problem import Problem

# Each of these is something else for YAML 1.1: an octal or a sexagesimal number, a truth value, a float, a date.
ODD_IDS = ("007", "017", "on", "off", "yes", "NO", "y", "1e3", "1_000", "0x1F", "3.10", "2023-03-01", "15:30", "1:2:3")
QUOTED_IDS = ("null", "~", "=", "<<", "-", "?", "true")


def load(folder: Path, course: str, papers: str = "") -> Problem:
    """The problem of a course in ``folder``."""
    (folder / "course.yaml").write_text(course)
    (folder / "2024.yaml").write_text(papers or "- {id: alpha, title: Alpha, minutes: 30}\n")
    return api.load(folder / "course.yaml").problem


def course(start: str = "15:30", end: str = "16:45", more: str = "", no_class: str = "") -> str:
    """A small course whose scalars stand without quotes."""
    return f"""\
version: 1
course: {{title: 2024, code: 007, instructors: [No, 3.10]}}
term:
  start: 2024-05-01
  end: 2024-05-31
  timezone: Europe/Oslo
  meetings: [{{days: [Wed, Fri], start: {start}, end: {end}, location: 017}}]
  no_class: [{no_class}]
catalog: 2024.yaml
reading: {{per_session: {{papers: {{max: 3}}}}}}
{more}"""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("15:30", "16:45", ("15:30", "16:45")),
        ("9:50", "10:30", ("09:50", "10:30")),
        ("09:00", "9:59", ("09:00", "09:59")),
        ("0:00", "23:59", ("00:00", "23:59")),
        ('"10:30"', "'12:00'", ("10:30", "12:00")),
    ],
)
def test_clocks(start: str, end: str, expected: tuple[str, str], tmp_path: Path) -> None:
    """Clocks need no quotes and no leading zero; YAML 1.1 would make numbers to the base 60 of them."""
    session = load(tmp_path, course(start, end)).sessions[0]
    assert (f"{session.start:%H:%M}", f"{session.end:%H:%M}") == expected


def test_country_no_is_norway(tmp_path: Path) -> None:
    """``country: NO`` closes Norway's holidays; it is no "false"."""
    problem = load(tmp_path, course(no_class="{country: NO}"))
    assert [(str(day.date), day.reason) for day in problem.calendar.no_class] == [
        ("2024-05-01", "Labor Day"),
        ("2024-05-17", "Constitution Day"),
    ]


def test_texts_stay_texts(tmp_path: Path) -> None:
    """Titles, codes, names and places that look like numbers or truth values are the text that was written."""
    problem = load(
        tmp_path, course(), "- {id: alpha, title: on, authors: [No, 1e3], venue: 2.0, tags: [yes], minutes: 9}"
    )
    paper = problem.papers["alpha"]
    assert (problem.course.title, problem.course.code, problem.course.instructors) == ("2024", "007", ("No", "3.10"))
    assert (paper.title, paper.authors, paper.venue, paper.tags) == ("on", ("No", "1e3"), "2.0", frozenset({"yes"}))
    assert problem.sessions[0].location == "017"


def test_numbers_are_decimal(tmp_path: Path) -> None:
    """A leading zero is no octal number, and quotes do not matter."""
    problem = load(tmp_path, course(), "- {id: alpha, title: A, minutes: 017, year: '2016', priority: \"5\"}")
    paper = problem.papers["alpha"]
    assert (paper.minutes, paper.year, paper.priority) == (17, 2016, 5)


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("on", True), ("Yes", True), ("false", False), ("off", False), ("NO", False)]
)
def test_truth_values_where_one_is_asked_for(text: str, expected: bool, tmp_path: Path) -> None:
    """Where the file asks for true or false, YAML's other words for them are understood."""
    problem = load(tmp_path, course(more=f"topics: [{{id: one, contiguous: {text}}}]\n"))
    assert (problem.topics["one"].contiguous is not None) is expected


def test_dates_and_session_ids(tmp_path: Path) -> None:
    """Dates and session ids need no quotes, and may have them."""
    more = """\
events:
  - {title: Talk, dates: [2024-05-03]}
  - {title: Exam, dates: ["2024-05-08"]}
  - {title: Lab, dates: [2024-05-10T15:30]}
"""
    problem = load(tmp_path, course(more=more))
    dates = [problem.sessions[index].id for event in problem.events.values() for index in sorted(event.allowed)]
    assert dates == ["2024-05-03", "2024-05-08", "2024-05-10"]


def test_block_texts_are_one_line(tmp_path: Path) -> None:
    """A folded or block text becomes one line: it reaches tables and calendars."""
    problem = load(tmp_path, course(), "- id: alpha\n  minutes: 9\n  title: |\n    A long\n    title\n")
    assert problem.papers["alpha"].title == "A long title"


@pytest.fixture
def odd(tmp_path: Path) -> api.Course:
    """A course whose papers, topics, roles, people, events and tags are called after all that YAML 1.1 misreads."""
    names = ODD_IDS + tuple(f"'{name}'" for name in QUOTED_IDS)
    papers = "".join(f"- {{id: {name}, title: {name}, minutes: 10, tags: [{name}], topics: [007]}}\n" for name in names)
    more = f"""\
papers:
  must: [{", ".join(names)}]
  details: {{1e3: {{priority: 5, after: [007]}}, 'null': {{needs: [on]}}}}
topics: [{{id: 007, title: on}}]
events: [{{id: off, title: no, dates: [2024-05-31], after: [007]}}]
people: [{{id: NO, name: yes, prefers: {{papers: {{15:30: 8}}}}}}, {{id: 1e3, unavailable: [2024-05-03]}}]
roles: [{{id: y, per: session, count: {{min: 0, max: 1}}}}]
pins: [{{paper: 15:30, date: 2024-05-08}}]
"""
    (tmp_path / "course.yaml").write_text(course(more=more))
    (tmp_path / "2024.yaml").write_text(papers)
    return api.load(tmp_path / "course.yaml", {"workers": 2, "time_limit": 10})


def test_ids_are_the_text(odd: api.Course) -> None:
    """Ids keep every character, also as keys and in lists of names."""
    problem = odd.problem
    assert set(problem.papers) == {*ODD_IDS, *QUOTED_IDS}
    assert all(paper.must and paper.title == paper_id for paper_id, paper in problem.papers.items())
    assert problem.papers["1e3"].priority == 5
    assert {(order.first, order.then, order.needs) for order in problem.orders} == {
        ("007", "1e3", False),
        ("on", "null", True),
    }
    assert (list(problem.topics), list(problem.events), list(problem.roles)) == (["007"], ["off"], ["y"])
    assert list(problem.people) == ["NO", "1e3"]
    assert problem.people["NO"].wishes.papers == {"15:30": 800}


def test_ids_survive_the_plan_file(odd: api.Course, tmp_path: Path) -> None:
    """A plan with such ids is written and read back as it was, and keeps all rules."""
    plan = api.plan(odd).plan
    path = tmp_path / "plan.yaml"
    path.write_text(write_plan(plan))
    assert read_plan(path)[0].model_dump(exclude={"solved"}) == plan.model_dump(exclude={"solved"})
    assert api.check(odd, path).findings == ()
    assert {paper for session in plan.sessions for paper in session.required} == {*ODD_IDS, *QUOTED_IDS}
