"""Repairs in tests: a course text with an earlier plan, changes of the text as ``--set`` makes them, no files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from constraints.registry import GOALS, RULES
from planner import api
from planner.documents import parse_yaml, validate
from planner.plans.assemble import assemble
from planner.plans.plan import Plan
from planner.plans.reading import earlier_plan
from planner.problem.build import build_problem
from planner.problem.earlier import Repair
from planner.spec.changed import changed
from planner.spec.course import CourseFile
from planner.spec.load import PersonEntry, Spec
from tests.courses import make_problem
from tests.rules.hand import Days, decide

STAMP = datetime(2024, 1, 1, tzinfo=UTC)


def changed_spec(text: str, *settings: str) -> Spec:
    """The spec of a course text with settings made; its papers stand under ``papers.details``. Raises InputError."""
    document = changed(parse_yaml(text, "course.yaml"), settings)
    course = validate(CourseFile, document)
    people = tuple(
        PersonEntry(person, lambda *path, index=index: document.where("people", index, *path))
        for index, person in enumerate(course.people.inline)
    )
    return Spec(course, document, Path(), {}, people, {})


def repair_course(text: str, plan: Plan, as_of: date, *settings: str, notice: int = 0, weeks: int = 0) -> api.Course:
    """The course as it is now, with the plan that is to be repaired; raises InputError."""
    repair = Repair.on(earlier_plan(plan), as_of, notice, weeks)
    problem, findings = build_problem(changed_spec(text, *settings), {goal.name for goal in GOALS}, repair)
    problem = replace(problem, search=replace(problem.search, time_limit=20, workers=2))
    steps, about_goals = api.steps_of(problem)
    return api.Course(problem, steps, (*findings, *about_goals), "sha256:test", RULES, GOALS)


def plan_by_hand(
    text: str, read: Days, optional: Days | None = None, events: Days | None = None, duties: Days | None = None
) -> Plan:
    """A plan of a course text that nobody solved or judged."""
    problem = make_problem(text)
    return assemble(problem, decide(problem, read, optional, events, duties), STAMP)
