"""What rules and checkers share, against numbers counted by hand: a slip here would be one of both.

The course has eight sessions, numbered from 0: Mondays 1, 8, 15, 22 (0, 2, 4, 6) and Thursdays 4, 11, 18, 25 January
2024 (1, 3, 5, 7).
"""

from __future__ import annotations

import textwrap
from datetime import date, time

import pytest

from planner.findings import Finding, InputError
from planner.problem.build import build_problem
from planner.problem.problem import Distance, Problem, Range
from tests.courses import HEAD, make_spec


def built(body: str) -> tuple[Problem, list[Finding]]:
    """The course with these sections."""
    return build_problem(make_spec(HEAD + textwrap.dedent(body)), set())


def problem(body: str) -> Problem:
    """The same without its findings."""
    return built(body)[0]


def faults(body: str) -> list[str]:
    """The messages of its errors."""
    with pytest.raises(InputError) as raised:
        built(body)
    return [finding.message for finding in raised.value.findings if finding.severity == "error"]


def numbers(limits: Range) -> tuple[int | None, int | None, int | None]:
    """Minimum, goal and maximum."""
    low, goal, high = (bound.value if bound is not None else None for bound in (limits.min, limits.goal, limits.max))
    return low, goal, high


ABC = """
papers:
  details:
    a: {title: A, minutes: 10, topics: [t, u], tags: [old]}
    b: {title: B, pages: 7, topics: [u], topic: v, tags: [new]}
    c: {title: C, minutes: 30, tags: [new]}
topics: [{id: t}, {id: u}, {id: v, from: 2024-01-08, to: 2024-01-15}]
"""


def test_topics_in_order_are_ordered_pair_by_pair() -> None:
    """Three topics are three pairs; a topic that is not read parts nothing."""
    orders = problem(ABC + "topics_in_order: true\n").block_orders
    assert [(order.first, order.then) for order in orders] == [("t", "u"), ("t", "v"), ("u", "v")]


def test_main_topics_and_loads() -> None:
    """The named topic, else the first declared; pages are 5 minutes each; those of no topic are told apart."""
    course = problem(ABC)
    assert {paper.id: paper.topic for paper in course.papers.values()} == {"a": "t", "b": "v", "c": None}
    assert {paper.id: paper.minutes for paper in course.papers.values()} == {"a": 10, "b": 35, "c": 30}
    assert course.papers["a"].topics == ("t", "u")
    assert course.without_topic == ("c",)
    assert [[paper.id for paper in papers] for papers in course.topic_papers.values()] == [["a"], [], ["b"]]
    assert sorted(course.topics["v"].allowed or ()) == [2, 3, 4]
    bare = problem("papers: {details: {c: {title: C, minutes: 30}}}")
    assert (bare.topics, bare.without_topic) == ({}, ())


def test_weeks() -> None:
    """Four calendar weeks of a Monday and a Thursday."""
    assert [[session.index for session in week] for week in problem(ABC).weeks] == [[0, 1], [2, 3], [4, 5], [6, 7]]


def test_limits_of_exceptions() -> None:
    """Limit by limit in the place of the common ones; the common rules hold what is left."""
    reading = problem(
        ABC
        + """\
reading:
  per_session: {papers: {min: 1, max: 2}, minutes: {goal: 40, max: 60}}
  topics_per_session: 1
  exceptions:
    - {dates: [2024-01-11], papers: {max: 4}, minutes: {goal: 50}, topics_per_session: 3}
    - {from: 2024-01-22, to: 2024-01-25, papers: {max: 0}}
"""
    ).reading
    assert [sorted(entry.sessions) for entry in reading.exceptions] == [[3], [6, 7]]
    assert [numbers(reading.papers_on(session)) for session in (2, 3, 6)] == [(1, None, 2), (1, None, 4), (1, None, 0)]
    assert [numbers(reading.minutes_on(session)) for session in (2, 3)] == [(None, 40, 60), (None, 50, 60)]
    assert [bound.value for session in (2, 3, 6) if (bound := reading.topics_on(session))] == [1, 3, 1]
    assert numbers(reading.common_papers(3)) == (1, None, None)
    assert numbers(reading.common_minutes(3)) == (None, None, 60)
    assert [reading.common_topics(session) is None for session in (2, 3, 6)] == [False, True, False]
    assert [session for session in range(8) if reading.wants_readings(session)] == [0, 1, 2, 3, 4, 5]


def test_windows() -> None:
    """The papers that a filter matches, and the sessions of the days; events by id."""
    course = problem(
        ABC.replace("papers:\n", "papers:\n  windows: [{tags: [new], from: 2024-01-08, to: 2024-01-18, after: [e]}]\n")
        + "events: [{id: e, title: E, from: 2024-01-04, to: 2024-01-11, sessions: 2}]\n"
    )
    (window,) = course.windows
    assert window.papers == {"b", "c"}
    assert sorted(window.allowed or ()) == [2, 3, 4, 5]
    assert window.after == ("e",)


def test_a_window_that_closes_before_its_event_can_end() -> None:
    """The event of two sessions ends on the 8th at the earliest, the window on that day."""
    _, findings = built(
        ABC.replace("papers:\n", "papers:\n  windows: [{ids: [c], to: 2024-01-08, after: [e]}]\n")
        + "events: [{id: e, title: E, from: 2024-01-04, to: 2024-01-11, sessions: 2}]\n"
    )
    assert [finding.subjects for finding in findings if finding.code == "window-left-out"] == [("c",)]


@pytest.mark.parametrize(
    ("said", "sessions", "days"),
    [
        ("", (1, None), (None, None)),
        (", sessions: 1", (1, 1), (None, None)),
        (", sessions: {max: 3}", (1, 3), (None, None)),
        (", sessions: {max: 0}", (None, 0), (None, None)),
        (", sessions: {min: -2, max: -1}", (-2, -1), (None, None)),
        (", days: 7", (None, None), (7, 7)),
        (", days: {max: 7}", (None, None), (1, 7)),
        (", sessions: {max: 2}, days: {max: 7}", (1, 2), (None, 7)),
    ],
)
def test_distances(said: str, sessions: tuple[int | None, int | None], days: tuple[int | None, int | None]) -> None:
    """A number is both bounds; at least 1 session later, or 1 day where days stand alone."""
    course = problem(ABC.replace("papers:\n", f"papers:\n  order: [{{first: a, then: b{said}}}]\n"))
    (spacing,) = course.spacings
    assert (spacing.sessions, spacing.days) == (Distance(*sessions), Distance(*days))


def test_distance_bounds() -> None:
    """Both ends belong to it."""
    assert [Distance(1, 2).holds(value) for value in (0, 1, 2, 3)] == [False, True, True, False]
    assert [Distance(None, 0).holds(value) for value in (-9, 0, 1)] == [True, True, False]


def test_an_order_of_what_is_no_candidate_is_void() -> None:
    """A paper under ``never`` orders nothing."""
    text = ABC.replace("papers:\n", "papers:\n  never: [a]\n  order: [{first: a, then: b}]\n")
    assert problem(text).spacings == ()


def test_rows() -> None:
    """By tag, and by main topic: u is no paper's main topic, t is that of a."""
    course = problem(ABC + "reading: {in_a_row: [{tag: new, max: 2}, {topic: t, max: 1}]}\n")
    assert [(sorted(row.papers), row.most.value) for row in course.reading.in_a_row] == [(["b", "c"], 2), (["a"], 1)]


STAFFED = """
roles:
  - {id: presenter, per: paper, from: 2024-01-08, except: [2024-01-11, {from: 2024-01-22, to: 2024-01-23}, Thu]}
  - {id: scribe, per: session, to: 2024-01-18, on: {days: [Mon]}}
duties:
  from: 2024-01-04
  per_person: {min: 1}
  within: [{to: 2024-01-11, role: presenter, min: 1, max: 2}, {from: 2024-01-15, to: 2024-01-18, max: 1}]
people:
  - {id: ada}
  - {id: bo, roles: [scribe]}
  - {id: cy, until: 2024-01-15}
  - {id: di, duties: {min: 0}}
  - {id: ed, duties: {max: 3}}
"""


def test_sessions_with_seats() -> None:
    """The later of both ``from``, the days of ``on``, none of ``except``."""
    roles = problem(ABC + STAFFED).roles
    assert roles["presenter"].sessions == {2, 4}
    assert roles["scribe"].sessions == {2, 4}


def test_duties_in_parts_of_the_term() -> None:
    """Sessions by day; the minimum spares who leaves, who has a minimum of their own, and who may not present."""
    course = problem(ABC + STAFFED)
    first, second = course.duties.within
    assert [sorted(part.sessions) for part in (first, second)] == [[0, 1, 2, 3], [4, 5]]
    held = {person.id: numbers(first.limits_of(person)) for person in course.people.values()}
    spared = (None, None, 2)
    assert held == {"ada": (1, None, 2), "bo": spared, "cy": spared, "di": spared, "ed": (1, None, 2)}
    assert {person.id: numbers(person.duties) for person in course.people.values()} == {
        "ada": (1, None, None),
        "bo": (1, None, None),
        "cy": (None, None, None),
        "di": (0, None, None),
        "ed": (1, None, 3),
    }


def test_events_of_all_sessions() -> None:
    """Each of the window's three, two of the dates, one where nothing is said."""
    events = problem(
        """
        events:
          - {id: a, title: A, from: 2024-01-04, to: 2024-01-11, sessions: all}
          - {id: b, title: B, dates: [2024-01-15, 2024-01-18], sessions: all}
          - {id: c, title: C, dates: [2024-01-25]}
        """
    ).events
    taken = [(sorted(event.allowed), event.sessions) for event in events.values()]
    assert taken == [([1, 2, 3], 3), ([4, 5], 2), ([7], 1)]


def test_deadlines() -> None:
    """Ids from titles, or from the event; on any day, with a clock or without."""
    course = problem(
        ABC
        + """\
events: [{id: talk, title: Project talks, dates: [2024-01-18]}]
roles: [{id: presenter, per: paper}]
people: [{id: ada}]
deadlines:
  - {title: Project proposal, date: 2023-12-31, time: "23:59", for: [presenter, ada]}
  - {event: talk, date: 2024-01-21}
"""
    )
    assert [(d.id, d.title, d.date, d.time, d.concerns, d.event) for d in course.deadlines] == [
        ("project-proposal", "Project proposal", date(2023, 12, 31), time(23, 59), ("presenter", "ada"), None),
        ("project-talks", "Project talks", date(2024, 1, 21), None, (), "talk"),
    ]


def test_deadlines_that_are_wrong() -> None:
    """An id twice, somebody who is not known, an event that there is not; one before its event is a warning."""
    head = ABC + "roles: [{id: presenter, per: paper}]\npeople: [{id: ada}]\n"
    twice = "deadlines: [{title: Report, date: 2024-01-02}, {title: report, date: 2024-01-03}]\n"
    (said,) = faults(head + twice)
    assert said.startswith('deadline "report" is defined twice (first in line ')
    (said,) = faults(head + "deadlines: [{title: Report, date: 2024-01-02, for: [adda]}]\n")
    assert said == '"adda" is no role and nobody of the course; did you mean "ada"?'
    (said,) = faults(head + "deadlines: [{title: Report, date: 2024-01-02, event: talk}]\n")
    assert said == 'event "talk" is not defined'
    (said,) = faults(head + "deadlines: [{date: 2024-01-02}]\n")
    assert said == "a deadline needs a title, or the event that it belongs to"
    event = "events: [{id: talk, title: Talk, from: 2024-01-11, sessions: 1}]\n"
    _, findings = built(head + event + "deadlines: [{event: talk, date: 2024-01-09}]\n")
    assert [finding.message for finding in findings if finding.code == "early-deadline"] == [
        'deadline "talk" is on 2024-01-09, before its event "talk" (2024-01-11 or later)'
    ]
