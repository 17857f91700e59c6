"""What a new plan carries on from the one that stands where it is written: uids, sequences, stamps, lost meetings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from planner.plans.plan import CancelledMeeting, Plan, PlannedNoClass, PlannedSession


def carry_on(plan: Plan, earlier: Plan, stamp: datetime, lost: Mapping[str, str]) -> Plan:
    """The plan with the identity of the earlier one.

    A session keeps its uid (the meeting's); its sequence rises by one, and ``changed`` becomes ``stamp``, exactly where
    something visible changed. Sessions that are gone become cancelled meetings; ``lost`` gives the reasons by uid.
    """
    stamp = max([stamp, *_stamps(earlier)])  # a clock that went back would make calendars ignore the change
    before = {session.uid: session for session in earlier.sessions}
    by_id = {session.id: session for session in earlier.sessions}
    gone = {meeting.uid: meeting for meeting in earlier.cancelled}
    sessions, taken = [], set()
    for session in plan.sessions:
        old = before.get(session.uid)
        if (
            old is None
            and (same := by_id.get(session.id)) is not None
            and same.uid not in {s.uid for s in plan.sessions}
        ):
            old = same
        uid = old.uid if old is not None else session.uid
        taken.add(uid)
        sessions.append(_session(session.model_copy(update={"uid": uid}), old, gone.get(uid), plan, earlier, stamp))
    return plan.model_copy(
        update={
            "sessions": sessions,
            "cancelled": _cancelled(earlier, taken, stamp, lost, plan),
            "no_class": _no_class(plan, earlier, stamp),
        }
    )


def _stamps(plan: Plan) -> list[datetime]:
    stamped: list[PlannedSession | CancelledMeeting | PlannedNoClass] = [
        *plan.sessions,
        *plan.cancelled,
        *plan.no_class,
    ]
    return [entry.changed for entry in stamped]


def with_past(plan: Plan, earlier: Plan, frozen_before: date, gone: Collection[str]) -> Plan:
    """The plan with the past of the earlier one, word for word; ``gone`` are the names that only that past knows."""
    past = {session.id: session for session in earlier.sessions if session.date < frozen_before}
    kept = {
        table: getattr(plan, table) | {n: seen for n, seen in getattr(earlier, table).items() if n in gone}
        for table in ("papers", "events", "roles", "people")
    }
    sessions = [past.get(session.id, session) for session in plan.sessions]
    return plan.model_copy(update={**kept, "sessions": sessions, "frozen_before": frozen_before})


def _session(
    session: PlannedSession,
    old: PlannedSession | None,
    lost: CancelledMeeting | None,
    plan: Plan,
    earlier: Plan,
    stamp: datetime,
) -> PlannedSession:
    if old is None:
        # A meeting that was lost and takes place again must outrank its own cancellation.
        sequence = lost.sequence + 1 if lost is not None else 0
        return session.model_copy(update={"sequence": sequence, "changed": stamp})
    here = {duty.person for duty in session.duties}
    before = [*old.former, *(duty.person for duty in old.duties)]
    session = session.model_copy(update={"former": sorted({person for person in before if person not in here})})
    if visible(session, plan) == visible(old, earlier):
        return session.model_copy(update={"sequence": old.sequence, "changed": old.changed})
    return session.model_copy(update={"sequence": old.sequence + 1, "changed": stamp})


def visible(session: PlannedSession, plan: Plan) -> list[Any]:
    """What a person sees of a session in a calendar: time, place, title, papers with links, people by name."""
    papers = [
        [(paper := plan.papers.get(name)) and [paper.title, paper.url] for name in names] + names
        for names in (session.required, session.optional)
    ]
    duties = sorted(
        [
            duty.role if duty.role not in plan.roles else plan.roles[duty.role].title,
            duty.person if duty.person not in plan.people else plan.people[duty.person].name,
            duty.paper or "",
        ]
        for duty in session.duties
    )
    return [session.start, session.end, session.location, session.link, session.title, session.event, papers, duties]


def _cancelled(
    earlier: Plan, taken: set[str], stamp: datetime, lost: Mapping[str, str], plan: Plan
) -> list[CancelledMeeting]:
    """The meetings lost before, and those that are lost now."""
    kept = [meeting for meeting in earlier.cancelled if meeting.uid not in taken]
    fresh = [
        CancelledMeeting(
            uid=session.uid,
            start=session.start,
            end=session.end,
            title=session.title,
            location=session.location,
            reason=lost.get(session.uid, "No longer planned"),
            people=list(dict.fromkeys(duty.person for duty in session.duties)),
            sequence=session.sequence + 1,
            changed=stamp,
        )
        for session in earlier.sessions
        if session.uid not in taken
    ]
    return sorted(kept + fresh, key=lambda meeting: (meeting.start, meeting.uid))


def _no_class(plan: Plan, earlier: Plan, stamp: datetime) -> list[PlannedNoClass]:
    """Days without class, with the sequence and stamp of an earlier plan where nothing changed."""
    before = {day.uid: day for day in earlier.no_class}
    days = []
    for day in plan.no_class:
        old = before.get(day.uid)
        if old is None:
            update: dict[str, Any] = {"sequence": 0, "changed": stamp}
        elif old.reason == day.reason and old.date == day.date:
            update = {"sequence": old.sequence, "changed": old.changed}
        else:
            update = {"sequence": old.sequence + 1, "changed": stamp}
        days.append(day.model_copy(update=update))
    return days
