"""``papers.order``: how many sessions and days one paper or event comes after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Distance, Problem, Spacing
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear, Requirement


class PaperSpacing:
    """From the last session of the first to the first session of the other; nothing if one does not take place."""

    name = "paper-spacing"
    about = concerning("dates", "counts sessions")

    def sentence(self, spacing: Spacing) -> str:
        """What the requirement says."""
        parts = [self.what(spacing.sessions, "session"), self.what(spacing.days, "day")]
        return f'"{spacing.then}" comes {" and ".join(part for part in parts if part)} after "{spacing.first}"'

    def what(self, distance: Distance, unit: str) -> str:
        """The bounds in words: ``1 session``, ``1 to 3 sessions``, ``at least 2 days``."""
        if distance.min is None and distance.max is None:
            return ""
        plural = "" if (distance.max if distance.max is not None else distance.min) == 1 else "s"
        if distance.min == distance.max:
            return f"{distance.min} {unit}{plural}"
        if distance.max is None:
            return f"at least {distance.min} {unit}{plural}"
        if distance.min is None:
            return f"at most {distance.max} {unit}{plural}"
        return f"{distance.min} to {distance.max} {unit}{plural}"

    def build(self, model: Model) -> None:
        """For each session of the first: the other has none too early, and one early enough."""
        problem = model.problem
        for spacing in problem.spacings:
            requirement = model.requirement(spacing.where, self.sentence(spacing))
            first, then = _places(model, spacing.first), _places(model, spacing.then)
            if first and then:
                self._part(model, requirement, spacing, first, then)

    def _part(
        self,
        model: Model,
        requirement: Requirement,
        spacing: Spacing,
        first: Sequence[Linear],
        then: Sequence[Linear],
    ) -> None:
        problem, variables = model.problem, model.variables
        begun = variables.begun(f"{spacing.then} begun for {spacing.where.key}", then)
        absent = 1 - variables.any_of(then, f"{spacing.then} takes place for {spacing.where.key}")
        for session in variables.indices:
            open_to = [other for other in variables.indices if _far_enough(problem, spacing, session, other)]
            too_early = max((other for other in variables.indices if other < min(open_to, default=10**6)), default=-1)
            if too_early >= 0:
                requirement.never(first[session], begun[too_early])
            early_enough = [other for other in variables.indices if _near_enough(problem, spacing, session, other)]
            # Both in the past: that is history. Nothing bounds what lies behind the term.
            settled = session in problem.frozen and any(then[s] is variables.one for s in problem.frozen)
            if len(early_enough) == len(variables.indices) or settled:
                continue
            later = sum(first[session + 1 :])
            requirement.add(sum(then[other] for other in early_enough) + later + absent >= first[session])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """What comes too early or too late."""
        problem = outcome.problem
        for spacing in problem.spacings:
            first, then = _held(outcome, spacing.first), _held(outcome, spacing.then)
            if not first or not then:
                continue
            end, begin = max(first), min(then)
            passed = (problem.sessions[begin].date - problem.sessions[end].date).days
            if not (spacing.sessions.holds(begin - end) and spacing.days.holds(passed)):
                ids = day(problem, end), day(problem, begin)
                detail = f"here on {ids[1]}, the other on {ids[0]}"
                yield broken(
                    self.name, spacing.where, self.sentence(spacing), detail, *ids, spacing.first, spacing.then
                )


def _places(model: Model, name: str) -> list[Linear]:
    """By session: the paper is required, or the event takes it; nothing for what is not in this course."""
    variables = model.variables
    if name in model.problem.papers:
        return [variables.reads(name, session) for session in variables.indices]
    if name in model.problem.events:
        return [variables.takes(name, session) for session in variables.indices]
    return []


def _held(outcome: Outcome, name: str) -> tuple[int, ...]:
    """The sessions that a plan gives to the paper or event."""
    return outcome.sessions_of.get(name, ()) or outcome.event_sessions.get(name, ())


def _far_enough(problem: Problem, spacing: Spacing, first: int, then: int) -> bool:
    days = (problem.sessions[then].date - problem.sessions[first].date).days
    sessions = spacing.sessions.min is None or then - first >= spacing.sessions.min
    return sessions and (spacing.days.min is None or days >= spacing.days.min)


def _near_enough(problem: Problem, spacing: Spacing, first: int, then: int) -> bool:
    days = (problem.sessions[then].date - problem.sessions[first].date).days
    sessions = spacing.sessions.max is None or then - first <= spacing.sessions.max
    return sessions and (spacing.days.max is None or days <= spacing.days.max)
