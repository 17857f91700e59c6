"""Comparing plans, or constraint files that are planned first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.api.answer import now, planned_people
from planner.api.course import CHANGES, Course, load, load_for
from planner.api.planning import Notify, plan
from planner.documents import collect, read_yaml
from planner.findings import Finding, InputError, sorted_findings
from planner.plans.assemble import assemble
from planner.plans.comparing import Best, Compared, Comparison, side_by_side
from planner.plans.file import read_plan
from planner.plans.judging import judge
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.plans.scoring import figures
from planner.rule import is_measured

if TYPE_CHECKING:
    from planner.solve.solver import StopFlag


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
    results = [one if isinstance(one, Plan) else plan(one, None, notify, flag) for one in found if one is not None]
    plans = [one if isinstance(one, Plan) else one.plan for one in results]
    names = _names([f"plan {i}" if isinstance(file, Plan) else str(file) for i, file in enumerate(files, 1)])
    compared = [_compared(name, one, judged_by) for name, one in zip(names, plans, strict=True)]
    interrupted = any(not isinstance(one, Plan) and one.interrupted for one in results)
    return replace(side_by_side(compared, _goals()), interrupted=interrupted)


def compare_plans(plans: Mapping[str, Plan]) -> Comparison:
    """Plans that were just made, by name, with the figures that they bring."""
    return side_by_side([_compared(name, one, None) for name, one in plans.items()], _goals())


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown."""
    from planner.outputs.comparison import markdown

    return markdown(comparison)


def comparison_page(comparison: Comparison) -> str:
    """The comparison as one self-contained HTML page."""
    from planner.outputs.comparison import page

    return page(comparison)


def _read(file: Plan | str | Path, search: Mapping[str, Any] | None) -> Plan | Course:
    """A plan, or a course to be planned, by what stands in the file."""
    if isinstance(file, Plan):
        return file
    path = Path(file)
    value = read_yaml(path).value
    if isinstance(value, dict) and "term" in value and not value.keys() & {"sessions", "timezone", "solved"}:
        return load(path, search)
    return read_plan(path)[0]


def _names(files: Sequence[str]) -> list[str]:
    """Short names that differ: the file's, or with as many folders as it takes; a file given twice has numbers."""
    parts = [Path(file).parts for file in files]
    names: list[str] = []
    for length in range(1, max(len(part) for part in parts) + 1):
        # Names of files may hold bytes that are no text.
        names = [Path(*part[-length:]).as_posix().encode(errors="replace").decode() for part in parts]
        if len(set(names)) == len(set(parts)):
            break
    return [f"{name} ({number})" if names.count(name) > 1 else name for number, name in enumerate(names, 1)]


def _compared(name: str, one: Plan, judged_by: str | Path | None) -> Compared:
    if judged_by is None:
        own = {goal.goal: goal.value for goal in one.solved.goals} if one.solved is not None else {}
        return Compared(name, one, own, stale=one.edited)
    course = load_for(judged_by, one)
    decision, findings = decision_of(one, course.problem)
    outcome = Outcome(course.problem, decision)
    findings += judge(course.rules, outcome)
    goals = [goal for goal in course.goals if goal.name != CHANGES and is_measured(goal, outcome)]
    values = {figure.goal: figure.value for figure in figures(course.problem, goals, outcome)}
    broken = sum(finding.severity == "error" for finding in findings)
    return Compared(name, _seen_by(course, one, outcome), values, broken)


def _seen_by(course: Course, one: Plan, outcome: Outcome) -> Plan:
    """The plan with loads, topics and satisfaction as the course counts them, whatever it says of itself."""
    problem = course.problem
    # Where nobody is on duty, nobody has got what they wished, nor failed to.
    people = planned_people(problem, outcome) if any(outcome.decision.duties) else None
    made = assemble(problem, outcome.decision, now(), people=people)
    minutes = {session.id: session.minutes for session in made.sessions}
    strangers = {id_: person.model_copy(update={"satisfaction": None}) for id_, person in one.people.items()}
    return one.model_copy(
        update={
            "sessions": [s.model_copy(update={"minutes": minutes.get(s.id, s.minutes)}) for s in one.sessions],
            "papers": {**one.papers, **made.papers},
            "topics": made.topics,
            "people": {**strangers, **made.people},
        }
    )


def _goals() -> dict[str, tuple[str, Best]]:
    """Every goal's unit and better way, in the order of the registry."""
    from constraints.registry import EXTRA_GOALS, GOALS

    return {goal.name: (goal.unit, goal.best) for goal in (*GOALS, *EXTRA_GOALS)}
