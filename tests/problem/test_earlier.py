"""An earlier plan in a problem: the past spliced in, meetings matched, what the file has no more, weeks and notice."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from planner import api
from planner.findings import Finding
from planner.plans.plan import Plan
from planner.plans.reading import earlier_plan
from planner.problem.earlier import Earlier, Repair
from planner.problem.problem import Problem
from tests.courses import HEAD
from tests.repairs import plan_by_hand, repair_course

TEXT = (
    HEAD
    + """\
papers:
  details:
    alpha: {title: Alpha, minutes: 30, topics: [one]}
    beta: {title: Beta, minutes: 40}
    gamma: {title: Gamma, minutes: 50}
reading: {every_session: false, per_session: {papers: {max: 1}}, optional_per_session: {max: 1}}
topics: [{id: one}]
events: [{id: talk, title: Talk, dates: [2024-01-01]}, {id: exam, title: Exam, dates: [2024-01-22]}]
roles: [{id: presenter, per: paper, count: {max: 1}}, {id: scribe, per: session, count: {max: 1}}]
people: [{id: ada, name: Ada}, {id: bo, name: Bo}]
"""
)
PLAN = plan_by_hand(
    TEXT,
    {4: "alpha", 11: "beta"},
    {4: "gamma"},
    {1: "talk", 22: "exam"},
    {4: "ada presenter alpha, bo scribe", 11: "bo presenter beta"},
)


def problem(*settings: str, as_of: date = date(2024, 1, 8), plan: Plan = PLAN, notice: int = 0) -> Problem:
    """The course as it is now with that plan."""
    return repair_course(TEXT, plan, as_of, *settings, notice=notice).problem


def told(*settings: str, as_of: date = date(2024, 1, 8)) -> list[tuple[str, str]]:
    """What is said of the past."""
    findings: tuple[Finding, ...] = repair_course(TEXT, PLAN, as_of, *settings).findings
    return [(f.severity, f.message) for f in findings if f.code == "past-session"]


def earlier(of: Problem) -> Earlier:
    """The earlier plan of a problem."""
    assert of.earlier is not None
    return of.earlier


def days(of: Problem, sessions: frozenset[int]) -> list[str]:
    """The ids of sessions."""
    return [session.id for session in of.sessions if session.index in sessions]


def test_splice() -> None:
    """Past sessions are the plan's, with their times and places; coming ones are the calendar's."""
    found = problem('term.meetings=[{days: [Mon], start: "14:00", end: "15:00"}]')
    assert [(s.id, f"{s.start:%H}") for s in found.sessions] == [
        ("2024-01-01", "10"),
        ("2024-01-04", "10"),
        ("2024-01-08", "14"),
        ("2024-01-15", "14"),
        ("2024-01-22", "14"),
    ]
    assert [session.index for session in found.sessions] == [0, 1, 2, 3, 4]
    assert days(found, found.frozen) == ["2024-01-01", "2024-01-04"]


def test_what_the_file_says_of_the_past() -> None:
    """Past days that the file adds are left as they were, and that is told; so is a move out of the past."""
    left = "as it is past, it is left as it was"
    assert told('term.extra+={date: 2024-01-02, start: "10:00", end: "11:00"}') == [
        ("note", "the plan has no session on 2024-01-02, which is past: it is left as it was")
    ]
    assert sorted(told("term.moves+={date: 2024-01-04, to: 2024-01-12}")) == [
        ("note", f"the calendar has no session on 2024-01-04 any more; {left}"),
        ("warning", "the meeting on 2024-01-04 is past: it does not move to 2024-01-12"),
    ]
    assert told() == []


def test_past_days_without_class() -> None:
    """Days without class are the plan's in the past, the file's from then on, and where a meeting was lost."""
    course = repair_course(TEXT, PLAN, date(2024, 1, 8), "term.no_class+=[2024-01-04, 2024-01-18]")
    assert [day.date.day for day in course.problem.calendar.no_class] == [4, 18]


def test_a_meeting_lost_before_the_repair_did_not_take_place() -> None:
    """It is not frozen: its papers and duties are free again, and that is told."""
    course = repair_course(TEXT, PLAN, date(2024, 1, 8), "term.no_class+={date: 2024-01-04, reason: Power cut}")
    found = course.problem
    assert days(found, found.frozen) == ["2024-01-01"]
    assert earlier(found).lost_papers == {"alpha": True, "gamma": False}
    assert earlier(found).lost_seats == {("presenter", "alpha"): frozenset({"ada"})}
    (lost,) = (finding for finding in course.findings if finding.code == "lost-meeting")
    assert lost.severity == "warning"
    assert lost.message.startswith("the meeting on 2024-01-04 did not take place (Power cut)")


@pytest.mark.parametrize(
    ("clock", "frozen"), [("10:30", ["01", "04"]), ("11:00", ["01", "04", "08"]), ("23:00", ["01", "04", "08"])]
)
def test_what_has_ended_today_is_past(clock: str, frozen: list[str]) -> None:
    """By the clock of the repair."""
    moment = datetime.fromisoformat(f"2024-01-08T{clock}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    found = problem(as_of=moment)
    assert [day[-2:] for day in days(found, found.frozen)] == frozen
    assert earlier(found).as_of == date(2024, 1, 8)


def test_moved_meeting() -> None:
    """A meeting that moves is the same meeting: what it holds is no change there; its uid finds it."""
    found = problem("term.moves+={date: 2024-01-11, to: 2024-01-12}")
    (moved,) = (session.index for session in found.sessions if session.id == "2024-01-12")
    assert earlier(found).decision.required[moved] == ("beta",)
    assert earlier(found).lost_papers == {}


def test_a_meeting_moves_and_another_takes_its_day() -> None:
    """The meeting keeps what it holds, also where another one meets on its old day now."""
    moves = "term.moves=[{date: 2024-01-11, to: 2024-01-12}, {date: 2024-01-15, to: 2024-01-11}]"
    found = problem(moves)
    held = {session.id: earlier(found).decision.required[session.index] for session in found.sessions}
    assert (held["2024-01-12"], held["2024-01-11"]) == (("beta",), ())


def test_lost_sessions() -> None:
    """What stood in sessions that are gone: papers, events, who held seats at papers."""
    found = problem("term.no_class+=[2024-01-11, 2024-01-22]", "events.exam.dates=[2024-01-25]")
    assert earlier(found).lost_papers == {"beta": True}
    assert earlier(found).lost_events == {"exam": 1}
    assert earlier(found).lost_seats == {("presenter", "beta"): frozenset({"bo"})}


def test_strangers() -> None:
    """What only the past names comes along as facts: papers, listings, events, roles and people."""
    settings = ["papers.never=[alpha, gamma]", "events-=talk", "roles-=[presenter, scribe]", "people-=[ada, bo]"]
    settings += ["papers.details.alpha.topics=[]", "topics-=one"]
    found = problem(*settings)
    assert earlier(found).gone >= {"talk", "presenter", "scribe", "ada", "bo"}
    assert earlier(found).gone <= {"talk", "presenter", "scribe", "ada", "bo", "alpha", "gamma"}
    assert found.papers["alpha"].minutes == 30
    assert found.papers["alpha"].topic is None
    assert (found.events["talk"].title, found.events["talk"].sessions, found.events["talk"].blocks) == ("Talk", 1, True)
    assert {role.per for role in found.roles.values()} == {"paper", "session"}
    ada = found.people["ada"]
    assert (ada.name, ada.staff, sorted(ada.absent)) == ("Ada", True, [2, 3, 4, 5, 6, 7])
    result = api.replan(repair_course(TEXT, PLAN, date(2024, 1, 8), *settings), PLAN)
    for now, then in zip(result.plan.sessions[:2], PLAN.sessions[:2], strict=True):
        assert (now.title, now.minutes, now.event, now.required) == (
            then.title,
            then.minutes,
            then.event,
            then.required,
        )
        assert (now.optional, now.duties, now.uid) == (then.optional, then.duties, then.uid)
    assert result.plan.people["ada"].name == "Ada"
    assert result.plan.papers["alpha"].title == "Alpha"
    assert result.plan.events["talk"].title == "Talk"
    assert result.plan.roles["scribe"].title == PLAN.roles["scribe"].title


def test_strangers_of_the_future_are_gone() -> None:
    """Who is named by coming sessions only, and not by the file, is not brought back."""
    found = problem("people-=bo", "events-=exam", as_of=date(2024, 1, 2))
    assert "bo" not in found.people
    assert "exam" not in found.events


@pytest.mark.parametrize(
    ("as_of", "weeks", "notice", "frozen", "soon"),
    [
        (date(2023, 12, 1), 0, 7, [], []),
        (date(2024, 1, 1), 0, 0, [], []),
        (date(2024, 1, 1), 0, 7, [], ["01", "04"]),
        (date(2024, 1, 4), 0, 4, ["01"], ["04"]),
        (date(2024, 1, 4), 0, 5, ["01"], ["04", "08"]),
        (date(2024, 1, 4), 1, 7, ["01", "04", "08"], []),
        (date(2024, 1, 4), 1, 8, ["01", "04", "08"], ["11"]),
        (date(2024, 3, 1), 0, 7, ["01", "04", "08", "11", "15", "18", "22", "25"], []),
    ],
)
def test_weeks_and_notice(as_of: date, weeks: int, notice: int, frozen: list[str], soon: list[str]) -> None:
    """Both count from the day of the repair; the day itself is not past; notice within frozen weeks says nothing."""
    found = repair_course(TEXT, PLAN, as_of, notice=notice, weeks=weeks).problem
    assert [day[-2:] for day in days(found, found.frozen)] == frozen
    assert [day[-2:] for day in days(found, earlier(found).soon)] == soon
    assert sorted([*found.frozen, *found.coming]) == [session.index for session in found.sessions]
    repair = Repair.on(earlier_plan(PLAN), as_of, notice, weeks)
    assert repair.notice_until >= repair.frozen_before
