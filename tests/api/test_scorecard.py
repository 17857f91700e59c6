"""The scorecard as an instructor reads it: goals by their meaning, duties and wishes by name."""

from __future__ import annotations

import pytest

from constraints.registry import EXTRA_GOALS, GOALS
from planner.api.answer import now, planned_people
from planner.api.scorecard import scorecard, told_of, wish_lines
from planner.extensions import _named
from planner.findings import InternalError
from planner.plans.assemble import assemble
from planner.plans.outcome import Outcome
from planner.plans.plan import GoalResult, Plan, Solved, StepResult
from planner.plans.scorecard import scorecard_of
from planner.problem.problem import Problem
from planner.rule import Score, TellingGoal, scale_of
from tests.courses import make_course
from tests.rules.hand import Days, course, decide

TEXT = """
papers:
  details:
    a: {title: A, minutes: 90, topic: t}
    b: {title: B, minutes: 50, topic: t}
    c: {title: C, minutes: 150, topic: u}
    d: {title: D, minutes: 10}
topics: [{id: t, title: Trees, papers: {goal: 2}}, {id: u, title: Unions, papers: {goal: 3}}]
reading: {every_session: false, per_session: {papers: {max: 2}, minutes: {goal: 120}}, optional_per_session: {max: 1}}
roles: [{id: talk, title: Talk, per: paper, count: {max: 1}}, {id: notes, title: Notes, per: session, count: {max: 2}}]
people:
  - {id: ada, name: Ada, prefers: {papers: [a, b], topics: [t], roles: {talk: 8}}}
  - {id: bo, name: Bo, prefers: {papers: [c], dates: [2024-01-04]}}
  - {id: cy, name: Cy}
  - {id: eve, name: Eve, staff: true}
duties: {per_session: {max: 2}}
"""
READ: Days = {1: "a b", 4: "c", 8: "d"}
DUTIES: Days = {1: "ada talk a, bo talk b", 4: "ada talk c, eve notes"}
ALL = [goal.name for goal in GOALS if goal.name != "changes"]


def told(goals: list[str], duties: Days = DUTIES) -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
    """What each goal tells of the plan by hand, and the lines below."""
    made = make_course(course(TEXT) + f"goals: [{', '.join(goals)}]\n")
    problem = made.problem
    decision = decide(problem, READ, duties=duties)
    people = planned_people(problem, Outcome(problem, decision))
    plan = assemble(problem, decision, now(), people=people)
    results = [GoalResult(goal=name, value=0, proven=True) for name in goals]
    solved = Solved(status="optimal", goals=results, with_={}, digest="sha256:0")
    card = scorecard(made, plan.model_copy(update={"solved": solved}))
    return {row.key: (row.what, row.figure) for row in card.goals}, card.lines


def test_goals_by_their_meaning() -> None:
    """Each in words, with what an instructor would look up next."""
    found, _ = told(ALL)
    assert found == {
        "coverage": ("papers short of the topics' goals", "2: Unions 2"),
        "extra_load": ("reading above 2 hours", "50 min in all, most on 4 January"),
        "priority": ("priorities of what is read", "12 points, 4 of 4 papers"),
        "vacancies": ("seats left empty", "6: Talk 1, Notes 5"),
        "fairness": ("duties of people", "2 apart"),
        "worst_off": ("wishes granted to the worst off", "0 % (Bo)"),
        "leximin": ("wishes granted, the worst off first", "0 %, 100 %"),
        "preferences": ("wishes granted on average", "50 % over 2 people with wishes"),
        "peak_load": ("longest reading", "2 h 30 min on 4 January"),
        "early": ("papers read early", "session numbers sum to 7, the last on 8 January"),
        "steady_load": ("reading differs from its mean by", "60 min on average"),
        "topic_breaks": ("topics taken up again", "none"),
        "spread": ("from one duty of a person to the next", "at least 1 session"),
        "breadth": ("topics that each person presents", "at least 0 (Cy)"),
        "optional_fit": ("optional reading", "0 papers listed"),
    }


def test_sessions_with_goals_of_their_own() -> None:
    """One time would be wrong where exceptions have another."""
    exception = "exceptions: [{dates: [2024-01-04], minutes: {goal: 60}}]"
    made = make_course(course(TEXT).replace("reading: {", f"reading: {{{exception}, "))
    outcome = Outcome(made.problem, decide(made.problem, READ))
    (goal,) = [goal for goal in GOALS if goal.name == "extra_load"]
    assert isinstance(goal, TellingGoal)
    said = goal.told(outcome, goal.score(outcome))
    assert said == ("reading above the sessions' goals", "1 h 50 min in all, most on 4 January")


def test_every_goal_tells() -> None:
    """None is left to its key."""
    assert all(isinstance(goal, TellingGoal) for goal in (*GOALS, *EXTRA_GOALS))


def test_fairness_with_people_on_terms_of_their_own() -> None:
    """Both stages where they differ."""
    made = make_course(course(TEXT).replace("name: Cy}", "name: Cy, duties: {max: 1}}"))
    outcome = Outcome(made.problem, decide(made.problem, READ, duties={1: "ada talk a, bo talk b"}))
    (fairness,) = [goal for goal in GOALS if goal.name == "fairness"]
    assert isinstance(fairness, TellingGoal)
    said = fairness.told(outcome, fairness.score(outcome))
    assert said == ("duties of people", "all alike; 1 apart with those on terms of their own")


def test_people_by_name() -> None:
    """Duties from the fewest to the most, staff where they help; wishes by kind and rank, and who got none."""
    _, lines = told(["coverage"])
    assert lines == (
        "Duties: none: Cy; 1: Bo, Eve (staff); 2: Ada",
        "Satisfaction of 2: 0 % worst, 100 % median, 100 % best",
        "Papers wished and granted: 1 of 2 first, 0 of 1 second; none for Bo",
        "Topics wished and granted: 1 of 1 first",
        "Dates wished and granted: 0 of 1 first; none for Bo",
        "Roles wished and granted: 1 of 1 first",
        "Longest reading: 150 min on Thu 4 January (Unions)",
    )


def test_nothing_to_say_of_people() -> None:
    """Where nobody is on duty, no line says that duties are even; without wishes none is granted."""
    made = make_course(course(TEXT).replace(", prefers", ", email: e, prefers").split("people:")[0])
    plan = assemble(made.problem, decide(made.problem, {}), now())
    assert scorecard_of(plan).lines == ()
    assert wish_lines(Outcome(made.problem, decide(made.problem, {}))) == []


def with_goals(goals: list[GoalResult], steps: list[StepResult]) -> Plan:
    """A plan that says this of its goals."""
    made = make_course(course(TEXT))
    solved = Solved(status="feasible", goals=goals, steps=steps, with_={}, digest="sha256:0")
    return assemble(made.problem, decide(made.problem, READ), now()).model_copy(update={"solved": solved})


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (GoalResult(goal="worst_off", value=75, bound=91, unit="%"), "at least 75 %, at most 91 %"),
        (GoalResult(goal="peak_load", value=120, bound=90, unit="minutes"), "at least 90 minutes, at most 120 minutes"),
        (GoalResult(goal="mine", value=2, unit="things"), ""),
        (GoalResult(goal="mine", value=2, bound=2, unit="things"), ""),
    ],
)
def test_what_is_not_proven(result: GoalResult, state: str) -> None:
    """Between which figures the best plan lies; without a bound nothing more is known."""
    (row,) = scorecard_of(with_goals([result], [])).goals
    assert row.state == (f"not proven: the best is {state}" if state else "not proven")
    assert row.figure == f"{result.value:g} {result.unit}"


def test_weighed_steps() -> None:
    """Their goals carry values, the step what is known of it."""
    goals = [GoalResult(goal="peak_load", value=120, unit="minutes", step=2)]
    rows = scorecard_of(with_goals(goals, [StepResult(step=2, value=-30, bound=-40, proven=False)])).goals
    assert [(row.key, row.figure, row.state) for row in rows] == [
        ("peak_load", "120 minutes", "weighed in step 2"),
        ("step 2", "-30", "not proven: the best is at least -40, at most -30"),
    ]


class OwnGoal:
    """A goal of somebody's own, with or without words."""

    name, unit, best = "own-goal", "things", "low"

    def score(self, outcome: Outcome) -> Score:
        """Seven."""
        return Score(7, {})

    def figure(self, problem: Problem, value: int) -> int:
        """As it is."""
        return value


class TellingOwnGoal(OwnGoal):
    """The same, which can tell."""

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """In words."""
        return "things of one's own", f"{score.value} in all"

    def scale(self, problem: Problem) -> int:
        """Three are one."""
        return 3


def test_goals_of_ones_own() -> None:
    """They are told by their name and unit, or in their own words; what goes wrong in these is told with their name."""
    made = make_course(course(TEXT))
    outcome = Outcome(made.problem, decide(made.problem, READ))
    assert told_of(_named(OwnGoal(), "own:goal"), outcome) == ("own-goal", "7 things")
    telling = _named(TellingOwnGoal(), "own:goal")
    assert told_of(telling, outcome) == ("things of one's own", "7 in all")
    assert scale_of(telling, made.problem) == 3
    assert scale_of(_named(OwnGoal(), "own:goal"), made.problem) == 1
    telling.part.told = None
    with pytest.raises(InternalError):
        told_of(telling, outcome)
