"""Every rule on one plan; what only the past breaks is history, and blocks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.rule import Rule

if TYPE_CHECKING:
    from planner.problem.problem import Problem

Key = tuple[str, object, tuple[str, ...]]


def judge(rules: Iterable[Rule], outcome: Outcome) -> list[Finding]:
    """What the plan breaks. A finding on frozen sessions only has severity ``history``, as has a maximum that the past
    alone exceeds as far as the whole plan does. When every session is frozen, there is nothing but history.
    """
    return Judge(rules, outcome.problem, outcome.decision).findings(outcome)


class Judge:
    """Every rule, for many plans with one past, which is that of ``decision``."""

    def __init__(self, rules: Iterable[Rule], problem: Problem, decision: Decision) -> None:
        self.rules, self.problem, self.decision = list(rules), problem, decision
        frozen = problem.frozen
        self._coming = {session.id for session in problem.sessions if session.index not in frozen}
        self._past = {session.id for session in problem.sessions if session.index in frozen}

    def findings(self, outcome: Outcome) -> list[Finding]:
        """What a plan breaks, history told as such."""
        return [finding for rule in self.rules for finding in self.findings_of(rule, outcome)]

    def findings_of(self, rule: Rule, outcome: Outcome) -> list[Finding]:
        """What a plan breaks of one rule."""
        found = list(rule.check(outcome))
        if not self._past:
            return found
        return [replace(finding, severity="history") if self._is_history(finding) else finding for finding in found]

    @cached_property
    def _exceeded(self) -> dict[Key, int]:
        """By how much the past alone exceeds what limits the whole term."""
        alone = Outcome(self.problem, _past_alone(self.decision, self.problem.frozen))
        found = [finding for rule in self.rules for finding in rule.check(alone)]
        return {self._key(finding): finding.excess for finding in found if finding.excess is not None}

    def _is_history(self, finding: Finding) -> bool:
        if not self._coming:
            return True
        if finding.excess is not None and finding.excess <= self._exceeded.get(self._key(finding), -1):
            return True
        return not self._coming.intersection(finding.subjects) and bool(self._past.intersection(finding.subjects))

    def _key(self, finding: Finding) -> Key:
        """What names a limit and what it is about, as far as the past knows it."""
        return finding.code, finding.where, tuple(name for name in finding.subjects if name not in self._coming)


def broken_rules(rules: Iterable[Rule], outcome: Outcome) -> list[Finding]:
    """What the plan breaks, without history."""
    return [finding for finding in judge(rules, outcome) if finding.severity == "error"]


def _past_alone(decision: Decision, frozen: frozenset[int]) -> Decision:
    """The plan as if nothing came after the past."""
    sessions = range(len(decision.required))
    return Decision(
        tuple(decision.required[s] if s in frozen else () for s in sessions),
        tuple(decision.optional[s] if s in frozen else () for s in sessions),
        tuple(decision.events[s] if s in frozen else None for s in sessions),
        tuple(decision.duties[s] if s in frozen else () for s in sessions),
    )
