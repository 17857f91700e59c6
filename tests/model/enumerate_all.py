"""All decisions of a tiny course that keep every rule, by the rules' ``check()`` alone; no model, no solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from constraints.registry import RULES
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from planner.rule import Rule
from tests.courses import empty_decision


def _parts(name: str) -> list[Rule]:
    return [rule for rule in RULES if type(rule).__module__.split(".")[1] == name]


READING_RULES = [
    rule for part in ("papers", "sessions", "topics", "events") for rule in _parts(part) if rule.name != "class-minutes"
]
"""Rules that no duty can break or mend."""
OTHER_RULES = [rule for rule in RULES if rule not in READING_RULES]
MONOTONE = [
    rule for rule in OTHER_RULES if rule.name in ("availability", "held-roles", "conflicts", "duties-per-session")
]
"""What these forbid in one session no duty in another session mends."""


class TooMany(Exception):
    """The course has more decisions than are worth looking at."""


def keeping(problem: Problem, most: int) -> Iterator[Decision]:
    """Every decision that keeps every rule; raises TooMany where more than ``most`` must be looked at."""
    looked = 0
    for reading in _readings(problem, most):
        choices = [_sittings(problem, reading, session) for session in range(len(problem.sessions))]
        for duties in product(*choices):
            looked += 1
            if looked > most:
                raise TooMany
            decision = Decision(reading.required, reading.optional, reading.events, tuple(duties))
            if keeps(OTHER_RULES, problem, decision):
                yield decision


def keeps(rules: Iterable[Rule], problem: Problem, decision: Decision) -> bool:
    """Whether none of the rules finds anything."""
    outcome = Outcome(problem, decision)
    return not any(True for rule in rules for _ in rule.check(outcome))


def _readings(problem: Problem, most: int) -> Iterator[Decision]:
    """Decisions without duties that keep all rules which duties do not concern.

    Listing a paper mends nothing, so what is broken without any listing need not be extended.
    """
    sessions = range(len(problem.sessions))
    looked = 0
    for events in _placed_events(problem):
        for places in product((None, *sessions), repeat=len(problem.papers)):
            looked += 1
            if looked > most:
                raise TooMany
            required = _by_session(problem, dict(zip(problem.papers, places, strict=True)))
            nothing = empty_decision(problem)
            plain = Decision(required, nothing.optional, events, nothing.duties)
            if keeps(READING_RULES, problem, plain):
                for decision in _with_listings(problem, plain):
                    looked += 1
                    if looked > most:
                        raise TooMany
                    yield decision


def _with_listings(problem: Problem, plain: Decision) -> Iterator[Decision]:
    """The decision, and all ways to list papers beside it."""
    yield plain
    if problem.reading.optional_per_session is None:
        return
    free = [paper for paper in problem.papers if not any(paper in papers for papers in plain.required)]
    for places in product((None, *range(len(problem.sessions))), repeat=len(free)):
        listed = _by_session(problem, dict(zip(free, places, strict=True)))
        decision = Decision(plain.required, listed, plain.events, plain.duties)
        if any(listed) and keeps(READING_RULES, problem, decision):
            yield decision


def _by_session(problem: Problem, places: dict[str, int | None]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(paper for paper, place in places.items() if place == session) for session in range(len(problem.sessions))
    )


def _placed_events(problem: Problem) -> Iterator[tuple[str | None, ...]]:
    """All ways to give every event its number of sessions, one event a session, allowed or not."""
    sessions = range(len(problem.sessions))
    ways = [combinations(sessions, event.sessions) for event in problem.events.values()]
    for places in product(*ways):
        taken = [session for place in places for session in place]
        if len(taken) == len(set(taken)):
            names = {session: event for event, place in zip(problem.events, places, strict=True) for session in place}
            yield tuple(names.get(session) for session in sessions)


def _sittings(problem: Problem, reading: Decision, session: int) -> list[tuple[Holding, ...]]:
    """All ways to fill the seats of one session within their numbers that no monotone rule forbids."""
    seats = [seat for seat in Outcome(problem, reading).seats() if seat[1] == session]
    ways = [
        [
            tuple(Holding(role.id, person, paper) for person in people)
            for size in range(role.least, role.most + 1)
            for people in combinations(problem.people, size)
        ]
        for role, _, paper in seats
    ]
    found = []
    for choice in product(*ways):
        duties = tuple(duty for held in choice for duty in held)
        by_session = tuple(duties if index == session else () for index in range(len(problem.sessions)))
        if keeps(MONOTONE, problem, Decision(reading.required, reading.optional, reading.events, by_session)):
            found.append(duties)
    return found
