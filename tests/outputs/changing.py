"""Changes of a plan as a term brings them: pure functions that know nothing of calendars, for replays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

from planner.plans.plan import (
    CancelledMeeting,
    Duty,
    Plan,
    PlannedDeadline,
    PlannedDue,
    PlannedMember,
    PlannedNoClass,
    PlannedPerson,
)

from .samples import CHANGED, sample_plan

Change = Callable[[Plan, Random], Plan]


def term_plan() -> Plan:
    """The sample with deadlines, a link and clocks of what is due."""
    plan = sample_plan("Europe/Berlin")
    deadlines = [
        PlannedDeadline(id="proposal", title="Proposal", date=date(2026, 3, 20), time=time(23, 59), uid="p@x"),
        PlannedDeadline(id="report", title="Report", date=date(2026, 4, 12), uid="r@x", **{"for": ["presenter"]}),
    ]
    return plan.model_copy(update={"deadlines": deadlines})


def _at(plan: Plan, random: Random) -> int:
    return random.randrange(len(plan.sessions))


def _session(plan: Plan, index: int, **update: object) -> Plan:
    sessions = list(plan.sessions)
    sessions[index] = sessions[index].model_copy(update=update)
    return plan.model_copy(update={"sessions": sessions})


def move(plan: Plan, random: Random) -> Plan:
    """A meeting an hour later."""
    index = _at(plan, random)
    session = plan.sessions[index]
    later = timedelta(hours=random.choice([1, 24]))
    return _session(plan, index, start=session.start + later, end=session.end + later)


def room(plan: Plan, random: Random) -> Plan:
    """Another room, and a link."""
    return _session(plan, _at(plan, random), location=f"Room {random.randrange(9)}", link="https://meet.example/x")


def swap(plan: Plan, random: Random) -> Plan:
    """Two sessions change papers and duties."""
    one, other = _at(plan, random), _at(plan, random)
    held = [{key: getattr(plan.sessions[i], key) for key in ("required", "duties", "title")} for i in (one, other)]
    return _session(_session(plan, one, **held[1]), other, **held[0])


def hand_on(plan: Plan, random: Random) -> Plan:
    """Somebody takes over all duties of a session."""
    index = _at(plan, random)
    person = random.choice(sorted(plan.people))
    duties = [Duty(role=duty.role, person=person, paper=duty.paper) for duty in plan.sessions[index].duties[:1]]
    return _session(plan, index, duties=duties)


def leave(plan: Plan, random: Random) -> Plan:
    """Somebody leaves; their seats stay empty."""
    if len(plan.people) < 2:
        return plan
    gone = random.choice(sorted(plan.people))
    sessions = [s.model_copy(update={"duties": [d for d in s.duties if d.person != gone]}) for s in plan.sessions]
    people = {name: person for name, person in plan.people.items() if name != gone}
    return plan.model_copy(update={"sessions": sessions, "people": people})


def join(plan: Plan, random: Random) -> Plan:
    """Somebody joins a team, or comes (again)."""
    if "team1" in plan.people:
        team = plan.people["team1"]
        members = [*team.members, PlannedMember(id="fe", name=f"Fe {len(team.members)}")]
        return plan.model_copy(update={"people": plan.people | {"team1": team.model_copy(update={"members": members})}})
    return plan.model_copy(update={"people": plan.people | {"team1": PlannedPerson(name="Team 1")}})


def rule(plan: Plan, random: Random) -> Plan:
    """Another rule of what is due: earlier, at another clock, one less, or none."""
    dues = [PlannedDue(what="Slides", days=-random.randrange(4), time=random.choice([None, time(18, 0)]))]
    role = plan.roles["presenter"].model_copy(update={"due": dues * random.randrange(3)})
    return plan.model_copy(update={"roles": plan.roles | {"presenter": role}})


def deadline(plan: Plan, random: Random) -> Plan:
    """A deadline moves, or goes."""
    first = PlannedDeadline(
        id="proposal", title="Proposal", date=date(2026, 3, 20) + timedelta(days=random.randrange(5)), uid="p@x"
    )
    return plan.model_copy(update={"deadlines": [first, *plan.deadlines[1:]][: random.randrange(1, 3)]})


def lose(plan: Plan, random: Random) -> Plan:
    """A meeting is lost to a day without class."""
    if len(plan.sessions) < 3:
        return plan
    index = _at(plan, random)
    session = plan.sessions[index]
    lost = CancelledMeeting(
        uid=session.uid, start=session.start, end=session.end, title=session.title, reason="Strike", changed=CHANGED
    )
    day = PlannedNoClass(date=session.date, reason="Strike", uid=f"no-class-{session.uid}", changed=CHANGED)
    return plan.model_copy(
        update={
            "sessions": [s for s in plan.sessions if s is not session],
            "cancelled": [*plan.cancelled, lost],
            "no_class": [*plan.no_class, day],
        }
    )


def rename(plan: Plan, random: Random) -> Plan:
    """A paper gets another title."""
    paper = random.choice(sorted(plan.papers))
    changed = plan.papers[paper].model_copy(update={"title": f"Title {random.randrange(9)}"})
    return plan.model_copy(update={"papers": plan.papers | {paper: changed}})


CHANGES: tuple[Change, ...] = (move, room, swap, hand_on, leave, join, rule, deadline, lose, rename)
