"""The plain formulation: what one writes who knows CP-SAT and not this house.

A boolean for each paper and session, for each topic and session, for each person and seat, and for each person, paper
and session; goals one after the other, each value kept as a limit. It shares the reading of the file with the planner
and nothing after that, and knows only what the generated courses use: NotPlain names the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.problem import Person, Problem, Range, Role

FULL = 1000
AVOIDED = -1000


class NotPlain(Exception):
    """The course uses rules or goals that the plain formulation does not know."""


@dataclass(frozen=True)
class PlainStep:
    """One goal: an expression to be made small, and the sign that turns its value into the goal's."""

    goal: str
    expression: Any
    sign: int


class Plain:
    """The model of a course; ``steps`` are its goals in order. Raises NotPlain."""

    def __init__(self, problem: Problem) -> None:
        refuse(problem)
        self.problem, self.cp = problem, cp_model.CpModel()
        self.sessions = range(len(problem.sessions))
        new = self.cp.new_bool_var
        self.reads = {(p, s): new(f"{p} on {s}") for p in problem.papers for s in self.sessions}
        self.covers = {(t, s): new(f"{t} on {s}") for t in problem.topics for s in self.sessions}
        self.read = {p: sum(self.reads[p, s] for s in self.sessions) for p in problem.papers}
        self._papers()
        self._sessions()
        self._topics()
        self._orders()
        self.seats: dict[tuple[str, str, str | int], Any] = {}
        if problem.people:
            self._seats()
            self._duties()
        goals = [name for entry in problem.goals or () for name in entry.weights]
        self.steps = [self._step(name) for name in goals]

    def _limit(self, expression: Any, limits: Range, when: Any = None) -> None:
        """Hold an expression within limits; the minimum only where ``when`` (0 or 1) is 1."""
        if limits.min is not None:
            self.cp.add(expression >= (limits.min.value if when is None else limits.min.value * when))
        if limits.max is not None:
            self.cp.add(expression <= limits.max.value)

    def _papers(self) -> None:
        for paper in self.problem.papers.values():
            self.cp.add(self.read[paper.id] == 1 if paper.must else self.read[paper.id] <= 1)
            for session in self.sessions:
                if paper.allowed is not None and session not in paper.allowed:
                    self.cp.add(self.reads[paper.id, session] == 0)
        for pin in self.problem.pins:
            assert pin.paper is not None
            assert pin.sessions is not None
            self.cp.add(sum(self.reads[pin.paper, session] for session in sorted(pin.sessions)) == 1)
        self._limit(sum(self.read.values()), self.problem.total)

    def load(self, session: int) -> Any:
        """Minutes of a session."""
        return sum(paper.minutes * self.reads[paper.id, session] for paper in self.problem.papers.values())

    def _sessions(self) -> None:
        reading = self.problem.reading
        for session in self.sessions:
            count = sum(self.reads[paper, session] for paper in self.problem.papers)
            has = self.cp.new_bool_var(f"reading on {session}")
            self.cp.add(count >= has)
            self.cp.add(count <= len(self.problem.papers) * has)
            if reading.every_session is not None:
                self.cp.add(has == 1)
            self._limit(count, reading.papers, has)
            self._limit(self.load(session), reading.minutes, has)
            if reading.topics_per_session is not None:
                topics = sum(self.covers[topic, session] for topic in self.problem.topics)
                self.cp.add(topics <= reading.topics_per_session.value)

    def _topics(self) -> None:
        for topic in self.problem.topics.values():
            papers = [paper.id for paper in self.problem.topic_papers[topic.id]]
            self._limit(sum(self.read[paper] for paper in papers), topic.papers)
            covers = [self.covers[topic.id, session] for session in self.sessions]
            self._limit(sum(covers), topic.sessions)
            for session in self.sessions:
                for paper in papers:
                    self.cp.add(self.reads[paper, session] <= covers[session])
                self.cp.add(covers[session] <= sum(self.reads[paper, session] for paper in papers))
                if topic.allowed is not None and session not in topic.allowed:
                    self.cp.add(covers[session] == 0)
            if topic.contiguous is not None:
                starts = [self.cp.new_bool_var(f"{topic.id} starts on {session}") for session in self.sessions]
                for session in self.sessions:
                    self.cp.add(starts[session] >= covers[session] - (covers[session - 1] if session else 0))
                self.cp.add(sum(starts) <= 1)

    def _orders(self) -> None:
        for order in self.problem.orders:
            excused = 0 if order.needs else 1 - self.read[order.first]
            for session in self.sessions:
                before = sum(self.reads[order.first, s] for s in range(session))
                self.cp.add(self.reads[order.then, session] <= before + excused)
        for block in self.problem.block_orders:
            for session in self.sessions:
                for earlier in range(session + 1):
                    both = self.covers[block.first, session] + self.covers[block.then, earlier]
                    self.cp.add(both <= 1)

    def _seats(self) -> None:
        """Who holds which seat: by person, role, and paper or session."""
        for role in self.problem.roles.values():
            per_paper = role.per == "paper"
            places: list[str | int] = list(self.problem.papers) if per_paper else list(self.sessions)
            for place in places:
                held = []
                for person in self.problem.people.values():
                    seat = self.cp.new_bool_var(f"{person.id} is {role.id} at {place}")
                    self.seats[person.id, role.id, place] = seat
                    held.append(seat)
                    if role.id not in person.roles or (per_paper and place in person.conflicts):
                        self.cp.add(seat == 0)
                exists = self.read[str(place)] if per_paper else self._has_reading(int(place))
                self.cp.add(sum(held) <= role.most * exists)
                self.cp.add(sum(held) >= role.least * exists)

    def _has_reading(self, session: int) -> Any:
        if self.problem.reading.every_session is not None:
            return 1
        has = self.cp.new_bool_var(f"seats on {session}")
        self.cp.add_max_equality(has, [self.reads[paper, session] for paper in self.problem.papers])
        return has

    def _duties(self) -> None:
        """When people are on duty: presenters where their paper is."""
        roles = self.problem.roles.values()
        gap = self.problem.duties.gap.value if self.problem.duties.gap is not None else 1
        for person in self.problem.people.values():
            mine = {key[1:]: seat for key, seat in self.seats.items() if key[0] == person.id}
            self._limit(sum(mine.values()), person.duties)
            for role in roles:
                self._limit(sum(seat for (held, _), seat in mine.items() if held == role.id), role.per_person)
            busy = []
            for session in self.sessions:
                there = [seat for (_, place), seat in mine.items() if place == session]
                for (_, place), seat in mine.items():
                    if isinstance(place, str):
                        sits = self.cp.new_bool_var(f"{person.id} at {place} on {session}")
                        self.cp.add(sits >= seat + self.reads[place, session] - 1)
                        there.append(sits)
                duty = self.cp.new_bool_var(f"{person.id} on duty on {session}")
                self.cp.add(sum(there) <= (0 if session in person.absent else self._most_a_session()) * duty)
                busy.append(duty)
            for session in self.sessions:
                if gap > 1:
                    self.cp.add(sum(busy[session : session + gap]) <= 1)

    def _most_a_session(self) -> int:
        return self.problem.duties.per_session.value

    # Goals --------------------------------------------------------------------------------------------------------

    def _step(self, goal: str) -> PlainStep:
        build: Callable[[], Any] = getattr(self, f"_{goal}")
        sign = -1 if goal in ("priority", "worst_off", "preferences") else 1
        return PlainStep(goal, sign * build(), sign)

    def _coverage(self) -> Any:
        parts = []
        for topic in self.problem.topics.values():
            if topic.papers.goal is not None:
                goal = topic.papers.goal.value
                short = self.cp.new_int_var(0, goal, f"short of {topic.id}")
                read = sum(self.read[paper.id] for paper in self.problem.topic_papers[topic.id])
                self.cp.add(short >= goal - read)
                parts.append(short)
        return sum(parts)

    def _priority(self) -> Any:
        return sum(paper.priority * self.read[paper.id] for paper in self.problem.papers.values())

    def _peak_load(self) -> Any:
        peak = self.cp.new_int_var(0, sum(paper.minutes for paper in self.problem.papers.values()), "peak load")
        for session in self.sessions:
            self.cp.add(peak >= self.load(session))
        return peak

    def _worst_off(self) -> Any:
        worst = self.cp.new_int_var(0, FULL, "worst off")
        for satisfaction in self._satisfactions():
            self.cp.add(worst <= satisfaction)
        return worst

    def _preferences(self) -> Any:
        return sum(self._satisfactions())

    def _satisfactions(self) -> list[Any]:
        if not hasattr(self, "_satisfied"):
            people = self.problem.people.values()
            self._satisfied = [self._satisfaction(person) for person in people if person.wishes.any]
        return self._satisfied

    def _satisfaction(self, person: Person) -> Any:
        """At most 1000 × the scores of the duties / the best possible, or 0 where that is negative."""
        satisfaction = self.cp.new_int_var(0, FULL, f"satisfaction of {person.id}")
        total = sum(part for role in self.problem.roles.values() for part in self._scores(person, role))
        negative = self.cp.new_bool_var(f"{person.id} below nothing")
        best = person.wishes.best_possible
        lowest = -AVOIDED * FULL * (len(self.problem.papers) + len(self.sessions))
        self.cp.add(best * satisfaction <= FULL * total + lowest * negative)
        self.cp.add(satisfaction <= FULL - FULL * negative)
        return satisfaction

    def _scores(self, person: Person, role: Role) -> list[Any]:
        """What each seat in the role scores; who may present papers is granted reading by that alone."""
        if role.per == "session":
            return []
        score = {paper: self._score(person, paper) for paper in self.problem.papers}
        return [score[paper] * self.seats[person.id, role.id, paper] for paper in score if score[paper]]

    def _score(self, person: Person, paper: str) -> int:
        wishes, topic = person.wishes, self.problem.papers[paper].topic
        if paper in wishes.avoided_papers or topic in wishes.avoided_topics:
            return AVOIDED
        return max(wishes.papers.get(paper, 0), wishes.topics.get(topic or "", 0))


def refuse(problem: Problem) -> None:
    """Raise NotPlain with what the course uses that the plain formulation does not know."""
    reading, duties = problem.reading, problem.duties
    used = {
        "events": problem.events,
        "same_session": problem.same_session,
        "apart": problem.apart,
        "mix": problem.mixes,
        "per_week": reading.week_papers.given or reading.week_minutes.given,
        "optional reading": reading.optional_per_session,
        "compose": reading.compose,
        "lighter": reading.lighter,
        "different_roles": duties.different_roles,
        "gap_days": duties.gap_days,
        "first": any(topic.first for topic in problem.topics.values()),
        "pins of people": any(pin.paper is None or pin.person or pin.sessions is None for pin in problem.pins),
        "roles with conditions": any(_conditional(problem, role) for role in problem.roles.values()),
        "wishes for dates or roles": any(p.wishes.dates or p.wishes.roles for p in problem.people.values()),
        "people who only avoid": any(p.wishes.any and not p.wishes.best_possible for p in problem.people.values()),
        "people who hold roles per session alone": any(p.wishes.by_session for p in problem.people.values()),
        "staff": any(person.staff or person.partial for person in problem.people.values()),
        "default or weighed goals": problem.goals is None or any(entry.weighed for entry in problem.goals),
        "other goals": not {name for entry in problem.goals or () for name in entry.weights}
        <= {"coverage", "priority", "worst_off", "preferences", "peak_load"},
    }
    names = [name for name, use in used.items() if use]
    if names:
        raise NotPlain(", ".join(names))


def _conditional(problem: Problem, role: Role) -> bool:
    everywhere = len(role.sessions) == len(problem.sessions) and len(role.papers) == len(problem.papers)
    return bool(role.topics or role.tags or role.events or role.class_minutes or not everywhere)
