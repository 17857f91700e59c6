"""Asking the course without dates, rung by rung."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planner.measure import Rung
from planner.problem.decision import Decision
from planner.problem.problem import Paper, Problem
from planner.rule import Rule
from planner.solve.budget import Budget
from planner.solve.question import Effort, Reply, value_of, whole_bound
from planner.solve.second_opinion import solve_surely
from planner.solve.solver import Solution, set_hints
from planner.solve.undated.blocks import BlockModel
from planner.solve.undated.packs import Pack

FEW_PACKS = 2500
"""With more, the best papers of each topic are asked first: a start for all."""
BETTER = 6
"""Papers that so many of their topic beat in minutes and priority are left out of that first question."""


class UndatedQuestion:
    """What the loop asks of packs and blocks; an answer's decision is a draft, which may break rules."""

    def __init__(self, problem: Problem, rules: Sequence[Rule], packs: Sequence[Pack], rungs: Sequence[Rung]) -> None:
        self.rungs = rungs
        self._blocks = BlockModel(problem, rules, packs)
        self._expressions = {rung.place: self._blocks.objective(rung.step) for rung in rungs}
        self._start: dict[int, int] = {}
        self._answer: Solution | None = None
        self.latest: Decision | None = None
        self._tables = False

    def ask(
        self,
        target: int | None,
        budget: Budget,
        *,
        limits: Mapping[int, int] | None = None,
        floor: int | None = None,
        start: Decision | None = None,
        effort: Effort = "look",
        notify: Callable[[float | None, float | None], None] | None = None,
    ) -> Reply:
        """The best answer for a rung; ``start`` and ``effort`` say nothing here."""
        if not self._tables:
            self._blocks.add_tables(budget.settings, budget.flag)
            self._tables = True
        cp, held = self._blocks.cp.clone(), dict(limits or {})
        for place, limit in held.items():
            cp.add(self._expressions[place] <= limit)
        expression = self._expressions[target] if target is not None else 0
        if floor is not None:
            cp.add(expression >= floor)
        cp.minimize(expression)
        set_hints(cp, self._start)
        counting = {"linearization_level": 2}
        solution = solve_surely(cp, budget.settings, max(0.05, budget.left), budget.flag, notify, counting)
        if solution.values is None:
            return Reply(solution.status, seconds=solution.seconds, held=held)
        self._answer, self._start = solution, dict(enumerate(solution.values))
        draft = self.latest = self._blocks.draft(solution) or self.latest
        value = value_of(expression, solution)
        return Reply(solution.status, draft, value, whole_bound(solution), solution.seconds, held)

    def near(self, place: int, floor: int, budget: Budget, limits: Mapping[int, int], start: Decision | None) -> Reply:
        """Packs are no extremes."""
        raise NotImplementedError

    def parts(self, place: int) -> int:
        """None."""
        return 0

    def start_at(self, other: UndatedQuestion) -> None:
        """Start from the answer of a question with some of these packs."""
        if other._answer is not None:
            self._start = self._blocks.values_of(other._blocks, other._answer)


def best_packs(problem: Problem, packs: Sequence[Pack]) -> list[Pack]:
    """The packs without papers that many others of their topic beat, unless others need them."""
    needed = {order.first for order in problem.orders if order.needs}
    kept = {id_ for id_, paper in problem.papers.items() if id_ in needed or paper.must is not None}
    for papers in problem.topic_papers.values():
        kept |= {paper.id for paper in papers if sum(_beats(other, paper) for other in papers) < BETTER}
    return [pack for pack in packs if kept.issuperset(pack.papers)]


def _beats(other: Paper, paper: Paper) -> bool:
    return other is not paper and other.priority >= paper.priority and other.minutes <= paper.minutes
