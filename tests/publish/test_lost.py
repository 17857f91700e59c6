"""A lost meeting stays as cancelled, in the course's calendar and in those of the people who had duties there."""

from __future__ import annotations

from planner import api
from planner.publish import publish
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
    assert "STATUS:CANCELLED" not in files["people/bo.ics"]
