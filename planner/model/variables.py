"""The variables, reached by verbs: ``variables.reads(paper, session)`` is true where the session requires the paper.

Papers, topics, events, roles and people are named by id, sessions by index; an unknown name raises KeyError. Every
variable is made when first asked for, and kept; so a question that is not about people has none for people. What is
decided already is constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from ortools.sat.python import cp_model

from planner.model.facts import Facts
from planner.problem.problem import Role

Linear = Any
Literal = Any


class Variables:
    """Variables of one model. What they mean is stated here, once; what is allowed is stated by the rules."""

    def __init__(self, facts: Facts, model: cp_model.CpModel) -> None:
        self.problem, self.model, self.facts, self.past = facts.problem, model, facts, facts.past
        self.indices = range(len(self.problem.sessions))
        self.zero = model.new_constant(0)
        self.one = model.new_constant(1)
        for name in _CACHED:
            setattr(self, name, cache(getattr(self, name)))
        for paper in self.problem.papers:
            self._define_read(paper)

    def _define_read(self, paper: str) -> None:
        """Said of every paper at once: "in at most one session" is what reading means, not a choice."""
        somewhere = [literal for s in self.indices if (literal := self.reads(paper, s)) is not self.zero]
        if somewhere and self.read(paper) is not self.one:
            self.model.add(sum(somewhere) == self.read(paper))

    def _literal(self, name: str) -> cp_model.IntVar:
        return self.model.new_bool_var(name)

    def constant(self, value: int | bool) -> Linear:
        """0 or 1 as the constants that conditions recognise, any other number as one of its own."""
        return (self.zero, self.one)[value] if value in (0, 1) else self.model.new_constant(value)

    def _name(self, session: int) -> str:
        return self.problem.sessions[session].id

    # Papers -----------------------------------------------------------------------------------------------------

    def reads(self, paper: str, session: int) -> Literal:
        """The session requires the paper."""
        known = self.facts.reads(self.problem.papers[paper].id, session)
        if known is not None:
            return self.constant(known)
        return self._literal(f"{paper} required on {self._name(session)}")

    def read(self, paper: str) -> Literal:
        """Some session requires the paper."""
        places = [self.reads(paper, s) for s in self.indices]
        if any(literal is self.one for literal in places):
            return self.one
        if all(literal is self.zero for literal in places):
            return self.zero
        return self._literal(f"{paper} required")

    def read_by(self, paper: str, session: int) -> Linear:
        """1 if the paper is required in this session or an earlier one (a linear expression)."""
        return self.total(self.reads(paper, s) for s in range(session + 1))

    def lists(self, paper: str, session: int) -> Literal:
        """The session lists the paper as optional reading."""
        known = self.facts.lists(self.problem.papers[paper].id, session)
        return self._literal(f"{paper} optional on {self._name(session)}") if known is None else self.constant(known)

    def listed(self, paper: str) -> Literal:
        """Some session lists the paper as optional reading."""
        places = [literal for s in self.indices if (literal := self.lists(paper, s)) is not self.zero]
        if any(literal is self.one for literal in places) or not places:
            return self.constant(bool(places))
        listed = self._literal(f"{paper} optional")
        self.model.add(sum(places) == listed)
        return listed

    def papers_in(self, session: int) -> Linear:
        """How many papers the session requires."""
        return self.total(self.reads(paper, session) for paper in self.problem.papers)

    def load(self, session: int) -> Linear:
        """Reading minutes of the session."""
        return self.weighted((paper.minutes, self.reads(paper.id, session)) for paper in self.problem.papers.values())

    def has_reading(self, session: int) -> Literal:
        """The session requires at least one paper."""
        return self.any_of(
            [self.reads(paper, session) for paper in self.problem.papers], f"reading on {self._name(session)}"
        )

    def total(self, literals: Iterable[Literal]) -> Linear:
        """The sum of literals, without those that are known to be false."""
        found = [literal for literal in literals if literal is not self.zero]
        return cp_model.LinearExpr.sum(found) if found else 0

    def weighted(self, parts: Iterable[tuple[int, Literal]]) -> Linear:
        """The sum of factors times literals, without those that are known to be false."""
        counted = [(factor, literal) for factor, literal in parts if literal is not self.zero]
        if not counted:
            return 0
        return cp_model.LinearExpr.weighted_sum([literal for _, literal in counted], [factor for factor, _ in counted])

    def any_of(self, literals: Sequence[Literal], name: str) -> Literal:
        """True exactly when one of the literals is."""
        if any(literal is self.one for literal in literals):
            return self.one
        literals = [literal for literal in literals if literal is not self.zero]
        if len(literals) < 2:
            return literals[0] if literals else self.zero
        found = self._literal(name)
        self.model.add_max_equality(found, literals)
        return found

    def reading_days(self) -> Literal:
        """How many sessions have readings, as one variable: bounds of sums say more than sums of bounds."""
        total = self.model.new_int_var(0, len(self.indices), "sessions with readings")
        self.model.add(sum(self.has_reading(session) for session in self.indices) == total)
        return total

    def blocked_days(self) -> Literal:
        """How many sessions events keep free of readings, as one variable."""
        most = sum(event.sessions for event in self.problem.events.values() if event.blocks)
        total = self.model.new_int_var(0, max(most, len(self.problem.frozen)), "blocked sessions")
        self.model.add(sum(self.blocked(session) for session in self.indices) == total)
        return total

    # Topics and events ------------------------------------------------------------------------------------------

    def takes(self, event: str, session: int) -> Literal:
        """The event takes the session."""
        known = self.facts.takes(self.problem.events[event].id, session)
        return self._literal(f"{event} on {self._name(session)}") if known is None else self.constant(known)

    def blocked(self, session: int) -> Linear:
        """1 where an event keeps the session free of readings (one event a session: a linear expression)."""
        return sum(self.takes(event.id, session) for event in self.problem.events.values() if event.blocks)

    def reads_topic(self, topic: str, session: int) -> Literal:
        """A required paper of the session has this main topic."""
        return self.any_of(
            [self.reads(paper.id, session) for paper in self.problem.topic_papers[topic]],
            f"papers of {topic} on {self._name(session)}",
        )

    def covers(self, topic: str, session: int) -> Literal:
        """The session belongs to the topic, by a required paper or by its event."""
        events = [self.takes(event.id, session) for event in self.problem.topic_events[topic]]
        if not events:
            return self.reads_topic(topic, session)
        return self.any_of([self.reads_topic(topic, session), *events], f"{topic} on {self._name(session)}")

    def starts_block(self, topic: str, session: int) -> Literal:
        """A block of the topic starts here (at least; the model may set it where none does, never the reverse)."""
        before = self.in_block(topic, session - 1) if session else self.zero
        covers = self.covers(topic, session)
        if before is self.one or covers is self.zero:
            return self.zero
        if before is self.zero and covers is self.one:
            return self.one
        starts = self._literal(f"block of {topic} starts on {self._name(session)}")
        self.model.add_bool_or([covers.negated(), before, starts])
        return starts

    def in_block(self, topic: str, session: int) -> Literal:
        """The session belongs to the topic, or is blocked by an event inside its block."""
        if not any(event.blocks for event in self.problem.events.values()):
            return self.covers(topic, session)
        covers = self.covers(topic, session)
        before = self.in_block(topic, session - 1) if session else self.zero
        if covers is self.one or (covers is self.zero and before is self.zero):
            return covers
        if session in self.problem.frozen:
            event = self.problem.events.get(self.past.decision.events[session] or "")
            return before if event is not None and event.blocks else self.zero
        inside = self._literal(f"block of {topic} reaches {self._name(session)}")
        self.model.add_implication(covers, inside)
        self.model.add_bool_or([covers, before, inside.negated()])
        self.model.add(inside <= covers + self.blocked(session))
        self.model.add(inside >= before + self.blocked(session) - 1)
        return inside

    def begun(self, name: str, literals: Sequence[Literal]) -> list[Literal]:
        """By session: the literal of this session or of an earlier one is true (at least)."""
        begun: list[Literal] = []
        for session, literal in enumerate(literals):
            before = begun[-1] if begun else self.zero
            if before is self.one or literal is self.one:
                begun.append(self.one)
            elif before is self.zero and literal is self.zero:
                begun.append(self.zero)
            else:
                begun.append(self._literal(f"{name} by {self._name(session)}"))
                self.model.add_implication(literal, begun[-1])
                self.model.add_implication(before, begun[-1])
        return begun

    def blocks(self, topic: str) -> Linear:
        """How many blocks the topic's sessions form (at least)."""
        return sum(self.starts_block(topic, s) for s in self.indices)

    # People -----------------------------------------------------------------------------------------------------

    def presents(self, person: str, role: str, paper: str) -> Literal:
        """The person holds a seat of the per-paper role at the paper."""
        known = self.facts.presents(self.problem.people[person].id, self.problem.roles[role].id, paper)
        if known is None and self._out_of_reach(person, paper):
            known = False
        return self._literal(f"{person} is {role} of {paper}") if known is None else self.constant(known)

    def _out_of_reach(self, person: str, paper: str) -> bool:
        """Whether the paper is not read, or its date is known and the person is away then."""
        if self.read(paper) is self.zero:
            return True
        return any(self.reads(paper, s) is self.one and self.facts.away(person, s) for s in self.indices)

    def presents_in(self, person: str, paper: str, session: int) -> Linear:
        """How many seats of the paper, whatever the role, the person holds in the session (0 unless required there).

        One variable for all roles: nothing but the paper's session and the person's time matters here, and a
        variable a role would multiply the largest family of the model.
        """
        here = self.reads(paper, session)
        if here is self.zero or self.facts.away(person, session):
            return self.zero
        seats = [
            self.presents(person, role.id, paper) for role in self.problem.roles.values() if self._sits_at(role, paper)
        ]
        open_seats = [seat for seat in seats if seat is not self.zero and seat is not self.one]
        taken = sum(seat is self.one for seat in seats)
        if not open_seats:
            return self.constant(taken) if here is self.one else taken * here
        if here is self.one:
            return sum(open_seats) + taken
        most = min(len(open_seats), self.facts.most_in_session or len(open_seats))
        name = f"{person} at {paper} on {self._name(session)}"
        count = self._literal(name) if most == 1 else self.model.new_int_var(0, most, name)
        self.model.add(count <= most * here)
        return count

    def _sits_at(self, role: Role, paper: str) -> bool:
        return role.per == "paper" and role.most > 0 and paper in role.papers

    @property
    def places_people(self) -> bool:
        """Whether anything asked when people hold their seats at papers."""
        return bool(self.presents_in.cache_info().currsize)  # type: ignore[attr-defined]

    def _place_presenter(self, person: str, paper: str) -> None:
        """Tie a person's seats at a paper to the session that requires it; once for each pair."""
        if paper in self.past.read or self.read(paper) is self.zero or self._date_known(paper):
            return
        roles = [role for role in self.problem.roles.values() if self._sits_at(role, paper)]
        seats = self.total(self.presents(person, role.id, paper) for role in roles)
        self.model.add(sum(self.presents_in(person, paper, s) for s in self.indices) == seats)

    def _date_known(self, paper: str) -> bool:
        return any(self.reads(paper, s) is self.one for s in self.indices)

    def serves(self, person: str, role: str, session: int) -> Literal:
        """The person holds a seat of the per-session role in the session."""
        known = self.facts.serves(self.problem.people[person].id, self.problem.roles[role].id, session)
        return self._literal(f"{person} is {role} on {self._name(session)}") if known is None else self.constant(known)

    def has_seats(self, role: str, session: int, paper: str | None = None) -> Literal:
        """Seats of the role exist at the session, for the paper required there or for the session."""
        entry = self.problem.roles[role]
        if session not in entry.sessions:
            return self.zero
        conditions = self._seat_conditions(entry, session, paper)
        if any(condition is self.zero for condition in conditions):
            return self.zero
        conditions = [condition for condition in conditions if condition is not self.one]
        if len(conditions) < 2:
            return conditions[0] if conditions else self.one
        exists = self._literal(f"seats of {role} on {self._name(session)} for {paper or 'the session'}")
        self.model.add_min_equality(exists, conditions)
        return exists

    def _seat_conditions(self, role: Role, session: int, paper: str | None) -> list[Literal]:
        """Literals that must all hold for seats to exist."""
        name = f"for {role.id} on {self._name(session)}"
        conditions: list[Literal] = []
        if role.events is not None:
            events = [self.takes(event, session) for event in sorted(role.events) if event in self.problem.events]
            conditions.append(self.any_of(events, f"event {name}"))
        if role.per == "paper":
            conditions.append(self.reads(paper, session) if paper in role.papers else self.zero)
            return conditions
        if role.events is None:
            conditions.append(self.has_reading(session))
        if role.topics is not None:
            topics = [self.covers(topic, session) for topic in sorted(role.topics) if topic in self.problem.topics]
            conditions.append(self.any_of(topics, f"topic {name}"))
        if role.tags is not None:
            tagged = [p.id for p in self.problem.papers.values() if not p.tags.isdisjoint(role.tags)]
            conditions.append(self.any_of([self.reads(p, session) for p in tagged], f"tag {name}"))
        return conditions or [self.one]

    def duties_in(self, person: str, session: int) -> Linear:
        """How many duties the person holds in the session."""
        if session in self.problem.frozen:
            return sum(duty.person == person for duty in self.past.decision.duties[session])
        roles = [role for role in self.problem.roles.values() if role.most > 0 and session in role.sessions]
        duties: list[Linear] = [self.serves(person, role.id, session) for role in roles if role.per == "session"]
        for paper in self.problem.papers if len(duties) < len(roles) else ():
            if self.reads(paper, session) is not self.zero and any(self._sits_at(role, paper) for role in roles):
                self._place_presenter(person, paper)
                duties.append(self.presents_in(person, paper, session))
        return self.total(duties)

    def _papers_of(self, role: Role) -> list[str]:
        """The papers with seats of a per-paper role, in catalogue order."""
        return [paper for paper in self.problem.papers if paper in role.papers]

    def duties_of(self, person: str, role: str | None = None) -> Linear:
        """How many duties the person holds over the term (in one role)."""
        duties: list[Linear] = [self.past.duties(person, role)]
        for entry in self.problem.roles.values():
            if (role is not None and entry.id != role) or entry.most == 0:
                continue
            if entry.per == "session":
                duties += [self.serves(person, entry.id, s) for s in self.problem.coming if s in entry.sessions]
            else:
                papers = [paper for paper in self._papers_of(entry) if paper not in self.past.read]
                duties += [self.presents(person, entry.id, paper) for paper in papers]
        return self.total(duties)

    def ways_to_hold(
        self, person: str, sessions: Sequence[int], role: str | None = None, paper: str | None = None
    ) -> list[Literal]:
        """Literals of which one is true exactly if (at least) the person holds a duty in one of the sessions: in the
        role, at the paper (for a role per session: where the paper is required), if these are given.
        """
        ways: list[Literal] = []
        for entry in self.problem.roles.values():
            if (role is not None and entry.id != role) or entry.most == 0:
                continue
            if entry.per == "paper":
                for at in self._papers_of(entry) if paper is None else [paper] * (paper in entry.papers):
                    seat = self.presents(person, entry.id, at)
                    placed = [self.reads(at, session) for session in sessions]
                    ways.append(seat if len(placed) == len(self.indices) else self._both(seat, placed))
                continue
            for session in sessions:
                if session in entry.sessions:
                    read = [self.reads(paper, session)] if paper is not None else [self.one]
                    ways.append(self._both(self.serves(person, entry.id, session), read))
        return ways

    def _both(self, held: Literal, placed: Sequence[Literal]) -> Literal:
        """A literal that implies ``held`` and one of ``placed``."""
        placed = [literal for literal in placed if literal is not self.zero]
        if held is self.zero or not placed:
            return self.zero
        if any(literal is self.one for literal in placed):
            return held
        both = self._literal("held there")
        self.model.add_implication(both, held)
        self.model.add_bool_or([both.negated(), *placed])
        return both

    def busy(self, person: str, session: int) -> Literal:
        """The person holds a duty in the session."""
        if session in self.problem.frozen:
            return self.constant(any(duty.person == person for duty in self.past.decision.duties[session]))
        duties = self.duties_in(person, session)
        if isinstance(duties, int):
            return self.constant(duties > 0)
        busy = self._literal(f"{person} on duty on {self._name(session)}")
        self.model.add(duties >= 1).only_enforce_if(busy)
        self.model.add(duties == 0).only_enforce_if(busy.negated())
        return busy


_CACHED = (
    "reads",
    "read",
    "lists",
    "listed",
    "load",
    "has_reading",
    "reading_days",
    "blocked_days",
    "takes",
    "reads_topic",
    "covers",
    "starts_block",
    "in_block",
    "presents",
    "presents_in",
    "_place_presenter",
    "serves",
    "has_seats",
    "duties_in",
    "duties_of",
    "busy",
)
