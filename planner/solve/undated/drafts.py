"""From packs and the starts of their blocks to a decision on dates, which may break rules: a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from planner.problem.decision import Decision, Holding
from planner.problem.problem import Order, Problem

MOST_ORDERED = 7
"""Blocks of more sessions keep the order of the catalogue: trying all orders would take too long."""


def open_sessions(problem: Problem) -> list[int] | None:
    """The sessions that no event blocks; None where the planner still chooses which they are."""
    blocked: set[int] = set()
    for event in problem.events.values():
        if event.blocks and len(event.allowed) != event.sessions:
            return None
        blocked |= event.allowed if event.blocks else set()
    return [session for session in range(len(problem.sessions)) if session not in blocked]


def on_dates(
    problem: Problem, places: Sequence[int], packs: Mapping[str, Sequence[tuple[str, ...]]], starts: Mapping[str, int]
) -> Decision | None:
    """Each topic's packs from its start on, on the open sessions ``places``; None where events still have a choice."""
    if any(len(event.allowed) != event.sessions for event in problem.events.values()):
        return None
    required: list[tuple[str, ...]] = [()] * len(problem.sessions)
    for topic, chosen in packs.items():
        own = places[starts[topic] :]
        for session, papers in zip(own, _in_order(problem, chosen, own), strict=False):
            required[session] = papers
    listed: tuple[tuple[str, ...], ...] = tuple(() for _ in problem.sessions)
    duties: tuple[tuple[Holding, ...], ...] = tuple(() for _ in problem.sessions)
    return Decision(tuple(required), listed, tuple(_fixed_events(problem)), duties)


def _fixed_events(problem: Problem) -> Iterator[str | None]:
    for session in range(len(problem.sessions)):
        yield next((event.id for event in problem.events.values() if session in event.allowed), None)


def _in_order(problem: Problem, packs: Sequence[tuple[str, ...]], places: Sequence[int]) -> list[tuple[str, ...]]:
    """The packs of a block in the order that breaks the fewest dates and orders of papers."""
    if len(packs) > MOST_ORDERED:
        return list(packs)
    orders = [order for order in problem.orders if order.first in problem.papers and order.then in problem.papers]
    inside = {paper for papers in packs for paper in papers}
    orders = [order for order in orders if order.first in inside and order.then in inside]
    return list(min(permutations(packs), key=lambda row: _faults(problem, list(row), orders, places)))


def _faults(
    problem: Problem, row: Sequence[tuple[str, ...]], orders: Sequence[Order], places: Sequence[int]
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many orders and dates a row of packs breaks; equal ones in the order of their names."""
    place = {paper: number for number, papers in enumerate(row) for paper in papers}
    wrong = sum(place[order.first] >= place[order.then] for order in orders)
    for paper, number in place.items():
        allowed = problem.papers[paper].allowed
        wrong += allowed is not None and places[number] not in allowed
        topic = problem.topics[problem.papers[paper].topic or ""]
        early = paper in topic.first
        wrong += early and any(place[other] <= number for other in place if other not in topic.first)
    return wrong, tuple(row)
