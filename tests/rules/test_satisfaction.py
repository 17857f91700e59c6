"""Satisfaction and the goals made of it, with numbers computed by hand."""

from __future__ import annotations

import pytest

from constraints.goals.leximin import Leximin
from constraints.goals.preferences import Preferences
from constraints.goals.satisfaction import satisfactions, wishes_granted
from constraints.goals.worst_off import WorstOff
from planner.plans.outcome import Outcome
from tests.courses import HEAD, make_problem, plan_text
from tests.rules.hand import decide

BODY = """
papers:
  details:
    a: {title: A, minutes: 10, topic: one}
    b: {title: B, minutes: 10, topic: one}
    c: {title: C, minutes: 10, topic: two}
    d: {title: D, minutes: 10, topic: two}
topics: [{id: one}, {id: two}]
reading: {every_session: false, per_session: {papers: {max: 2}}}
roles: [{id: presenter, per: paper, count: {max: 4}}, {id: scribe, per: session, count: {max: 4}}]
"""


def scored(wishes: str, duties: dict[int, str], minimum: int = 1) -> int:
    """Ada's satisfaction in tenths of a percent; a and b are read on 1 January, c on the 4th, d on the 8th."""
    people = f"people: [{{id: ada, {wishes}}}]\nduties: {{per_person: {{min: {minimum}}}, per_session: {{max: 3}}}}\n"
    problem = make_problem(HEAD + BODY + people)
    return satisfactions(Outcome(problem, decide(problem, {1: "a b", 4: "c", 8: "d"}, duties=duties)))["ada"]


@pytest.mark.parametrize(
    ("wishes", "duties", "minimum", "expected"),
    [
        # Three wishes score 10, 6.67, 3.33; alone, one duty could bring 10.
        ("prefers: {papers: [a, b, c]}", {1: "ada presenter a"}, 1, 1000),
        ("prefers: {papers: [a, b, c]}", {1: "ada presenter b"}, 1, 667),
        ("prefers: {papers: [a, b, c]}", {4: "ada presenter c"}, 1, 333),
        ("prefers: {papers: [a, b, c]}", {8: "ada presenter d"}, 1, 0),
        # Two duties at least: 10 + 6.67 is the best; 10 alone gives 1000/1667 = 59.98 %, rounded down to 59.9.
        ("roles: [presenter], prefers: {papers: [a, b, c]}", {1: "ada presenter a"}, 2, 599),
        ("roles: [presenter], prefers: {papers: [a, b, c]}", {1: "ada presenter a, ada presenter b"}, 2, 1000),
        # Who may scribe too must present nothing: one paper is all that reading asks for.
        ("prefers: {papers: [a, b, c]}", {1: "ada presenter a"}, 2, 1000),
        # A map as written; the best of paper and topic counts, and dates by themselves: 5 or 10 of 5 + 10.
        ("prefers: {papers: {a: 4}, topics: {one: 7}}", {1: "ada presenter a"}, 1, 1000),
        ("prefers: {papers: {a: 4}, topics: {two: 8}}", {1: "ada presenter a"}, 1, 500),
        ("prefers: {dates: [2024-01-04], papers: {a: 5}}", {1: "ada presenter a"}, 1, 333),
        ("prefers: {dates: [2024-01-04], papers: {a: 5}}", {4: "ada presenter c"}, 1, 666),
        ("prefers: {dates: [2024-01-04], papers: {c: 5}}", {4: "ada presenter c"}, 1, 1000),
        # A topic's score counts once per candidate paper of it, a role's m times.
        ("roles: [presenter], prefers: {topics: {one: 6}}", {1: "ada presenter a"}, 2, 500),
        ("prefers: {roles: [scribe]}", {1: "ada scribe"}, 2, 500),
        # A duty per session takes the best of the session's papers, but only of who may present nothing.
        ("roles: [scribe], prefers: {papers: {b: 8}}", {1: "ada scribe"}, 1, 1000),
        ("prefers: {papers: {b: 8}}", {1: "ada scribe"}, 1, 0),
        # Avoided is −10, whatever else is wished of it; the sum is kept within 0 and 100.
        ("prefers: {papers: [a]}, avoids: {topics: [one]}", {1: "ada presenter a"}, 1, 0),
        ("prefers: {papers: [c]}, avoids: {papers: [d]}", {4: "ada presenter c", 8: "ada presenter d"}, 1, 0),
        # An avoided paper beside another in a session spoils it, for who may present nothing.
        ("roles: [scribe], prefers: {papers: {b: 8, c: 8}}, avoids: {papers: [a]}", {1: "ada scribe"}, 1, 0),
        ("prefers: {roles: [scribe]}, avoids: {papers: [a]}", {1: "ada scribe"}, 1, 1000),
        # It takes ten off in each kind: 10 + 10 − 20 of 20, and 10 + 10 + 10 − 20 where another date is wished.
        (
            "prefers: {papers: [b], dates: [2024-01-01]}, avoids: {papers: [a]}",
            {1: "ada presenter a, ada presenter b"},
            1,
            0,
        ),
        (
            "prefers: {papers: [b], dates: {2024-01-01: 10, 2024-01-04: 10}}, avoids: {papers: [a]}",
            {1: "ada presenter a, ada presenter b", 4: "ada presenter c"},
            1,
            500,
        ),
        # Without a positive wish: 100 × (1 − avoided duties / m).
        ("avoids: {papers: [a]}", {4: "ada presenter c"}, 1, 1000),
        ("avoids: {papers: [a]}", {1: "ada presenter a"}, 1, 0),
        ("avoids: {papers: [a]}", {1: "ada presenter a", 4: "ada presenter c"}, 3, 666),
        # A wish that cannot come true counts in the denominator.
        ("prefers: {dates: [2024-02-29], papers: {a: 5}}", {1: "ada presenter a"}, 1, 333),
        ("roles: [presenter], prefers: {roles: [scribe], papers: [a]}", {1: "ada presenter a"}, 2, 500),
    ],
)
def test_satisfaction(wishes: str, duties: dict[int, str], minimum: int, expected: int) -> None:
    """One person's satisfaction, in tenths of a percent, rounded down after clamping."""
    assert scored(wishes, duties, minimum) == expected


def test_people_without_wishes_are_left_out() -> None:
    """They stand in no figure."""
    problem = make_problem(HEAD + BODY + "people: [{id: ada, prefers: {papers: [a]}}, {id: bo}]\n")
    outcome = Outcome(problem, decide(problem, {1: "a"}, duties={1: "ada presenter a"}))
    assert satisfactions(outcome) == {"ada": 1000}
    assert Preferences().score(outcome).value == 1000


def test_wishes_by_rank() -> None:
    """First wishes of each kind have rank 1."""
    people = "people: [{id: ada, prefers: {papers: [a, b], topics: {one: 3}, dates: [2024-01-08]}}]\n"
    problem = make_problem(HEAD + BODY + people)
    outcome = Outcome(problem, decide(problem, {1: "b"}, duties={1: "ada presenter b"}))
    assert wishes_granted(outcome, problem.people["ada"]) == [1, 1]


CONTEST = """
papers:
  must: [a, b, c]
  details: {a: {title: A, minutes: 10}, b: {title: B, minutes: 10}, c: {title: C, minutes: 10}}
reading: {every_session: false, per_session: {papers: {max: 2}}}
roles: [{id: presenter, per: paper}]
people:
  - {id: ada, prefers: {papers: {a: 10, b: 8}}}
  - {id: bo, prefers: {papers: {a: 10, b: 4}}}
  - {id: cy, prefers: {papers: {c: 10}}}
duties: {per_person: {min: 1, max: 1}}
"""


@pytest.mark.parametrize("goal", ["worst_off", "leximin", "preferences"])
def test_optimum(goal: str) -> None:
    """Ada takes b (80 %), Bo takes a, Cy takes c: best for the worst off, level by level, and in the mean."""
    _, plan, outcome = plan_text(HEAD + CONTEST + f"goals: [{goal}]\n")
    assert plan.solved is not None
    (result,) = plan.solved.goals
    assert result.proven
    assert {name: person.satisfaction for name, person in plan.people.items()} == {"ada": 80, "bo": 100, "cy": 100}
    expected = {"worst_off": 80, "leximin": 80, "preferences": 93.33}
    assert result.value == expected[goal] == result.bound
    if goal == "leximin":
        assert result.levels == [80, 100, 100]
    assert WorstOff().score(outcome).value == Leximin().score(outcome).value == 800


def test_leximin_goes_on_after_the_worst() -> None:
    """Where the worst off cannot be helped, the next worst still is."""
    text = CONTEST.replace("{c: 10}", "{c: 10}, dates: [2024-02-01]").replace("{papers: {c: 10}", "{papers: {c: 5}")
    _, plan, _ = plan_text(HEAD + text + "goals: [leximin]\n")
    assert plan.solved is not None
    assert plan.solved.goals[0].levels == [33.3, 80, 100]
