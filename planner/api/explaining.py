"""Saying why: no plan exists, or a plan is as it is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planner.api.calendar_lines import COUNTS_SESSIONS, calendar_facts, meetings_back
from planner.api.course import Course
from planner.findings import Finding, InputError, Where, error
from planner.plans.explanation import Explanation, Letting, advice, headline
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.problem.problem import Pin, Problem
from planner.rule import ArithmeticRule

if TYPE_CHECKING:
    from planner.model.model import Switch
    from planner.model.solver import StopFlag


def explain(course: Course, flag: StopFlag | None = None) -> Explanation:
    """Why no plan exists, and the cheapest ways out, within the course's time limit.

    The course is asked without its people first: a smaller question, and where its answer is a conflict, that is one
    of the whole course too.
    """
    from planner.model.relaxation import without_people
    from planner.model.solver import StopFlag, stopping_on_signals

    flag, started = StopFlag() if flag is None else flag, time.monotonic()
    problem = course.problem
    arithmetic = tuple(
        finding for rule in course.rules if isinstance(rule, ArithmeticRule) for finding in rule.impossible(problem)
    )
    exists: bool | None = None
    ends = flag.clock(problem.search) + problem.search.time_limit
    with stopping_on_signals(flag):
        for asked in [without_people(problem), problem] if problem.people else [problem]:
            found = _explained(course, asked, ends, flag)
            if isinstance(found, Explanation):
                return replace(found, arithmetic=arithmetic, seconds=time.monotonic() - started)
            exists = found
    # Arithmetic is a proof, whether or not the solver finds one too.
    return Explanation(False if arithmetic else exists, arithmetic, seconds=time.monotonic() - started)


def _explained(course: Course, asked: Problem, ends: float, flag: StopFlag) -> Explanation | bool | None:
    """The conflict of a problem with its ways out; without one, whether a plan exists (None: not known)."""
    from planner.model.explain import Explainer

    problem = course.problem
    settings = replace(problem.search, time_limit=ends - flag.clock(problem.search))
    explainer = Explainer(asked, course.rules_of(asked), settings, flag)
    conflict = explainer.conflict()
    if not conflict.members:
        return True if conflict.feasible else None if not conflict.known else False
    whole = explainer if asked is problem else Explainer(problem, course.rules, settings, flag)
    whole.ends = explainer.ends
    repairs = whole.repairs(whole.same(conflict))
    advised = [advice([_letting(c.switch, c.number) for c in repair.changes]) for repair in repairs]
    moves = [repair.relative_move for repair in repairs]
    lettings = [_letting(member, None) for member in conflict.members]
    about_dates = bool({letting.rule for letting in lettings} & COUNTS_SESSIONS)
    meetings = meetings_back(course, flag, explainer.ends) if about_dates else []
    cheap = sum(move < 1 for move in moves)  # numbers that move; what is dropped comes after
    return Explanation(
        False,
        members=tuple(_member(letting) for letting in lettings),
        headline=headline(lettings, len(problem.people)),
        facts=calendar_facts(problem) if about_dates else (),
        minimal=conflict.minimal,
        repairs=(*advised[:cheap], *meetings, *advised[cheap:]),
    )


def why(
    course: Course, plan_read: Plan, about: Literal["paper", "person", "date", "topic"], name: str
) -> Iterator[str]:
    """Why something in a plan is so, and what it would cost otherwise, line by line as it is solved.

    Raises InputError when the plan breaks rules of the course (no counter-question has sense then), or for an unknown
    name.
    """
    from planner.model.counterfactual import Counterfactual
    from planner.model.explain import Explainer
    from planner.model.relaxation import without_people
    from planner.model.solver import StopFlag, stopping_on_signals
    from planner.why import Why

    problem, flag = course.problem, StopFlag()
    decision, findings = decision_of(plan_read, problem)
    outcome = Outcome(problem, decision)
    findings += broken_rules(course.rules, outcome)
    if findings:
        raise InputError([error("broken-plan", "this plan breaks rules; see `plan-course check`"), *findings])
    with stopping_on_signals(flag):
        asked = Counterfactual(problem, course.rules, course.steps, decision, problem.search, flag)

        def conflict_with(pin: Pin) -> Sequence[Switch]:
            for question in (without_people(problem), problem) if problem.people else (problem,):
                pinned = replace(question, pins=(*question.pins, pin))
                conflict = Explainer(
                    pinned, course.rules_of(pinned), replace(problem.search, time_limit=8), flag
                ).conflict()
                if conflict.members:
                    return conflict.members
            return ()

        yield from getattr(Why(asked, outcome, conflict_with), about)(name)


def _letting(switch: Switch, number: int | None) -> Letting:
    limit = switch.limit if switch.movable else None
    return Letting(switch.rule, tuple(switch.sentences), switch.where, limit, number)


def _member(letting: Letting) -> Finding:
    shown = " and ".join(letting.sentences[:3]) + (" …" if len(letting.sentences) > 3 else "")
    return error("conflict", shown, letting.where)


def repaired(path: str | Path, explanation: Explanation, number: int) -> str:
    """The text of constraints.yaml with repair ``number`` (from 1) applied, comments kept; raises InputError."""
    from planner.spec.edit import edited, source_text

    if not 1 <= number <= len(explanation.repairs):
        message = f"there is no repair {number}; there are {len(explanation.repairs)}"
        raise InputError([error("apply", message, Where(str(path)))])
    edits = explanation.repairs[number - 1].edits
    numbers = [(edit.where.path, edit.number) for edit in edits if edit.entry is None]
    entries = [(edit.where.path, edit.entry) for edit in edits if edit.entry is not None]
    elsewhere = [edit.where for edit in edits if edit.where.file != str(path)]
    if elsewhere:
        raise InputError([error("apply", "this repair changes another file; edit it there", elsewhere[0])])
    return edited(source_text(Path(path)), numbers, entries)
