"""Every reader, with files that it reads as they stand, to be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markdown_it import MarkdownIt

from planner import api
from planner.outputs import FLAVOURS, PublishOptions, publish
from planner.plans.file import read_plan, write_plan
from planner.shipped import shipped
from planner.starter.page.course import course_of_page
from tests.plans.test_bounds import PLAN

CATALOGS = Path(__file__).parents[1] / "data" / "catalogs"
COURSE = """\
version: 1
course: {title: Tiny course, code: tiny, instructors: [Prof. X], url: "https://example.edu/tiny"}
term:
  start: 2023-03-06
  end: 2023-03-31
  timezone: Europe/Berlin
  meetings: [{days: [Tue, Thu], start: "15:30", end: "16:45", location: Room 1}]
  no_class: [{country: DE}, {date: 2023-03-14, reason: Exams}, {ics: cal.ics, match: No class}]
  extra: [{date: 2023-03-24, start: "13:00", end: "14:15", location: R2, reason: Make-up}]
  moves: [{date: 2023-03-21, to: 2023-03-22, start: "10:00", end: "11:15", reason: Moved}]
catalog: [cat.yaml]
events:
  - {id: guest, title: Guest talk, kind: guest, dates: [2023-03-16, 2023-03-23], sessions: 1, readings: false}
papers:
  must: [a]
  total: {max: 10}
  details: {a: {priority: 5, minutes: 30}, b: {needs: [a]}}
  mix: [{since: 2019, min: 1}]
topics:
  - {id: one, title: First topic, papers: {min: 1, goal: 2, max: 4}, contiguous: true}
  - {id: two, title: Second topic, papers: {min: 1, goal: 2, max: 4}, after: [one]}
reading: {minutes_per_page: 5, per_session: {papers: {min: 1, max: 2}, minutes: {goal: 60, max: 150}}}
people: roster.csv
roles:
  - {id: presenter, per: paper, count: 1, due: [{what: Slides, days: -2}]}
  - {id: scribe, per: session, count: {min: 0, max: 1}}
duties: {per_person: {max: 6}, per_session: {max: 1}, gap: 1}
goals: [coverage, extra_load, priority, worst_off]
"""
CATALOG = """\
papers:
  - {id: a, title: Paper A, authors: [Ada Lovelace, B. Bo], venue: OSDI, year: 2016, pages: 12, topics: [one]}
  - {id: b, title: "Paper B: on things", venue: SOSP, year: 2019, pages: 10, topics: [one], url: "https://x.org/b"}
  - {id: c, title: Paper C, topics: [one], pages: 10, year: 2020}
  - {id: e, title: Paper E, topics: [two], pages: 10, after: [c]}
  - {id: f, title: Paper F, topics: [two], minutes: 45, venue: NSDI, year: 2021}
"""
LIST = """\
# First topic

- Ada Lovelace, B. Bo. "Paper A". OSDI 2016. https://x.org/a
- [Paper B: on things](https://x.org/b), SOSP 2019

## Second topic

1. Paper C by C. Co (NSDI 2021)
"""
TABLE = """\
Title,Authors,Venue,Year,Link,Topics
Paper A,"Ada Lovelace; B. Bo",OSDI,2016,https://x.org/a,one
"Paper B: on, things",C. Co,SOSP,2019,,one; two
"""
ROSTER = """\
id,name,email,unavailable,prefers_papers,prefers_topics,avoids_papers,conflicts,roles,staff,did,min_duties,from
ada,Ada L.,ada@example.edu,2023-03-16; 2023-03-20/2023-03-22,a; b,one: 8; two: 3,f,c,presenter; scribe,,presenter: 1,0,
bo,"Bo, B.",bo@example.edu,Tue,c,,,,presenter,,,,2023-03-07
cy,Cy C.,cy@example.edu,,e: 7; f: 2,two,,,,,,,
eve,Eve,,,,,,,,x,,,
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20230101T000000Z
DTSTART;VALUE=DATE:20230309
DTEND;VALUE=DATE:20230310
SUMMARY:No class: Spring\\, break
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20230101T000000Z
DTSTART;VALUE=DATE:20230101
RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20230601
EXDATE;VALUE=DATE:20230308
DURATION:P1D
SUMMARY:No class Wednesday
END:VEVENT
END:VCALENDAR
"""
PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
xref
0 4
0000000000 65535 f\x20
0000000009 00000 n\x20
0000000054 00000 n\x20
0000000105 00000 n\x20
trailer <</Size 4/Root 1 0 R>>
startxref
167
%%EOF
"""
SETTINGS = (
    "papers.total.max=8",
    "term.no_class+={date: 2023-03-28, reason: Snow}",
    "papers.must-=a",
    "topics[0].papers.max=3",
    "goals=[coverage, priority]",
)


@dataclass(frozen=True)
class Reader:
    """What reads a file; ``samples`` are contents that it reads, ``name`` is what the file is called."""

    name: str
    samples: tuple[bytes, ...]
    read: Callable[[Path], object]


def readers(folder: Path) -> Mapping[str, Reader]:
    """The readers by name; what the changed file needs beside it is written into the folder."""
    for name, text in (("course.yaml", COURSE), ("cat.yaml", CATALOG), ("roster.csv", ROSTER), ("cal.ics", CALENDAR)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "pdfs").mkdir(exist_ok=True)
    (folder / "pdfs.yaml").write_text(COURSE.replace("catalog:", "pages_from: pdfs\ncatalog:"), encoding="utf-8")
    course = partial(_load, folder / "course.yaml")
    found = {
        "course": Reader("fuzz.yaml", (COURSE.encode(),), api.load),
        "catalog": Reader("cat.yaml", (CATALOG.encode(),), course),
        "roster": Reader("roster.csv", (ROSTER.encode(),), course),
        "calendar": Reader("cal.ics", (CALENDAR.encode(),), course),
        "pdf": Reader("pdfs/a.pdf", (PDF,), partial(_load, folder / "pdfs.yaml")),
        "plan": Reader("plan.yaml", (PLAN.encode(),), _plan),
        "setting": Reader("setting", tuple(text.encode() for text in SETTINGS), partial(_set, folder / "course.yaml")),
        "page-md": Reader("page.md", _pages("md"), _page),
        "page-html": Reader("page.html", _pages("html"), _page),
    }
    lists = {"md": (LIST.encode(),), "csv": (TABLE.encode(),)}
    for suffix in ("bib", "ris", "json", "md", "csv"):
        samples = lists.get(suffix) or tuple(path.read_bytes() for path in sorted(CATALOGS.glob(f"*.{suffix}")))
        listed = folder / f"with-{suffix}.yaml"
        listed.write_text(_only_catalog(f"fuzz.{suffix}"), encoding="utf-8")
        found[f"list-{suffix}"] = Reader(f"fuzz.{suffix}", samples, partial(_load, listed))
    return found


def _only_catalog(name: str) -> str:
    """A course with nothing but a catalogue."""
    kept = COURSE.split("catalog:")[0].replace(", {ics: cal.ics, match: No class}", "")
    return f"{kept}catalog: [{name}]\nreading: {{every_session: false}}\n"


def _load(course: Path, path: Path) -> object:
    return api.load(course)


def _set(course: Path, path: Path) -> object:
    return api.load(course, settings=[path.read_bytes().decode(errors="surrogateescape")])


def _plan(path: Path) -> object:
    plan, _ = read_plan(path)
    publish(plan, ("ics", "md", "people", "html", "csv", "json", "bib", "csl-json"), PublishOptions(public=False))
    again = path.with_name("again.yaml")
    again.write_text(write_plan(plan), encoding="utf-8")
    assert read_plan(again)[0] == plan, "the plan is not read back as it was written"
    return plan


def _page(path: Path) -> object:
    return course_of_page(path, {"timezone": "Europe/Berlin", "start": "2023-03-06", "end": "2023-03-31"})


def _pages(kind: str) -> tuple[bytes, ...]:
    """The plan of a shipped course as a page in each dialect; as HTML, what other programs make of it."""
    plan, _ = read_plan(shipped("examples", "aisys2023", "published.plan.yaml"))
    plan = plan.model_copy(update={"sessions": plan.sessions[:8], "cancelled": [], "no_class": plan.no_class[:2]})
    pages = [publish(plan, ("md",), PublishOptions(flavour=flavour))[0].content for flavour in FLAVOURS]
    if kind == "md":
        return tuple(pages)
    render = MarkdownIt().enable("table").render
    return tuple(f"<html><body><h1>Spring 2023</h1>{render(page.decode())}</body></html>".encode() for page in pages)
