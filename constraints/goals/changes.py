"""Goals ``changes`` and ``short_notice``: how far a plan is from the earlier one that it repairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.earlier import Earlier
from planner.problem.problem import Problem
from planner.rule import Score, Terms

if TYPE_CHECKING:
    from planner.model.model import Linear, Model

Seat = tuple[str, "str | int"]
WITHOUT = "there is no earlier plan (--from)"


@dataclass(frozen=True)
class _Before:
    """Where everything that is not past stood in the earlier plan; None is a session that is gone."""

    required: Mapping[str, int | None]
    listed: Mapping[str, int | None]
    events: Mapping[str, tuple[int, ...]]
    seats: Mapping[Seat, frozenset[str]]


def _before(earlier: Earlier) -> _Before:
    decision = earlier.decision
    coming = [session for session in range(len(decision.required)) if session not in earlier.frozen]
    required: dict[str, int | None] = {paper: None for paper, needed in earlier.lost_papers.items() if needed}
    listed: dict[str, int | None] = {paper: None for paper, needed in earlier.lost_papers.items() if not needed}
    events: dict[str, tuple[int, ...]] = {}
    seats: dict[Seat, frozenset[str]] = dict(earlier.lost_seats.items())
    for session in coming:
        required |= dict.fromkeys(decision.required[session], session)
        listed |= dict.fromkeys(decision.optional[session], session)
        event = decision.events[session]
        if event is not None:
            events[event] = (*events.get(event, ()), session)
        for duty in decision.duties[session]:
            seat = (duty.role, duty.paper if duty.paper is not None else session)
            seats[seat] = seats.get(seat, frozenset()) | {duty.person}
    return _Before(required, listed, events, seats)


class Changes:
    """Papers elsewhere, sessions of events elsewhere, and people on other seats than in the earlier plan."""

    name = "changes"
    unit = "changes"
    best: Literal["low", "high"] = "low"
    meaning = "papers, events and people that stand elsewhere than in the plan given with --from"
    sense = "there is an earlier plan (--from)"

    def senseless(self, problem: Problem) -> str | None:
        """There must be an earlier plan."""
        return None if problem.earlier is not None else WITHOUT

    def build(self, model: Model) -> Terms:
        """One term for each paper, event and seat that can differ."""
        assert model.problem.earlier is not None
        before = _before(model.problem.earlier)
        terms: dict[str, Linear] = {}
        for paper in _coming_papers(model.problem, before):
            terms[f"paper {paper}"] = _paper_changed(model, paper, before)
        lost = model.problem.earlier.lost_events
        for event in dict.fromkeys([*model.problem.events, *before.events, *lost]):
            terms[f"event {event}"] = _event_changed(model, event, before.events.get(event, ()), lost.get(event, 0))
        for role, place in _coming_seats(model.problem):
            old = before.seats.get((role, place), frozenset())
            terms[f"{role} of {place}"] = _seat_changed(model, role, place, old)
        return Terms("sum", terms)

    def score(self, outcome: Outcome) -> Score:
        """Compare what is not past with the earlier plan."""
        earlier = outcome.problem.earlier
        assert earlier is not None
        then, now = _before(earlier), _after(outcome, earlier)
        terms: dict[str, int] = {}
        for paper in _coming_papers(outcome.problem, then):
            same = _place(then, paper) == _place(now, paper)
            lost = None in (then.required.get(paper, 0), then.listed.get(paper, 0))
            terms[f"paper {paper}"] = int(lost or not same)
        for event in dict.fromkeys([*outcome.problem.events, *then.events, *earlier.lost_events]):
            old, new = set(then.events.get(event, ())), set(now.events.get(event, ()))
            terms[f"event {event}"] = max(len(old) + earlier.lost_events.get(event, 0), len(new)) - len(old & new)
        for role, place in _coming_seats(outcome.problem):
            held, held_before = now.seats.get((role, place), frozenset()), then.seats.get((role, place), frozenset())
            gone = isinstance(place, str) and place not in now.required
            kept = len(held & held_before)
            terms[f"{role} of {place}"] = len(held) if gone else max(len(held), len(held_before)) - kept
        return Score(sum(terms.values()), terms)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Changes."""
        return value


class ShortNotice:
    """What differs in the sessions within the days of notice: papers there, the event, and people on seats."""

    name = "short_notice"
    unit = "changes"
    best: Literal["low", "high"] = "low"
    meaning = "changes in sessions within replan.notice days"
    sense = "there is an earlier plan, and a session that soon"

    def senseless(self, problem: Problem) -> str | None:
        """There must be an earlier plan, and a session that soon."""
        if problem.earlier is None:
            return WITHOUT
        return None if problem.earlier.soon else "no session lies within the days of notice"

    def build(self, model: Model) -> Terms:
        """One term for each paper, event and seat of these sessions."""
        problem, variables = model.problem, model.variables
        assert problem.earlier is not None
        decision, terms = problem.earlier.decision, dict[str, "Linear"]()
        before = _before(problem.earlier)
        for s in sorted(problem.earlier.soon):
            id_ = problem.sessions[s].id
            for paper in problem.papers:
                reads = variables.reads(paper, s)
                terms[f"{paper} on {id_}"] = _flipped(reads, paper in decision.required[s])
                if problem.reading.optional_per_session is not None:
                    lists = variables.lists(paper, s)
                    terms[f"{paper} beside {id_}"] = _flipped(lists, paper in decision.optional[s])
            for event in problem.events:
                terms[f"{event} on {id_}"] = _flipped(variables.takes(event, s), decision.events[s] == event)
            for role, place in _coming_seats(problem):
                if place == s or place in decision.required[s]:
                    old = before.seats.get((role, place), frozenset())
                    terms[f"{role} of {place} on {id_}"] = _seat_changed(model, role, place, old)
        return Terms("sum", terms)

    def score(self, outcome: Outcome) -> Score:
        """Compare these sessions with the earlier plan."""
        problem, earlier = outcome.problem, outcome.problem.earlier
        assert earlier is not None
        then, now, terms = _before(earlier), _after(outcome, earlier), dict[str, int]()
        for s in sorted(earlier.soon):
            id_ = problem.sessions[s].id
            for paper in problem.papers:
                old, new = earlier.decision, outcome.decision
                terms[f"{paper} on {id_}"] = int((paper in old.required[s]) != (paper in new.required[s]))
                if problem.reading.optional_per_session is not None:
                    terms[f"{paper} beside {id_}"] = int((paper in old.optional[s]) != (paper in new.optional[s]))
            for event in problem.events:
                terms[f"{event} on {id_}"] = int(
                    (earlier.decision.events[s] == event) != (outcome.decision.events[s] == event)
                )
            for role, place in _coming_seats(problem):
                if place == s or place in earlier.decision.required[s]:
                    held, was = now.seats.get((role, place), frozenset()), then.seats.get((role, place), frozenset())
                    gone = isinstance(place, str) and place not in now.required
                    differs = len(held) if gone else max(len(held), len(was)) - len(held & was)
                    terms[f"{role} of {place} on {id_}"] = differs
        return Score(sum(terms.values()), terms)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Changes."""
        return value


def _after(outcome: Outcome, earlier: Earlier) -> _Before:
    """The plan in the same form."""
    return _before(Earlier(earlier.as_of, earlier.frozen_before, outcome.decision, earlier.frozen))


def _place(plan: _Before, paper: str) -> tuple[str, int | None] | None:
    if paper in plan.required:
        return "required", plan.required[paper]
    return ("optional", plan.listed[paper]) if paper in plan.listed else None


def _coming_papers(problem: Problem, before: _Before) -> Iterable[str]:
    """The papers that are not past: candidates, and those that the earlier plan had."""
    assert problem.earlier is not None
    decision = problem.earlier.decision
    past = {p for s in problem.earlier.frozen for p in (*decision.required[s], *decision.optional[s])}
    return [p for p in dict.fromkeys([*problem.papers, *before.required, *before.listed]) if p not in past]


def _coming_seats(problem: Problem) -> Iterable[Seat]:
    """Roles with the papers, or the sessions, where they can have seats, the past left out."""
    past = {paper for s in problem.frozen for paper in problem.earlier.decision.required[s]} if problem.earlier else ()
    for role in problem.roles.values():
        if role.most == 0 or not problem.people:
            continue
        if role.per == "paper":
            yield from ((role.id, paper) for paper in problem.papers if paper in role.papers and paper not in past)
        else:
            yield from ((role.id, session) for session in sorted(role.sessions - problem.frozen))


def _flipped(literal: Linear, before: bool) -> Linear:
    return 1 - literal if before else literal


def _paper_changed(model: Model, paper: str, before: _Before) -> Linear:
    """1 unless the paper stands where it stood."""
    variables, place = model.variables, _place(before, paper)
    listing = model.problem.reading.optional_per_session is not None
    if paper not in model.problem.papers:
        return 1
    if place is None:
        return variables.read(paper) + (variables.listed(paper) if listing else 0)
    kind, session = place
    if session is None:
        return 1
    if kind == "required":
        return 1 - variables.reads(paper, session)
    return 1 - variables.lists(paper, session) if listing else 1


def _event_changed(model: Model, event: str, before: tuple[int, ...], lost: int) -> Linear:
    """How many of the event's sessions are others."""
    if event not in model.problem.events:
        return len(before) + lost
    coming = [s for s in model.variables.indices if s not in model.problem.frozen]
    takes = sum(model.variables.takes(event, session) for session in coming)
    kept = sum(model.variables.takes(event, session) for session in before)
    return _larger(model, f"changes of {event}", len(before) + lost - kept, takes - kept)


def _seat_changed(model: Model, role: str, place: str | int, before: frozenset[str]) -> Linear:
    """How many people differ on the seats of a role at a paper, or in a session."""
    variables, people = model.variables, model.problem.people
    if isinstance(place, str):
        holds = {person: variables.presents(person, role, place) for person in people}
        there: Linear = variables.read(place)
    else:
        holds = {person: variables.serves(person, role, place) for person in people}
        there = 1
    if not before:
        return sum(holds.values())
    kept = sum(holds[person] for person in sorted(before) if person in people)
    return _larger(model, f"changes of {role} at {place}", len(before) * there - kept, sum(holds.values()) - kept)


def _larger(model: Model, name: str, one: Linear, other: Linear) -> Linear:
    """A variable that neither number exceeds; it is the larger of them where it is made small."""
    larger = model.cp.new_int_var(0, 1_000, name)
    model.cp.add(larger >= one)
    model.cp.add(larger >= other)
    return larger
