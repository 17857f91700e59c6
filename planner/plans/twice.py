"""What stands twice in a plan file, and can stand there once only."""

from __future__ import annotations

from collections.abc import Iterable

from planner.documents import Document
from planner.findings import Finding, Where, error
from planner.plans.plan import Plan


def twice(plan: Plan, document: Document) -> Iterable[Finding]:
    """An error for each session, and each person on a seat of a session that is not frozen, that stands there again.

    Sessions are the same where their id is, or the moment at which they start.
    """
    sessions: dict[object, Where] = {}
    for index, session in enumerate(plan.sessions):
        where = document.where("sessions", index)
        first = sessions.get(session.id) or sessions.get(session.start)
        if first is not None:
            message = f"the session on {session.id} stands twice in the plan (first in {first.told})"
            yield error("session-twice", message, where, session.id)
        sessions.setdefault(session.id, where)
        sessions.setdefault(session.start, where)
        if plan.frozen_before is not None and session.date < plan.frozen_before:
            continue
        seats: dict[object, Where] = {}
        for place, duty in enumerate(session.duties):
            where = document.where("sessions", index, "duties", place)
            held = (duty.role, duty.person, duty.paper)
            if held in seats:
                at = f' of "{duty.paper}"' if duty.paper is not None else ""
                message = f"{duty.person} stands twice as {duty.role}{at} on {session.id} (first in {seats[held].told})"
                yield error("duty-twice", message, where, session.id, duty.person)
            seats.setdefault(held, where)
