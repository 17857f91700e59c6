"""``after`` of topics and events, and ``topics_in_order``: whole blocks in earlier sessions than others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import block_title, broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import BlockOrder, Problem
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear
    from planner.solve.undated.blocks import BlockModel


class BlockOrders:
    """Every session of the first block is earlier than every session of the second."""

    name = "block-order"
    about = concerning("dates", "counts sessions")

    def sentence(self, problem: Problem, order: BlockOrder) -> str:
        """What the requirement says."""
        return f"{block_title(problem, order.then)} comes after {block_title(problem, order.first)}"

    def build(self, model: Model) -> None:
        """Once the second block has begun, the first has no session any more."""
        begun: dict[str, list[Linear]] = {}
        for order in model.problem.block_orders:
            requirement = model.requirement(order.where, self.sentence(model.problem, order))
            if order.then not in begun:
                begun[order.then] = _begun(model, order.then)
            for session in model.variables.indices:
                requirement.never(_stands(model, order.first, session), begun[order.then][session])

    def build_undated(self, blocks: BlockModel) -> None:
        """A block ends before the other starts."""
        for order in blocks.problem.block_orders:
            first, then = blocks.block(order.first), blocks.block(order.then)
            if first is not None and then is not None:
                blocks.cp.add(first.end <= then.start).only_enforce_if([first.present, then.present])

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Blocks that begin before the other has ended."""
        problem = outcome.problem
        for order in problem.block_orders:
            first, then = outcome.place_of(order.first), outcome.place_of(order.then)
            if first and then and max(first) >= min(then):
                end, begin = day(problem, max(first)), day(problem, min(then))
                detail = f"it begins on {begin}, the other ends on {end}"
                sentence = self.sentence(problem, order)
                yield broken(self.name, order.where, sentence, detail, begin, end, order.then, order.first)


def _stands(model: Model, block: str, session: int) -> Linear:
    """A session of the topic, or of the event."""
    if block in model.problem.topics:
        return model.variables.covers(block, session)
    return model.variables.takes(block, session)


def _begun(model: Model, block: str) -> list[Linear]:
    """By session: a session of the block is here or earlier (at least)."""
    stands = [_stands(model, block, session) for session in model.variables.indices]
    return model.variables.begun(f"{block} has begun", stands)
