"""Saying why: no plan exists, or a plan is as it is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.api.course import Course, load
from planner.findings import Finding, InputError, Where, error
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.plans.plan import Plan
from planner.plans.reading import decision_of
from planner.problem.problem import Pin, Problem
from planner.reasons.explanation import Explanation, LineChange
from planner.rule import ArithmeticRule, about

if TYPE_CHECKING:
    from planner.model.requirement import Switch
    from planner.reasons.conflicts import Conflict, Explainer
    from planner.reasons.why import About, Answer
    from planner.solve.budget import Budget
    from planner.solve.solver import StopFlag

SECONDS_FOR_REASONS = 8.0


def explain(course: Course, flag: StopFlag | None = None) -> Explanation:
    """Why no plan exists, and the cheapest ways out, within the course's time limit.

    The course is asked without its people first: a smaller question, and where its answer is a conflict, that is one
    of the whole course too.
    """
    from planner.reasons.conflicts import Explainer
    from planner.solve.budget import Budget
    from planner.solve.question import asked_whole
    from planner.solve.solver import StopFlag, stopping_on_signals
    from planner.solve.views import dropping

    flag, started = StopFlag() if flag is None else flag, time.monotonic()
    problem, rules = course.problem, course.rules
    arithmetic = tuple(
        finding for rule in rules if isinstance(rule, ArithmeticRule) for finding in rule.impossible(problem)
    )
    exists: bool | None = None
    budget = Budget.of(problem.search, flag)
    with stopping_on_signals(flag):
        for asked in [dropping("people", rules), asked_whole(rules)] if problem.people else [asked_whole(rules)]:
            explainer = Explainer(problem, asked, budget)
            conflict = explainer.conflict()
            if conflict.members:
                found = _explained(course, explainer, conflict, budget)
                return replace(found, arithmetic=arithmetic, seconds=time.monotonic() - started)
            exists = True if conflict.feasible else None if not conflict.known else False
    # Arithmetic is a proof, whether or not the solver finds one too.
    return Explanation(False if arithmetic else exists, arithmetic, seconds=time.monotonic() - started)


def _explained(course: Course, asked: Explainer, conflict: Conflict, budget: Budget) -> Explanation:
    """A conflict with its ways out, which are those of the whole course."""
    from planner.reasons.calendar_lines import calendar_facts, meetings_back
    from planner.reasons.conflicts import Explainer, line_of
    from planner.reasons.explanation import Advice
    from planner.reasons.wording import changes_in_words, headline
    from planner.solve.question import asked_whole

    problem = course.problem
    everything = len(asked.rules) == len(course.rules)
    whole = asked if everything else Explainer(problem, asked_whole(course.rules), budget)
    ways = whole.repairs(whole.same(conflict))
    advised = [Advice(changes_in_words(way.changes), way.changes) for way in ways]
    cheap = sum(way.relative_move < 1 for way in ways)  # numbers that move; what is let go comes after
    members = [line_of(member) for member in conflict.members]
    rules = [member.rule for member in conflict.members if member.rule is not None]
    about_dates = any("counts sessions" in (about(rule) or ()) for rule in rules)
    meetings: list[Advice] = []
    if about_dates and course.path is not None and problem.earlier is None:
        meetings = meetings_back(problem, course.rules, course.path, lambda change: _changed(course, change), budget)
    return Explanation(
        False,
        members=tuple(_member(member) for member in members),
        headline=headline(members, len(problem.people)),
        facts=calendar_facts(problem) if about_dates else (),
        minimal=conflict.minimal,
        repairs=(*advised[:cheap], *meetings, *advised[cheap:]),
    )


def _changed(course: Course, setting: str) -> Problem:
    """The course as if one more thing were set."""
    assert course.path is not None
    return load(course.path, settings=(*course.settings, setting)).problem


def why(course: Course, plan_read: Plan, about: About, name: str) -> Iterator[Answer]:
    """Why something in a plan is so, and what it would cost otherwise: answers as they are solved; ``str`` of one is
    its prose.

    Raises InputError when the plan breaks rules of the course (no counter-question has sense then), or for an unknown
    name.
    """
    from planner.reasons.conflicts import Explainer
    from planner.reasons.counterquestions import CounterQuestions
    from planner.reasons.why import Why
    from planner.solve.budget import Budget
    from planner.solve.question import asked_whole
    from planner.solve.solver import StopFlag, stopping_on_signals
    from planner.solve.views import dropping

    problem, rules, flag = course.problem, course.rules, StopFlag()
    decision, findings = decision_of(plan_read, problem)
    outcome = Outcome(problem, decision)
    findings += broken_rules(rules, outcome)
    if findings:
        raise InputError([error("broken-plan", "this plan breaks rules; see `plan-course check`"), *findings])
    with stopping_on_signals(flag):
        asked = CounterQuestions(problem, rules, course.steps, decision, Budget.of(problem.search, flag))

        def conflict_with(pin: Pin) -> Sequence[Switch]:
            pinned = replace(problem, pins=(*problem.pins, pin))
            for pieces in (dropping("people", rules), asked_whole(rules)) if problem.people else (asked_whole(rules),):
                budget = Budget.of(problem.search, flag, SECONDS_FOR_REASONS)
                conflict = Explainer(pinned, pieces, budget).conflict()
                if conflict.members:
                    return conflict.members
            return ()

        yield from Why(asked, outcome, conflict_with).ask(about, name)


def _member(letting: LineChange) -> Finding:
    shown = " and ".join(letting.sentences[:3]) + (" …" if len(letting.sentences) > 3 else "")
    return error("conflict", shown, letting.where)


def repaired(path: str | Path, explanation: Explanation, number: int) -> str:
    """The text of constraints.yaml with repair ``number`` (from 1) applied, comments kept; raises InputError."""
    from planner.spec.edit import edited, source_text

    if not 1 <= number <= len(explanation.repairs):
        message = f"there is no repair {number}; there are {len(explanation.repairs)}"
        raise InputError([error("apply", message, Where(str(path)))])
    edits = explanation.repairs[number - 1].changes
    numbers = [(edit.where.path, edit.after) for edit in edits if edit.entry is None]
    entries = [(edit.where.path, edit.entry) for edit in edits if edit.entry is not None]
    elsewhere = [edit.where for edit in edits if edit.where.file != str(path)]
    if elsewhere:
        raise InputError([error("apply", "this repair changes another file; edit it there", elsewhere[0])])
    return edited(source_text(Path(path)), numbers, entries)
