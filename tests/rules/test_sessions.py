"""Rules about the reading of each session and week."""

from __future__ import annotations

from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 30, tags: [theory], topics: [t, u]}
    b: {title: B, minutes: 40, tags: [theory], topics: [u]}
    c: {title: C, minutes: 50, topics: [t]}
    d: {title: D, minutes: 60}
topics: [{id: t}, {id: u}, {id: v}]
"""


def reading(limits: str, rest: str = "", every_session: bool = False) -> str:
    """A course of four papers with these lines under ``reading``."""
    lines = "".join(f"  {line}\n" for line in limits.strip().splitlines())
    return (
        course(PAPERS) + f"reading:\n  every_session: {str(every_session).lower()}\n{lines}" + rest.strip("\n") + "\n"
    )


# per_session ----------------------------------------------------------------------------------------------------


def test_papers_of_a_session() -> None:
    """Minimum and maximum hold for each session with required reading, and for no other."""
    text = reading("per_session:\n  papers:\n    min: 2  # least\n    max: 3  # most")
    keeps(text, {})
    keeps(text, {4: "a b"})
    keeps(text, {4: "a b c"})
    what = "required papers in each session with readings; 2024-01-08 has"
    breaks(text, "session-papers", f"at least 2 {what} 1", {4: "a b", 8: "c"}, mark="# least")
    breaks(text, "session-papers", f"at most 3 {what} 4", {8: "a b c d"}, mark="# most")
    assert all(len(papers) in (0, 2, 3) for papers in possible(text).required)


def test_papers_of_a_session_do_not_count_optional_ones() -> None:
    """Listing a paper fills no session."""
    text = reading("per_session: {papers: {min: 2, max: 2}}\noptional_per_session: {max: 1}")
    keeps(text, {1: "a b"}, {1: "c"})
    assert [finding.code for finding in judge(text, {1: "a"}, {1: "c"})] == ["session-papers"]


def test_papers_of_all_sessions_need_papers() -> None:
    """Four papers do not fill eight sessions; two each leave six empty."""
    impossible(reading("per_session: {papers: {min: 1}}", every_session=True))
    impossible(reading("per_session: {papers: {min: 5}}", "pins: [{paper: a}]"))
    possible(reading("per_session: {papers: {min: 4}}", "pins: [{paper: a}]"))


def test_minutes_of_a_session() -> None:
    """The load of the required papers lies within the limits where there are any."""
    text = reading("per_session:\n  minutes:\n    min: 60  # least\n    goal: 70\n    max: 90  # most")
    keeps(text, {1: "d", 4: "b c"})
    keeps(text, {1: "d", 4: "a c"})
    keeps(text, {})
    what = "minutes of reading in each session with readings; 2024-01-04 has"
    breaks(text, "session-minutes", f"at least 60 {what} 50", {1: "d", 4: "c"}, mark="# least")
    breaks(text, "session-minutes", f"at most 90 {what} 100", {4: "b d"}, mark="# most")
    assert all(load == 0 or 60 <= load <= 90 for load in possible(text).loads)


def test_minutes_that_no_session_holds() -> None:
    """A must of 60 minutes in sessions of 50."""
    impossible(reading("per_session: {minutes: {max: 50}}", "pins: [{paper: d}]"))
    impossible(reading("per_session: {minutes: {min: 181}}", "pins: [{paper: d}]"))
    possible(reading("per_session: {minutes: {min: 180}}", "pins: [{paper: d}]"))


def test_optional_reading_is_no_load() -> None:
    """The minutes of listed papers do not count."""
    text = reading("per_session: {minutes: {max: 50}}\noptional_per_session: {max: 2}")
    keeps(text, {1: "c"}, {1: "a"})


# per_week -------------------------------------------------------------------------------------------------------

SUNDAYS = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-14
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Sun], start: "10:00", end: "11:00"}]
"""
"""Mondays 1 and 8, Sundays 7 and 14 January 2024: two weeks."""


def weekly(limits: str) -> str:
    """A course of Mondays and Sundays with limits a week."""
    lines = "".join(f"    {line}\n" for line in limits.strip().splitlines())
    return course(PAPERS, SUNDAYS) + "reading:\n  every_session: false\n  per_week:\n" + lines


def test_week_begins_on_monday() -> None:
    """The Sunday belongs to the Monday before it."""
    text = weekly("minutes:\n  max: 80  # here")
    keeps(text, {1: "a", 7: "c", 8: "b"})
    keeps(text, {7: "c", 8: "d"})
    said = "at most 80 minutes of reading in each week with readings; the week of 2024-01-01 has 90"
    breaks(text, "week-reading", said, {1: "a", 7: "d", 8: "c"})
    said = said.replace("01-01", "01-08").replace("has 90", "has 110")
    breaks(text, "week-reading", said, {8: "c", 14: "d"})


def test_papers_of_a_week() -> None:
    """Papers count over all sessions of the week; a week without readings is left alone."""
    text = weekly("papers:\n  min: 2  # least\n  max: 3  # most")
    keeps(text, {1: "a", 7: "b"})
    keeps(text, {8: "a b c"})
    keeps(text, {})
    what = "required papers in each week with readings; the week of 2024-01-08 has"
    breaks(text, "week-reading", f"at least 2 {what} 1", {1: "a b", 14: "c"}, mark="# least")
    breaks(text, "week-reading", f"at most 3 {what} 4", {8: "a b", 14: "c d"}, mark="# most")


def test_minutes_of_a_week_from_below() -> None:
    """A minimum of minutes a week."""
    text = weekly("minutes:\n  min: 70  # here")
    keeps(text, {1: "a", 7: "b"})
    said = "at least 70 minutes of reading in each week with readings; the week of 2024-01-01 has 60"
    breaks(text, "week-reading", said, {7: "d"})


def test_two_weeks_hold_only_so_much() -> None:
    """180 minutes in two weeks of 90 go; in two weeks of 80 they do not."""
    must = "pins: [{paper: a}, {paper: b}, {paper: c}, {paper: d}]\n"
    possible(weekly("minutes: {max: 90}") + must)
    impossible(weekly("minutes: {max: 89}") + must)
    impossible(weekly("papers: {max: 1}") + must)


# lighter --------------------------------------------------------------------------------------------------------


def test_lighter_days() -> None:
    """``lighter`` holds for each session of its days, both ends inclusive."""
    text = reading(
        "per_session: {minutes: {max: 100}}\nlighter:\n"
        "  - {from: 2024-01-04, to: 2024-01-11, minutes: {max: 50}, reason: Project week}  # here"
    )
    keeps(text, {1: "b d", 4: "c", 8: "a"})
    keeps(text, {15: "b d", 11: "c"})
    said = "at most 50 minutes of reading in each session of these days (Project week); 2024-01-%s has %s"
    breaks(text, "lighter", said % ("04", 60), {4: "d"})
    breaks(text, "lighter", said % ("11", 70), {11: "a b"})
    assert all(possible(text).loads[session] <= 50 for session in (1, 2, 3))


def test_lighter_holds_in_addition() -> None:
    """A higher limit on lighter days loosens nothing."""
    text = reading(
        "per_session:\n  minutes:\n    max: 50  # here\n"
        "lighter:\n  - {from: 2024-01-04, to: 2024-01-11, minutes: {max: 99}}"
    )
    said = "at most 50 minutes of reading in each session with readings; 2024-01-08 has 60"
    breaks(text, "session-minutes", said, {8: "d"})


def test_lighter_by_papers_and_from_below() -> None:
    """Papers may be limited too; minima of the days hold for sessions with readings only."""
    text = reading(
        "lighter:\n  - from: 2024-01-08\n    papers:\n      min: 2  # least\n      max: 3  # most\n"
        "    minutes:\n      min: 55  # minutes"
    )
    keeps(text, {1: "a b c d"})
    keeps(text, {4: "a", 25: "b c"})
    said = "required papers in each session of these days; 2024-01-08 has"
    breaks(text, "lighter", f"at least 2 {said} 1", {4: "a", 8: "d"}, mark="# least")
    breaks(text, "lighter", f"at most 3 {said} 4", {8: "a b c d"}, mark="# most")
    findings = judge(text, {11: "c"})
    assert [finding.message for finding in findings] == [
        "at least 2 required papers in each session of these days; 2024-01-11 has 1",
        "at least 55 minutes of reading in each session of these days; 2024-01-11 has 50",
    ]
    assert findings[1].where is not None
    assert findings[1].where.line == marked_line(text, "# minutes")


def test_lighter_makes_a_course_impossible() -> None:
    """The only dates of a long paper are light."""
    lighter = "lighter: [{from: 2024-01-04, to: 2024-01-08, minutes: {max: 59}}]"
    possible(reading(lighter, "pins: [{paper: d}]"))
    impossible(
        reading(lighter.replace("from: 2024-01-04, to: 2024-01-08, ", "from: 2024-01-01, "), "pins: [{paper: d}]")
    )


# topics_per_session ---------------------------------------------------------------------------------------------


def test_topics_of_a_session() -> None:
    """Main topics of required papers count; further topics do not, and papers without one are one more."""
    text = reading("topics_per_session: 1  # here")
    keeps(text, {1: "a c", 4: "b", 8: "d"})
    breaks(text, "topics-per-session", "at most 1 topics in one session; 2024-01-01 has t, u", {1: "a b"})
    outcome = possible(text)
    assert all(len(outcome.main_topics(session)) <= 1 for session in range(8))


def test_topics_of_a_session_leave_listed_papers_and_events_out() -> None:
    """Neither an optional paper nor the topic of an event counts."""
    text = reading(
        "topics_per_session: 1\noptional_per_session: {max: 1}",
        "events: [{id: talk, title: Talk, dates: [2024-01-04], readings: true, topic: t}]",
    )
    # The main topic of a is t; it is listed with u, which is one of its topics.
    keeps(text, {1: "b", 4: "c"}, {1: "a"}, {4: "talk"})


def test_two_topics_of_three() -> None:
    """A limit of two binds from the third topic on."""
    text = course(
        """
        papers:
          details:
            a: {title: A, minutes: 10, topics: [t]}
            b: {title: B, minutes: 10, topics: [u]}
            c: {title: C, minutes: 10, topics: [v]}
        topics: [{id: t}, {id: u}, {id: v}]
        reading:
          every_session: false
          topics_per_session: 2  # here
        """
    )
    keeps(text, {1: "a b", 4: "c"})
    breaks(text, "topics-per-session", "at most 2 topics in one session; 2024-01-01 has t, u, v", {1: "a b c"})


def test_topics_that_need_sessions() -> None:
    """Two topics, both on the only date, one a session."""
    must = "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-04}]"
    possible(reading("topics_per_session: 2", must))
    impossible(reading("topics_per_session: 1", must))


# compose --------------------------------------------------------------------------------------------------------


def test_compose() -> None:
    """Each session with readings has so many papers with the tag."""
    text = reading("compose:\n  - tag: theory\n    min: 1  # least\n    max: 1  # most")
    keeps(text, {})
    keeps(text, {1: "a c", 4: "b d"})
    what = 'required papers tagged "theory" in each session with readings; 2024-01-04 has'
    breaks(text, "compose", f"at least 1 {what} 0", {1: "a", 4: "c d"}, mark="# least")
    breaks(text, "compose", f"at most 1 {what} 2", {4: "a b c"}, mark="# most")


def test_compose_leaves_optional_papers_out() -> None:
    """A listed paper with the tag is not enough."""
    text = reading("compose:\n  - tag: theory\n    min: 1  # here\noptional_per_session: {max: 1}")
    said = 'at least 1 required papers tagged "theory" in each session with readings; 2024-01-01 has 0'
    breaks(text, "compose", said, {1: "c"}, {1: "a"})


def test_compose_that_cannot_hold() -> None:
    """Only two papers carry the tag: three sessions with readings are too many."""
    compose = "compose: [{tag: theory, min: 1}]\nper_session: {papers: {max: 1}}"
    possible(reading(compose, "pins: [{paper: a}, {paper: b}]"))
    impossible(reading(compose, "pins: [{paper: a}, {paper: b}, {paper: c}]"))


# every_session --------------------------------------------------------------------------------------------------

SHORT = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-11
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
"""
"""Four sessions: 1, 4, 8 and 11 January 2024."""


def test_every_session_has_readings() -> None:
    """Each session without a blocking event has readings; one with another event too."""
    text = course(PAPERS, SHORT) + (
        "reading:\n  every_session: true  # here\nevents:\n"
        "  - {id: exam, title: Exam, dates: [2024-01-08]}\n"
        "  - {id: deadline, title: Deadline, dates: [2024-01-04], readings: true}\n"
    )
    both = {4: "deadline", 8: "exam"}
    keeps(text, {1: "a", 4: "b", 11: "c"}, events=both)
    said = "each session without a blocking event has readings; 2024-01-%s has none"
    breaks(text, "every-session", said % "04", {1: "a b", 11: "c"}, events=both)
    breaks(text, "every-session", said % "11", {1: "a", 4: "b"}, events=both)
    assert possible(text).reading_sessions == (0, 1, 3)


def test_every_session_is_the_default() -> None:
    """Four papers for four sessions go, for eight they do not; an exam makes room."""
    possible(course(PAPERS, SHORT))
    impossible(course(PAPERS))
    impossible(course(PAPERS, SHORT) + "pins: [{paper: a, date: 2024-01-01}, {paper: b, date: 2024-01-01}]\n")
    assert len(possible(course(PAPERS, SHORT) + "events: [{title: Exam, dates: [2024-01-08]}]\n").reading_sessions) == 3


# class_minutes --------------------------------------------------------------------------------------------------


def teaching(roles: str, events: str = "", per_session: int = 2) -> str:
    """Sessions of 60 minutes with roles, two people and events."""
    rest = (
        f"people: [{{id: ada}}, {{id: bo}}, {{id: cy}}, {{id: di}}]\nroles:\n{roles}"
        f"duties: {{per_session: {{max: {per_session}}}}}\n{events}"
    )
    return reading("per_session: {papers: {max: 4}}", rest)


PRESENTER = "  - {id: presenter, per: paper, count: {min: 1, max: 2}, class_minutes: 25}  # here\n"
MINUTES = "the class minutes of events and roles fit into each session; 2024-01-04 has 60 minutes, and %d are taken"


def test_class_minutes_once_a_paper() -> None:
    """A role per paper takes its minutes once for each paper, however many hold a seat."""
    text = teaching(PRESENTER)
    keeps(text, {4: "a b"}, duties={4: "ada presenter a, bo presenter a, cy presenter b, di presenter b"})
    said = MINUTES % 75
    breaks(text, "class-minutes", said, {4: "a b c"}, duties={4: "ada presenter a, bo presenter b, cy presenter c"})
    assert all(len(papers) <= 2 for papers in possible(text).required)


def test_class_minutes_once_a_session() -> None:
    """A role per session takes its minutes once, and adds to those of papers."""
    text = teaching(
        "  - {id: chair, per: session, count: 2, class_minutes: 35}  # here\n" + PRESENTER.replace("# here", "")
    )
    keeps(text, {4: "a"}, duties={4: "ada presenter a, bo chair, cy chair"})
    both = {4: "ada presenter a, bo presenter b, cy chair, di chair"}
    breaks(text, "class-minutes", MINUTES % 85, {4: "a b"}, duties=both)


def test_class_minutes_of_empty_seats() -> None:
    """Where no seat is taken, no class time is: per paper and per session."""
    optional = "  - {id: presenter, per: paper, count: {min: 0, max: 1}, class_minutes: 40}  # here\n"
    optional += "  - {id: chair, per: session, count: {min: 0, max: 2}, class_minutes: 30}\n"
    text = teaching(optional)
    keeps(text, {4: "a b c d"})
    keeps(text, {4: "a b c d"}, duties={4: "ada presenter c"})
    keeps(text, {4: "a b c d"}, duties={4: "ada chair, bo chair"})
    breaks(text, "class-minutes", MINUTES % 80, {4: "a b"}, duties={4: "ada presenter a, bo presenter b"})
    breaks(text, "class-minutes", MINUTES % 70, {4: "a b"}, duties={4: "ada presenter a, bo chair"})


def test_class_minutes_of_events() -> None:
    """An event beside readings takes none by default, else what it says; a blocking one takes all by default."""
    role = "  - {id: presenter, per: paper, class_minutes: 40}  # here\n"
    plain = "events: [{id: talk, title: Talk, dates: [2024-01-04], readings: true}]\n"
    keeps(teaching(role, plain), {4: "a"}, events={4: "talk"}, duties={4: "ada presenter a"})
    timed = plain.replace("true", "true, class_minutes: 20")
    keeps(teaching(role, timed), {4: "a"}, events={4: "talk"}, duties={4: "ada presenter a"})
    long = plain.replace("true", "true, class_minutes: 21")
    breaks(
        teaching(role, long),
        "class-minutes",
        MINUTES % 61,
        {4: "a"},
        events={4: "talk"},
        duties={4: "ada presenter a"},
    )
    impossible(teaching(role, long + "pins: [{paper: a, date: 2024-01-04}]\n"))
    possible(teaching(role, timed + "pins: [{paper: a, date: 2024-01-04}]\n"))


def test_class_minutes_of_blocking_events_with_seats() -> None:
    """A seat with class time at a blocking event fits only if the event leaves some."""
    role = "  - {id: host, per: session, on: {events: [talk]}, class_minutes: 10}  # here\n"
    whole = "events: [{id: talk, title: Talk, dates: [2024-01-04]}]\n"
    impossible(teaching(role, whole))
    breaks(teaching(role, whole), "class-minutes", MINUTES % 70, {}, events={4: "talk"}, duties={4: "ada host"})
    part = whole.replace("]}", "], class_minutes: 50}")
    keeps(teaching(role, part), {}, events={4: "talk"}, duties={4: "ada host"})
    possible(teaching(role, part))


def test_event_longer_than_its_session() -> None:
    """Events alone are bound too."""
    text = reading(
        "per_session: {papers: {max: 4}}",
        "events:\n  - {id: talk, title: Talk, dates: [2024-01-04], class_minutes: 61}  # here",
    )
    breaks(text, "class-minutes", MINUTES % 61, {1: "a"}, events={4: "talk"})
    impossible(text)
    keeps(text.replace("61", "60"), {1: "a"}, events={4: "talk"})


# exceptions -----------------------------------------------------------------------------------------------------


def excepted(entry: str, common: str = "papers: {min: 1, max: 2}", rest: str = "", every_session: bool = False) -> str:
    """The common limits of papers, and one exception."""
    return reading(f"per_session: {{{common}}}\nexceptions:\n  - {entry}  # here", rest, every_session)


def test_an_exception_stands_in_the_place_of_the_common_limits() -> None:
    """On its dates four papers may be read, elsewhere two; the common minimum is left."""
    text = excepted("{dates: [2024-01-08], papers: {max: 4}, reason: Survey day}")
    keeps(text, {1: "a b", 8: "c d"})
    keeps(text, {8: "a b c d"})
    said = "at most 4 required papers in each of these sessions with readings (Survey day); 2024-01-08 has 5"
    five = text.replace("    d: {", "    e: {title: E, minutes: 5}\n    d: {")
    breaks(five, "exceptions", said, {8: "a b c d e"})
    assert [finding.code for finding in judge(text, {1: "a b c"})] == ["session-papers"]
    read = possible(excepted("{dates: [2024-01-08], papers: {min: 4, max: 4}}")).required[2]
    assert sorted(read) in ([], ["a", "b", "c", "d"])


def test_minutes_and_topics_of_an_exception() -> None:
    """Each limit by itself; the others stay as they are."""
    text = excepted(
        "{from: 2024-01-08, to: 2024-01-11, minutes: {min: 50}, topics_per_session: 2}",
        "minutes: {max: 90}",
    ).replace("  per_session", "  topics_per_session: 1\n  per_session")
    keeps(text, {8: "a b", 11: "c"})
    said = "at least 50 minutes of reading in each of these sessions with readings; 2024-01-08 has 40"
    breaks(text, "exceptions", said, {8: "b"})
    assert [finding.code for finding in judge(text, {1: "a b"})] == ["topics-per-session"]
    assert [finding.code for finding in judge(text, {8: "a c"})] == []
    assert [finding.code for finding in judge(text, {8: "a b c"})] == ["session-minutes"]
    said = "at most 2 topics in each of these sessions with readings; 2024-01-08 has t, u, papers of no topic"
    breaks(text.replace("max: 90", "max: 200"), "exceptions", said, {8: "a b d"})


def test_no_papers_lifts_every_session() -> None:
    """A day of no reading, where else each session has some."""
    one_each = "papers: {max: 1}"
    days = "{dates: [2024-01-01, 2024-01-04, 2024-01-08, 2024-01-11], papers: {max: 0}}"
    text = excepted(days, one_each, every_session=True)
    keeps(text, {15: "a", 18: "b", 22: "c", 25: "d"})
    possible(text)
    impossible(excepted(days.replace(", 2024-01-11", ""), one_each, every_session=True))


def test_the_goal_of_an_exception_counts_for_extra_load() -> None:
    """90 minutes are 50 above 40 on the day of the exception, 30 are 10 above 20 elsewhere."""
    from tests.rules.hand import score

    text = excepted("{dates: [2024-01-08], minutes: {goal: 40}}", "minutes: {goal: 20}")
    assert score("extra_load", text, {1: "a", 8: "c b"}).value == 10 + 50


def test_exceptions_that_are_wrong() -> None:
    """Two for one session; a limit that leaves nothing beside the common one."""
    import pytest

    from planner.findings import InputError
    from tests.courses import make_problem

    twice = excepted(
        "{dates: [2024-01-08], papers: {max: 1}}\n  - {from: 2024-01-08, to: 2024-01-11, minutes: {max: 30}}"
    )
    with pytest.raises(InputError, match=r"the session on 2024-01-08 has an exception already \(line 20\); give each"):
        make_problem(twice)
    with pytest.raises(InputError, match=r"at most 1 papers here, and at least 2 in each session \(line 18\); say"):
        make_problem(excepted("{dates: [2024-01-08], papers: {max: 1}}", "papers: {min: 2}"))


# in_a_row -------------------------------------------------------------------------------------------------------


def test_at_most_two_theory_sessions_in_a_row() -> None:
    """Sessions are numbered over the term; one without such a paper, or without readings, breaks the row."""
    text = reading("in_a_row:\n  - {tag: theory, max: 1}  # here")
    keeps(text, {1: "a", 4: "c", 8: "b"})
    keeps(text, {1: "a", 8: "b"})
    keeps(text, {1: "a b"})
    said = 'at most 1 session in a row with papers tagged "theory"; here 2024-01-04, 2024-01-08'
    breaks(text, "in-a-row", said, {4: "a c", 8: "b"})
    impossible(text + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-08}]\n")
    possible(text + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-11}]\n")


def test_sessions_of_a_topic_in_a_row() -> None:
    """By main topic: b is of u, and a of t."""
    text = (
        reading("in_a_row:\n  - {topic: u, max: 2}  # here")
        .replace("[t, u]", "[u]")
        .replace("c: {title: C, minutes: 50, topics: [t]", "c: {title: C, minutes: 50, topics: [u]")
    )
    keeps(text, {1: "a", 4: "b", 11: "c"})
    said = 'at most 2 sessions in a row with papers of topic "u"; here 2024-01-01, 2024-01-04, 2024-01-08'
    breaks(text, "in-a-row", said, {1: "a", 4: "b", 8: "c"})


# topics_per_session with papers of no topic -----------------------------------------------------------------------


def test_papers_of_no_topic_are_one_more_topic() -> None:
    """d has no topic: it does not stand beside a, which is of t; a note counts such papers."""
    from tests.courses import make_course

    text = reading("topics_per_session: 1  # here")
    keeps(text, {1: "a c", 4: "d"})
    said = "at most 1 topics in one session; 2024-01-01 has t, papers of no topic"
    breaks(text, "topics-per-session", said, {1: "a d"})
    (told,) = [finding for finding in make_course(text).findings if finding.code == "no-topic"]
    assert told.message == '1 paper has none of the topics, such as "d": together they count as one more topic'
    bare = reading("topics_per_session: 1").replace("topics: [{id: t}, {id: u}, {id: v}]", "")
    for topics in (", topics: [t, u]", ", topics: [u]", ", topics: [t]"):
        bare = bare.replace(topics, "")
    keeps(bare, {1: "a b c d"})


def test_a_lighter_day_of_no_papers_lifts_every_session() -> None:
    """At most 0 papers from the 1st to the 11th, where else each session has one."""
    text = reading(
        "per_session: {papers: {max: 1}}\nlighter: [{from: 2024-01-01, to: 2024-01-11, papers: {max: 0}}]",
        every_session=True,
    )
    keeps(text, {15: "a", 18: "b", 22: "c", 25: "d"})
    possible(text)
    assert [finding.code for finding in judge(text, {15: "a", 18: "b", 22: "c"})] == ["every-session"]
