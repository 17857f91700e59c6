"""Other plans and fronts against brute force over all decisions of tiny courses at random.

The oracle knows the rules by ``check()``, the goals by ``score()``, and counts distances by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

import pytest

from planner import api
from planner.findings import InputError, NoPlanExists, NoPlanFound
from planner.measure import rank
from planner.model.distance import least_distance
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.plans.slack import read_slack
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.rule import Goal
from planner.solve.alternatives import distance
from tests.courses import HEAD, broken, make_course, make_problem
from tests.model.at_random import draw
from tests.model.enumerate_all import TooMany, keeping
from tests.rules.hand import build, decide, solve_fixed

MOST = 6000
NO_SENSE = "has no sense for this course, or does not exist"
CASES = [(seed, staffed) for staffed in (False, True) for seed in range(10)]
IDS = [f"{'staffed' if staffed else 'plain'}-{seed}" for seed, staffed in CASES]
SLACKS = ("0%", "2%", "10%", "50%")


@cache
def small(seed: int, staffed: bool) -> tuple[api.Course, tuple[Decision, ...]]:
    """A course of this seed with goals and several plans, and all its plans."""
    for attempt in range(300):
        try:
            course = make_course(draw(5000 + 1000 * seed + attempt, staffed).text)
            decisions = tuple(keeping(course.problem, MOST))
        except (InputError, TooMany):
            continue
        if len(decisions) > 10 and len(course.steps) > 1 and (not staffed or any(any(d.duties) for d in decisions)):
            return course, decisions
    raise AssertionError("no course of this seed will do")


def low(goal: Goal, outcome: Outcome) -> int:
    """A goal's value, small being good."""
    value = goal.score(outcome).value
    return value if goal.best == "low" else -value


def counted(one: Decision, other: Decision) -> int:
    """How far one plan is from another, counted by hand."""
    papers = {paper for decision in (one, other) for papers in decision.required for paper in papers}
    place = [{p: s for s, papers in enumerate(d.required) for p in papers} for d in (one, other)]
    moved = sum(place[0].get(paper) != place[1].get(paper) for paper in papers)
    left = 0
    for session, duties in enumerate(other.duties):
        for duty in duties:
            if duty.paper is None:
                left += duty not in one.duties[session]
            elif duty.paper in place[0]:
                left += not any(duty in held for held in one.duties)
    return moved + left


def unit_of(goal: Goal, problem: Problem) -> int:
    """How much the goal counts for one of what people read: tenths of a percent, summed over those who wish."""
    wishing = sum(person.wishes.any for person in problem.people.values())
    return {"worst_off": 10, "leximin": 10, "steady_load": 10, "preferences": 10 * wishing}.get(goal.name, 1)


def within(course: api.Course, decisions: Sequence[Decision], best: Decision, slack: str) -> list[Decision]:
    """The plans in which each goal is worse than in the best by the share at most, rounded up, at least one unit."""
    share = int(slack.rstrip("%"))
    limits = []
    for goal in [goal for step in course.steps for goal in step.goals]:
        value = low(goal, Outcome(course.problem, best))
        more = max(unit_of(goal, course.problem), (abs(value) * share + 99) // 100) if share else 0
        limits.append((goal, value + more))
    return [
        decision
        for decision in decisions
        if all(low(goal, Outcome(course.problem, decision)) <= limit for goal, limit in limits)
    ]


def decided_in(plan: Plan, problem: Problem) -> Decision:
    """The decision of a plan that fits the course."""
    decision, strangers = decision_of(plan, problem)
    assert strangers == []
    return decision


@pytest.mark.parametrize(("seed", "staffed"), CASES, ids=IDS)
def test_each_is_as_far_as_can_be(seed: int, staffed: bool) -> None:
    """Every plan keeps the rules and the slack, and its least distance to those before it is the true maximum."""
    course, decisions = small(seed, staffed)
    slack = SLACKS[seed % len(SLACKS)]
    best, others = api.alternatives(course, 3, read_slack([slack], []))
    before = [decided_in(best, course.problem)]
    allowed = within(course, decisions, before[0], slack)
    for other in others:
        decision = decided_in(other.plan, course.problem)
        assert broken(Outcome(course.problem, decision)) == []
        assert within(course, [decision], before[0], slack) == [decision]
        reached = min(counted(decision, earlier) for earlier in before)
        assert other.distance == reached == max(min(counted(one, old) for old in before) for one in allowed)
        assert other.proven
        before.append(decision)
    if len(others) < 3:
        assert max(min(counted(one, old) for old in before) for one in allowed) == 0


@pytest.mark.parametrize(("seed", "staffed"), CASES, ids=IDS)
def test_two_ways_to_measure_distance(seed: int, staffed: bool) -> None:
    """The distance of two decisions is what the model's expression is worth, and what a count by hand gives."""
    course, decisions = small(seed, staffed)
    random = Random(seed)
    other = random.choice(decisions)
    model = build(course.problem)
    expression = least_distance(model, [other])
    model.cp.maximize(expression)
    for one in random.sample(decisions, 8):
        solver = solve_fixed(model, one)
        assert solver is not None
        assert int(solver.value(expression)) == distance(one, other) == counted(one, other)
    assert distance(other, other) == 0


def traded(course: api.Course, seed: int) -> tuple[Goal, Goal]:
    """Two goals with sense, of the steps if they do: the later the seed, the later they stand."""
    sensible = [g for g in course.goals if g.senseless(course.problem) is None and g.name != "leximin"]
    listed = [goal for step in course.steps for goal in step.goals if goal.name != "leximin"]
    chosen = [*listed[seed % 3 :], *(goal for goal in sensible if goal not in listed)][:2]
    if len(chosen) < 2:
        chosen = sensible[:2]
    return (chosen[1], chosen[0]) if seed % 2 else (chosen[0], chosen[1])


def front_of(course: api.Course, decisions: Sequence[Decision], goals: tuple[Goal, Goal]) -> list[tuple[float, float]]:
    """The front by looking at all plans that are best in the steps before both goals, from the best of the first."""
    before = []
    for step in course.steps:
        if set(goals) & set(step.goals):
            break
        before.append(step)
    outcomes = [Outcome(course.problem, decision) for decision in decisions]
    best = min(rank(before, outcome) for outcome in outcomes)
    held = [outcome for outcome in outcomes if rank(before, outcome) == best]
    pairs = {(low(goals[0], outcome), low(goals[1], outcome)) for outcome in held}
    front = [p for p in pairs if not any(q != p and q[0] <= p[0] and q[1] <= p[1] for q in pairs)]
    signs = [1 if goal.best == "low" else -1 for goal in goals]
    return [
        (goals[0].figure(course.problem, signs[0] * one), goals[1].figure(course.problem, signs[1] * other))
        for one, other in sorted(front)
    ]


@pytest.mark.parametrize(("seed", "staffed"), CASES, ids=IDS)
def test_the_front_is_exact(seed: int, staffed: bool) -> None:
    """The front is that of all plans, goals before both kept at their best; each point is proven and reached."""
    course, decisions = small(seed, staffed)
    goals = traded(course, seed)
    front = api.trade_off(course, goals[0].name, goals[1].name)
    assert [point.figures for point in front.points] == front_of(course, decisions, goals)
    assert front.complete
    for point in front.points:
        outcome = Outcome(course.problem, decided_in(point.plan, course.problem))
        assert broken(outcome) == []
        assert point.proven
        assert point.figures == tuple(g.figure(course.problem, g.score(outcome).value) for g in goals)


def plans_of(text: str) -> tuple[api.Course, tuple[Decision, ...]]:
    """A course by its text, and all its plans."""
    course = make_course(text)
    return course, tuple(keeping(course.problem, 40_000))


WEIGHED = """\
papers:
  details:
    a: {title: A, minutes: 60, priority: 1, dates: [2024-01-01, 2024-01-04]}
    b: {title: B, minutes: 60, priority: 2, dates: [2024-01-01, 2024-01-04]}
    c: {title: C, minutes: 30, priority: 3, dates: [2024-01-01, 2024-01-04]}
reading: {every_session: false, per_session: {minutes: {goal: 60}}}
goals: [{priority: 30, extra_load: 1}]
"""
"""Reading b or not, beside the others, is worth the same: 60 minutes too much against two points of 30."""


def test_weighed_goals_before_are_held_as_one() -> None:
    """Plans whose weighed sum is as good count, though one of the goals is worse in them."""
    course, decisions = plans_of(HEAD + WEIGHED)
    goals = [goal for goal in course.goals if goal.name in ("steady_load", "peak_load")]
    pair = (goals[0], goals[1])
    values = {rank(course.steps, Outcome(course.problem, decision)) for decision in decisions}
    best = [d for d in decisions if rank(course.steps, Outcome(course.problem, d)) == min(values)]
    assert len({course.steps[0].goals[0].score(Outcome(course.problem, d)).value for d in best}) > 1
    front = api.trade_off(course, pair[0].name, pair[1].name)
    assert [point.figures for point in front.points] == front_of(course, decisions, pair)


LEXIMIN = """\
papers:
  details:
    a: {title: A, minutes: 30, dates: [2024-01-01]}
    b: {title: B, minutes: 30, dates: [2024-01-04]}
    c: {title: C, minutes: 30, dates: [2024-01-08]}
  must: [a, b, c]
roles: [{id: presenter, per: paper, count: {min: 0, max: 1}}]
people:
  - {id: ada}
  - {id: bo, avoids: {papers: [a, b, c]}}
  - {id: cy, prefers: {papers: [c]}, unavailable: [Mon, Thu]}
reading: {every_session: false}
goals: [leximin, vacancies, fairness]
"""
"""Whatever is decided, cy gets nothing; bo is happy with nothing only."""


def test_leximin_before_is_held_level_by_level() -> None:
    """Not the worst off alone: nobody above them may lose either."""
    course, decisions = plans_of(HEAD + LEXIMIN)
    by_name = {goal.name: goal for goal in course.goals}
    pair = (by_name["fairness"], by_name["vacancies"])
    front = api.trade_off(course, "fairness", "vacancies")
    assert [point.figures for point in front.points] == front_of(course, decisions, pair)
    levels = {rank(course.steps[:1], Outcome(course.problem, decided_in(p.plan, course.problem))) for p in front.points}
    assert levels == {min(rank(course.steps[:1], Outcome(course.problem, decision)) for decision in decisions)}


def test_an_impossible_course_has_no_front() -> None:
    """Also where no goal comes before the two: it is said as for planning."""
    text = HEAD + "papers: {details: {a: {title: A, minutes: 30}}}\ngoals: [priority, peak_load]\n"
    with pytest.raises(NoPlanExists):
        api.trade_off(make_course(text), "priority", "peak_load")
    with pytest.raises(NoPlanExists):
        api.alternatives(make_course(text), 2)


def test_no_time_for_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trade-off without any point is an error for people, not an empty picture."""
    course, _ = small(0, False)
    first, second = traded(course, 0)
    monkeypatch.setattr("planner.solve.alternatives.pareto_front", lambda *_: ([], False))
    with pytest.raises(NoPlanFound, match=r"no point of the trade-off was found within 20 seconds \(--time-limit"):
        api.trade_off(course, first.name, second.name)


@pytest.mark.parametrize(
    ("names", "messages"),
    [
        (("priorty", "peek_load"), ['goal "priorty" ' + NO_SENSE + '; did you mean "priority"?',
                                    'goal "peek_load" ' + NO_SENSE + '; did you mean "peak_load"?']),
        (("priority", "priority"), ["name two different goals"]),
        (("priority", "leximin"), ['goal "leximin" cannot be traded: it has no one figure; worst_off has']),
        (("vacancies", "changes"), [f'goal "vacancies" {NO_SENSE}', f'goal "changes" {NO_SENSE}']),
        (("nothing", "nothing"), [f'goal "nothing" {NO_SENSE}', "name two different goals"]),
    ],
)  # fmt: skip
def test_goals_that_cannot_be_traded(names: tuple[str, str], messages: list[str]) -> None:
    """What is wrong with either name is said at once."""
    course = make_course(HEAD + "papers: {details: {a: {title: A, minutes: 30}}}\nreading: {every_session: false}\n")
    with pytest.raises(InputError) as raised:
        api.trade_off(course, *names)
    assert [str(finding) for finding in raised.value.findings] == messages


def test_distance_by_hand() -> None:
    """A moved paper counts once, an exchanged one twice, a person who left a seat once if its paper is still there."""
    problem = make_problem(HEAD + LEXIMIN)
    then = decide(problem, {1: "a", 4: "b"}, duties={1: "ada presenter a", 4: "bo presenter b"})
    assert distance(then, then) == 0
    assert distance(decide(problem, {1: "a", 8: "b"}, duties={1: "ada presenter a", 8: "bo presenter b"}), then) == 1
    assert distance(decide(problem, {1: "a", 4: "c"}, duties={1: "ada presenter a"}), then) == 2
    assert distance(decide(problem, {1: "a", 4: "b"}, duties={1: "bo presenter a", 4: "ada presenter b"}), then) == 2
    assert distance(decide(problem, {}), then) == 2
