"""Reading a course: from constraints.yaml to the problem, the rules and the steps of its goals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from constraints.registry import DEFAULT_GOALS, EXTRA_GOALS, GOALS, RULES
from planner.extensions import load_extensions
from planner.findings import Finding, note, warning
from planner.measure import Step
from planner.plans.plan import Plan
from planner.plans.reading import earlier_plan
from planner.problem.build import build_problem
from planner.problem.earlier import Repair
from planner.problem.problem import Problem, WeighedStep
from planner.rule import Goal, Rule, about
from planner.spec.load import Spec, load_spec

CHANGES, SHORT_NOTICE, ORDER_KEPT = "changes", "short_notice", "order_kept"


@dataclass(frozen=True)
class Course:
    """A course file, read and resolved: the problem, the steps of its goals, and what is worth knowing of the input.

    ``path`` and ``settings`` are what it was read from; ``earlier`` is the plan to be repaired where its past was
    corrected.
    """

    problem: Problem
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    input_digest: str
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    path: Path | None = None
    settings: tuple[str, ...] = ()
    earlier: Plan | None = None


def load(
    path: str | Path,
    search: Mapping[str, Any] | None = None,
    *,
    settings: Sequence[str] = (),
    earlier: Plan | None = None,
    as_of: date | None = None,
    freeze_weeks: int | None = None,
) -> Course:
    """Read constraints.yaml and all that it names.

    ``search`` overrides settings of ``solve``; ``settings`` are changes such as ``papers.total.max=30``. With
    ``earlier``, the course is one to be repaired: what that plan has before ``as_of`` (the day until which it is
    frozen already, unless given) and ``freeze_weeks`` later (default: as the file says) stays as it was.

    Raises InputError with every fault at once.
    """
    spec = load_spec(Path(path), settings)
    repair = None
    if earlier is not None:
        weeks = spec.course.replan.freeze_weeks if freeze_weeks is None else freeze_weeks
        day = as_of or earlier.frozen_before or spec.course.term.start
        repair = Repair.on(earlier_plan(earlier), day, spec.course.replan.notice, weeks)
    own = load_extensions(spec.document, {rule.name for rule in RULES} | {goal.name for goal in (*GOALS, *EXTRA_GOALS)})
    problem, findings = build_problem(spec, {goal.name for goal in (*GOALS, *own.goals)}, repair)
    if search:
        problem = replace(problem, search=replace(problem.search, **search))
    steps, about_goals = steps_of(problem, own.goals)
    return Course(
        problem,
        steps,
        (*findings, *own.check(problem), *about_goals),
        _input_digest(spec),
        (*RULES, *own.rules),
        (*GOALS, *own.goals),
        Path(path),
        tuple(settings),
    )


def load_for(path: str | Path, plan: Plan, search: Mapping[str, Any] | None = None) -> Course:
    """The course as a plan is to be judged by it: what a repair has frozen stays a fact."""
    frozen = plan.frozen_before is not None
    return load(path, search, earlier=plan if frozen else None, as_of=plan.frozen_before, freeze_weeks=0)


def steps_of(problem: Problem, own: tuple[Goal, ...] = ()) -> tuple[tuple[Step, ...], list[Finding]]:
    """The goals of the file in order, without those that have no sense; each listed one of these is a warning."""
    goals = {goal.name: goal for goal in (*GOALS, *EXTRA_GOALS, *own)}
    findings: list[Finding] = []
    wanted = problem.goals
    if wanted is None:
        wanted = tuple(WeighedStep({name: 1}, False, problem.where) for name in DEFAULT_GOALS if name in goals)
    if problem.earlier_course:
        wanted = (WeighedStep({ORDER_KEPT: 1}, False, problem.where), *wanted)
    if problem.earlier is not None:
        wanted = (*_fewest_changes(problem), *(step for step in wanted if set(step.weights) != {"changes"}))
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


def _fewest_changes(problem: Problem) -> tuple[WeighedStep, ...]:
    """What comes first in a repair: as little as possible at short notice, then as little as possible."""
    names = [SHORT_NOTICE, CHANGES] if problem.earlier is not None and problem.earlier.soon else [CHANGES]
    return tuple(WeighedStep({name: 1}, False, problem.where) for name in names)


def rolled_over(course: Course, earlier: Plan) -> Course:
    """The course without people, whose first goal is to keep the order and company of an earlier course's papers."""
    problem = course.problem
    # An edited plan may have a paper twice; it was read the first time.
    first: dict[str, int] = {}
    for place, session in enumerate(earlier.sessions):
        first = {**dict.fromkeys(session.required, place), **first}
    sequence = tuple(
        tuple(dict.fromkeys(paper for paper in session.required if first[paper] == place))
        for place, session in enumerate(earlier.sessions)
        if session.required
    )
    gone = [paper for papers in sequence for paper in papers if paper not in problem.papers]
    findings = [
        note("paper-gone", f'"{paper}" was read then and is no candidate now', problem.where, paper) for paper in gone
    ]
    pins = tuple(pin for pin in problem.pins if pin.person is None)
    # Nobody is on duty yet, so what is about people cannot be asked; a rule that does not say may be about them.
    apart = [rule for rule in course.rules[len(RULES) :] if "people" not in (about(rule) or {"people"})]
    findings += [
        note(
            "rule-not-asked",
            f"rule {rule.name} may be about people: it is not asked, as nobody is on duty yet",
            problem.where,
        )
        for rule in course.rules[len(RULES) :]
        if rule not in apart
    ]
    emptied = replace(problem, people={}, roles={}, pins=pins, earlier_course=sequence)
    steps, _ = steps_of(emptied, course.goals[len(GOALS) :])
    return replace(course, problem=emptied, steps=steps, rules=(*RULES, *apart), findings=(*course.findings, *findings))


def _input_digest(spec: Spec) -> str:
    """A digest of everything that was read, whatever the files are called."""
    catalog = [entry.paper.model_dump(mode="json") for entry in spec.catalog.values()]
    people = [entry.person.model_dump(mode="json") for entry in spec.people]
    text = json.dumps([spec.document.value, catalog, people], ensure_ascii=False, sort_keys=True, default=str)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:16]
