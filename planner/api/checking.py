"""Judging any plan by every rule and goal; needs no solver."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.api.course import Course
from planner.documents import Document
from planner.findings import Finding
from planner.plan.file import read_plan
from planner.plan.judging import judge
from planner.plan.outcome import Outcome
from planner.plan.plan import Plan
from planner.plan.reading import decision_of
from planner.plan.scoring import Figure, figures


@dataclass(frozen=True)
class CheckResult:
    """What a plan breaks, and the figures of all goals that have sense."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]

    @property
    def errors(self) -> list[Finding]:
        """The findings that are errors."""
        return [finding for finding in self.findings if finding.severity == "error"]


def check(course: Course, path: str | Path, only_new: str | Path | None = None) -> CheckResult:
    """Every rule and every goal, evaluated on the plan of a file; raises InputError when the file is no plan.

    With ``only_new``, findings that the plan of that file has too are left out.
    """
    plan_read, document = read_plan(Path(path))
    decision, findings = decision_of(plan_read, course.problem)
    outcome = Outcome(course.problem, decision)
    findings += judge(course.rules, outcome)
    placed = tuple(replace(finding, plan_where=_in_plan(finding, plan_read, document)) for finding in findings)
    if only_new is not None:
        before = {(finding.code, finding.message) for finding in check(course, only_new).findings}
        placed = tuple(finding for finding in placed if (finding.code, finding.message) not in before)
    return CheckResult(placed, tuple(figures(course.problem, course.goals, outcome)))


def _in_plan(finding: Finding, plan_read: Plan, document: Document) -> Any:
    """The line of the plan that a finding is about: its session, and the paper in it if one is named."""
    for index, session in enumerate(plan_read.sessions):
        if session.id in finding.subjects:
            for key in ("required", "optional"):
                for place, paper in enumerate(getattr(session, key)):
                    if paper in finding.subjects:
                        return document.where("sessions", index, key, place)
            return document.where("sessions", index)
    return None
