"""``--reproducible``: the same plan each time, also where a limit ends the search, and however fast the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner import api
from planner.plans.plan import Plan
from planner.plans.slack import read_slack
from tests.cli.test_signals import hard_course

EXAMPLES = Path(__file__).parents[2] / "examples"
SLOW = 40
"""How much faster wall time goes in the second run: what hangs on it has no time left then."""


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """A course whose best plan is not proven in any time that a test has."""
    path = tmp_path / "course.yaml"
    path.write_text(hard_course())
    return path


def twice(ask: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The answers of an ordinary run, and of one in which the clock on the wall runs much faster."""
    once, real = ask(), time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: SLOW * real())
    try:
        return once, ask()
    finally:
        monkeypatch.undo()


def course(path: Path, seconds: float, **settings: Any) -> api.Course:
    """A course that is searched for so many deterministic seconds."""
    return api.load(path, {"time_limit": seconds, "reproducible": True, **settings})


def content(plan: Plan) -> Any:
    """All of a plan but its stamps."""

    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: bare(value) for key, value in node.items() if key != "changed"}
        return [bare(value) for value in node] if isinstance(node, list) else node

    return bare(plan.model_dump(mode="json"))


@pytest.mark.parametrize(("which", "seconds"), [("hard", 1.0), ("debate", 0.4)])
def test_a_limit_that_binds_gives_the_same_plan(
    which: str, seconds: float, hard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers alone, and leximin: what wall time is left decides nothing."""
    path = EXAMPLES / which / "constraints.yaml" if which == "debate" else hard
    one, other = twice(lambda: api.plan(course(path, seconds)), monkeypatch)
    assert any(goal.bound != goal.value for goal in one.plan.solved.goals), "the limit did not bind"
    assert content(one.plan) == content(other.plan)
    assert "not-repeatable" not in {finding.code for finding in one.findings}


def test_another_seed_may_give_another_plan(hard: Path) -> None:
    """So that the test above has something to find."""
    plans = [content(api.plan(course(hard, 0.3, seed=seed)).plan) for seed in (1, 2)]
    assert plans[0]["sessions"] != plans[1]["sessions"]


def test_alternatives_and_fronts_are_the_same(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question's share is one of deterministic time too."""
    one, other = twice(lambda: api.alternatives(course(hard, 2.0), 2, read_slack(["20%"], [])), monkeypatch)
    assert [content(found.plan) for found in one[1]] == [content(found.plan) for found in other[1]]
    assert one[1], "no alternative was found"
    fronts = twice(lambda: api.trade_off(course(hard, 1.0), "steady_load", "priority"), monkeypatch)
    figures = [[point.figures for point in front.points] for front in fronts]
    assert figures[0] == figures[1]


def test_a_repair_is_the_same(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``replan`` goes by the same clock."""
    old = api.plan(course(hard, 0.3)).plan
    hard.write_text(hard.read_text().replace("  timezone:", "  no_class: [{date: 2024-02-01}]\n  timezone:"))
    search = {"time_limit": 0.5, "reproducible": True}
    repair = api.load_repair(hard, old, date(2024, 1, 15), search=search)
    one, other = twice(lambda: api.replan(repair, old), monkeypatch)
    assert content(one.plan) == content(other.plan)


def test_it_is_said_when_wall_time_ended_the_search(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The far limit of wall time is a net; what falls into it may not be repeatable."""
    monkeypatch.setattr("planner.solve.solver.far_limit", lambda seconds: 0.3)
    found = api.plan(course(hard, 20.0))
    assert [finding.code for finding in found.findings] == ["not-repeatable"]
