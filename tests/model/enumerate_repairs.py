"""All decisions of a tiny course that agree with the past of an earlier plan and break nothing but history."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from constraints.registry import RULES
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from tests.model.enumerate_all import MONOTONE, READING_RULES, TooMany

Papers = tuple[tuple[str, ...], ...]


def repairs(problem: Problem, most: int) -> Iterator[Decision]:
    """Every such decision, by the rules' ``check()`` and ``judge`` alone; raises TooMany beyond ``most``."""
    looked = 0
    for reading in _readings(problem, most):
        for duties in product(*(_sittings(problem, reading, session.index) for session in problem.sessions)):
            looked += 1
            if looked > most:
                raise TooMany
            decision = Decision(reading.required, reading.optional, reading.events, duties)
            if not broken_rules(RULES, Outcome(problem, decision)):
                yield decision


def _readings(problem: Problem, most: int) -> Iterator[Decision]:
    """Decisions with the duties of the past alone that keep all rules which duties do not concern."""
    assert problem.earlier is not None
    past, frozen = problem.earlier.decision, problem.frozen
    duties = tuple(past.duties[s.index] if s.index in frozen else () for s in problem.sessions)
    looked = 0
    for events in product(*_events(problem)):
        for required in _placed(problem, past.required, ()):
            looked += 1
            if looked > most:
                raise TooMany
            nothing = tuple(past.optional[s.index] if s.index in frozen else () for s in problem.sessions)
            if broken_rules(READING_RULES, Outcome(problem, Decision(required, nothing, events, duties))):
                continue
            for optional in _listings(problem, required):
                looked += 1
                decision = Decision(required, optional, events, duties)
                if looked > most:
                    raise TooMany
                if not broken_rules(READING_RULES, Outcome(problem, decision)):
                    yield decision


def _events(problem: Problem) -> list[tuple[str | None, ...]]:
    assert problem.earlier is not None
    past = problem.earlier.decision.events
    return [(past[s.index],) if s.index in problem.frozen else (None, *problem.events) for s in problem.sessions]


def _listings(problem: Problem, required: Papers) -> Iterator[Papers]:
    """All ways to list papers beside the required ones; without listings in the file, the past alone has any."""
    assert problem.earlier is not None
    listing = problem.reading.optional_per_session is not None
    read = {paper for papers in required for paper in papers}
    return _placed(problem, problem.earlier.decision.optional, read if listing else problem.papers)


def _placed(problem: Problem, past: Papers, barred: object) -> Iterator[Papers]:
    """All ways to give each paper that is not past one coming session, or none."""
    seen = {paper for s in problem.frozen for paper in past[s]}
    coming = [s.index for s in problem.sessions if s.index not in problem.frozen]
    free = [p for p in problem.papers if p not in seen and p not in barred]  # type: ignore[operator]
    for places in product((None, *coming), repeat=len(free)):
        put = dict(zip(free, places, strict=True))
        yield tuple(
            past[s.index] if s.index in problem.frozen else tuple(paper for paper in free if put[paper] == s.index)
            for s in problem.sessions
        )


def _sittings(problem: Problem, reading: Decision, session: int) -> list[tuple[Holding, ...]]:
    """All ways to fill the seats of a coming session that no monotone rule forbids; of a past one, the one that was."""
    if session in problem.frozen:
        return [reading.duties[session]]
    ways = [
        [
            tuple(Holding(role.id, person, paper) for person in people)
            for people in chain.from_iterable(
                combinations(problem.people, size) for size in range(role.least, role.most + 1)
            )
        ]
        for role, place, paper in Outcome(problem, reading).seats()
        if place == session
    ]
    found = []
    for choice in product(*ways):
        duties = tuple(duty for held in choice for duty in held)
        held = tuple(duties if s.index == session else reading.duties[s.index] for s in problem.sessions)
        decision = Decision(reading.required, reading.optional, reading.events, held)
        if not broken_rules(MONOTONE, Outcome(problem, decision)):
            found.append(duties)
    return found
