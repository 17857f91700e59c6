"""Small courses for tests: the head of a file that every test extends, and the steps from text to a judged plan."""

from __future__ import annotations

import textwrap
from pathlib import Path

from constraints.registry import GOALS, RULES
from planner import api
from planner.documents import parse_yaml, validate
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.problem.build import build_problem
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.spec.course import CourseFile
from planner.spec.load import PersonEntry, Spec

HEAD = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-25
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
"""
"""Eight sessions: Mondays 1, 8, 15, 22 and Thursdays 4, 11, 18, 25 January 2024; no rules, no papers."""


def make_spec(text: str) -> Spec:
    """The spec of a course whose papers all stand under ``papers.details``; no files are read."""
    document = parse_yaml(textwrap.dedent(text), "course.yaml")
    course = validate(CourseFile, document)
    people = tuple(
        PersonEntry(person, lambda *path, index=index: document.where("people", index, *path))
        for index, person in enumerate(course.people.inline)
    )
    return Spec(course, document, Path(), {}, people, {})


def make_problem(text: str) -> Problem:
    """The problem of a course text; raises InputError."""
    return build_problem(make_spec(text), {goal.name for goal in GOALS})[0]


def make_course(text: str, time_limit: float = 20) -> api.Course:
    """A course ready to plan: two workers, seed 0."""
    from dataclasses import replace

    problem, findings = build_problem(make_spec(text), {goal.name for goal in GOALS})
    problem = replace(problem, search=replace(problem.search, time_limit=time_limit, workers=2))
    steps, about_goals = api.steps_of(problem)
    return api.Course(problem, steps, (*findings, *about_goals), "sha256:test", RULES, GOALS)


def plan_text(text: str, time_limit: float = 20) -> tuple[Problem, Plan, Outcome]:
    """Plan a course text; the checker has judged the plan (the library does so always), and is asked again here."""
    course = make_course(text, time_limit)
    result = api.plan(course)
    decision, strangers = decision_of(result.plan, course.problem)
    assert not strangers
    outcome = Outcome(course.problem, decision)
    assert broken(outcome) == []
    return course.problem, result.plan, outcome


def broken(outcome: Outcome) -> list[Finding]:
    """What every rule's check says of a plan."""
    return [finding for rule in RULES for finding in rule.check(outcome)]


def empty_decision(problem: Problem) -> Decision:
    """Nothing read, nobody on duty."""
    nothing = tuple(() for _ in problem.sessions)
    return Decision(nothing, nothing, tuple(None for _ in problem.sessions), nothing)
