"""Goal ``order_kept`` against brute force, and what else of last year's course stays or goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest

from planner import api
from planner.api.course import rolled_over
from planner.findings import InputError
from planner.measure import rank
from planner.plans.assemble import assemble
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.problem.decision import Decision
from tests.courses import HEAD, make_course
from tests.model.at_random import draw
from tests.model.enumerate_all import TooMany, keeping

STAMP = datetime(2024, 1, 1, tzinfo=UTC)
SEEDS = range(9)


@cache
def small(seed: int) -> tuple[api.Course, tuple[Decision, ...]]:
    """A course of this seed and all its plans; every third course has people."""
    for attempt in range(300):
        try:
            course = make_course(draw(90_000 + 1000 * seed + attempt, seed % 3 == 0).text)
            decisions = tuple(keeping(course.problem, 6000))
        except (InputError, TooMany):
            continue
        if len({decision.required for decision in decisions}) > 4:
            return course, decisions
    raise AssertionError("no course of this seed will do")


def differing(then: list[list[str]], now: list[list[str]], known: set[str]) -> int:
    """Pairs of papers of then, known now, that are not in the same order, or not in the same company."""
    old = {paper: place for place, papers in enumerate(then) for paper in papers if paper in known}
    new = {paper: place for place, papers in enumerate(now) for paper in papers}
    names = sorted(old)
    return sum(
        one not in new
        or other not in new
        or (old[one] > old[other]) != (new[one] > new[other])
        or (old[one] < old[other]) != (new[one] < new[other])
        for number, one in enumerate(names)
        for other in names[number + 1 :]
    )


def required(plan: Plan) -> list[list[str]]:
    """The required papers, session by session."""
    return [list(session.required) for session in plan.sessions]


def shuffled(plan: Plan, random: Random) -> Plan:
    """The plan with its sessions' papers in any other order and company."""
    papers = [paper for session in plan.sessions for paper in session.required]
    random.shuffle(papers)
    places = [random.randrange(len(plan.sessions)) for _ in papers]
    sessions = [
        session.model_copy(update={"required": [p for p, place in zip(papers, places, strict=True) if place == number]})
        for number, session in enumerate(plan.sessions)
    ]
    return plan.model_copy(update={"sessions": sessions})


@pytest.mark.parametrize("seed", SEEDS)
def test_fewest_pairs_differ(seed: int) -> None:
    """Of all plans without people, one with the fewest differing pairs, and then one of the best in the other goals."""
    course, decisions = small(seed)
    random = Random(seed)
    old = shuffled(assemble(course.problem, random.choice(decisions), STAMP), random)
    rolled = rolled_over(course, old)
    every = list(keeping(rolled.problem, 20_000))
    known = set(course.problem.papers)
    fewest = min(differing(required(old), [list(papers) for papers in d.required], known) for d in every)
    made = api.plan(rolled).plan
    assert differing(required(old), required(made), known) == fewest
    decision, strangers = decision_of(made, rolled.problem)
    assert strangers == []
    best = min(rank(rolled.steps, Outcome(rolled.problem, other)) for other in every)
    assert rank(rolled.steps, Outcome(rolled.problem, decision)) == best
    if rolled.steps and rolled.steps[0].goals[0].name == "order_kept":
        assert made.solved is not None
        assert (made.solved.goals[0].value, made.solved.goals[0].proven) == (fewest, True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_calendar_keeps_everything(seed: int) -> None:
    """Rolled over into the term that it comes from, no pair of any plan differs, and nobody is on duty."""
    course, decisions = small(seed)
    decision = next((d for d in decisions if sum(map(len, d.required)) > 1), decisions[0])
    old = assemble(course.problem, decision, STAMP)
    made = api.plan(rolled_over(course, old)).plan
    assert differing(required(old), required(made), set(course.problem.papers)) == 0
    assert (made.people, made.roles, list(made.all_duties())) == ({}, {}, [])


EIGHT = """\
papers:
  details:
    a: {title: A, minutes: 30}
    b: {title: B, minutes: 30}
    c: {title: C, minutes: 30}
    d: {title: D, minutes: 30}
    e: {title: E, minutes: 30}
    f: {title: F, minutes: 30}
    g: {title: G, minutes: 30}
    h: {title: H, minutes: 30}
reading: {per_session: {papers: {max: 1}}, every_session: false}
"""
SHORTER = HEAD.replace("end: 2024-01-25", "end: 2024-01-11")


def eight() -> Plan:
    """Last year's plan: a to h, one a session."""
    course = make_course(HEAD + EIGHT)
    papers = tuple((paper,) for paper in "abcdefgh")
    nothing = ((),) * 8
    return assemble(course.problem, Decision(papers, nothing, (None,) * 8, nothing), STAMP)


def rolled(text: str, old: Plan) -> tuple[Plan, tuple[str, ...]]:
    """The new plan, and what is said of it."""
    course = rolled_over(make_course(text), old)
    return api.plan(course).plan, tuple(finding.message for finding in course.findings if finding.code == "paper-gone")


def figure(plan: Plan) -> tuple[str, int | float, bool]:
    """The first goal with its value, and whether that is proven."""
    assert plan.solved is not None
    goal = plan.solved.goals[0]
    return goal.goal, goal.value, goal.proven


@pytest.mark.parametrize(("most", "differ"), [(1, 22), (2, 4)])
def test_a_shorter_term(most: int, differ: int) -> None:
    """Four sessions for eight papers: four are left out with all their pairs, or neighbours come together."""
    plan, _ = rolled(SHORTER + EIGHT.replace("max: 1", f"max: {most}"), eight())
    assert figure(plan) == ("order_kept", differ, True)
    papers = [paper for session in plan.sessions for paper in session.required]
    assert papers == sorted(papers)
    assert len(papers) == 4 * most
    assert [session.date.isoformat() for session in plan.sessions] == [
        "2024-01-01", "2024-01-04", "2024-01-08", "2024-01-11",
    ]  # fmt: skip


def test_papers_gone_and_new() -> None:
    """A paper that is no candidate any more parts nothing and is told once; a new one is no pair."""
    text = EIGHT.replace("    d: {title: D, minutes: 30}\n", "").replace("title: E", "title: E, priority: 5")
    plan, said = rolled(HEAD + text.replace("  details:\n", "  details:\n    z: {title: Z, minutes: 30}\n"), eight())
    assert figure(plan) == ("order_kept", 0, True)
    assert [p for session in plan.sessions for p in session.required if p != "z"] == list("abcefgh")
    assert said == ('"d" was read then and is no candidate now',)


def test_nothing_is_left() -> None:
    """Where no paper is a candidate any more, or there was none, there is nothing to keep: the course is planned."""
    old = eight()
    strange = HEAD + "papers: {details: {z: {title: Z, minutes: 30}}}\nreading: {every_session: false}\n"
    plan, said = rolled(strange, old)
    assert figure(plan)[0] != "order_kept"
    assert len(said) == 8
    empty = old.model_copy(update={"sessions": []})
    assert figure(rolled(HEAD + EIGHT, empty)[0])[0] != "order_kept"


def test_a_paper_that_stands_twice() -> None:
    """An edited plan may have a paper twice: it was read the first time, and is no pair with itself."""
    old = eight()
    twice = old.sessions[5].model_copy(update={"required": ["f", "a", "nowhere", "nowhere"]})
    old = old.model_copy(update={"sessions": [*old.sessions[:5], twice, *old.sessions[6:]]})
    plan, said = rolled(HEAD + EIGHT, old)
    assert figure(plan) == ("order_kept", 0, True)
    assert [paper for session in plan.sessions for paper in session.required] == list("abcdefgh")
    assert said == ('"nowhere" was read then and is no candidate now',)


def test_people_and_what_names_them_go() -> None:
    """Roles, people and pins of people; pins of papers stay, and so does every rule about papers."""
    text = (
        HEAD
        + EIGHT
        + (
            "people: [{id: ada, unavailable: [Mon]}]\nroles: [{id: presenter, per: paper, count: 1}]\n"
            "duties: {per_person: {min: 1}}\n"
            "pins: [{paper: a, date: 2024-01-25}, {person: ada, date: 2024-01-01}]\n"
            "goals: [worst_off, priority, vacancies]\n"
        )
    )
    course = rolled_over(make_course(text), eight())
    assert [step.label for step in course.steps] == ["order_kept", "priority"]
    assert [pin.paper for pin in course.problem.pins] == ["a"]
    plan = api.plan(course).plan
    assert plan.sessions[-1].required == ["a"]
    assert figure(plan) == ("order_kept", 7, True)


def test_new_dates_have_new_identities() -> None:
    """Nothing of last year's calendar is carried on: uids are of this year's dates, from sequence 0."""
    text = HEAD.replace("2024-01-01", "2025-01-06").replace("2024-01-25", "2025-01-30")
    old = eight()
    plan, _ = rolled(text + EIGHT, old)
    assert figure(plan) == ("order_kept", 0, True)
    assert required(plan) == required(old)
    assert not {session.uid for session in plan.sessions} & {session.uid for session in old.sessions}
    assert {session.sequence for session in plan.sessions} == {0}
    assert plan.cancelled == []


def test_terms_are_those_of_the_score() -> None:
    """One term a pair, whether the course is kept or turned around."""
    course = rolled_over(make_course(HEAD + EIGHT), eight())
    (goal,) = course.steps[0].goals
    nothing = ((),) * 8
    for papers, value in (("abcdefgh", 0), ("hgfedcba", 28), ("bacdefgh", 1)):
        decision = Decision(tuple((paper,) for paper in papers), nothing, (None,) * 8, nothing)
        score = goal.score(Outcome(course.problem, decision))
        assert (score.value, len(score.terms)) == (value, 28)
    together = Decision((("a", "b"), *((paper,) for paper in "cdefgh"), ()), nothing, (None,) * 8, nothing)
    assert goal.score(Outcome(course.problem, together)).value == 1
    assert goal.senseless(replace(course.problem, earlier_course=())) == "there is no earlier course (rollover --from)"
