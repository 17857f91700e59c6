"""Rules about topics and their blocks."""

from __future__ import annotations

from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible

PAPERS = """
papers:
  details:
    t1: {title: T1, minutes: 10, topics: [t, u], tags: [background]}
    t2: {title: T2, minutes: 10, topics: [t], tags: [background]}
    t3: {title: T3, minutes: 10, topics: [t]}
    u1: {title: U1, minutes: 10, topics: [u, t]}
    u2: {title: U2, minutes: 10, topics: [t], topic: u, tags: [background]}
    x: {title: X, minutes: 10}
"""


def topics(entries: str, rest: str = "", reading: str = "{every_session: false}") -> str:
    """A course with papers of two topics (t1, t2, t3; u1, u2) and of none (x)."""
    lines = "".join(f"  {line}\n" for line in entries.strip().splitlines())
    return f"{course(PAPERS)}topics:\n{lines}reading: {reading}\n{rest}"


# papers ---------------------------------------------------------------------------------------------------------


def test_papers_of_a_topic() -> None:
    """Minimum and maximum count required papers of the main topic, wherever they stand."""
    text = topics(
        "- id: t\n  title: Theory\n  papers:\n    min: 2  # least\n    goal: 2\n    max: 2  # most\n- {id: u}"
    )
    keeps(text, {1: "t1", 25: "t3"})
    keeps(text, {1: "t1 t2 u1 u2"})
    what = 'required papers of topic "Theory"; the plan has'
    breaks(text, "topic-papers", f"at least 2 {what} 1", {1: "t1 u1 u2"}, mark="# least")
    breaks(text, "topic-papers", f"at most 2 {what} 3", {1: "t1", 4: "t2 t3"}, mark="# most")
    assert len([paper for paper in possible(text).all_required if paper.startswith("t")]) == 2


def test_only_the_main_topic_counts() -> None:
    """A paper counts for its ``topic``, else for the first of its ``topics``, and for no other."""
    text = topics("- {id: u, papers: {min: 1, max: 1}}\n- id: t\n  papers: {max: 0}  # here")
    keeps(text, {1: "u1"})
    keeps(text, {1: "u2 x"})
    breaks(text, "topic-papers", 'at most 0 required papers of topic "T"; the plan has 1', {1: "u1 t1"})


def test_minimum_of_a_topic_is_unconditional() -> None:
    """An empty plan breaks it; listed papers do not help, events do not either."""
    text = topics(
        "- id: t\n  papers: {min: 1}  # here\n- {id: u}",
        "events: [{id: talk, title: Talk, dates: [2024-01-04], readings: true, topic: t}]\n",
        "{every_session: false, optional_per_session: {max: 1}}",
    )
    said = 'at least 1 required papers of topic "T"; the plan has 0'
    breaks(text, "topic-papers", said, {}, events={4: "talk"})
    breaks(text, "topic-papers", said, {}, {4: "t1"}, events={4: "talk"})


def test_topic_short_of_papers() -> None:
    """Four papers of a topic that has three."""
    possible(topics("- {id: t, papers: {min: 3}}\n- {id: u}"))
    impossible(topics("- {id: t, papers: {min: 4}}\n- {id: u}"))
    impossible(topics("- {id: t, papers: {max: 2}}\n- {id: u}", "pins: [{paper: t1}, {paper: t2}, {paper: t3}]\n"))


# sessions -------------------------------------------------------------------------------------------------------

TALKS = """events:
  - {id: talk, title: Talk, dates: [2024-01-11, 2024-01-15], topic: t}
  - {id: seminar, title: Seminar, dates: [2024-01-22, 2024-01-25], topic: t, readings: true}
"""
AT = {11: "talk", 22: "seminar"}


def test_sessions_of_a_topic() -> None:
    """Sessions with its papers count, two papers in one session once; and so do sessions of its events."""
    text = topics("- id: t\n  sessions:\n    min: 3  # least\n    max: 4  # most\n- {id: u}", TALKS)
    keeps(text, {1: "t1"}, events=AT)
    keeps(text, {1: "t1 t2", 4: "t3 u1"}, events=AT)
    keeps(text, {1: "t1", 4: "t2", 22: "t3"}, events=AT)
    what = 'sessions of topic "T"; the plan has'
    breaks(text, "topic-sessions", f"at least 3 {what} 2", {1: "u1", 22: "t1"}, events=AT, mark="# least")
    breaks(text, "topic-sessions", f"at most 4 {what} 5", {1: "t1", 4: "t2", 8: "t3"}, events=AT, mark="# most")


def test_sessions_of_a_topic_from_below() -> None:
    """The minimum holds whatever is read; optional papers give a topic no session."""
    text = topics(
        "- {id: t}\n- id: u\n  sessions: {min: 1}  # here",
        reading="{every_session: false, optional_per_session: {max: 1}}",
    )
    said = 'at least 1 sessions of topic "U"; the plan has 0'
    breaks(text, "topic-sessions", said, {})
    breaks(text, "topic-sessions", said, {1: "t2"}, {1: "t1"})


def test_sessions_that_a_topic_cannot_have() -> None:
    """Two papers of a topic and no event do not make three sessions; with a talk they do."""
    possible(topics("- {id: t}\n- {id: u, sessions: {min: 2}}"))
    impossible(topics("- {id: t}\n- {id: u, sessions: {min: 3}}"))
    talk = "events: [{id: talk, title: Talk, dates: [2024-01-15], topic: u}]\n"
    possible(topics("- {id: t}\n- {id: u, sessions: {min: 3}}", talk))
    impossible(topics("- {id: t}\n- {id: u, sessions: {max: 0}}", talk))


# window ---------------------------------------------------------------------------------------------------------


def test_window_of_a_topic() -> None:
    """Its papers are required within ``from`` and ``to``, both inclusive."""
    text = topics("- id: t\n  from: 2024-01-05  # here\n  to: 2024-01-15\n- {id: u}")
    keeps(text, {8: "t1", 15: "t2", 1: "u1", 25: "u2"})
    said = 'topic "T" lies between 2024-01-08 and 2024-01-15; it stands on 2024-01-%s'
    breaks(text, "topic-window", said % "04", {4: "t1 u1"})
    breaks(text, "topic-window", said % "18", {18: "t1"})
    outcome = possible(text)
    assert set(outcome.topic_sessions["t"]) <= {2, 3, 4}


def test_window_open_on_one_side() -> None:
    """Only ``to``."""
    text = topics("- id: t\n  to: 2024-01-04  # here\n- {id: u}")
    keeps(text, {1: "t1", 4: "t2", 8: "u1"})
    said = 'topic "T" lies between 2024-01-01 and 2024-01-04; it stands on 2024-01-08'
    breaks(text, "topic-window", said, {8: "t3"})


def test_window_binds_events() -> None:
    """An event's topic counts for the window."""
    text = topics("- id: t\n  to: 2024-01-11  # here\n- {id: u}", TALKS.replace("2024-01-22, ", "2024-01-08, "))
    keeps(text, {}, events={11: "talk", 8: "seminar"})
    said = 'topic "T" lies between 2024-01-01 and 2024-01-11; it stands on 2024-01-15'
    breaks(text, "topic-window", said, {}, events={15: "talk", 8: "seminar"})
    outcome = possible(text)
    assert (outcome.event_sessions["talk"], outcome.event_sessions["seminar"]) == ((3,), (2,))


def test_window_binds_optional_papers_by_main_topic() -> None:
    """The window of its (main) topic binds a listed paper; that of a further topic does not."""
    text = topics(
        "- id: t\n  from: 2024-01-08  # here\n- {id: u}",
        reading="{every_session: false, optional_per_session: {max: 1}}",
    )
    keeps(text, {8: "u1"}, {8: "t1"})
    said = 'topic "T" lies between 2024-01-08 and 2024-01-25; it stands on 2024-01-04'
    breaks(text, "topic-window", said, {4: "u1"}, {4: "t1"})
    other = topics(
        "- {id: t}\n- {id: u, from: 2024-01-08}", reading="{every_session: false, optional_per_session: {max: 1}}"
    )
    # u1 has main topic u; t1 has u as a further one.
    keeps(other, {4: "t2"}, {4: "t1"})


def test_window_too_narrow() -> None:
    """Three papers, one a session, in a window of two."""
    one = "{every_session: false, per_session: {papers: {max: 1}}}"
    possible(topics("- {id: t, papers: {min: 3}, to: 2024-01-08}\n- {id: u}", reading=one))
    impossible(topics("- {id: t, papers: {min: 3}, to: 2024-01-04}\n- {id: u}", reading=one))


# first ----------------------------------------------------------------------------------------------------------


def test_first_papers_of_a_topic() -> None:
    """Those of its papers with a tag come in earlier sessions than the rest of the topic."""
    text = topics("- id: t\n  first: {tags: [background]}  # here\n- {id: u}")
    keeps(text, {1: "t1", 4: "t2", 8: "t3"})
    keeps(text, {1: "t1 t2", 4: "t3"})
    keeps(text, {1: "t3 u2"})
    keeps(text, {1: "t3", 4: "u2"})
    keeps(text, {1: "t2", 4: "t1"})
    said = 'topic "T" begins with t1, t2; t2 is on 2024-01-%s, others begin on 2024-01-04'
    breaks(text, "topic-first", said % "08", {1: "t1", 4: "t3", 8: "t2"})
    breaks(text, "topic-first", said % "04", {1: "t1", 4: "t2 t3"})


def test_first_papers_without_time() -> None:
    """The rest is due on the first day."""
    text = topics("- {id: t, first: {tags: [background]}}\n- {id: u}", "pins: [{paper: t3, date: 2024-01-01}%s]\n")
    possible(text.replace("%s", ""))
    impossible(text.replace("%s", ", {paper: t1}"))


# contiguous -----------------------------------------------------------------------------------------------------


def test_contiguous_topic() -> None:
    """One unbroken block of sessions; sessions may be shared."""
    text = topics("- id: t\n  contiguous: true  # here\n- {id: u}")
    keeps(text, {4: "t1", 8: "t2 u1", 11: "t3"})
    keeps(text, {4: "t1 t2 t3"})
    keeps(text, {})
    said = 'topic "T" is one unbroken block of sessions; it stands on 2024-01-04, 2024-01-11'
    breaks(text, "contiguous", said, {4: "t1", 11: "t2"})
    breaks(text, "contiguous", said, {4: "t1", 8: "u1", 11: "t2"})
    breaks(text, "contiguous", said, {4: "t1", 8: "x", 11: "t2"})
    assert possible(text).blocks_of("t") <= 1


def test_blocking_event_inside_a_block() -> None:
    """A blocking event may stand inside a block, several too; an event beside readings, when empty, breaks it."""
    events = (
        "events:\n  - {id: exam, title: Exam, dates: [2024-01-08], sessions: 1}\n"
        "  - {id: retreat, title: Retreat, dates: [2024-01-11]}\n"
        "  - {id: deadline, title: Deadline, dates: [2024-01-18], readings: true}\n"
    )
    text = topics("- id: t\n  contiguous: true  # here\n- {id: u}", events)
    at = {8: "exam", 11: "retreat", 18: "deadline"}
    keeps(text, {4: "t1", 15: "t2"}, events=at)
    keeps(text, {15: "t1", 18: "t2", 22: "t3"}, events=at)
    said = 'topic "T" is one unbroken block of sessions; it stands on 2024-01-%s, 2024-01-%s'
    breaks(text, "contiguous", said % ("01", "15"), {1: "t1", 15: "t2"}, events=at)
    breaks(text, "contiguous", said % ("15", "22"), {15: "t1", 22: "t2"}, events=at)
    breaks(text, "contiguous", said % ("15", "22"), {15: "t1", 18: "u1", 22: "t2"}, events=at)
    pinned = "pins: [{paper: t1, date: 2024-01-%s}, {paper: t2, date: 2024-01-%s}]\n"
    possible(text + pinned % ("04", "15"))
    impossible(text.replace("t3: {", "t3: {dates: [2024-01-25], ") + pinned % ("15", "22"))


def test_event_of_the_topic_belongs_to_the_block() -> None:
    """A session of the topic's event counts for its block, whether it blocks or not."""
    text = topics(
        "- id: t\n  contiguous: true  # here\n- {id: u}", TALKS.replace("2024-01-22, 2024-01-25", "2024-01-18")
    )
    at = {15: "talk", 18: "seminar"}
    keeps(text, {11: "t1", 22: "t2"}, events=at)
    keeps(text, {18: "t1"}, events=at)
    keeps(text, {}, events=at)
    said = 'topic "T" is one unbroken block of sessions; it stands on 2024-01-08, 2024-01-15, 2024-01-18'
    breaks(text, "contiguous", said, {8: "t1"}, events=at)


def test_events_of_one_topic_far_apart() -> None:
    """Two events of a contiguous topic: what lies between must be the topic's, or blocked."""
    events = (
        "events:\n  - {id: first, title: First, dates: [2024-01-01], topic: t}\n"
        "  - {id: last, title: Last, dates: [2024-01-11], topic: t}\n"
    )
    text = topics("- id: t\n  contiguous: true  # here\n- {id: u}", events)
    keeps(text, {4: "t1", 8: "t2"}, events={1: "first", 11: "last"})
    said = 'topic "T" is one unbroken block of sessions; it stands on 2024-01-01, 2024-01-04, 2024-01-11'
    breaks(text, "contiguous", said, {4: "t1"}, events={1: "first", 11: "last"})
    possible(text)
    impossible(topics("- {id: t, contiguous: true, papers: {max: 1}}\n- {id: u}", events))


# order ----------------------------------------------------------------------------------------------------------


def test_topic_after_a_topic() -> None:
    """``after``: every session of the one lies before every session of the other; optional reading is free."""
    text = topics(
        "- id: t\n- id: u\n  after:\n    - t  # here",
        reading="{every_session: false, optional_per_session: {max: 1}}",
    )
    keeps(text, {1: "t1", 4: "t2 x", 8: "u1", 25: "u2"})
    keeps(text, {1: "u1 u2"})
    keeps(text, {1: "t1 t2"})
    keeps(text, {1: "t2", 8: "u2"}, {1: "u1", 8: "t1"})
    said = 'topic "U" comes after topic "T"; it begins on 2024-01-04, the other ends on 2024-01-%s'
    breaks(text, "block-order", said % "04", {4: "t1 u1"})
    breaks(text, "block-order", said % "08", {1: "t1", 4: "u1", 8: "t2"})


def test_topics_in_order() -> None:
    """``topics_in_order``: the topics follow one another as listed."""
    text = topics("- {id: u}\n- {id: t}", "topics_in_order: true  # here\n")
    keeps(text, {1: "u1", 4: "t1"})
    said = 'topic "T" comes after topic "U"; it begins on 2024-01-01, the other ends on 2024-01-04'
    breaks(text, "block-order", said, {1: "t1", 4: "u1"})
    possible(text + "pins: [{paper: t1, date: 2024-01-04}, {paper: u1, date: 2024-01-01}]\n")
    impossible(text + "pins: [{paper: t1, date: 2024-01-01}, {paper: u1, date: 2024-01-04}]\n")


def test_events_count_for_the_order() -> None:
    """An event of the topic counts for the topic's order."""
    text = topics("- id: t\n- id: u\n  after: [t]  # here", TALKS)
    keeps(text, {1: "t1", 25: "u1"}, events=AT)
    said = 'topic "U" comes after topic "T"; it begins on 2024-01-15, the other ends on 2024-01-22'
    breaks(text, "block-order", said, {1: "t1", 15: "u1"}, events=AT)


def test_topic_after_an_event_and_event_after_a_topic() -> None:
    """Events and topics come after one another alike."""
    events = (
        "events:\n  - {id: kickoff, title: Kick-off, from: 2024-01-04, to: 2024-01-08, readings: true}\n"
        "  - id: exam\n    title: Exam\n    from: 2024-01-11\n    sessions: 2\n    after: [u]  # of the exam\n"
    )
    text = topics("- {id: t}\n- id: u\n  after: [kickoff]  # here", events)
    at = {4: "kickoff", 22: "exam", 25: "exam"}
    keeps(text, {1: "t1", 8: "u1", 18: "u2"}, events=at)
    said = 'topic "U" comes after event "Kick-off"; it begins on 2024-01-04, the other ends on 2024-01-04'
    breaks(text, "block-order", said, {4: "u1"}, events=at)
    said = 'event "Exam" comes after topic "U"; it begins on 2024-01-11, the other ends on 2024-01-18'
    at = {4: "kickoff", 11: "exam", 25: "exam"}
    breaks(text, "block-order", said, {18: "u2"}, events=at, mark="# of the exam")
    outcome = possible(text)
    assert max(outcome.event_sessions["kickoff"]) < min(outcome.topic_sessions["u"])


def test_event_after_an_event() -> None:
    """Events come in order too."""
    events = (
        "events:\n  - {id: one, title: One, from: 2024-01-04}\n"
        "  - id: two\n    title: Two\n    to: 2024-01-%s\n    after: [one]  # here\n"
    )
    text = topics("- {id: t}\n- {id: u}", events % "11")
    keeps(text, {}, events={4: "one", 11: "two"})
    said = 'event "Two" comes after event "One"; it begins on 2024-01-01, the other ends on 2024-01-25'
    breaks(text, "block-order", said, {}, events={1: "two", 25: "one"})
    planned = possible(text).event_sessions
    assert planned["one"] < planned["two"]
    impossible(topics("- {id: t}\n- {id: u}", events % "04"))


def test_order_through_a_shared_session() -> None:
    """Papers of both topics on the same only date."""
    text = topics(
        "- {id: t}\n- {id: u, after: [t]}", "pins: [{paper: t1, date: 2024-01-04}, {paper: u1, date: 2024-01-%s}]\n"
    )
    possible(text % "08")
    impossible(text % "04")


def test_findings_name_every_requirement() -> None:
    """Two orders that are broken are two findings, each with its own line."""
    text = topics("- id: t\n- id: u\n  after: [t]  # here\n", "topics_in_order: true  # all\n")
    findings = judge(text, {1: "u1", 4: "t1"})
    assert [finding.where.line for finding in findings if finding.where] == [
        marked_line(text),
        marked_line(text, "# all"),
    ]


def test_topics_in_order_with_one_that_is_not_read() -> None:
    """Of t, u, v in order, v comes after t too where nothing of u is read."""
    text = course(
        """
        papers:
          details:
            a: {title: A, minutes: 10, topics: [t]}
            b: {title: B, minutes: 10, topics: [u]}
            c: {title: C, minutes: 10, topics: [v]}
        topics: [{id: t}, {id: u}, {id: v}]
        reading: {every_session: false}
        topics_in_order: true  # here
        """
    )
    keeps(text, {1: "a", 4: "c"})
    said = 'topic "V" comes after topic "T"; it begins on 2024-01-01, the other ends on 2024-01-04'
    breaks(text, "block-order", said, {1: "c", 4: "a"})
