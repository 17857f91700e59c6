"""What differs between two plans, in words; who is affected, and how soon."""

from __future__ import annotations

from datetime import date

import pytest

from planner.plans.differences import affected, differences
from planner.plans.plan import CancelledMeeting, Duty, Plan, PlannedMember
from tests.courses import HEAD
from tests.repairs import STAMP, plan_by_hand
from tests.rules.hand import Days

TEXT = (
    HEAD
    + """\
papers: {details: {alpha: {title: Alpha, minutes: 30}, beta: {title: Beta, minutes: 30}}}
reading: {every_session: false, optional_per_session: {max: 1}}
events: [{id: talk, title: Talk, sessions: 2, from: 2024-01-01}]
roles: [{id: presenter, per: paper, count: {max: 1}}, {id: scribe, title: Note taker, per: session, count: {max: 2}}]
people: [{id: ada, name: Ada L.}, {id: bo, name: Bo}]
"""
)
READ: Days = {4: "alpha", 11: "beta"}
DUTIES: Days = {4: "ada presenter alpha, bo scribe", 11: "bo presenter beta"}
OLD = plan_by_hand(TEXT, READ, events={8: "talk", 15: "talk"}, duties=DUTIES)


def plan(read: Days = READ, optional: Days | None = None, events: Days | None = None, duties: Days = DUTIES) -> Plan:
    """Another plan of the course."""
    return plan_by_hand(TEXT, read, optional, events or {8: "talk", 15: "talk"}, duties)


def with_session(of: Plan, id_: str, **update: object) -> Plan:
    """The plan with one session otherwise."""
    sessions = [s.model_copy(update=update) if s.id == id_ else s for s in of.sessions]
    return of.model_copy(update={"sessions": sessions})


def texts(new: Plan, old: Plan = OLD) -> list[str]:
    """What differs: kind, people and text."""
    return [f"{d.kind} {' '.join(d.people)}: {d.text}".replace(" :", ":") for d in differences(old, new)]


def test_nothing() -> None:
    """A plan does not differ from itself, nor by the order in which a session names things."""
    assert texts(OLD) == []
    turned = with_session(OLD, "2024-01-04", duties=list(reversed(OLD.sessions[1].duties)))
    assert texts(turned) == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (plan({4: "alpha", 18: "beta"}, duties={4: DUTIES[4]}), ['"Beta" is read on Thu 18 Jan, not Thu 11 Jan']),
        (plan({4: "alpha"}, duties={4: DUTIES[4]}), ['"Beta" is not read (Thu 11 Jan)']),
        (
            plan({4: "alpha"}, {4: "beta"}, duties={4: DUTIES[4]}),
            ['"Beta" is optional on Thu 4 Jan, not Thu 11 Jan'],
        ),
    ],
    ids=["moved", "gone", "listed"],
)
def test_papers(new: Plan, said: list[str]) -> None:
    """A paper elsewhere, no more, or listed only; whoever presented it knows too."""
    lost = 'duty bo: no longer presenter of "Beta" on Thu 11 Jan'
    assert sorted(texts(new)) == sorted([*(f"paper: {text}" for text in said), lost])


def test_papers_back() -> None:
    """The other way round: newly read, newly optional, and read where it was optional."""
    listed, gone = plan({4: "alpha"}, {4: "beta"}), plan({4: "alpha"}, duties={4: DUTIES[4]})
    assert texts(plan(), gone) == [
        'paper: "Beta" is read on Thu 11 Jan',
        'duty bo: newly presenter of "Beta" on Thu 11 Jan',
    ]
    assert texts(plan({4: "alpha"}, {4: "beta"}, duties={4: DUTIES[4]}), gone) == [
        'paper: "Beta" is optional on Thu 4 Jan'
    ]
    assert texts(plan(), listed)[0] == 'paper: "Beta" is read on Thu 11 Jan, not optional Thu 4 Jan'


def test_events() -> None:
    """The dates that an event gains and loses; one that is gone has no date."""
    assert texts(plan(events={8: "talk", 18: "talk"})) == ["event: Talk is on Thu 18 Jan, not Mon 15 Jan"]
    assert texts(plan(events={18: "talk", 22: "talk"})) == [
        "event: Talk is on Thu 18 Jan and Mon 22 Jan, not Mon 8 Jan and Mon 15 Jan"
    ]
    assert texts(plan(events={8: "talk"})) == ["event: Talk is on no date, not Mon 15 Jan"]
    assert texts(OLD, plan(events={8: "talk"})) == ["event: Talk is on Mon 15 Jan"]


def test_duties() -> None:
    """Newly, no longer, and on another day; roles by their title."""
    new = plan(duties={4: "bo presenter alpha, ada scribe", 11: "bo presenter beta"})
    assert sorted(texts(new)) == [
        "duty ada: newly note taker on Thu 4 Jan",
        'duty ada: no longer presenter of "Alpha" on Thu 4 Jan',
        'duty bo: newly presenter of "Alpha" on Thu 4 Jan',
        "duty bo: no longer note taker on Thu 4 Jan",
    ]
    moved = plan(duties={4: "ada presenter alpha", 11: "bo presenter beta, bo scribe"})
    assert texts(moved) == ["duty bo: note taker on Thu 11 Jan, not Thu 4 Jan"]


def test_meetings() -> None:
    """Lost, with its reason; new; at another time; elsewhere. What is held there moves along."""
    first = OLD.sessions[0]
    lost = OLD.model_copy(update={"sessions": OLD.sessions[1:]})
    assert texts(lost) == ["meeting: Mon 1 Jan does not take place"]
    reason = CancelledMeeting(uid=first.uid, start=first.start, end=first.end, reason="Snow", changed=STAMP)
    assert texts(lost.model_copy(update={"cancelled": [reason]})) == ["meeting: Mon 1 Jan does not take place (Snow)"]
    assert texts(OLD, lost) == ["meeting: Mon 1 Jan 10:00–11:00 is a new meeting"]
    fourth = OLD.sessions[1]
    later = with_session(OLD, fourth.id, start=fourth.start.replace(hour=12), end=fourth.end.replace(hour=13))
    assert texts(later) == [
        "meeting: Thu 4 Jan 10:00–11:00 moves to Thu 4 Jan 12:00–13:00",
        "duty bo: note taker on Thu 4 Jan 12:00–13:00, not Thu 4 Jan 10:00–11:00",
        'duty ada: presenter of "Alpha" on Thu 4 Jan 12:00–13:00, not Thu 4 Jan 10:00–11:00',
    ]
    there = with_session(OLD, first.id, location="Room 5")
    assert texts(there) == ["meeting: Mon 1 Jan meets in Room 5"]
    assert texts(with_session(OLD, first.id, location="Room 6"), there) == [
        "meeting: Mon 1 Jan meets in Room 6, not Room 5"
    ]
    assert texts(OLD, there) == ["meeting: Mon 1 Jan has no place, not Room 5"]


def test_a_meeting_is_known_by_its_uid_else_by_its_day() -> None:
    """A meeting on another day with the same uid has moved; one on the same day with another uid is the same."""
    second = OLD.sessions[1]
    day = {"start": second.start.replace(day=5), "end": second.end.replace(day=5), "id": "2024-01-05"}
    assert texts(with_session(OLD, second.id, **day))[0] == (
        "meeting: Thu 4 Jan 10:00–11:00 moves to Fri 5 Jan 10:00–11:00"
    )
    assert texts(with_session(OLD, second.id, uid="other@plan-course")) == []
    assert texts(with_session(OLD, second.id, uid="")) == []


def test_affected() -> None:
    """Shortest notice first; names of people who have left come from the old plan, unknown ones stay ids."""
    new = plan({4: "alpha", 18: "beta"}, duties={4: "bo scribe", 18: "bo presenter beta"})
    new = new.model_copy(update={"people": {"bo": new.people["bo"]}})
    new = with_session(new, "2024-01-25", duties=[Duty(role="scribe", person="zed")])
    people = affected(differences(OLD, new), new, OLD, date(2024, 1, 2))
    assert [(person.person, person.name, person.notice, person.texts) for person in people] == [
        ("ada", "Ada L.", 2, ('no longer presenter of "Alpha" on Thu 4 Jan',)),
        ("bo", "Bo", 9, ('presenter of "Beta" on Thu 18 Jan, not Thu 11 Jan',)),
        ("zed", "zed", 23, ("newly note taker on Thu 25 Jan",)),
    ]
    assert affected([], new, OLD, date(2024, 1, 2)) == []


def test_members_who_leave_a_team() -> None:
    """Who is with duties to come is told who left and who joined, and who is alone now."""

    def team(*names: str) -> Plan:
        members = [PlannedMember(id=name.lower(), name=name) for name in names]
        return OLD.model_copy(
            update={"people": {**OLD.people, "bo": OLD.people["bo"].model_copy(update={"members": members})}}
        )

    assert texts(team("Cy"), team("Cy", "Di")) == ["team bo: Di left Bo; Cy is alone"]
    assert texts(team("Cy", "Eve"), team("Cy")) == ["team bo: Eve joined Bo"]
    assert texts(team("Cy"), team("Cy")) == []
