"""Reading a course: from constraints.yaml to the problem, the rules and the steps of its goals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from constraints.registry import DEFAULT_GOALS, GOALS, RULES
from planner.findings import Finding, warning
from planner.plan.scoring import Step
from planner.problem.build import build_problem
from planner.problem.problem import Problem, WeighedStep
from planner.rule import Goal, Rule
from planner.spec.load import Spec, load_spec


@dataclass(frozen=True)
class Course:
    """A course file, read and resolved: the problem, the steps of its goals, and what is worth knowing of the input."""

    problem: Problem
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    input_digest: str
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]


def load(path: str | Path, search: Mapping[str, Any] | None = None) -> Course:
    """Read constraints.yaml and all that it names; ``search`` overrides settings of ``solve``.

    Raises InputError with every fault at once.
    """
    spec = load_spec(Path(path))
    problem, findings = build_problem(spec, {goal.name for goal in GOALS})
    if search:
        problem = replace(problem, search=replace(problem.search, **search))
    steps, about_goals = steps_of(problem)
    return Course(problem, steps, (*findings, *about_goals), _input_digest(spec), RULES, GOALS)


def steps_of(problem: Problem) -> tuple[tuple[Step, ...], list[Finding]]:
    """The goals of the file in order, without those that have no sense; each listed one of these is a warning."""
    goals = {goal.name: goal for goal in GOALS}
    findings: list[Finding] = []
    wanted = problem.goals
    if wanted is None:
        wanted = tuple(WeighedStep({name: 1}, False, problem.where) for name in DEFAULT_GOALS if name in goals)
    steps: list[Step] = []
    for entry in wanted:
        sensible = []
        for name in entry.weights:
            reason = goals[name].senseless(problem)
            if reason is None:
                sensible.append(goals[name])
            elif problem.goals is not None:
                findings.append(warning("goal-without-sense", f"goal {name} is skipped: {reason}", entry.where, name))
        if sensible:
            steps.append(Step(len(steps) + 1, tuple(sensible), entry.weights, entry.weighed))
    return tuple(steps), findings


def _input_digest(spec: Spec) -> str:
    """A digest of everything that was read, whatever the files are called."""
    catalog = [entry.paper.model_dump(mode="json") for entry in spec.catalog.values()]
    people = [entry.person.model_dump(mode="json") for entry in spec.people]
    text = json.dumps([spec.document.value, catalog, people], ensure_ascii=False, sort_keys=True, default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16]
