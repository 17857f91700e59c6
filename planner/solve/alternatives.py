"""Other plans as good, as different as possible; and the exact Pareto front of two goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.measure import Step
from planner.model.distance import least_distance, places_of, seats_of
from planner.problem.decision import Decision
from planner.rule import Goal
from planner.solve.budget import Budget
from planner.solve.question import Question, Reply

Notify = Callable[[str, "float | None", "float | None"], None]


@dataclass(frozen=True)
class Alternative:
    """A plan and its distance to the nearest of those before it; ``proven`` if no plan is farther from all of them."""

    decision: Decision
    distance: int
    proven: bool


@dataclass(frozen=True)
class Point:
    """One point of a front: a plan with both goals' values (as the goals count), proven to be on the front or not."""

    decision: Decision
    values: tuple[int, int]
    proven: bool


def each_alone(goals: Sequence[Goal]) -> tuple[Step, ...]:
    """A step for each goal, so that each can be held at a limit of its own."""
    return tuple(Step(number, (goal,), {}, False) for number, goal in enumerate(goals, 1))


def alternatives(
    question: Question,
    limits: Mapping[int, int],
    best: Decision,
    number: int,
    budget: Budget,
    notify: Notify | None = None,
) -> list[Alternative]:
    """Plans within ``limits`` by rung, each as far as possible from ``best`` and those before it.

    Fewer than ``number`` where no other plan is left, or time is.
    """
    found: list[Alternative] = []
    before = [best]
    for position in range(number):
        label = f"alternative {position + 1} of {number}: distance"
        away = -least_distance(question.model, before)
        share = budget.part(budget.left / (number - position))
        reply = question.ask(away, share, limits=limits, start=before[-1], notify=_progress(notify, label))
        if reply.decision is None:
            break
        reached = min(distance(reply.decision, other) for other in before)
        if reached == 0:
            break
        found.append(Alternative(reply.decision, reached, reply.optimal))
        before.append(reply.decision)
    return found


def distance(one: Decision, other: Decision) -> int:
    """Papers on another date, other papers, and people who left a seat whose paper (or session) is still there."""
    then, now = places_of(other), places_of(one)
    papers = sum(now.get(paper) != session for paper, session in then.items()) + len(now.keys() - then.keys())
    return papers + sum(
        (role, person, place) not in seats_of(one)
        for role, person, place in seats_of(other)
        if not isinstance(place, str) or place in now
    )


def pareto_front(
    whole: Question,
    bare: Question | None,
    held: Mapping[int, int],
    goals: tuple[int, int],
    budget: Budget,
    notify: Notify | None = None,
) -> tuple[list[Point], bool]:
    """All pairs of values of two goals, named by rung, such that neither can be better without the other being worse.

    Rungs of ``held`` stay at their limits. Where papers alone decide both goals, ``bare`` is the course without its
    people, whose front is found first: no plan of the whole course lies beyond it, so each of its points that some
    whole plan reaches is proven.

    The second value says whether the front is known to have no other points.
    """
    if bare is None:
        return _front(whole, held, goals, budget, notify)
    measured = {rung.place for rung in bare.rungs}
    limits = {place: limit for place, limit in held.items() if place in measured}
    (found, ended), points = _front(bare, limits, goals, budget.share(0.5), notify), []
    for point in found:
        at = {**held, **dict(zip(goals, point.values, strict=True))}
        reply = whole.ask(None, budget.share(0.5), limits=at, start=point.decision)
        if reply.decision is None:
            return _front(whole, held, goals, budget, notify)
        points.append(replace(point, decision=reply.decision))
    return points, ended


def _front(
    question: Question,
    held: Mapping[int, int],
    goals: tuple[int, int],
    budget: Budget,
    notify: Notify | None,
) -> tuple[list[Point], bool]:
    """Point by point: the best first goal, then the best second one at that; then the second must become better."""
    first, second = goals
    points: list[Point] = []
    limits = dict(held)
    near: Decision | None = None

    def best(place: int, within: Mapping[int, int], start: Decision | None) -> Reply:
        label = f"point {len(points) + 1}: {next(r.label for r in question.rungs if r.place == place)}"
        progress = _progress(notify, label)
        return question.ask(place, budget.share(0.5), limits=within, start=start, notify=progress)

    while budget.left > 0.05:
        one = best(first, limits, near)
        if one.decision is None or one.value is None:
            return points, one.infeasible and bool(points)
        other = best(second, {**limits, first: one.value}, one.decision)
        last = other if other.decision is not None else one
        near = last.decision
        assert near is not None
        values = question.values_of(near)
        points.append(Point(near, (values[first], values[second]), one.optimal and other.optimal))
        limits = {**held, second: values[second] - 1}
    return points, False


def _progress(notify: Notify | None, label: str) -> Callable[[float | None, float | None], None] | None:
    if notify is None:
        return None
    notify(label, None, None)
    return lambda value, bound: notify(label, value, bound)
