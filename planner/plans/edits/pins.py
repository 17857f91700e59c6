"""Pins that hold what was edited: entries of ``pins`` in constraints.yaml, by what differs from an earlier decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plans.edits.functions import places_of, seats_of
from planner.problem.decision import Decision

if TYPE_CHECKING:
    from planner.problem.problem import Problem

Entry = dict[str, str]


def pins_between(before: Decision, after: Decision, problem: Problem) -> tuple[list[Entry], list[str]]:
    """Pins for all that stands elsewhere or newly, and the papers that were taken out: ``never`` holds these.

    What has no pin (a seat that was emptied, a paper that is only listed) is left to the next plan.
    """
    ids = [session.id for session in problem.sessions]
    pins: list[Entry] = []
    names = dict.fromkeys(paper for papers in (*after.required, *before.required) for paper in papers)
    gone = []
    for paper in names:
        old, new = places_of(before, paper), places_of(after, paper)
        if not new:
            gone.append(paper)
        elif old != new and not new[0].optional:
            pins.append({"paper": paper, "date": ids[new[0].session]})
    for session, event in enumerate(after.events):
        if event is not None and before.events[session] != event:
            pins.append({"event": event, "date": ids[session]})
    held = {(seat.role, seat.person, seat.paper or seat.session) for seat in seats_of(before)}
    for seat in seats_of(after):
        if (seat.role, seat.person, seat.paper or seat.session) not in held:
            place = {"paper": seat.paper} if seat.paper is not None else {"date": ids[seat.session]}
            pins.append({"person": seat.person, "role": seat.role, **place})
    return pins, gone
