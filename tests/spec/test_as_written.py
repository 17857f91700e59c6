"""constraints.yaml as people write it: each form means the canonical one, and no editor marks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from planner import api
from planner.findings import Finding, InputError, Where
from planner.shipped import shipped

COURSE = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-09-02
  end: 2024-12-13
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Wed], start: "15:30", end: "16:45"}]
  no_class: [{date: 2024-10-07}, {from: 2024-11-25, to: 2024-11-29}]
catalog: [papers.yaml]
papers: {must: [alpha], total: {max: 9}, same_session: [[beta, gamma]], details: {gamma: {dates: [2024-10-21]}}}
events: [{id: talk, title: The talk, dates: [2024-12-04], after: [two]}]
topics: [{id: one, title: First things, papers: {min: 2, max: 2}}, {id: two, title: Second things}]
reading: {per_session: {papers: {min: 1, max: 1}, minutes: {max: 90}}, optional_per_session: {max: 2},
  every_session: false}
roles: [{id: presenter, per: paper, count: {min: 1, max: 1}}]
duties: {per_person: {min: 0, max: 3}}
people: [{id: ada, name: Ada Berg, unavailable: [2024-10-09], prefers: {papers: [beta], topics: [one]}}, {id: bo}]
pins: [{paper: alpha, person: ada}]
goals: [preferences]
"""
PAPERS = """\
- {id: alpha, title: Tracing slow requests, minutes: 60, topics: [one]}
- {id: beta, title: "Caches, that forget", minutes: 60, topics: [one]}
- {id: gamma, title: Queues that lie, minutes: 60, topics: [two]}
"""

# What stands in the course, and what people write in its place.
FORMS = [
    ("start: 2024-09-02", "start: 2 Sep 2024"),
    ("start: 2024-09-02", "start: 2024-9-2"),
    ("start: 2024-09-02", "start: Mon, 2 September 2024"),
    ("end: 2024-12-13", "end: December 13"),
    ("end: 2024-12-13", "end: 13.12."),
    ("end: 2024-12-13", "end: 13.12"),
    ("end: 2024-12-13", "end: 12/13/2024"),
    ("date: 2024-10-07", "date: Oct 7"),
    ("{date: 2024-10-07}", "2024-10-07"),
    ("[{date: 2024-10-07}, {from: 2024-11-25, to: 2024-11-29}]", "[7 Oct, Nov 25 - Nov 29]"),
    ("[{date: 2024-10-07}, {from: 2024-11-25, to: 2024-11-29}]", "[2024-10-07, 25.11.–29.11.]"),
    ("days: [Mon, Wed]", "days: MW"),
    ("days: [Mon, Wed]", "days: [Monday, Weds]"),
    ("days: [Mon, Wed]", "days: [M, W]"),
    ('[{days: [Mon, Wed], start: "15:30", end: "16:45"}]', '{days: MoWe, start: 3:30pm, end: "4:45 p.m."}'),
    ('start: "15:30"', "start: 15.30"),
    ('start: "15:30"', "start: 15:30"),
    ("catalog: [papers.yaml]", "catalog: papers.yaml"),
    ("must: [alpha]", "must: alpha"),
    ("must: [alpha]", "must: [ALPHA]"),
    ("must: [alpha]", "must: Tracing slow requests"),
    ("must: [alpha]", "must: [tracing  Slow requests.]"),
    ("total: {max: 9}", "total: 9"),
    ("same_session: [[beta, gamma]]", "same_session: [beta, gamma]"),
    ("same_session: [[beta, gamma]]", 'same_session: ["Caches, that forget", Queues that lie]'),
    ("details: {gamma:", "details: {Gamma:"),
    ("details: {gamma:", "details: {Queues that lie:"),
    ("dates: [2024-10-21]", "dates: Oct 21"),
    ("dates: [2024-12-04]", "dates: 4 Dec 2024"),
    ("after: [two]", "after: Second things"),
    ("papers: {min: 2, max: 2}", "papers: 2"),
    ("papers: {min: 1, max: 1}", "papers: 1"),
    ("minutes: {max: 90}", "minutes: 90"),
    ("optional_per_session: {max: 2}", "optional_per_session: 2"),
    ("count: {min: 1, max: 1}", "count: 1"),
    ("unavailable: [2024-10-09]", "unavailable: 9 October"),
    ("papers: [beta]", 'papers: "Caches, that forget"'),
    ("papers: [beta]", "papers: Béta"),
    ("topics: [one]", "topics: [FIRST THINGS]"),
    ("paper: alpha, person: ada", "paper: Tracing slow requests, person: 'Berg, Ada'"),
    ("goals: [preferences]", "goals: preferences"),
]
SAME = [
    ("dates: [2024-10-21]", "dates: [2024-10-21/2024-10-23]", "dates: {from: 2024-10-21, to: 23 Oct}"),
    ("dates: [2024-10-21]", "dates: [2024-12-01/..]", "dates: [{from: Dec 1}]"),
    ("unavailable: [2024-10-09]", "unavailable: [{from: 2024-10-21, to: 2024-10-23}]", "unavailable: Oct 21-23"),
    ("unavailable: [2024-10-09]", "unavailable: [{days: [Mon]}]", "unavailable: Mondays"),
    ("per_person: {min: 0, max: 3}", "per_person: {min: 2, max: 2}", "per_person: 2"),
]


def load(folder: Path, course: str) -> api.Course:
    """The course of a text, its catalogue beside it."""
    (folder / "papers.yaml").write_text(PAPERS, encoding="utf-8")
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    return api.load(folder / "course.yaml")


def facts(course: api.Course) -> Any:
    """What is to be solved, without the places in the file."""

    def bare(value: Any) -> Any:
        if isinstance(value, Where):
            return None
        if hasattr(value, "__dataclass_fields__"):
            fields = value.__dataclass_fields__
            return {name: bare(getattr(value, name)) for name in fields}
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items()}
        if isinstance(value, frozenset):
            return sorted(map(str, value))
        return [bare(part) for part in value] if isinstance(value, list | tuple) else str(value)

    return bare(course.problem)


@pytest.mark.parametrize(("canonical", "form"), FORMS, ids=[form for _, form in FORMS])
def test_each_form_means_the_canonical_one(canonical: str, form: str, tmp_path: Path) -> None:
    """The problem is the same, but for its lines, and no finding is added."""
    assert COURSE.count(canonical) == 1
    plain, written = load(tmp_path, COURSE), load(tmp_path, COURSE.replace(canonical, form))
    assert facts(written) == facts(plain)
    assert [finding.code for finding in written.findings] == [finding.code for finding in plain.findings]


@pytest.mark.parametrize(("place", "canonical", "form"), SAME, ids=[form for *_, form in SAME])
def test_ranges_and_numbers(place: str, canonical: str, form: str, tmp_path: Path) -> None:
    """Likewise, for what the course has to say anew first."""
    assert COURSE.count(place) == 1
    one, other = (load(tmp_path, COURSE.replace(place, text)) for text in (canonical, form))
    assert facts(one) == facts(other)


@pytest.mark.parametrize("form", [form for *_, form in (*FORMS, *SAME)])
def test_no_editor_marks_it(form: str) -> None:
    """The schema allows each form as an editor reads it, by YAML 1.2."""
    place = next(place for place, *_, written in (*FORMS, *SAME) if written == form)
    schema = json.loads(shipped("data", "constraints.schema.json").read_text(encoding="utf-8"))
    value = YAML(typ="safe").load(COURSE.replace(place, form))
    jsonschema.validate(json.loads(json.dumps(value, default=str)), schema)


def findings_of(folder: Path, course: str) -> list[str]:
    """What is said of a course, by line and column."""
    try:
        found: tuple[Finding, ...] = load(folder, course).findings
    except InputError as problem:
        found = problem.findings
    return [f"{finding.where.line}:{finding.where.column}: {finding.message}" for finding in found if finding.where]


@pytest.mark.parametrize(
    ("canonical", "form", "message"),
    [
        (
            "dates: [2024-12-04]",
            "dates: [4/12/2024]",
            '11:46: "4/12/2024" may be 4 Dec 2024 or 12 Apr 2024; write 2024-12-04 or 2024-04-12',
        ),
        (
            "dates: [2024-12-04]",
            "dates: [Tue 4 Dec]",
            '11:46: "Tue 4 Dec": 2024-12-04 is a Wed',
        ),
        (
            "date: 2024-10-07",
            "date: 7 Mar",
            '8:21: "date": "7 Mar" is no day of the term (2024-09-02 to 2024-12-13); write the year',
        ),
        ("days: [Mon, Wed]", "days: [M, S]", '7:25: "days": in "S", S may be Saturday or Sunday; write Sa or Su'),
        (
            'start: "15:30"',
            "start: 3:30",
            "7:40: a meeting starts at 03:30, in the night; for the afternoon write 15:30",
        ),
        ("must: [alpha]", "must: [Tracing]", '10:17: paper "Tracing" is in no catalogue'),
        (
            "details: {gamma: {dates: [2024-10-21]}}",
            "details: {gamma: {pages: 3}, Queues that lie: {pages: 4}}",
            '10:82: "details": "Queues that lie" stands here twice (as "gamma" too)',
        ),
    ],
)
def test_what_is_not_clear(canonical: str, form: str, message: str, tmp_path: Path) -> None:
    """An error, or a warning, at its place."""
    assert COURSE.count(canonical) == 1
    assert message in findings_of(tmp_path, COURSE.replace(canonical, form))


def test_two_of_one_title(tmp_path: Path) -> None:
    """A title that two have means neither; an exact id always does."""
    title = "details: {gamma: {title: Tracing slow requests, dates: [2024-10-21]}}"
    course = COURSE.replace("details: {gamma: {dates: [2024-10-21]}}", title)
    assert findings_of(tmp_path, course.replace("must: [alpha]", "must: [Tracing slow requests]")) == [
        '10:17: "Tracing slow requests" may be "alpha" or "gamma"; write the id'
    ]
    load(tmp_path, course)


def test_two_kinds(tmp_path: Path) -> None:
    """Where a topic or an event may stand, a name of both means neither."""
    course = COURSE.replace("title: First things", "title: The talk").replace("title: Second things", "after: The talk")
    assert '12:81: "after": "The talk" may be topic "one" or event "talk"; write the id' in findings_of(
        tmp_path, course
    )


def test_next_december(tmp_path: Path) -> None:
    """Without an end that is known, a day without a year is the next one."""
    course = COURSE.replace("end: 2024-12-13", "end: Jan 10").replace("date: 2024-10-07", "date: Jan 6")
    assert [str(day.date) for day in load(tmp_path, course).problem.calendar.no_class] == [
        *("2024-11-25", "2024-11-27", "2025-01-06")
    ]
