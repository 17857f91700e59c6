"""The calendar, one sentence of its meaning at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from textwrap import indent

import pytest

from planner.documents import parse_yaml, validate
from planner.findings import Finding
from planner.problem.calendar import build_calendar
from planner.problem.sessions import Calendar
from planner.scalars import Strict
from planner.spec.term import Term

# March 2023 begins on a Wednesday; 6 March is a Monday.
MARCH = "start: 2023-03-06\nend: 2023-03-31\n"
SEOUL = "timezone: Asia/Seoul\n"
TUESDAYS = 'meetings: [{days: [Tue], start: "15:30", end: "16:45", location: Hall}]\n'


class Constraints(Strict):
    """A constraints file that has only a term."""

    term: Term


def build(text: str, folder: Path = Path("/nowhere")) -> tuple[Calendar, list[Finding]]:
    """The calendar of a term written in YAML (the keys below ``term:``), and all findings."""
    document = parse_yaml("term:\n" + indent(text, "  "), "constraints.yaml")
    return build_calendar(validate(Constraints, document).term, document, folder)


def march(text: str = "", meetings: str = TUESDAYS) -> tuple[Calendar, list[Finding]]:
    """A term of March 2023 in Seoul: Tuesdays 7, 14, 21, 28."""
    return build(MARCH + SEOUL + meetings + text)


def ids(calendar: Calendar) -> list[str]:
    """The ids of the sessions."""
    return [session.id for session in calendar.sessions]


def names(calendar: Calendar) -> list[str]:
    """The meetings that the sessions are."""
    return [session.meeting for session in calendar.sessions]


def clocks(calendar: Calendar) -> list[str]:
    """Start and end of each session."""
    return [f"{s.start:%m-%d %H:%M}-{s.end:%H:%M}" for s in calendar.sessions]


def days_off(calendar: Calendar) -> list[tuple[str, str]]:
    """The days without class, with their reasons."""
    return [(day.date.isoformat(), day.reason) for day in calendar.no_class]


def told(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """Severity, code and key of each finding."""
    return [(f.severity, f.code, f.where.key if f.where else "") for f in findings]


# --- patterns ---------------------------------------------------------------------------------------------


def test_pattern_names_its_weekdays() -> None:
    """Each day of the term with a weekday of the pattern is a session, with everything the pattern says."""
    calendar, findings = march()
    assert ids(calendar) == ["2023-03-07", "2023-03-14", "2023-03-21", "2023-03-28"] == names(calendar)
    assert findings == []
    first = calendar.sessions[0]
    assert first.start.isoformat() == "2023-03-07T15:30:00+09:00"
    assert first.end - first.start == timedelta(minutes=75)
    assert (first.index, first.location, first.reason) == (0, "Hall", None)
    assert first.where.key == "term.meetings[0]"
    assert first.where.line == 5


def test_term_is_inclusive() -> None:
    """The first and the last day of the term meet."""
    text = "start: 2023-03-07\nend: 2023-03-14\n" + SEOUL + TUESDAYS
    assert ids(build(text)[0]) == ["2023-03-07", "2023-03-14"]


def test_pattern_window_is_inclusive() -> None:
    """A pattern's from and to bound it, both included."""
    meetings = 'meetings: [{days: [Tue], start: "9:00", end: "10:00", from: 2023-03-14, to: 2023-03-21}]\n'
    assert ids(march("", meetings)[0]) == ["2023-03-14", "2023-03-21"]


def test_every_counts_from_the_first_named_day() -> None:
    """Every second week counts from the week of the first day named on or after the term's start."""
    text = "start: 2023-03-08\nend: 2023-04-07\n" + SEOUL
    meetings = 'meetings: [{days: [Mon], start: "9:00", end: "10:00", every: 2}]\n'
    assert ids(build(text + meetings)[0]) == ["2023-03-13", "2023-03-27"]


def test_every_counts_monday_first() -> None:
    """The rhythm counts weeks, so that the Tuesday after a first Thursday is a week later."""
    text = "start: 2023-03-08\nend: 2023-03-31\n" + SEOUL
    meetings = 'meetings: [{days: [Tue, Thu], start: "9:00", end: "10:00", every: 2}]\n'
    assert ids(build(text + meetings)[0]) == ["2023-03-09", "2023-03-21", "2023-03-23"]


def test_every_counts_from_the_pattern_window() -> None:
    """The rhythm starts with the pattern's own from, also where that lies before the term."""
    meetings = 'meetings: [{{days: [Tue], start: "9:00", end: "10:00", every: 2, from: {}}}]\n'
    assert ids(march("", meetings.format("2023-03-14"))[0]) == ["2023-03-14", "2023-03-28"]
    assert ids(march("", meetings.format("2023-02-28"))[0]) == ["2023-03-14", "2023-03-28"]
    assert ids(march("", meetings.format("2023-02-21"))[0]) == ["2023-03-07", "2023-03-21"]


def test_closed_day_keeps_the_rhythm() -> None:
    """A closed day is dropped and the rhythm stays."""
    meetings = 'meetings: [{days: [Tue], start: "9:00", end: "10:00", every: 2}]\n'
    calendar, _ = march("no_class: [{date: 2023-03-07}]\n", meetings)
    assert ids(calendar) == ["2023-03-21"]
    assert days_off(calendar) == [("2023-03-07", "No class")]


NEXT_WEEK = 'meetings: [{days: [Tue], start: "9:00", end: "10:00", every: %d, if_closed: next_week%s}]\n'


def test_next_week_takes_place_a_week_later() -> None:
    """With next_week a closed meeting takes place a week later and keeps its name; its day is without class."""
    calendar, findings = march("no_class: [{date: 2023-03-07, reason: Rally}]\n", NEXT_WEEK % (2, ""))
    assert ids(calendar) == ["2023-03-14", "2023-03-21"]
    assert names(calendar) == ["2023-03-07", "2023-03-21"]
    assert calendar.sessions[0].reason == "instead of 2023-03-07 (Rally)"
    assert calendar.closed == ()
    assert days_off(calendar) == [("2023-03-07", "Rally")]
    assert findings == []


def test_next_week_passes_two_closures_in_a_row() -> None:
    """Where the next week is closed too, the meeting takes place again a week later."""
    closed = "no_class: [{date: 2023-03-07}, {date: 2023-03-14}]\n"
    calendar, findings = march(closed, NEXT_WEEK % (3, ""))
    assert ids(calendar) == ["2023-03-21", "2023-03-28"]
    assert names(calendar) == ["2023-03-07", "2023-03-28"]
    assert findings == []


def test_next_week_is_dropped_where_the_course_meets() -> None:
    """A closed meeting is dropped, with a note, where the course meets at an overlapping time."""
    calendar, findings = march("no_class: [{from: 2023-03-06, to: 2023-03-15}]\n", NEXT_WEEK % (2, ""))
    assert ids(calendar) == ["2023-03-21"]
    assert [closed.meeting for closed in calendar.closed] == ["2023-03-07"]
    assert told(findings) == [("note", "dropped", "term.meetings[0]")]
    extra = 'extra: [{date: 2023-03-14, start: "9:30", end: "9:45"}]\n'
    calendar, findings = march("no_class: [{date: 2023-03-07}]\n" + extra, NEXT_WEEK % (2, ""))
    assert names(calendar) == ["2023-03-14", "2023-03-21"]
    assert "2023-03-14" in findings[0].message


def test_next_week_stands_beside_other_times() -> None:
    """Another meeting of that day at another time does not matter."""
    extra = 'extra: [{date: 2023-03-14, start: "10:00", end: "11:00"}]\n'
    calendar, findings = march("no_class: [{date: 2023-03-07}]\n" + extra, NEXT_WEEK % (2, ""))
    assert ids(calendar) == ["2023-03-14T09:00", "2023-03-14T10:00", "2023-03-21"]
    assert names(calendar) == ["2023-03-07", "2023-03-14", "2023-03-21"]
    assert findings == []


def test_next_week_stays_in_the_window() -> None:
    """A closed meeting is dropped where no week is left in the term or in the pattern's window."""
    for window, closed in (("", "2023-03-28"), (", to: 2023-03-18", "2023-03-14")):
        calendar, findings = march(f"no_class: [{{date: {closed}}}]\n", NEXT_WEEK % (1, window))
        assert [c.meeting for c in calendar.closed] == [closed]
        assert "no week is left" in findings[0].message


def test_next_week_on_the_last_day() -> None:
    """The window's last day takes an adjourned meeting, unless it is closed itself."""
    meetings = NEXT_WEEK % (2, ", to: 2023-03-14")
    assert ids(march("no_class: [{date: 2023-03-07}]\n", meetings)[0]) == ["2023-03-14"]
    calendar, findings = march("no_class: [{date: 2023-03-07}, {date: 2023-03-14}]\n", meetings)
    assert [closed.meeting for closed in calendar.closed] == ["2023-03-07"]
    assert {finding.code for finding in findings} == {"dropped", "no-sessions"}


def test_pattern_without_days_is_a_warning() -> None:
    """A pattern that names no day of the term is a warning, whatever its window."""
    meetings = TUESDAYS[:-2] + ', {days: [Tue], start: "1:00", end: "2:00", from: 9999-12-31}]\n'
    assert told(march("", meetings)[1]) == [("warning", "idle-pattern", "term.meetings[1]")]


def test_overlapping_patterns_are_one_error() -> None:
    """Patterns that overlap are one error with both lines and all days; identical ones too."""
    for start, end in (("16:00", "17:00"), ("15:30", "16:45")):
        meetings = TUESDAYS[:-2] + f',\n  {{days: [Tue], start: "{start}", end: "{end}"}}]\n'
        calendar, findings = march("", meetings)
        assert told(findings) == [("error", "overlap", "term.meetings[1]")]
        assert "line 5" in findings[0].message
        assert findings[0].where is not None
        assert findings[0].where.line == 6
        assert len(findings[0].subjects) == 4
        assert len(calendar.sessions) == 4


def test_two_meetings_a_day_have_clocks_in_their_ids() -> None:
    """Where two sessions fall on one day, both ids and both names have clocks."""
    meetings = TUESDAYS[:-2] + ', {days: [Tue, Wed], start: "9:00", end: "10:00", to: 2023-03-08}]\n'
    calendar, _ = march("", meetings)
    assert ids(calendar)[:4] == ["2023-03-07T09:00", "2023-03-07T15:30", "2023-03-08", "2023-03-14"]
    assert names(calendar)[:4] == ids(calendar)[:4]
    assert [session.index for session in calendar.sessions] == list(range(6))


# --- follows ----------------------------------------------------------------------------------------------

TUE_THU = """meetings:
- {days: [Tue], start: "15:30", end: "16:45", location: Hall}
- {days: [Thu], start: "10:00", end: "11:00", location: Lab, every: 2}
"""


def test_follows_replaces_the_patterns_of_the_day() -> None:
    """A day that follows another weekday has that weekday's meetings instead of its own."""
    calendar, findings = march("follows: [{date: 2023-03-07, day: Thu}]\n", TUE_THU)
    first = calendar.sessions[0]
    assert (first.id, f"{first.start:%H:%M}", first.location) == ("2023-03-07", "10:00", "Lab")
    assert (first.where.key, first.reason) == ("term.follows[0]", "follows the Thu schedule")
    assert findings == []


def test_follows_judges_the_rhythm_by_the_days_own_week() -> None:
    """In the off week of the other weekday's pattern the day has no meeting."""
    calendar, findings = march("follows: [{date: 2023-03-14, day: Thu}]\n", TUE_THU)
    assert "2023-03-14" not in ids(calendar)
    assert findings == []


def test_follows_is_closed_by_no_class() -> None:
    """no_class still removes the day."""
    text = "follows: [{date: 2023-03-10, day: Tue}]\nno_class: [{date: 2023-03-10, reason: Rally}]\n"
    calendar, findings = march(text)
    assert days_off(calendar) == [("2023-03-10", "Rally")]
    assert findings == []


def test_follows_findings() -> None:
    """Outside the term and twice the same day are errors, and what changes nothing is a note."""
    text = """follows:
- {date: 2023-04-03, day: Tue}
- {date: 2023-03-10, day: Tue}
- {date: 2023-03-10, day: Thu}
- {date: 2023-03-09, day: Fri}
- {date: 2023-03-14, day: Fri}
"""
    calendar, findings = march(text)
    assert told(findings) == [
        ("error", "outside-term", "term.follows[0].date"),
        ("error", "follows-twice", "term.follows[2].date"),
        ("note", "idle-follows", "term.follows[3]"),
    ]
    assert ids(calendar) == ["2023-03-07", "2023-03-10", "2023-03-21", "2023-03-28"]


# --- no_class ---------------------------------------------------------------------------------------------


def test_seoul_2023_holidays() -> None:
    """Korea's public holidays with their substitute days, in English whatever the machine speaks."""
    text = "start: 2023-03-01\nend: 2023-06-30\n" + SEOUL + "no_class: [{country: kr}]\n"
    text += 'meetings: [{days: [Mon, Tue, Wed, Thu, Fri], start: "9:00", end: "10:00"}]\n'
    calendar, findings = build(text)
    assert days_off(calendar) == [
        ("2023-03-01", "Independence Movement Day"),
        ("2023-05-05", "Children's Day"),
        ("2023-05-29", "Alternative holiday for Buddha's Birthday"),
        ("2023-06-06", "Memorial Day"),
    ]
    assert calendar.closed[0].where.key == "term.no_class[0].country"
    assert findings == []


def test_california_2023_holidays() -> None:
    """The holidays of a subdivision count, observed days among them, by code or by name."""
    text = "start: 2022-12-26\nend: 2023-03-31\ntimezone: America/Los_Angeles\n"
    text += 'meetings: [{days: [Mon, Fri], start: "9:00", end: "10:00"}]\n'
    for name in ("CA", "ca", "California"):
        calendar, _ = build(f"{text}no_class: [{{country: US, subdivision: {name}}}]\n")
        assert [day for day, _ in days_off(calendar)] == [
            "2022-12-26",  # Christmas, observed
            "2023-01-02",  # New Year, observed
            "2023-01-16",
            "2023-02-20",
            "2023-03-31",  # Cesar Chavez Day
        ]


def test_holidays_do_not_depend_on_the_machine() -> None:
    """Holidays are called the same whatever language the machine speaks."""
    script = (
        "from tests.problem.test_calendar import SEOUL, TUESDAYS, build\n"
        "term = 'start: 2023-10-01\\nend: 2023-10-31\\n' + SEOUL + TUESDAYS\n"
        "print(build(term + 'no_class: [{country: DE}]\\n')[0].no_class[0].reason)"
    )
    for language in ("de", "ko"):
        environment = {**os.environ, "LANGUAGE": language, "LANG": f"{language}.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "German Unity Day"


@pytest.mark.parametrize(
    ("entry", "code", "hint"),
    [
        ("country: XX", "unknown-country", "no country code"),
        ("country: Germany", "unknown-country", 'did you mean "DE"?'),
        ("country: XNYS", "unknown-country", "no country code"),
        ("country: HolidayBase", "unknown-country", "no country code"),
        ("country: US, subdivision: CX", "unknown-subdivision", "no part of US"),
        ("country: US, subdivision: Californa", "unknown-subdivision", 'did you mean "California"?'),
    ],
)
def test_unknown_country_is_an_error(entry: str, code: str, hint: str) -> None:
    """Unknown countries and subdivisions are errors that name the nearest one."""
    calendar, findings = march(f"no_class: [{{{entry}}}]\n")
    assert [(f.severity, f.code) for f in findings] == [("error", code)]
    assert hint in findings[0].message
    assert len(calendar.sessions) == 4


def test_single_days_and_ranges_close() -> None:
    """A date and a range, both ends included, close what falls on them; closed meetings keep all they had."""
    text = "no_class: [{date: 2023-03-07}, {from: 2023-03-14, to: 2023-03-21, reason: Midterms}]\n"
    calendar, findings = march(text)
    assert ids(calendar) == ["2023-03-28"]
    assert days_off(calendar) == [
        ("2023-03-07", "No class"),
        ("2023-03-14", "Midterms"),
        ("2023-03-21", "Midterms"),
    ]
    closed = calendar.closed[1]
    assert (closed.meeting, closed.reason, closed.location) == ("2023-03-14", "Midterms", "Hall")
    assert closed.start.isoformat() == "2023-03-14T15:30:00+09:00"
    assert closed.where.key == "term.no_class[1].from"
    assert findings == []


@pytest.mark.parametrize(
    ("clock", "open_starts"),
    [
        ('from_time: "15:30"', ["09:00"]),
        ('from_time: "15:31"', ["09:00", "15:30"]),
        ('to_time: "09:00"', ["09:00", "15:30"]),
        ('to_time: "09:01"', ["15:30"]),
        ('from_time: "09:00", to_time: "15:30"', ["15:30"]),
        ('from_time: "09:01", to_time: "15:31"', ["09:00"]),
    ],
)
def test_part_of_a_day(clock: str, open_starts: list[str]) -> None:
    """from_time closes what starts at or after it, to_time what starts before it, both what starts between."""
    meetings = TUESDAYS[:-2] + ', {days: [Tue], start: "9:00", end: "10:00"}]\n'
    calendar, _ = march(f"no_class: [{{date: 2023-03-14, {clock}}}]\n", meetings)
    assert [f"{s.start:%H:%M}" for s in calendar.sessions if s.date.day == 14] == open_starts
    assert days_off(calendar) == []
    assert len(calendar.closed) + len(calendar.sessions) == 8


def test_meets_takes_back_whatever_closes() -> None:
    """meets: true takes days back in any order: single days, ranges, holidays, parts of a day."""
    for entries in (
        "{from: 2023-03-07, to: 2023-03-15}, {date: 2023-03-14, meets: true}",
        "{date: 2023-03-14, meets: true}, {from: 2023-03-07, to: 2023-03-15}",
        '{date: 2023-03-07}, {date: 2023-03-14}, {date: 2023-03-14, meets: true, to_time: "16:00"}',
        "{date: 2023-03-07}, {date: 2023-03-14}, {from: 2023-03-08, to: 2023-03-30, meets: true}",
    ):
        calendar, findings = march(f"no_class: [{entries}]\n")
        assert ids(calendar) == ["2023-03-14", "2023-03-21", "2023-03-28"]
        assert findings == []
    wednesdays = TUESDAYS.replace("Tue", "Wed").replace("Hall", "Lab")
    text = "start: 2023-02-27\nend: 2023-03-10\n" + SEOUL + wednesdays
    holiday = "no_class: [{from: 2023-02-27, to: 2023-03-10}, {country: KR, meets: true}]\n"
    assert ids(build(text + holiday)[0]) == ["2023-03-01"]


def test_meets_with_clocks_takes_back_only_those() -> None:
    """meets: true with clocks takes back only meetings that start then."""
    calendar, findings = march('no_class: [{date: 2023-03-14}, {date: 2023-03-14, meets: true, from_time: "16:00"}]\n')
    assert "2023-03-14" not in ids(calendar)
    assert told(findings) == [("note", "idle-no-class", "term.no_class[1].date")]


def test_first_entry_in_file_order_gives_the_reason() -> None:
    """Of several entries that close a day the first gives reason and place; none of them is idle."""
    calendar, findings = march(
        "no_class: [{from: 2023-03-14, to: 2023-03-15, reason: Break}, {date: 2023-03-14, reason: Rally}]\n"
    )
    assert days_off(calendar) == [("2023-03-14", "Break")]
    assert findings == []


def test_idle_no_class() -> None:
    """Outside the term is a warning; closing nothing and taking nothing back are notes."""
    text = """no_class:
- {date: 2022-03-14}
- {from: 2023-04-01, to: 2023-04-09}
- {date: 2023-03-08}
- {from: 2023-03-08, to: 2023-03-13}
- {date: 2023-03-14, meets: true}
- {from: 2023-03-30, to: 2023-04-09}
- {from: 0001-01-01, to: 2023-03-06}
- {country: KR}
"""
    calendar, findings = march(text)
    assert len(calendar.sessions) == 4
    assert told(findings) == [
        ("warning", "outside-term", "term.no_class[0].date"),
        ("warning", "outside-term", "term.no_class[1].from"),
        ("note", "idle-no-class", "term.no_class[2].date"),
        ("note", "idle-no-class", "term.no_class[3].from"),
        ("note", "idle-no-class", "term.no_class[4].date"),
        ("note", "idle-no-class", "term.no_class[5].from"),
        ("note", "idle-no-class", "term.no_class[6].from"),
    ]


ICS = r"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//university//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20230314
DTEND;VALUE=DATE:20230321
SUMMARY:Spring Break\, no\nCLASSES
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20230328T090000
DTEND:20230328T180000
SUMMARY:No class (with clocks)
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20220228
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20230401T000000Z
EXDATE;VALUE=DATE:20230328
SUMMARY:Faculty day
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;VALUE=DATE:2023030
SUMMARY:Broken
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART;VALUE=DATE:20230307
SUMMARY:Cancelled no class
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:6
DTSTART;VALUE=DATE:20230307
RRULE:FREQ=SECONDLY
SUMMARY:Odd rule
END:VEVENT
BEGIN:VEVENT
UID:7
DTSTART;VALUE=DATE:20230301
DURATION:P2W
SUMMARY:Exhibition
END:VEVENT
BEGIN:VEVENT
UID:8
DTSTART;VALUE=DATE:20210301
SUMMARY:Past
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("match", "closed", "codes"),
    [
        (
            "no class",  # DTEND is exclusive
            [("2023-03-14", "Spring Break, no CLASSES"), ("2023-03-28", "No class (with clocks)")],
            ["idle-event"],
        ),
        ("faculty", [("2023-03-14", "Faculty day")], []),  # every second Tuesday, without 28 March
        ("exhibition", [("2023-03-07", "Exhibition"), ("2023-03-14", "Exhibition")], []),  # two weeks
        ("odd", [("2023-03-07", "Odd rule")], ["ics-rule"]),
        ("with clocks", [("2023-03-28", "No class (with clocks)")], []),
        ("cancelled", [], ["idle-event", "ics-nothing"]),
        ("broken", [], ["idle-event", "ics-nothing"]),
        ("past", [], ["idle-event", "ics-nothing"]),
        ("holiday", [], ["ics-nothing"]),
    ],
)
def test_calendar_file(tmp_path: Path, match: str, closed: list[tuple[str, str]], codes: list[str]) -> None:
    """Events whose title contains the match close what they overlap; what changes nothing, or is odd, is told."""
    (tmp_path / "university.ics").write_text(ICS, encoding="utf-8")
    text = MARCH + SEOUL + TUESDAYS + f"no_class: [{{ics: university.ics, match: {match}}}]\n"
    calendar, findings = build(text, tmp_path)
    assert days_off(calendar) == closed
    assert sorted(finding.code for finding in findings) == sorted(codes)
    assert {finding.where.key for finding in findings if finding.where} <= {"term.no_class[0].ics"}


def test_calendar_file_without_match(tmp_path: Path) -> None:
    """Without a match every event closes what it overlaps, under the entry's own reason if it has one."""
    (tmp_path / "university.ics").write_text(ICS, encoding="utf-8")
    text = MARCH + SEOUL + TUESDAYS + "no_class: [{ics: university.ics, reason: University}]\n"
    calendar, _ = build(text, tmp_path)
    assert days_off(calendar) == [
        ("2023-03-07", "University"),
        ("2023-03-14", "University"),
        ("2023-03-28", "University"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "file"),
        (b"\xff\xfex", "encoding"),
        (b"nonsense", "ics"),
        (b"", "ics"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\nEND:VCALENDAR\n", "ics"),
        (b"x" * 10_000_001, "file-size"),
    ],
)
def test_unreadable_calendar_file(tmp_path: Path, content: bytes | None, code: str) -> None:
    """A calendar file that cannot be read is an error at the line that names it."""
    if content is not None:
        (tmp_path / "u.ics").write_bytes(content)
    calendar, findings = build(MARCH + SEOUL + TUESDAYS + "no_class: [{ics: u.ics}]\n", tmp_path)
    assert told(findings) == [("error", code, "term.no_class[0].ics")]
    assert "u.ics" in findings[0].message
    assert len(calendar.sessions) == 4


def test_calendar_path_may_be_a_folder(tmp_path: Path) -> None:
    """A folder in the place of a calendar file is an error, not a traceback."""
    _, findings = build(MARCH + SEOUL + TUESDAYS + "no_class: [{ics: ''}]\n", tmp_path)
    assert told(findings) == [("error", "file", "term.no_class[0].ics")]


def test_icalendar_is_not_imported_without_need() -> None:
    """A term without calendar file and country imports neither icalendar nor holidays."""
    script = (
        "import sys\nfrom tests.problem.test_calendar import march\n"
        "march('no_class: [{date: 2023-03-07}]\\n')\n"
        "print({'icalendar', 'holidays', 'dateutil', 'ortools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# --- extra ------------------------------------------------------------------------------------------------


def test_extra_takes_clocks_and_place_of_the_only_pattern() -> None:
    """An extra meeting has the clocks and the place of the only pattern unless it says otherwise."""
    text = """extra:
- {date: 2023-03-10, reason: Make-up}
- {date: 2023-03-13, start: "9:00", end: "9:30", location: Lab}
"""
    calendar, findings = march(text)
    made = [s for s in calendar.sessions if s.where.path[1] == "extra"]
    assert [(s.id, f"{s.start:%H:%M}-{s.end:%H:%M}", s.location, s.reason) for s in made] == [
        ("2023-03-10", "15:30-16:45", "Hall", "Make-up"),
        ("2023-03-13", "09:00-09:30", "Lab", None),
    ]
    assert made[1].where.key == "term.extra[1]"
    assert findings == []


def test_extra_needs_clocks_beside_several_patterns() -> None:
    """Without clocks and with no or several patterns an extra meeting is an error; its place is then open."""
    for meetings in (TUE_THU, "meetings: []\n"):
        _, findings = march("extra: [{date: 2023-03-10}]\n", meetings)
        assert ("error", "extra-clocks", "term.extra[0]") in told(findings)
        text = 'extra: [{date: 2023-03-10, start: "9:00", end: "10:00"}]\n'
        calendar, findings = march(text, meetings)
        assert findings == []
        assert next(s for s in calendar.sessions if s.id == "2023-03-10").location is None


def test_extra_ends_after_it_starts() -> None:
    """An extra meeting whose end is not after its start is an error."""
    _, findings = march('extra: [{date: 2023-03-10, start: "17:00"}]\n')
    assert told(findings) == [("error", "extra-clocks", "term.extra[0]")]


def test_extra_outside_the_term_is_an_error() -> None:
    """An extra meeting lies in the term."""
    _, findings = march("extra: [{date: 2023-04-04}]\n")
    assert told(findings) == [("error", "outside-term", "term.extra[0].date")]


def test_extra_stands_on_days_without_class() -> None:
    """An extra meeting takes place whatever closes its day; that day is then no day without class."""
    calendar, findings = march("no_class: [{date: 2023-03-14}]\nextra: [{date: 2023-03-14}]\n")
    assert ids(calendar) == ["2023-03-07", "2023-03-14", "2023-03-21", "2023-03-28"]
    assert names(calendar)[1] == "2023-03-14T15:30"
    assert [closed.meeting for closed in calendar.closed] == ["2023-03-14"]
    assert days_off(calendar) == []
    assert findings == []


def test_extra_beside_the_pattern() -> None:
    """An extra meeting on a day that meets has its clock in name and id; the pattern's meeting keeps its name."""
    calendar, _ = march('extra: [{date: 2023-03-14, start: "9:00", end: "10:00"}]\n')
    assert ids(calendar)[1:3] == ["2023-03-14T09:00", "2023-03-14T15:30"]
    assert names(calendar)[1:3] == ["2023-03-14T09:00", "2023-03-14"]


def test_extra_that_overlaps_is_an_error() -> None:
    """An extra meeting may not overlap one that takes place; touching is allowed."""
    _, findings = march('extra: [{date: 2023-03-14, start: "15:00", end: "15:31"}]\n')
    assert told(findings) == [("error", "overlap", "term.extra[0]")]
    assert "line 5" in findings[0].message
    _, findings = march('extra: [{date: 2023-03-14, start: "15:00", end: "15:30"}]\n')
    assert findings == []
    _, findings = march("extra: [{date: 2023-03-10}, {date: 2023-03-10}]\n")
    assert [(f.severity, f.code) for f in findings] == [("error", "overlap")]


def test_names_are_unique_beside_two_closed_patterns() -> None:
    """An extra meeting at the moment of one of two closed meetings still has a name of its own."""
    meetings = TUESDAYS[:-2] + ', {days: [Tue], start: "9:00", end: "10:00"}]\n'
    extra = 'extra: [{date: 2023-03-14, start: "9:00", end: "10:00"}]\n'
    calendar, _ = march("no_class: [{date: 2023-03-14}]\n" + extra, meetings)
    assert [closed.meeting for closed in calendar.closed] == ["2023-03-14T09:00", "2023-03-14T15:30"]
    assert "2023-03-14T09:00-2" in names(calendar)


# --- moves ------------------------------------------------------------------------------------------------


def test_move_to_another_day() -> None:
    """A moved meeting keeps its name, its clocks and its place, and has the move's line and reason."""
    calendar, findings = march("moves: [{date: 2023-03-14, to: 2023-03-16, reason: Travel}]\n")
    moved = calendar.sessions[1]
    assert (moved.id, moved.meeting, moved.location, moved.reason) == (
        "2023-03-16",
        "2023-03-14",
        "Hall",
        "Travel",
    )
    assert clocks(calendar)[1] == "03-16 15:30-16:45"
    assert moved.where.key == "term.moves[0]"
    assert (calendar.closed, calendar.no_class, findings) == ((), (), [])


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ('start: "10:00"', "03-14 10:00-11:15"),  # keeps the duration
        ('end: "16:00"', "03-14 15:30-16:00"),
        ('start: "10:00", end: "12:00"', "03-14 10:00-12:00"),
        ("location: Lab", "03-14 15:30-16:45"),
    ],
)
def test_move_on_the_same_day(change: str, result: str) -> None:
    """A move without target stays on its day, with new clocks or a new place."""
    calendar, findings = march(f"moves: [{{date: 2023-03-14, {change}}}]\n")
    assert clocks(calendar)[1] == result
    assert names(calendar)[1] == ids(calendar)[1] == "2023-03-14"
    assert calendar.sessions[1].location == ("Lab" if "Lab" in change else "Hall")
    assert findings == []


def test_move_of_a_closed_meeting() -> None:
    """A meeting that no_class closes is simply moved, not closed, and not adjourned either."""
    for meetings in (TUESDAYS, TUESDAYS.replace("start", "if_closed: next_week, start", 1)):
        calendar, findings = march(
            "no_class: [{date: 2023-03-14}]\nmoves: [{date: 2023-03-14, to: 2023-03-16}]\n", meetings
        )
        assert ids(calendar) == ["2023-03-07", "2023-03-16", "2023-03-21", "2023-03-28"]
        assert names(calendar)[1] == "2023-03-14"
        assert (calendar.closed, calendar.no_class, findings) == ((), (), [])


def test_move_stands_on_days_without_class() -> None:
    """A moved meeting takes place on a closed day; the closed meeting of that day stays closed."""
    text = "no_class: [{date: 2023-03-14}]\nmoves: [{date: 2023-03-07, to: 2023-03-14}]\n"
    calendar, findings = march(text)
    assert names(calendar) == ["2023-03-07", "2023-03-21", "2023-03-28"]
    assert ids(calendar)[0] == "2023-03-14"
    assert [closed.meeting for closed in calendar.closed] == ["2023-03-14"]
    assert (calendar.no_class, findings) == ((), [])


def test_move_by_date_means_every_meeting_of_the_day() -> None:
    """A date moves all meetings of that day, extra ones too; a session id only that one."""
    extra = 'extra: [{date: 2023-03-14, start: "9:00", end: "10:00"}]\n'
    calendar, _ = march(extra + "moves: [{date: 2023-03-14, to: 2023-03-16}]\n")
    assert ids(calendar)[1:3] == ["2023-03-16T09:00", "2023-03-16T15:30"]
    calendar, _ = march(extra + "moves: [{date: 2023-03-14T15:30, to: 2023-03-16}]\n")
    assert ids(calendar)[1:3] == ["2023-03-14", "2023-03-16"]
    assert names(calendar)[1:3] == ["2023-03-14T09:00", "2023-03-14"]


def test_move_that_names_nothing() -> None:
    """A move of no meeting is an error that says where the meetings are."""
    _, findings = march("moves: [{date: 2023-03-15, to: 2023-03-16}]\n")
    assert told(findings) == [("error", "moves-nothing", "term.moves[0].date")]
    assert findings[0].message == "no meeting is on 2023-03-15; the nearest are on 2023-03-14, 2023-03-21"
    _, findings = march("moves: [{date: 2023-03-14T15:00, to: 2023-03-16}]\n")
    assert findings[0].message == "no meeting is on 2023-03-14 at 15:00; that day's meetings start at 15:30"


@pytest.mark.parametrize(
    ("move", "code", "key"),
    [
        ("date: 2023-04-04, to: 2023-03-16", "outside-term", "date"),
        ("date: 2023-03-14, to: 2023-04-04", "outside-term", "to"),
        ('date: 2023-03-14, start: "23:00"', "move-clocks", ""),
        ('date: 2023-03-14, end: "15:30"', "move-clocks", ""),
        ('date: 2023-03-14, start: "10:00", end: "9:00"', "move-clocks", ""),
    ],
)
def test_move_that_cannot_be(move: str, code: str, key: str) -> None:
    """A faulty move is an error, and its meeting stays where it was."""
    calendar, findings = march(f"moves: [{{{move}}}]\n")
    assert told(findings) == [("error", code, f"term.moves[0]{key and '.' + key}")]
    assert len(calendar.sessions) == 4
    assert ids(calendar)[1] == "2023-03-14"


def test_move_twice_is_an_error() -> None:
    """One meeting is moved once."""
    text = "moves:\n- {date: 2023-03-14, to: 2023-03-16}\n- {date: 2023-03-14, to: 2023-03-17}\n"
    calendar, findings = march(text)
    assert told(findings) == [("error", "moved-twice", "term.moves[1]")]
    assert ids(calendar)[1] == "2023-03-16"


def test_move_onto_another_meeting_is_an_error() -> None:
    """A moved meeting may not overlap another; where that one moves too, they change places."""
    _, findings = march("moves: [{date: 2023-03-14, to: 2023-03-21}]\n")
    assert told(findings) == [("error", "overlap", "term.moves[0]")]
    swap = "moves: [{date: 2023-03-14, to: 2023-03-21}, {date: 2023-03-21, to: 2023-03-14}]\n"
    calendar, findings = march(swap)
    assert names(calendar) == ["2023-03-07", "2023-03-21", "2023-03-14", "2023-03-28"]
    assert findings == []


# --- time zones -------------------------------------------------------------------------------------------

NIGHT = 'start: 2023-03-26\nend: 2023-03-26\ntimezone: %s\nmeetings: [{days: [Sun], start: "%s", end: "%s"}]\n'


@pytest.mark.parametrize(
    ("start", "end", "result", "warnings"),
    [
        ("02:30", "04:00", ("03:00+0200", "04:00+0200"), 1),
        ("01:00", "02:30", ("01:00+0100", "03:00+0200"), 1),
        ("02:10", "02:50", ("03:00+0200", "03:40+0200"), 2),
        ("02:00", "03:00", ("03:00+0200", "04:00+0200"), 1),
        ("01:59", "03:00", ("01:59+0100", "03:00+0200"), 0),
    ],
)
def test_gap_of_a_clock_change(start: str, end: str, result: tuple[str, str], warnings: int) -> None:
    """A clock in the gap becomes the first valid instant, with a warning; a meeting never vanishes."""
    calendar, findings = build(NIGHT % ("Europe/Berlin", start, end))
    session = calendar.sessions[0]
    assert (f"{session.start:%H:%M%z}", f"{session.end:%H:%M%z}") == result
    assert told(findings) == [("warning", "clock-gap", "term.meetings[0]")] * warnings
    assert session.id == session.meeting == "2023-03-26"


def test_ambiguous_clock_means_the_first() -> None:
    """When clocks go back the first of the two equal clocks is meant, silently."""
    text = (NIGHT % ("Europe/Berlin", "02:30", "04:00")).replace("03-26", "10-29")
    calendar, findings = build(text)
    assert calendar.sessions[0].start.isoformat() == "2023-10-29T02:30:00+02:00"
    assert findings == []


def test_day_that_does_not_exist() -> None:
    """Samoa skipped 30 December 2011: a meeting on it is an error, the next week's takes place."""
    text = "start: 2011-12-30\nend: 2012-01-06\ntimezone: Pacific/Apia\n"
    text += 'meetings: [{days: [Fri], start: "9:00", end: "10:00"}]\n'
    calendar, findings = build(text)
    assert ids(calendar) == ["2012-01-06"]
    assert told(findings) == [("error", "clock-gap", "term.meetings[0]")]


# --- the whole --------------------------------------------------------------------------------------------


def test_term_without_sessions() -> None:
    """A term without sessions is an error at the term."""
    calendar, findings = march("no_class: [{from: 2023-03-01, to: 2023-04-30}]\n")
    assert told(findings) == [("error", "no-sessions", "term")]
    assert len(calendar.closed) == 4


def test_too_many_sessions() -> None:
    """More than 400 sessions are an error; far more do not even build."""
    days = 'days: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], start: "%02d:00", end: "%02d:30"'
    head = "start: 2023-01-01\nend: 2024-12-31\ntimezone: Asia/Kolkata\n"
    for count in (1, 12):
        lines = "".join(f"- {{{days % (hour, hour)}}}\n" for hour in range(count))
        _, findings = build(f"{head}meetings:\n{lines}")
        assert "too-many-sessions" in {finding.code for finding in findings}


@pytest.mark.parametrize(("start", "end"), [("0001-01-01", "0001-02-01"), ("9999-12-01", "9999-12-31")])
def test_years_out_of_reach(start: str, end: str) -> None:
    """A term at the ends of all dates is an error, not a traceback."""
    calendar, findings = build(f"start: {start}\nend: {end}\n{SEOUL}{TUESDAYS}")
    assert told(findings) == [("error", "term-years", "term.start")]
    assert calendar.sessions == ()


def test_all_findings_at_once() -> None:
    """Errors of all parts come together, sorted by line."""
    text = """no_class: [{country: XX}, {ics: missing.ics}]
follows: [{date: 2022-01-01, day: Tue}]
extra: [{date: 2022-01-01}]
moves: [{date: 2023-03-08}]
"""
    calendar, findings = march(text)
    assert [f.code for f in findings] == [
        "unknown-country",
        "file",
        "outside-term",
        "outside-term",
        "moves-nothing",
    ]
    assert len(calendar.sessions) == 4


def test_first_days_of_the_design() -> None:
    """The term of the whole example means what it says."""
    text = """start: 2023-03-06
end: 2023-06-16
timezone: Asia/Seoul
meetings:
  - {days: [Tue, Thu], start: "15:30", end: "16:45", location: Bldg 302}
no_class:
  - {country: KR}
  - {date: 2023-05-05, meets: true}
  - {date: 2023-04-25, reason: Midterm exams}
  - {from: 2023-04-24, to: 2023-04-28, reason: Midterm week}
  - {date: 2023-05-16, from_time: "15:00", reason: Ceremony}
extra:
  - {date: 2023-06-09, start: "13:00", end: "14:15", location: Bldg 301, reason: Make-up}
"""
    calendar, findings = build(text)
    assert len(calendar.sessions) == 30 - 4 + 1
    assert days_off(calendar) == [
        ("2023-04-25", "Midterm exams"),
        ("2023-04-27", "Midterm week"),
        ("2023-05-16", "Ceremony"),
        ("2023-06-06", "Memorial Day"),
    ]
    assert told(findings) == [("note", "idle-no-class", "term.no_class[1].date")]
