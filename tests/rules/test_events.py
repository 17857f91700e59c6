"""Rules about events."""

from __future__ import annotations

from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 10, topics: [t, u]}
    b: {title: B, minutes: 10, topics: [u, t]}
    c: {title: C, minutes: 10}
topics: [{id: t}, {id: u}]
"""


def events(entries: str, rest: str = "", reading: str = "{every_session: false}") -> str:
    """A course with three papers and these events."""
    lines = "".join(f"  {line}\n" for line in entries.strip().splitlines())
    return f"{course(PAPERS)}events:\n{lines}reading: {reading}\n{rest}"


# dates ----------------------------------------------------------------------------------------------------------


def test_events_are_mandatory() -> None:
    """An event takes one of its allowed sessions."""
    text = events("- {id: talk, title: Talk, dates: [2024-01-04, 2024-01-08]}  # here")
    keeps(text, {1: "a"}, events={4: "talk"})
    keeps(text, {1: "a"}, events={8: "talk"})
    said = 'event "Talk" takes 1 of 2024-01-04, 2024-01-08; the plan has %s'
    breaks(text, "event-dates", said % "none", {1: "a"})
    breaks(text, "event-dates", said % "2024-01-11", {1: "a"}, events={11: "talk"})
    breaks(text, "event-dates", said % "2024-01-04, 2024-01-08", {1: "a"}, events={4: "talk", 8: "talk"})
    assert possible(text).event_sessions["talk"] in ((1,), (2,))


def test_events_within_a_window() -> None:
    """``from`` and ``to`` allow every session between, both ends inclusive; without them every session."""
    text = events("- {id: talk, title: Talk, from: 2024-01-04, to: 2024-01-18}  # here\n- {id: free, title: Free}")
    keeps(text, {}, events={4: "talk", 1: "free"})
    keeps(text, {}, events={18: "talk", 25: "free"})
    said = 'event "Talk" takes 1 of 2024-01-04 … 2024-01-18 (5 sessions); the plan has 2024-01-22'
    breaks(text, "event-dates", said, {}, events={22: "talk", 25: "free"})


def test_event_of_several_sessions() -> None:
    """``sessions`` distinct allowed sessions, no more and no fewer."""
    text = events("- {id: exam, title: Exam, dates: [2024-01-04, 2024-01-08, 2024-01-25], sessions: 2}  # here")
    keeps(text, {}, events={4: "exam", 25: "exam"})
    said = 'event "Exam" takes 2 of 2024-01-04, 2024-01-08, 2024-01-25; the plan has %s'
    breaks(text, "event-dates", said % "2024-01-04", {}, events={4: "exam"})
    three = "2024-01-04, 2024-01-08, 2024-01-25"
    breaks(text, "event-dates", said % three, {}, events={4: "exam", 8: "exam", 25: "exam"})
    assert len(possible(text).event_sessions["exam"]) == 2


def test_one_event_a_session() -> None:
    """Three events do not share two sessions; two do."""
    line = "- {id: e%d, title: E%d, dates: [2024-01-04, 2024-01-08], readings: true}\n"
    outcome = possible(events("".join(line % (n, n) for n in range(2))))
    assert outcome.event_sessions["e0"] != outcome.event_sessions["e1"]
    impossible(events("".join(line % (n, n) for n in range(3))))


def test_buffer_is_mandatory() -> None:
    """A buffer is kept free when planning."""
    text = events("- {id: spare, title: Spare, kind: buffer, from: 2024-01-15}  # here")
    keeps(text, {1: "a"}, events={18: "spare"})
    (finding,) = judge(text, {1: "a"})
    assert (finding.code, finding.where and finding.where.line) == ("event-dates", marked_line(text))
    assert len(possible(text).event_sessions["spare"]) == 1


def test_unknown_event() -> None:
    """An event that the course does not have."""
    (finding,) = judge(events("- {id: talk, title: Talk, dates: [2024-01-04]}"), {}, events={4: "talk", 8: "party"})
    assert (finding.code, finding.message) == ("event-dates", 'the course has no event "party"')
    assert finding.subjects == ("2024-01-08", "party")


# blocking -------------------------------------------------------------------------------------------------------


def test_event_without_readings_blocks() -> None:
    """An event blocks exactly when ``readings`` is false, whatever class time it takes."""
    for blocking in ("", ", readings: false", ", class_minutes: 5", ", kind: milestone"):
        text = events(f"- {{id: talk, title: Talk, dates: [2024-01-04]{blocking}}}  # here")
        keeps(text, {1: "a", 8: "b"}, events={4: "talk"})
        said = 'event "Talk" leaves no room for readings; 2024-01-04 has a, b'
        breaks(text, "event-blocks", said, {4: "a b"}, events={4: "talk"})
    for beside in (", readings: true", ", readings: true, class_minutes: 60"):
        text = events(f"- {{id: talk, title: Talk, dates: [2024-01-04]{beside}}}")
        keeps(text, {4: "a b"}, events={4: "talk"})


def test_blocked_dates_are_lost_for_papers() -> None:
    """A paper whose only date an event may, or must, take."""
    text = events("- {title: Talk, id: talk, dates: [2024-01-04%s]}", "pins: [{paper: a, date: 2024-01-04}]\n")
    assert possible(text.replace("%s", ", 2024-01-08")).event_sessions["talk"] == (2,)
    impossible(text.replace("%s", ""))


# topic ----------------------------------------------------------------------------------------------------------


def test_only_papers_of_the_topic_beside_the_event() -> None:
    """Main topics decide: neither another topic's papers, nor those of none, stand beside the event."""
    text = events("- {id: talk, title: Talk, dates: [2024-01-04], readings: true, topic: t}  # here")
    keeps(text, {4: "a", 8: "b c"}, events={4: "talk"})
    keeps(text, {8: "b c"}, events={4: "talk"})
    said = 'beside event "Talk" only papers of topic t are read; 2024-01-04 has %s'
    breaks(text, "event-topic", said % "b", {4: "a b"}, events={4: "talk"})
    breaks(text, "event-topic", said % "b, c", {4: "b c"}, events={4: "talk"})
    assert set(possible(text).required[1]) <= {"a"}


def test_topic_of_an_event_leaves_no_paper() -> None:
    """Every session has readings, but beside the talk only a may stand, and a must come later."""
    text = events(
        "- {id: talk, title: Talk, dates: [2024-01-04], readings: true, topic: t}",
        "pins: [{paper: a, date: 2024-01-%s}]\n",
        "{every_session: true}",
    ).replace("end: 2024-01-25", "end: 2024-01-08")
    possible(text % "04")
    impossible(text % "08")


def test_optional_papers_beside_an_event_of_a_topic() -> None:
    """Listed papers must be of one of the session's topics, which the event's is."""
    text = events(
        "- {id: talk, title: Talk, dates: [2024-01-04], readings: true, topic: t}",
        "",
        "{every_session: false, optional_per_session: {max: 2}}",
    )
    keeps(text, {1: "c"}, {4: "a b"}, {4: "talk"})
    assert [finding.code for finding in judge(text, {1: "b"}, {4: "c"}, {4: "talk"})] == ["optional-reading"]


# papers ---------------------------------------------------------------------------------------------------------


def test_papers_of_an_event() -> None:
    """They are required in a session of the event."""
    text = events(
        "- id: talk\n  title: Talk\n  dates: [2024-01-04, 2024-01-08]\n  readings: true\n  papers: [a]\n"
    ).replace("- id: talk", "- id: talk  # here")
    keeps(text, {4: "a b"}, events={4: "talk"})
    keeps(text, {8: "a"}, events={8: "talk"})
    said = '"a" is read in the session of event "Talk"; it stands on 2024-01-08'
    breaks(text, "event-papers", said, {8: "a"}, events={4: "talk"})
    outcome = possible(text)
    assert (outcome.session_of("a"),) == outcome.event_sessions["talk"]


def test_papers_of_a_long_event() -> None:
    """Of two sessions of the event, either will do."""
    text = events(
        "- {id: talk, title: Talk, dates: [2024-01-04, 2024-01-08], sessions: 2, readings: true, papers: [a, b]}"
    )
    keeps(text, {4: "a", 8: "b"}, events={4: "talk", 8: "talk"})
    keeps(text, {8: "a b"}, events={4: "talk", 8: "talk"})


def test_papers_of_an_event_that_come_too_early() -> None:
    """The event's paper comes before another that is due by then."""
    line = "- {id: talk, title: Talk, dates: [2024-01-08], readings: true, papers: [a]}"
    text = events(line, "pins: [{paper: b, date: 2024-01-%s}]\n").replace(
        "topics: [u, t]}", "topics: [u, t], after: [a]}"
    )
    possible(text % "11")
    impossible(text % "04")


# sessions: all ------------------------------------------------------------------------------------------------------


def test_an_event_of_every_session_of_its_window() -> None:
    """It takes the 4th, 8th and 11th, and no fewer."""
    text = course("events:\n  - {id: lab, title: Lab, from: 2024-01-04, to: 2024-01-11, sessions: all}  # here\n")
    keeps(text, {}, events={4: "lab", 8: "lab", 11: "lab"})
    said = 'event "Lab" takes 3 of 2024-01-04, 2024-01-08, 2024-01-11; the plan has 2024-01-04, 2024-01-08'
    breaks(text, "event-dates", said, {}, events={4: "lab", 8: "lab"})


def test_a_course_of_events_alone() -> None:
    """Without candidates no session needs readings, and the course is planned."""
    outcome = possible(course("events: [{id: lab, title: Lab, from: 2024-01-04, to: 2024-01-11, sessions: 2}]"))
    assert sum(event == "lab" for event in outcome.decision.events) == 2


def test_an_event_that_takes_one_of_many_is_told() -> None:
    """A window, or several dates, without a number of sessions."""
    from planner.problem.build import build_problem
    from tests.courses import make_spec

    text = course(
        """
        events:
          - {id: a, title: A, from: 2024-01-04, to: 2024-01-11}
          - {id: b, title: B, dates: [2024-01-15, 2024-01-18]}
          - {id: c, title: C, from: 2024-01-04, sessions: 1}
          - {id: d, title: D, from: 2024-01-25}
          - {id: e, title: E, dates: [2024-01-22]}
        """
    )
    assert [finding.message for finding in build_problem(make_spec(text), set())[1]] == [
        'event "a" takes one of 3 sessions; sessions: all takes each of them',
        'event "b" takes one of 2 sessions; sessions: all takes each of them',
    ]
