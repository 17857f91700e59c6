"""What an instructor expects of a plan without saying so: everybody has a part, and a wish that failed is told."""

from __future__ import annotations

import pytest

from planner import api
from planner.findings import Finding
from planner.plans.plan import Plan
from tests.courses import HEAD, make_course

SHORT = HEAD.replace("end: 2024-01-25", "end: 2024-01-11")
PAPERS = """
papers:
  details:
    a: {title: Paper A, pages: 10}
    b: {title: Paper B, pages: 10}
    c: {title: Paper C, pages: 10}
    d: {title: Paper D, pages: 10}
reading: {per_session: {papers: {min: 1, max: 1}}}
"""
ONE_ROLE = "roles: [{id: presenter, per: paper, count: 1, per_person: {max: 1}}]\n"


def planned(text: str) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan of a course text, and what is said of it."""
    result = api.plan(make_course(text))
    return result.plan, result.findings


def talks(plan: Plan) -> dict[str, int]:
    """How many duties each person has."""
    held = [duty.person for _, duty in plan.all_duties()]
    return {person: held.count(person) for person in plan.people}


def test_one_talk_each() -> None:
    """Four people, four papers, and no word of fairness."""
    people = "people: [{id: anna}, {id: ben}, {id: chen}, {id: dani}]\nroles: [{id: presenter, per: paper, count: 1}]\n"
    plan, _ = planned(SHORT + PAPERS + people)
    assert talks(plan) == {"anna": 1, "ben": 1, "chen": 1, "dani": 1}
    assert plan.solved is not None
    assert {goal.goal: goal.proven for goal in plan.solved.goals}["fairness"]


def test_a_wish_for_everything_is_no_claim() -> None:
    """Who wishes the only topic that there is gets no more talks than the others; a note says that it is left out."""
    people = "people: [{id: anna, prefers: {topics: [serving]}}, {id: ben}, {id: chen}]\n"
    text = SHORT + PAPERS.replace("pages: 10", "pages: 10, topic: serving") + people
    plan, findings = planned(text + "topics: [{id: serving}]\nroles: [{id: presenter, per: paper, count: 1}]\n")
    assert sorted(talks(plan).values()) == [1, 1, 2]
    assert plan.people["anna"].satisfaction is None
    (found,) = [finding for finding in findings if finding.code == "idle-wish"]
    assert found.severity == "note"
    assert found.message == 'every duty that "anna" may hold grants the same wish for papers and topics: it is left out'


@pytest.mark.parametrize(("pins", "percent"), [("", 100), ("pins: [{paper: a, person: ben}]\n", 0)])
def test_a_failed_paper_is_not_covered_by_a_role(pins: str, percent: float) -> None:
    """The wished role is what all get; whether the wished paper came is what counts."""
    people = "people: [{id: anna, prefers: {papers: [a], roles: [presenter]}}, {id: ben}, {id: chen}, {id: dani}]\n"
    plan, _ = planned(SHORT + PAPERS + people + ONE_ROLE + "goals: [worst_off, preferences]\n" + pins)
    assert plan.people["anna"].satisfaction == percent
    assert plan.people["anna"].wishes == [percent // 100]


@pytest.mark.parametrize("rest", ["", ", per_person: {min: 2}"])
def test_minima_said_by_role_or_in_all(rest: str) -> None:
    """ada must hold a talk and notes, wants both papers (10 each), and the notes are pinned elsewhere: half of it."""
    text = f"""
papers:
  must: [a, b, c]
  details: {{a: {{title: A, minutes: 60}}, b: {{title: B, minutes: 60}}, c: {{title: C, minutes: 60}}}}
reading: {{per_session: {{papers: {{max: 1}}}}}}
people: [{{id: ada, prefers: {{papers: {{a: 10, b: 10}}}}}}, {{id: bo}}, {{id: cy}}]
roles:
  - {{id: talk, per: paper, per_person: {{min: 1, max: 1}}}}
  - {{id: notes, per: paper, per_person: {{min: 1, max: 1}}}}
pins: [{{person: ada, role: notes, paper: c}}]
goals: [worst_off]
duties: {{per_session: {{max: 2}}{rest}}}
"""
    plan, _ = planned(HEAD.replace("end: 2024-01-25", "end: 2024-01-08") + text)
    assert plan.people["ada"].satisfaction == 50


def test_each_once_before_and_once_after_the_break() -> None:
    """Two roles of one title, one before and one after: everybody has one talk of each."""
    details = "".join(f"    p{n}: {{title: P{n}, minutes: 60}}\n" for n in range(8))
    once = "title: Presenter, per: paper, count: {max: 1}, per_person: {min: 1, max: 1}"
    text = (
        f"{HEAD}papers:\n  details:\n{details}reading: {{per_session: {{papers: {{min: 1, max: 1}}}}}}\n"
        f"people: [{{id: anna}}, {{id: ben}}, {{id: chen}}, {{id: dani}}]\n"
        f"roles: [{{id: early, to: 2024-01-11, {once}}}, {{id: late, from: 2024-01-15, {once}}}]\ngoals: [fairness]\n"
    )
    plan, _ = planned(text)
    assert talks(plan) == dict.fromkeys(("anna", "ben", "chen", "dani"), 2)
    early = [duty.person for session, duty in plan.all_duties() if session.start.day <= 11]
    assert sorted(early) == ["anna", "ben", "chen", "dani"]
