"""Judging any plan by every rule and goal; needs no solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.api.course import CHANGES, Course, load, load_for
from planner.api.scorecard import told_of
from planner.documents import Document, collect
from planner.findings import Finding, InputError, Where, sorted_findings
from planner.plans.file import read_plan
from planner.plans.judging import judge
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.plans.scoring import Figure, figures
from planner.plans.truth import twice


@dataclass(frozen=True)
class CheckResult:
    """What a plan breaks, and the figures of all goals that have sense."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By goal: what it is about, and what the plan has of it, in words."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that are errors."""
        return [finding for finding in self.findings if finding.severity == "error"]


def check(
    course: Course | str | Path, plan: Plan | str | Path, only_new: Plan | str | Path | None = None
) -> CheckResult:
    """Every rule and every goal, evaluated on a plan or the plan of a file; raises InputError when the file is no plan.

    A course given as a file is read as the plan is to be judged by it: what a repair has frozen is history.
    With ``only_new``, findings that the plan of that file has too are left out.
    """
    plan_read, document, course = _read(course, plan)
    decision, findings = decision_of(plan_read, course.problem)
    outcome = Outcome(course.problem, decision)
    findings += [*twice(plan_read, document.where if document is not None else _nowhere), *judge(course.rules, outcome)]
    placed = tuple(replace(finding, plan_where=_in_plan(finding, plan_read, document)) for finding in findings)
    if only_new is not None:
        before = {(finding.code, finding.message) for finding in check(course, only_new).findings}
        placed = tuple(finding for finding in placed if (finding.code, finding.message) not in before)
    # A plan that is judged by itself has no changes.
    goals = {goal.name: goal for goal in course.goals if goal.name != CHANGES}
    found = tuple(figures(course.problem, list(goals.values()), outcome))
    return CheckResult(placed, found, {figure.goal: told_of(goals[figure.goal], outcome) for figure in found})


def _read(course: Course | str | Path, plan: Plan | str | Path) -> tuple[Plan, Document | None, Course]:
    """The plan and the course that judges it; what is wrong with either file is told at once."""
    faults: list[Finding] = []
    read: tuple[Plan, Document | None] | None
    if isinstance(plan, Plan):
        read = (plan, None)
    else:
        path = Path(plan)
        read = collect(faults, lambda: read_plan(path))
    if not isinstance(course, Course):
        file = course
        judging = collect(faults, lambda: load_for(file, read[0]) if read is not None else load(file))
    else:
        judging = course
    if read is None or judging is None:
        raise InputError(sorted_findings(faults))
    return *read, judging


def _nowhere(*path: str | int) -> Where:
    """A place in a plan that stands in no file."""
    return Where("plan", path=path)


def _in_plan(finding: Finding, plan_read: Plan, document: Document | None) -> Any:
    """The line of the plan that a finding is about: its session, and the paper in it if one is named."""
    for index, session in enumerate(plan_read.sessions if document is not None else ()):
        if document is not None and session.id in finding.subjects:
            for key in ("required", "optional"):
                for place, paper in enumerate(getattr(session, key)):
                    if paper in finding.subjects:
                        return document.where("sessions", index, key, place)
            return document.where("sessions", index)
    return None
