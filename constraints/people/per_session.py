"""``duties.per_session``: how many duties one person holds in one session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound, Problem
from planner.rule import Barred, concerning

if TYPE_CHECKING:
    from planner.model.model import Model


class DutiesPerSession:
    """At most so many (one, unless the file says otherwise)."""

    name = "duties-per-session"
    about = concerning("people", "rest", "counts duties")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at most {bound.value} duties of one person in one session"

    def build(self, model: Model) -> None:
        """Count each person's duties in each session."""
        bound = model.problem.duties.per_session
        if not model.problem.people or not model.problem.roles:
            return
        requirement = model.requirement(bound.where, self.sentence(bound))
        for person in model.problem.people:
            for session in model.variables.indices:
                requirement.at_most(model.variables.duties_in(person, session), bound.value)

    build_fewer_duties = build

    def bars(self, problem: Problem) -> Barred:
        """More duties."""
        return Barred(most_in_session=problem.duties.per_session.value)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """People with too many in one session."""
        bound = outcome.problem.duties.per_session
        for person, duties in outcome.duties_by_person.items():
            sessions = [session for session, _ in duties]
            for session in sorted(set(sessions)):
                if sessions.count(session) > bound.value:
                    id_ = day(outcome.problem, session)
                    detail = f"{person} has {sessions.count(session)} on {id_}"
                    yield broken(self.name, bound.where, self.sentence(bound), detail, id_, person)
