"""The variables, reached by verbs: ``variables.reads(paper, session)`` is true where the session requires the paper.

Papers, topics, events, roles and people are named by id, sessions by index. Every variable is made when first asked
for, and kept; so a course without people has none for people. What happened in frozen sessions is constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.decision import Decision
from planner.problem.problem import Problem, Role

Linear = Any
Literal = Any


class Past:
    """What is a fact in frozen sessions, by the arguments of the verbs; empty without an earlier plan."""

    def __init__(self, problem: Problem) -> None:
        frozen = sorted(problem.frozen)
        nothing = Decision((), (), (), ())
        self.decision = problem.earlier.decision if problem.earlier is not None else nothing
        self.reads = {(paper, s) for s in frozen for paper in self.decision.required[s]}
        self.lists = {(paper, s) for s in frozen for paper in self.decision.optional[s]}
        self.read = {paper for paper, _ in self.reads}
        held = [(s, duty) for s in frozen for duty in self.decision.duties[s]]
        self.presents = {(duty.person, duty.role, duty.paper) for _, duty in held if duty.paper is not None}
        self.serves = {(duty.person, duty.role, s) for s, duty in held if duty.paper is None}
        self._held = [duty for _, duty in held]

    def duties(self, person: str, role: str | None = None) -> int:
        """How many duties the person held (in one role), wherever the file has seats now."""
        return sum(duty.person == person and role in (None, duty.role) for duty in self._held)


class Variables:
    """Variables of one model. What they mean is stated here, once; what is allowed is stated by the rules."""

    def __init__(self, problem: Problem, model: cp_model.CpModel, fitted: bool = False) -> None:
        """``fitted`` makes no variable for a paper in a session where its dates, its topic's window or a pin say no, or
        for a person at a paper that is a conflict.
        """
        self.problem, self.model, self.fitted = problem, model, fitted
        self.indices = range(len(problem.sessions))
        self.zero = model.new_constant(0)
        self.one = model.new_constant(1)
        self.past = Past(problem)
        for name in _CACHED:
            setattr(self, name, cache(getattr(self, name)))
        for paper in problem.papers:
            if paper not in self.past.read:
                # Defined for every paper at once: "in at most one session" is what reading means, not a choice.
                model.add(sum(self.reads(paper, s) for s in self.indices) == self.read(paper))

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
        if session in self.problem.frozen or paper in self.past.read:
            return self.constant((paper, session) in self.past.reads)
        if self.fitted and not self._may_stand(paper, session):
            return self.zero
        return self._literal(f"{paper} required on {self._name(session)}")

    def _may_stand(self, paper: str, session: int) -> bool:
        """Whether the paper's dates, its topic's window and its pins allow the session."""
        entry = self.problem.papers.get(paper)
        if entry is None:
            return True
        topic = self.problem.topics.get(entry.topic or "")
        windows = [entry.allowed, topic.allowed if topic is not None else None]
        windows += [pin.sessions for pin in self.problem.pins if pin.paper == paper]
        return all(window is None or session in window for window in windows)

    def read(self, paper: str) -> Literal:
        """Some session requires the paper."""
        if paper in self.past.read:
            return self.one
        return self._literal(f"{paper} required")

    def read_by(self, paper: str, session: int) -> Linear:
        """1 if the paper is required in this session or an earlier one (a linear expression)."""
        return sum(self.reads(paper, s) for s in range(session + 1))

    def lists(self, paper: str, session: int) -> Literal:
        """The session lists the paper as optional reading."""
        if session in self.problem.frozen:
            return self.constant((paper, session) in self.past.lists)
        return self._literal(f"{paper} optional on {self._name(session)}")

    def listed(self, paper: str) -> Literal:
        """Some session lists the paper as optional reading."""
        if any(listed == paper for listed, _ in self.past.lists):
            return self.one
        listed = self._literal(f"{paper} optional")
        self.model.add(sum(self.lists(paper, s) for s in self.indices) == listed)
        return listed

    def papers_in(self, session: int) -> Linear:
        """How many papers the session requires."""
        return sum(self.reads(paper, session) for paper in self.problem.papers)

    def load(self, session: int) -> Linear:
        """Reading minutes of the session."""
        return sum(paper.minutes * self.reads(paper.id, session) for paper in self.problem.papers.values())

    def has_reading(self, session: int) -> Literal:
        """The session requires at least one paper."""
        return self.any_of(
            [self.reads(paper, session) for paper in self.problem.papers], f"reading on {self._name(session)}"
        )

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
        if session in self.problem.frozen:
            return self.constant(event == self.past.decision.events[session])
        return self._literal(f"{event} on {self._name(session)}")

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
        if paper in self.past.read:
            return self.constant((person, role, paper) in self.past.presents)
        if self._never_at(person, paper):
            return self.zero
        return self._literal(f"{person} is {role} of {paper}")

    def _never_at(self, person: str, paper: str) -> bool:
        return self.fitted and paper in self.problem.people[person].conflicts

    def presents_in(self, person: str, paper: str, session: int) -> Linear:
        """How many seats of the paper, whatever the role, the person holds in the session (0 unless required there).

        One variable for all roles: nothing but the paper's session and the person's time matters here, and a
        variable a role would multiply the largest family of the model.
        """
        if self.reads(paper, session) is self.zero or self._never_at(person, paper):
            return self.zero
        roles = [role.id for role in self.problem.roles.values() if self._sits_at(role, paper)]
        if session in self.problem.frozen or paper in self.past.read:
            here = (paper, session) in self.past.reads
            return self.constant(here * sum((person, role, paper) in self.past.presents for role in roles))
        most = min(len(roles), self.problem.duties.per_session.value)
        name = f"{person} at {paper} on {self._name(session)}"
        count = self._literal(name) if most == 1 else self.model.new_int_var(0, most, name)
        self.model.add(count <= most * self.reads(paper, session))
        return count

    def _sits_at(self, role: Role, paper: str) -> bool:
        return role.per == "paper" and role.most > 0 and paper in role.papers

    def _place_presenter(self, person: str, paper: str) -> None:
        """Tie a person's seats at a paper to the session that requires it; once for each pair."""
        roles = [role for role in self.problem.roles.values() if self._sits_at(role, paper)]
        if roles and paper not in self.past.read and not self._never_at(person, paper):
            seats = sum(self.presents(person, role.id, paper) for role in roles)
            self.model.add(sum(self.presents_in(person, paper, s) for s in self.indices) == seats)

    def serves(self, person: str, role: str, session: int) -> Literal:
        """The person holds a seat of the per-session role in the session."""
        if session in self.problem.frozen:
            return self.constant((person, role, session) in self.past.serves)
        return self._literal(f"{person} is {role} on {self._name(session)}")

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
        duties: list[Linear] = [
            self.serves(person, role.id, session)
            for role in self.problem.roles.values()
            if role.per == "session" and role.most > 0 and session in role.sessions
        ]
        for paper in self.problem.papers:
            if any(self._sits_at(role, paper) and session in role.sessions for role in self.problem.roles.values()):
                self._place_presenter(person, paper)
                if (there := self.presents_in(person, paper, session)) is not self.zero:
                    duties.append(there)
        return sum(duties)

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
        return sum(duties)

    def busy(self, person: str, session: int) -> Literal:
        """The person holds a duty in the session."""
        if session in self.problem.frozen:
            return self.constant(any(duty.person == person for duty in self.past.decision.duties[session]))
        duties = self.duties_in(person, session)
        if isinstance(duties, int):
            return self.zero
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
