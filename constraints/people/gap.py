"""``duties.gap`` and ``gap_days``: rest between two duties of a person; staff are outside."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.people.seats import Seats, always_filled, held_total
from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear


class GapInSessions:
    """Between two duties in sessions i < j of the term, j − i is at least the gap."""

    name = "gap"
    about = concerning("people", "rest", "counts sessions", "counts duties")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at least {bound.value} sessions from one duty of a person to the next"

    def build(self, model: Model) -> None:
        """At most one session with duties in every window of that many sessions."""
        bound = model.problem.duties.gap
        if bound is None or bound.value < 2:
            return
        _at_most_once(model, bound, self.sentence(bound), self._windows(model.problem, bound))

    build_fewer_duties = build

    def strengthen(self, model: Model) -> None:
        """In an explanation, days of duty in one sum."""
        bound = model.problem.duties.gap
        if bound is not None and bound.value > 1:
            _sum_up(model, bound, self.sentence(bound), self._windows(model.problem, bound))

    def _windows(self, problem: Problem, bound: Bound) -> list[list[int]]:
        count = len(problem.sessions)
        windows = [list(range(s, s + bound.value)) for s in range(count - bound.value + 1)]
        return windows or [list(range(count))]

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Duties too close."""
        bound = outcome.problem.duties.gap
        if bound is None:
            return
        for person, first, then in _neighbours(outcome):
            if then - first < bound.value:
                yield _too_close(self.name, outcome.problem, bound, self.sentence(bound), person, first, then)


class GapInDays:
    """Between two duties in different sessions lie at least that many days."""

    name = "gap-days"
    about = concerning("people", "rest", "counts sessions", "counts duties")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at least {bound.value} days from one duty of a person to the next"

    def build(self, model: Model) -> None:
        """At most one session with duties in every window of that many days."""
        bound = model.problem.duties.gap_days
        if bound is None:
            return
        _at_most_once(model, bound, self.sentence(bound), self._windows(model.problem, bound))

    build_fewer_duties = build

    def strengthen(self, model: Model) -> None:
        """In an explanation, days of duty in one sum."""
        bound = model.problem.duties.gap_days
        if bound is not None:
            _sum_up(model, bound, self.sentence(bound), self._windows(model.problem, bound))

    def _windows(self, problem: Problem, bound: Bound) -> list[list[int]]:
        sessions = problem.sessions
        windows = [
            [s.index for s in sessions[first.index :] if (s.date - first.date).days < bound.value] for first in sessions
        ]
        return [window for window in windows if len(window) > 1]

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Duties too close."""
        bound = outcome.problem.duties.gap_days
        if bound is None:
            return
        sessions = outcome.problem.sessions
        for person, first, then in _neighbours(outcome):
            if (sessions[then].date - sessions[first].date).days < bound.value:
                yield _too_close(self.name, outcome.problem, bound, self.sentence(bound), person, first, then)


def _at_most_once(model: Model, bound: Bound, sentence: str, windows: list[list[int]]) -> None:
    requirement, variables = model.requirement(bound.where, sentence), model.variables
    for person in model.problem.students:
        for window in windows:
            requirement.add(sum(variables.busy(person.id, session) for session in window) <= 1)


def _sum_up(model: Model, bound: Bound, sentence: str, windows: list[list[int]]) -> None:
    """Sums that follow, and make counting short: days of duty by windows that cover the term, duties by days."""
    if model.mode != "explain" or not windows or model.problem.frozen:
        return
    gap, most_days = model.requirement(bound.where, sentence), _cover(windows, len(model.variables.indices))
    variables, students = model.variables, model.problem.students
    limit = model.problem.duties.per_session
    per_session = model.requirement(limit.where, PER_SESSION.format(limit.value))
    all_days = model.cp.new_int_var(0, len(students) * len(variables.indices), "days of duty")
    all_duties = model.cp.new_int_var(0, 1_000_000, "duties of students")
    duties: list[Linear] = []
    days: list[Linear] = []
    for person in students:
        own_days: Linear = sum(variables.busy(person.id, session) for session in variables.indices)
        own_duties: Linear = variables.duties_of(person.id)
        gap.follows(own_days <= most_days)
        per_session.follows(own_duties <= limit.value * own_days)
        days.append(own_days)
        duties.append(own_duties)
    model.cp.add(sum(days) == all_days)
    model.cp.add(sum(duties) == all_duties)
    gap.follows(all_days <= most_days * len(students))
    per_session.follows(all_duties <= limit.value * all_days)
    if len(students) == len(model.problem.people):
        roles = [role for role in model.problem.roles.values() if role.most]
        model.cp.add(all_duties == sum(held_total(model, role) for role in roles))
        for role in (role for role in roles if always_filled(model.problem, role)):
            assert role.count.min is not None
            seats = model.requirement(role.count.min.where, Seats().sentence(role, "least"))
            # Each session with readings is somebody's day of duty, but for those before the role begins.
            early = len(variables.indices) - len(role.sessions)
            seats.follows(all_days >= variables.reading_days() - early)


PER_SESSION = "at most {} duties of one person in one session"


def _cover(windows: list[list[int]], sessions: int) -> int:
    """How many of the windows (and single sessions between them) cover all sessions, taken greedily from the first."""
    longest = {window[0]: window[-1] for window in windows}
    count, session = 0, 0
    while session < sessions:
        session = longest.get(session, session) + 1
        count += 1
    return count


def _neighbours(outcome: Outcome) -> Iterable[tuple[str, int, int]]:
    """Each student's neighbouring sessions with duties."""
    for person in outcome.problem.students:
        sessions = sorted({session for session, _ in outcome.duties_by_person[person.id]})
        for first, then in pairwise(sessions):
            yield person.name, first, then


def _too_close(rule: str, problem: Problem, bound: Bound, sentence: str, person: str, first: int, then: int) -> Finding:
    detail = f"{person} has duties on {day(problem, first)} and {day(problem, then)}"
    return broken(rule, bound.where, sentence, detail, day(problem, then), person)
