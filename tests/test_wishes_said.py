"""What instructors wish for a course, each as the lines that say it, planned."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

from planner import api
from planner.api.course import rolled_over
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.problem.problem import Problem
from tests.courses import HEAD, make_course, plan_text

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 30, tags: [theory]}
    b: {title: B, minutes: 30, tags: [theory]}
    c: {title: C, minutes: 30, tags: [theory, advanced]}
    d: {title: D, minutes: 30, tags: [theory]}
    e: {title: E, minutes: 30}
    f: {title: F, minutes: 30}
    g: {title: G, minutes: 30}
    h: {title: H, minutes: 30, tags: [advanced]}
"""
ONE_EACH = "reading: {per_session: {papers: 1}}\n"
PEOPLE = "people: [{id: ada}, {id: bo}, {id: cy}, {id: di}]\n"
PRESENTER = "roles: [{id: presenter, per: paper}]\n"


def said(*sections: str, papers: str = "") -> tuple[Problem, Plan, Outcome]:
    """Eight sessions, Mondays and Thursdays of January 2024, eight papers, and these lines; planned and checked."""
    text = HEAD + PAPERS.replace("papers:\n", f"papers:\n{papers}", 1).lstrip("\n") + "".join(sections)
    return plan_text(text)


def test_two_papers_in_consecutive_sessions() -> None:
    """``papers.order``: b is read in the session after a."""
    _, _, outcome = said(ONE_EACH, papers="  must: [a, b]\n  order: [{first: a, then: b, sessions: 1}]\n")
    assert outcome.sessions_of["b"][0] == outcome.sessions_of["a"][0] + 1


def test_advanced_papers_only_after_the_midterm() -> None:
    """``papers.windows`` with ``after``: in later sessions than the event, wherever it is placed."""
    midterm = "events: [{id: midterm, title: Midterm, kind: exam, from: 2024-01-11, to: 2024-01-18, sessions: 1}]\n"
    window = "  must: [c, h]\n  windows: [{tags: [advanced], after: [midterm]}]\n"
    _, _, outcome = said(midterm, ONE_EACH, papers=window)
    (exam,) = outcome.event_sessions["midterm"]
    assert min(outcome.sessions_of["c"][0], outcome.sessions_of["h"][0]) > exam


def test_at_most_three_theory_sessions_in_a_row() -> None:
    """``reading.in_a_row``."""
    rules = "reading: {per_session: {papers: 1}, in_a_row: [{tag: theory, max: 3}]}\n"
    _, _, outcome = said(rules, papers="  must: [a, b, c, d]\n")
    theory = [any("theory" in paper.tags for paper in outcome.papers_in(session)) for session in range(8)]
    assert sum(theory) == 4
    assert not any(all(theory[start : start + 4]) for start in range(5))


def test_no_presentations_in_project_weeks() -> None:
    """``except`` of a role: papers are read there, and nobody presents."""
    role = "roles: [{id: presenter, per: paper, except: [{from: 2024-01-15, to: 2024-01-19}]}]\n"
    _, _, outcome = said(ONE_EACH, PEOPLE, role)
    with_duties = [bool(duties) for duties in outcome.decision.duties]
    assert with_duties == [session not in (4, 5) for session in range(8)]
    assert len(outcome.reading_sessions) == 8


def test_everybody_once_before_and_once_after_the_break() -> None:
    """``duties.within``: one duty in each part of the term."""
    duties = "duties: {within: [{to: 2024-01-12, min: 1, max: 1}, {from: 2024-01-13, min: 1, max: 1}]}\n"
    _, _, outcome = said(ONE_EACH, PEOPLE, PRESENTER, duties)
    for held in outcome.duties_by_person.values():
        assert sorted(session < 4 for session, _ in held) == [False, True]


def test_a_proposal_due_on_a_sunday_at_a_minute_to_midnight() -> None:
    """``deadlines``: on any day, at a clock; it stands in the plan and binds nothing."""
    deadline = 'deadlines: [{title: Project proposal, date: 2024-01-14, time: "23:59", for: [presenter]}]\n'
    _, plan, _ = said(ONE_EACH, PEOPLE, PRESENTER, deadline)
    (due,) = plan.deadlines
    assert (due.id, due.title, due.date, due.time, due.for_) == (
        "project-proposal",
        "Project proposal",
        date(2024, 1, 14),
        time(23, 59),
        ["presenter"],
    )
    assert due.date.weekday() == 6


def test_slides_due_at_six_and_once_on_another_day() -> None:
    """``due`` with a clock, and ``moves`` for one session."""
    due = 'due: [{what: Slides, days: -2, time: "18:00", moves: {2024-01-11: 2024-01-08}}]'
    _, plan, _ = said(ONE_EACH, PEOPLE, f"roles: [{{id: presenter, per: paper, {due}}}]\n")
    (slides,) = plan.roles["presenter"].due
    days = {session.id: slides.day_for(session) for session in plan.sessions}
    assert days["2024-01-08"] == date(2024, 1, 6)
    assert days["2024-01-11"] == date(2024, 1, 8)
    assert {slides.clock_for(session) for session in plan.sessions} == {time(18)}


def test_one_session_with_four_papers() -> None:
    """``reading.exceptions``: four on one day, one on all others."""
    rules = (
        "reading: {per_session: {papers: 1}, every_session: false, "
        "exceptions: [{dates: [2024-01-18], papers: 4, reason: Survey day}]}\n"
    )
    _, plan, outcome = said(rules, papers="  must: [a, b, c, d, e, f, g, h]\n")
    assert [len(papers) for papers in outcome.required].count(4) == 1
    assert len(outcome.required[5]) == 4
    assert plan.sessions[5].limits.papers.max == 4
    assert plan.sessions[4].limits.papers.max in (1, None)


def test_a_discussion_soon_after_its_lecture() -> None:
    """``papers.order`` of an event and a paper: within the next two sessions, and seven days."""
    lecture = "events: [{id: lecture, title: Lecture, from: 2024-01-04, to: 2024-01-22, sessions: 2}]\n"
    order = "  must: [e]\n  order: [{first: lecture, then: e, sessions: {max: 2}, days: {max: 7}}]\n"
    _, _, outcome = said(lecture, ONE_EACH, papers=order)
    assert 1 <= outcome.sessions_of["e"][0] - max(outcome.event_sessions["lecture"]) <= 2


def test_the_next_papers_of_a_list() -> None:
    """Goal ``early`` with a total: as many as fit in 60 minutes a session, in the first sessions."""
    rules = "reading: {per_session: {minutes: 60}, every_session: false}\ngoals: [early]\n"
    _, plan, outcome = said(rules, papers="  total: {min: 6, max: 6}\n")
    assert [len(papers) for papers in outcome.required] == [2, 2, 2, 0, 0, 0, 0, 0]
    assert plan.solved is not None
    assert plan.solved.status == "optimal"


def test_the_first_two_weeks_taught_by_staff() -> None:
    """``duties.from``: no seats earlier, whatever the role."""
    _, _, outcome = said(ONE_EACH, PEOPLE, PRESENTER, "duties: {from: 2024-01-15}\n")
    assert [bool(duties) for duties in outcome.decision.duties] == [False] * 4 + [True] * 4


def test_teams() -> None:
    """A team is one holder; its members stand in the plan."""
    teams = "people: [{id: one, members: [{name: Cy}, {name: Di}]}, {id: two, members: [{name: Ed}, {name: Flo}]}]\n"
    _, plan, outcome = said(ONE_EACH, teams, PRESENTER)
    assert [len(outcome.duties_by_person[team]) for team in ("one", "two")] == [4, 4]
    assert [member.name for member in plan.people["one"].members] == ["Cy", "Di"]


def test_a_limit_on_the_pages_of_a_session() -> None:
    """Pages are minutes: with 5 minutes a page, at most 12 pages a session are 60 minutes."""
    papers = PAPERS.replace("minutes: 30", "pages: 7")
    text = HEAD + papers.lstrip("\n") + "reading: {per_session: {minutes: {max: 60}}}\n"
    problem, _, outcome = plan_text(text)
    assert problem.papers["a"].minutes == 35
    assert all(load <= 60 for load in outcome.loads)


def test_a_hybrid_meeting_with_a_link() -> None:
    """``link`` of the pattern, and of one meeting that is held from afar."""
    link = 'meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00", link: https://a.example}]\n'
    old = 'meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]\n'
    moved = "  moves: [{date: 2024-01-04, location: On line, link: https://b.example}]\n"
    text = HEAD.replace(old, link + moved) + PAPERS.lstrip("\n") + ONE_EACH
    _, plan, _ = plan_text(text)
    assert [session.link for session in plan.sessions[:3]] == [
        "https://a.example",
        "https://b.example",
        "https://a.example",
    ]


def test_a_plan_is_fair_by_default() -> None:
    """Four people and four papers: each has one."""
    text = HEAD.replace("end: 2024-01-25", "end: 2024-01-11") + PAPERS.lstrip("\n") + ONE_EACH + PEOPLE + PRESENTER
    _, _, outcome = plan_text(text)
    assert [len(duties) for duties in outcome.duties_by_person.values()] == [1, 1, 1, 1]


def test_twelve_sessions_whatever_the_last_day() -> None:
    """``term.sessions``, and the end that follows stands in the plan."""
    text = HEAD.replace("end: 2024-01-25", "sessions: 5") + PAPERS.lstrip("\n") + ONE_EACH
    _, plan, _ = plan_text(text)
    assert len(plan.sessions) == 5
    assert plan.term is not None
    assert plan.term.end == date(2024, 1, 15)


def test_the_same_wishes_next_year() -> None:
    """A rollover keeps what the file says: deadlines, links, windows, rows, exceptions and orders."""
    rules = (
        "reading: {per_session: {papers: 1}, every_session: false, in_a_row: [{tag: theory, max: 1}], "
        "exceptions: [{dates: [2024-01-18], papers: 2}]}\n"
        "deadlines: [{title: Report, date: 2024-01-28}]\n"
    )
    windows = "  windows: [{tags: [advanced], from: 2024-01-15}]\n  order: [{first: e, then: f, sessions: {max: 2}}]\n"
    text = HEAD + PAPERS.replace("papers:\n", f"papers:\n{windows}", 1).lstrip("\n") + rules + PEOPLE + PRESENTER
    course = make_course(text)
    _, earlier, _ = said(ONE_EACH)
    plan = api.plan(rolled_over(course, earlier)).plan
    assert [due.id for due in plan.deadlines] == ["report"]
    where = {paper: place for place, session in enumerate(plan.sessions) for paper in session.required}
    assert all(where.get(paper, 4) >= 4 for paper in ("c", "h"))
    assert "e" not in where or "f" not in where or 1 <= where["f"] - where["e"] <= 2
    theory = sorted({where[paper] for paper in "abcd" if paper in where})
    assert all(then - before > 1 for before, then in pairwise(theory))
