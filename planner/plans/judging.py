"""Every rule on one plan; what only the past breaks is history, and blocks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.rule import Rule

Key = tuple[str, object, tuple[str, ...]]


def judge(rules: Iterable[Rule], outcome: Outcome) -> list[Finding]:
    """What the plan breaks. A finding on frozen sessions only has severity ``history``, as has a maximum that the past
    alone exceeds as far as the whole plan does. When every session is frozen, there is nothing but history.
    """
    rules = list(rules)
    findings = [finding for rule in rules for finding in rule.check(outcome)]
    frozen = outcome.problem.frozen
    if not frozen or not findings:
        return findings
    coming = {session.id for session in outcome.problem.sessions if session.index not in frozen}
    past = {session.id for session in outcome.problem.sessions if session.index in frozen}
    alone = Outcome(outcome.problem, _past_alone(outcome.decision, frozen))
    exceeded: dict[Key, int] = {}
    for rule in rules:
        for finding in rule.check(alone):
            if finding.excess is not None:
                exceeded[_key(finding, coming)] = finding.excess

    def history(finding: Finding) -> bool:
        if not coming:
            return True
        if finding.excess is not None and finding.excess <= exceeded.get(_key(finding, coming), -1):
            return True
        return not coming.intersection(finding.subjects) and bool(past.intersection(finding.subjects))

    return [replace(finding, severity="history") if history(finding) else finding for finding in findings]


def broken_rules(rules: Iterable[Rule], outcome: Outcome) -> list[Finding]:
    """What the plan breaks, without history."""
    return [finding for finding in judge(rules, outcome) if finding.severity == "error"]


def _key(finding: Finding, coming: set[str]) -> Key:
    """What names a limit and what it is about, as far as the past knows it."""
    return finding.code, finding.where, tuple(subject for subject in finding.subjects if subject not in coming)


def _past_alone(decision: Decision, frozen: frozenset[int]) -> Decision:
    """The plan as if nothing came after the past."""
    sessions = range(len(decision.required))
    return Decision(
        tuple(decision.required[s] if s in frozen else () for s in sessions),
        tuple(decision.optional[s] if s in frozen else () for s in sessions),
        tuple(decision.events[s] if s in frozen else None for s in sessions),
        tuple(decision.duties[s] if s in frozen else () for s in sessions),
    )
