"""Rules about people, roles and duties."""

from __future__ import annotations

from tests.courses import make_problem
from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible
from tests.rules.test_papers import TWICE_A_DAY

PAPERS = """
papers:
  details:
    a: {title: A, minutes: 10, topics: [t, u], tags: [hard]}
    b: {title: B, minutes: 10, topics: [u]}
    c: {title: C, minutes: 10, topics: [u]}
    d: {title: D, minutes: 10}
topics: [{id: t}, {id: u}]
reading: {every_session: false, optional_per_session: {max: 2}}
"""
PEOPLE = "- {id: ada, name: Ada}\n- {id: bo, name: Bo}\n- {id: cy, name: Cy}"
PRESENTER = "- {id: presenter, per: paper}"
SCRIBE = "- {id: scribe, per: session}"
FREE = "- {id: presenter, per: paper, count: {min: 0, max: 3}}\n- {id: scribe, per: session, count: {min: 0, max: 3}}"
"""Seats that may all stay empty, so that a decision breaks nothing but what a test is about."""


def seats(roles: str, people: str = PEOPLE, rest: str = "", head: str = "") -> str:
    """A course of four papers with these roles, people and further sections."""
    text = course(PAPERS, head) if head else course(PAPERS)
    return text + _section("roles", roles) + _section("people", people) + rest.lstrip("\n")


def _section(name: str, entries: str) -> str:
    return f"{name}:\n" + "".join(f"  {line}\n" for line in entries.strip().splitlines())


# seats ----------------------------------------------------------------------------------------------------------


def test_seat_for_each_required_paper() -> None:
    """A role per paper has one seat at each required paper, and none at a listed one."""
    text = seats("- id: presenter\n  per: paper\n  count: {min: 1, max: 1}  # here")
    keeps(text, {1: "a b"}, duties={1: "ada presenter a, bo presenter b"})
    keeps(text, {1: "b"}, {1: "a"}, duties={1: "ada presenter b"})
    keeps(text, {})
    said = 'at least 1 presenter for each paper with seats; "b" on 2024-01-01 has 0'
    breaks(text, "seats", said, {1: "a b"}, duties={1: "ada presenter a"})
    said = 'at most 1 presenter for each paper with seats; "a" on 2024-01-01 has 2'
    breaks(text, "seats", said, {1: "a"}, duties={1: "ada presenter a, bo presenter a"})
    outcome = possible(text)
    assert sum(len(duties) for duties in outcome.decision.duties) == len(outcome.all_required) == 4


def test_no_seat_at_a_listed_or_absent_paper() -> None:
    """Nobody presents what is not required there."""
    text = seats(FREE.replace("count: {min: 0, max: 3}}\n", "count: {min: 0, max: 3}}  # here\n"))
    said = 'there is no seat of presenter for "%s" on 2024-01-01; held by ada'
    breaks(text, "seats", said % "a", {1: "b"}, {1: "a"}, duties={1: "ada presenter a"})
    breaks(text, "seats", said % "b", {1: "a", 4: "b"}, duties={1: "ada presenter b"})


def test_seats_for_each_session_with_readings() -> None:
    """A role per session has its seats once a session, where something is required."""
    text = seats("- id: scribe\n  per: session\n  count:\n    min: 1  # least\n    max: 2  # most")
    keeps(text, {1: "a b", 4: "c"}, duties={1: "ada scribe, bo scribe", 4: "ada scribe"})
    said = "at least 1 scribe for each session with seats; the session on 2024-01-04 has 0"
    breaks(text, "seats", said, {1: "a", 4: "c"}, duties={1: "ada scribe"}, mark="# least")
    said = "at most 2 scribe for each session with seats; the session on 2024-01-01 has 3"
    breaks(text, "seats", said, {1: "a"}, duties={1: "ada scribe, bo scribe, cy scribe"}, mark="# most")
    findings = judge(text, {1: "a"}, duties={1: "ada scribe", 8: "bo scribe"})
    assert [finding.message for finding in findings] == ["there is no seat of scribe on 2024-01-08; held by bo"]
    assert len(possible(text).holders) == len(possible(text).reading_sessions)


def test_seats_are_held_by_different_people() -> None:
    """Nobody sits twice."""
    text = seats("- {id: presenter, per: paper, count: 2}  # here", rest="duties: {per_session: {max: 2}}\n")
    keeps(text, {1: "a"}, duties={1: "ada presenter a, bo presenter a"})
    said = '"a" on 2024-01-01 has the same presenter twice'
    breaks(text, "seats", said, {1: "a"}, duties={1: "ada presenter a, ada presenter a"})
    impossible(text.replace("count: 2", "count: 4") + "pins: [{paper: a}]\n")


def test_stranger_roles_have_no_seats() -> None:
    """A role that the course lacks has no seat."""
    findings = judge(seats(PRESENTER), {1: "a"}, duties={1: "ada presenter a, bo chair"})
    assert [finding.message for finding in findings if finding.code == "seats"] == [
        "there is no seat of chair on 2024-01-01; held by bo"
    ]


def test_seats_from_and_to() -> None:
    """No seat before the later of the role's and the duties' ``from``, none after its ``to``."""
    role = "- {id: scribe, per: session, from: 2024-01-%s, to: 2024-01-15}  # here"
    said = "there is no seat of scribe on 2024-01-%s; held by ada"
    reads = {4: "a", 8: "b", 15: "c", 18: "d"}
    for of_role, of_duties in (("08", "04"), ("04", "08")):
        text = seats(role % of_role, rest=f"duties: {{from: 2024-01-{of_duties}}}\n")
        keeps(text, reads, duties={8: "ada scribe", 15: "bo scribe"})
        most = {8: "bo scribe", 15: "bo scribe"}
        breaks(text, "seats", said % "04", reads, duties={4: "ada scribe", **most})
        breaks(text, "seats", said % "18", reads, duties={18: "ada scribe", **most})


def test_per_paper_seats_from() -> None:
    """The same for seats at papers."""
    text = seats("- {id: presenter, per: paper, from: 2024-01-08}  # here")
    keeps(text, {4: "a", 8: "b"}, duties={8: "ada presenter b"})
    said = 'there is no seat of presenter for "a" on 2024-01-04; held by ada'
    breaks(text, "seats", said, {4: "a", 8: "b"}, duties={4: "ada presenter a", 8: "ada presenter b"})


def test_seats_on_days_and_dates() -> None:
    """``on: {days}`` and ``on: {dates}``; both together must hold."""
    text = seats("- {id: scribe, per: session, on: {days: [Thu], dates: [2024-01-01, 2024-01-04, 2024-01-11]}}  # here")
    keeps(text, {1: "a", 4: "b", 18: "c"}, duties={4: "ada scribe"})
    said = "there is no seat of scribe on 2024-01-%s; held by bo"
    breaks(text, "seats", said % "01", {1: "a", 4: "b"}, duties={1: "bo scribe", 4: "ada scribe"})
    breaks(text, "seats", said % "18", {4: "b", 18: "c"}, duties={4: "ada scribe", 18: "bo scribe"})


def test_per_paper_seats_on_topics_and_tags() -> None:
    """Per paper, ``on`` means the paper's own (main) topic and tags."""
    by_topic = seats("- {id: presenter, per: paper, on: {topics: [u]}}  # here")
    keeps(by_topic, {1: "a b d"}, duties={1: "ada presenter b"})
    said = 'there is no seat of presenter for "a" on 2024-01-01; held by bo'
    breaks(by_topic, "seats", said, {1: "a b"}, duties={1: "ada presenter b, bo presenter a"})
    by_tag = seats("- {id: presenter, per: paper, on: {tags: [hard]}}  # here")
    keeps(by_tag, {1: "a b"}, duties={1: "ada presenter a"})
    breaks(by_tag, "seats", said.replace('"a"', '"b"'), {1: "a b"}, duties={1: "ada presenter a, bo presenter b"})


def test_per_session_seats_on_topics_and_tags() -> None:
    """Per session, one paper of the topic, or with the tag, gives the session its seats."""
    by_topic = seats("- {id: scribe, per: session, on: {topics: [t]}}  # here")
    keeps(by_topic, {1: "a b", 4: "c d"}, duties={1: "ada scribe"})
    said = "there is no seat of scribe on 2024-01-04; held by bo"
    breaks(by_topic, "seats", said, {1: "a b", 4: "c"}, duties={1: "ada scribe", 4: "bo scribe"})
    by_tag = seats("- {id: scribe, per: session, on: {tags: [hard]}}  # here")
    keeps(by_tag, {1: "a b", 4: "c d"}, duties={1: "ada scribe"})
    breaks(by_tag, "seats", said, {1: "a b", 4: "c"}, duties={1: "ada scribe", 4: "bo scribe"})


TALK = """
events:
  - {id: talk, title: Talk, dates: [2024-01-04, 2024-01-08]}
  - {id: open, title: Open, dates: [2024-01-11], readings: true}
"""


def test_seats_at_events_without_readings() -> None:
    """``on: {events}`` makes per-session seats at those events, with and without readings, and nowhere else."""
    text = seats(
        "- id: host\n  per: session\n  on: {events: [talk, open]}\n  count: {min: 1, max: 1}  # here", rest=TALK
    )
    at = {8: "talk", 11: "open"}
    keeps(text, {1: "a"}, duties={8: "ada host", 11: "bo host"}, events=at)
    keeps(text, {11: "a"}, duties={8: "ada host", 11: "bo host"}, events=at)
    said = "at least 1 host for each session with seats; the session on 2024-01-08 has 0"
    breaks(text, "seats", said, {1: "a"}, duties={11: "bo host"}, events=at)
    findings = judge(text, {1: "a"}, duties={1: "ada host", 8: "ada host", 11: "bo host"}, events=at)
    assert [finding.message for finding in findings] == ["there is no seat of host on 2024-01-01; held by ada"]
    outcome = possible(text)
    assert len(outcome.holders) == 2


def test_seats_at_events_from() -> None:
    """The other keys of ``on`` and ``from`` bind seats at events too."""
    text = seats("- {id: host, per: session, on: {events: [talk]}, from: 2024-01-08}  # here", rest=TALK)
    keeps(text, {}, events={4: "talk", 11: "open"})
    keeps(text, {}, events={8: "talk", 11: "open"}, duties={8: "ada host"})
    said = "there is no seat of host on 2024-01-04; held by ada"
    breaks(text, "seats", said, {}, events={4: "talk", 11: "open"}, duties={4: "ada host"})


def test_per_paper_seats_at_events() -> None:
    """A role per paper with ``on: {events}`` has seats at the papers beside those events."""
    text = seats("- {id: presenter, per: paper, on: {events: [open]}}  # here", rest=TALK)
    at = {8: "talk", 11: "open"}
    keeps(text, {1: "a", 11: "b c"}, events=at, duties={11: "ada presenter b, bo presenter c"})
    keeps(text, {1: "a"}, events=at)
    said = 'there is no seat of presenter for "a" on 2024-01-01; held by cy'
    breaks(text, "seats", said, {1: "a"}, events=at, duties={1: "cy presenter a"})


def test_role_without_seats() -> None:
    """``count: 0`` has no seats at all."""
    text = seats("- id: scribe\n  per: session\n  count: 0  # here")
    keeps(text, {1: "a"})
    said = "at most 0 scribe for each session with seats; the session on 2024-01-01 has 1"
    breaks(text, "seats", said, {1: "a"}, duties={1: "ada scribe"})


def test_seats_that_nobody_can_fill() -> None:
    """Four papers on one day need four people."""
    day = "pins: [{paper: a, date: 2024-01-01}, {paper: b, date: 2024-01-01}, {paper: c, date: 2024-01-01}%s]\n"
    possible(seats(PRESENTER, rest=day.replace("%s", "")))
    impossible(seats(PRESENTER, rest=day.replace("%s", ", {paper: d, date: 2024-01-01}")))


# availability ---------------------------------------------------------------------------------------------------


def test_unavailable_people_hold_no_duty() -> None:
    """Dates, ranges (both ends inclusive), and weekdays."""
    people = (
        "- id: ada\n  name: Ada\n  unavailable:\n    - 2024-01-04  # date\n"
        "    - {from: 2024-01-15, to: 2024-01-18}  # range\n"
        "- id: bo\n  name: Bo\n  unavailable:\n    - Mon  # weekday\n- id: cy"
    )
    text = seats(FREE, people)
    keeps(text, {1: "a", 8: "b"}, duties={1: "ada presenter a", 8: "ada scribe"})
    keeps(text, {4: "a", 25: "b"}, duties={4: "bo presenter a", 25: "bo scribe"})
    said = "Ada is unavailable on 2024-01-%s; is %s there"
    breaks(text, "availability", said % ("04", "presenter"), {4: "a"}, duties={4: "ada presenter a"}, mark="# date")
    breaks(text, "availability", said % ("15", "scribe"), {15: "a"}, duties={15: "ada scribe"}, mark="# range")
    breaks(text, "availability", said % ("18", "scribe"), {18: "a"}, duties={18: "ada scribe"}, mark="# range")
    said = "Bo is unavailable on 2024-01-22; is scribe there"
    breaks(text, "availability", said, {22: "a"}, duties={22: "bo scribe"}, mark="# weekday")


def test_unavailable_for_one_of_two_sessions() -> None:
    """A session id is that session only, a date is all of its day."""
    people = '- id: ada\n  unavailable: ["2024-01-01T10:00", 2024-01-08]  # here\n- {id: bo}'
    text = seats(FREE, people, head=TWICE_A_DAY)
    keeps(text, {"2024-01-01T15:30": "a"}, duties={"2024-01-01T15:30": "ada scribe"})
    for session in ("2024-01-01T10:00", "2024-01-08T10:00", "2024-01-08T15:30"):
        said = f"ada is unavailable on {session}; is scribe there"
        breaks(text, "availability", said, {session: "a"}, duties={session: "ada scribe"})


def test_people_who_join_and_leave() -> None:
    """``from`` and ``until``, both inclusive; staff too."""
    text = seats(FREE, "- id: ada\n  from: 2024-01-08  # joins\n  until: 2024-01-15  # leaves\n  staff: true")
    keeps(text, {8: "a", 15: "b"}, duties={8: "ada scribe", 15: "ada scribe"})
    said = "ada joins on 2024-01-08; is scribe there"
    breaks(text, "availability", said, {4: "a"}, duties={4: "ada scribe"}, mark="# joins")
    said = "ada leaves after 2024-01-15; is scribe there"
    breaks(text, "availability", said, {18: "a"}, duties={18: "ada scribe"}, mark="# leaves")


def test_nobody_there() -> None:
    """A seat on a day when everybody is away."""
    people = "- {id: ada, unavailable: [2024-01-04]}\n- {id: bo, until: 2024-01-0%d}"
    pin = "pins: [{paper: a, date: 2024-01-04}]\n"
    possible(seats(PRESENTER, people % 4, pin))
    impossible(seats(PRESENTER, people % 3, pin))


# held roles -----------------------------------------------------------------------------------------------------


def test_people_hold_their_roles_only() -> None:
    """A role that is not theirs is not held; without ``roles`` every role is."""
    text = seats(FREE, "- id: ada\n  name: Ada\n  roles: [scribe]  # here\n- {id: bo}")
    keeps(text, {1: "a"}, duties={1: "ada scribe, bo presenter a"})
    keeps(text, {1: "a"}, duties={1: "bo scribe"})
    said = "Ada holds only these roles: scribe; on 2024-01-01 they are presenter"
    breaks(text, "held-roles", said, {1: "a"}, duties={1: "ada presenter a"})
    impossible(seats(PRESENTER + "\n" + SCRIBE, "- {id: ada, roles: [scribe]}", "pins: [{paper: a}]\n"))


def test_people_without_any_role() -> None:
    """An empty list bars every role."""
    text = seats(FREE, "- id: ada\n  roles: []  # here\n- {id: bo}")
    said = "ada holds only these roles: none; on 2024-01-01 they are scribe"
    breaks(text, "held-roles", said, {1: "a"}, duties={1: "ada scribe"})


def test_strangers_hold_no_duty() -> None:
    """A duty of somebody that the course lacks."""
    (finding,) = judge(seats(FREE), {1: "a"}, duties={1: "zoe scribe"})
    assert (finding.code, finding.message) == ("held-roles", 'the course has no person "zoe"')


# conflicts ------------------------------------------------------------------------------------------------------


def test_conflicts() -> None:
    """No duty at the paper, and no per-session duty where it is read; duties at other papers there are fine."""
    text = seats(FREE, "- id: ada\n  name: Ada\n  conflicts: [a]  # here\n- {id: bo}")
    keeps(text, {1: "a b"}, duties={1: "ada presenter b"})
    keeps(text, {1: "b", 4: "a"}, duties={1: "ada scribe"})
    keeps(text, {1: "b"}, {1: "a"}, duties={1: "ada scribe"})
    said = 'Ada has a conflict with "a"; is %s on 2024-01-01'
    breaks(text, "conflicts", said % "presenter", {1: "a b"}, duties={1: "ada presenter a"})
    breaks(text, "conflicts", said % "scribe", {1: "a b"}, duties={1: "ada scribe"})


def test_conflict_that_leaves_nobody() -> None:
    """The only person there has a conflict."""
    pin = "pins: [{paper: a}]\n"
    for roles in (PRESENTER, SCRIBE):
        possible(seats(roles, "- {id: ada, conflicts: [b]}", pin))
        impossible(seats(roles, "- {id: ada, conflicts: [a]}", pin))


def test_conflict_with_a_paper_that_is_never_read() -> None:
    """Does not matter."""
    text = seats(FREE, "- {id: ada, conflicts: [a]}").replace("topics: [{id: t}", "  never: [a]\ntopics: [{id: t}")
    keeps(text, {1: "b"}, duties={1: "ada scribe"})


# duties per person ----------------------------------------------------------------------------------------------


def test_duties_of_each_person() -> None:
    """``duties.per_person`` counts all roles over the term."""
    text = seats(FREE, PEOPLE, "duties:\n  per_person:\n    min: 1  # least\n    max: 2  # most\n")
    fine = {1: "ada presenter a, bo scribe", 4: "ada scribe, cy presenter b"}
    keeps(text, {1: "a", 4: "b"}, duties=fine)
    said = "at least 1 duties for Cy; the plan has 0"
    without_cy = {1: "ada presenter a, bo scribe", 4: "ada scribe"}
    breaks(text, "duties-per-person", said, {1: "a", 4: "b"}, duties=without_cy, mark="# least")
    said = "at most 2 duties for Ada; the plan has 3"
    many = {**fine, 8: "ada presenter c"}
    breaks(text, "duties-per-person", said, {1: "a", 4: "b", 8: "c"}, duties=many, mark="# most")


def test_own_limits_override_key_by_key() -> None:
    """A person's own maximum stands in place of the common one; the common minimum stays."""
    people = "- id: ada\n  name: Ada\n  duties: {max: 3}  # own\n- id: bo\n  name: Bo\n  duties: {min: 0}"
    text = seats(FREE, people, "duties:\n  per_person:\n    min: 1  # least\n    max: 1  # most\n")
    reads = {1: "a", 4: "b", 8: "c", 11: "d"}
    keeps(text, reads, duties={1: "ada scribe", 4: "ada scribe", 8: "ada scribe"})
    said = "at most 3 duties for Ada; the plan has 4"
    four = {1: "ada scribe", 4: "ada scribe", 8: "ada scribe", 11: "ada scribe"}
    breaks(text, "duties-per-person", said, reads, duties=four, mark="# own")
    said = "at least 1 duties for Ada; the plan has 0"
    breaks(text, "duties-per-person", said, reads, duties={1: "bo scribe"}, mark="# least")
    said = "at most 1 duties for Bo; the plan has 2"
    two = {1: "bo scribe", 4: "bo scribe", 8: "ada scribe"}
    breaks(text, "duties-per-person", said, reads, duties=two, mark="# most")


def test_minima_spare_who_joins_or_leaves() -> None:
    """Minima do not bind people with ``from`` or ``until``, whether common or their own or of a role; maxima do."""
    people = (
        "- {id: ada, name: Ada, from: 2024-01-02}\n- {id: bo, until: 2024-01-24, duties: {min: 2}}\n"
        "- {id: cy, from: 2024-01-01, until: 2024-01-25}"
    )
    roles = FREE.replace("per: session,", "per: session, per_person: {min: 1},")
    text = seats(roles, people, "duties:\n  per_person: {min: 1, max: 1}  # here\n")
    keeps(text, {1: "a"})
    said = "at most 1 duties for Ada; the plan has 2"
    breaks(text, "duties-per-person", said, {4: "a", 8: "b"}, duties={4: "ada scribe", 8: "ada scribe"})


def test_staff_are_outside_the_limits() -> None:
    """Neither ``per_person`` of the duties nor of a role binds staff; their own limits do."""
    people = "- {id: ta, staff: true}\n- id: prof\n  name: Prof\n  staff: true\n  duties: {max: 1}  # here\n- {id: ada}"
    roles = FREE.replace("per: session,", "per: session, per_person: {min: 1, max: 1},")
    text = seats(roles, people, "duties:\n  per_person: {min: 1, max: 1}\n  gap: 9\n  gap_days: 99\n")
    reads = {1: "a", 4: "b", 8: "c"}
    keeps(text, reads, duties={1: "ta scribe, ada scribe", 4: "ta scribe", 8: "prof presenter c"})
    said = "at most 1 duties for Prof; the plan has 2"
    duties = {1: "ada scribe", 4: "prof scribe", 8: "prof presenter c"}
    breaks(text, "duties-per-person", said, reads, duties=duties)


def test_too_many_duties_for_too_few() -> None:
    """Four papers, two people, at most one duty each; or at least three each."""
    people = "- {id: ada}\n- {id: bo}"
    pins = "pins: [{paper: a}, {paper: b}, {paper: c}, {paper: d}]\n"
    possible(seats(PRESENTER, people, "duties: {per_person: {min: 2, max: 2}}\n" + pins))
    impossible(seats(PRESENTER, people, "duties: {per_person: {max: 1}}\n" + pins))
    impossible(seats(PRESENTER, people, "duties: {per_person: {min: 3}}\n" + pins))


# duties per role ------------------------------------------------------------------------------------------------


def test_duties_in_a_role() -> None:
    """``roles[].per_person`` counts one role; the minimum spares who may not hold it."""
    roles = (
        "- {id: presenter, per: paper, count: {min: 0, max: 3}}\n"
        "- id: scribe\n  per: session\n  count: {min: 0, max: 3}\n"
        "  per_person:\n    min: 1  # least\n    max: 1  # most"
    )
    text = seats(roles, "- {id: ada, name: Ada}\n- {id: bo, name: Bo}\n- {id: cy, roles: [presenter]}")
    reads = {1: "a", 4: "b", 8: "c"}
    keeps(text, reads, duties={1: "ada scribe, bo scribe", 4: "ada presenter b", 8: "ada presenter c"})
    said = "at least 1 duties as scribe for Bo; the plan has 0"
    breaks(text, "duties-per-role", said, reads, duties={1: "ada scribe", 4: "bo presenter b"}, mark="# least")
    said = "at most 1 duties as scribe for Ada; the plan has 2"
    two = {1: "ada scribe, bo scribe", 4: "ada scribe"}
    breaks(text, "duties-per-role", said, reads, duties=two, mark="# most")


def test_role_that_nobody_may_hold_often_enough() -> None:
    """Three scribe duties for two people who take one each."""
    role = "- {id: scribe, per: session, per_person: {max: 1}}"
    reading = "pins: [{paper: a, date: 2024-01-01}, {paper: b, date: 2024-01-04}%s]\n"
    people = "- {id: ada}\n- {id: bo}"
    possible(seats(role, people, reading.replace("%s", "")))
    impossible(seats(role, people, reading.replace("%s", ", {paper: c, date: 2024-01-08}")))


# duties per session ---------------------------------------------------------------------------------------------


def test_one_duty_a_session_is_the_default() -> None:
    """Of all roles together, unless the file says otherwise."""
    text = seats(FREE)
    (finding,) = judge(text, {1: "a"}, duties={1: "ada presenter a, ada scribe"})
    assert finding.code == "duties-per-session"
    assert finding.message == "at most 1 duties of one person in one session; ada has 2 on 2024-01-01"
    keeps(text, {1: "a", 4: "b"}, duties={1: "ada presenter a", 4: "ada presenter b"})


def test_several_duties_a_session() -> None:
    """``duties.per_session`` binds staff too."""
    people = "- {id: ada, staff: true}\n- {id: bo}"
    text = seats(FREE, people, "duties:\n  per_session:\n    max: 2  # here\n")
    keeps(text, {1: "a b"}, duties={1: "ada presenter a, ada scribe, bo presenter a, bo presenter b"})
    said = "at most 2 duties of one person in one session; ada has 3 on 2024-01-01"
    breaks(text, "duties-per-session", said, {1: "a b"}, duties={1: "ada presenter a, ada presenter b, ada scribe"})


def test_two_roles_for_one_person() -> None:
    """One person cannot fill two seats of a session, unless allowed to."""
    text = seats(PRESENTER + "\n" + SCRIBE, "- {id: ada}", "pins: [{paper: a}]\nduties: {per_session: {max: %d}}\n")
    impossible(text % 1)
    possible(text % 2)


def test_no_duty_in_any_session() -> None:
    """``max: 0``."""
    text = seats(PRESENTER, "- {id: ada}", "duties: {per_session: {max: 0}}\n")
    assert possible(text).all_required == ()
    impossible(text + "pins: [{paper: a}]\n")


# different roles ------------------------------------------------------------------------------------------------

FOUR = {1: "a", 4: "b", 8: "c", 11: "d"}


def test_different_roles() -> None:
    """At least min(k, their duties, the roles they may hold)."""
    roles = FREE + "\n- {id: chair, per: session, count: {min: 0, max: 1}}"
    people = (
        "- {id: ada, name: Ada}\n- {id: bo, name: Bo, roles: [scribe]}\n- {id: cy, name: Cy, roles: [scribe, chair]}"
    )
    text = seats(roles, people, "duties:\n  different_roles: 3  # here\n")
    # Fewer duties than k: as many roles as duties.
    keeps(text, FOUR, duties={1: "ada scribe", 4: "ada chair"})
    keeps(text, FOUR, duties={1: "ada scribe"})
    keeps(text, FOUR)
    # k duties or more: k roles.
    keeps(text, FOUR, duties={1: "ada scribe", 4: "ada chair", 8: "ada presenter c", 11: "ada scribe"})
    # Fewer roles than k: all of them.
    keeps(text, FOUR, duties={1: "bo scribe", 4: "bo scribe", 8: "cy scribe", 11: "cy chair"})
    said = "at least 3 different roles for each person; %s has %d in %d duties"
    breaks(text, "different-roles", said % ("Ada", 1, 2), FOUR, duties={1: "ada scribe", 4: "ada scribe"})
    three = {1: "ada scribe", 4: "ada scribe", 8: "ada chair"}
    breaks(text, "different-roles", said % ("Ada", 2, 3), FOUR, duties=three)
    breaks(text, "different-roles", said % ("Cy", 1, 2), FOUR, duties={1: "cy scribe", 4: "cy scribe"})


def test_different_roles_with_a_minimum_of_duties() -> None:
    """Whoever must hold two duties must hold two roles; not so who holds only one role."""
    roles = FREE + "\n- {id: chair, per: session, count: {min: 0, max: 1}}"
    people = "- {id: ada, name: Ada}\n- {id: bo, roles: [scribe]}\n- {id: cy, from: 2024-01-02}"
    text = seats(roles, people, "duties:\n  different_roles: 2  # here\n  per_person: {min: 2}\n")
    bo = {1: "bo scribe", 4: "bo scribe"}
    keeps(text, FOUR, duties={**bo, 8: "ada scribe", 11: "ada chair, cy scribe"})
    said = "at least 2 different roles for each person; Ada has 1 in 2 duties"
    breaks(text, "different-roles", said, FOUR, duties={**bo, 8: "ada scribe", 11: "ada scribe"})


def test_different_roles_that_seats_do_not_allow() -> None:
    """Two duties each, and seats of a second role only at one paper."""
    roles = SCRIBE + "\n- {id: chair, per: paper, on: {tags: [hard]}, count: {min: 0, max: 1}}"
    rest = (
        "duties: {per_session: {max: 2}, per_person: {min: 2}, different_roles: %d}\npins: [{paper: b}, {paper: c}]\n"
    )
    possible(seats(roles, "- {id: ada}", rest % 2))
    without = seats(roles, "- {id: ada}", rest).replace("topics: [{id: t}", "  never: [a]\ntopics: [{id: t}")
    possible(without % 1)
    impossible(without % 2)


# gaps -----------------------------------------------------------------------------------------------------------


def test_gap_counts_sessions_of_the_term() -> None:
    """Between duties in sessions i < j, j − i ≥ gap, numbered over all sessions, empty and blocked ones included."""
    events = "events: [{id: exam, title: Exam, dates: [2024-01-04]}]\n"
    text = seats(FREE, PEOPLE, events + "duties:\n  gap: 3  # here\n")
    at = {4: "exam"}
    keeps(text, {1: "a", 11: "b"}, events=at, duties={1: "ada presenter a", 11: "ada scribe"})
    keeps(text, {1: "a", 8: "b"}, events=at, duties={1: "ada presenter a", 8: "bo scribe"})
    said = "at least 3 sessions from one duty of a person to the next; Ada has duties on 2024-01-01 and 2024-01-08"
    breaks(text, "gap", said, {1: "a", 8: "b"}, events=at, duties={1: "ada presenter a", 8: "ada presenter b"})


def test_gap_of_two_is_not_two_in_a_row() -> None:
    """And two duties in one session are no gap at all."""
    text = seats(FREE, PEOPLE, "duties:\n  gap: 2  # here\n  per_session: {max: 2}\n")
    keeps(text, {1: "a", 8: "b"}, duties={1: "ada presenter a, ada scribe", 8: "ada presenter b, ada scribe"})
    said = "at least 2 sessions from one duty of a person to the next; Ada has duties on 2024-01-04 and 2024-01-08"
    breaks(text, "gap", said, {1: "a", 4: "b", 8: "c"}, duties={1: "bo scribe", 4: "ada scribe", 8: "ada scribe"})


def test_gap_longer_than_the_term() -> None:
    """At most one session with duties for each."""
    text = seats(FREE, PEOPLE, "duties:\n  gap: 20  # here\n")
    keeps(text, {1: "a"}, duties={1: "ada scribe"})
    said = "at least 20 sessions from one duty of a person to the next; Ada has duties on 2024-01-01 and 2024-01-25"
    breaks(text, "gap", said, {1: "a", 25: "b"}, duties={1: "ada scribe", 25: "ada scribe"})


def test_gap_in_days() -> None:
    """Four days from a Monday allow the next Monday, three the Thursday."""
    text = seats(FREE, PEOPLE, "duties:\n  gap_days: 4  # here\n")
    keeps(text, {1: "a", 8: "b"}, duties={1: "ada scribe", 8: "ada presenter b"})
    keeps(text, {4: "a", 8: "b"}, duties={4: "ada scribe", 8: "ada presenter b"})
    said = "at least 4 days from one duty of a person to the next; Ada has duties on 2024-01-01 and 2024-01-04"
    breaks(text, "gap-days", said, {1: "a", 4: "b"}, duties={1: "ada scribe", 4: "ada presenter b"})
    keeps(text.replace("gap_days: 4", "gap_days: 3"), {1: "a", 4: "b"}, duties={1: "ada scribe", 4: "ada presenter b"})


def test_gap_in_days_within_one_day() -> None:
    """Two sessions of one day are no day apart."""
    text = seats(FREE, "- {id: ada, name: Ada}", "duties:\n  gap_days: 1  # here\n", TWICE_A_DAY)
    keeps(text, {"2024-01-01T10:00": "a", "2024-01-08T10:00": "b"}, duties={"2024-01-01T10:00": "ada scribe"})
    said = (
        "at least 1 days from one duty of a person to the next; Ada has duties on 2024-01-01T10:00 and 2024-01-01T15:30"
    )
    both = {"2024-01-01T10:00": "ada scribe", "2024-01-01T15:30": "ada scribe"}
    breaks(text, "gap-days", said, {"2024-01-01T10:00": "a", "2024-01-01T15:30": "b"}, duties=both)


def test_gaps_that_leave_seats_empty() -> None:
    """Three sessions in a row, two people; every second for each does not do with gap 3."""
    pins = "pins: [{paper: a, date: 2024-01-01}, {paper: b, date: 2024-01-04}, {paper: c, date: 2024-01-08}]\n"
    people = "- {id: ada}\n- {id: bo}"
    possible(seats(PRESENTER, people, "duties: {gap: 2}\n" + pins))
    impossible(seats(PRESENTER, people, "duties: {gap: 3}\n" + pins))
    possible(seats(PRESENTER, people, "duties: {gap_days: 7}\n" + pins))
    impossible(seats(PRESENTER, people, "duties: {gap_days: 8}\n" + pins))


def test_teams_are_one_holder() -> None:
    """A team holds a seat as one."""
    text = seats(
        "- {id: presenter, per: paper, count: 2}", "- {id: duo, members: [{name: Cy}, {name: Di}]}\n- {id: bo}"
    )
    keeps(text, {1: "a"}, duties={1: "duo presenter a, bo presenter a"})
    assert [member for _, member in make_problem(text).people["duo"].members] == ["Cy", "Di"]
    impossible(text.replace("- {id: bo}", "") + "pins: [{paper: a}]\n")


def test_line_of_a_default() -> None:
    """A limit that the file does not give has a line all the same."""
    (finding,) = judge(seats(FREE), {1: "a"}, duties={1: "ada presenter a, ada scribe"})
    assert finding.where is not None
    assert finding.where.line is not None


def test_everything_broken_is_told_at_once() -> None:
    """Each rule says its own."""
    people = (
        "- id: ada\n  roles: [presenter]  # roles\n  conflicts: [a]  # conflicts\n  unavailable: [2024-01-01]  # away\n"
    )
    text = seats(FREE, people + "- {id: bo}")
    findings = judge(text, {1: "a"}, duties={1: "ada scribe"})
    assert [(finding.code, finding.where.line) for finding in findings if finding.where] == [
        ("availability", marked_line(text, "# away")),
        ("held-roles", marked_line(text, "# roles")),
        ("conflicts", marked_line(text, "# conflicts")),
    ]


# within ---------------------------------------------------------------------------------------------------------


def test_once_before_and_once_after_the_break() -> None:
    """Limits of each person in each part of the term."""
    text = seats(
        FREE, rest="duties:\n  within:\n    - {to: 2024-01-11, min: 1, max: 1}  # here\n", people="- {id: ada}"
    )
    keeps(text, {4: "a", 15: "b"}, duties={4: "ada presenter a"})
    keeps(text, {4: "a", 15: "b"}, duties={4: "ada scribe", 15: "ada presenter b"})
    said = "at least 1 duties of ada up to 2024-01-11; the plan has 0"
    breaks(text, "duties-within", said, {4: "a", 15: "b"}, duties={15: "ada presenter b"})
    said = "at most 1 duties of ada up to 2024-01-11; the plan has 2"
    breaks(text, "duties-within", said, {4: "a", 11: "b"}, duties={4: "ada presenter a", 11: "ada presenter b"})


def test_duties_in_one_role_in_a_part() -> None:
    """Only the role counts; whoever may not hold it is not asked for it."""
    people = "- {id: ada}\n- {id: bo, roles: [scribe]}"
    rest = "duties:\n  within:\n    - {from: 2024-01-08, role: presenter, min: 1}  # here\n"
    text = seats(FREE, people, rest)
    keeps(text, {8: "a"}, duties={8: "ada presenter a, bo scribe"})
    said = "at least 1 duties of ada as presenter from 2024-01-08 on; the plan has 0"
    breaks(text, "duties-within", said, {4: "a", 8: "b"}, duties={4: "ada presenter a", 8: "ada scribe"})
    other = FREE + "\n- {id: critic, per: paper, count: {min: 0, max: 1}}"
    breaks(seats(other, people, rest), "duties-within", said, {8: "b"}, duties={8: "ada critic b"})
    impossible(text.replace("min: 1}", "min: 9}"))
    outcome = possible(text)
    held = [(session, duty.role) for session, duty in outcome.duties_by_person["ada"]]
    assert any(session >= 2 and role == "presenter" for session, role in held)


def test_minima_of_a_part_spare_whom_the_common_minimum_spares() -> None:
    """Staff, those who come or go, and those with a minimum of their own."""
    people = "- {id: ta, staff: true}\n- {id: bo, from: 2024-01-04}\n- {id: cy, duties: {min: 0}}\n- {id: ada}"
    text = seats(FREE, people, "duties:\n  within:\n    - {to: 2024-01-11, min: 1, max: 1}  # here\n")
    keeps(text, {4: "a"}, duties={4: "ada presenter a"})
    said = "at least 1 duties of ada up to 2024-01-11; the plan has 0"
    breaks(text, "duties-within", said, {4: "a"}, duties={4: "cy presenter a"})
    said = "at most 1 duties of bo up to 2024-01-11; the plan has 2"
    held = {4: "bo presenter a", 8: "bo presenter b, ada scribe"}
    breaks(text, "duties-within", said, {4: "a", 8: "b"}, duties=held)
    free = {4: "ta presenter a, ada scribe", 8: "ta presenter b"}
    keeps(text, {4: "a", 8: "b"}, duties=free)


# except ---------------------------------------------------------------------------------------------------------


def test_no_seats_on_some_days() -> None:
    """Dates, ranges and weekdays under ``except`` of a role."""
    text = seats(
        "- {id: presenter, per: paper, count: {min: 0, max: 3}, "
        "except: [{from: 2024-01-08, to: 2024-01-11}, 2024-01-25]}  # here"
    )
    keeps(text, {4: "a", 8: "b"}, duties={4: "ada presenter a"})
    for number in (8, 11, 25):
        said = f'there is no seat of presenter for "a" on 2024-01-{number:02}; held by ada'
        breaks(text, "seats", said, {number: "a"}, duties={number: "ada presenter a"})
    filled = text.replace("min: 0", "min: 1")
    keeps(filled, {8: "a", 11: "b"})
