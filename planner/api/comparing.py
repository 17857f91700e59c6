"""Comparing plans, or constraint files that are planned first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.api.course import CHANGES, Course, load, load_for
from planner.api.planning import Notify, plan
from planner.documents import collect, read_yaml
from planner.findings import Finding, InputError, sorted_findings
from planner.plan.comparing import Best, Compared, Comparison, side_by_side
from planner.plan.file import read_plan
from planner.plan.judging import judge
from planner.plan.outcome import Outcome
from planner.plan.plan import Plan
from planner.plan.reading import decision_of
from planner.plan.scoring import figures

if TYPE_CHECKING:
    from planner.model.solver import StopFlag


def compare(
    files: Sequence[Plan | str | Path],
    judged_by: str | Path | None = None,
    search: Mapping[str, Any] | None = None,
    notify: Notify | None = None,
    flag: StopFlag | None = None,
) -> Comparison:
    """Plans, or files of plans or constraints (which are planned first), side by side.

    With ``judged_by``, a constraint file, every figure is computed anew under it; without, the figures are those that
    each plan brings, stale where it was edited. Raises InputError with what is wrong in any of the files.
    """
    faults: list[Finding] = []
    found = [collect(faults, lambda file=file: _read(file, search)) for file in files]  # type: ignore[misc]
    if judged_by is not None:
        collect(faults, lambda: load(judged_by))
    if faults:
        raise InputError(sorted_findings(faults))
    plans = [one if isinstance(one, Plan) else plan(one, None, notify, flag).plan for one in found if one is not None]
    names = _names([f"plan {i}" if isinstance(file, Plan) else str(file) for i, file in enumerate(files, 1)])
    compared = [_compared(name, one, judged_by) for name, one in zip(names, plans, strict=True)]
    return side_by_side(compared, _goals())


def compare_plans(plans: Mapping[str, Plan]) -> Comparison:
    """Plans that were just made, by name, with the figures that they bring."""
    return side_by_side([_compared(name, one, None) for name, one in plans.items()], _goals())


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown."""
    from planner.publish.comparison import markdown

    return markdown(comparison)


def comparison_page(comparison: Comparison) -> str:
    """The comparison as one self-contained HTML page."""
    from planner.publish.comparison import page

    return page(comparison)


def _read(file: Plan | str | Path, search: Mapping[str, Any] | None) -> Plan | Course:
    """A plan, or a course to be planned, by what stands in the file."""
    if isinstance(file, Plan):
        return file
    path = Path(file)
    value = read_yaml(path).value
    if isinstance(value, dict) and "term" in value and "sessions" not in value:
        return load(path, search)
    return read_plan(path)[0]


def _names(files: Sequence[str]) -> list[str]:
    """Short names that differ: the file's, or with as many folders as it takes."""
    parts = [Path(file).parts for file in files]
    for length in range(1, max(len(part) for part in parts) + 1):
        names = ["/".join(part[-length:]) for part in parts]
        if len(set(names)) == len(names):
            return names
    return [f"{name} ({number})" for number, name in enumerate(files, 1)]


def _compared(name: str, one: Plan, judged_by: str | Path | None) -> Compared:
    if judged_by is None:
        own = {goal.goal: goal.value for goal in one.solved.goals} if one.solved is not None else {}
        return Compared(name, one, own, stale=one.edited or one.solved is None)
    course = load_for(judged_by, one)
    decision, findings = decision_of(one, course.problem)
    outcome = Outcome(course.problem, decision)
    findings += judge(course.rules, outcome)
    goals = [goal for goal in course.goals if goal.name != CHANGES]
    values = {figure.goal: figure.value for figure in figures(course.problem, goals, outcome)}
    return Compared(name, one, values, sum(finding.severity == "error" for finding in findings))


def _goals() -> dict[str, tuple[str, Best]]:
    """Every goal's unit and better way, in the order of the registry."""
    from constraints.registry import EXTRA_GOALS, GOALS

    return {goal.name: (goal.unit, goal.best) for goal in (*GOALS, *EXTRA_GOALS)}
