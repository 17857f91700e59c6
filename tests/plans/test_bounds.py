"""A plan file is bounded as the other inputs are: whatever stands in it is told, or can be exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.documents import Document, parse_yaml, validate
from planner.findings import InputError
from planner.outputs import PublishOptions, publish
from planner.plans.file import write_plan
from planner.plans.plan import Plan

PLAN = """\
version: 1
course: {code: t, title: T, url: "https://example.edu/t", instructors: [Prof. X]}
timezone: Europe/Berlin
solved:
  status: optimal
  goals: [{goal: coverage, value: 0, bound: 0, unit: papers, proven: true, step: 1, levels: [1, 2]}]
  steps: [{step: 1, value: 3, bound: 3, proven: true}]
  with: {plan-course: 0.1.0, seed: 0}
  digest: sha256:0
frozen_before: 2023-03-01
sessions:
- id: 2023-03-07
  start: 2023-03-07T15:30:00+01:00
  end: 2023-03-07T16:45:00+01:00
  location: Room 1
  title: First
  topics: [one]
  event: guest
  required: [a]
  optional: [b]
  minutes: 60
  limits: {papers: {min: 1, goal: 1, max: 2}, minutes: {goal: 60, max: 90}}
  duties: [{role: r, person: ada, paper: a}]
  former: [bo]
  uid: t-1@x
  sequence: 0
  changed: 2023-03-01T00:00:00Z
cancelled:
- {uid: t-2@x, start: "2023-03-09T15:30:00+01:00", end: "2023-03-09T16:45:00+01:00", title: S, location: R,
   reason: Strike, people: [ada], sequence: 1, changed: "2023-03-01T00:00:00Z"}
no_class: [{date: 2023-03-14, reason: Holiday, uid: t-3@x, sequence: 0, changed: "2023-03-01T00:00:00Z"}]
left_out: [{paper: b, because: no room}]
papers:
  a: {title: Paper A, authors: [C. Co], venue: OSDI, year: 2016, url: "https://example.org/a", minutes: 60, topic: one}
  b: {title: Paper B}
topics: {one: {title: One, papers: {min: 1, goal: 2, max: 3}}}
events: {guest: {title: Guest, kind: guest}}
roles: {r: {title: R, due: [{what: Slides, days: -2}]}}
people:
  ada: {name: Ada, members: [{id: cy, name: Cy}], staff: false, satisfaction: 50.0, wishes: [1, 0]}
  bo: {name: Bo}
"""
FORMATS = ("ics", "csv", "json")  # those that count with dates; ``tests.fuzzing`` writes them all
HOSTILE: tuple[Any, ...] = (
    *(None, "", [], {}, "x", "-1", "0", "366", "-367", "9" * 10, "9" * 5000, "-" + "9" * 30, "1e309", "nan", "²", "٣"),
    *("0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31", "2023-02-30", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-12:00", "1900-01-01T00:00:00+23:59", "2199-12-31T23:59:59-23:59", "2023-03-07T16:00:00Z"),
    *(
        "2023-03-07T16:00:00",
        "Pacific/Kiritimati",
        "../../x",
        "a\u202eb",
        "=1+1",
        "<script>",
        "x" * 600,
        "javascript:1",
    ),
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value of a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in entries:
        yield (*path, key)
        yield from paths(part, (*path, key))


def changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The document with another value at a place."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = changed(copy[path[0]], path[1:], new)
    return copy


DOCUMENT = parse_yaml(PLAN, "plan.yaml")


def read(value: Any) -> Plan:
    """The value as a plan; raises InputError."""
    return validate(Plan, Document("plan.yaml", value, DOCUMENT.marks, DOCUMENT.key_marks))


@pytest.mark.parametrize("path", list(paths(DOCUMENT.value)), ids=lambda path: ".".join(map(str, path)))
def test_any_value_is_told_or_exported(path: tuple[str | int, ...]) -> None:
    """One value of a plan replaced by a hostile one: findings with a line, or files, and a plan that reads back."""
    for new in HOSTILE:
        told = ""
        try:
            plan = read(changed(DOCUMENT.value, path, new))
            publish(plan, FORMATS, PublishOptions(public=False))
            assert validate(Plan, parse_yaml(write_plan(plan), "plan.yaml")) == plan
        except InputError as problem:
            told = str(problem)
        assert told.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        (("sessions", 0, "start"), "0001-01-01T00:00:00+14:00", "a time lies between the years 1900 and 2199"),
        (("sessions", 0, "changed"), "9999-12-31T23:59:59-12:00", "a time lies between the years 1900 and 2199"),
        (("sessions", 0, "id"), "9999-12-31", "a day lies between the years 1900 and 2199"),
        (("sessions", 0, "end"), "2023-03-07T15:30:00+01:00", "a meeting ends after it starts"),
        (("sessions", 0, "end"), "2023-03-09T15:30:00+01:00", "a meeting is at most a day long"),
        (("sessions", 0, "sequence"), "99999999999", 'expected at most 1000000, not "99999999999"'),
        (("no_class", 0, "date"), "1899-12-31", "a day lies between the years 1900 and 2199"),
        (("roles", "r", "due", 0, "days"), "-900000", 'expected at least -366, not "-900000"'),
        (("papers", "a", "year"), "99999", 'expected at most 3000, not "99999"'),
    ],
)
def test_what_no_course_has(path: tuple[str | int, ...], new: str, message: str) -> None:
    """Dates, sequences and days that no calendar can hold are told at their line."""
    with pytest.raises(InputError) as caught:
        read(changed(DOCUMENT.value, path, new))
    (finding,) = caught.value.findings
    assert finding.message.removeprefix(f'"{path[-1]}": ') == message
    assert finding.where is not None
    assert finding.where.line is not None


def test_a_plan_is_no_longer_than_a_term() -> None:
    """Sessions that lie years apart are no term: calendars and figures would grow without end."""
    far = changed(DOCUMENT.value["sessions"][0], ("id",), "2026-03-10")
    far = changed(far, ("start",), "2026-03-10T15:30:00+01:00")
    far = changed(far, ("end",), "2026-03-10T16:45:00+01:00")
    with pytest.raises(InputError, match="the sessions lie more than 750 days apart"):
        read(changed(DOCUMENT.value, ("sessions",), [DOCUMENT.value["sessions"][0], far]))
