"""Decisions made by hand: written short, and judged by every rule's ``check()`` and by the model alike.

A day is its number in January 2024 (``4``), or a session id where two sessions fall on one day. Papers are separated by
spaces, duties by commas: ``{4: "ada presenter a, bo scribe"}``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ortools.sat.python import cp_model

from constraints.registry import GOALS, RULES
from planner.findings import Finding, NoPlanExists
from planner.measure import Step
from planner.model.model import Model
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from planner.rule import Score
from tests.courses import HEAD, broken, make_problem, plan_text

Days = Mapping[Any, str]
MARK = "# here"


def course(body: str, head: str = HEAD) -> str:
    """A course text: the head, then the body."""
    return head + textwrap.dedent(body)


def marked_line(text: str, mark: str = MARK) -> int:
    """The number of the one line that carries the mark."""
    (number,) = (number for number, line in enumerate(text.splitlines(), 1) if mark in line)
    return number


def decide(
    problem: Problem, read: Days, optional: Days | None = None, events: Days | None = None, duties: Days | None = None
) -> Decision:
    """A decision by day; every day named must be a session."""
    days: list[Days] = [read, optional or {}, events or {}, duties or {}]
    by_session: list[list[str]] = [[""] * len(problem.sessions) for _ in days]
    for place, written in enumerate(days):
        for day, words in written.items():
            id_ = f"2024-01-{day:02}" if isinstance(day, int) else day
            (session,) = (session.index for session in problem.sessions if session.id == id_)
            by_session[place][session] = words
    required, listed, taken, held = by_session
    return Decision(
        tuple(tuple(words.split()) for words in required),
        tuple(tuple(words.split()) for words in listed),
        tuple(words or None for words in taken),
        tuple(tuple(_holding(duty) for duty in words.split(",") if duty.strip()) for words in held),
    )


def _holding(duty: str) -> Holding:
    person, role, *paper = duty.split()
    return Holding(role, person, paper[0] if paper else None)


def judge(
    text: str, read: Days, optional: Days | None = None, events: Days | None = None, duties: Days | None = None
) -> list[Finding]:
    """What the rules say of a decision; the model must accept it exactly if they say nothing."""
    problem = make_problem(text)
    decision = decide(problem, read, optional, events, duties)
    findings = broken(Outcome(problem, decision))
    accepted = model_accepts(problem, decision)
    assert accepted == (not findings), f"the model {'accepts' if accepted else 'rejects'} it; check says {findings}"
    return findings


def keeps(
    text: str, read: Days, optional: Days | None = None, events: Days | None = None, duties: Days | None = None
) -> None:
    """The decision keeps every rule."""
    assert judge(text, read, optional, events, duties) == []


def breaks(
    text: str,
    code: str,
    said: str,
    read: Days,
    optional: Days | None = None,
    events: Days | None = None,
    duties: Days | None = None,
    mark: str = MARK,
) -> Finding:
    """The decision yields one finding: of this rule, at the marked line, with the message."""
    findings = judge(text, read, optional, events, duties)
    assert [finding.code for finding in findings] == [code], findings
    (finding,) = findings
    assert finding.message == said
    assert finding.severity == "error"
    assert finding.where is not None
    assert finding.where.line == marked_line(text, mark)
    assert finding.sentence
    assert finding.message.startswith(finding.sentence)
    return finding


def possible(text: str) -> Outcome:
    """The course has a plan; the library's checker has judged it."""
    return plan_text(text)[2]


def impossible(text: str) -> None:
    """The course has no plan."""
    with pytest.raises(NoPlanExists):
        plan_text(text)


def score(
    goal: str,
    text: str,
    read: Days,
    optional: Days | None = None,
    events: Days | None = None,
    duties: Days | None = None,
) -> Score:
    """What a goal says of a decision; with the decision fixed, the model must say the same."""
    problem = make_problem(text)
    decision = decide(problem, read, optional, events, duties)
    outcome = Outcome(problem, decision)
    assert broken(outcome) == []
    (found,) = (entry for entry in GOALS if entry.name == goal)
    assert found.senseless(problem) is None
    assert fixed_value(problem, decision, goal) == found.score(outcome).value
    return found.score(outcome)


def figure(
    goal: str,
    text: str,
    read: Days,
    optional: Days | None = None,
    events: Days | None = None,
    duties: Days | None = None,
) -> int | float:
    """A goal's figure on a decision, in its unit."""
    (found,) = (entry for entry in GOALS if entry.name == goal)
    return found.figure(make_problem(text), score(goal, text, read, optional, events, duties).value)


def senseless(goal: str, text: str) -> str | None:
    """Why a goal has no sense for a course, or None."""
    (found,) = (entry for entry in GOALS if entry.name == goal)
    return found.senseless(make_problem(text))


# The model ------------------------------------------------------------------------------------------------------


def build(problem: Problem) -> Model:
    """The model with every rule."""
    model = Model(problem)
    model.build(RULES)
    return model


def model_has_plan(problem: Problem) -> bool:
    """Whether the bare model, without strengtheners and arithmetic, has any solution."""
    return _solve(build(problem).cp) is not None


def model_accepts(problem: Problem, decision: Decision) -> bool:
    """Whether the model has a solution that is this decision."""
    return representable(problem, decision) and solve_fixed(build(problem), decision) is not None


def fixed_value(problem: Problem, decision: Decision, goal: str) -> int:
    """The best value of a goal in the model with the decision fixed."""
    model = build(problem)
    (found,) = (entry for entry in GOALS if entry.name == goal)
    step = Step(1, (found,), {}, False)
    expression = step.build(model)[0].expression
    model.cp.minimize(expression)
    solver = solve_fixed(model, decision)
    assert solver is not None
    return step.sign * int(solver.value(expression))


def solve_fixed(model: Model, decision: Decision) -> cp_model.CpSolver | None:
    """The model solved with the decision fixed; None where it has no solution."""
    cp = model.cp
    cp.clear_hints()  # type: ignore[no-untyped-call]
    for variable, value in decided(model, decision):
        cp.add_hint(variable, value)
    solver = _solve(cp, fixed=True)
    cp.clear_hints()  # type: ignore[no-untyped-call]
    return solver


def _solve(cp: cp_model.CpModel, fixed: bool = False) -> cp_model.CpSolver | None:
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = fixed
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    status = solver.solve(cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return solver if status == cp_model.OPTIMAL else None


def representable(problem: Problem, decision: Decision) -> bool:
    """Whether the model has variables to say the decision with."""
    required = [paper for papers in decision.required for paper in papers]
    listed = [(paper, session) for session, papers in enumerate(decision.optional) for paper in papers]
    held = [(duty, session) for session, duties in enumerate(decision.duties) for duty in duties]
    return (
        len(required) == len(set(required))
        and len(listed) == len(set(listed))
        and len(held) == len(set(held))
        and (not listed or problem.reading.optional_per_session is not None)
        and {*required, *(paper for paper, _ in listed)} <= set(problem.papers)
        and {event for event in decision.events if event is not None} <= set(problem.events)
        and all(_is_seat(problem, decision, duty, session) for duty, session in held)
    )


def _is_seat(problem: Problem, decision: Decision, duty: Holding, session: int) -> bool:
    role = problem.roles.get(duty.role)
    if role is None or role.most == 0 or duty.person not in problem.people:
        return False
    if role.per == "session":
        return duty.paper is None and session in role.sessions
    return duty.paper in role.papers and duty.paper in decision.required[session]


def decided(model: Model, decision: Decision) -> Iterator[tuple[Any, int]]:
    """Every variable that is a decision, with its value in this one."""
    problem, variables = model.problem, model.variables
    for session in variables.indices:
        for paper in problem.papers:
            yield variables.reads(paper, session), int(paper in decision.required[session])
            if problem.reading.optional_per_session is not None:
                yield variables.lists(paper, session), int(paper in decision.optional[session])
        for event in problem.events:
            yield variables.takes(event, session), int(decision.events[session] == event)
    held = {
        (duty.role, duty.person, duty.paper, None if duty.paper else session)
        for session, duties in enumerate(decision.duties)
        for duty in duties
    }
    for role in problem.roles.values():
        for person in problem.people if role.most else ():
            if role.per == "session":
                for session in sorted(role.sessions):
                    value = int((role.id, person, None, session) in held)
                    yield variables.serves(person, role.id, session), value
            else:
                for paper in sorted(role.papers):
                    value = int((role.id, person, paper, None) in held)
                    yield variables.presents(person, role.id, paper), value
