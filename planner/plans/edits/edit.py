"""Edits as data, as the command line, the workbench and tables hand them on: applied, and found between decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.findings import InputError, error
from planner.plans.edits import functions
from planner.plans.edits.functions import Seat, places_of, seats_of
from planner.plans.reading import canonical
from planner.problem.decision import Decision

if TYPE_CHECKING:
    from planner.problem.problem import Problem

Verb = Literal[
    "move_paper",
    "swap_papers",
    "swap_sessions",
    "move_topic",
    "move_event",
    "assign",
    "unassign",
    "swap_people",
    "add",
    "remove",
]


@dataclass(frozen=True)
class Edit:
    """One edit, by ids: only what its verb needs is filled in.

    ``session`` is the id of the session where it ends (of a move) or takes place; ``at`` where a moved event stands, or
    the other session of a swap; ``other`` the other paper, or the other person. ``seat`` and ``other_seat`` are for
    people.
    """

    verb: Verb
    paper: str | None = None
    event: str | None = None
    topic: str | None = None
    session: str | None = None
    at: str | None = None
    role: str | None = None
    person: str | None = None
    other: str | None = None
    other_seat: tuple[str, str, str | None] | None = None
    optional: bool | None = None


def applied(edits: Iterable[Edit], decision: Decision, problem: Problem) -> Decision:
    """The decision after the edits, in the order in which plans are written.

    Raises InputError for an edit that finds nothing to change, and for one that touches what is past.
    """
    new = decision
    for edit in edits:
        new = _applied(edit, new, problem)
    past = [problem.sessions[s].id for s in sorted(problem.frozen) if not same_session(decision, new, s)]
    if past:
        raise InputError([error("past", f"the session on {day} is past, and stays", None, day) for day in past])
    return canonical(new, problem)


def same_session(one: Decision, other: Decision, session: int) -> bool:
    """Whether two decisions hold the same in a session, in whatever order."""
    return (
        one.events[session] == other.events[session]
        and Counter(one.required[session]) == Counter(other.required[session])
        and Counter(one.optional[session]) == Counter(other.optional[session])
        and Counter(one.duties[session]) == Counter(other.duties[session])
    )


def _applied(edit: Edit, decision: Decision, problem: Problem) -> Decision:
    """One edit by its function."""
    index = {session.id: session.index for session in problem.sessions}
    for name in (edit.session, edit.at, edit.other_seat[0] if edit.other_seat else None):
        if name is not None and name not in index:
            raise InputError([error("edit", f"there is no session on {name}")])
    to = index[edit.session] if edit.session is not None else -1
    at = index[edit.at] if edit.at is not None else None
    match edit:
        case Edit(verb="move_paper", paper=str(paper)):
            return functions.move_paper(decision, paper, to, edit.optional)
        case Edit(verb="swap_papers", paper=str(paper), other=str(other)):
            return functions.swap_papers(decision, paper, other)
        case Edit(verb="swap_sessions") if at is not None:
            return functions.swap_sessions(decision, to, at)
        case Edit(verb="move_topic", topic=str(topic)):
            return functions.move_topic(decision, problem, topic, to)
        case Edit(verb="move_event", event=str(event)):
            return functions.move_event(decision, problem, event, to, at)
        case Edit(verb="assign" | "unassign", role=str(role), person=str(person)):
            change = functions.assign if edit.verb == "assign" else functions.unassign
            return change(decision, to, role, person, edit.paper)
        case Edit(verb="swap_people", role=str(role), person=str(person), other=str(other), other_seat=seat) if seat:
            theirs = Seat(index[seat[0]], seat[1], other, seat[2])
            return functions.swap_people(decision, Seat(to, role, person, edit.paper), theirs)
        case Edit(verb="add" | "remove", event=str(event)):
            put = functions.add_event if edit.verb == "add" else functions.remove_event
            return put(decision, event, to)
        case Edit(verb="add", paper=str(paper)):
            return functions.add(decision, paper, to, bool(edit.optional))
        case Edit(verb="remove", paper=str(paper)):
            return functions.remove(decision, paper, to if edit.session is not None else None)
    raise InputError([error("edit", f"{edit.verb} lacks what it is about")])


def between(before: Decision, after: Decision, problem: Problem) -> list[Edit]:
    """Edits that lead from one decision to another, whatever they are; the inverse of an edit is found so, too."""
    edits = [*_of_papers(before, after, problem), *_of_events(before, after, problem)]
    halfway = before
    for edit in edits:
        halfway = _applied(edit, halfway, problem)
    have, want = Counter(seats_of(halfway)), Counter(seats_of(after))
    gone = [_on_seat("unassign", seat, problem) for seat in sorted((have - want).elements(), key=_by_seat)]
    come = [_on_seat("assign", seat, problem) for seat in sorted((want - have).elements(), key=_by_seat)]
    return [*edits, *gone, *come]


def _by_seat(seat: Seat) -> tuple[int, str, str, str]:
    return seat.session, seat.role, seat.paper or "", seat.person


def _on_seat(verb: Verb, seat: Seat, problem: Problem) -> Edit:
    day = problem.sessions[seat.session].id
    return Edit(verb, session=day, role=seat.role, person=seat.person, paper=seat.paper)


def _of_papers(before: Decision, after: Decision, problem: Problem) -> list[Edit]:
    """Papers out, elsewhere, and in: in this order none is in the way of another."""
    ids = [session.id for session in problem.sessions]
    out, moved, new = list[Edit](), list[Edit](), list[Edit]()
    names = [paper for where in (before, after) for papers in (*where.required, *where.optional) for paper in papers]
    for paper in dict.fromkeys(names):
        old, now = places_of(before, paper), places_of(after, paper)
        if len(old) == len(now) == 1 and old != now:
            move = Edit("move_paper", paper=paper, session=ids[now[0].session], optional=now[0].optional)
            moved.append(move)
        elif old != now:
            out += [Edit("remove", paper=paper, session=ids[place.session]) for place in old]
            new += [Edit("add", paper=paper, session=ids[place.session], optional=place.optional) for place in now]
    return [*out, *moved, *new]


def _of_events(before: Decision, after: Decision, problem: Problem) -> list[Edit]:
    """Events out, and in again elsewhere."""
    ids = [session.id for session in problem.sessions]
    differ = [s for s in range(len(ids)) if before.events[s] != after.events[s]]
    out = [Edit("remove", event=event, session=ids[s]) for s in differ if (event := before.events[s]) is not None]
    new = [Edit("add", event=event, session=ids[s]) for s in differ if (event := after.events[s]) is not None]
    return [*out, *new]


def inverse(edits: Iterable[Edit], before: Decision, problem: Problem) -> list[Edit]:
    """Edits that take back others, which were made on ``before``."""
    return between(applied(edits, before, problem), before, problem)
