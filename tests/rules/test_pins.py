"""``pins``: decisions already made."""

from __future__ import annotations

import pytest

from planner.findings import InputError
from planner.plans.outcome import Outcome
from planner.problem.decision import Holding
from tests.courses import make_problem
from tests.rules.hand import breaks, course, impossible, judge, keeps, marked_line, possible
from tests.rules.test_papers import TWICE_A_DAY

COURSE = """
papers:
  details:
    a: {title: A, minutes: 10}
    b: {title: B, minutes: 10}
    c: {title: C, minutes: 10}
reading: {every_session: false, per_session: {papers: {max: 2}}}
events:
  - {id: talk, title: Talk, dates: [2024-01-22, 2024-01-25], readings: true}
people: [{id: ada}, {id: bo}]
duties: {per_session: {max: 2}}
roles:
  - {id: presenter, per: paper, count: {min: 0, max: 1}}
  - {id: scribe, per: session, count: {min: 0, max: 1}}
"""
AT = {22: "talk"}


def pinned(pin: str, rest: str = "", head: str = "") -> str:
    """A course with one pin."""
    text = course(COURSE, head) if head else course(COURSE)
    return f"{text}{rest}pins:\n  - {pin}  # here\n"


def test_pinned_paper() -> None:
    """A pinned paper is read, on any day."""
    text = pinned("{paper: a}")
    keeps(text, {1: "a"}, events=AT)
    keeps(text, {25: "b a"}, events=AT)
    findings = judge(text, {1: "b"}, events=AT)
    assert [(finding.code, finding.message, finding.where and finding.where.line) for finding in findings] == [
        ("must", 'paper "a" must be read; the plan leaves it out', marked_line(text)),
        ("pins", 'pinned: "a"; the plan has it otherwise', marked_line(text)),
    ]
    assert "a" in possible(text).sessions_of


def test_pinned_paper_on_a_date() -> None:
    """It is read on that date."""
    text = pinned("{paper: a, date: 2024-01-08}")
    keeps(text, {8: "a b"}, events=AT)
    breaks(text, "pins", 'pinned: "a" on 2024-01-08; the plan has it otherwise', {4: "a", 8: "b"}, events=AT)
    assert possible(text).session_of("a") == 2


def test_pinned_date_with_two_sessions() -> None:
    """A date is any session of the day, a session id only that one."""
    body = "pins:\n  - {paper: a, date: %s}  # here\n"
    plain = course(COURSE, TWICE_A_DAY).replace("dates: [2024-01-22, 2024-01-25]", 'dates: ["2024-01-08T15:30"]')
    at = {"2024-01-08T15:30": "talk"}
    day = plain + body % "2024-01-01"
    keeps(day, {"2024-01-01T10:00": "a"}, events=at)
    keeps(day, {"2024-01-01T15:30": "a"}, events=at)
    said = 'pinned: "a" on %s; the plan has it otherwise'
    breaks(day, "pins", said % "2024-01-01", {"2024-01-08T10:00": "a"}, events=at)
    session = plain + body % '"2024-01-01T15:30"'
    keeps(session, {"2024-01-01T15:30": "a"}, events=at)
    breaks(session, "pins", said % "2024-01-01T15:30", {"2024-01-01T10:00": "a"}, events=at)


def test_pinned_event() -> None:
    """An event stands on its pinned date."""
    text = pinned("{event: talk, date: 2024-01-25}")
    keeps(text, {1: "a"}, events={25: "talk"})
    breaks(text, "pins", 'pinned: event "talk" on 2024-01-25; the plan has it otherwise', {1: "a"}, events={22: "talk"})
    assert possible(text).event_sessions["talk"] == (7,)


def test_pinned_person_at_a_paper() -> None:
    """The person holds a duty at the paper, or a per-session one where it is read."""
    text = pinned("{paper: a, person: ada}")
    keeps(text, {4: "a"}, events=AT, duties={4: "ada presenter a"})
    keeps(text, {4: "a"}, events=AT, duties={4: "ada scribe"})
    keeps(text, {4: "a b"}, events=AT, duties={4: "ada scribe, bo presenter a"})
    said = 'pinned: ada at "a"; the plan has it otherwise'
    breaks(text, "pins", said, {4: "a"}, events=AT)
    breaks(text, "pins", said, {4: "a"}, events=AT, duties={4: "bo presenter a, bo scribe"})
    breaks(text, "pins", said, {4: "a b"}, events=AT, duties={4: "ada presenter b"})
    breaks(text, "pins", said, {4: "a", 8: "b"}, events=AT, duties={8: "ada scribe"})
    outcome = possible(text)
    session = outcome.session_of("a")
    assert session is not None
    assert {Holding("presenter", "ada", "a"), Holding("scribe", "ada")} & set(outcome.decision.duties[session])


def test_pinned_person_in_a_role_per_paper() -> None:
    """The person holds that role at the paper."""
    text = pinned("{paper: a, person: ada, role: presenter}")
    keeps(text, {4: "a"}, events=AT, duties={4: "ada presenter a"})
    said = 'pinned: ada as presenter at "a"; the plan has it otherwise'
    breaks(text, "pins", said, {4: "a b"}, events=AT, duties={4: "ada presenter b, ada scribe"})


def test_pinned_person_in_a_role_per_session_at_a_paper() -> None:
    """A per-session role with a paper means the session that reads it."""
    text = pinned("{paper: a, person: ada, role: scribe}")
    keeps(text, {4: "a"}, events=AT, duties={4: "ada scribe"})
    said = 'pinned: ada as scribe at "a"; the plan has it otherwise'
    breaks(text, "pins", said, {4: "a"}, events=AT, duties={4: "ada presenter a"})
    breaks(text, "pins", said, {4: "a", 8: "b"}, events=AT, duties={8: "ada scribe"})
    outcome = possible(text)
    assert outcome.holders["scribe", outcome.session_of("a") or 0, None] == ("ada",)


def test_pinned_person_at_a_paper_on_a_date() -> None:
    """All of it together."""
    for role, duty in (("presenter", "ada presenter a"), ("scribe", "ada scribe")):
        text = pinned(f"{{paper: a, date: 2024-01-08, person: ada, role: {role}}}")
        keeps(text, {8: "a"}, events=AT, duties={8: duty})
        said = f'pinned: ada as {role} at "a" on 2024-01-08; the plan has it otherwise'
        breaks(text, "pins", said, {8: "a"}, events=AT)
        breaks(text, "pins", said, {4: "a", 8: "b"}, events=AT, duties={4: duty})
        outcome = possible(text)
        assert "ada" in [holding.person for holding in outcome.decision.duties[2] if holding.role == role]
    text = pinned("{paper: a, date: 2024-01-08, person: ada}")
    keeps(text, {8: "a"}, events=AT, duties={8: "ada scribe"})
    said = 'pinned: ada at "a" on 2024-01-08; the plan has it otherwise'
    breaks(text, "pins", said, {8: "a b"}, events=AT, duties={8: "ada presenter b"})


def test_pinned_person_on_a_date() -> None:
    """The person holds some duty that day, whatever it is."""
    text = pinned("{person: ada, date: 2024-01-08}")
    keeps(text, {8: "b"}, events=AT, duties={8: "ada scribe"})
    keeps(text, {8: "b"}, events=AT, duties={8: "ada presenter b"})
    said = "pinned: ada on 2024-01-08; the plan has it otherwise"
    breaks(text, "pins", said, {8: "b"}, events=AT)
    breaks(text, "pins", said, {4: "a", 8: "b"}, events=AT, duties={4: "ada presenter a, ada scribe"})
    assert "ada" in [holding.person for holding in possible(text).decision.duties[2]]


def test_pinned_person_in_a_role_on_a_date() -> None:
    """The role counts, per paper and per session."""
    for role, fits, other in (
        ("presenter", "ada presenter b", "ada scribe"),
        ("scribe", "ada scribe", "ada presenter b"),
    ):
        text = pinned(f"{{person: ada, role: {role}, date: 2024-01-08}}")
        keeps(text, {4: "a", 8: "b"}, events=AT, duties={8: fits})
        said = f"pinned: ada as {role} on 2024-01-08; the plan has it otherwise"
        breaks(text, "pins", said, {4: "a", 8: "b"}, events=AT, duties={8: other})
        breaks(text, "pins", said, {4: "b", 8: "a"}, events=AT, duties={4: fits})
        assert Holding(role, "ada") in [holding._replace(paper=None) for holding in possible(text).decision.duties[2]]


def test_pinned_person_in_a_role() -> None:
    """On any day."""
    for role, fits, other in (
        ("presenter", "ada presenter b", "ada scribe"),
        ("scribe", "ada scribe", "ada presenter b"),
    ):
        text = pinned(f"{{person: ada, role: {role}}}")
        keeps(text, {11: "b"}, events=AT, duties={11: fits})
        said = f"pinned: ada as {role}; the plan has it otherwise"
        breaks(text, "pins", said, {11: "b"}, events=AT, duties={11: other})
        breaks(text, "pins", said, {11: "b"}, events=AT, duties={11: fits.replace("ada", "bo")})
        assert role in [duty.role for _, duty in possible(text).duties_by_person["ada"]]


def test_pins_that_cannot_hold_together() -> None:
    """Three papers on a day of two; a person in a seat that the role has not; two people on one seat."""
    day = "  - {paper: b, date: 2024-01-08}\n  - {paper: c, date: 2024-01-%s}\n"
    possible(pinned("{paper: a, date: 2024-01-08}") + day % "11")
    impossible(pinned("{paper: a, date: 2024-01-08}") + day % "08")
    two = "  - {person: bo, date: 2024-01-08, role: scribe}\n"
    possible(pinned("{person: ada, date: 2024-01-04, role: scribe}") + two)
    impossible(pinned("{person: ada, date: 2024-01-08, role: scribe}") + two)
    possible(pinned("{person: ada, date: 2024-01-08}") + two)


def test_pins_hold_against_other_rules() -> None:
    """A pin loosens nothing: it makes the course impossible."""
    away = course(COURSE).replace("{id: ada}", "{id: ada, unavailable: [2024-01-08]}")
    possible(away + "pins: [{person: ada, date: 2024-01-11}]\n")
    impossible(away + "pins: [{person: ada, date: 2024-01-08}]\n")
    alone = course(COURSE).replace("{id: ada}", "{id: ada, roles: [scribe]}")
    possible(alone + "pins: [{person: ada, paper: a}]\n")
    impossible(alone + "pins: [{person: ada, paper: a, role: presenter}]\n")


def test_pin_of_a_role_that_has_no_seat_there() -> None:
    """A role that sits only elsewhere."""
    late = course(COURSE).replace("per: session,", "per: session, from: 2024-01-11,")
    possible(late + "pins: [{person: ada, date: 2024-01-11, role: scribe}]\n")
    impossible(late + "pins: [{person: ada, date: 2024-01-08, role: scribe}]\n")


def test_pins_of_a_duty_at_an_event() -> None:
    """A person at a session without readings, where an event gives the seat."""
    host = course(COURSE).replace("roles:\n", "roles:\n  - {id: host, per: session, on: {events: [talk]}}\n")
    text = f"{host}pins:\n  - {{person: ada, role: host, date: 2024-01-25}}  # here\n"
    keeps(text, {}, events={25: "talk"}, duties={25: "ada host"})
    breaks(
        text,
        "pins",
        "pinned: ada as host on 2024-01-25; the plan has it otherwise",
        {},
        events={22: "talk"},
        duties={22: "ada host"},
    )
    assert possible(text).event_sessions["talk"] == (7,)


@pytest.mark.parametrize(
    "pin",
    [
        "{paper: a, date: 2024-01-02}",
        "{paper: zz}",
        "{person: zoe, role: scribe}",
        "{person: ada, role: chair}",
        "{event: party, date: 2024-01-08}",
        "{date: 2024-01-08}",
    ],
)
def test_pins_that_name_nothing(pin: str) -> None:
    """A date that is no session, unknown names, and a date alone are errors of the file, with the pin's line."""
    text = pinned(pin)
    with pytest.raises(InputError) as raised:
        make_problem(text)
    assert marked_line(text) in [finding.where.line for finding in raised.value.findings if finding.where]


def test_pinned_people_need_their_days() -> None:
    """Subjects of a finding name the day, the paper and the person."""
    finding = breaks(
        pinned("{paper: a, date: 2024-01-08, person: ada}"),
        "pins",
        'pinned: ada at "a" on 2024-01-08; the plan has it otherwise',
        {8: "a"},
        events=AT,
    )
    assert finding.subjects == ("2024-01-08", "a", "ada")


def test_planned_pins_survive_every_goal() -> None:
    """The goals do not move what is pinned."""
    text = (
        pinned("{paper: a, date: 2024-01-25, person: bo, role: presenter}")
        + "goals: [priority, peak_load, vacancies]\n"
    )
    outcome: Outcome = possible(text)
    assert outcome.holders["presenter", 7, "a"] == ("bo",)
