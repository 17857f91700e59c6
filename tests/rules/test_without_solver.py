"""``check()`` of every rule and ``score()`` of every goal work where neither ortools nor icalendar can be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import importlib.abc
import sys

BLOCKED = {"ortools", "icalendar"}


class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ImportError(f"{name} is blocked")
        return None


sys.meta_path.insert(0, Blocker())

import pkgutil

import constraints
import constraints.registry as registry
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from tests.courses import broken, make_problem
from tests.rules.whole import TEXT

for found in pkgutil.walk_packages(constraints.__path__, "constraints."):
    importlib.import_module(found.name)

problem = make_problem(TEXT)
nothing = tuple(() for _ in problem.sessions)
empty = Decision(nothing, nothing, (None,) * len(problem.sessions), nothing)
required = (("a", "b"), ("a",), ("c", "d", "zz"), ("never",), ("late",), ("b2",), (), ())
optional = (("d",), (), (), (), (), (), ("a",), ())
events = ("talk", None, "exam", "party", None, None, None, None)
duties = (
    (Holding("presenter", "bo", "a"), Holding("scribe", "bo"), Holding("scribe", "ada"), Holding("scribe", "zoe")),
    (Holding("scribe", "ada"), Holding("scribe", "bo")),
    (Holding("scribe", "ada"),),
    (Holding("chair", "bo"),),
    (Holding("scribe", "bo"),),
    (),
    (),
    (),
)
codes = set()
for decision in (empty, Decision(required, optional, events, duties)):
    outcome = Outcome(problem, decision)
    codes |= {finding.code for finding in broken(outcome)}
    for goal in registry.GOALS:
        if goal.senseless(problem) is None:
            goal.figure(problem, goal.score(outcome).value)
assert not [name for name in sys.modules if name.partition(".")[0] in BLOCKED]
print(len(registry.RULES), *sorted({rule.name for rule in registry.RULES} - codes))
"""


def test_rules_check_without_the_solver() -> None:
    """In a process of its own, with the imports blocked; every rule finds something in a plan that breaks them all."""
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    count, *silent = run.stdout.split()
    assert int(count) > 30
    assert silent == []
