"""Satisfaction of people, in whole tenths of a percent: once for the model, once for any plan.

The two halves share only the scores that people wrote, and what the problem says of them. In the model a satisfaction
may be set below what the plan gives, never above; as every goal on it wants it high, the optimum is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from planner.plans.outcome import Outcome
from planner.problem.problem import Person, PersonWishes, Problem, Role

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear

FULL = 1000
"""100 %, in tenths."""
TEN = 1000
"""The best score of a wish, and what an avoided duty takes off in each kind, in hundredths."""
READING, DATES, ROLES = "reading", "dates", "roles"


def wishing(problem: Problem) -> list[Person]:
    """The people with wishes, in file order; the others are left out of every figure."""
    return [person for person in problem.people.values() if person.wishes.any]


def senseless(problem: Problem) -> str | None:
    """Why satisfaction has no sense for a course, or None."""
    if not problem.roles or not problem.people:
        return "the course has no duties"
    return None if wishing(problem) else "nobody has wishes that their duties can grant or fail"


# The model ------------------------------------------------------------------------------------------------------


def build_satisfaction(model: Model) -> Mapping[str, Linear]:
    """A variable for each person with wishes, made once for all goals that ask."""
    known: dict[str, Linear] = model.memory.setdefault("satisfaction", {})
    if not known:
        for person in wishing(model.problem):
            known[person.id] = _SatisfactionModel(model, person).variable()
    return known


class _SatisfactionModel:
    """Builds the satisfaction of one person."""

    def __init__(self, model: Model, person: Person) -> None:
        self.model, self.person, self.wishes = model, person, person.wishes
        self.variables, self.problem = model.variables, model.problem
        self.roles = list(self.problem.roles.values())
        self.avoided = [
            paper.id
            for paper in self.problem.papers.values()
            if paper.id in self.wishes.avoided_papers or paper.topic in self.wishes.avoided_topics
        ]
        self.spoilt = self._spoilt() if self.avoided and self.wishes.by_session else {}

    def variable(self) -> Linear:
        """At most the satisfaction that the duties give, kept within 0 and 100 %."""
        satisfaction = self.model.cp.new_int_var(0, FULL, f"satisfaction of {self.person.id}")
        if self.wishes.kinds:
            total, whole = self._total(), self.wishes.best_possible
        else:
            total, whole = self.wishes.least_duties - self._avoided_duties(), self.wishes.least_duties
        self.model.cp.add(whole * satisfaction <= FULL * self._not_negative(total))
        return satisfaction

    def _not_negative(self, total: Linear) -> Linear:
        """At most max(total, 0); the total itself where nothing can be avoided."""
        if isinstance(total, int) or not self.avoided:
            return total
        cp, limit = self.model.cp, _magnitude(self.problem)
        positive = cp.new_int_var(0, limit, f"score of {self.person.id}")
        negative = cp.new_bool_var(f"score of {self.person.id} is negative")
        cp.add(positive <= total).only_enforce_if(negative.negated())
        cp.add(positive == 0).only_enforce_if(negative)
        return positive

    def _total(self) -> Linear:
        """What the duties score in the kinds that count, in hundredths; an avoided one takes ten off in each."""
        scores = {READING: self._reading, DATES: self._dates, ROLES: self._roles}
        granted = sum(scores[kind]() for kind in self.wishes.kinds)
        return granted - len(self.wishes.kinds) * TEN * self._avoided_duties()

    def _avoided_duties(self) -> Linear:
        """How many duties are avoided ones."""
        at_papers = [self._presents(role, paper) for role in self.roles for paper in self.avoided]
        return sum(at_papers) + sum(self.spoilt.values())

    def _reading(self) -> Linear:
        """The papers presented, and for who presents none the best one of each session with a duty."""
        parts: list[Linear] = []
        wanted: dict[int, list[str]] = {}
        for paper in self.problem.papers.values():
            score = max(self.wishes.papers.get(paper.id, 0), self.wishes.topics.get(paper.topic or "", 0))
            if score > 0 and paper.id not in self.avoided:
                parts += [score * self._presents(role, paper.id) for role in self.roles]
                wanted.setdefault(score, []).append(paper.id)
        if self.wishes.by_session:
            for role, session in self._seats_in_sessions():
                parts.append(self._best_read(role, session, wanted))
        return sum(parts)

    def _best_read(self, role: Role, session: int, wanted: Mapping[int, list[str]]) -> Linear:
        """The best score of the session's papers where the person sits there, by a witness among equal scores."""
        cp = self.model.cp
        parts: list[Linear] = []
        witnesses: list[Linear] = []
        for score, papers in sorted(wanted.items()):
            witness = cp.new_bool_var(f"{self.person.id} as {role.id} on {session} scores {score}")
            cp.add(witness <= sum(self.variables.reads(paper, session) for paper in papers))
            witnesses.append(witness)
            parts.append(score * witness)
        serves = self.variables.serves(self.person.id, role.id, session)
        cp.add(sum(witnesses) + self.spoilt.get((role.id, session), 0) <= serves)
        return sum(parts)

    def _dates(self) -> Linear:
        """The duties of each wished session, without the avoided ones."""
        parts: list[Linear] = []
        for session, score in sorted((session, score) for session, score in self.wishes.dates.items() if score > 0):
            duties = self.variables.duties_in(self.person.id, session)
            papers = [paper for paper in self.avoided if self._may_sit(paper, session)]
            avoided = sum(self.variables.presents_in(self.person.id, paper, session) for paper in papers)
            spoilt = sum(bad for (_, there), bad in self.spoilt.items() if there == session)
            parts.append(score * (duties - avoided - spoilt))
        return sum(parts)

    def _roles(self) -> Linear:
        """The duties in each wished role, without the avoided ones."""
        parts: list[Linear] = []
        for role in self.roles:
            score = self.wishes.roles.get(role.id, 0)
            if score > 0:
                avoided = sum(self._presents(role, paper) for paper in self.avoided)
                spoilt = sum(bad for (name, _), bad in self.spoilt.items() if name == role.id)
                parts.append(score * (self.variables.duties_of(self.person.id, role.id) - avoided - spoilt))
        return sum(parts)

    def _presents(self, role: Role, paper: str) -> Linear:
        """1 where the person holds a seat of a role per paper at the paper."""
        if role.per != "paper" or paper not in role.papers or not (role.most or paper in self._past_papers):
            return 0
        return self.variables.presents(self.person.id, role.id, paper)

    def _may_sit(self, paper: str, session: int) -> bool:
        """Whether ``duties_in`` of the session counts seats at the paper."""
        seats = any(r.per == "paper" and r.most and paper in r.papers and session in r.sessions for r in self.roles)
        return seats or (paper in self._past_papers and session in self.problem.frozen)

    @cached_property
    def _past_papers(self) -> frozenset[str]:
        """The papers of frozen sessions, whose duties are facts."""
        earlier = self.problem.earlier
        if earlier is None:
            return frozenset()
        return frozenset(paper for session in earlier.frozen for paper in earlier.decision.required[session])

    def _seats_in_sessions(self) -> list[tuple[Role, int]]:
        """Where the person may hold a duty per session, or has held one."""
        return [
            (role, session)
            for role in self.roles
            if role.per == "session"
            for session in sorted(role.sessions)
            if role.most or session in self.problem.frozen
        ]

    def _spoilt(self) -> dict[tuple[str, int], Linear]:
        """For who presents nothing: a duty in a session that requires an avoided paper (at least)."""
        spoilt: dict[tuple[str, int], Linear] = {}
        for role, session in self._seats_in_sessions():
            bad = self.model.cp.new_bool_var(f"{self.person.id} as {role.id} on {session} is avoided")
            serves = self.variables.serves(self.person.id, role.id, session)
            for paper in self.avoided:
                self.model.cp.add_bool_or([serves.negated(), self.variables.reads(paper, session).negated(), bad])
            spoilt[role.id, session] = bad
        return spoilt


def _magnitude(problem: Problem) -> int:
    """More than any sum of scores: ten points in each kind of a duty, and no more duties than seats."""
    seats = sum(role.most * max(len(problem.papers), len(problem.sessions)) for role in problem.roles.values())
    return 3 * TEN * max(1, seats + sum(map(len, problem.earlier.decision.duties if problem.earlier else ())))


# The plan -------------------------------------------------------------------------------------------------------


def satisfactions(outcome: Outcome) -> dict[str, int]:
    """Each wishing person's satisfaction on a plan, in tenths of a percent, rounded down after clamping."""
    return {person.id: _satisfaction(outcome, person) for person in wishing(outcome.problem)}


def _satisfaction(outcome: Outcome, person: Person) -> int:
    scores = [
        duty_scores(outcome, person.wishes, session, duty.role, duty.paper)
        for session, duty in outcome.duties_by_person[person.id]
    ]
    if person.wishes.kinds:
        whole = person.wishes.best_possible
        reached = sum(-1000 * len(person.wishes.kinds) if by_kind is None else sum(by_kind) for by_kind in scores)
    else:
        whole = person.wishes.least_duties
        reached = whole - scores.count(None)
    return FULL * min(max(reached, 0), whole) // whole


def duty_scores(
    outcome: Outcome, wishes: PersonWishes, session: int, role: str, paper: str | None
) -> tuple[int, ...] | None:
    """What one duty scores in each of the person's kinds, in hundredths; None for an avoided one."""
    read = papers_granted(outcome, wishes, session, paper)
    topics = [outcome.problem.papers[name].topic for name in read if name in outcome.problem.papers]
    if wishes.avoided_papers.intersection(read) or wishes.avoided_topics.intersection(t for t in topics if t):
        return None
    by_kind = {
        "reading": [*(wishes.papers.get(name, 0) for name in read), *(wishes.topics.get(t, 0) for t in topics if t)],
        "dates": [wishes.dates.get(session, 0)],
        "roles": [wishes.roles.get(role, 0)],
    }
    return tuple(max(by_kind[kind], default=0) for kind in wishes.kinds)


def papers_granted(outcome: Outcome, wishes: PersonWishes, session: int, paper: str | None) -> tuple[str, ...]:
    """The papers that a duty is about: its own; per session those read there, for who may hold no role per paper."""
    if paper is not None:
        return (paper,)
    return outcome.required[session] if wishes.by_session else ()


def wishes_came_true(outcome: Outcome, person: Person) -> list[tuple[int, str, str, bool]]:
    """The person's positive wishes that count, as (rank, kind, name), and whether each came true."""
    problem, duties = outcome.problem, outcome.duties_by_person[person.id]
    papers = {
        paper for session, duty in duties for paper in papers_granted(outcome, person.wishes, session, duty.paper)
    }
    topics = {problem.papers[paper].topic for paper in papers if paper in problem.papers}
    roles = {duty.role for _, duty in duties}
    dates = {session for session, _ in duties}
    found = []
    for rank, kind, name in person.wishes.ranked:
        came_true = {
            "papers": name in papers,
            "topics": name in topics,
            "roles": name in roles,
            "dates": kind == "dates" and not dates.isdisjoint(problem.sessions_named(name)),
        }[kind]
        found.append((rank, kind, name, came_true))
    return found


def wishes_granted(outcome: Outcome, person: Person) -> list[int]:
    """How many of the person's first, second … wishes came true: by rank, over papers, topics, dates and roles."""
    granted = [0] * max((rank for rank, _, _ in person.wishes.ranked), default=0)
    for rank, _, _, came_true in wishes_came_true(outcome, person):
        granted[rank - 1] += came_true
    return granted
