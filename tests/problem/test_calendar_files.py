"""Calendar files as university and office programs export them: spans, whole days, repetition, what is left out."""

from __future__ import annotations

import time as clock
from datetime import datetime
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.findings import Finding
from planner.problem.recurrence import repeated
from planner.problem.sessions import Calendar
from tests.problem.test_calendar import build, days_off

# 1 March 2027 is a Monday.
TERM = "start: 2027-03-01\nend: 2027-04-09\n"
BERLIN = "timezone: Europe/Berlin\n"
TWICE = 'meetings: [{days: [Tue, Thu], start: "15:30", end: "16:45"}]\n'


def closed(
    folder: Path, events: str, match: str = "", zone: str = BERLIN, meetings: str = TWICE, term: str = TERM
) -> tuple[list[str], list[Finding], Calendar]:
    """The days without class (month and day) when a calendar file of these events (without BEGIN and END) is named."""
    blocks = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events.split("---"))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{blocks}END:VCALENDAR\n"
    (folder / "u.ics").write_text(text, encoding="utf-8")
    entry = f"{{ics: u.ics, match: {match}}}" if match else "{ics: u.ics}"
    calendar, findings = build(term + zone + meetings + f"no_class: [{entry}]\n", folder)
    return [day[5:] for day, _ in days_off(calendar)], findings, calendar


SPANS = {
    "over the meeting": ("DTSTART:20270302T150000\nDTEND:20270302T160000", ["03-02"]),
    "ends when it starts": ("DTSTART:20270302T140000\nDTEND:20270302T153000", []),
    "starts when it ends": ("DTSTART:20270302T164500\nDTEND:20270302T180000", []),
    "one minute": ("DTSTART:20270302T164400\nDTEND:20270302T180000", ["03-02"]),
    "no length": ("DTSTART:20270302T160000", []),
    "a duration": ("DTSTART:20270302T120000\nDURATION:PT4H", ["03-02"]),
    "over night": ("DTSTART:20270302T160000\nDTEND:20270304T153000", ["03-02"]),
    "to the next meeting": ("DTSTART:20270302T160000\nDTEND:20270304T160000", ["03-02", "03-04"]),
    "in UTC": ("DTSTART:20270302T143000Z\nDTEND:20270302T150000Z", ["03-02"]),
    "in another zone": ("DTSTART;TZID=Asia/Seoul:20270302T233000\nDTEND;TZID=Asia/Seoul:20270303T000000", ["03-02"]),
    "an office's zone": (
        "DTSTART;TZID=Eastern Standard Time:20270302T100000\nDTEND;TZID=Eastern Standard Time:20270302T110000",
        ["03-02"],
    ),
    "a day": ("DTSTART;VALUE=DATE:20270302", ["03-02"]),
    "a day that ends on itself": ("DTSTART;VALUE=DATE:20270302\nDTEND;VALUE=DATE:20270302", ["03-02"]),
    "days": ("DTSTART;VALUE=DATE:20270302\nDTEND;VALUE=DATE:20270305", ["03-02", "03-04"]),
    "a day without the word": ("DTSTART:20270302\nDTEND:20270303", ["03-02"]),
    "midnights": ("DTSTART:20270302T000000\nDTEND:20270303T000000", ["03-02"]),
    "midnights in UTC": ("DTSTART:20270302T000000Z\nDTEND:20270303T000000Z", ["03-02"]),
    "nearly midnights in UTC": ("DTSTART:20270302T000000Z\nDTEND:20270302T235900Z", ["03-02"]),
    "midnights of another zone": (
        "DTSTART;TZID=America/New_York:20270302T000000\nDTEND;TZID=America/New_York:20270303T000000",
        ["03-02"],
    ),
    "flagged": ("DTSTART:20270302T000000\nDTEND:20270304T235959\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", ["03-02", "03-04"]),
    "flagged in UTC": (  # midnight in Berlin is 23:00 in UTC
        "DTSTART:20270301T230000Z\nDTEND:20270302T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        ["03-02"],
    ),
    "flagged elsewhere": (  # midnight in London is 01:00 in Berlin
        "DTSTART:20270303T230000Z\nDTEND:20270304T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        ["03-04"],
    ),
    "not flagged": ("DTSTART:20270302T080000\nDTEND:20270302T090000\nX-MICROSOFT-CDO-ALLDAYEVENT:FALSE", []),
    "cancelled": ("DTSTART;VALUE=DATE:20270302\nSTATUS:CANCELLED", []),
    "free time": ("DTSTART;VALUE=DATE:20270302\nTRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", ["03-02"]),
    "of the term's start": ("DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20270303", ["03-02"]),
    "before the calendar": ("DTSTART:00010101T000000Z\nDTEND:99991231T000000Z\nRRULE:FREQ=YEARLY;COUNT=1", None),
    "backwards": ("DTSTART:20270304T100000\nDTEND:20270302T100000", []),
}


@pytest.mark.parametrize("name", SPANS)
def test_spans(name: str, tmp_path: Path) -> None:
    """An event closes the meetings that it overlaps by more than an instant; midnight to midnight means days."""
    event, days = SPANS[name]
    got, findings, _ = closed(tmp_path, f"UID:1\nSUMMARY:No class\n{event}")
    if days is None:
        return
    assert got == days
    severity = "warning" if name == "backwards" else "note"
    assert [f.severity for f in findings if f.code == "idle-event"] == ([] if days else [severity])
    told_days = {"ics-days"} if name.startswith(("midnights ", "nearly", "flagged")) else set()
    assert {f.code for f in findings} - {"idle-event", "ics-nothing"} == told_days


def test_midnight_of_utc_means_the_written_day(tmp_path: Path) -> None:
    """West of Greenwich midnight in UTC is the evening before; the day that is written counts."""
    event = "UID:1\nSUMMARY:No class\nDTSTART:20270302T000000Z\nDTEND:20270303T000000Z"
    for zone in ("America/Los_Angeles", "Asia/Seoul", "Pacific/Auckland"):
        got, findings, _ = closed(tmp_path, event, zone=f"timezone: {zone}\n")
        assert got == ["03-02"]
        assert [f.code for f in findings] == ["ics-days"]


REPEATED = {
    "weekly": ("DTSTART;VALUE=DATE:20270302\nRRULE:FREQ=WEEKLY;COUNT=3", ["03-02", "03-09", "03-16"]),
    "since long": (
        "DTSTART;VALUE=DATE:19700101\nRRULE:FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20270320",
        ["03-09"],
    ),
    "until a day": ("DTSTART:20270302T150000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;UNTIL=20270309", ["03-02", "03-09"]),
    "until a moment": (
        "DTSTART;TZID=Europe/Berlin:20270302T150000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;UNTIL=20270309T140000Z",
        ["03-02", "03-09"],
    ),
    "over a clock change": (  # from 28 March on, 15:00 in UTC is 17:00
        "DTSTART:20270302T150000Z\nDURATION:PT45M\nRRULE:FREQ=WEEKLY",
        ["03-02", "03-09", "03-16", "03-23"],
    ),
    "the same by the wall": (
        "DTSTART;TZID=Europe/Berlin:20270302T160000\nDURATION:PT45M\nRRULE:FREQ=WEEKLY;COUNT=6",
        ["03-02", "03-09", "03-16", "03-23", "03-30", "04-06"],
    ),
    "yearly": ("DTSTART;VALUE=DATE:19990302\nRRULE:FREQ=YEARLY", ["03-02"]),
    "the last Tuesday": ("DTSTART;VALUE=DATE:20200128\nRRULE:FREQ=MONTHLY;BYDAY=-1TU", ["03-30"]),
    "more days": ("DTSTART;VALUE=DATE:20270302\nRDATE;VALUE=DATE:20270316,20270330", ["03-02", "03-16", "03-30"]),
    "more moments": (
        "DTSTART:20270302T150000\nDURATION:PT1H\nRDATE:20270304T150000,20270309T100000",
        ["03-02", "03-04"],
    ),
    "more days of a moment": ("DTSTART:20270302T150000\nDURATION:PT1H\nRDATE;VALUE=DATE:20270304", ["03-02", "03-04"]),
    "periods": (
        "DTSTART:20270302T080000\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20270304T080000/PT8H,20270309T080000/20270309T090000",
        ["03-04"],
    ),
    "without days": (
        "DTSTART;VALUE=DATE:20270302\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20270309",
        ["03-02", "03-16"],
    ),
    "without moments": (
        "DTSTART;TZID=Europe/Berlin:20270302T150000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270309T140000Z",
        ["03-02", "03-16"],
    ),
    "without the day of a moment": (
        "DTSTART:20270302T150000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20270309",
        ["03-02", "03-16"],
    ),
    "several lines of each": (
        "DTSTART;VALUE=DATE:20270302\nRDATE;VALUE=DATE:20270309\nRDATE;VALUE=DATE:20270316\nRDATE;VALUE=DATE:20270323\n"
        "EXDATE;VALUE=DATE:20270309\nEXDATE;VALUE=DATE:20270316",
        ["03-02", "03-23"],
    ),
    "a rule against": (
        "DTSTART;VALUE=DATE:20270302\nRRULE:FREQ=WEEKLY;COUNT=4\nEXRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2",
        ["03-09", "03-23"],
    ),
    "a count that is none": (
        "DTSTART;VALUE=DATE:20270302\nRRULE:FREQ=WEEKLY;UNTIL=20270310;COUNT=-1",
        ["03-02", "03-09"],
    ),
    "days on end": ("DTSTART;VALUE=DATE:20270302\nDTEND;VALUE=DATE:20270305\nRRULE:FREQ=MONTHLY", ["03-02", "03-04"]),
}


@pytest.mark.parametrize("name", REPEATED)
def test_repetition(name: str, tmp_path: Path) -> None:
    """Rules, added and excluded dates, in the event's own clocks."""
    event, days = REPEATED[name]
    got, findings, _ = closed(tmp_path, f"UID:1\nSUMMARY:No class\n{event}")
    assert got == days
    assert [f for f in findings if f.severity != "note"] == []


SERIES = "UID:1\nSUMMARY:No class\nDTSTART;TZID=Europe/Berlin:20270302T150000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
CHANGED = {
    "moved": (
        "SUMMARY:No class\nRECURRENCE-ID:20270309T140000Z\nDTSTART:20270311T150000\nDURATION:PT1H",
        ["03-02", "03-11", "03-16", "03-23"],
    ),
    "by the day": (
        "SUMMARY:No class\nRECURRENCE-ID;VALUE=DATE:20270309\nDTSTART:20270311T150000\nDURATION:PT1H",
        ["03-02", "03-11", "03-16", "03-23"],
    ),
    "cancelled": (
        "SUMMARY:No class\nRECURRENCE-ID:20270309T140000Z\nDTSTART:20270309T140000Z\nSTATUS:CANCELLED",
        ["03-02", "03-16", "03-23"],
    ),
    "renamed": (
        "SUMMARY:Class as ever\nRECURRENCE-ID:20270309T140000Z\nDTSTART:20270309T140000Z\nDURATION:PT1H",
        ["03-02", "03-16", "03-23"],
    ),
    "without a title": (
        "RECURRENCE-ID:20270309T140000Z\nDTSTART:20270311T150000\nDURATION:PT1H",
        ["03-02", "03-11", "03-16", "03-23"],
    ),
    "from then on": (
        "SUMMARY:No class\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270316T150000\n"
        "DTSTART;TZID=Europe/Berlin:20270318T150000\nDURATION:PT1H",
        ["03-02", "03-09", "03-18", "03-25"],
    ),
    "of no occurrence": (
        "SUMMARY:No class\nRECURRENCE-ID:20270310T140000Z\nDTSTART:20270311T150000\nDURATION:PT1H",
        ["03-02", "03-09", "03-11", "03-16", "03-23"],
    ),
}


@pytest.mark.parametrize("name", CHANGED)
@pytest.mark.parametrize("first", [True, False])
def test_single_occurrences(name: str, first: bool, tmp_path: Path) -> None:
    """An occurrence that is moved, cancelled or renamed stands in the place of that of the series, in any order."""
    event, days = CHANGED[name]
    pair = [f"UID:1\n{event}", SERIES] if first else [SERIES, f"UID:1\n{event}"]
    assert closed(tmp_path, "---".join(pair), match="no class")[0] == days
    other = SERIES.replace("UID:1", "UID:2").replace("20270302", "20270304").replace("COUNT=4", "COUNT=1")
    assert closed(tmp_path, "---".join([*pair, other]), match="no class")[0] == sorted([*days, "03-04"])


def test_versions_of_one_uid(tmp_path: Path) -> None:
    """Of one event with one start the last version counts; one UID on several days (as some exports write) is all."""
    old = "UID:1\nSUMMARY:No class\nDTSTART;VALUE=DATE:20270302\nSEQUENCE:1"
    new = "UID:1\nSUMMARY:No class\nDTSTART;VALUE=DATE:20270302\nSEQUENCE:2\nSTATUS:CANCELLED"
    got, findings, _ = closed(tmp_path, f"{new}---{old}")
    assert got == []
    reasons = {f.message.partition("closes nothing: ")[2] for f in findings if f.code == "idle-event"}
    assert reasons == {"it is cancelled", "a later version of it stands in the file"}
    again = "UID:1\nSUMMARY:No class\nDTSTART;VALUE=DATE:20270304\nSEQUENCE:1"
    assert closed(tmp_path, f"{old}---{again}")[0] == ["03-02", "03-04"]
    assert closed(tmp_path, f"{old}---{again}".replace("UID:1\n", ""))[0] == ["03-02", "03-04"]


def test_a_withdrawn_calendar_closes_nothing(tmp_path: Path) -> None:
    """METHOD:CANCEL withdraws all events of its calendar."""
    text = (
        "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\nDTSTART:20270302\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (tmp_path / "u.ics").write_text(text, encoding="utf-8")
    assert days_off(build(TERM + BERLIN + TWICE + "no_class: [{ics: u.ics}]\n", tmp_path)[0]) == []


def test_what_changes_nothing_is_told(tmp_path: Path) -> None:
    """Each event that is meant and closes nothing is told, with the reason; what cannot be read is a warning."""
    events = """SUMMARY:No class
DTSTART;VALUE=DATE:20270303
---
SUMMARY:No class after the term
DTSTART;VALUE=DATE:20270601
---
SUMMARY:No class at no time
DTSTART:20270302T160000
---
SUMMARY:No class on paper
DTSTART:2027-03-04
---
SUMMARY:No class ever
---
SUMMARY:No class somewhere
DTSTART;TZID=Middle Earth:20270302T150000
DTEND;TZID=Middle Earth:20270302T170000
---
SUMMARY:No class but sometimes
DTSTART;VALUE=DATE:20270309
RRULE:FREQ=WEEKLY;UNTIL=2027-03-20
---
SUMMARY:Something else
DTSTART;VALUE=DATE:20270304
"""
    got, findings, _ = closed(tmp_path, events, match="no class")
    assert got == ["03-02", "03-09"]
    assert sorted((f.severity, f.message.removeprefix("u.ics: ")) for f in findings) == sorted(
        [
            ("note", '"No class" (2027-03-03) closes nothing: there is no meeting then'),
            ("note", '"No class after the term" (2027-06-01) closes nothing: it lies outside the term'),
            ("note", '"No class at no time" (2027-03-02 16:00) closes nothing: it lasts no time'),
            ("warning", '"No class but sometimes" (2027-03-09) is not read whole: RRULE is not as calendars write it'),
            ("warning", '"No class ever" (no date) closes nothing: it has no start that can be read'),
            ("warning", '"No class on paper" (no date) closes nothing: it has no start that can be read'),
            (
                "warning",
                '"No class somewhere" (2027-03-02 15:00): "Middle Earth" is no known time zone; the term\'s counts',
            ),
        ]
    )


def test_many_idle_events_are_counted(tmp_path: Path) -> None:
    """A whole university's calendar does not drown the findings that matter."""
    events = "---".join(f"SUMMARY:E{number}\nDTSTART;VALUE=DATE:20260101" for number in range(100))
    _, findings, _ = closed(tmp_path, events)
    assert len(findings) == 22
    assert "… and 80 more" in str([f.message for f in findings])


def test_no_title_like_that(tmp_path: Path) -> None:
    """A match that no title contains names the nearest titles; case and accents do not matter."""
    events = "SUMMARY:Ferien im Frühling\nDTSTART;VALUE=DATE:20270302"
    _, findings, _ = closed(tmp_path, events, match="Ferien im Frueling")
    assert findings[0].message == 'u.ics has no event called "Ferien im Frueling"; there is "Ferien im Frühling"'
    assert closed(tmp_path, events, match="FRÜHLING")[0] == ["03-02"]


def test_events_take_back(tmp_path: Path) -> None:
    """With ``meets`` an event takes back the meetings that it overlaps, and is told where it takes back none."""
    text = "BEGIN:VCALENDAR\n" + "".join(
        f"BEGIN:VEVENT\nSUMMARY:Open\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\n" for day in ("20270302", "20270309")
    )
    (tmp_path / "u.ics").write_text(text + "END:VCALENDAR\n", encoding="utf-8")
    entries = "no_class: [{from: 2027-03-02, to: 2027-03-04}, {ics: u.ics, meets: true}]\n"
    calendar, findings = build(TERM + BERLIN + TWICE + entries, tmp_path)
    assert [day for day, _ in days_off(calendar)] == ["2027-03-04"]
    assert [f.message for f in findings] == ['u.ics: "Open" (2027-03-09) takes nothing back: no meeting is closed then']


RULES = st.builds(
    lambda freq, *parts: ";".join([f"FREQ={freq}", *filter(None, parts)]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.sampled_from(["", "INTERVAL=2", "INTERVAL=3", "INTERVAL=5"]),
    st.sampled_from(["", "", "COUNT=3", "COUNT=40", "COUNT=700"]),
    st.sampled_from(["", "", "BYDAY=MO", "BYDAY=TU,TH", "BYDAY=SU,SA,WE"]),
    st.sampled_from(["", "", "BYMONTH=2", "BYMONTH=1,3,9"]),
    st.sampled_from(["", "", "BYMONTHDAY=-1", "BYMONTHDAY=13,30"]),
    st.sampled_from(["", "WKST=SU"]),
)


@settings(max_examples=150, deadline=None)
@given(
    RULES,
    st.datetimes(datetime(2008, 1, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
)
def test_the_term_alone_is_expanded_rightly(rule: str, start: datetime, low: datetime) -> None:
    """A rule expanded for a term gives what it gives when it is followed from its start."""
    low = low.replace(hour=0, minute=0, second=0, microsecond=0)
    high = low.replace(year=low.year + 1)
    assert repeated(rule, start, low, high) == rrulestr(rule, dtstart=start).between(low, high, inc=True)


HOSTILE = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
    "FREQ=DAILY;INTERVAL=999999999",
    "FREQ=YEARLY;INTERVAL=99999999999999999999",
    "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3",
    "FREQ=DAILY;COUNT=999999999",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=WEEKLY;BYEASTER=1",
]


def test_hostile_rules_are_bounded(tmp_path: Path) -> None:
    """Rules that never come true, or too often, or from the year 1 on, take no time worth speaking of."""
    began = clock.process_time()
    for first in ("00010101", "19700101", "20270302"):
        events = "---".join(f"SUMMARY:A\nDTSTART;VALUE=DATE:{first}\nRRULE:{rule}" for rule in HOSTILE)
        closed(tmp_path, events)
        closed(tmp_path, events.replace("DTSTART;VALUE=DATE:" + first, f"DTSTART:{first}T000000Z\nDURATION:P9999D"))
    assert clock.process_time() - began < 20


def test_too_many_events_are_an_error(tmp_path: Path) -> None:
    """Thousands of repeating events, or of events over the whole term, end with a message."""
    one = "BEGIN:VEVENT\nSUMMARY:A\nDTSTART;VALUE=DATE:20270601\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
    long = "BEGIN:VEVENT\nSUMMARY:A\nDTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20300101\nEND:VEVENT\n"
    for event, number in ((one, 2_001), (long, 2_600)):
        (tmp_path / "u.ics").write_text(f"BEGIN:VCALENDAR\n{event * number}END:VCALENDAR\n", encoding="utf-8")
        _, findings = build(TERM + BERLIN + TWICE + "no_class: [{ics: u.ics}]\n", tmp_path)
        assert [f.code for f in findings] == ["ics-size"]


MONDAYS = 'meetings: [{days: [Mon], start: "15:30", end: "16:45"}]\n'


@pytest.mark.parametrize(
    ("term", "entry", "code", "words"),
    [
        # Easter Monday, which Scotland does not keep.
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: GB", "holidays-in-parts", "Easter Monday in ENG (England)"),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: UK", "holidays-in-parts", "SCT (Scotland)"),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: GB, subdivision: GB-SCT", None, ""),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: GB, subdivision: Wales", None, ""),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: GB, subdivision: Cornwall", "unknown-subdivision", "Wales"),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: FR, subdivision: Atlantis", "unknown-subdivision", "parts"),
        ("start: 2150-03-15\nend: 2150-04-12\n", "country: DE", "holiday-data", "known to 2100 only"),
        ("start: 1990-03-15\nend: 1990-04-12\n", "country: JP", None, ""),
        ("start: 1940-03-15\nend: 1940-04-12\n", "country: JP", "holiday-data", "known from 1949 only"),
        ("start: 2027-03-15\nend: 2027-04-12\n", "country: KR", None, ""),
    ],
)
def test_partial_holidays_are_told(term: str, entry: str, code: str | None, words: str) -> None:
    """A term that the data does not reach, or holidays that only parts of a country keep, with the parts' names."""
    _, findings = build(term + "timezone: UTC\n" + MONDAYS + f"no_class: [{{{entry}}}]\n")
    assert [finding.code for finding in findings] == ([code] if code else [])
    assert words in "".join(finding.message for finding in findings)


def test_holidays_of_parts_that_meet_no_class_are_not_told() -> None:
    """Where nothing meets on Easter Monday, nobody need know who keeps it."""
    text = "start: 2027-03-15\nend: 2027-04-12\ntimezone: UTC\n" + MONDAYS.replace("Mon", "Tue")
    assert build(text + "no_class: [{country: GB}]\n")[1] == []
    entries = "no_class: [{country: GB}, {date: 2027-03-29, reason: Easter}]\n"
    assert build(text.replace("Tue", "Mon") + entries)[1] == []
