"""Every class of bad input that we could think of, with the message it gets: all at once, each at its line.

A row is a name, what is written, and the findings. The helpers say where it is written: ``whole`` is the whole file,
``added`` stands under ``COURSE`` (from line 10 on), ``changed`` and ``term`` change ``COURSE``, ``catalogued`` is
another catalogue, ``rosters`` are files of people. A finding without a file is one of course.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner import api, documents
from planner.findings import Finding, InputError

GOALS_NEAREST = (
    "The goals, the nearest first: coverage, changes, vacancies, topic_breaks, spread, breadth, fairness, worst_off, "
    "extra_load, preferences, optional_fit, early, leximin, priority, peak_load, steady_load"
)
COURSE = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-25
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
catalog: papers.yaml
reading: {per_session: {papers: {max: 2}}}
"""
PAPERS = """\
- {id: alpha, title: Alpha, pages: 10, topics: [one], tags: [old], venue: OSDI, year: 2016}
- {id: beta, title: Beta, pages: 10, topics: [one], after: [alpha], venue: SOSP, year: 2019}
- {id: gamma, title: Gamma, minutes: 30, topics: [two], year: 2021}
"""
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)


@dataclass(frozen=True)
class Case:
    """Files, and what is said of them."""

    name: str
    files: Mapping[str, str | bytes]
    findings: tuple[str, ...]


def case(name: str, course: str | bytes, findings: tuple[str, ...], **files: str | bytes) -> Case:
    """A case with the catalogue beside the course; findings without a file are of course.yaml."""
    found = tuple(f"course.yaml:{text}" if text[:1].isdigit() else text for text in findings)
    others = {key.replace("__", "."): content for key, content in files.items()}
    return Case(name, {"course.yaml": course, "papers.yaml": PAPERS, **others}, found)


def whole(name: str, content: str | bytes, *findings: str) -> Case:
    """The whole file."""
    return case(name, content, findings)


def added(name: str, text: str, *findings: str) -> Case:
    """Text under the course, from line 10 on."""
    return case(name, COURSE + text, findings)


def changed(name: str, old: str, new: str, *findings: str) -> Case:
    """The course with one text in the place of another."""
    assert COURSE.count(old) == 1
    return case(name, COURSE.replace(old, new), findings)


def term(name: str, line: str, *findings: str) -> Case:
    """A line in the section ``term`` (line 7)."""
    return changed(name, "  meetings", f"  {line}\n  meetings", *findings)


def catalogued(name: str, content: str, *findings: str) -> Case:
    """Another catalogue."""
    return case(name, COURSE, findings, papers__yaml=content)


def rosters(name: str, contents: list[str | bytes], *findings: str) -> Case:
    """People in files r0.csv, r1.csv …"""
    files = {f"r{number}__csv": content for number, content in enumerate(contents)}
    names = ", ".join(f"r{number}.csv" for number in range(len(contents)))
    roles = "topics: [{id: one}, {id: two}]\nroles: [{id: presenter, per: paper}]\n"
    return case(name, f"{COURSE}{roles}people: [{names}]\n", findings, **files)


def findings_of(files: Mapping[str, str | bytes], folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    """Write the files, load the course, and return what is said of it."""
    monkeypatch.chdir(folder)
    Path("folder.yaml").mkdir()
    for name, content in files.items():
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        findings, loaded = api.load("course.yaml").findings, True
    except InputError as problem:
        findings, loaded = problem.findings, False
    assert loaded == all(finding.severity != "error" for finding in findings)
    return findings


SYNTAX = [
    whole("empty file", "", "course.yaml: this file is empty"),
    whole("only comments", "# nothing\n", "course.yaml: this file is empty"),
    whole("only a document mark", "---\n", "course.yaml: this file is empty"),
    whole("nothing but null", "null\n", "course.yaml: this file is empty"),
    whole("a list at top", "- a\n- b\n", "1:1: expected a mapping (key: value), not a list"),
    whole("a text at top", "hello\n", '1:1: expected a mapping (key: value), not "hello"'),
    whole("a number at top", "3\n", '1:1: expected a mapping (key: value), not "3"'),
    whole("only a version", "version: 1\n", '1:1: key "course" is missing', '1:1: key "term" is missing'),
    whole("tab as indentation", "version: 1\ncourse:\n\ttitle: A\n", "3:1: a tab stands here; indent with spaces"),
    whole("tab deeper", "a:\n  b: 1\n\tc: 1\n", "3:1: a tab stands here; indent with spaces"),
    whole(
        "colon in a text",
        "version: 1\ncourse:\n  title: Systems: a seminar\n",
        '3:17: a colon does not fit here: put a text with ": " in it into quotes, and check the indentation',
    ),
    whole(
        "indented under a value",
        "version: 1\n  course: x\n",
        '2:9: a colon does not fit here: put a text with ": " in it into quotes, and check the indentation',
    ),
    whole(
        "dedented by one",
        "version: 1\ncourse:\n  title: A\n code: x\n",
        (
            '4:2: this does not fit the part that starts in line 1: expected "key: value"; check the '
            "indentation, quotes and brackets"
        ),
    ),
    whole(
        "dedented to nothing",
        "  version: 1\ncourse: x\n",
        "2:1: this does not belong to what stands above; check the indentation",
    ),
    whole("key without colon", "version: 1\ncourse:\n  title: A\n  code\nterm: x\n", '4:3: expected "key: value" here'),
    whole(
        "double quote not closed",
        'version: 1\ncourse: {title: "A}\nterm: x\n',
        "2:17: the quote that opens here is not closed",
    ),
    whole("single quote not closed", "version: 1\ntitle: 'A\n", "2:8: the quote that opens here is not closed"),
    whole(
        "text after quotes",
        'title: "say "hi" now"\n',
        (
            '1:14: this does not fit the part that starts in line 1: expected "key: value"; check the '
            "indentation, quotes and brackets"
        ),
    ),
    whole(
        "apostrophe in single quotes",
        "title: 'it's'\n",
        (
            '1:12: this does not fit the part that starts in line 1: expected "key: value"; check the '
            "indentation, quotes and brackets"
        ),
    ),
    whole(
        "unknown escape", 'title: "C:\\d"\n', "1:11: in double quotes a backslash is written \\\\; or use single quotes"
    ),
    whole(
        "list not closed",
        "topics: [a, b\nroles: x\n",
        "1:9: the [ that opens here is not closed, or a comma is missing in it",
    ),
    whole(
        "mapping not closed",
        "course: {title: A\ncode: x\n",
        "1:9: the { that opens here is not closed, or a comma is missing in it",
    ),
    whole("closed twice", "topics: ]\n", "1:9: a value is missing here"),
    whole("comma too many", "must: [a, , b]\n", "1:11: a value is missing here"),
    whole(
        "entry in the middle of a line",
        "must: - a\n",
        "1:7: a list entry (- …) does not fit here: it stands on a line of its own; check the indentation",
    ),
    whole(
        "entry in a mapping",
        "version: 1\n- a\n",
        (
            '2:1: this does not fit the part that starts in line 1: expected "key: value"; check the '
            "indentation, quotes and brackets"
        ),
    ),
    whole(
        "key in a list",
        "- a\nversion: 1\n",
        ("2:1: this does not fit the list that starts in line 1: expected an entry (- …); check the indentation"),
    ),
    whole("star", "title: *special*\n", "1:8: a text that starts with * or & must be in quotes"),
    whole(
        "alias without anchor",
        "topics: *topics\n",
        "1:9: a text that starts with * must be in quotes (or its anchor & is missing)",
    ),
    whole("anchor twice", "a: &x 1\nb: &x 2\n", "2:4: this anchor (&) is defined twice (first in line 1)"),
    whole("at sign", "title: @home\n", "1:8: a text that starts with @ must be in quotes"),
    whole("backtick", "title: `code`\n", "1:8: a text that starts with ` must be in quotes"),
    whole("percent", "title: %done\n", "1:8: a text that starts with % must be in quotes"),
    whole("exclamation mark", "title: !a!b c\n", "1:8: a text that starts with ! must be in quotes"),
    whole("pipe", "title: |a\n  b\n", "1:8: a text that starts with | or > must be in quotes"),
    whole(
        "two documents", "version: 1\n---\nversion: 1\n", "2:1: a second document starts here (---); one file holds one"
    ),
    whole(
        "text after the end",
        "version: 1\n...\nversion: 1\n",
        "3:1: this does not belong to what stands above; check the indentation",
    ),
    whole(
        "key twice",
        "version: 1\ncourse: {title: A}\nversion: 1\n",
        '3:1: key "version" stands here twice (first in line 1)',
    ),
    whole(
        "keys twice, several",
        'a: {b: 1, c: 2, b: 3}\n"a": {}\n',
        '1:17: key "b" stands here twice (first in line 1)',
        '2:1: key "a" stands here twice (first in line 1)',
    ),
    whole("list as key", "? [a, b]\n: c\n", "1:3: a key must be plain text"),
    whole("mapping as key", "{a: b}: c\n", "1:1: a key must be plain text"),
    whole("own tag", "version: !mine 1\n", "1:10: tags such as !mine have no meaning here"),
    whole(
        "tag of Python",
        "version: !!python/object/apply:os.system [ls]\n",
        "1:10: tags such as !!python/object/apply:os.system have no meaning here",
    ),
    whole("binary tag", "version: !!binary aGVsbG8=\n", "1:10: tags such as !!binary have no meaning here"),
    whole("set tag", "version: !!set {a, b}\n", "1:10: tags such as !!set have no meaning here"),
    whole("alias in itself", "a: &a [*a]\n", "1:4: this alias stands inside what it names"),
    whole("alias of the whole", "&a {version: 1, course: *a}\n", "1:1: this alias stands inside what it names"),
    whole("alias bomb", BOMB, "6:1: more than 500000 values (aliases count each time)"),
    whole("nested deep", "a: " + "[" * 41 + "]" * 41, "1:43: nested deeper than 40 levels"),
    whole(
        "nested deep by aliases",
        "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
        "2:1: nested deeper than 40 levels",
    ),
    whole(
        "UTF-16",
        "version: 1\ncourse: 1\nterm: [\n".encode("utf-16"),
        "4:1: a value is missing here",
    ),
    whole(
        "UTF-16 without mark",
        "version: 1\ncourse: 1\nterm: [\n".encode("utf-16-le"),
        "course.yaml: note: this file does not say how it is encoded; read as UTF-16",
        "4:1: a value is missing here",
    ),
    whole(
        "Latin-1",
        b"version: 1\ncourse: {title: Gr\xf6\xdfe\n",
        '2: note: this line is not UTF-8 text; read as Windows-1252: "course: {title: Größe"',
        "2:9: the { that opens here is not closed, or a comma is missing in it",
    ),
    whole("NUL byte", b"version: 1\ncourse: \x00\n", "2:9: a control character (U+0000) stands here"),
    whole("bell character", b"version: 1\ncourse: a\x07b\n", "2:10: a control character (U+0007) stands here"),
    whole(
        "bell by escape",
        'version: 1\n"a\\a": "b\\e[31m"\n',
        "2:1: this text has a control character (U+0007)",
        "2:8: this text has a control character (U+001B)",
    ),
    whole("line separator by escape", 'version: "a\\Lb"\n', "1:10: this text has a control character (U+2028)"),
    whole("surrogate by escape", 'version: "\\ud800"\n', "1:13: this escape (\\u…) names no character"),
]
UNKNOWN_KEYS = [
    added("at top", "topcs: []\n", '10:1: unknown key "topcs"; did you mean "topics"?'),
    added("at top, nothing near", "zzzz: []\n", '10:1: unknown key "zzzz"'),
    added("number as key", "3: x\n", '10:1: unknown key "3"'),
    added("null as key", "~: x\n", '10:1: unknown key "~"'),
    added("on as key", "on: x\n", '10:1: unknown key "on"'),
    added("merge key", "papers: {<<: {must: [alpha]}}\n", '10:10: unknown key "<<"'),
    changed(
        "in course",
        "title: Test",
        "titel: Test",
        '2:9: key "title" is missing',
        '2:10: unknown key "titel"; did you mean "title"?',
    ),
    changed(
        "in term",
        "timezone:",
        "time_zone:",
        '4:3: key "timezone" is missing',
        '6:3: unknown key "time_zone"; did you mean "timezone"?',
    ),
    changed("in a meeting", 'start: "10', 'begin: "10', '7:14: key "start" is missing', '7:33: unknown key "begin"'),
    term("in no_class", "no_class: [{dat: 2024-01-04}]", '7:15: unknown key "dat"; did you mean "date"?'),
    term(
        "in follows",
        "follows: [{date: 2024-01-04, weekday: Mon}]",
        '7:13: key "day" is missing',
        '7:32: unknown key "weekday"; did you mean "day"?',
    ),
    term("in extra", "extra: [{date: 2024-01-05, loc: X}]", '7:30: unknown key "loc"'),
    term("in moves", "moves: [{date: 2024-01-04, too: 2024-01-05}]", '7:30: unknown key "too"; did you mean "to"?'),
    added(
        "in an event", "events: [{title: A, date: [2024-01-01]}]\n", '10:21: unknown key "date"; did you mean "dates"?'
    ),
    added("in papers", "papers: {candidate: {}}\n", '10:10: unknown key "candidate"; did you mean "candidates"?'),
    added(
        "in candidates", "papers: {candidates: {topic: [one]}}\n", '10:23: unknown key "topic"; did you mean "topics"?'
    ),
    added("in total", "papers: {total: {maximum: 3}}\n", '10:18: unknown key "maximum"; did you mean "max"?'),
    added(
        "in details", "papers: {details: {alpha: {prio: 3}}}\n", '10:28: unknown key "prio"; did you mean "priority"?'
    ),
    added("in mix", "papers: {mix: [{sinse: 2020, min: 1}]}\n", '10:17: unknown key "sinse"; did you mean "since"?'),
    added("in a topic", "topics: [{id: one, paper: {min: 1}}]\n", '10:20: unknown key "paper"; did you mean "papers"?'),
    added(
        "in a topic's papers",
        "topics: [{id: one, papers: {goals: 1}}]\n",
        '10:29: unknown key "goals"; did you mean "goal"?',
    ),
    added(
        "in a topic's sessions",
        "topics: [{id: one, sessions: {mn: 1}}]\n",
        '10:31: unknown key "mn"; did you mean "min"?',
    ),
    added(
        "in first",
        "topics: [{id: one, first: {tag: [a]}}]\n",
        '10:27: key "tags" is missing',
        '10:28: unknown key "tag"; did you mean "tags"?',
    ),
    changed("in reading", "per_session:", "persession:", '9:11: unknown key "persession"; did you mean "per_session"?'),
    changed(
        "in per_session", "papers: {max: 2}", "paper: {max: 2}", '9:25: unknown key "paper"; did you mean "papers"?'
    ),
    changed("goal where there is none", "{max: 2}", "{goal: 2}", '9:34: unknown key "goal"'),
    added("in a person", "people: [{id: ada, mail: x}]\n", '10:20: unknown key "mail"; did you mean "email"?'),
    added(
        "in prefers",
        "people: [{id: ada, prefers: {paper: [alpha]}}]\n",
        '10:30: unknown key "paper"; did you mean "papers"?',
    ),
    added(
        "in avoids",
        "people: [{id: ada, avoids: {paper: [alpha]}}]\n",
        '10:29: unknown key "paper"; did you mean "papers"?',
    ),
    added(
        "in a member",
        "people: [{id: ada, members: [{nam: x}]}]\n",
        '10:30: key "name" is missing',
        '10:31: unknown key "nam"; did you mean "name"?',
    ),
    added(
        "in a person's duties",
        "people: [{id: ada, duties: {maxi: 1}}]\n",
        '10:29: unknown key "maxi"; did you mean "max"?',
    ),
    added(
        "in unavailable",
        "people: [{id: ada, unavailable: [{form: 2024-01-01}]}]\n",
        '10:35: unknown key "form"; did you mean "from"?',
    ),
    added(
        "in a role",
        "roles: [{id: presenter, pr: paper}]\n",
        '10:9: key "per" is missing',
        '10:25: unknown key "pr"; did you mean "per"?',
    ),
    added(
        "in count",
        "roles: [{id: presenter, per: paper, count: {mx: 1}}]\n",
        '10:45: unknown key "mx"; did you mean "max"?',
    ),
    added(
        "in on",
        "roles: [{id: presenter, per: paper, on: {day: [Mon]}}]\n",
        '10:42: unknown key "day"; did you mean "days"?',
    ),
    added(
        "in due",
        "roles: [{id: presenter, per: paper, due: [{wat: x, days: 1}]}]\n",
        '10:43: key "what" is missing',
        '10:44: unknown key "wat"; did you mean "what"?',
    ),
    added("in duties", "duties: {per_persn: {}}\n", '10:10: unknown key "per_persn"; did you mean "per_person"?'),
    added(
        "in duties.per_session",
        "duties: {per_session: {min: 1}}\n",
        '10:23: key "max" is missing',
        '10:24: unknown key "min"',
    ),
    added("in a pin", "pins: [{papr: alpha}]\n", '10:9: unknown key "papr"; did you mean "paper"?'),
    added("in replan", "replan: {notce: 3}\n", '10:10: unknown key "notce"; did you mean "notice"?'),
    added("in solve", "solve: {timelimit: 3}\n", '10:9: unknown key "timelimit"; did you mean "time_limit"?'),
]
TYPES = [
    changed("version 2", "version: 1", "version: 2", '1:10: "version": expected 1, not "2"'),
    changed("version without value", "version: 1", "version:", '1:9: "version": expected 1, not nothing'),
    changed("version as list", "version: 1", "version: [1]", '1:10: "version": expected 1, not a list'),
    added(
        "nothing for a list",
        "events:\n",
        '10:8: "events": expected a list, not nothing; leave the key out, or write []',
    ),
    added(
        "nothing for a mapping",
        "papers:\n",
        '10:8: "papers": expected a mapping (key: value), not nothing; leave the key out, or write {}',
    ),
    added("text in a list of mappings", "topics: [one]\n", '10:10: expected a mapping (key: value), not "one"'),
    added("list for a mapping", "papers: [alpha]\n", '10:9: "papers": expected a mapping (key: value), not a list'),
    added("list for a text", "papers: {must: [[alpha]]}\n", "10:17: expected text, not a list"),
    added("nothing for a text", "papers: {must: [~]}\n", "10:17: expected text, not nothing"),
    added(
        "text for a number",
        "topics: [{id: one, papers: {min: two}}]\n",
        '10:34: "min": expected a whole number, not "two"',
    ),
    added("fraction", "topics: [{id: one, papers: {min: 1.5}}]\n", '10:34: "min": expected a whole number, not "1.5"'),
    added(
        "power of ten", "topics: [{id: one, papers: {min: 1e3}}]\n", '10:34: "min": expected a whole number, not "1e3"'
    ),
    added("negative", "topics: [{id: one, papers: {min: -1}}]\n", '10:34: "min": expected at least 0, not "-1"'),
    added(
        "large", "topics: [{id: one, papers: {min: 100001}}]\n", '10:34: "min": expected at most 100000, not "100001"'
    ),
    added(
        "huge",
        (
            "topics: [{id: one, papers: {min: "
            "9999999999999999999999999999999999999999999999999999999999999999999999}}]\n"
        ),
        ('10:34: "min": expected at most 100000, not "999999999999999999999999999999999999999999999999999999999…"'),
    ),
    added(
        "list for a number",
        "topics: [{id: one, papers: {min: [1]}}]\n",
        '10:34: "min": expected a whole number, not a list',
    ),
    added(
        "neither true nor false",
        "topics: [{id: one, contiguous: maybe}]\n",
        '10:32: "contiguous": expected true or false, not "maybe"',
    ),
    added("priority", "papers: {details: {alpha: {priority: 9}}}\n", '10:38: "priority": expected at most 5, not "9"'),
    added("year", "papers: {details: {alpha: {year: 20}}}\n", '10:34: "year": expected at least 1000, not "20"'),
    added(
        "link without scheme",
        "papers: {details: {alpha: {url: example.com}}}\n",
        '10:33: "url": expected a link such as https://…, not "example.com"',
    ),
    added(
        "link that is code",
        "papers: {details: {alpha: {url: 'javascript:alert(1)'}}}\n",
        '10:33: "url": expected a link such as https://…, not "javascript:alert(1)"',
    ),
    added(
        "share in words",
        "papers: {mix: [{since: 2020, min: half}]}\n",
        '10:35: "min": expected a number or a share such as "40%", not "half"',
    ),
    added(
        "share above all",
        "papers: {mix: [{since: 2020, min: 120%}]}\n",
        '10:35: "min": expected at most "100%", not "120%"',
    ),
    added(
        "share below nothing",
        "papers: {mix: [{since: 2020, min: -3}]}\n",
        '10:35: "min": expected a number or a share such as "40%", not "-3"',
    ),
    added("mix without number", "papers: {mix: [{since: 2020}]}\n", "10:16: a mix needs min or max"),
    added(
        "kind of event",
        "events: [{title: A, kind: lectur}]\n",
        (
            '10:27: "kind": expected guest, lecture, milestone, exam, buffer or other, not "lectur"; '
            'did you mean "lecture"?'
        ),
    ),
    added(
        "role per what",
        "roles: [{id: presenter, per: month}]\n",
        '10:30: "per": expected paper or session, not "month"',
    ),
    changed(
        "if_closed",
        'end: "11:00"',
        'end: "11:00", if_closed: skip',
        '7:74: "if_closed": expected drop or next_week, not "skip"',
    ),
    added(
        "seats in words",
        "roles: [{id: presenter, per: paper, count: many}]\n",
        '10:44: "count": expected a whole number, not "many"',
    ),
    added(
        "seats without max",
        "roles: [{id: presenter, per: paper, count: {min: 1}}]\n",
        '10:44: "count": the number of seats needs a max',
    ),
    added(
        "seats as list",
        "roles: [{id: presenter, per: paper, count: [1]}]\n",
        '10:44: "count": expected a mapping (key: value), not a list',
    ),
    added(
        "people and files",
        "people: [a.csv, {id: ada}]\n",
        "10:10: a.csv: this file does not exist",
    ),
    added(
        "people as mapping",
        "people: {ada: {}}\n",
        '10:9: "people": expected a list of people, a file, or a list of files; not a mapping',
    ),
    added(
        "people by inner words",
        "people: {inline: [{id: ada}]}\n",
        '10:9: "people": expected a list of people, a file, or a list of files; not a mapping',
    ),
    added(
        "people nothing",
        "people:\n",
        '10:8: "people": expected a list of people, a file, or a list of files; not nothing',
    ),
    added("goals nested", "goals: [[coverage]]\n", "10:9: expected the name of a goal, or names with weights"),
    added(
        "goals nothing in them",
        "goals: [{}, ~]\n",
        "10:9: nothing stands here",
        "10:13: expected the name of a goal, or names with weights",
    ),
    added("weight 0", "goals: [{coverage: 0}]\n", '10:20: "coverage": expected at least 1, not "0"'),
    added("weight in words", "goals: [{coverage: high}]\n", '10:20: "coverage": expected a whole number, not "high"'),
    added(
        "goal with spaces",
        "goals: [most papers]\n",
        ('10:9: an id starts with a letter or digit, and goes on with these or . _ + - ; "most papers" does not'),
    ),
    added("time limit 0", "solve: {time_limit: 0}\n", '10:21: "time_limit": expected more than 0, not "0"'),
    added(
        "time limit without end", "solve: {time_limit: .inf}\n", '10:21: "time_limit": expected a number, not ".inf"'
    ),
    added(
        "time limit no number", "solve: {time_limit: nan}\n", '10:21: "time_limit": expected a finite number, not "nan"'
    ),
    added("time limit with unit", "solve: {time_limit: 1m}\n", '10:21: "time_limit": expected a number, not "1m"'),
    added("workers", "solve: {workers: all}\n", '10:18: "workers": expected a whole number, not "all"'),
    added("no workers", "solve: {workers: 0}\n", '10:18: "workers": expected at least 1, not "0"'),
    added("seed", "solve: {seed: -1}\n", '10:15: "seed": expected at least 0, not "-1"'),
    added("extensions", "extensions: 3\n", '10:13: "extensions": expected a mapping (key: value), not "3"'),
    added(
        "id with a space",
        "people: [{id: ada l}]\n",
        ('10:15: "id": an id starts with a letter or digit, and goes on with these or . _ + - ; "ada l" does not'),
    ),
    added(
        "id with a slash",
        "people: [{id: ../x}]\n",
        ('10:15: "id": an id starts with a letter or digit, and goes on with these or . _ + - ; "../x" does not'),
    ),
    added("id empty", "people: [{id: ''}]\n", '10:15: "id": nothing stands here'),
    added("id missing", "people: [{name: Ada}]\n", '10:10: key "id" is missing'),
    added(
        "paper id with a space",
        "papers: {details: {a b: {title: x}}}\n",
        '10:25: "a b": the id of a paper has no spaces; "a b" has',
    ),
    added("paper id empty", "papers: {must: ['']}\n", "10:17: nothing stands here"),
    added(
        "wish above 10",
        "people: [{id: ada, prefers: {papers: {alpha: 11}}}]\n",
        '10:46: "papers": "alpha": expected a score from 0 to 10, not "11"',
    ),
    added(
        "wish no number",
        "people: [{id: ada, prefers: {papers: {alpha: nan}, topics: {one: best}, roles: {p: }}}]\n",
        '10:46: "papers": "alpha": expected a score from 0 to 10, not "nan"',
        '10:66: "topics": "one": expected a score from 0 to 10, not "best"',
        '10:84: "roles": "p": expected a score from 0 to 10, not nothing',
    ),
    added(
        "wish twice",
        "people: [{id: ada, prefers: {papers: [alpha, alpha]}}]\n",
        '10:38: "papers": "alpha" stands here twice',
    ),
    added(
        "wish nested",
        "people: [{id: ada, prefers: {papers: [[alpha]]}}]\n",
        '10:38: "papers": expected a list of names, best first',
    ),
    added(
        "wish for no date",
        "people: [{id: ada, prefers: {dates: [soon]}}]\n",
        '10:37: "dates": expected a date such as 2023-03-06, not "soon"',
    ),
    added(
        "absences",
        "people: [{id: ada, unavailable: [foo, 2024-02-30, 2024-01-01/x, {}, 3, [a], '']}]\n",
        '10:34: expected a weekday (Mon … Sun), not "foo"',
        '10:39: there is no day "2024-02-30"',
        '10:51: expected a date such as 2023-03-06, not "x"',
        "10:65: name a date, days, or from and to",
        '10:69: expected a date such as 2023-03-06, not "3"',
        "10:72: expected a mapping (key: value), not a list",
        '10:77: expected a date such as 2023-03-06, not ""',
    ),
    added(
        "pin of nothing",
        "pins: [{}]\n",
        "10:8: a pin names a paper, an event with a date, or a person with a date or role",
    ),
    added(
        "pin of a date",
        "pins: [{date: 2024-01-04}]\n",
        "10:8: a pin names a paper, an event with a date, or a person with a date or role",
    ),
    added(
        "pin of a person",
        "pins: [{person: ada}]\n",
        "10:8: a pin names a paper, an event with a date, or a person with a date or role",
    ),
    added("pin of a role", "pins: [{role: presenter, paper: alpha}]\n", "10:8: a pinned role needs a person"),
    added(
        "pin of event and paper",
        "pins: [{event: talk, paper: alpha, date: 2024-01-04}]\n",
        "10:8: pin an event to a date only",
    ),
    added("pin of event without date", "pins: [{event: talk}]\n", "10:8: a pinned event needs a date"),
    added(
        "event with papers, without readings",
        "events: [{title: E, papers: [alpha]}]\n",
        "10:29: an event with papers needs readings: true",
    ),
    added(
        "event without dates",
        "events: [{title: E, dates: []}]\n",
        "10:28: dates is empty; leave it out to allow every date",
    ),
    added(
        "event without sessions",
        "events: [{title: E, sessions: 0}]\n",
        '10:31: "sessions": expected at least 1, not "0"',
    ),
    added(
        "group of one",
        "papers: {same_session: [[alpha]], apart: [[beta, beta]]}\n",
        "10:25: name at least two different papers",
        "10:43: name at least two different papers",
    ),
]
DATES = [
    changed(
        "code with a slash",
        "code: test",
        "code: te/st",
        ('2:36: "code": an id starts with a letter or digit, and goes on with these or . _ + - ; "te/st" does not'),
    ),
    changed("no such day", "2024-01-01", "2024-02-30", '4:10: "start": there is no day "2024-02-30"'),
    changed(
        "date with clock",
        "2024-01-01",
        "2024-01-01T10:00",
        '4:10: "start": expected a date such as 2023-03-06, not "2024-01-01T10:00"',
    ),
    changed(
        "date the other way",
        "2024-01-01",
        "01/02/2024",
        '4:10: "start": "01/02/2024" may be 1 Feb 2024 or 2 Jan 2024; write 2024-02-01 or 2024-01-02',
    ),
    changed("month", "2024-01-01", "2024-01", '4:10: "start": expected a date such as 2023-03-06, not "2024-01"'),
    changed("year 0", "2024-01-01", "0000-01-01", '4:10: "start": there is no day "0000-01-01"'),
    changed("no date", "2024-01-01", "", '4:9: "start": expected a date such as 2023-03-06, not nothing'),
    changed(
        "list for a date", "2024-01-01", "[2024-01-01]", '4:10: "start": expected a date such as 2023-03-06, not a list'
    ),
    changed(
        "foreign digits",
        "2024-01-01",
        "٢٠٢٤-٠١-٠١",
        '4:10: "start": expected a date such as 2023-03-06, not "٢٠٢٤-٠١-٠١"',
    ),
    changed("hour 25", '"10:00"', '"25:00"', '7:40: "start": expected a clock time such as "15:30", not "25:00"'),
    changed("hour 24", '"11:00"', '"24:00"', '7:54: "end": expected a clock time such as "15:30", not "24:00"'),
    changed("hour only", '"10:00"', "10", '7:40: "start": expected a clock time such as "15:30", not "10"'),
    changed("ends before it starts", '"11:00"', '"9:00"', "7:40: start 10:00 is after end 09:00"),
    changed("ends as it starts", '"11:00"', '"10:00"', "7:54: a meeting ends after it starts"),
    changed("weekday unknown", "Mon,", "Monn,", '7:22: "days": expected a weekday (Mon … Sun), not "Monn"'),
    changed("weekday as number", "Mon,", "1,", '7:22: "days": expected a weekday (Mon … Sun), not "1"'),
    changed("no weekdays", "[Mon, Thu]", "[]", '7:21: "days": nothing stands here'),
    changed(
        "zone misspelt",
        "Europe/Berlin",
        "Europe/Berln",
        '6:13: "timezone": "Europe/Berln" is no IANA time zone; did you mean "Europe/Berlin"?',
    ),
    changed(
        "zone as offset",
        "Europe/Berlin",
        "UTC+1",
        '6:13: "timezone": "UTC+1" is no IANA time zone; did you mean "UTC"?',
    ),
    changed("no zone", "Europe/Berlin", "", '6:12: "timezone": expected text, not nothing'),
    changed(
        "zone with line break",
        "Europe/Berlin",
        '"Europe\\nBerlin"',
        '6:13: "timezone": "Europe Berlin" is no IANA time zone; did you mean "Europe/Berlin"?',
    ),
    changed(
        "term ends before it starts",
        "2024-01-25",
        "2023-01-25",
        '4:10: "term": start 2024-01-01 is after end 2023-01-25',
    ),
    changed("term of years", "2024-01-25", "2028-01-25", '5:8: "term": a term is at most two years long'),
    changed(
        "term long ago",
        "2024-01-01\n  end: 2024-01-25",
        "1800-01-01\n  end: 1800-03-01",
        "4:10: a term lies between the years 1900 and 2199",
    ),
    changed(
        "term without meetings",
        '[{days: [Mon, Thu], start: "10:00", end: "11:00"}]',
        "[]",
        "4:3: the term has no sessions",
    ),
    changed(
        "term without sessions",
        "2024-01-01\n  end: 2024-01-25",
        "2024-01-23\n  end: 2024-01-24",
        "4:3: the term has no sessions",
        "7:14: warning: this pattern names no day of the term",
    ),
    term("no_class of nothing", "no_class: [{reason: x}]", "7:14: name exactly one of: country, date, from/to, ics"),
    term(
        "no_class of two kinds",
        "no_class: [{date: 2024-01-04, country: DE}]",
        "7:14: name exactly one of: country, date, from/to, ics",
    ),
    term("no_class of half a range", "no_class: [{from: 2024-01-04}]", "7:14: a range of days needs both from and to"),
    term(
        "no_class with subdivision alone",
        "no_class: [{date: 2024-01-04, subdivision: BE}]",
        "7:46: subdivision goes with country",
    ),
    term(
        "no_class with match alone",
        "no_class: [{date: 2024-01-04, match: Exam}]",
        "7:40: match goes with country or ics",
    ),
    term(
        "no_class outside the term",
        "no_class: [{date: 2025-01-04}]",
        "7:21: warning: 2025-01-04 lies outside the term (2024-01-01 to 2024-01-25)",
    ),
    term("no class at all", "no_class: [{from: 2024-01-01, to: 2024-01-25}]", "4:3: the term has no sessions"),
    term(
        "country by name",
        "no_class: [{country: Germany}]",
        '7:24: "Germany" is no country code that is known; did you mean "DE"?',
    ),
    term("country unknown", "no_class: [{country: XX}]", '7:24: "XX" is no country code that is known'),
    term(
        "subdivision unknown",
        "no_class: [{country: GB, subdivision: XX}]",
        '7:41: "XX" is no part of GB that is known; its parts are ENG (England), NIR (Northern Ireland), '
        "SCT (Scotland), WLS (Wales)",
    ),
    term(
        "country with line break",
        'no_class: [{country: "D\\nE"}]',
        '7:24: "D E" is no country code that is known; did you mean "DE"?',
    ),
    term("calendar file missing", "no_class: [{ics: uni.ics}]", "7:20: uni.ics: this file does not exist"),
    term(
        "extra outside the term",
        "extra: [{date: 2025-01-04}]",
        "7:18: 2025-01-04 lies outside the term (2024-01-01 to 2024-01-25)",
    ),
    term(
        "extra on a meeting",
        "extra: [{date: 2024-01-04}]",
        "7:11: this meeting (10:00–11:00) overlaps the one of line 8 (10:00–11:00) on 2024-01-04",
    ),
    term(
        "follows outside the term",
        "follows: [{date: 2025-01-04, day: Mon}]",
        "7:20: 2025-01-04 lies outside the term (2024-01-01 to 2024-01-25)",
    ),
    term(
        "follows twice",
        "follows: [{date: 2024-01-04, day: Mon}, {date: 2024-01-04, day: Mon}]",
        "7:50: 2024-01-04 stands here twice (first in line 7)",
    ),
    term(
        "move of no meeting",
        "moves: [{date: 2024-01-05, to: 2024-01-06}]",
        "7:18: no meeting is on 2024-01-05; the nearest are on 2024-01-04, 2024-01-08",
    ),
    term(
        "moved twice",
        "moves: [{date: 2024-01-04, to: 2024-01-05}, {date: 2024-01-04, to: 2024-01-06}]",
        "7:47: the meeting of 2024-01-04 at 10:00 is moved twice (first in line 7)",
    ),
]
ORDER = [
    added(
        "papers of a topic", "topics: [{id: one, papers: {min: 3, max: 2}}]\n", '10:34: "papers": min 3 is above max 2'
    ),
    added(
        "goal of a topic", "topics: [{id: one, papers: {goal: 3, max: 2}}]\n", '10:35: "papers": goal 3 is above max 2'
    ),
    added(
        "over several lines",
        "topics:\n  - id: one\n    papers:\n      max: 2\n      min: 3\n",
        '14:12: "papers": min 3 is above max 2',
    ),
    added(
        "sessions of a topic",
        "topics: [{id: one, sessions: {min: 3, max: 2}}]\n",
        '10:36: "sessions": min 3 is above max 2',
    ),
    added(
        "window of a topic",
        "topics: [{id: one, from: 2024-01-20, to: 2024-01-10}]\n",
        "10:26: from 2024-01-20 is after to 2024-01-10",
    ),
    added("total", "papers: {total: {min: 9, max: 8}}\n", '10:23: "total": min 9 is above max 8'),
    added("mix by number", "papers: {mix: [{since: 2020, min: 3, max: 2}]}\n", "10:35: min 3 is above max 2"),
    added("mix by share", "papers: {mix: [{since: 2020, min: 30%, max: 20%}]}\n", "10:35: min 30% is above max 20%"),
    added(
        "years of candidates",
        "papers: {candidates: {since: 2020, until: 2010}}\n",
        '10:30: "candidates": since 2020 is above until 2010',
    ),
    changed(
        "minutes of a session",
        "papers: {max: 2}",
        "minutes: {min: 90, goal: 60, max: 30}",
        '9:40: "minutes": min 90 is above max 30',
    ),
    changed(
        "compose",
        "papers: {max: 2}}",
        "papers: {max: 2}}, compose: [{tag: old, min: 3, max: 2}]",
        "9:70: min 3 is above max 2",
    ),
    changed(
        "lighter",
        "papers: {max: 2}}",
        "papers: {max: 2}}, lighter: [{from: 2024-01-10, to: 2024-01-04}]",
        "9:61: from 2024-01-10 is after to 2024-01-04",
    ),
    added(
        "seats",
        "roles: [{id: presenter, per: paper, count: {min: 2, max: 1}}]\n",
        '10:50: "count": min 2 is above max 1',
    ),
    added("duties", "duties: {per_person: {min: 3, max: 2}}\n", '10:28: "per_person": min 3 is above max 2'),
    added(
        "a person's own duties",
        "people: [{id: ada, duties: {min: 3, max: 2}}]\n",
        '10:34: "duties": min 3 is above max 2',
    ),
    added(
        "a person's minimum above the common maximum",
        (
            "people:\n  - {id: ada, duties: {min: 5}}\nduties: {per_person: {max: 2}}\n"
            "roles: [{id: presenter, per: paper}]\n"
        ),
        '11:29: "ada" has min 5 duties, but max 2 (line 12)',
    ),
    added(
        "a person's maximum below the common minimum",
        (
            "people:\n  - {id: ada, duties: {max: 0}}\nduties:\n  per_person: {min: 2}\n"
            "roles: [{id: presenter, per: paper}]\n"
        ),
        '11:29: "ada" has max 0 duties, but min 2 (line 13)',
    ),
    added(
        "a person's stay",
        "people: [{id: ada, from: 2024-01-20, until: 2024-01-10}]\n",
        "10:26: from 2024-01-20 is after until 2024-01-10",
    ),
    added(
        "an absence",
        "people: [{id: ada, unavailable: [2024-01-10/2024-01-04]}]\n",
        "10:34: from 2024-01-10 is after to 2024-01-04",
    ),
    added(
        "an event",
        "events: [{title: E, from: 2024-01-08, to: 2024-01-04}]\n",
        "10:27: from 2024-01-08 is after to 2024-01-04",
    ),
    term(
        "range without class",
        "no_class: [{from: 2024-01-08, to: 2024-01-04}]",
        "7:21: from 2024-01-08 is after to 2024-01-04",
    ),
    term(
        "clocks without class",
        'no_class: [{date: 2024-01-04, from_time: "12:00", to_time: "10:00"}]',
        "7:44: from_time 12:00 is after to_time 10:00",
    ),
]
PAPER_NAMES = [
    added("must", "papers: {must: [alpa]}\n", '10:17: paper "alpa" is in no catalogue; did you mean "alpha"?'),
    added("never", "papers: {never: [alpa]}\n", '10:18: paper "alpa" is in no catalogue; did you mean "alpha"?'),
    added(
        "must and never",
        "papers:\n  must: [alpha]\n  never: [alpha]\n",
        '11:10: paper "alpha" is under papers.never (line 12) and must be read too',
    ),
    added(
        "pinned and never",
        "papers: {never: [alpha]}\npins: [{paper: alpha}]\n",
        '11:16: paper "alpha" is under papers.never (line 10) and must be read too',
    ),
    added(
        "of an event and never",
        "papers: {never: [alpha]}\nevents: [{title: E, readings: true, papers: [alpha]}]\n",
        '11:46: paper "alpha" is under papers.never (line 10) and must be read too',
    ),
    added("pinned", "pins: [{paper: alpa}]\n", '10:16: paper "alpa" is in no catalogue; did you mean "alpha"?'),
    added(
        "of an event",
        "events: [{title: E, readings: true, papers: [alpa]}]\n",
        '10:46: paper "alpa" is in no catalogue; did you mean "alpha"?',
    ),
    added(
        "candidates by id",
        "papers: {candidates: {ids: [alpa]}}\n",
        '10:29: paper "alpa" is in no catalogue; did you mean "alpha"?',
    ),
    added(
        "candidates by topic",
        "papers: {candidates: {topics: [on]}}\n",
        '10:32: no paper has topic "on"; did you mean "one"?',
    ),
    added(
        "candidates by tag", "papers: {candidates: {tags: [ol]}}\n", '10:30: no paper has tag "ol"; did you mean "old"?'
    ),
    added(
        "candidates by venue",
        "papers: {candidates: {venues: [OSD]}}\n",
        '10:32: no paper has venue "OSD"; did you mean "OSDI"?',
    ),
    added(
        "no paper matches",
        "papers: {candidates: {topics: [one], since: 2022}}\n",
        "10:10: no paper matches all of this",
    ),
    added("no paper is left", "papers:\n  never: [alpha, beta, gamma]\n", "11:3: all papers are under papers.never"),
    changed(
        "no papers at all",
        "catalog: papers.yaml",
        "catalog: []",
        "1:1: the course has no papers: name a catalog, or put papers under papers.details",
    ),
    added(
        "details",
        "papers: {details: {alpa: {priority: 3}}}\n",
        '10:20: paper "alpa" is in no catalogue; did you mean "alpha"? (a new paper needs a title)',
    ),
    added(
        "details far from any",
        "papers: {details: {zzz: {priority: 3}}}\n",
        '10:20: paper "zzz" is in no catalogue (a new paper needs a title)',
    ),
    added(
        "details of nothing",
        "papers: {details: {alpha: }}\n",
        '10:27: "alpha": expected a mapping (key: value), not nothing; leave the key out, or write {}',
    ),
    added(
        "main topic",
        "topics: [{id: one}, {id: two}]\npapers: {details: {alpha: {topic: on}}}\n",
        '11:35: topic "on" is not defined; did you mean "one"?',
    ),
    added(
        "further topic",
        "topics: [{id: one}, {id: two}]\npapers: {details: {alpha: {topics: [on]}}}\n",
        '11:37: topic "on" is not defined; did you mean "one"?',
    ),
    added(
        "after",
        "papers: {details: {alpha: {after: [bta]}}}\n",
        '10:36: "alpha" comes after "bta", which is in no catalogue; did you mean "beta"?',
    ),
    added(
        "needs",
        "papers: {details: {alpha: {needs: [bta]}}}\n",
        '10:36: "alpha" comes after "bta", which is in no catalogue; did you mean "beta"?',
    ),
    added(
        "same_session and apart",
        "papers: {same_session: [[alpha, bta]], apart: [[gamma, btta]]}\n",
        '10:33: paper "bta" is in no catalogue; did you mean "beta"?',
        '10:56: paper "btta" is in no catalogue; did you mean "beta"?',
    ),
    added(
        "in one session and apart",
        "papers:\n  same_session: [[alpha, gamma]]\n  apart: [[gamma, alpha]]\n",
        '11:18: warning: "alpha" and "gamma" are under papers.apart too (line 12); so neither can be read',
    ),
    added(
        "in one session and in order",
        "papers:\n  same_session: [[alpha, beta]]\n",
        '11:18: warning: "alpha" and "beta" have an order (papers.yaml:2); so neither can be read',
    ),
    added(
        "mix",
        "papers: {mix: [{tags: [nw], min: 1}, {since: 2999, min: 1}]}\n",
        '10:24: no paper has tag "nw"',
        "10:38: warning: no candidate is since 2999",
    ),
    changed(
        "compose",
        "papers: {max: 2}}",
        "papers: {max: 2}}, compose: [{tag: od, min: 1}]",
        '9:60: no candidate has tag "od"; did you mean "old"?',
    ),
    added(
        "length not known",
        "papers: {details: {zeta: {title: Zeta}}}\n",
        '10:20: warning: the length of "zeta" is not known; counted as 60 minutes',
    ),
    added(
        "date without session",
        "papers: {details: {alpha: {dates: [2024-01-02]}}}\n",
        (
            '10:36: there is no session on 2024-01-02, a date of paper "alpha"; the nearest are on '
            "2024-01-01 and 2024-01-04"
        ),
    ),
    added(
        "one of its dates",
        "papers: {details: {alpha: {dates: [2024-01-02, 2024-01-04]}}}\n",
        (
            '10:36: warning: there is no session on 2024-01-02, a date of paper "alpha"; the nearest '
            "are on 2024-01-01 and 2024-01-04"
        ),
    ),
    added(
        "no dates",
        "papers: {details: {alpha: {dates: []}}}\n",
        '10:35: the dates of paper "alpha" are empty; leave them out to allow every date',
    ),
    added(
        "after itself",
        "papers: {details: {alpha: {after: [alpha]}}}\n",
        "10:36: these papers wait for one another: alpha → alpha",
    ),
    added(
        "cycle with the catalogue",
        "papers: {details: {alpha: {after: [beta]}}}\n",
        "10:36: these papers wait for one another: alpha → beta → alpha",
    ),
    added(
        "cycle of after and needs",
        "papers:\n  details:\n    alpha: {after: [gamma]}\n    gamma: {needs: [beta]}\n",
        "13:21: these papers wait for one another: alpha → beta → gamma → alpha",
    ),
    added(
        "two cycles",
        ("papers:\n  details:\n    alpha: {after: [alpha]}\n    beta: {after: [gamma]}\n    gamma: {needs: [beta]}\n"),
        "12:21: these papers wait for one another: alpha → alpha",
        "14:21: these papers wait for one another: beta → gamma → beta",
    ),
    added(
        "must needs what is no candidate",
        "papers: {must: [beta], candidates: {ids: [beta]}, details: {beta: {needs: [alpha]}}}\n",
        '10:76: "beta" must be read and needs "alpha", which is no candidate',
    ),
    added(
        "must needs never",
        "papers: {must: [beta], never: [alpha], details: {beta: {needs: [alpha]}}}\n",
        '10:65: "beta" must be read and needs "alpha", which is under papers.never',
    ),
    added(
        "must needs what needs never",
        ("papers:\n  must: [gamma]\n  never: [alpha]\n  details: {gamma: {needs: [beta]}, beta: {needs: [alpha]}}\n"),
        '13:52: "beta" must be read for "gamma" and needs "alpha", which is under papers.never',
    ),
    added(
        "needs never",
        "papers: {never: [alpha], details: {beta: {needs: [alpha]}}}\n",
        '10:51: warning: "beta" needs "alpha", which is under papers.never; so it cannot be read',
    ),
    added("after never", "papers: {never: [alpha], details: {beta: {after: [alpha]}}}\n"),
]
STRUCTURE = [
    added(
        "topic after",
        "topics: [{id: one, after: [tow]}, {id: two}]\n",
        '10:28: topic or event "tow" is not defined; did you mean "two"?',
    ),
    added(
        "topic after itself",
        "topics: [{id: one, after: [one]}]\n",
        "10:28: these topics and events wait for one another: one → one",
    ),
    added(
        "topic twice",
        "topics:\n  - {id: one}\n  - {id: one}\n",
        '12:5: topic "one" is defined twice (first in line 11); give each an id of its own',
    ),
    added(
        "topic without session",
        "topics: [{id: one, from: 2024-01-02, to: 2024-01-03}]\n",
        "10:10: there is no session from 2024-01-02 to 2024-01-03",
    ),
    added(
        "first of no paper",
        "topics: [{id: two, first: {tags: [old]}}]\n",
        '10:27: warning: no candidate of topic "two" has a tag of old',
    ),
    added(
        "cycle of topics",
        "topics:\n  - {id: one, after: [two]}\n  - {id: two, after: [one]}\n",
        "12:23: these topics and events wait for one another: one → two → one",
    ),
    added(
        "cycle of topic and event",
        "topics: [{id: one, after: [e]}]\nevents: [{id: e, title: E, after: [one]}]\n",
        "10:28: these topics and events wait for one another: e → one → e",
    ),
    added(
        "cycle with topics_in_order",
        "topics_in_order: true\ntopics:\n  - {id: one, after: [two]}\n  - {id: two}\n",
        "10:18: these topics and events wait for one another: one → two → one",
    ),
    added(
        "event twice",
        "events:\n  - {title: A talk}\n  - {title: a Talk}\n",
        '12:5: event "a-talk" is defined twice (first in line 11); give each an id of its own',
    ),
    added(
        "event with the id of a topic",
        "topics: [{id: one}]\nevents: [{id: one, title: E}]\n",
        '11:10: event "one" has the id of a topic; give it an id of its own',
    ),
    added(
        "topic of an event",
        "topics: [{id: one}, {id: two}]\nevents: [{title: E, topic: on}]\n",
        '11:28: topic "on" is not defined; did you mean "one"?',
    ),
    added("event after", "events: [{title: E, after: [F]}]\n", '10:29: topic or event "F" is not defined'),
    added(
        "event without session",
        "events: [{title: E, dates: [2024-01-02]}]\n",
        ('10:29: there is no session on 2024-01-02, a date of event "e"; the nearest are on 2024-01-01 and 2024-01-04'),
    ),
    added(
        "event with one date without session",
        "events: [{title: E, dates: [2024-01-02, 2024-01-04]}]\n",
        (
            '10:29: warning: there is no session on 2024-01-02, a date of event "e"; the nearest are '
            "on 2024-01-01 and 2024-01-04"
        ),
    ),
    added(
        "event at another hour",
        "events: [{title: E, dates: [2024-01-04T11:00]}]\n",
        ('10:29: there is no session on 2024-01-04T11:00, a date of event "e"; that day\'s sessions start at 10:00'),
    ),
    added(
        "event at no hour",
        "events: [{title: E, dates: [2024-01-04T99:00]}]\n",
        '10:29: expected a clock time such as "15:30", not "99:00"',
    ),
    added(
        "event of too few dates",
        "events: [{title: E, sessions: 3, dates: [2024-01-01, 2024-01-04]}]\n",
        '10:41: event "e" takes 3 sessions; its dates allow 2',
    ),
    added(
        "event in no window",
        "events: [{title: E, from: 2024-01-02, to: 2024-01-03}]\n",
        '10:10: event "e" takes 1 session; its dates allow none',
    ),
    added(
        "event longer than the term",
        "events: [{title: E, sessions: 99}]\n",
        '10:10: event "e" takes 99 sessions; its dates allow 8',
    ),
    changed(
        "lighter days without session",
        "papers: {max: 2}}",
        "papers: {max: 2}}, lighter: [{from: 2025-01-01, papers: {max: 1}}]",
        "9:54: warning: no session lies in these days",
    ),
    changed(
        "no limit",
        "reading: {per_session: {papers: {max: 2}}}",
        "reading: {}",
        ("1:1: warning: nothing limits papers or minutes per session; with goal `priority` everything is read"),
    ),
    added(
        "goal", "goals: [covrage]\n", f'10:9: goal "covrage" is not defined; did you mean "coverage"? {GOALS_NEAREST}'
    ),
    added(
        "goal twice",
        "goals: [priority, coverage, {priority: 2, peak_load: 1}]\n",
        '10:29: goal "priority" stands twice',
    ),
    added(
        "leximin weighed",
        ("people: [{id: ada}, {id: bo}]\nroles: [{id: presenter, per: paper}]\ngoals: [{leximin: 1, priority: 2}]\n"),
        "12:9: leximin cannot be weighed",
    ),
    added(
        "goal without sense",
        "goals: [vacancies]\n",
        "10:9: warning: goal vacancies is skipped: no role has seats that may stay empty",
    ),
]
PEOPLE = [
    added(
        "person twice",
        "people:\n  - {id: ada}\n  - {id: ada}\nroles: [{id: presenter, per: paper}]\n",
        '12:5: person "ada" is listed twice (first in line 11)',
    ),
    added(
        "role twice",
        ("people: [{id: ada}, {id: bo}]\nroles: [{id: presenter, per: paper}, {id: presenter, per: session}]\n"),
        '11:38: role "presenter" is defined twice (first in line 11)',
    ),
    added(
        "role without people",
        "roles: [{id: presenter, per: paper}]\n",
        '10:9: role "presenter" must be filled, but the course has no people',
    ),
    added(
        "people without roles",
        "people: [{id: ada}]\n",
        "10:9: warning: the course has people but no roles; nobody gets a duty",
    ),
    added(
        "role's names",
        (
            "topics: [{id: one}, {id: two}]\npeople: [{id: ada}]\nroles:\n  - id: presenter\n"
            "    per: paper\n    on: {topics: [oen], events: [talk], tags: [odl], dates: [2024-01-02]}\n"
        ),
        '13:5: warning: role "presenter" has no session to sit in',
        '15:19: topic "oen" is not defined; did you mean "one"?',
        '15:34: event "talk" is not defined',
        '15:48: no candidate has tag "odl"; did you mean "old"?',
        (
            '15:62: warning: there is no session on 2024-01-02, a date of role "presenter"; the '
            "nearest are on 2024-01-01 and 2024-01-04"
        ),
    ),
    added(
        "role without days",
        "people: [{id: ada}]\nroles: [{id: presenter, per: paper, on: {days: [Fri]}}]\n",
        '11:9: warning: role "presenter" has no session to sit in',
    ),
    added(
        "a person's names",
        (
            "topics: [{id: one}, {id: two}]\nroles: [{id: presenter, per: paper}]\npeople:\n  - id: ada\n"
            "    roles: [presentr]\n    did: {scribe: 1}\n    conflicts: [alpa]\n"
            "    prefers: {papers: [alpa], topics: {on: 3}, roles: [presentr], dates: [2024-01-02]}\n"
            "    avoids: {papers: [bta], topics: [tow]}\n"
        ),
        '14:13: role "presentr" is not defined; did you mean "presenter"?',
        '15:10: role "scribe" is not defined',
        '16:17: paper "alpa" is in no catalogue; did you mean "alpha"?',
        '17:23: paper "alpa" is in no catalogue; did you mean "alpha"?',
        '17:44: topic "on" is not defined; did you mean "one"?',
        '17:55: role "presentr" is not defined; did you mean "presenter"?',
        '17:74: warning: the wish for date "2024-01-02" cannot come true; it counts all the same',
        '18:23: paper "bta" is in no catalogue; did you mean "beta"?',
        '18:38: topic "tow" is not defined; did you mean "two"?',
    ),
    added(
        "pinned person",
        ("people: [{id: ada}, {id: bo}]\nroles: [{id: presenter, per: paper}]\npins: [{person: adda, paper: alpha}]\n"),
        '12:17: person "adda" is not defined; did you mean "ada"?',
    ),
    added(
        "pinned role",
        (
            "people: [{id: ada}, {id: bo}]\nroles: [{id: presenter, per: paper}]\n"
            "pins: [{person: ada, role: presentr, paper: alpha}]\n"
        ),
        '12:28: role "presentr" is not defined; did you mean "presenter"?',
    ),
    added(
        "pinned event",
        "events: [{title: Talk}]\npins: [{event: tlk, date: 2024-01-04}]\n",
        '11:16: event "tlk" is not defined; did you mean "talk"?',
    ),
    added(
        "pinned date",
        "pins: [{paper: alpha, date: 2024-01-02}]\n",
        "10:29: there is no session on 2024-01-02; the nearest are on 2024-01-01 and 2024-01-04",
    ),
    added(
        "pinned person without roles",
        "people: [{id: ada}]\npins: [{person: ada, paper: alpha}]\n",
        "10:9: warning: the course has people but no roles; nobody gets a duty",
        "11:8: a person is pinned, but the course has no roles",
    ),
    added(
        "paper pinned twice",
        "pins:\n  - {paper: alpha, date: 2024-01-04}\n  - {paper: alpha, date: 2024-01-08}\n",
        '12:5: paper "alpha" is pinned to 2024-01-08, and to 2024-01-04 in line 11',
    ),
    added(
        "paper pinned twice to one date",
        "pins: [{paper: alpha, date: 2024-01-04}, {paper: alpha, date: 2024-01-04T10:00}]\n",
    ),
    added(
        "paper pinned outside its dates",
        "papers: {details: {alpha: {dates: [2024-01-04]}}}\npins: [{paper: alpha, date: 2024-01-08}]\n",
        '11:8: paper "alpha" is pinned to 2024-01-08, which is none of its dates (line 10)',
    ),
    added(
        "event pinned outside its dates",
        "events: [{title: Talk, dates: [2024-01-04]}]\npins: [{event: talk, date: 2024-01-08}]\n",
        '11:8: event "talk" is pinned to 2024-01-08, which is none of its dates (line 10)',
    ),
    added(
        "event pinned too often",
        ("events: [{title: Talk}]\npins:\n  - {event: talk, date: 2024-01-04}\n  - {event: talk, date: 2024-01-08}\n"),
        '13:5: event "talk" takes 1 session, and is pinned to more dates (line 12 too)',
    ),
    added(
        "event pinned as often as it takes",
        (
            "events: [{title: Talk, sessions: 2}]\npins:\n  - {event: talk, date: 2024-01-04}\n"
            "  - {event: talk, date: 2024-01-08}\n"
        ),
    ),
]
CATALOGUES = [
    changed("missing", "papers.yaml", "other.yaml", "8:10: other.yaml: this file does not exist"),
    changed(
        "one of several missing",
        "papers.yaml",
        "[papers.yaml, other.yaml, third.yaml]",
        "8:24: other.yaml: this file does not exist",
        "8:36: third.yaml: this file does not exist",
    ),
    changed(
        "of no known kind",
        "papers.yaml",
        "papers.xyz",
        "8:10: papers.xyz: this is no known kind of catalogue "
        "(.yaml, .yml, .bib, .ris, .md, .markdown, .txt, .csv, .tsv, .tab, .xlsx, .ods, .xls, .json)",
    ),
    changed("a folder", "papers.yaml", "folder.yaml", "8:10: folder.yaml: this file is a folder"),
    changed(
        "named twice",
        "papers.yaml",
        "[papers.yaml, ./papers.yaml]",
        "8:24: papers.yaml is named twice (first in line 8)",
    ),
    changed("a mapping", "papers.yaml", "{a: b}", '8:10: "catalog": expected text, not a mapping'),
    changed("nothing in the list", "papers.yaml", "[~]", "8:11: expected text, not nothing"),
    changed(
        "empty name",
        "papers.yaml",
        "''",
        "8:10: .: this is no known kind of catalogue "
        "(.yaml, .yml, .bib, .ris, .md, .markdown, .txt, .csv, .tsv, .tab, .xlsx, .ods, .xls, .json)",
    ),
    changed("line break in the name", "papers.yaml", '"a\\nb.yaml"', "8:10: a\\nb.yaml: this file does not exist"),
    changed(
        "long name",
        "papers.yaml",
        "x" * 300 + ".yaml",
        "8:10: " + "x" * 300 + ".yaml: this file cannot be read: File name too long",
    ),
    changed(
        "this file itself",
        "papers.yaml",
        "course.yaml",
        '1:1: expected a list of papers, or the key "papers" with such a list',
    ),
    catalogued("empty", "", "papers.yaml: this file is empty"),
    catalogued(
        "without papers",
        "papers: []\n",
        "1:1: the course has no papers: name a catalog, or put papers under papers.details",
    ),
    catalogued(
        "nothing in it",
        "papers:\n",
        'papers.yaml:1:8: "papers": expected a list, not nothing; leave the key out, or write []',
    ),
    catalogued(
        "of another shape",
        "alpha: {title: Alpha}\n",
        'papers.yaml:1:1: expected a list of papers, or the key "papers" with such a list',
    ),
    catalogued("a text", "hello\n", 'papers.yaml:1:1: expected a list of papers, or the key "papers" with such a list'),
    catalogued(
        "ids only",
        "- alpha\n- beta\n",
        'papers.yaml:1:3: expected a mapping (key: value), not "alpha"',
        'papers.yaml:2:3: expected a mapping (key: value), not "beta"',
    ),
    catalogued("without title", "- {id: alpha}\n", 'papers.yaml:1:3: key "title" is missing'),
    catalogued("without id", "- {title: Alpha}\n", 'papers.yaml:1:3: key "id" is missing'),
    catalogued(
        "unknown key",
        "- {id: alpha, title: Alpha, auther: X}\n",
        'papers.yaml:1:29: unknown key "auther"; did you mean "authors"?',
    ),
    catalogued(
        "twice in one",
        (
            "- {id: alpha, title: A, minutes: 9}\n- {id: beta, title: B, minutes: 9}\n"
            "- {id: alpha, title: C, minutes: 9}\n"
        ),
        'papers.yaml:3:3: paper "alpha" stands twice in this catalogue (first in line 1)',
    ),
    catalogued(
        "not closed",
        "- {id: alpha, title: A\n",
        "papers.yaml:1:3: the { that opens here is not closed, or a comma is missing in it",
    ),
    catalogued(
        "key twice",
        "- {id: alpha, id: beta, title: A}\n",
        'papers.yaml:1:15: key "id" stands here twice (first in line 1)',
    ),
    catalogued("null as id", "- {id: null, title: A}\n", 'papers.yaml:1:8: "id": expected text, not nothing'),
    catalogued(
        "many faults",
        ("- {id: alpha, title: A, year: soon, pages: 0, priority: 7, url: x, topics: one}\n- {id: b c, title: ''}\n"),
        'papers.yaml:1:31: "year": expected a whole number, not "soon"',
        'papers.yaml:1:44: "pages": expected at least 1, not "0"',
        'papers.yaml:1:57: "priority": expected at most 5, not "7"',
        'papers.yaml:1:65: "url": expected a link such as https://…, not "x"',
        'papers.yaml:2:8: "id": the id of a paper has no spaces; "b c" has',
        'papers.yaml:2:20: "title": nothing stands here',
    ),
    catalogued(
        "unknown after and needs",
        ("- {id: alpha, title: A, minutes: 9, after: [zeta], needs: [beta]}\n- {id: bta, title: B, minutes: 9}\n"),
        ('papers.yaml:1:3: warning: "alpha" comes after "beta", which is in no catalogue; did you mean "bta"?'),
        'papers.yaml:1:3: warning: "alpha" comes after "zeta", which is in no catalogue',
    ),
    catalogued(
        "cycle",
        ("- {id: alpha, title: A, minutes: 9, after: [beta]}\n- {id: beta, title: B, minutes: 9, after: [alpha]}\n"),
        "papers.yaml:2:3: these papers wait for one another: alpha → beta → alpha",
    ),
    catalogued(
        "date without session",
        "- {id: alpha, title: A, minutes: 9, dates: [2025-01-01]}\n",
        (
            'papers.yaml:1:3: warning: there is no session on 2025-01-01, a date of paper "alpha"; the '
            "nearest are on 2024-01-22 and 2024-01-25"
        ),
    ),
]
ROSTERS = [
    added(
        "missing",
        "people: [roster.csv]\nroles: [{id: presenter, per: paper}]\n",
        "10:10: roster.csv: this file does not exist",
    ),
    added(
        "several missing",
        "people: [a.csv, b.csv]\nroles: [{id: presenter, per: paper}]\n",
        "10:10: a.csv: this file does not exist",
        "10:17: b.csv: this file does not exist",
    ),
    added("a number", "people: 3\nroles: [{id: presenter, per: paper}]\n", "10:9: 3: this file does not exist"),
    rosters("empty", [""], "r0.csv: this file is empty"),
    rosters("only a header", ["id,name\n"], '11:9: role "presenter" must be filled, but the course has no people'),
    rosters(
        "without id",
        ["name\nAda\nBo\n"],
        "r0.csv: note: 2 people have no id here; made of e-mail or name: ada, bo",
    ),
    rosters(
        "bad id",
        ["id\nada l\n"],
        ('r0.csv:2: id: an id starts with a letter or digit, and goes on with these or . _ + - ; "ada l" does not'),
    ),
    rosters(
        "person twice",
        ["id,name\nada,A\nada,B\n"],
        'r0.csv:3: note: "ada" stands in several rows; the last one counts, not line 2',
    ),
    rosters(
        "unknown column",
        ["id,nam\nada,A\n"],
        'r0.csv:1: warning: column "nam" is not known and not used; did you mean "name"?',
    ),
    rosters("column twice", ["id,id\nada,3\n"], 'r0.csv:1: column "id" stands twice'),
    rosters("cells too many", ["id,name\nada,A,B\n"], "r0.csv:2: this row has 3 cells, the header 2"),
    rosters(
        "dates",
        ["id,unavailable\nada,2024-02-30; foo; 2024-01-01/x\n"],
        'r0.csv:2: unavailable: expected a date such as 2023-03-06, not "x"',
        'r0.csv:2: unavailable: expected a weekday (Mon … Sun), not "foo"',
        'r0.csv:2: unavailable: there is no day "2024-02-30"',
    ),
    rosters(
        "names",
        ["id,prefers_papers,avoids_topics,conflicts,roles\nada,alpa,on,bta,presentr\n"],
        'r0.csv:2: paper "alpa" is in no catalogue; did you mean "alpha"?',
        'r0.csv:2: paper "bta" is in no catalogue; did you mean "beta"?',
        'r0.csv:2: role "presentr" is not defined; did you mean "presenter"?',
        'r0.csv:2: topic "on" is not defined; did you mean "one"?',
    ),
    rosters(
        "score",
        ["id,prefers_papers\nada,alpha: 12\nbo,alpha: x\n"],
        'r0.csv:2: prefers_papers: "alpha": expected a score from 0 to 10, not "12"',
    ),
    rosters(
        "duties",
        ["id,min_duties,max_duties\nada,3,2\nbo,three,1\ncy,1,x\n"],
        "r0.csv:2: min_duties: min 3 is above max 2",
        'r0.csv:3: min_duties: expected a whole number, not "three"',
        'r0.csv:4: max_duties: expected a whole number, not "x"',
    ),
    rosters(
        "stay",
        ["id,from,until\nada,2024-01-20,2024-01-10\nbo,soon,\n"],
        "r0.csv:2: from: from 2024-01-20 is after until 2024-01-10",
        'r0.csv:3: from: expected a date such as 2023-03-06, not "soon"',
    ),
    rosters(
        "did",
        ["id,did\nada,presenter: x; scribe\n"],
        'r0.csv:2: did: presenter: expected a whole number, not "x"',
        "r0.csv:2: did: scribe: expected a whole number, not nothing",
    ),
    rosters("staff", ["id,staff\nada,maybe\n"], 'r0.csv:2: staff: expected true or false, not "maybe"'),
    rosters(
        "wished dates",
        ["id,prefers_dates\nada,2024-01-04; soon\n"],
        'r0.csv:2: prefers_dates: expected a date such as 2023-03-06, not "soon"',
    ),
    rosters(
        "wish twice", ["id,prefers_papers\nada,alpha; alpha\n"], 'r0.csv:2: prefers_papers: "alpha" stands here twice'
    ),
    rosters(
        "somebody else in the second",
        ["id,name\nada,Ada\n", "name,prefers_papers\nAdda,alpha\n"],
        'r1.csv:2: warning: "Adda" is nobody of the roster, and is left out; did you mean "Ada"?',
    ),
    rosters(
        "two of one name",
        ["id,name\nada,Ada\nadb,Ada\n", "name,prefers_papers\nAda,alpha\n"],
        'r1.csv:2: several people have the name "Ada": ada, adb; give the id',
    ),
    rosters(
        "fault in the second",
        ["id,name\nada,Ada\n", "id,max_duties\n\nada,x\n"],
        'r1.csv:3: max_duties: expected a whole number, not "x"',
    ),
    rosters("quote not closed", ['id,name\nada,"A\nbo,B\n'], "r0.csv:2: a quote that opens in this row is not closed"),
    rosters(
        "cell of two lines",
        ['id,name,from\nada,"A\nB",x\nbo,B,y\n'],
        'r0.csv:2: from: expected a date such as 2023-03-06, not "x"',
        'r0.csv:4: from: expected a date such as 2023-03-06, not "y"',
    ),
    rosters(
        "not UTF-8",
        ["id,name\nada,Łódź and all the other towns, Жуковский и другие\n".encode("iso8859_5", "replace")],
        "r0.csv:2: this line is neither UTF-8 nor Windows-1252 text; save the file as UTF-8",
    ),
    rosters(
        "UTF-16",
        ["id,name\nada,A\x07\n".encode("utf-16")],
        "r0.csv:2: note: a control character (U+0007) stands here; such characters are left out",
    ),
    rosters(
        "NUL byte",
        [b"id,name\nada,A\x00\n"],
        "r0.csv:2: note: a control character (U+0000) stands here; such characters are left out",
    ),
    rosters(
        "bell character",
        [b"id,name\nada,A\x07\n"],
        "r0.csv:2: note: a control character (U+0007) stands here; such characters are left out",
    ),
    rosters(
        "long cell",
        ["id,name\nada," + "x" * 132000 + "\n"],
        "r0.csv:2: not readable as CSV: field larger than field limit (131072)",
    ),
]

CASES = {
    "syntax": SYNTAX,
    "unknown keys": UNKNOWN_KEYS,
    "types": TYPES,
    "dates": DATES,
    "order": ORDER,
    "papers": PAPER_NAMES,
    "structure": STRUCTURE,
    "people": PEOPLE,
    "catalogues": CATALOGUES,
    "rosters": ROSTERS,
}


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{section}: {row.name}") for section, rows in CASES.items() for row in rows]
)
def test_each_fault_has_its_message(row: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings are exactly these, in the order of the lines."""
    assert [str(finding) for finding in findings_of(row.files, tmp_path, monkeypatch)] == list(row.findings)


def test_names_are_unique() -> None:
    """No row hides another one."""
    names = [(section, row.name) for section, rows in CASES.items() for row in rows]
    assert len(set(names)) == len(names)


def test_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course that is not there, or is a folder, is one finding."""
    monkeypatch.chdir(tmp_path)
    for name, said in (("course.yaml", "this file does not exist"), (".", "this file is a folder")):
        with pytest.raises(InputError) as caught:
            api.load(name)
        assert [str(finding) for finding in caught.value.findings] == [f"{name}: {said}"]


def test_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is not read."""
    files = {"course.yaml": "#" * (documents.MAXIMUM_BYTES + 1)}
    findings = findings_of(files, tmp_path, monkeypatch)
    assert [str(finding) for finding in findings] == ["course.yaml: this file is larger than 10 MB"]


def test_many_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than the limit are refused at the first that is too many, before they are kept."""
    files = {"course.yaml": "- a\n" * documents.MAXIMUM_NODES}
    findings = findings_of(files, tmp_path, monkeypatch)
    assert [str(finding) for finding in findings] == [
        "course.yaml:500000:3: more than 500000 values (aliases count each time)"
    ]


def test_many_faults_end_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a hundred faults of one file the rest is counted."""
    files = {"course.yaml": COURSE + "".join(f"key{number}: x\n" for number in range(150)), "papers.yaml": PAPERS}
    findings = findings_of(files, tmp_path, monkeypatch)
    assert len(findings) == 101
    assert str(findings[-1]) == "course.yaml:109:1: … and 50 more faults"


def test_faults_of_the_first_stage_come_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What each file says by itself: the course, two catalogues, a roster, all in one go."""
    course = COURSE.replace("catalog: papers.yaml", "catalog: [papers.yaml, more.yaml, none.yaml]")
    course = course.replace("start: 2024-01-01", "start: 1 Jan").replace("{max: 2}", "{min: 3, max: 2}")
    course += "topcs: []\nevents: [{titel: A}]\npapers: {must: alpha}\nsolve: {seed: x}\npeople: [r.csv]\n"
    files = {
        "course.yaml": course,
        "papers.yaml": "- {id: alpha}\n- {title: B, pages: 0}\n",
        "more.yaml": "- [\n",
        "r.csv": "id,from\nada,soon\nbo bo,\n",
    }
    assert [str(finding) for finding in findings_of(files, tmp_path, monkeypatch)] == [
        'course.yaml:4:10: "start": the year is missing in "1 Jan"',
        "course.yaml:8:35: none.yaml: this file does not exist",
        'course.yaml:9:39: "papers": min 3 is above max 2',
        'course.yaml:10:1: unknown key "topcs"; did you mean "topics"?',
        'course.yaml:11:10: key "title" is missing',
        'course.yaml:11:11: unknown key "titel"; did you mean "title"?',
        'course.yaml:13:15: "seed": expected a whole number, not "x"',
        "more.yaml:2:1: a value is missing here",
        'papers.yaml:1:3: key "title" is missing',
        'papers.yaml:2:3: key "id" is missing',
        'papers.yaml:2:21: "pages": expected at least 1, not "0"',
        'r.csv:2: from: expected a date such as 2023-03-06, not "soon"',
        ('r.csv:3: id: an id starts with a letter or digit, and goes on with these or . _ + - ; "bo bo" does not'),
    ]


def test_faults_of_the_second_stage_come_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parts say of one another: dates, papers, topics, events, people, pins and goals, all in one go."""
    course = COURSE.replace("  meetings", "  moves: [{date: 2024-01-05}]\n  extra: [{date: 2025-01-01}]\n  meetings")
    course += """\
papers:
  must: [alpa]
  never: [beta]
  candidates: {tags: [old, odl]}
  details:
    alpha: {after: [alpha], dates: [2024-01-02]}
    gamma: {needs: [beta], topic: three}
topics:
  - {id: one, after: [tow], from: 2024-01-02, to: 2024-01-03}
  - {id: one}
events:
  - {id: one, title: Talk, dates: [2024-01-02], papers: [gamma], readings: true}
roles: [{id: presenter, per: paper, on: {topics: [thre]}}]
people:
  - {id: ada, roles: [scribe], conflicts: [alpa]}
  - {id: ada}
pins: [{paper: beta, date: 2024-01-06}, {person: eve, paper: gamma}]
goals: [covrage]
"""
    files = {"course.yaml": course, "papers.yaml": PAPERS}
    assert [str(finding) for finding in findings_of(files, tmp_path, monkeypatch)] == [
        "course.yaml:7:18: no meeting is on 2024-01-05; the nearest are on 2024-01-04, 2024-01-08",
        "course.yaml:8:18: 2025-01-01 lies outside the term (2024-01-01 to 2024-01-25)",
        'course.yaml:13:10: paper "alpa" is in no catalogue; did you mean "alpha"?',
        'course.yaml:15:28: no paper has tag "odl"; did you mean "old"?',
        "course.yaml:17:21: these papers wait for one another: alpha → alpha",
        (
            'course.yaml:17:37: there is no session on 2024-01-02, a date of paper "alpha"; the '
            "nearest are on 2024-01-01 and 2024-01-04"
        ),
        'course.yaml:18:21: "gamma" must be read and needs "beta", which is under papers.never',
        'course.yaml:18:35: topic "three" is not defined',
        "course.yaml:20:5: there is no session from 2024-01-02 to 2024-01-03",
        'course.yaml:20:23: topic or event "tow" is not defined',
        'course.yaml:21:5: topic "one" is defined twice (first in line 20); give each an id of its own',
        'course.yaml:23:5: event "one" has the id of a topic; give it an id of its own',
        (
            'course.yaml:23:36: there is no session on 2024-01-02, a date of event "one"; the nearest '
            "are on 2024-01-01 and 2024-01-04"
        ),
        'course.yaml:24:51: topic "thre" is not defined',
        'course.yaml:26:23: role "scribe" is not defined',
        'course.yaml:26:44: paper "alpa" is in no catalogue; did you mean "alpha"?',
        'course.yaml:27:5: person "ada" is listed twice (first in line 26)',
        'course.yaml:28:16: paper "beta" is under papers.never (line 14) and must be read too',
        "course.yaml:28:28: there is no session on 2024-01-06; the nearest are on 2024-01-04 and 2024-01-08",
        'course.yaml:28:50: person "eve" is not defined',
        f'course.yaml:29:9: goal "covrage" is not defined; did you mean "coverage"? {GOALS_NEAREST}',
    ]
