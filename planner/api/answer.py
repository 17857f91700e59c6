"""What a plan says of itself: how good it is, who got what they wished, why papers are left out."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from constraints.goals.satisfaction import satisfactions, wishes_granted
from planner import __version__
from planner.api.course import Course
from planner.plans.assemble import plain_people
from planner.plans.outcome import Outcome
from planner.plans.plan import GoalResult, PlannedPerson, Solved, StepResult
from planner.problem.decision import Decision
from planner.problem.problem import Problem

if TYPE_CHECKING:
    from planner.solve.record import Record


def now() -> datetime:
    """The stamp for what changes: SOURCE_DATE_EPOCH, else the clock; in whole seconds, UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    # Ten digits that begin with 6 or less end before the last year that a plan may have; other texts are no stamp.
    if epoch is not None and re.fullmatch(r"[0-9]{1,9}|[0-6][0-9]{9}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def solved_with(course: Course, record: Record, interrupted: bool) -> Solved:
    """The goals' figures on the best plan, with the bounds that the search proved."""
    from importlib.metadata import version

    from planner.solve.solver import worker_count

    problem = course.problem
    assert record.best is not None
    outcome = Outcome(problem, record.best)
    goals, steps, proven = [], [], True
    for done in record.outcomes():
        alone, proven = not done.step.weighed, proven and done.proven
        for goal in done.step.goals:
            score = goal.score(outcome)
            bound = done.bound if alone else None
            goals.append(
                GoalResult(
                    goal=goal.name,
                    value=goal.figure(problem, score.value),
                    bound=goal.figure(problem, int(bound)) if bound is not None else None,
                    unit=goal.unit,
                    proven=alone and done.proven,
                    step=None if alone else done.step.number,
                    levels=[goal.figure(problem, value) for value, _ in done.levels] if done.levels else None,
                )
            )
        if done.step.weighed:
            steps.append(StepResult(step=done.step.number, value=done.value, bound=done.bound, proven=done.proven))
    return Solved(
        status="optimal" if proven and not interrupted else "feasible",
        goals=goals,
        steps=steps,
        with_={
            "plan-course": __version__,
            "ortools": version("ortools"),
            "seed": problem.search.seed,
            "workers": worker_count(problem.search),
            **({"reproducible": True} if problem.search.reproducible else {}),
            "input": course.input_digest,
        },
        digest="",
    )


def same_answer(old: Solved, new: Solved) -> bool:
    """Whether an earlier answer says all that the new one says: the same question, and nothing more proven now."""

    def seen(solved: Solved) -> list[Any]:
        return [(goal.goal, goal.value, goal.step, goal.levels) for goal in solved.goals]

    def proofs(solved: Solved) -> int:
        return sum(goal.proven for goal in solved.goals) + sum(step.proven for step in solved.steps)

    same_question = {**old.with_, "workers": 0} == {**new.with_, "workers": 0}
    return same_question and seen(old) == seen(new) and proofs(new) <= proofs(old) and old.digest == new.digest


def lost_reasons(problem: Problem) -> dict[str, str]:
    """Why meetings do not take place, by uid."""
    code = problem.course.code
    return {f"{code}-{closed.meeting}@plan-course": closed.reason for closed in problem.calendar.closed}


def planned_people(problem: Problem, outcome: Outcome) -> dict[str, PlannedPerson]:
    """Everybody with their satisfaction and how many first, second … wishes came true."""
    people = plain_people(problem)
    for person, tenths in satisfactions(outcome).items():
        wishes = wishes_granted(outcome, problem.people[person])
        people[person] = people[person].model_copy(update={"satisfaction": tenths / 10, "wishes": wishes})
    return people


def left_out(course: Course, decision: Decision) -> dict[str, str]:
    """Why each candidate is neither required nor listed: the paper alone added to each session in turn."""
    problem = course.problem
    outcome = Outcome(problem, decision)
    standing = {(finding.code, finding.where) for rule in course.rules for finding in rule.check(outcome)}
    reasons = {}
    for paper in problem.papers:
        if paper not in outcome.sessions_of and paper not in outcome.listings_of:
            reasons[paper] = _why_out(course, decision, paper, standing)
    return reasons


def _why_out(course: Course, decision: Decision, paper: str, standing: set[tuple[str, Any]]) -> str:
    bars: Counter[str] = Counter()
    problem, needs_people = course.problem, None
    for session in problem.sessions:
        if session.index in problem.frozen:
            continue
        tried = Outcome(problem, decision.with_required(session.index, paper))
        barred = next(
            (f for rule in course.rules for f in rule.check(tried) if (f.code, f.where) not in standing),
            None,
        )
        if barred is None:
            return f"fits on {session.id}; not chosen by the goals"
        if barred.code == "seats":
            needs_people = needs_people or session.id
        bars[barred.sentence] += 1
    if needs_people is not None:
        return f"fits on {needs_people}, but nobody is left to take its seats"
    if not bars:
        return "every session is past"
    # The first of the most frequent, in the order in which they were met: Counter keeps it.
    return bars.most_common(1)[0][0]
