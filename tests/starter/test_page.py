"""``init --from-syllabus``: pages that we write come back whole, the forms of others are read, nothing is made up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner import api
from planner.findings import InputError
from planner.outputs import FLAVOURS, Flavour, PublishOptions, publish
from planner.plans.file import read_plan
from planner.plans.plan import Plan
from planner.shipped import shipped
from planner.starter.page.course import PageCourse, course_of_page
from tests.courses import HEAD, plan_text

Shown = list[tuple[str, str, list[str], list[str]]]


def shown(plan: Plan) -> Shown:
    """What a reader sees of each session: start, title, titles of required and of optional papers."""
    titles = {key: " ".join(paper.title.split()) for key, paper in plan.papers.items()}
    return [
        (
            session.start.isoformat(),
            session.title,
            [titles[paper] for paper in session.required],
            [titles[paper] for paper in session.optional],
        )
        for session in plan.sessions
    ]


def written(course: PageCourse, folder: Path) -> Plan:
    """The files in a folder, the plan judged by every rule of the course there."""
    for name, content in course.files.items():
        (folder / name).write_bytes(content)
    loaded = api.load(folder / "constraints.yaml")
    assert [finding for finding in loaded.findings if finding.severity == "error"] == []
    assert api.check(loaded, folder / "published.plan.yaml").findings == ()
    return read_plan(folder / "published.plan.yaml")[0]


def read(text: str, folder: Path, name: str = "page.md", **given_: str) -> tuple[PageCourse, Plan]:
    """The course of a text, written and judged."""
    page = folder / name
    page.write_text(text, encoding="utf-8")
    course = course_of_page(page, given_)
    return course, written(course, folder)


def weekly() -> Plan:
    """A plan with people, two meetings on one day, a moved room, a lost day and an event beside readings."""
    _, plan, _ = plan_text(ODD)
    return plan


ODD = (
    HEAD.replace(
        'start: "10:00", end: "11:00"}]',
        'start: "10:00", end: "11:00", location: Room 1}]\n  no_class: [{date: 2024-01-11, reason: Snow (deep)}]\n'
        '  moves: [{date: 2024-01-15, start: "14:00", end: "15:30", location: "Room 2, upstairs"}]',
    )
    + """
events:
  - {title: Guest of honour, kind: guest, dates: [2024-01-18], readings: true, topic: t}
  - {title: Exam (written), kind: exam, dates: [2024-01-25]}
papers:
  details:
    a: {title: "A: colons, *stars* and [brackets]", minutes: 30, topics: [t], authors: [Ada, Bo], venue: X, year: 2020}
    b: {title: "1. B | pipes", minutes: 30, topics: [t], url: "https://example.org/a_(b)"}
    c: {title: C, minutes: 30, topics: [u], authors: [A, B, C, D], url: "https://example.org/c"}
    d: {title: "D & E <f>", minutes: 30, topics: [u], venue: "Proc. of D", year: 1999}
    e: {title: "Presenter of things", minutes: 30, topics: [t], url: "https://example.org/e"}
    f: {title: "Optional F", minutes: 30, topics: [t], url: "https://example.org/f"}
topics: [{id: t, title: Topic one}, {id: u, title: "Two: again"}]
reading: {per_session: {papers: {max: 1}}, topics_per_session: 1, optional_per_session: {max: 1}, every_session: false}
people: [{id: ada, name: Ada L.}, {id: bo}]
roles: [{id: presenter, per: paper}, {id: scribe, per: session}]
"""
)

PLANS: dict[str, Callable[[], Plan]] = {
    "aisys2023": lambda: read_plan(shipped("examples", "aisys2023", "published.plan.yaml"))[0],
    "cs294": lambda: read_plan(shipped("examples", "cs294-sp22", "published.plan.yaml"))[0],
    "odd": weekly,
}


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", PLANS)
def test_our_pages_come_back(name: str, flavour: Flavour, tmp_path: Path) -> None:
    """Plan → page → course and plan: the same dates, clocks, titles and papers, and no line that is not read."""
    plan = PLANS[name]()
    (page,) = publish(plan, ["md"], PublishOptions(flavour=flavour))
    course, again = read(page.content.decode(), tmp_path)
    assert shown(again) == shown(plan)
    assert [str(finding) for finding in course.findings] == []
    assert again.timezone == plan.timezone
    assert again.course == plan.course
    assert [(day.date, day.reason) for day in again.no_class] == [(day.date, day.reason) for day in plan.no_class]
    links = {paper.title: paper.url for paper in again.papers.values()}
    assert {paper.title: paper.url for paper in plan.papers.values() if paper.title in links} == links


LISTS = """\
systems2023

Reading list

3/7

Required reading

  • Alpha. Alpha: A System. Ada Lovelace, Bo Bohr, Cy Young. OSDI 2016.
  • Second Thoughts on Things.

Extra reading

  • Beta. A Beta of Sorts. Dee D. Doe, Eva Ek*. EuroSys 2018.

3/9

  • A guest lecture

3/14

Required reading

  • Gamma. Ann Lee, Bob Ray, Cat Moe. Gamma: Reordered. NeurIPS 2020.

3/21

Required reading

  • Alpha. Alpha: A System. OSDI 2016.
"""


def test_lists_under_dates(tmp_path: Path) -> None:
    """Dates without year as paragraphs, bullets that Markdown does not know; the year stands in the course's code."""
    course, plan = read(LISTS, tmp_path, timezone="Asia/Seoul", time="15:30-16:45")
    assert (course.dates_read, course.dates, course.readings) == (4, 4, 5)
    assert shown(plan) == [
        (
            "2023-03-07T15:30:00+09:00",
            "Readings",
            ["Alpha: A System", "Second Thoughts on Things"],
            ["A Beta of Sorts"],
        ),
        ("2023-03-09T15:30:00+09:00", "A guest lecture", [], []),
        ("2023-03-14T15:30:00+09:00", "Readings", ["Gamma: Reordered"], []),
        ("2023-03-21T15:30:00+09:00", "No reading", [], []),
    ]
    assert [str(finding).partition(str(tmp_path))[2] for finding in course.findings] == [
        '/page.md:30: warning: "Alpha: A System" stands here again (also line 9); the first time counts',
    ]
    alpha = plan.papers["alpha"]
    assert (alpha.authors, alpha.venue, alpha.year) == (["Ada Lovelace", "Bo Bohr", "Cy Young"], "OSDI", 2016)
    assert plan.papers["beta"].authors == ["Dee D. Doe", "Eva Ek"]
    assert plan.papers["gamma"].authors == ["Ann Lee", "Bob Ray", "Cat Moe"]
    text = (tmp_path / "constraints.yaml").read_text(encoding="utf-8")
    assert '{days: [Tue], start: "15:30", end: "16:45"}' in text
    assert '{date: 2023-03-09, start: "15:30", end: "16:45"}' in text


JEKYLL = """\
# Systems (Spring 2022)

- When: Mondays from 1:00 to 4:00

{% capture dates %} 1/24/22 1/31/22 2/07/22 {% endcapture %}

{% include syllabus_entry %} [//]: <> (lecture 1)

Introduction

* [The Frontier](https://example.org/frontier) * Read Chapter 1 of [_Design of Systems_](https://example.org/design).
* [Mixed precision. [ICLR’18]](https://example.org/mixed)

{% include syllabus_entry %}

Holiday (Presidents Day)

{% include syllabus_entry %} [//]: <> (lecture 2)

Project Proposals
"""


def test_includes_of_jekyll(tmp_path: Path) -> None:
    """The dates in one list, an include for each; several links in one line; the time of day above."""
    course, plan = read(JEKYLL, tmp_path, timezone="America/Los_Angeles")
    assert [str(finding) for finding in course.findings] == []
    assert shown(plan) == [
        (
            "2022-01-24T13:00:00-08:00",
            "Introduction",
            ["The Frontier", "Design of Systems", "Mixed precision."],
            [],
        ),
        ("2022-02-07T13:00:00-08:00", "Project Proposals", [], []),
    ]
    assert [(str(day.date), day.reason) for day in plan.no_class] == [("2022-01-31", "Holiday (Presidents Day)")]
    assert plan.papers["mixed-precision"].venue == "ICLR"
    assert plan.events["project-proposals"].kind == "milestone"


TABLE = """\
---
title: "Topics: a seminar"
---
Fall 2024, Tuesdays 9:30-10:45 am

| Week | Date | Topic | Readings | Presenter |
|------|------|-------|----------|-----------|
| 1 | Tue 9/3 | Intro | | Prof. X |
| 2 | 9/10 | Storage | [Log things](https://e.org), [Fast files](https://e.org) ([pdf](https://e.org)) | |
| | | | *optional:* [The old one](https://example.org/old) | |
| 3 | Tue 9/17 | No class | | |
| 4 | Tue 9/25 | Networks | [OSDI '20] A Network of Nets | Bo |
| 5 | Tue 13/32 | Nothing | | |
"""


def test_table(tmp_path: Path) -> None:
    """Columns by their headers, rows that go on, side links, a weekday that is wrong, a date that is none."""
    course, plan = read(TABLE, tmp_path, timezone="America/New_York")
    assert (course.dates_read, course.dates) == (4, 5)
    assert shown(plan) == [
        ("2024-09-03T09:30:00-04:00", "Intro", [], []),
        ("2024-09-10T09:30:00-04:00", "Storage", ["Log things", "Fast files"], ["The old one"]),
        ("2024-09-25T09:30:00-04:00", "Networks", ["A Network of Nets"], []),
    ]
    assert [str(finding).partition(str(tmp_path))[2] for finding in course.findings] == [
        '/page.md:12: warning: "Tue 9/25": 2024-09-25 is a Wednesday',
        '/page.md:13: warning: there is no day "13/32"; what stands under it is not read',
    ]
    assert plan.course.title == "Topics: a seminar"


HTML = """\
<!DOCTYPE html><html><head><title>x</title><script>var d = "3/1";</script></head><body>
<h1>Reading group 2025</h1><p>Fridays 16:00-17:00</p>
<table><tr><th>Date</th><th>Paper</th><th>Lead</th></tr>
<tr><td>March 7</td><td><a href="https://example.org/a">First things</a> (Ada, Bo, SOSP 2019)</td><td>Cy</td></tr>
<tr><td>March 14</td><td><ul><li><a href="https://example.org/b">Second things</a></li>
<li><a href="https://example.org/c">Third &amp; last</a></li></ul></td><td>Di</td></tr>
<tr><td>March 21</td><td>Spring break</td><td></td></tr></table></body></html>
"""


def test_html(tmp_path: Path) -> None:
    """The same of an HTML page; what a browser does not show is not read."""
    course, plan = read(HTML, tmp_path, "page.html", timezone="UTC")
    assert [str(finding) for finding in course.findings] == []
    assert shown(plan) == [
        ("2025-03-07T16:00:00+00:00", "First things", ["First things"], []),
        ("2025-03-14T16:00:00+00:00", "Second things; Third & last", ["Second things", "Third & last"], []),
    ]
    assert plan.papers["first-things"].authors == ["Ada", "Bo"]
    assert [day.reason for day in plan.no_class] == ["Spring break"]


OTHERS = {
    "days of two": (
        "# CS 700, Spring 2022\nMeets MW 2:30pm–3:50pm.\n\n| # | Date | Topic | Reading |\n|---|---|---|---|\n"
        "| 1 | Mon Jan 24 | Welcome | |\n| 2 | Wed, Jan 26 | Maps | [Maps and reduces](https://e.org/m), OSDI 2004 |\n"
        "| | Mon Jan 31 | **No class** (snow) | |\n| 3 | Mon Feb 7 | Guest lecture: Dr. X | |\n",
        [
            ("2022-01-24T14:30:00+00:00", "Welcome", [], []),
            ("2022-01-26T14:30:00+00:00", "Maps", ["Maps and reduces"], []),
            ("2022-02-07T14:30:00+00:00", "Guest lecture: Dr. X", [], []),
        ],
        [("2022-01-31", "snow")],
    ),
    "headings of weeks": (
        '# Group, fall 2021, 9:00-10:00\n\n## Week 1 — December 7: Deep\n\n1. "All You Need", Vaswani et al., '
        "NeurIPS 2017 "
        "[[link](https://e.org/a)]\n2. [Residuals at last](https://e.org/r) He et al. CVPR 2016\n\n"
        "## Week 2 — December 14-18: Winter break\n\n## January 4\n\nWrap up\n",
        [
            ("2021-12-07T09:00:00+00:00", "Deep", ["All You Need", "Residuals at last"], []),
            ("2022-01-04T09:00:00+00:00", "Wrap up", [], []),
        ],
        [("2021-12-14", "Winter break"), ("2021-12-21", "Not on the page"), ("2021-12-28", "Not on the page")],
    ),
    "day first": (
        "# Lesekreis, 18:00-19:00\n\n- **24.01.2023**: [Eins](https://e.org/1)\n"
        "- **31.01.2023**: Zwei (A, B, ICSE 2020)\n",
        [
            ("2023-01-24T18:00:00+00:00", "Eins", ["Eins"], []),
            ("2023-01-31T18:00:00+00:00", "Zwei", ["Zwei"], []),
        ],
        [],
    ),
    "bold dates": (
        "# Systems, 9:00-10:00\n\n**1/24/22 (Mon)** Intro\n\nReading: [One for all](https://e.org/1), [All for "
        "one](https://e.org/2)\n\n**1/31/22 (Mon)** More\n\n- Required: [Third](https://e.org/3)\n"
        "- Optional: [Fourth](https://e.org/4)\n",
        [
            ("2022-01-24T09:00:00+00:00", "Intro", ["One for all", "All for one"], []),
            ("2022-01-31T09:00:00+00:00", "More", ["Third"], ["Fourth"]),
        ],
        [],
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_forms(name: str, tmp_path: Path) -> None:
    """Common ways to write a schedule: no line is left over."""
    text, expected, free = OTHERS[name]
    course, plan = read(text, tmp_path, timezone="UTC")
    assert [str(finding) for finding in course.findings] == []
    assert shown(plan) == expected
    assert [(str(day.date), day.reason) for day in plan.no_class] == free


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    """Lines below a date that are neither title nor reading, each with its line; the page's defaults too."""
    text = "# Group 2025\n\n## 2025-03-07: Title\n\n- [A](https://example.org/a)\n\nBring a laptop with you.\n"
    course, _ = read(text, tmp_path)
    assert [str(finding).partition(str(tmp_path))[2] for finding in course.findings] == [
        "/page.md: note: the page gives no time of day; 10:00-11:00 stands for it (--time says another)",
        "/page.md: warning: the page names no time zone; UTC stands for it (--timezone says another)",
        '/page.md:7: note: not read: "Bring a laptop with you."',
    ]


FAULTS = {
    "no dates": ("# Reading list\n\n- [A](https://example.org)\n", {}, "no dates are found on this page"),
    "no year": ("# List\n\n3/7\n\n- A paper\n", {}, "the page names no year; say the first day, such as --start"),
    "no papers": ("# 2025\n\n## 3/7: Talk\n", {}, "the page has dates, but nothing under them looks like a paper"),
    "a heap": (
        "# 2025\n\n## 3/7\n\n" + "".join(f"- [Paper {number}](https://e.org/{number})\n" for number in range(101)),
        {},
        "101 papers stand under 2025-03-07: a list, not what one session reads",
    ),
    "free days only": ("# 2025\n\n## 3/7: No class\n", {}, "every date on this page is a day without class"),
    "start": (LISTS, {"start": "7.3."}, '--start: the year is missing in "7.3."'),
    "time": (LISTS, {"time": "noon"}, '--time: expected a time such as 15:30-16:45, not "noon"'),
    "zone": (LISTS, {"timezone": "Asia/Soul"}, 'is no IANA time zone; did you mean "Asia/Seoul"?'),
    "code": (LISTS, {"code": "no id"}, "an id starts with a letter or digit"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    """Pages and options of which no course comes, in words."""
    text, given_, message = FAULTS[name]
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        course_of_page(tmp_path / "page.md", given_)
    assert message in str(raised.value)
    assert "constraints.yaml" not in str(raised.value)


PIECES = st.sampled_from(
    [
        "3/7",
        "Tue 3/8:",
        "March 9",
        "\n",
        "\n\n",
        "# ",
        "- ",
        "| ",
        " | ",
        "|---|---|\n",
        "[a](https://e.org)",
        "*",
        ":",
        "(",
        "No class",
        "Optional",
        "Required reading",
        "Presenter: A",
        "2024",
        "OSDI 2020.",
        "A. B, C D, E F.",
        "\t",
        "<br>",
        "{: x}",
        "{% capture dates %}",
        "{% endcapture %}",
        "{% include syllabus_entry %}",
        "---\n",
        "\x07",
        "é",
        "15:00-14:00",
        "\\",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
@example("- Optional:\n- [pdf](https://e.org)\n- Optional: |\n")
@example("2024 3/7\n3/7: a\n\n- [a](https://e.org)\n\n3/7: b\n\n- b OSDI 2020.\n")
def test_any_page_is_a_course_or_a_fault(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands on a page: a course that loads and whose plan keeps all rules, or a finding."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.md").write_text("# Group 2024\n\n3/1: A\n\n" + text, encoding="utf-8")
    try:
        course = course_of_page(folder / "page.md", {"timezone": "UTC", "time": "10:00-11:00"})
    except InputError:
        return
    written(course, folder)


TAGS = st.sampled_from(
    [
        "<table>",
        "<tr>",
        "<td>",
        "<th>Date",
        "<li>",
        "<p>",
        "<h2>",
        "</td>",
        "</table>",
        "<br>",
        "<a href='https://e.org'>",
        "</a>",
        "3/8",
        "Tue 3/9:",
        "Title",
        "<script>",
        "<b>",
        "<!-- 3/1 -->",
        "&lt;",
        "</p>",
        "\n",
        "<td",
        "<ul>" * 300,
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(TAGS, max_size=30).map("".join))
def test_any_html_is_a_course_or_a_fault(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """The same of HTML, however broken or deep."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_text(f"<h1>Group 2024</h1><h2>3/1: A</h2>{text}", encoding="utf-8")
    try:
        course = course_of_page(folder / "page.html", {"timezone": "UTC", "time": "10:00-11:00"})
    except InputError:
        return
    written(course, folder)
