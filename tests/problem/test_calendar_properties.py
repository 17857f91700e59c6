"""Random terms: their sessions against an independent recurrence library, and what always holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateutil import tz
from dateutil.rrule import DAILY, MO, WEEKLY, rrule, rruleset
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents import Document
from planner.findings import Finding
from planner.problem.calendar import build_calendar
from planner.problem.sessions import Calendar
from planner.scalars import WEEKDAYS
from planner.spec.term import Term

QUICK = settings(deadline=None, derandomize=True, max_examples=150)
FEW = settings(QUICK, max_examples=80)
ZONES = ("America/Los_Angeles", "Europe/Berlin", "Asia/Seoul", "Asia/Kolkata")
# Apart from one another, and nowhere near the hours of clock changes.
CLOCKS = ((time(8), time(9, 30)), (time(11, 15), time(12)), (time(18), time(20)))
FIRST = date(2022, 12, 20)


def build(term: Term) -> tuple[Calendar, list[Finding]]:
    """The calendar of a term that stands in no file."""
    return build_calendar(term, Document("random.yaml", {}, {(): (1, 1)}, {}), Path("/nowhere"))


days = st.integers(0, 200).map(lambda offset: FIRST + timedelta(days=offset))
weekday_sets = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True)
spans = st.tuples(days, st.integers(0, 20)).map(lambda pair: {"from": pair[0], "to": pair[0] + timedelta(days=pair[1])})


@st.composite
def patterns(draw: st.DrawFn, clocks: tuple[time, time], if_closed: tuple[str, ...] = ("drop",)) -> dict[str, Any]:
    """One weekly pattern with these clocks."""
    pattern: dict[str, Any] = {
        "days": draw(weekday_sets),
        "start": clocks[0],
        "end": clocks[1],
        "every": draw(st.integers(1, 3)),
        "if_closed": draw(st.sampled_from(if_closed)),
    }
    if draw(st.booleans()):
        pattern["from"] = draw(days)
    if draw(st.booleans()):
        pattern["to"] = pattern.get("from", FIRST) + timedelta(days=draw(st.integers(0, 120)))
    return pattern


@st.composite
def closures(draw: st.DrawFn) -> dict[str, Any]:
    """One day or a range without class, all day or part of it, or taken back."""
    entry: dict[str, Any] = draw(spans | days.map(lambda day: {"date": day}))
    if draw(st.integers(0, 3)) == 0:
        entry["from_time"] = draw(st.sampled_from([time(8), time(8, 1), time(12)]))
    if draw(st.integers(0, 3)) == 0:
        entry["to_time"] = draw(st.sampled_from([time(12), time(18), time(18, 1)]))
    return {**entry, "meets": draw(st.integers(0, 4)) == 0}


@st.composite
def terms(draw: st.DrawFn, if_closed: tuple[str, ...] = ("drop",)) -> dict[str, Any]:
    """A term with patterns that never overlap and days without class."""
    start = draw(days)
    clocks = draw(st.lists(st.sampled_from(CLOCKS), min_size=1, max_size=3, unique=True))
    return {
        "start": start,
        "end": start + timedelta(days=draw(st.integers(0, 150))),
        "timezone": draw(st.sampled_from(ZONES)),
        "meetings": [draw(patterns(pair, if_closed)) for pair in clocks],
        "no_class": draw(st.lists(closures(), max_size=5)),
    }


def is_closed(term: Term, moment: datetime) -> bool:
    """Whether no_class closes a meeting that starts then, said in one breath."""
    spoken = [
        entry.meets
        for entry in term.no_class
        if (entry.date or entry.from_ or date.max) <= moment.date() <= (entry.date or entry.to or date.min)
        and (entry.from_time or time.min) <= moment.time()
        and not (entry.to_time and entry.to_time <= moment.time())
    ]
    return bool(spoken) and not any(spoken)


def recurrences(term: Term) -> rruleset:
    """The starts of all patterns in wall-clock time, as dateutil finds them."""
    found = rruleset()
    for pattern in term.meetings:
        weekdays = [WEEKDAYS.index(day) for day in pattern.days]
        since = datetime.combine(pattern.from_ or term.start, pattern.start)
        # An RRULE counts its interval from the week of DTSTART: the first day that the pattern names.
        first = rrule(DAILY, dtstart=since, byweekday=weekdays, count=1)[0]
        until = datetime.combine(min(term.end, pattern.to or term.end), time.max)
        found.rrule(rrule(WEEKLY, interval=pattern.every, wkst=MO, byweekday=weekdays, dtstart=first, until=until))
    return found


@QUICK
@given(terms())
def test_sessions_are_those_of_dateutil(values: dict[str, Any]) -> None:
    """Sessions and closed meetings are the recurrences of dateutil, parted by the days without class."""
    term = Term.model_validate(values)
    every = [moment for moment in recurrences(term) if moment.date() >= term.start]
    dates = rruleset()
    for moment in every:
        dates.rdate(moment)
        if is_closed(term, moment):
            dates.exdate(moment)
    calendar, findings = build(term)
    zone = tz.gettz(term.timezone)
    expected = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in dates]
    assert [session.start.astimezone(UTC) for session in calendar.sessions] == expected
    assert [meeting.start.replace(tzinfo=None) for meeting in calendar.closed] == [
        moment for moment in every if is_closed(term, moment)
    ]
    assert {finding.code for finding in findings if finding.severity == "error"} == (
        set() if expected else {"no-sessions"}
    )
    ends = {pattern.start: pattern.end for pattern in term.meetings}
    assert all(session.end.time() == ends[session.start.time()] for session in calendar.sessions)


@FEW
@given(terms(), st.lists(days, max_size=4), st.lists(days, max_size=4))
def test_order_of_closures_decides_reasons_only(
    values: dict[str, Any], closed: list[date], taken_back: list[date]
) -> None:
    """The order of no_class entries never changes which meetings take place."""
    entries = [{"date": day} for day in closed] + [{"date": day, "meets": True} for day in taken_back]
    forwards = Term.model_validate({**values, "no_class": values["no_class"] + entries})
    backwards = Term.model_validate({**values, "no_class": [*reversed(entries), *reversed(values["no_class"])]})
    assert [s.start for s in build(forwards)[0].sessions] == [s.start for s in build(backwards)[0].sessions]


@FEW
@given(terms(), st.lists(days, max_size=5, unique=True))
def test_extra_days_are_rdates(values: dict[str, Any], added: list[date]) -> None:
    """Extra meetings are RDATEs that no closure removes."""
    extra = [{"date": day, "start": "22:00", "end": "23:00"} for day in added]
    plain, _ = build(Term.model_validate(values))
    full = Term.model_validate({**values, "extra": extra})
    dates = rruleset()
    for session in plain.sessions:
        dates.rdate(session.start.replace(tzinfo=None))
    for day in added:
        if full.start <= day <= full.end:
            dates.rdate(datetime.combine(day, time(22)))
    assert [s.start.replace(tzinfo=None) for s in build(full)[0].sessions] == list(dates)


@QUICK
@given(terms(("next_week",)))
def test_adjourned_meetings(values: dict[str, Any]) -> None:
    """With next_week no meeting is lost, none stands on a closed day, all keep their weekday and clock."""
    dropping = {**values, "meetings": [{**pattern, "if_closed": "drop"} for pattern in values["meetings"]]}
    term = Term.model_validate(values)
    (calendar, findings), (plain, _) = build(term), build(Term.model_validate(dropping))
    assert {s.start for s in plain.sessions} <= {s.start for s in calendar.sessions}
    named = {s.meeting for s in plain.sessions} | {c.meeting for c in plain.closed}
    assert {s.meeting for s in calendar.sessions} | {c.meeting for c in calendar.closed} == named
    assert [f.code for f in findings].count("dropped") == len(calendar.closed)
    # The days without class stay, except where an adjourned meeting now stands.
    assert set(calendar.no_class) <= set(plain.no_class)
    for session in calendar.sessions:
        assert not is_closed(term, session.start.replace(tzinfo=None))
        weeks = session.date - date.fromisoformat(session.meeting[:10])
        assert weeks.days % 7 == 0 <= weeks.days


clock_texts = st.sampled_from(["00:00", "01:30", "02:30", "08:00", "09:00", "11:30", "23:30", "23:59"])


@st.composite
def wild_terms(draw: st.DrawFn) -> dict[str, Any]:
    """A term with everything, right or wrong."""
    term = draw(terms(("drop", "next_week")))
    near = st.integers(-1, 40).map(lambda offset: term["start"] + timedelta(days=offset))

    def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"date": near}, optional=dict(parts))

    extra = optional(start=clock_texts, end=clock_texts, location=st.just("Lab"))
    moves = optional(to=near, start=clock_texts, end=clock_texts, reason=st.just("Travel"))
    follows = st.fixed_dictionaries({"date": near, "day": st.sampled_from(WEEKDAYS)})
    return {
        **term,
        "timezone": draw(st.sampled_from([*ZONES, "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe"])),
        "extra": draw(st.lists(extra, max_size=4)),
        "moves": draw(st.lists(moves, max_size=4)),
        "follows": draw(st.lists(follows, max_size=3)),
    }


@QUICK
@given(wild_terms())
def test_whatever_the_term_the_calendar_is_sound(values: dict[str, Any]) -> None:
    """Nothing raises; ids and names are unique, sessions apart and in order, and twice the same is the same."""
    term = Term.model_validate(values)
    calendar, findings = build(term)
    sessions = calendar.sessions
    assert [session.index for session in sessions] == list(range(len(sessions)))
    assert len({session.id for session in sessions}) == len(sessions)
    names = [s.meeting for s in sessions] + [c.meeting for c in calendar.closed]
    assert len(set(names)) == len(names)
    assert all(s.start < s.end and s.start.astimezone(UTC) < s.end.astimezone(UTC) for s in sessions)
    assert all(a.end <= b.start for a, b in pairwise(sessions))
    assert all(term.start <= s.date <= term.end for s in sessions)
    held = {s.date for s in sessions}
    assert not held & {day.date for day in calendar.no_class}
    assert list(calendar.no_class) == sorted(calendar.no_class, key=lambda day: day.date)
    assert list(calendar.closed) == sorted(calendar.closed, key=lambda meeting: meeting.start)
    assert all(finding.where is not None for finding in findings)
    assert build(term) == (calendar, findings)
