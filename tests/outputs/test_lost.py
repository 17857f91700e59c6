"""A lost meeting stays as cancelled, in the course's calendar and in those of the people who had duties there."""

from __future__ import annotations

from planner import api
from planner.documents import parse_yaml, validate
from planner.outputs import publish
from planner.plans.file import write_plan
from planner.plans.plan import Plan
from tests.courses import HEAD, make_course

COURSE = (
    HEAD
    + """
papers:
  must: [a, b]
  details: {a: {title: A, minutes: 10}, b: {title: B, minutes: 10}}
reading: {every_session: false, per_session: {papers: {max: 1}}}
roles: [{id: presenter, per: paper}]
people: [{id: ada}, {id: bo}]
duties: {per_person: {max: 1}}
pins: [{paper: a, date: 2024-01-04, person: ada}]
"""
)


def test_lost_meeting() -> None:
    """Its uid and a higher sequence, STATUS:CANCELLED; nobody else's calendar knows of it."""
    first = api.plan(make_course(COURSE)).plan
    closed = COURSE.replace(
        'end: "11:00"}]', 'end: "11:00"}]\n  no_class: [{date: 2024-01-04, reason: Strike}]'
    ).replace("pins: [{paper: a, date: 2024-01-04, person: ada}]", "pins: [{paper: a, person: ada}]")
    second = api.plan(make_course(closed), earlier=first).plan
    (lost,) = second.cancelled
    assert (lost.uid, lost.people, lost.reason) == ("test-2024-01-04@plan-course", ["ada"], "Strike")
    assert lost.sequence == 1
    files = {file.name: file.content.decode() for file in publish(second, ["ics"])}
    assert "UID:test-2024-01-04@plan-course" in files["course.ics"]
    assert "UID:ada.test-2024-01-04@plan-course" in files["people/ada.ics"]
    assert "STATUS:CANCELLED" in files["people/ada.ics"]
    assert "UID:bo.test-2024-01-04@plan-course" not in files["people/bo.ics"]


def test_a_duty_that_somebody_else_has_now() -> None:
    """It is cancelled in the calendar of who had it, with the session's uid and raised sequence, and comes back."""
    first = api.plan(make_course(COURSE)).plan
    other = COURSE.replace("person: ada}", "person: bo}")
    second = api.plan(make_course(other), earlier=first).plan
    (session,) = (session for session in second.sessions if session.id == "2024-01-04")
    assert session.sequence == 1
    assert second.entries["ada.test-2024-01-04@plan-course"].cancelled
    mine = {file.name: file.content.decode() for file in publish(second, ["ics"])}["people/ada.ics"]
    (event,) = [part for part in mine.split("BEGIN:VEVENT") if "UID:ada.test-2024-01-04@plan-course" in part]
    assert "STATUS:CANCELLED" in event
    assert "SEQUENCE:1" in event
    assert read_back(second) == second
    third = api.plan(make_course(COURSE), earlier=second).plan
    (session,) = (session for session in third.sessions if session.id == "2024-01-04")
    assert session.sequence == 2
    assert third.entries["bo.test-2024-01-04@plan-course"].cancelled
    mine = {file.name: file.content.decode() for file in publish(third, ["ics"])}["people/ada.ics"]
    (event,) = [part for part in mine.split("BEGIN:VEVENT") if "UID:ada.test-2024-01-04@plan-course" in part]
    assert "STATUS:CANCELLED" not in event


def read_back(plan: Plan) -> Plan:
    """The plan through its file."""
    return validate(Plan, parse_yaml(write_plan(plan), "plan.yaml"))
