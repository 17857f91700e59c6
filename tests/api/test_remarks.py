"""What is said of a plan that keeps every rule: who holds the most duties, and who the fewest."""

from __future__ import annotations

import pytest

from planner import api
from planner.api.remarks import uneven_duties
from planner.findings import Finding
from planner.plans.outcome import Outcome
from tests.courses import make_course
from tests.rules.hand import Days, course, decide

FOUR = """
papers:
  details:
    a: {title: A, minutes: 10}
    b: {title: B, minutes: 10}
    c: {title: C, minutes: 10}
    d: {title: D, minutes: 10}
reading: {every_session: false, per_session: {papers: {min: 1, max: 1}}}
roles: [{id: presenter, per: paper}]
"""
READ: Days = {1: "a", 4: "b", 8: "c", 11: "d"}
ALL_ADAS: Days = {1: "ada presenter a", 4: "ada presenter b", 8: "ada presenter c", 11: "ada presenter d"}
PEOPLE = "people: [{id: ada, name: Ada}, {id: bo, name: Bo}, {id: cy, name: Cy}]\n"


def said(goals: str, duties: Days, people: str = PEOPLE) -> list[Finding]:
    """The remarks on a plan of four papers."""
    made = make_course(course(FOUR) + people + goals)
    return uneven_duties(made, Outcome(made.problem, decide(made.problem, READ, duties=duties)))


def test_uneven_duties_are_told() -> None:
    """By name, the most and the fewest, and what to add."""
    (found,) = said("goals: [peak_load]\n", ALL_ADAS)
    assert (found.code, found.severity) == ("uneven-duties", "note")
    assert found.message == (
        "Ada holds 4 duties, Bo and Cy hold no duties each: duties are uneven, and the goals do not ask for more; "
        "add the goal fairness, or limits under duties.per_person"
    )
    assert found.subjects == ("ada", "bo", "cy")


@pytest.mark.parametrize(
    ("goals", "duties"),
    [
        ("", ALL_ADAS),
        ("goals: [priority, fairness]\n", ALL_ADAS),
        ("goals: [{fairness: 1, peak_load: 2}]\n", ALL_ADAS),
        (
            "goals: [peak_load]\n",
            {1: "ada presenter a", 4: "ada presenter b", 8: "bo presenter c", 11: "cy presenter d"},
        ),
    ],
    ids=["the default goals", "fairness is listed", "fairness is weighed", "one more is fair"],
)
def test_nothing_to_tell(goals: str, duties: Days) -> None:
    """Where fairness is asked for, or nobody has two more than somebody else."""
    assert said(goals, duties) == []


def test_people_on_other_terms() -> None:
    """Staff and people with duties of their own are not compared; duties held earlier count."""
    others = "{id: bo, duties: {max: 1}}, {id: ta, staff: true}, {id: di, did: {presenter: 3}}"
    few = f"people: [{{id: ada, name: Ada}}, {others}]\n"
    assert said("goals: [peak_load]\n", ALL_ADAS, few) == []
    (found,) = said("goals: [peak_load]\n", {}, few)
    assert found.message.startswith("di holds 3 duties, Ada holds no duties: ")


def test_many_people_are_counted() -> None:
    """A few names are enough."""
    many = "people: [{id: ada, name: Ada}, {id: p1}, {id: p2}, {id: p3}, {id: p4}, {id: p5}]\n"
    (found,) = said("goals: [peak_load]\n", ALL_ADAS, many)
    assert found.message.startswith("Ada holds 4 duties, p1, p2 and 3 others hold no duties each: ")


def test_plans_tell_it() -> None:
    """The finding stands beside the plan, once one is found."""
    text = course(FOUR).replace("end: 2024-01-25", "end: 2024-01-11").replace("every_session: false, ", "")
    pins = ", ".join(f"{{person: ada, role: presenter, paper: {paper}}}" for paper in "abcd")
    made = make_course(f"{text}{PEOPLE}goals: [peak_load]\npins: [{pins}]\n")
    assert [found.code for found in api.plan(made).findings if found.code == "uneven-duties"] == ["uneven-duties"]
