"""How many papers and seats a plan can have, and must have: counted by hand, at the very limits."""

from __future__ import annotations

import pytest

from constraints.capacity import least_papers, least_seats, most_papers, most_seats, open_sessions
from tests.courses import make_problem
from tests.rules.hand import course, figure, possible

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 60, topics: [t]}
    b: {title: B, minutes: 60, topics: [t]}
    c: {title: C, minutes: 60}
    d: {title: D, minutes: 40, topics: [u]}
topics: [{id: t}, {id: u}]
"""
ROLES = """
people: [{id: ada}]
roles:
  - {id: talk, per: paper, count: {min: 1, max: 2}}
  - {id: notes, per: session, count: {min: 2, max: 3}}
"""


def short(rest: str, end: str = "2024-01-04") -> str:
    """The four papers in a term of two sessions, or as many as end there."""
    return course(PAPERS).replace("end: 2024-01-25", f"end: {end}") + rest


@pytest.mark.parametrize(
    ("rest", "most"),
    [
        ("reading: {every_session: false}\n", 4),
        ("reading: {every_session: false, per_session: {papers: {max: 1}}}\n", 2),
        # Two sessions of 80 minutes hold 160: 40 + 60 + 60 fit exactly, one minute less does not hold the third.
        ("reading: {every_session: false, per_session: {minutes: {max: 80}}}\n", 3),
        ("reading: {every_session: false, per_session: {minutes: {max: 79}}}\n", 2),
        ("reading: {every_session: false, per_session: {minutes: {max: 110}}}\n", 4),
        ("reading: {every_session: false, per_session: {minutes: {max: 109}}}\n", 3),
        ("reading: {every_session: false, per_session: {minutes: {max: 19}}}\n", 0),
        ("reading: {every_session: false, per_session: {minutes: {max: 20}}}\n", 1),
        # One session is blocked.
        (
            "reading: {every_session: false, per_session: {papers: {max: 3}}}\n"
            "events: [{id: exam, title: Exam, dates: [2024-01-04]}]\n",
            3,
        ),
        (
            "reading: {every_session: false, per_session: {papers: {max: 3}}}\n"
            "events: [{id: visit, title: Visit, dates: [2024-01-04], readings: true}]\n",
            4,
        ),
    ],
)
def test_most_papers(rest: str, most: int) -> None:
    """The least of what candidates, sessions and minutes leave room for."""
    assert most_papers(make_problem(short(rest))).value == most


def test_total_limits_papers() -> None:
    """``papers.total`` by itself."""
    text = short("reading: {every_session: false}\n").replace("papers:\n", "papers:\n  total: {min: 2, max: 3}\n", 1)
    assert (least_papers(make_problem(text)).value, most_papers(make_problem(text)).value) == (2, 3)


@pytest.mark.parametrize(
    ("rest", "least"),
    [
        ("reading: {every_session: false}\n", 0),
        ("reading: {every_session: true}\n", 2),
        ("reading: {per_session: {papers: {min: 2}}}\n", 4),
        ("reading: {every_session: true}\nevents: [{id: exam, title: Exam, dates: [2024-01-04]}]\n", 1),
    ],
)
def test_least_papers(rest: str, least: int) -> None:
    """The most of what sessions, totals and topics ask for."""
    assert least_papers(make_problem(short(rest))).value == least


def test_least_papers_of_topics() -> None:
    """Minima of topics are summed; papers that must be read are counted."""
    text = short("reading: {every_session: false}\n")
    topics = text.replace("[{id: t}, {id: u}]", "[{id: t, papers: {min: 2}}, {id: u, papers: {min: 1}}]")
    assert least_papers(make_problem(topics)).value == 3
    must = text.replace("papers:\n", "papers:\n  must: [a]\n", 1)
    assert least_papers(make_problem(must)).value == 1


def test_what_fits_exactly_has_a_plan() -> None:
    """Two papers of an hour in two sessions of an hour: the counting must not say no."""
    text = short("reading: {per_session: {minutes: {max: 60}}}\n").replace("papers:\n", "papers:\n  must: [a, b]\n", 1)
    assert most_papers(make_problem(text)).value == 2
    assert set(possible(text).all_required) == {"a", "b"}


def seats(text: str, role: str) -> tuple[int, int]:
    """The least and the most seats of a role."""
    problem = make_problem(text)
    return least_seats(problem, problem.roles[role]).value, most_seats(problem, problem.roles[role]).value


def test_seats() -> None:
    """Of a role per session by sessions with readings, of one per paper by papers."""
    free = short("reading: {every_session: false}\n" + ROLES)
    assert seats(free, "talk") == (0, 8)
    assert seats(free, "notes") == (0, 6)
    full = short("reading: {every_session: true, per_session: {papers: {max: 1}}}\n" + ROLES)
    assert seats(full, "talk") == (2, 4)
    assert seats(full, "notes") == (4, 6)
    blocked = full + "events: [{id: exam, title: Exam, dates: [2024-01-04]}]\n"
    assert seats(blocked, "talk") == (1, 2)
    assert seats(blocked, "notes") == (2, 6)


def test_seats_of_some_papers_and_sessions() -> None:
    """Papers without seats, and sessions before the role begins, may take up what must be read."""
    reading = "reading: {per_session: {papers: {min: 2, max: 2}}}\n"
    # Four papers are read in two sessions; two of the four have no seats.
    text = short(reading + ROLES.replace("count: {min: 1, max: 2}", "count: 1, on: {topics: [t]}"))
    assert seats(text, "talk") == (2, 2)
    # The first session, with two of four papers, has no seats.
    late = short(reading + ROLES.replace("count: {min: 1, max: 2}", "count: 1, from: 2024-01-04"))
    assert seats(late, "talk") == (2, 4)
    late_notes = short(reading + ROLES.replace("count: {min: 2, max: 3}", "count: 2, from: 2024-01-04"))
    assert seats(late_notes, "notes") == (2, 2)
    # Where a session may hold anything, it may hold all.
    wide = short("reading: {per_session: {papers: {min: 2}}}\n" + ROLES.replace("max: 2}", "max: 2}, from: 2024-01-04"))
    assert seats(wide, "talk") == (0, 8)


def test_seats_on_some_days() -> None:
    """Seats at events, and on sessions of topics or tags, need not exist."""
    reading = "reading: {every_session: true}\nevents: [{id: visit, title: V, dates: [2024-01-04], readings: true}]\n"
    events = short(reading + ROLES.replace("count: {min: 2, max: 3}", "count: 2, on: {events: [visit]}"))
    assert seats(events, "notes")[0] == 0
    topics = short(reading + ROLES.replace("count: {min: 2, max: 3}", "count: 2, on: {topics: [t]}"))
    assert seats(topics, "notes")[0] == 0
    days = short(reading + ROLES.replace("count: {min: 2, max: 3}", "count: 2, on: {days: [Mon]}"))
    assert seats(days, "notes") == (2, 2)


def test_open_sessions() -> None:
    """All but the blocked ones."""
    text = short("events: [{id: exam, title: Exam, from: 2024-01-01, to: 2024-01-04, sessions: 1}]\n")
    assert open_sessions(make_problem(text)).value == 1


def test_steady_load_beside_a_blocked_session() -> None:
    """Three of four sessions have readings, each of an hour: nothing differs, and the model can say so."""
    text = short("reading: {per_session: {papers: {max: 1}}}\ngoals: [steady_load]\n", "2024-01-11")
    text += "events: [{id: exam, title: Exam, kind: exam, dates: [2024-01-08]}]\n"
    assert figure("steady_load", text, {1: "a", 4: "b", 11: "c"}, events={8: "exam"}) == 0
    assert len(possible(text).reading_sessions) == 3
