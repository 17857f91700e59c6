"""``after`` and ``needs``: papers in earlier sessions than others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Order, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.solve.undated.blocks import BlockModel


class PaperOrder:
    """``after: [a]``: if both are read, a is read in an earlier session. ``needs``: and a is read."""

    name = "paper-order"
    about = concerning("papers", "dates", "counts sessions")

    def sentence(self, order: Order) -> str:
        """What the requirement says."""
        if order.needs:
            return f'"{order.then}" needs "{order.first}" in an earlier session'
        return f'"{order.then}" comes after "{order.first}" if both are read'

    def build(self, model: Model) -> None:
        """In each session: the later paper only if the earlier one was read before (or, for ``after``, never is)."""
        variables = model.variables
        for order in model.problem.orders:
            requirement = model.requirement(order.where, self.sentence(order))
            # What was read without what it needs is history; all that is left is the order.
            needs = order.needs and order.then not in variables.past.read
            excused = 0 if needs else 1 - variables.read(order.first)
            for session in variables.indices:
                before = variables.read_by(order.first, session - 1) if session else 0
                # Both sides are sums over sessions, which says more to the linear relaxation than session by session.
                requirement.add(variables.read_by(order.then, session) <= before + excused)
        for paper, where in model.problem.unreadable.items():
            requirement = model.requirement(where, f'"{paper}" needs a paper that is no candidate')
            requirement.never(variables.read(paper))

    def build_undated(self, blocks: BlockModel) -> None:
        """Blocks of the papers' topics in that order; two sessions where both are of one topic."""
        problem = blocks.problem
        for order in problem.orders:
            both = [blocks.read(order.first), blocks.read(order.then)]
            if order.needs:
                blocks.cp.add_implication(both[1], both[0])
            topics = [problem.papers[paper].topic for paper in (order.first, order.then)]
            if topics[0] is not None and topics[0] == topics[1]:
                blocks.cp.add(blocks.sessions[topics[0]] >= 2).only_enforce_if(both)
                continue
            first, then = (blocks.block(topic) for topic in topics)
            if first is not None and then is not None:
                blocks.cp.add(first.end <= then.start).only_enforce_if(both)
        for paper in problem.unreadable:
            blocks.cp.add(blocks.read(paper) == 0)

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """The papers stand in no order among themselves."""
        return not any(order.first in papers and order.then in papers for order in problem.orders)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Papers that come too early, or without what they need."""
        problem = outcome.problem
        for order in problem.orders:
            first, then = outcome.session_of(order.first), outcome.session_of(order.then)
            if then is None or (first is not None and first < then) or (first is None and not order.needs):
                continue
            seen = f"is read on {day(problem, first)}" if first is not None else "is not read"
            detail = f'"{order.first}" {seen}'
            days = [day(problem, session) for session in (then, first) if session is not None]
            yield broken(self.name, order.where, self.sentence(order), detail, *days, order.then, order.first)
        for paper, where in problem.unreadable.items():
            if paper in outcome.sessions_of:
                days = [day(problem, session) for session in outcome.sessions_of[paper]]
                yield broken(self.name, where, f'"{paper}" needs a paper that is no candidate', "", *days, paper)
