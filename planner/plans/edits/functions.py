"""The edits: pure functions from a decision to the next. Sessions are indices; what an edit cannot find is an error.

They keep no rule and refuse no place: whether the new decision is any good, the verdict says. The order of names within
a session means nothing (:func:`planner.plans.reading.canonical` gives the written one).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planner.findings import InputError, error
from planner.problem.decision import Decision, Holding

if TYPE_CHECKING:
    from planner.problem.problem import Problem

Item = TypeVar("Item")


class Place(NamedTuple):
    """Where a paper stands: a session, required or only listed there."""

    session: int
    optional: bool = False


class Seat(NamedTuple):
    """One place to fill, and who sits there: ``paper`` is None for a role per session."""

    session: int
    role: str
    person: str
    paper: str | None = None

    @property
    def holding(self) -> Holding:
        """What the session's duties hold for it."""
        return Holding(self.role, self.person, self.paper)


def places_of(decision: Decision, paper: str) -> list[Place]:
    """Everywhere that a paper stands, required places first."""
    required = [Place(s) for s, papers in enumerate(decision.required) if paper in papers]
    return required + [Place(s, True) for s, papers in enumerate(decision.optional) if paper in papers]


def seats_of(decision: Decision, person: str | None = None) -> list[Seat]:
    """Every seat that is taken (by the person), in time order."""
    return [
        Seat(session, duty.role, duty.person, duty.paper)
        for session, duties in enumerate(decision.duties)
        for duty in duties
        if person in (None, duty.person)
    ]


def move_paper(decision: Decision, paper: str, session: int, optional: bool | None = None) -> Decision:
    """The paper and its duties in another session; ``optional`` makes it required or listed (None: as it was).

    A paper that is only listed has no seats: its duties are given up.
    """
    old = _place(decision, paper)
    new = Place(session, old.optional if optional is None else optional)
    return _put(remove(decision, paper, old.session), paper, new, _held(decision, paper, old, new))


def swap_papers(decision: Decision, one: str, other: str) -> Decision:
    """Two papers in each other's places, each with its duties; one of them may be unread: it takes the place as it is,
    and whoever had the other paper has this one.
    """
    there = places_of(decision, one), places_of(decision, other)
    if one == other or not any(there):
        raise _fault(f'"{one}" and "{other}" cannot be swapped: {"they are one" if one == other else "none is read"}')
    if not all(there):
        stays, comes = (one, other) if there[0] else (other, one)
        return _renamed(decision, stays, comes)
    first, second = there[0][0], there[1][0]
    left = remove(remove(decision, one, first.session), other, second.session)
    moved = _put(left, one, second, _held(decision, one, first, second))
    return _put(moved, other, first, _held(decision, other, second, first))


def swap_sessions(decision: Decision, one: int, other: int, events: bool = True) -> Decision:
    """All that two sessions hold, exchanged: readings and duties, and (unless told otherwise) events."""
    order = list(range(len(decision.required)))
    order[one], order[other] = other, one
    moved = _reordered(decision, order)
    return moved if events else replace(moved, events=decision.events)


def move_topic(decision: Decision, problem: Problem, topic: str, session: int) -> Decision:
    """The sessions that read a topic, as one block that begins at ``session`` (or as near as it fits); what stood there
    makes room, in its order. Sessions with a blocking event, and the past, stay.
    """
    movable = [
        s for s in range(len(problem.sessions)) if s not in problem.frozen and not _blocks(problem, decision.events[s])
    ]
    mine = [s for s in movable if any(_topic(problem, paper) == topic for paper in decision.required[s])]
    if not mine:
        raise _fault(f'no session that can move reads topic "{topic}"')
    others = [s for s in movable if s not in mine]
    begin = min(sum(s < session for s in movable), len(others))
    sources = [*others[:begin], *mine, *others[begin:]]
    order = list(range(len(problem.sessions)))
    for target, source in zip(movable, sources, strict=True):
        order[target] = source
    return replace(_reordered(decision, order), events=decision.events)


def move_event(decision: Decision, problem: Problem, event: str, session: int, at: int | None = None) -> Decision:
    """The event (of its session ``at``, where it has several) in another session, with the duties of its own roles; an
    event that stands there takes its place.
    """
    taken = [s for s, name in enumerate(decision.events) if name == event]
    if at is None and len(taken) != 1:
        raise _fault(f'event "{event}" {"takes several sessions: say which" if taken else "stands in no session"}')
    old = taken[0] if at is None else at
    if old not in taken:
        raise _fault(f'event "{event}" is not in that session')
    events = list(decision.events)
    events[old], events[session] = events[session], event
    own = {role.id for role in problem.roles.values() if role.events is not None}
    duties = list(decision.duties)
    if old != session:
        for s, t in ((old, session), (session, old)):
            stay = [duty for duty in decision.duties[s] if duty.role not in own]
            duties[s] = (*stay, *(duty for duty in decision.duties[t] if duty.role in own))
    return replace(decision, events=tuple(events), duties=tuple(duties))


def assign(decision: Decision, session: int, role: str, person: str, paper: str | None = None) -> Decision:
    """The person on a seat of a role, for a paper or (None) for the session."""
    seat = Holding(role, person, paper)
    if seat in decision.duties[session]:
        raise _fault(f"{person} holds this seat already")
    return _with_duties(decision, session, (*decision.duties[session], seat))


def unassign(decision: Decision, session: int, role: str, person: str, paper: str | None = None) -> Decision:
    """The seat empty."""
    seat = Holding(role, person, paper)
    if seat not in decision.duties[session]:
        raise _fault(f"{person} does not hold this seat")
    return _with_duties(decision, session, _without(decision.duties[session], seat))


def swap_people(decision: Decision, one: Seat, other: Seat) -> Decision:
    """Two people on each other's seats."""
    left = unassign(unassign(decision, *one), *other)
    first = assign(left, one.session, one.role, other.person, one.paper)
    return assign(first, other.session, other.role, one.person, other.paper)


def add(decision: Decision, paper: str, session: int, optional: bool = False) -> Decision:
    """A paper that stands nowhere yet, required or listed."""
    if places_of(decision, paper):
        raise _fault(f'"{paper}" stands in the plan already: move it')
    return _put(decision, paper, Place(session, optional))


def remove(decision: Decision, paper: str, session: int | None = None) -> Decision:
    """A paper out of the plan (or out of one of its sessions), and its duties with it."""
    place = _place(decision, paper, session)
    papers = decision.optional if place.optional else decision.required
    left = _at(papers, place.session, _without(papers[place.session], paper))
    held = tuple(duty for duty in decision.duties[place.session] if duty.paper != paper)
    fresh = replace(decision, optional=left) if place.optional else replace(decision, required=left)
    return _with_duties(fresh, place.session, held)


def add_event(decision: Decision, event: str, session: int) -> Decision:
    """An event in a session that holds none."""
    if (there := decision.events[session]) is not None:
        raise _fault(f'event "{there}" stands there already: move it')
    return replace(decision, events=_at(decision.events, session, event))


def remove_event(decision: Decision, event: str, session: int) -> Decision:
    """A session without its event."""
    if decision.events[session] != event:
        raise _fault(f'event "{event}" is not in that session')
    return replace(decision, events=_at(decision.events, session, None))


def _place(decision: Decision, paper: str, session: int | None = None) -> Place:
    found = [place for place in places_of(decision, paper) if session in (None, place.session)]
    if not found:
        raise _fault(f'"{paper}" does not stand {"in the plan: add it" if session is None else "in that session"}')
    return found[0]


def _held(decision: Decision, paper: str, old: Place, new: Place) -> list[Holding]:
    """The duties that go with a paper to a new place."""
    return [] if new.optional and not old.optional else [d for d in decision.duties[old.session] if d.paper == paper]


def _put(decision: Decision, paper: str, place: Place, held: Iterable[Holding] = ()) -> Decision:
    session, optional = place
    papers = decision.optional if optional else decision.required
    placed = _at(papers, session, (*papers[session], paper))
    fresh = replace(decision, optional=placed) if optional else replace(decision, required=placed)
    return _with_duties(fresh, session, (*decision.duties[session], *held))


def _renamed(decision: Decision, old: str, new: str) -> Decision:
    """One paper in the place of another, everywhere."""

    def renamed(papers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if paper == old else paper for paper in papers)

    return replace(
        decision,
        required=tuple(map(renamed, decision.required)),
        optional=tuple(map(renamed, decision.optional)),
        duties=tuple(
            tuple(duty._replace(paper=new) if duty.paper == old else duty for duty in duties)
            for duties in decision.duties
        ),
    )


def _reordered(decision: Decision, order: list[int]) -> Decision:
    """Each session with what the session in its place of ``order`` held."""
    return Decision(
        tuple(decision.required[s] for s in order),
        tuple(decision.optional[s] for s in order),
        tuple(decision.events[s] for s in order),
        tuple(decision.duties[s] for s in order),
    )


def _with_duties(decision: Decision, session: int, duties: tuple[Holding, ...]) -> Decision:
    return replace(decision, duties=_at(decision.duties, session, duties))


def _at(items: tuple[Item, ...], place: int, item: Item) -> tuple[Item, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _without(items: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    place = items.index(item)
    return (*items[:place], *items[place + 1 :])


def _blocks(problem: Problem, event: str | None) -> bool:
    known = problem.events.get(event or "")
    return known is not None and known.blocks


def _topic(problem: Problem, paper: str) -> str | None:
    known = problem.papers.get(paper)
    return known.topic if known is not None else None


def _fault(message: str) -> InputError:
    return InputError([error("edit", message)])
