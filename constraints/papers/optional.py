"""``reading.optional_per_session``: optional papers stand on sessions of one of their topics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Bound, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model

WHAT = "optional papers in one session"


class OptionalReading:
    """Optional papers: a maximum a session, only beside readings or an event that has them, and only on topic."""

    name = "optional-reading"
    about = concerning("dates")

    def sentence(self, bound: Bound) -> str:
        """What the requirement says."""
        return f"at most {bound.value} {WHAT}, each on a session of one of its topics"

    def build(self, model: Model) -> None:
        """Listing needs a place and a topic; a topic's window binds its main papers."""
        problem, variables = model.problem, model.variables
        bound = problem.reading.optional_per_session
        if bound is None:
            return
        requirement = model.requirement(bound.where, self.sentence(bound))
        for session in variables.indices:
            listed = [variables.lists(paper, session) for paper in problem.papers]
            requirement.at_most(sum(listed), bound.value)
            open_events = [variables.takes(e.id, session) for e in problem.events.values() if not e.blocks]
            place = variables.has_reading(session) + sum(open_events)
            for paper in problem.papers.values():
                lists = variables.lists(paper.id, session)
                requirement.add(lists <= place)
                requirement.add(lists <= sum(variables.covers(topic, session) for topic in paper.topics))

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Listings without a limit given, beyond it, off topic, or where nothing is read."""
        problem = outcome.problem
        bound = problem.reading.optional_per_session
        for session, papers in enumerate(outcome.optional):
            if not papers:
                continue
            id_ = day(problem, session)
            if bound is None:
                message = "optional reading is listed, but reading.optional_per_session is not given"
                yield broken(self.name, problem.where, message, "", id_, *papers)
                continue
            if len(papers) > bound.value:
                yield broken(self.name, bound.where, f"at most {bound.value} {WHAT}", f"here {len(papers)}", id_)
            yield from self._check_places(outcome, session, bound)

    def _check_places(self, outcome: Outcome, session: int, bound: Bound) -> Iterable[Finding]:
        problem, id_ = outcome.problem, day(outcome.problem, session)
        event = outcome.event_in(session)
        if not outcome.required[session] and (event is None or event.blocks):
            yield broken(
                self.name, bound.where, "optional reading needs a session with readings", f"{id_} has none", id_
            )
        here = set(outcome.topics_in(session))
        for name in outcome.optional[session]:
            if name in problem.papers and here.isdisjoint(_topics(problem, name)):
                message = f'"{name}" is listed on {id_}, a session of none of its topics'
                yield broken(self.name, bound.where, message, "", id_, name)


def _topics(problem: Problem, paper: str) -> set[str]:
    return set(problem.papers[paper].topics)
