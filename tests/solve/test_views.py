"""Views against enumeration: no floor is false, no restriction loses its plan, and the plan found is the best.

More courses: ``python -m tests.solve.peace 2000``.
"""

from __future__ import annotations

import pytest

from constraints.registry import RULES
from planner.rule import FewerDuties, Undated, WithoutPeople, about
from tests.solve.peace import courses, false_floors, lost_plans, wrong_answer

SEEDS = {"blocks": range(70), "plain": range(30), "staffed": range(40)}
CASES = [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds if courses(kind, seed)]


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_views_say_nothing_false(kind: str, seed: int) -> None:
    """Each view that gives floors, each that gives plans, and what they come to together."""
    found = courses(kind, seed)
    assert found is not None
    assert [*false_floors(*found), *lost_plans(*found)] == []
    assert wrong_answer(*found) is None


def test_rules_own_their_pieces() -> None:
    """Every rule says what it is about; pieces belong to rules that views drop or restate."""
    assert [rule.name for rule in RULES if about(rule) is None] == []
    for rule in RULES:
        said = about(rule) or frozenset()
        assert not isinstance(rule, WithoutPeople) or {"people"} < said, rule.name
        assert not isinstance(rule, Undated) or {"papers", "dates"} & said, rule.name
    assert {rule.name for rule in RULES if isinstance(rule, FewerDuties)} >= {"seats", "availability", "conflicts"}
