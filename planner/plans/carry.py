"""What a new plan carries on from the one that stands where it is written: uids, sequences, stamps, lost meetings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from planner.plans.plan import CancelledMeeting, Plan, PlannedNoClass, PlannedSession
from planner.plans.state import GONE


def carry_on(plan: Plan, earlier: Plan, stamp: datetime, lost: Mapping[str, str]) -> Plan:
    """The plan with the identity of the earlier one, and with what calendars have shown of it (see ``state``).

    A session keeps its uid (the meeting's). Sessions that are gone become cancelled meetings; ``lost`` gives the
    reasons by uid.
    """
    stamp = max([stamp, *_stamps(earlier)])  # a clock that went back would make calendars ignore the change
    before = {session.uid: session for session in earlier.sessions}
    by_id = {session.id: session for session in earlier.sessions}
    days = {day.uid: day for day in earlier.no_class}
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
        sessions.append(session.model_copy(update={"uid": uid, **_state(old)}))
    return plan.model_copy(
        update={
            "sessions": sessions,
            "cancelled": _cancelled(earlier, taken, stamp, lost),
            "no_class": [day.model_copy(update=_state(days.get(day.uid))) for day in plan.no_class],
            "entries": dict(earlier.entries),
            "former": dict(earlier.former),
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


def _state(old: PlannedSession | PlannedNoClass | None) -> dict[str, Any]:
    """What calendars have shown of a row."""
    return {} if old is None else {"sequence": old.sequence, "changed": old.changed, "shown": old.shown}


def _cancelled(earlier: Plan, taken: set[str], stamp: datetime, lost: Mapping[str, str]) -> list[CancelledMeeting]:
    """The meetings lost before, and those that are lost now."""
    kept = [meeting for meeting in earlier.cancelled if meeting.uid not in taken]
    fresh = [
        CancelledMeeting(
            uid=session.uid,
            start=session.start,
            end=session.end,
            title=session.title,
            location=session.location,
            reason=lost.get(session.uid, GONE),
            people=list(dict.fromkeys(duty.person for duty in session.duties)),
            changed=stamp,
        )
        for session in earlier.sessions
        if session.uid not in taken
    ]
    return sorted(kept + fresh, key=lambda meeting: (meeting.start, meeting.uid))
