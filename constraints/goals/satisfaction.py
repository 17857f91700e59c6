"""Satisfaction of people, in whole tenths of a percent: once for the model, once for any plan.

The two halves share only the scores that people wrote. In the model a satisfaction may be set below what the plan
gives, never above; as every goal on it wants it high, the optimum is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from planner.plans.outcome import Outcome
from planner.problem.problem import Person, PersonWishes, Problem, Role

if TYPE_CHECKING:
    from planner.model.model import Linear, Model

FULL = 1000
"""100 %, in tenths."""
AVOIDED = -1000
"""What an avoided duty scores, in hundredths."""


def wishing(problem: Problem) -> list[Person]:
    """The people with wishes, in file order; the others are left out of every figure."""
    return [person for person in problem.people.values() if person.wishes.any]


def senseless(problem: Problem) -> str | None:
    """Why satisfaction has no sense for a course, or None."""
    if not problem.roles or not problem.people:
        return "the course has no duties"
    return None if wishing(problem) else "nobody has wishes"


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

    def variable(self) -> Linear:
        """At most the satisfaction that the duties give, kept within 0 and 100 %."""
        satisfaction = self.model.cp.new_int_var(0, FULL, f"satisfaction of {self.person.id}")
        if self.wishes.best_possible:
            total, least = self._total(), self.wishes.best_possible
        else:
            total, least = self.wishes.least_duties - self._avoided(), self.wishes.least_duties
        self.model.cp.add(least * satisfaction <= FULL * self._not_negative(total))
        return satisfaction

    def _not_negative(self, total: Linear) -> Linear:
        """At most max(total, 0); the total itself where nothing can be avoided."""
        if isinstance(total, int) or not (self.wishes.avoided_papers or self.wishes.avoided_topics):
            return total
        cp, limit = self.model.cp, _magnitude(self.model.problem)
        positive = cp.new_int_var(0, limit, f"score of {self.person.id}")
        negative = cp.new_bool_var(f"score of {self.person.id} is negative")
        cp.add(positive <= total).only_enforce_if(negative.negated())
        cp.add(positive == 0).only_enforce_if(negative)
        return positive

    def _total(self) -> Linear:
        """The sum of the duties' scores, in hundredths."""
        parts: list[Linear] = []
        for role in self.model.problem.roles.values():
            if role.most == 0:
                continue
            if role.per == "session":
                for session in sorted(role.sessions):
                    parts += self._session_scores(role, session)
            else:
                for paper in self.model.problem.papers:
                    if paper in role.papers:
                        parts += self._paper_scores(role, paper)
        return sum(parts)

    def _paper_scores(self, role: Role, paper: str) -> Iterable[Linear]:
        """What a seat at a paper scores, whatever its date, and what a wished date adds."""
        variables = self.model.variables
        score = self._base(role, paper)
        presents = variables.presents(self.person.id, role.id, paper)
        if score:
            yield score * presents
        if score == AVOIDED:
            return
        for session, wished in sorted(self.wishes.dates.items()):
            if wished > score and session in role.sessions:
                name = f"{self.person.id} is {role.id} of {paper} on the wished {session}"
                there = self.model.cp.new_bool_var(name)
                self.model.cp.add_implication(there, presents)
                self.model.cp.add_implication(there, variables.reads(paper, session))
                yield (wished - score) * there

    def _session_scores(self, role: Role, session: int) -> Iterable[Linear]:
        """What a seat in a session scores: the best of its required papers, by a witness among equal scores."""
        variables = self.model.variables
        serves = variables.serves(self.person.id, role.id, session)
        wished = self.wishes.dates.get(session, 0)
        by_score: dict[int, list[Linear]] = {}
        for paper in self.model.problem.papers:
            base = self._base(role, paper)
            score = base if base == AVOIDED else max(base, wished)
            by_score.setdefault(score, []).append(variables.reads(paper, session))
        witnesses = []
        for score, papers in sorted(by_score.items()):
            witness = self.model.cp.new_bool_var(f"{self.person.id} as {role.id} on {session} scores {score}")
            self.model.cp.add(witness <= sum(papers))
            witnesses.append(witness)
            yield score * witness
        nothing = self.model.cp.new_bool_var(f"{self.person.id} as {role.id} on {session} without papers")
        self.model.cp.add_implication(nothing, variables.has_reading(session).negated())
        yield max(wished, self.wishes.roles.get(role.id, 0)) * nothing
        self.model.cp.add(sum(witnesses) + nothing == serves)

    def _base(self, role: Role, paper: str) -> int:
        """The score of a duty at a paper without its date."""
        wishes, topic = self.wishes, self.model.problem.papers[paper].topic
        if paper in wishes.avoided_papers or topic in wishes.avoided_topics:
            return AVOIDED
        return max(wishes.papers.get(paper, 0), wishes.topics.get(topic or "", 0), wishes.roles.get(role.id, 0))

    def _avoided(self) -> Linear:
        """How many duties are avoided ones (at least)."""
        parts: list[Linear] = []
        variables = self.model.variables
        for role in self.model.problem.roles.values():
            avoided = [p for p in self.model.problem.papers if self._base(role, p) == AVOIDED]
            if role.most == 0:
                continue
            if role.per == "paper":
                parts += [variables.presents(self.person.id, role.id, p) for p in avoided if p in role.papers]
                continue
            for session in sorted(role.sessions):
                # A seat in a session is avoided only where no other paper is read there.
                others = [variables.reads(p, session) for p in self.model.problem.papers if p not in avoided]
                serves = variables.serves(self.person.id, role.id, session)
                bad = self.model.cp.new_bool_var(f"{self.person.id} as {role.id} on {session} is avoided")
                for paper in avoided:
                    read = variables.reads(paper, session)
                    self.model.cp.add_bool_or([serves.negated(), read.negated(), *others, bad])
                parts.append(bad)
        return sum(parts)


def _magnitude(problem: Problem) -> int:
    """More than any sum of scores: ten points a duty, and no more duties than seats."""
    seats = sum(role.most * max(len(problem.papers), len(problem.sessions)) for role in problem.roles.values())
    return 1000 * max(1, seats)


# The plan -------------------------------------------------------------------------------------------------------


def satisfactions(outcome: Outcome) -> dict[str, int]:
    """Each wishing person's satisfaction on a plan, in tenths of a percent, rounded down after clamping."""
    return {person.id: _satisfaction(outcome, person) for person in wishing(outcome.problem)}


def _satisfaction(outcome: Outcome, person: Person) -> int:
    scores = [
        duty_score(outcome, person.wishes, session, duty.role, duty.paper)
        for session, duty in outcome.duties_by_person[person.id]
    ]
    if person.wishes.best_possible:
        reached, whole = sum(scores), person.wishes.best_possible
    else:
        whole = person.wishes.least_duties
        reached = whole - sum(score == AVOIDED for score in scores)
    return FULL * min(max(reached, 0), whole) // whole


def duty_score(outcome: Outcome, wishes: PersonWishes, session: int, role: str, paper: str | None) -> int:
    """What one duty scores, in hundredths."""
    common = max(wishes.dates.get(session, 0), wishes.roles.get(role, 0))
    if paper is not None:
        return _paper_score(outcome.problem, wishes, paper, common)
    scores = [_paper_score(outcome.problem, wishes, read, common) for read in outcome.required[session]]
    return max(scores, default=common)


def _paper_score(problem: Problem, wishes: PersonWishes, paper: str, common: int) -> int:
    topic = problem.papers[paper].topic if paper in problem.papers else None
    if paper in wishes.avoided_papers or topic in wishes.avoided_topics:
        return AVOIDED
    wished = [wishes.papers.get(paper, 0), common]
    if topic is not None:
        wished.append(wishes.topics.get(topic, 0))
    return max(wished)


def wishes_granted(outcome: Outcome, person: Person) -> list[int]:
    """How many of the person's first, second … wishes came true: by rank, over papers, topics, dates and roles."""
    problem, duties = outcome.problem, outcome.duties_by_person[person.id]
    papers = {
        paper for session, duty in duties for paper in ((duty.paper,) if duty.paper else outcome.required[session])
    }
    topics = {problem.papers[paper].topic for paper in papers if paper in problem.papers}
    roles = {duty.role for _, duty in duties}
    dates = {session for session, _ in duties}
    granted = [0] * max((rank for rank, _, _ in person.wishes.ranked), default=0)
    for rank, kind, name in person.wishes.ranked:
        came_true = {
            "papers": name in papers,
            "topics": name in topics,
            "roles": name in roles,
            "dates": kind == "dates" and not dates.isdisjoint(problem.sessions_named(name)),
        }[kind]
        granted[rank - 1] += came_true
    return granted
