"""What is already decided: one partial decision, from which the variables answer with constants.

The past of a repair, papers and dates that a smaller question holds still, and what a rule by itself rules out are all
the same here. Nothing is removed from a problem: a paper that is out is a paper that is known not to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.rule import Barred, Bars, Rule

Known = bool | None
"""True or False where it is decided, None where it is not."""


@dataclass(frozen=True)
class Held:
    """A decision that is held still: its papers and events in all sessions but ``free`` ones.

    Papers that it does not read may be read in free sessions only. With ``duties``, people keep their duties outside of
    free sessions too; ``people``, where given, are the only ones whose duties are not held. With ``listings``, what it
    lists as optional reading is held too.
    """

    decision: Decision
    free: frozenset[int] = frozenset()
    duties: bool = False
    people: frozenset[str] | None = None
    listings: bool = True


class Past:
    """What happened in frozen sessions, by the arguments of the verbs; empty without an earlier plan."""

    def __init__(self, problem: Problem) -> None:
        nothing = Decision((), (), (), ())
        self.sessions = problem.frozen
        self.decision = problem.earlier.decision if problem.earlier is not None else nothing
        frozen = sorted(problem.frozen)
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


@dataclass(frozen=True)
class _Still:
    """A held decision by the arguments of the verbs."""

    held: Held
    places: dict[str, int] = field(default_factory=dict)
    duties: frozenset[tuple[str, str, str | int]] = frozenset()

    @staticmethod
    def of(held: Held) -> _Still:
        decision = held.decision
        places = {paper: s for s, papers in enumerate(decision.required) for paper in papers}
        duties = {(d.person, d.role, d.paper or s) for s, found in enumerate(decision.duties) for d in found}
        return _Still(held, places, frozenset(duties))

    def reads(self, paper: str, session: int) -> Known:
        place = self.places.get(paper)
        if place is not None and place not in self.held.free:
            return place == session
        return None if session in self.held.free else False

    def duty(self, person: str, role: str, place: str | int) -> Known:
        """A seat at a paper or in a session."""
        session = self.places.get(place) if isinstance(place, str) else place
        if not self.held.duties or session is None or session in self.held.free:
            return None
        if self.held.people is not None and person in self.held.people:
            return None
        return (person, role, place) in self.duties


class Facts:
    """All that is decided of one question."""

    def __init__(self, problem: Problem, barred: Iterable[Barred] = (), held: Held | None = None) -> None:
        self.problem, self.past = problem, Past(problem)
        self._still = _Still.of(held) if held is not None else None
        self.most_in_session: int | None = None
        """The most duties that any person has in one session, where that is known."""
        self._allowed: dict[str, frozenset[int]] = {}
        seats: set[tuple[str, str]] = set()
        duties: set[tuple[str, int]] = set()
        for each in barred:
            for paper, sessions in each.sessions_of.items():
                self._allowed[paper] = self._allowed.get(paper, sessions) & sessions
            seats |= each.seats_at
            duties |= each.duties_in
            if each.most_in_session is not None:
                self.most_in_session = min(each.most_in_session, self.most_in_session or each.most_in_session)
        self._no_seat, self._no_duty = frozenset(seats), frozenset(duties)

    def reads(self, paper: str, session: int) -> Known:
        """The session requires the paper."""
        if session in self.past.sessions or paper in self.past.read:
            return (paper, session) in self.past.reads
        if paper in self._allowed and session not in self._allowed[paper]:
            return False
        return self._still.reads(paper, session) if self._still is not None else None

    def lists(self, paper: str, session: int) -> Known:
        """The session lists the paper as optional reading."""
        if session in self.past.sessions:
            return (paper, session) in self.past.lists
        if self._still is not None and self._still.held.listings and session not in self._still.held.free:
            return paper in self._still.held.decision.optional[session]
        return None

    def takes(self, event: str, session: int) -> Known:
        """The event takes the session."""
        if session in self.past.sessions:
            return event == self.past.decision.events[session]
        if self._still is not None and session not in self._still.held.free:
            return event == self._still.held.decision.events[session]
        return None

    def presents(self, person: str, role: str, paper: str) -> Known:
        """The person holds a seat of the role at the paper."""
        if paper in self.past.read:
            return (person, role, paper) in self.past.presents
        if (person, paper) in self._no_seat:
            return False
        return self._still.duty(person, role, paper) if self._still is not None else None

    def serves(self, person: str, role: str, session: int) -> Known:
        """The person holds a seat of the role in the session."""
        if session in self.past.sessions:
            return (person, role, session) in self.past.serves
        if (person, session) in self._no_duty:
            return False
        return self._still.duty(person, role, session) if self._still is not None else None

    def away(self, person: str, session: int) -> bool:
        """Whether the person holds no duty in the session, by a rule alone."""
        return session not in self.past.sessions and (person, session) in self._no_duty


def barred_by(rules: Iterable[Rule], problem: Problem) -> list[Barred]:
    """What the rules, each by itself, rule out."""
    return [rule.bars(problem) for rule in rules if isinstance(rule, Bars)]
