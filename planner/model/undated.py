"""Asking the course without dates: floors for the goals of papers, and a draft of which papers share a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.model.blocks import BlockModel
from planner.model.objective import value_of, whole_bound
from planner.model.packs import Pack, packs_of
from planner.model.second_opinion import solve_surely
from planner.model.solver import Solution, Status, StopFlag
from planner.plans.scoring import Step
from planner.problem.decision import Decision
from planner.problem.problem import Paper, Problem, SearchSettings
from planner.rule import EndedGoal, PackGoal, ReadGoal, Rule

FEW_PACKS = 2500
"""With more, the best papers of each topic are asked first: a start for all."""
MOST_SECONDS = 10.0
"""For so many packs, as the first plan waits for the answer."""
BETTER = 6
"""Papers that so many of their topic beat in minutes and priority are left out of that first question."""


@dataclass(frozen=True)
class BlockAnswer:
    """``floors`` by step number: no plan scores less (small is good) while the steps before are at their floors.

    ``decision`` has the answer's papers on the dates that its blocks give; it may break rules. ``infeasible`` where
    there is no answer, and so no plan.
    """

    floors: Mapping[int, int] = field(default_factory=dict)
    decision: Decision | None = None
    infeasible: bool = False


@dataclass
class _Asked:
    """A model that was asked step by step: floors and values by step number, and the best solution."""

    model: BlockModel
    floors: dict[int, int] = field(default_factory=dict)
    values: dict[int, int] = field(default_factory=dict)
    best: Solution | None = None
    infeasible: bool = False

    def draft(self) -> Decision | None:
        """The best solution on dates."""
        return None if self.best is None else self.model.draft(self.best)


def ask_blocks(
    problem: Problem, rules: Sequence[Rule], steps: Sequence[Step], settings: SearchSettings, flag: StopFlag
) -> BlockAnswer:
    """Bounds and a draft for a course without people; nothing where its sessions may mix topics.

    ``settings.time_limit`` is for all of it, in seconds. A course of which a part has happened must not be asked: the
    limits that are counted on here need not hold in the past.
    """
    known = [step for step in steps if not step.weighed and isinstance(step.goals[0], PackGoal | ReadGoal)]
    packs = packs_of(problem, rules) if known else None
    if packs is None:
        return BlockAnswer()
    few = len(packs) <= FEW_PACKS
    ends = flag.clock(settings) + (settings.time_limit if few else min(settings.time_limit, MOST_SECONDS))
    start = None
    if not few:
        start = _ask(problem, _best_packs(problem, packs), known, settings, flag, ends)
    asked = _ask(problem, packs, known, settings, flag, ends, start if start and start.best else None)
    ahead = asked.best is None or (start is not None and _ranks(known, start) < _ranks(known, asked))
    draft = start.draft() if start is not None and ahead else asked.draft()
    return BlockAnswer(asked.floors, draft, asked.infeasible)


def _ranks(steps: Sequence[Step], asked: _Asked) -> list[float]:
    return [asked.values.get(step.number, float("inf")) for step in steps]


def _best_packs(problem: Problem, packs: Sequence[Pack]) -> list[Pack]:
    """The packs without papers that many others of their topic beat, unless others need them."""
    needed = {order.first for order in problem.orders if order.needs}
    kept = {id_ for id_, paper in problem.papers.items() if id_ in needed or paper.must is not None}
    for papers in problem.topic_papers.values():
        kept |= {paper.id for paper in papers if sum(_beats(other, paper) for other in papers) < BETTER}
    return [pack for pack in packs if kept.issuperset(pack.papers)]


def _beats(other: Paper, paper: Paper) -> bool:
    return other is not paper and other.priority >= paper.priority and other.minutes <= paper.minutes


def _ask(
    problem: Problem,
    packs: Sequence[Pack],
    steps: Sequence[Step],
    settings: SearchSettings,
    flag: StopFlag,
    ends: float,
    start: _Asked | None = None,
) -> _Asked:
    """Step by step; as long as ``start`` is as good as can be, its values are kept and not searched again."""
    asked = _Asked(BlockModel(problem, packs))
    asked.model.add_tables(settings, flag)
    if start is not None and start.best is not None:
        asked.model.start_at(start.model, start.best)
    cp = asked.model.cp
    for step in steps:
        expression = asked.model.objective(step.goals[0])
        if start is not None and start.values.get(step.number) == _end(step, problem):
            asked.floors[step.number] = asked.values[step.number] = start.values[step.number]
            cp.add(expression <= start.values[step.number])
            continue
        cp.minimize(expression)
        seconds = max(0.1, ends - flag.clock(settings))
        solution = solve_surely(cp, settings, seconds, flag, parameters={"linearization_level": 2})
        value = None if solution.values is None else value_of(cp, solution)
        cp.clear_objective()  # type: ignore[no-untyped-call]
        if value is None:
            asked.infeasible = solution.status is Status.INFEASIBLE and not asked.floors
            break
        asked.values[step.number], floor = value, whole_bound(solution)
        if floor is not None:
            asked.floors[step.number] = floor
        if start is None or start.values.get(step.number) != value:
            start = None
            asked.best = solution
            asked.model.hint(solution)
        if solution.status is not Status.OPTIMAL:
            # What comes after was found under a value that a plan may not have to keep.
            asked.best = solution
            break
        cp.add(expression <= value)
    return asked


def _end(step: Step, problem: Problem) -> int | None:
    goal = step.goals[0]
    return goal.end(problem) * (1 if goal.best == "low" else -1) if isinstance(goal, EndedGoal) else None
