"""Tables, headings and lists of course pages: grids, two columns of dates, days without class, what is not read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from planner.findings import InputError
from planner.starter.page.course import course_of_page
from planner.starter.page.days import Reader
from planner.starter.page.units import Unit, markdown_units
from tests.starter.test_page import read

Rows = list[tuple[str, str, list[str], list[str]]]
Told = list[str]


def days(text: str, folder: Path, name: str = "page.md", **given: str) -> tuple[Rows, list[str], Told]:
    """Month and day, title, required and optional titles of each session; days without class; findings by line."""
    course, plan = read(text, folder, name, **{"timezone": "UTC", "time": "10:00-11:00", **given})
    titles = {key: paper.title for key, paper in plan.papers.items()}
    rows = [
        (str(s.start.date())[5:], s.title, [titles[p] for p in s.required], [titles[p] for p in s.optional])
        for s in plan.sessions
    ]
    free = [f"{str(day.date)[5:]} {day.reason}" for day in plan.no_class]
    told = [str(finding).partition(name + ":")[2] for finding in course.findings]
    assert course.dates_read <= course.dates
    return rows, free, told


ROWSPAN = """<html><body><h1>Nets, Fall 2023</h1><table>
<tr><th>Date</th><th>Topic</th><th>Paper</th><th>Presenter</th></tr>
<tr><td rowspan=2>Tue Sep 5</td><td rowspan="2">Wires</td><td><a href="https://e.org/1">One</a></td><td>A</td></tr>
<tr><td><a href="https://e.org/2">Two</a></td><td>B</td></tr>
<tr><td>Thu Sep 7</td><td colspan="3">No class</td></tr>
<tr><td>Tue Sep 12<td rowspan=2>Air<td><a href="https://e.org/3">Three</a><td>C
<tr><td>Thu Sep 14<td><a href="https://e.org/4">Four</a><td>D
</table></body></html>"""


def test_cells_over_rows_and_columns(tmp_path: Path) -> None:
    """A date over two rows holds both, a topic over two dates is the title of both; cells need not be closed."""
    rows, free, told = days(ROWSPAN, tmp_path, "page.html")
    assert rows == [
        ("09-05", "Wires", ["One", "Two"], []),
        ("09-12", "Air", ["Three"], []),
        ("09-14", "Air", ["Four"], []),
    ]
    assert (free, told) == (["09-07 No class"], [])


def test_a_row_of_a_date_alone(tmp_path: Path) -> None:
    """A row that holds its date and no other cell is a session without readings; it once ended in a traceback."""
    reading = "<tr><td>Sep 5, 2024</td><td><a href='https://e.org/1'>A paper</a></td></tr>"
    table = f"<table><tr><th>Date</th><th>Reading</th></tr>{reading}<tr><td>Sep 12</td></tr></table>"
    rows, free, told = days(f"# Nets\n\n{table}\n", tmp_path)
    assert rows == [("09-05", "A paper", ["A paper"], []), ("09-12", "No reading", [], [])]
    assert (free, told) == ([], [])


def test_tables_within_tables(tmp_path: Path) -> None:
    """A table that only lays out the page is passed through; a small table within a cell belongs to the cell."""
    inner = ROWSPAN[ROWSPAN.index("<table>") : ROWSPAN.index("</body>")]
    rows, _, told = days(
        f"<h1>Nets, Fall 2023</h1><table><tr><td>Menu</td><td>{inner}</td></tr></table>", tmp_path, "page.html"
    )
    assert [row[0] for row in rows] == ["09-05", "09-12", "09-14"]
    assert told == []
    page = """<h1>Nets, Fall 2023</h1><table><tr><th>Date</th><th>Reading</th></tr>
<tr><td>Sep 5</td><td><table><tr><td><a href="https://e.org/1">One</a></td></tr>
<tr><td><a href="https://e.org/2">Two</a></td></tr></table></td></tr>
<tr><td>Sep 12</td><td><a href="https://e.org/3">Three</a></td></tr></table>"""
    rows, _, told = days(page, tmp_path, "page.html")
    assert [(row[0], row[2]) for row in rows] == [("09-05", ["One", "Two"]), ("09-12", ["Three"])]
    assert told == []


def test_html_within_markdown(tmp_path: Path) -> None:
    """Tables, lists and links of HTML in a Markdown page are read as in HTML, with their lines."""
    page = """---
title: Nets, Fall 2023
---
Some *words*.

<table>
<thead><tr><th>Week</th><th>Date</th><th>Content</th><th>Readings</th></tr></thead>

<tr><td rowspan="2">1</td><td>Sep 5</td><td>Wires</td><td>[One](https://e.org/1) and <i>more</i></td></tr>
<tr><td>Sep 7</td><td>Plugs</td><td><a href="https://e.org/2">Two</a></td></tr>
<tr><td>2</td><td>someday</td><td>Air</td><td><a href="https://e.org/3">Three</a></td></tr>
</table>

## Sep 14: Light

<ul>
<li><a href="https://e.org/4">Four</a></li>
</ul>

- <a href='https://e.org/5'>Five</a>, an **inline** link
"""
    rows, _, told = days(page, tmp_path)
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("09-05", "Wires", ["One"]),
        ("09-07", "Plugs", ["Two"]),
        ("09-14", "Light", ["Four", "Five"]),
    ]
    assert told == [
        '11: warning: in a column of dates, "someday" is not read as a date; what stands under it is not read'
    ]


COLUMNS = {
    "the date behind the title": (
        "| Topic | When | Paper |\n|---|---|---|\n| Wires | Sep 5 | [One](https://e.org/1) |\n"
        "| Air | Sep 12 | [Two](https://e.org/2) |\n",
        [("09-05", "Wires", ["One"]), ("09-12", "Air", ["Two"])],
        [],
    ),
    "a second date that is due": (
        "| Date | Topic | Paper | Response due date |\n|---|---|---|---|\n"
        "| 9/5 | Wires | [One](https://e.org/1) | 9/4 |\n"
        "| 9/12 | Air | [Two](https://e.org/2) | 9/11 |\n| 9/19 | Light | [Three](https://e.org/3) | 9/18 |\n",
        [("09-05", "Wires", ["One"]), ("09-12", "Air", ["Two"]), ("09-19", "Light", ["Three"])],
        ['5: note: the column "Response due date" is not read (3 cells)'],
    ),
    "two days a row": (
        "| Week | Tuesday | Thursday |\n|---|---|---|\n"
        "| 1 | 9/5: [One](https://e.org/1) | 9/7: [Two](https://e.org/2) |\n"
        "| 2 | 9/12: [Three](https://e.org/3) | 9/14: No class |\n",
        [("09-05", "One", ["One"]), ("09-07", "Two", ["Two"]), ("09-12", "Three", ["Three"])],
        [],
    ),
    "an unknown column": (
        "| Date | Topic | Paper | Mood |\n|---|---|---|---|\n| Sep 5 | Wires | [One](https://e.org/1) | calm |\n"
        "| Sep 12 | Air | [Two](https://e.org/2) | stormy |\n",
        [("09-05", "Wires", ["One"]), ("09-12", "Air", ["Two"])],
        ['5: note: the column "Mood" is not read (2 cells)'],
    ),
    "cells that are no dates": (
        "| Date | Paper |\n|---|---|\n| Sep 5 | [One](https://e.org/1) |\n| TBD | [Lost](https://e.org/x) |\n"
        "| | [Lost too](https://e.org/y) |\n| Sep 19 | [Two](https://e.org/2) |\n",
        [("09-05", "One", ["One"]), ("09-19", "Two", ["Two"])],
        [
            '6: warning: in a column of dates, "TBD" is not read as a date; what stands under it is not read',
            '7: note: not read: "Lost too"',
        ],
    ),
    "the weekday on a line of its own": (
        "| Date | Paper |\n|---|---|\n"
        "| Tue<br>Sep 5 | [One](https://e.org/1) |\n| Tue<br>9/12 | [Two](https://e.org/2) |\n",
        [("09-05", "One", ["One"]), ("09-12", "Two", ["Two"])],
        [],
    ),
    "no class in two cells": (
        "| Date | Topic | Paper |\n|---|---|---|\n| Sep 5 | Wires | [One](https://e.org/1) |\n"
        "| Sep 12 | Labor week | No class |\n| Sep 19 | Air | [Two](https://e.org/2) |\n",
        [("09-05", "Wires", ["One"]), ("09-19", "Air", ["Two"])],
        [],
    ),
    "a paper on a free day": (
        "| Date | Topic | Paper |\n|---|---|---|\n| Sep 5 | Wires | [One](https://e.org/1) |\n"
        "| Sep 12 | Fall break | [Lost](https://e.org/x) |\n| Sep 19 | Air | [Two](https://e.org/2) |\n",
        [("09-05", "Wires", ["One"]), ("09-19", "Air", ["Two"])],
        ['6: warning: "Lost" stands on a day without class and is not read'],
    ),
    "other languages": (
        "| Datum | Thema | Lektüre |\n|---|---|---|\n| Di, 5. September | Kabel | [Eins](https://e.org/1) |\n"
        "| 12.9. | entfällt | |\n| 19.09. | Luft | [Zwei](https://e.org/2) |\n",
        [("09-05", "Kabel", ["Eins"]), ("09-19", "Luft", ["Zwei"])],
        [],
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(name: str, tmp_path: Path) -> None:
    """What the columns of a table hold, and what of them is told."""
    text, expected, findings = COLUMNS[name]
    rows, _, told = days(f"# Nets, Fall 2023\n\n{text}", tmp_path)
    assert [row[:3] for row in rows] == expected
    assert told == findings


def test_days_of_one_heading_share_its_readings(tmp_path: Path) -> None:
    """Both days of ``Sep 3 & 5`` are sessions; what stands under them is split, and told."""
    page = """# Nets, Fall 2024

## Week 1 (Sep 3 & 5): Wires
- [One](https://e.org/1)
- [Two](https://e.org/2)

## Sept. 10th and 12th: Air
- [Three](https://e.org/3)
"""
    rows, _, told = days(page, tmp_path)
    assert [row[:3] for row in rows] == [
        ("09-03", "Wires", ["One"]),
        ("09-05", "Wires", ["Two"]),
        ("09-10", "Air", ["Three"]),
        ("09-12", "Air", []),
    ]
    assert told == ['3: note: "Sep 3 & 5" is 2 days; the readings under it are theirs in order']


def test_letters_for_weekdays_and_marks_behind_dates(tmp_path: Path) -> None:
    """``Tu 1/28 (*E*)``: the letters in brackets are a mark, not the title; they are told."""
    page = """# Seeing, Spring 2025

| Date | Topic | Paper |
|---|---|---|
| Tu 1/28 (*E*) | Eyes | |
| Th 1/30 | Light | [One](https://e.org/1) |
| M 2/3 (makeup) | Colour | [Two](https://e.org/2) |
| Fr 2/5 | Depth | [Three](https://e.org/3) |
"""
    rows, _, told = days(page, tmp_path)
    assert [row[:2] for row in rows] == [("01-28", "Eyes"), ("01-30", "Light"), ("02-03", "Colour"), ("02-05", "Depth")]
    assert told == ['7: note: not read: "(makeup)"', '8: warning: "Fr 2/5": 2025-02-05 is a Wednesday']


def test_lists_of_days_without_a_sign_behind_the_date(tmp_path: Path) -> None:
    """``* 27.04. Title``: day before month, in a list whose entries all begin so."""
    page = """# Zeitplan, Sommersemester 2027

* 27.04. Einführung
* 04.05. [Eins](https://e.org/1)
* **11.05.** [Zwei](https://e.org/2)
* 18.05. entfällt
* 25.05. Berg, Ada (1990): Über Wände. Berlin.
"""
    rows, free, told = days(page, tmp_path)
    assert [row[:3] for row in rows] == [
        ("04-27", "Einführung", []),
        ("05-04", "Eins", ["Eins"]),
        ("05-11", "Zwei", ["Zwei"]),
        ("05-25", "Über Wände", ["Über Wände"]),
    ]
    assert free == ["05-18 entfällt"]
    assert told == []


def test_headings_that_look_dated_and_are_not_read(tmp_path: Path) -> None:
    """A heading with a date that no form fits is told, counted, and keeps what is under it from the day before."""
    page = """# Nets, Fall 2024

## Wires (Sep 3)
- [One](https://e.org/1)

## Sep 10 or maybe later in 11/2 weeks
- [Two](https://e.org/2)

## The week after Sep 17 we read on
- [Lost](https://e.org/x)
"""
    course, _ = read(page, tmp_path, timezone="UTC", time="10:00-11:00")
    assert (course.dates_read, course.dates, course.readings) == (2, 3, 2)
    assert [str(finding).partition("page.md:")[2] for finding in course.findings] == [
        '9: warning: "The week after Sep 17 we read on" is not read as a date; what stands under it is not read'
    ]


def test_lists_that_belong_to_no_date_are_told(tmp_path: Path) -> None:
    """What stands under a heading after the dates belongs to none of them."""
    page = "# Nets, Fall 2024\n\n## Sep 3\n- [One](https://e.org/1)\n\n## More\n- [Two](https://e.org/2)\n- Three\n"
    rows, _, told = days(page, tmp_path)
    assert [row[2] for row in rows] == [["One"]]
    assert told == ['6: note: under "More", what has links (1 line) belongs to no date and is not read']


def test_ranges_that_are_no_days(tmp_path: Path) -> None:
    """A week's heading is no day where days stand in it; where none does it is its first day, which is told."""
    page = """# Nets, Fall 2024

## Week 1: Sep 2 – 6

### Tue Sep 3: Wires
- [One](https://e.org/1)

## Week 2: Sep 9 – 13
- [Two](https://e.org/2)
"""
    rows, _, told = days(page, tmp_path)
    assert [(row[0], row[2]) for row in rows] == [("09-03", ["One"]), ("09-09", ["Two"])]
    assert told == ['8: warning: "Sep 9 – 13" is no single day; it is read as its first, 2024-09-09']


def test_dates_out_of_order_are_told(tmp_path: Path) -> None:
    """A month that is mistyped stands far from the dates around it."""
    page = "# Nets, Fall 2024\n" + "".join(
        f"\n## {day}\n- [P{day}](https://e.org/{number})\n" for number, day in enumerate(["Sep 3", "Nov 10", "Sep 17"])
    )
    _, _, told = days(page, tmp_path)
    assert told == [
        '6: warning: "Nov 10": 2024-11-10 is 68 days after the date before it',
        '9: warning: "Sep 17": 2024-09-17 stands after 2024-11-10',
    ]


def test_a_year_that_is_a_guess_is_told(tmp_path: Path) -> None:
    """The year of a paper is not the year of the course; the year of a term is, wherever it stands."""
    page = "# Nets\n\n## Sep 5\n- [One](https://e.org/1) (SOSP 1991)\n"
    rows, _, told = days(page, tmp_path)
    assert [row[0] for row in rows] == ["09-05"]
    assert told == [
        "4: warning: the page names no year of its own; 1991 is a guess by this line (--start says another)"
    ]
    course, _ = read(page + "\nFall 2023\n", tmp_path, timezone="UTC", time="10:00-11:00")
    assert b"2023-09-05" in course.files["constraints.yaml"]


def test_tags_of_site_generators_are_named(tmp_path: Path) -> None:
    """What a generator fills in is not in the file: each kind of tag is told once, with its line."""
    page = """# Nets, Fall 2024

{% include nav.html %}

{% comment %} ## Sep 1: hidden {% endcomment %}
<!-- ## Sep 2: hidden too -->

## Sep 3: Wires
- [One]({{ site.baseurl }}/one.pdf) and [Two](https://e.org/2)
- {{< youtube abc >}}
{% for paper in site.data.papers %}
- {{ paper.title }}
{% endfor %}
"""
    rows, _, told = days(page, tmp_path)
    assert [row[0] for row in rows] == ["09-03"]
    assert [line.partition(":")[0] for line in told if "site generator" in line] == ["3", "10", "11", "12"]
    (tmp_path / "empty.md").write_text("# Nets 2024\n\n{% for day in site.data.days %}{% endfor %}\n", encoding="utf-8")
    with pytest.raises(InputError, match="a site generator fills this in"):
        course_of_page(tmp_path / "empty.md", {})


def test_tables_of_plain_text(tmp_path: Path) -> None:
    """Lines of one paragraph, or of an indented block, that each begin with a date."""
    page = """# Doors, Spring 2018

Day           Topic         Reading
------------- ------------- ------------------
2018-01-16    Intro
2018-01-18                  Ada Berg, *The Open Door*
2018-01-23                  **Spring Break**
2018-01-25    [Walls](https://e.org/w)
"""
    rows, free, _ = days(page, tmp_path)
    assert [row[:3] for row in rows] == [
        ("01-16", "Intro", []),
        ("01-18", "The Open Door", ["The Open Door"]),
        ("01-25", "Walls", ["Walls"]),
    ]
    assert free == ["01-23 Spring Break"]
    block = "".join(f"    Jan {day}: Door {day}\n" for day in (9, 16, 23)) + "\n## Jan 30\n- [One](https://e.org/1)\n"
    rows, _, _ = days(f"# Doors, Spring 2018\n\nPlan\n\n{block}", tmp_path)
    assert [row[:2] for row in rows] == [
        ("01-09", "Door 9"),
        ("01-16", "Door 16"),
        ("01-23", "Door 23"),
        ("01-30", "One"),
    ]


def test_columns_of_weekdays_are_told(tmp_path: Path) -> None:
    """A row of a week with a date and columns for its days: these are other days than the row's."""
    page = """# Doors, Spring 2018

| Week | Date (Mon) | Tuesday Lecture | Thursday Lecture |
|---|---|---|---|
| 1 | Jan 22 | Walls | [One](https://e.org/1) |
| 2 | Jan 29 | Doors | [Two](https://e.org/2) |
"""
    _, _, told = days(page, tmp_path)
    assert told[0] == (
        '3: warning: "Tuesday Lecture" and "Thursday Lecture" name days of the week; what they hold is read on the '
        "row's date"
    )


BOOKS = {
    "Berg, Ada. 1990. *Walls and Doors*. Berlin: Haus.": ("Walls and Doors", ("Ada Berg",), 1990),
    "Berg, A., & Cho, B. (2003). Doors without walls. *Journal of Doors*, 3(2), 1–20.": (
        "Doors without walls",
        ("A. Berg", "B. Cho"),
        2003,
    ),
    "Ada Berg, *Walls and Doors* (Haus, 1975), pp. 3–31": ("Walls and Doors", ("Ada Berg",), 1975),
    "Berg, “On the Door Question”": ("On the Door Question", ("Berg",), None),
    "Ada Berg and Bo Cho, “Doors,” *Review* 12 (1999)": ("Doors", ("Ada Berg", "Bo Cho"), 1999),
}


@pytest.mark.parametrize("text", BOOKS)
def test_citations_of_the_humanities(text: str, tmp_path: Path) -> None:
    """Author and year, titles in quotes or italics, without any link."""
    page = f"# Doors, Spring 2024\n\n## Jan 9: Doors\n\n- {text}\n- [Other](https://e.org/o)\n"
    _, plan = read(page, tmp_path, timezone="UTC", time="10:00-11:00")
    title, authors, year = BOOKS[text]
    paper = next(paper for paper in plan.papers.values() if paper.title != "Other")
    assert (paper.title, tuple(paper.authors), paper.year) == (title, authors, year)


def units_of(text: str) -> list[Unit]:
    """The units of a Markdown text."""
    return markdown_units(text, "page.md", [])


BIG = {
    "rows": ("| Date | Paper |\n|---|---|\n", "| Sep 5 | [T](https://e.org/1) by A, B |\n"),
    "headings": ("", "## Sep 5: T\n\n- [T](https://e.org/1)\n\n"),
    "html": ("<table>", "<tr><td>Sep 5</td><td><a href='https://e.org/1'>T</a></td></tr>\n"),
    "tables": ("", "<table><tr><td>Sep 5</td><td>x</td></tr></table>\n\n"),
    "dots": ("## Sep 5\n\n", "- Handout. Introduction ....................................5, Overview ............9\n"),
    "braces": ("", "{:{{%{{<"),
    "stars": ("", "a * b ** "),
    "spaces": ("a", " " * 50),
    "spans": ("<table><tr>" + "<td rowspan=1000>x</td>" * 200 + "</tr>", "<tr></tr>"),
}


@pytest.mark.parametrize("name", BIG)
def test_no_page_is_quadratic(name: str) -> None:
    """Twice the page takes about twice the time."""
    before, piece = BIG[name]

    def taken(number: int) -> float:
        began = time.process_time()
        units = units_of("# Nets, Fall 2024\n\n" + before + piece * number)
        if any("Sep" in unit.text for unit in units):
            Reader(units, "page.md", [2024]).read()
        return time.process_time() - began

    taken(50)
    small, large = taken(500), taken(2_000)
    assert large < 4 * small * 2.5 + 0.3
