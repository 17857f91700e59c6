"""Edits as verbs: each gives the new decision and the verdict of the checker on it; no solver is asked.

Papers, people, roles, events, topics and sessions are named as people name them: by id, date, title or name. Each verb
takes the decision that is to be edited and, as ``base``, what the verdict compares with: a decision (the one that is
edited, unless given), or a :class:`~planner.plans.edits.verdict.Bench` where many edits share one base. Each raises
InputError for a name that means nothing, for an edit that finds nothing to change, and for one that touches the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.api.course import CHANGES, SHORT_NOTICE, Course, load_for
from planner.findings import InputError, error
from planner.plans.edits.edit import Edit, Verb, applied
from planner.plans.edits.functions import Seat, places_of, seats_of
from planner.plans.edits.names import Names
from planner.plans.edits.verdict import Bench, Verdict
from planner.plans.edits.wording import told
from planner.plans.plan import Plan
from planner.plans.reading import canonical, decision_of
from planner.problem.decision import Decision

Base = Decision | Bench | None
SeatName = tuple[str, str, str] | tuple[str, str, str, str | None]
"""A seat that is taken: session, role, person and, for a role per paper, the paper."""


@dataclass(frozen=True)
class Edited:
    """A decision after edits, and what they break and cost; ``texts`` say each edit in words."""

    decision: Decision
    verdict: Verdict
    edits: tuple[Edit, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class SessionPlace:
    """A session where a paper could stand, with what that would break and cost; ``stands`` where it does so already."""

    session: str
    stands: bool
    edited: Edited


@dataclass(frozen=True)
class SeatSwap:
    """Two people who could change seats, with what that would break and cost."""

    seat: Seat
    partner: Seat
    edited: Edited


def course_for_edits(path: str | Path, plan: Plan) -> tuple[Course, Decision]:
    """The course of a file with what a plan decides for it; raises InputError, also where their sessions differ."""
    course = load_for(path, plan)
    decision, strangers = decision_of(plan, course.problem)
    if strangers:
        way = error("edit", "the plan does not fit the calendar; `plan-course replan` repairs it")
        raise InputError([*strangers, way])
    return course, canonical(decision, course.problem)


def decision_for(course: Course, plan: Plan) -> Decision:
    """What a plan decides for the sessions of the course, in the order in which plans are written."""
    return canonical(decision_of(plan, course.problem)[0], course.problem)


def bench(course: Course, base: Decision) -> Bench:
    """Where edits are judged against one base; a repair's own steps (changes) are left out."""
    steps = [step for step in course.steps if not {CHANGES, SHORT_NOTICE} & {goal.name for goal in step.goals}]
    return Bench(course.problem, course.rules, steps, base)


def edit(course: Course, decision: Decision, edits: Iterable[Edit], base: Base = None) -> Edited:
    """Several edits, one after the other, and the verdict on them together."""
    edits = tuple(edits)
    new = applied(edits, decision, course.problem)
    judge = base if isinstance(base, Bench) else bench(course, decision if base is None else base)
    return Edited(new, judge.verdict(new), edits, tuple(told(one, course.problem) for one in edits))


def move_paper(
    course: Course, decision: Decision, paper: str, session: str, optional: bool | None = None, base: Base = None
) -> Edited:
    """A paper, with its duties, to another session; ``optional`` makes it required or listed (None: as it was)."""
    names = Names(course.problem)
    one = Edit("move_paper", paper=names.paper(paper), session=names.session(session), optional=optional)
    return edit(course, decision, [one], base)


def swap_papers(course: Course, decision: Decision, one: str, other: str, base: Base = None) -> Edited:
    """Two papers in each other's places; one of them may be unread, and then takes the place of the other as it is."""
    names = Names(course.problem)
    return edit(course, decision, [Edit("swap_papers", paper=names.paper(one), other=names.paper(other))], base)


def swap_sessions(course: Course, decision: Decision, one: str, other: str, base: Base = None) -> Edited:
    """All that two sessions hold, exchanged: readings, duties and events."""
    names = Names(course.problem)
    return edit(course, decision, [Edit("swap_sessions", session=names.session(one), at=names.session(other))], base)


def move_topic(course: Course, decision: Decision, topic: str, session: str, base: Base = None) -> Edited:
    """A topic's sessions as one block from a session on; the others make room, in their order."""
    names = Names(course.problem)
    return edit(course, decision, [Edit("move_topic", topic=names.topic(topic), session=names.session(session))], base)


def move_event(
    course: Course, decision: Decision, event: str, session: str, at: str | None = None, base: Base = None
) -> Edited:
    """An event to another session; ``at`` says which of its sessions, where it takes several."""
    names = Names(course.problem)
    old = names.session(at) if at is not None else None
    one = Edit("move_event", event=names.event(event), session=names.session(session), at=old)
    return edit(course, decision, [one], base)


def assign(
    course: Course,
    decision: Decision,
    session: str,
    role: str,
    person: str,
    paper: str | None = None,
    base: Base = None,
) -> Edited:
    """A person onto a seat; for a role per paper, ``paper`` may be left out where the session has one."""
    seat = _seat(course, decision, (session, role, person, paper))
    return edit(course, decision, [_on("assign", course, seat)], base)


def unassign(
    course: Course,
    decision: Decision,
    session: str,
    role: str,
    person: str,
    paper: str | None = None,
    base: Base = None,
) -> Edited:
    """A person off a seat."""
    seat = _seat(course, decision, (session, role, person, paper))
    return edit(course, decision, [_on("unassign", course, seat)], base)


def swap_people(course: Course, decision: Decision, one: SeatName, other: SeatName, base: Base = None) -> Edited:
    """Two people on each other's seats; a seat is (session, role, person, paper)."""
    mine, theirs = _seat(course, decision, one), _seat(course, decision, other)
    return edit(course, decision, [_swap(course, mine, theirs)], base)


def add(
    course: Course, decision: Decision, thing: str, session: str, optional: bool = False, base: Base = None
) -> Edited:
    """A paper that is not in the plan, or an event, into a session."""
    names = Names(course.problem)
    kind, name = names.thing(thing)
    day = names.session(session)
    if kind == "event":
        one = Edit("add", event=name, session=day)
    else:
        one = Edit("add", paper=names.paper(thing), session=day, optional=optional)
    return edit(course, decision, [one], base)


def remove(course: Course, decision: Decision, thing: str, session: str | None = None, base: Base = None) -> Edited:
    """A paper with its duties, or an event, out of the plan (or out of one of its sessions)."""
    names = Names(course.problem)
    kind, name = names.thing(thing)
    day = names.session(session) if session is not None else None
    if kind == "event":
        taken = [s for s, event in enumerate(decision.events) if event == name]
        days = [day] if day is not None else [course.problem.sessions[s].id for s in taken]
        return edit(course, decision, [Edit("remove", event=name, session=taken_day) for taken_day in days], base)
    return edit(course, decision, [Edit("remove", paper=names.paper(thing), session=day)], base)


def where(course: Course, decision: Decision, paper: str, base: Base = None) -> tuple[SessionPlace, ...]:
    """A verdict for every session that is not past, were the paper read there and all else as it is; in time order.

    A paper that is not in the plan is added; one that is listed becomes required.
    """
    name = Names(course.problem).paper(paper)
    judge = base if isinstance(base, Bench) else bench(course, decision if base is None else base)
    standing = places_of(decision, name)
    found = []
    for index in course.problem.coming:
        day = course.problem.sessions[index].id
        if standing and standing[0].session in course.problem.frozen:
            break
        if standing:
            one = Edit("move_paper", paper=name, session=day, optional=False if standing[0].optional else None)
        else:
            one = Edit("add", paper=name, session=day)
        here = bool(standing) and standing[0] == (index, False)
        found.append(SessionPlace(day, here, edit(course, decision, [one], judge)))
    return tuple(found)


def swaps(course: Course, decision: Decision, person: str, base: Base = None) -> tuple[SeatSwap, ...]:
    """A verdict for every seat of somebody else that a person could have for one of their own, the best first."""
    name = Names(course.problem).person(person)
    judge = base if isinstance(base, Bench) else bench(course, decision if base is None else base)
    coming = [seat for seat in seats_of(decision) if seat.session not in course.problem.frozen]
    found = []
    for mine in (seat for seat in coming if seat.person == name):
        for theirs in (seat for seat in coming if seat.person != name):
            after = {(mine.session, mine.role, mine.paper), (theirs.session, theirs.role, theirs.paper)}
            if len(after) == 1 or _taken(decision, mine, theirs) or _taken(decision, theirs, mine):
                continue
            found.append(SeatSwap(mine, theirs, edit(course, decision, [_swap(course, mine, theirs)], judge)))
    return tuple(sorted(found, key=lambda swap: (swap.edited.verdict.order, swap.seat, swap.partner)))


def stand_ins(course: Course, decision: Decision, seat: SeatName, base: Base = None) -> tuple[Edited, ...]:
    """A verdict for everybody who could take a seat over from whom holds it, the best first."""
    mine = _seat(course, decision, seat)
    judge = base if isinstance(base, Bench) else bench(course, decision if base is None else base)
    off = _on("unassign", course, mine)
    people = [
        person for person in course.problem.people if not _taken(decision, mine._replace(person=person), mine, True)
    ]
    ways = [[off, _on("assign", course, mine._replace(person=person))] for person in people]
    found = [edit(course, decision, way, judge) for way in ways]
    return tuple(sorted(found, key=lambda edited: (edited.verdict.order, edited.texts)))


def _taken(decision: Decision, mine: Seat, theirs: Seat, same: bool = False) -> bool:
    """Whether ``mine.person`` holds the seat of ``theirs`` already, beside its holder."""
    wanted = theirs._replace(person=mine.person)
    return wanted.holding in decision.duties[theirs.session] and (same or wanted != mine)


def _seat(course: Course, decision: Decision, seat: SeatName) -> Seat:
    """A seat by its names; a role per paper may leave the paper out where the session reads one."""
    names = Names(course.problem)
    session, role, person, *rest = seat
    day, role = names.session(session), names.role(role)
    index = next(s.index for s in course.problem.sessions if s.id == day)
    paper = rest[0] if rest else None
    name = names.paper(paper) if paper is not None else None
    if name is None and course.problem.roles[role].per == "paper":
        name = _only_paper(decision.required[index], role, day)
    return Seat(index, role, names.person(person), name)


def _only_paper(papers: Sequence[str], role: str, day: str) -> str:
    if len(papers) != 1:
        listed = f"one of {', '.join(papers)}" if papers else "none is read there"
        raise InputError([error("edit", f"role {role} is per paper: say which paper of {day} ({listed})")])
    return papers[0]


def _on(verb: Verb, course: Course, seat: Seat) -> Edit:
    day = course.problem.sessions[seat.session].id
    return Edit(verb, session=day, role=seat.role, person=seat.person, paper=seat.paper)


def _swap(course: Course, mine: Seat, theirs: Seat) -> Edit:
    sessions = course.problem.sessions
    return Edit(
        "swap_people",
        session=sessions[mine.session].id,
        role=mine.role,
        person=mine.person,
        paper=mine.paper,
        other=theirs.person,
        other_seat=(sessions[theirs.session].id, theirs.role, theirs.paper),
    )
