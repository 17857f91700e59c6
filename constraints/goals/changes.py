"""Goals ``changes`` and ``short_notice``: how far a plan is from the earlier one that it repairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.plans.outcome import Outcome
from planner.problem.earlier import Earlier
from planner.problem.problem import Problem
from planner.rule import Score, Terms, concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear

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
    about = concerning("papers", "dates", "people")
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
            held, was = now.seats.get((role, place), frozenset()), then.seats.get((role, place), frozenset())
            gone = isinstance(place, str) and place not in now.required
            terms[f"{role} of {place}"] = 0 if gone else _people_apart(earlier, role, held, was)
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many."""
        return "changes against the earlier plan", str(score.value)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Changes."""
        return value


class ShortNotice:
    """The changes whose old or new session lies within the days of notice, each once."""

    name = "short_notice"
    about = concerning("papers", "dates", "people")
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
        """One term for each paper, event and seat that can differ there."""
        assert model.problem.earlier is not None
        variables, earlier, terms = model.variables, model.problem.earlier, dict[str, "Linear"]()
        before, soon = _before(earlier), sorted(earlier.soon)
        listing = model.problem.reading.optional_per_session is not None
        for paper in _coming_papers(model.problem, before):
            place = _place(before, paper)
            if paper in earlier.lost_soon or (place is not None and place[1] in earlier.soon):
                terms[f"paper {paper}"] = _paper_changed(model, paper, before)
            elif paper in model.problem.papers:
                there = [variables.reads(paper, s) for s in soon]
                terms[f"paper {paper}"] = sum(there + [variables.lists(paper, s) for s in soon if listing])
        for event in dict.fromkeys([*model.problem.events, *before.events, *earlier.lost_events]):
            terms[f"event {event}"] = _event_changed_soon(model, event, before.events.get(event, ()))
        for role, place_ in _coming_seats(model.problem):
            old = before.seats.get((role, place_), frozenset())
            if isinstance(place_, int):
                if place_ in earlier.soon:
                    terms[f"{role} of {place_}"] = _seat_changed(model, role, place_, old)
            elif place_ in earlier.lost_soon or before.required.get(place_) in earlier.soon:
                terms[f"{role} of {place_}"] = _seat_changed(model, role, place_, old)
            else:
                comes = variables.any_of([variables.reads(place_, s) for s in soon], f"{place_} is read soon")
                terms[f"{role} of {place_}"] = _seat_changed(model, role, place_, old, [comes])
        return Terms("sum", terms)

    def score(self, outcome: Outcome) -> Score:
        """Compare with the earlier plan what stood, or stands, in these sessions."""
        problem, earlier = outcome.problem, outcome.problem.earlier
        assert earlier is not None
        then, now, terms = _before(earlier), _after(outcome, earlier), dict[str, int]()

        def soon(paper: str) -> bool:
            sessions = {plan.required.get(paper, plan.listed.get(paper)) for plan in (then, now)}
            return paper in earlier.lost_soon or any(session in earlier.soon for session in sessions)

        for paper in dict.fromkeys([*then.required, *then.listed, *now.required, *now.listed]):
            lost = None in (then.required.get(paper, 0), then.listed.get(paper, 0))
            differs = lost or _place(then, paper) != _place(now, paper)
            terms[f"paper {paper}"] = int(differs and soon(paper))
        for event in dict.fromkeys([*then.events, *now.events, *earlier.lost_events]):
            old, new = set(then.events.get(event, ())), set(now.events.get(event, ()))
            lost_soon = earlier.lost_events.get(event, 0) if event in earlier.lost_soon else 0
            terms[f"event {event}"] = max(len((old - new) & earlier.soon) + lost_soon, len((new - old) & earlier.soon))
        for role, place in _coming_seats(problem):
            there = place in now.required and soon(place) if isinstance(place, str) else place in earlier.soon
            if there:
                held, was = now.seats.get((role, place), frozenset()), then.seats.get((role, place), frozenset())
                terms[f"{role} of {place}"] = _people_apart(earlier, role, held, was)
        return Score(sum(terms.values()), terms)

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """How many."""
        return "changes at short notice", str(score.value)

    def figure(self, problem: Problem, value: int) -> int | float:
        """Changes."""
        return value


def _people_apart(earlier: Earlier, role: str, held: frozenset[str], was: frozenset[str]) -> int:
    """How many people came to the seats of one place or went, the larger; seats beyond the old number count nothing."""
    came, most = len(held - was), earlier.most_seats.get(role)
    if most is not None:
        came -= max(0, len(held) - most)
    return max(came, len(was - held))


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


def _event_changed_soon(model: Model, event: str, before: tuple[int, ...]) -> Linear:
    """How many of the event's sessions within the days of notice are others."""
    earlier = model.problem.earlier
    assert earlier is not None
    lost = earlier.lost_events.get(event, 0) if event in earlier.lost_soon else 0
    stood = [session for session in before if session in earlier.soon]
    if event not in model.problem.events:
        return len(stood) + lost
    kept = sum(model.variables.takes(event, session) for session in stood)
    comes = sum(model.variables.takes(event, session) for session in sorted(earlier.soon - set(before)))
    return _larger(model, f"changes of {event} soon", len(stood) + lost - kept, comes)


def _seat_changed(
    model: Model, role: str, place: str | int, before: frozenset[str], when: Sequence[Linear] = ()
) -> Linear:
    """How many people differ on the seats of a role at a paper, or in a session (0 unless all of ``when`` are true).

    Of those who come, none counts on a seat beyond the old number of seats.
    """
    variables, people, earlier = model.variables, model.problem.people, model.problem.earlier
    assert earlier is not None
    if isinstance(place, str):
        holds = {person: variables.presents(person, role, place) for person in people}
        there: Linear = variables.read(place)
    else:
        holds = {person: variables.serves(person, role, place) for person in people}
        there = 1
    held = sum(holds.values())
    kept = sum(holds[person] for person in sorted(before) if person in people)
    most = earlier.most_seats.get(role, model.problem.roles[role].most)
    if not before and not when and most >= model.problem.roles[role].most:
        return held
    cp, name = model.cp, f"changes of {role} at {place}"
    larger = cp.new_int_var(0, len(people) + len(before), name)
    cp.add(larger >= len(before) * there - kept).only_enforce_if(*when)
    full: list[Linear] = []
    if most < model.problem.roles[role].most:
        full = [cp.new_bool_var(f"all old seats taken: {name}")]
        cp.add(held >= most).only_enforce_if(*full)
        cp.add(larger >= most - kept).only_enforce_if(*full, *when)
    cp.add(larger >= held - kept).only_enforce_if(*(literal.negated() for literal in full), *when)
    return larger


def _larger(model: Model, name: str, one: Linear, other: Linear) -> Linear:
    """A variable that neither number exceeds; it is the larger of them where it is made small."""
    larger = model.cp.new_int_var(0, 1_000, name)
    model.cp.add(larger >= one)
    model.cp.add(larger >= other)
    return larger
