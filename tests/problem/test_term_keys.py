"""What a term may say beside its days: how many sessions there are, which holidays count, where to join from afar."""

from __future__ import annotations

import pytest

from planner.findings import Finding, InputError
from planner.problem.build import build_problem
from planner.problem.problem import Problem
from tests.courses import make_spec

COURSE = """\
version: 1
course: {{title: Test course, code: test}}
events: [{{title: Class, from: 2024-01-01, sessions: all}}]
term:
  start: 2024-01-01
  timezone: Europe/Berlin
  {term}
"""
WEEKLY = 'meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]'


def built(*lines: str) -> tuple[Problem, list[Finding]]:
    """A course of events whose term has these lines."""
    return build_problem(make_spec(COURSE.format(term="\n  ".join(lines))), set())


def days(problem: Problem) -> list[str]:
    """Month and day of each session."""
    return [f"{session.date:%m-%d}" for session in problem.sessions]


def faults(*lines: str) -> list[str]:
    """The errors, with their places."""
    with pytest.raises(InputError) as raised:
        built(*lines)
    return [str(finding) for finding in raised.value.findings if finding.severity == "error"]


def test_a_term_ends_with_its_last_session() -> None:
    """The fifth of Mondays 1, 8 and 15 and Thursdays 4 and 11 January is the 15th."""
    problem, _ = built("sessions: 5", WEEKLY)
    assert days(problem) == ["01-01", "01-04", "01-08", "01-11", "01-15"]
    assert problem.calendar.last_day.isoformat() == "2024-01-15"


def test_sessions_are_counted_after_removals_and_with_extra_and_moved_meetings() -> None:
    """4 January is closed, the 5th is added, the 8th becomes the 9th: 1, 5, 9, 11, 15."""
    more = (
        "no_class: [{date: 2024-01-04}]",
        "extra: [{date: 2024-01-05}]",
        "moves: [{date: 2024-01-08, to: 2024-01-09}]",
    )
    assert days(built("sessions: 5", WEEKLY, *more)[0]) == ["01-01", "01-05", "01-09", "01-11", "01-15"]


def test_all_meetings_of_the_last_day_take_place() -> None:
    """Two meetings each Monday: three sessions end with the second day, which has a fourth."""
    twice = 'meetings: [{days: [Mon], start: "10:00", end: "11:00"}, {days: [Mon], start: "14:00", end: "15:00"}]'
    assert days(built("sessions: 3", twice)[0]) == ["01-01", "01-01", "01-08", "01-08"]


def test_sessions_that_are_never_reached_are_an_error() -> None:
    """Two Mondays, and three sessions wanted."""
    bounded = 'meetings: [{days: [Mon], start: "10:00", end: "11:00", to: 2024-01-08}]'
    assert faults("sessions: 3", bounded) == [
        "course.yaml:7:13: the term reaches 2 sessions in 400 days, not 3",
    ]


def test_a_term_says_its_end_once() -> None:
    """Neither an end nor a number of sessions, and both."""
    assert faults(WEEKLY) == ['course.yaml:5:3: "term": key "end" is missing; or say sessions: how many there are']
    both = 'course.yaml:8:13: "term": the term ends on a day, or with a number of sessions; say one of them'
    assert faults("end: 2024-01-25", "sessions: 3", WEEKLY) == [both]


def test_a_start_that_is_wrong_is_told_once() -> None:
    """What would follow from it says nothing of its own."""
    text = COURSE.format(term=f"sessions: 3\n  {WEEKLY}").replace("start: 2024-01-01", "start: soon")
    with pytest.raises(InputError) as raised:
        build_problem(make_spec(text), set())
    assert len(raised.value.findings) == 1


def test_only_matching_holidays_close() -> None:
    """Of the holidays of Bavaria in January 2024, New Year is on a Monday; Epiphany on a Saturday."""
    weekly = 'meetings: [{days: [Mon, Sat], start: "10:00", end: "11:00"}]'
    end = "end: 2024-01-08"
    assert days(built(end, weekly, "no_class: [{country: DE, subdivision: BY}]")[0]) == ["01-08"]
    named = built(end, weekly, "no_class: [{country: DE, subdivision: BY, match: [epiPHANY]}]")[0]
    assert days(named) == ["01-01", "01-08"]
    assert [day.reason for day in named.calendar.no_class] == ["Epiphany"]


def test_a_match_that_fits_no_holiday_is_told() -> None:
    """The warning says what the holidays are called."""
    end = "end: 2024-01-08"
    _, findings = built(end, WEEKLY, "no_class: [{country: DE, match: [Thanksgiving, Easter]}]")
    assert [finding.message for finding in findings if finding.severity == "warning"] == [
        'no holiday of DE in the term is called "Thanksgiving" or "Easter"; they are: New Year\'s Day'
    ]


def test_links_of_meetings() -> None:
    """That of the pattern, an extra meeting's own, and a move's; an extra meeting takes that of the only pattern."""
    pattern = 'meetings: [{days: [Mon], start: "10:00", end: "11:00", link: https://a.example}]'
    extra = "extra: [{date: 2024-01-04, link: https://b.example}, {date: 2024-01-05}]"
    moves = "moves: [{date: 2024-01-08, link: https://c.example}, {date: 2024-01-15, to: 2024-01-16}]"
    problem, _ = built("end: 2024-01-17", pattern, extra, moves)
    assert [(session.id[5:], session.link) for session in problem.sessions] == [
        ("01-01", "https://a.example"),
        ("01-04", "https://b.example"),
        ("01-05", "https://a.example"),
        ("01-08", "https://c.example"),
        ("01-16", "https://a.example"),
    ]


def test_a_repair_keeps_the_end_of_its_plan() -> None:
    """Five sessions were planned; a day is lost in the term, and no other is added at its end; a note says so."""
    from datetime import date

    from tests.repairs import plan_by_hand, repair_course

    text = COURSE.format(term=f"sessions: 5\n  {WEEKLY}").replace("events: [{title: Class", "events: [{title: Lab")
    plan = plan_by_hand(text, {}, events=dict.fromkeys((1, 4, 8, 11, 15), "lab"))
    course = repair_course(text, plan, date(2024, 1, 5), "term.no_class+={date: 2024-01-11, reason: Snow}")
    assert days(course.problem) == ["01-01", "01-04", "01-08", "01-15"]
    assert [finding.message for finding in course.findings if finding.code == "term-as-planned"] == [
        "the term ends on 2024-01-15, as in the plan: a repair does not count its sessions anew"
    ]
    counted = build_problem(
        make_spec(text.replace("sessions: 5", "sessions: 5\n  no_class: [{date: 2024-01-11}]")), set()
    )
    assert days(counted[0]) == ["01-01", "01-04", "01-08", "01-15", "01-18"]
