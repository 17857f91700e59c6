"""Each infeasible course is answered with a minimal set and repairs that work; a test proves both by solving."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from constraints.registry import RULES
from planner import api
from planner.findings import NoPlanExists
from planner.reasons.conflicts import Conflict, Explainer
from planner.solve.budget import Budget
from planner.solve.question import asked_whole
from planner.solve.solver import StopFlag
from planner.spec.edit import edited
from tests.courses import HEAD, make_course, make_problem

PAPERS = """\
papers:
  must: [a, b]
  details:
    a: {title: A, minutes: 60, topic: one}
    b: {title: B, minutes: 90, topic: two}
    c: {title: C, minutes: 30, topic: one}
    d: {title: D, minutes: 30, topic: two}
topics: [{id: one, papers: {min: 1}}, {id: two}]
"""

CASES = {
    "load of a must paper": (
        PAPERS + "reading: {every_session: false, per_session: {minutes: {max: 80}}}\n",
        {"papers.must[1]", "reading.per_session.minutes.max"},
    ),
    "more sessions than papers": (
        PAPERS + "reading: {per_session: {papers: {max: 1}}}\n",
        {"reading.every_session"},
    ),
    "order of papers against order of topics": (
        PAPERS.replace("d: {title: D", "d: {title: D, needs: [c]").replace("{id: one,", "{id: one, after: [two],")
        + "reading: {every_session: false}\npins: [{paper: d}]\n",
        {"papers.details.d.needs[0]", "topics[0].after[0]", "pins[0]"},
    ),
    "pin against an absence": (
        PAPERS
        + "reading: {every_session: false}\nroles: [{id: presenter, per: paper, count: {max: 1}}]\n"
        + "people: [{id: ada, unavailable: [2024-01-04]}, {id: bo}]\n"
        + "pins: [{paper: a, date: 2024-01-04, person: ada}]\n",
        {"people[0].unavailable[0]", "pins[0]"},
    ),
    "nobody is there": (
        PAPERS
        + "reading: {every_session: false}\nroles: [{id: presenter, per: paper}]\n"
        + "people: [{id: ada, unavailable: [2024-01-04]}, {id: bo, unavailable: [2024-01-04]},"
        + " {id: cy, unavailable: [Thu]}]\npins: [{paper: a, date: 2024-01-04}]\n",
        {"people[0].unavailable[0]", "people[1].unavailable[0]", "people[2].unavailable[0]", "pins[0]"}
        | {"roles[0].count.min"},
    ),
    "too wide a gap": (
        PAPERS.replace("{id: one, papers: {min: 1}}", "{id: one}")
        + "reading: {every_session: false}\nroles: [{id: presenter, per: paper}]\npeople: [{id: ada}]\n"
        + "duties: {gap: 9}\n",
        {"duties.gap", "duties.per_session.max", "roles[0].count.min", "papers.must[0]", "papers.must[1]"},
    ),
    "a total that is too small": (
        PAPERS.replace("  must: [a, b]\n", "  must: [a, b]\n  total: {max: 1}\n").replace("papers: {min: 1}", "")
        + "reading: {every_session: false}\n",
        {"papers.must[0]", "papers.must[1]", "papers.total.max"},
    ),
}


def explainer(text: str) -> Explainer:
    """An explainer of a course text."""
    problem = make_problem(text)
    return Explainer(problem, asked_whole(RULES), Budget.of(make_course(text).problem.search, StopFlag()))


def found(text: str) -> tuple[Explainer, Conflict]:
    """The conflict of a course text."""
    asked = explainer(text)
    return asked, asked.conflict()


@pytest.mark.parametrize("name", CASES)
def test_set_is_minimal(name: str) -> None:
    """The members cannot hold together; without any one of them the others can; and they are the expected ones."""
    text, expected = CASES[name]
    asked, conflict = found(HEAD + text)
    assert (conflict.known, conflict.minimal, conflict.feasible) == (True, True, False)
    assert {member.where.key for member in conflict.members} == expected
    assert asked._ask(conflict.members).infeasible
    for left_out in conflict.members:
        assert asked._ask([member for member in conflict.members if member is not left_out]).found


@pytest.mark.parametrize("name", CASES)
def test_repairs_work(name: str) -> None:
    """Each repair, applied to the text, gives a course that plans; comments stay."""
    text = HEAD + "# a comment that stays\n" + textwrap.dedent(CASES[name][0])
    explanation = api.explain(make_course(text))
    assert explanation.exists is False
    assert explanation.repairs
    for repair in explanation.repairs:
        repaired = edited(text, [(change.where.path, change.after) for change in repair.changes])
        assert "# a comment that stays" in repaired
        assert api.plan(make_course(repaired)).plan.sessions


def test_numbers_move_as_little_as_possible() -> None:
    """The cheapest repair names the number, from and to."""
    explanation = api.explain(make_course(HEAD + CASES["load of a must paper"][0]))
    assert explanation.repairs[0].text == "raise reading.per_session.minutes.max from 80 to 90"


def test_coarse_words() -> None:
    """Where everybody is away, that is what is said."""
    explanation = api.explain(make_course(HEAD + CASES["nobody is there"][0]))
    assert explanation.headline == "nobody can take a duty on 2024-01-04, against pins, seats"
    texts = [repair.text for repair in explanation.repairs]
    assert texts[0] == "lower roles[0].count.min from 1 to 0"
    assert "let ada take duties on 2024-01-04 (people[0].unavailable[0])" in texts


def test_feasible_course() -> None:
    """A course that has a plan has no conflict."""
    explanation = api.explain(make_course(HEAD + PAPERS + "reading: {every_session: false}\n"))
    assert explanation.exists is True
    assert explanation.members == ()


def test_seats_and_duties_are_refused_by_arithmetic() -> None:
    """A pigeonhole is told in words before any solver starts."""
    text = (
        PAPERS
        + "reading: {every_session: false}\nroles: [{id: presenter, per: paper}]\n"
        + "people: [{id: ada}, {id: bo}, {id: cy}]\nduties: {per_person: {min: 2}}\n"
    )
    with pytest.raises(NoPlanExists) as refused:
        api.plan(make_course(HEAD + text))
    (finding,) = refused.value.findings
    assert finding.message == (
        "3 people × at least 2 duties = 6; the plan has at most 4 seats (presenter: at most 4 papers × 1)"
    )
    assert finding.where is not None
    assert finding.where.key == "duties.per_person.min"


CALENDAR = """
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-14
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
  no_class:
    - {date: 2024-01-08, reason: Snow}  # a comment that stays
papers:
  must: [a, b, c, d]
  details:
    a: {title: A, minutes: 60}
    b: {title: B, minutes: 60}
    c: {title: C, minutes: 60}
    d: {title: D, minutes: 60}
reading: {every_session: false, per_session: {papers: {max: 1}}}
"""


def test_calendar_lines(tmp_path: Path) -> None:
    """A lost meeting is told as a fact, and offered as a way out that plans; the file's comments stay."""
    path = tmp_path / "course.yaml"
    path.write_text(CALENDAR)
    explanation = api.explain(api.load(path, {"workers": 2, "time_limit": 20}))
    (fact,) = explanation.facts
    assert (fact.message, fact.where and fact.where.line) == ("no class on 2024-01-08 (Snow)", 10)
    assert fact.where not in {member.where for member in explanation.members}
    (number,) = [n for n, repair in enumerate(explanation.repairs, 1) if repair.text.startswith("let class meet")]
    assert explanation.repairs[number - 1].text == f"let class meet on 2024-01-08 (Snow, {path}:10:14)"
    text = api.repaired(path, explanation, number)
    assert "# a comment that stays" in text
    assert "- {date: 2024-01-08, meets: true}" in text
    path.write_text(text)
    assert len(api.plan(api.load(path)).plan.sessions) == 4
