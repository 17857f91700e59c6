"""Views against enumeration: on small courses at random, no floor is above what some plan scores.

``python -m tests.solve.peace 2000`` looks at so many courses of each kind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.api import Course
from planner.findings import InputError
from planner.measure import Rung, rank
from planner.model.facts import Held
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.solve.budget import Budget
from planner.solve.loop import Asks
from planner.solve.question import Question, asked_whole
from planner.solve.record import Record
from planner.solve.solver import StopFlag
from planner.solve.strategy import find_plan
from planner.solve.views import FirstPacks, OnDates, Relaxation, Search, Whole, WishedDuties, views_of
from tests.courses import make_course
from tests.model.at_random import draw
from tests.model.enumerate_all import TooMany, keeping
from tests.solve.in_blocks import draw_in_blocks

MOST = 8000
Found = tuple[Course, tuple[Decision, ...]]


def courses(kind: str, seed: int) -> Found | None:
    """A course of a seed with all its plans; None where there are too many, or none, or it is no course."""
    text = draw_in_blocks(seed) if kind == "blocks" else draw(seed, kind == "staffed").text
    try:
        course = make_course(text)
        decisions = tuple(keeping(course.problem, MOST))
    except (InputError, TooMany):
        return None
    return (course, decisions) if decisions else None


def relaxations(course: Course) -> Iterator[tuple[str, Asks, Sequence[Rung]]]:
    """Each view that gives floors, with what it says floors of."""
    record = Record(course.problem, course.rules, course.steps)
    for view in views_of(Search(course.problem, course.rules, record)):
        if isinstance(view, Relaxation):
            yield type(view.question).__name__, view.question, view.targets
        elif isinstance(view, WishedDuties | Whole):
            yield type(view).__name__, view.question, view.question.rungs
        else:
            assert isinstance(view, OnDates | FirstPacks)


def false_floors(course: Course, decisions: Sequence[Decision]) -> Iterator[str]:
    """Floors that some plan is below: within the values of plans on the rungs before."""
    scores = sorted({rank(course.steps, Outcome(course.problem, decision)) for decision in decisions})
    budget = Budget.of(replace(course.problem.search, workers=1), StopFlag(), 60.0)
    for name, question, targets in relaxations(course):
        for rung in targets:
            before = [other.place for other in question.rungs if other.place < rung.place]
            for within in (scores[0], scores[len(scores) // 2], scores[-1]):
                limits = {place: within[place] for place in before}
                best = min(s[rung.place] for s in scores if all(s[place] <= limits[place] for place in before))
                reply = question.ask(rung.place, budget, limits=limits, effort="prove")
                if reply.infeasible or (reply.floor is not None and reply.floor > best):
                    yield f"{name}: {rung.label} within {limits}: {reply.floor} above {best}"


def lost_plans(course: Course, decisions: Sequence[Decision]) -> Iterator[str]:
    """Restrictions that lose the plan they hold still, or find what is no plan."""
    budget = Budget.of(course.problem.search, StopFlag(), 60.0)
    record = Record(course.problem, course.rules, course.steps)
    for decision in decisions[:: max(1, len(decisions) // 3)]:
        for free in (frozenset[int](), frozenset((0,))):
            held = Held(decision, free, duties=bool(free))
            question = Question(course.problem, asked_whole(course.rules), record.rungs, held)
            reply = question.ask(None, budget)
            if reply.decision is None:
                yield f"nothing is left of {decision} with {sorted(free)} free"
            else:
                record.offer(reply.decision, whole=True)


def wrong_answer(course: Course, decisions: Sequence[Decision]) -> str | None:
    """What is wrong with the plan that is found, or with what is said of it."""
    best = min(rank(course.steps, Outcome(course.problem, decision)) for decision in decisions)
    record = Record(course.problem, course.rules, course.steps)
    find_plan(record, Budget.of(course.problem.search, StopFlag(), 60.0))
    if record.values != best or not record.complete or record.contradicted:
        return f"{record.values} (complete: {record.complete}) where {best} is best; {record.contradicted}"
    return None


def main() -> int:
    """Look at as many courses as the command line says, and print what is false."""
    number, false, seen = int(sys.argv[1]), 0, 0
    for kind in ("blocks", "plain", "staffed"):
        for seed in range(number):
            found = courses(kind, seed)
            if found is None:
                continue
            seen += 1
            said = [*false_floors(*found), *lost_plans(*found), *filter(None, [wrong_answer(*found)])]
            false += len(said)
            for line in said:
                print(f"{kind} {seed}: {line}", flush=True)
    print(f"{seen} courses, {false} false")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
