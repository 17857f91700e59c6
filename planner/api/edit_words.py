"""Edits in words, as the command line and tables say them: ``move tvm 2023-03-16``, ``assign bo 2023-03-16:scribe``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.api.course import Course
from planner.api.editing import Edited, stand_ins
from planner.findings import InputError, did_you_mean, error
from planner.plans.edits.edit import Edit, Verb
from planner.plans.edits.functions import Seat, seats_of
from planner.plans.edits.names import Names
from planner.problem.decision import Decision

VERBS = {
    "move": "THING DATE: a paper, an event or a topic's block to another session",
    "swap": "ONE OTHER: two papers, two sessions (dates), or the people of two seats change places",
    "assign": "PERSON SEAT: onto a seat, in the place of its only holder where it is full",
    "unassign": "SEAT [PERSON]: the seat empty",
    "add": "THING DATE: a paper that is not in the plan, or an event",
    "remove": "THING [DATE]: a paper with its duties, or an event, out of the plan",
}
"""The verbs that change a plan, with what they take; a seat is DATE:ROLE[:PAPER]."""
_SEAT = re.compile(r"(?P<day>[^:]+?(?:T\d\d:\d\d)?):(?P<role>[^:]+)(?::(?P<paper>.+))?")


def in_words(
    course: Course, decision: Decision, verb: str, words: Sequence[str], optional: bool | None = None
) -> list[Edit]:
    """The edits that a verb and its words mean; raises InputError for what means nothing."""
    if verb not in VERBS:
        raise _fault(f'there is no verb "{verb}"{did_you_mean(verb, VERBS)} (known: {", ".join(VERBS)})')
    least, most = {"unassign": (1, 2), "remove": (1, 2)}.get(verb, (2, 2))
    if not least <= len(words) <= most:
        raise _fault(f"{verb} takes {VERBS[verb]}")
    reader = _Words(course, decision)
    made: list[Edit] = getattr(reader, verb)(*words, **({"optional": optional} if verb in ("move", "add") else {}))
    return made


def stand_ins_of(course: Course, decision: Decision, seat: str) -> tuple[Edited, ...]:
    """A verdict for everybody who could take a seat, DATE:ROLE[:PAPER], over from its holder, the best first."""
    reader = _Words(course, decision)
    mine = reader.holder_of(seat)
    day = course.problem.sessions[mine.session].id
    return stand_ins(course, decision, (day, mine.role, mine.person, mine.paper))


class _Words:
    """Each verb as a method."""

    def __init__(self, course: Course, decision: Decision) -> None:
        self.problem, self.decision, self.names = course.problem, decision, Names(course.problem)

    def move(self, thing: str, day: str, optional: bool | None) -> list[Edit]:
        """A paper, event or topic."""
        kind, name = self.names.thing(thing)
        session = self.names.session(day)
        if kind == "event":
            return [Edit("move_event", event=name, session=session)]
        if kind == "topic":
            return [Edit("move_topic", topic=name, session=session)]
        return [Edit("move_paper", paper=name, session=session, optional=optional)]

    def swap(self, one: str, other: str) -> list[Edit]:
        """Papers, sessions, or people."""
        seats = [self._seat_or_none(one), self._seat_or_none(other)]
        if seats[0] is not None and seats[1] is not None:
            mine, theirs = (self._holder(seat) for seat in (seats[0], seats[1]))
            day = self.problem.sessions
            there = (day[theirs.session].id, theirs.role, theirs.paper)
            return [self._on("swap_people", mine, other=theirs.person, other_seat=there)]
        days = {session.id for session in self.problem.sessions} | {s.date.isoformat() for s in self.problem.sessions}
        if one in days and other in days:
            return [Edit("swap_sessions", session=self.names.session(one), at=self.names.session(other))]
        return [Edit("swap_papers", paper=self.names.paper(one), other=self.names.paper(other))]

    def assign(self, person: str, seat: str) -> list[Edit]:
        """In either order."""
        if self._seat_or_none(person) is not None and self._seat_or_none(seat) is None:
            person, seat = seat, person
        place, name = self._seat(seat), self.names.person(person)
        there = self._holders(place)
        new = self._on("assign", place._replace(person=name))
        full = len(there) >= self.problem.roles[place.role].most
        if not full or place._replace(person=name) in there:
            return [new]
        if len(there) > 1:
            held = " and ".join(one.person for one in there)
            raise _fault(f"this seat is full ({held}): take one of them off first")
        return [*(self._on("unassign", one) for one in there), new]

    def unassign(self, seat: str, person: str | None = None) -> list[Edit]:
        """The holder, if there is one only."""
        if person is not None and self._seat_or_none(seat) is None:
            person, seat = seat, person
        return [self._on("unassign", self._holder(self._seat(seat), person))]

    def add(self, thing: str, day: str, optional: bool | None) -> list[Edit]:
        """A paper or an event."""
        kind, name = self.names.thing(thing)
        if kind == "event":
            return [Edit("add", event=name, session=self.names.session(day))]
        return [Edit("add", paper=self.names.paper(thing), session=self.names.session(day), optional=bool(optional))]

    def remove(self, thing: str, day: str | None = None) -> list[Edit]:
        """A paper or an event."""
        kind, name = self.names.thing(thing)
        session = self.names.session(day) if day is not None else None
        if kind != "event":
            return [Edit("remove", paper=self.names.paper(thing), session=session)]
        taken = [self.problem.sessions[s].id for s, event in enumerate(self.decision.events) if event == name]
        if not taken:
            raise _fault(f'event "{name}" stands in no session')
        return [Edit("remove", event=name, session=one) for one in ([session] if session is not None else taken)]

    # Seats

    def holder_of(self, text: str) -> Seat:
        """A seat with its only holder."""
        return self._holder(self._seat(text))

    def _seat_or_none(self, text: str) -> Seat | None:
        try:
            return self._seat(text)
        except InputError:
            if _SEAT.fullmatch(text) and any(s.is_named(text.split(":")[0]) for s in self.problem.sessions):
                raise
            return None

    def _seat(self, text: str) -> Seat:
        """A seat without its holder."""
        match = _SEAT.fullmatch(text)
        if match is None:
            raise _fault(f'expected a seat, DATE:ROLE or DATE:ROLE:PAPER, not "{text}"')
        day, role = self.names.session(match["day"]), self.names.role(match["role"])
        (index,) = (session.index for session in self.problem.sessions if session.id == day)
        paper = self.names.paper(match["paper"]) if match["paper"] is not None else None
        if paper is None and self.problem.roles[role].per == "paper":
            papers = self.decision.required[index]
            if len(papers) != 1:
                raise _fault(f"{role} is per paper: say {day}:{role}:PAPER ({', '.join(papers) or 'none is read'})")
            paper = papers[0]
        return Seat(index, role, "", paper)

    def _holders(self, seat: Seat) -> list[Seat]:
        return [one for one in seats_of(self.decision) if one._replace(person="") == seat]

    def _holder(self, seat: Seat, person: str | None = None) -> Seat:
        there = self._holders(seat)
        if person is not None:
            name = self.names.person(person)
            there = [one for one in there if one.person == name]
        if len(there) == 1:
            return there[0]
        if not there:
            raise _fault(f"{'nobody' if person is None else person} is on this seat")
        raise _fault(f"several people are on this seat ({', '.join(one.person for one in there)}): say who")

    def _on(self, verb: Verb, seat: Seat, **more: object) -> Edit:
        day = self.problem.sessions[seat.session].id
        return Edit(verb, session=day, role=seat.role, person=seat.person, paper=seat.paper, **more)  # type: ignore[arg-type]


def _fault(message: str) -> InputError:
    return InputError([error("edit", message)])
