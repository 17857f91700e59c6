"""A course in stages: papers on dates, people on these dates, and the whole model only for what is then still open.

Each stage is a smaller question. A relaxation (the course without dates, without people, without rest between duties,
with the wished duties alone) gives floors: no plan scores less. A restriction (the course on decided dates) gives
plans. Where a plan is at the floor of every goal it is proven the best, and the large model is never built; else that
model starts from both.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.model.extract import extract
from planner.model.hints import complete, decided, papers_hint
from planner.model.model import Model
from planner.model.relaxation import floors_of_people, floors_without_people, without_people
from planner.model.restriction import on_its_dates
from planner.model.result import SearchResult, StepOutcome
from planner.model.search import Notify, Search
from planner.model.solver import Solution, Status, StopFlag
from planner.model.strengthen import strengthen
from planner.model.undated import ask_blocks
from planner.model.wished import ask_wished
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step, rank
from planner.problem.decision import Decision
from planner.problem.problem import Problem
from planner.rule import EndedGoal, Rule

SHARE_OF_BLOCKS = 0.3
SHARE_ON_DATES = 0.25
SHARE_OF_LARGE = 0.8
"""The same where the whole model is not built."""
SHARE_OF_BOUNDS = 0.2
SHARE_OF_WISHED = 0.65
"""Each of the time that is left."""
LARGEST = 400_000
"""Papers × sessions × people, above which the whole model is not built once a plan is known: it would not fit."""


@dataclass
class Answer:
    """What planning came to: the steps, and the decision (None without a plan)."""

    result: SearchResult
    decision: Decision | None = None


@dataclass
class Stages:
    """Plans one course; ``run`` is called once. ``rules_of_papers`` are the rules of the course without its people.

    A repair of an earlier plan goes by the whole model alone: its first goal is to change little, and its past may
    break the rules that the other stages build on.
    """

    problem: Problem
    rules: Sequence[Rule]
    rules_of_papers: Sequence[Rule]
    steps: Sequence[Step]
    flag: StopFlag
    notify: Notify | None = None
    started: float = field(default_factory=time.monotonic)
    ends_at: float = field(init=False)
    best: Decision | None = None
    ends: dict[int, int] = field(default_factory=dict)
    floors: dict[int, int] = field(default_factory=dict)
    first_seconds: float | None = None

    def __post_init__(self) -> None:
        self.ends_at = self.flag.clock(self.problem.search) + self.problem.search.time_limit

    def run(self, incumbent: Decision | None = None) -> Answer:
        """The best decision found within the time limit, and what is proven of it."""
        if incumbent is not None:
            self._offer(incumbent)
        self.ends = dict(self._ends())
        self.floors = dict(self.ends)
        if self.problem.earlier is not None:
            return self._whole()
        bare = without_people(self.problem)
        drafted = self._draft(bare)
        if drafted and self.problem.people:
            self._people_on_dates(drafted)
        if self._all_at_floors():
            return self._as_far_as_known()
        return self._whole()

    def _left(self) -> float:
        return self.ends_at - self.flag.clock(self.problem.search)

    # Relaxations ------------------------------------------------------------------------------------------------

    def _draft(self, bare: Problem) -> Decision | None:
        """Floors of the course without dates and people, and its draft if that is a plan without people."""
        settings = replace(bare.search, time_limit=max(0.1, SHARE_OF_BLOCKS * self._left()))
        answer = ask_blocks(bare, self.rules_of_papers, self._of_papers(), settings, self.flag)
        self._lower(answer.floors)
        if answer.decision is None or not self._keeps(bare, answer.decision, self.rules_of_papers):
            return None
        if not self.problem.people:
            self._offer(answer.decision)
        return answer.decision

    def _ends(self) -> Iterator[tuple[int, int]]:
        """By step number what no plan passes whatever the rules."""
        for step in self.steps:
            goal = step.goals[0]
            if not step.weighed and isinstance(goal, EndedGoal):
                yield step.number, goal.end(self.problem) * (1 if goal.best == "low" else -1)

    def _of_papers(self) -> list[Step]:
        """The steps that the course has without people too."""
        bare = without_people(self.problem)
        return [step for step in self.steps if all(goal.senseless(bare) is None for goal in step.goals)]

    def _lower(self, floors: Mapping[int, int]) -> None:
        """Take in the floors of one relaxation, and tell of them as bounds."""
        self.floors = merged(self.steps, self.ends, self.floors, floors)
        for step in self.steps:
            if step.number in floors and step.number in self.floors:
                self._tell(step, None, self.floors[step.number])

    def _tell(self, step: Step, value: int | None, bound: int | None) -> None:
        if self.notify is not None:
            sign = -1 if not step.weighed and step.goals[0].best == "high" else 1
            self.notify(step.label, None if value is None else sign * value, None if bound is None else sign * bound)

    # Plans ------------------------------------------------------------------------------------------------------

    def _keeps(self, problem: Problem, decision: Decision, rules: Sequence[Rule]) -> bool:
        outcome = Outcome(problem, decision)
        return not any(True for rule in rules for _ in rule.check(outcome))

    def _offer(self, decision: Decision) -> None:
        """A plan of the whole course; kept if it is the best yet."""
        if self.first_seconds is None:
            self.first_seconds = time.monotonic() - self.started
        ranked = self._ranks(decision)
        if self.best is None or ranked < self._ranks(self.best):
            self.best = decision
            for step, value in zip(self.steps, ranked, strict=True):
                self._tell(step, value[0], None)

    def _ranks(self, decision: Decision) -> tuple[tuple[int, ...], ...]:
        return rank(self.steps, Outcome(self.problem, decision))

    def _people_on_dates(self, decision: Decision) -> None:
        """People on decided dates, as good as that goes; then how good it could be whatever the dates."""
        dated = on_its_dates(self.problem, decision)
        share = SHARE_ON_DATES if self._fits() else SHARE_OF_LARGE
        settings = replace(dated.search, time_limit=max(0.1, share * self._left()))
        model = Model(dated, fitted=True)
        model.build(self.rules)
        strengthen(model, presenters=False)
        search = Search(model, self.steps, settings, self.flag)
        first = search.first_plan()
        if first.values is None:
            return
        self._offer(extract(model, first))
        # What is read on which date is decided here, so what it scores is what it can score.
        scores = {step.number: value[0] for step, value in zip(self.steps, self._ranks(decision), strict=True)}
        of_papers = {step.number for step in self._of_papers()}
        fixed = {number: value for number, value in scores.items() if number in of_papers}
        result = search.run(floors={**self.floors, **fixed}, proofs=False)
        if result.solution is not None:
            self._offer(extract(model, result.solution))
        if not self._all_at_floors():
            seconds = SHARE_OF_BOUNDS * self._left()
            self._lower(floors_of_people(self.problem, self.rules, self.steps, self.floors, seconds, self.flag))

    def _fits(self) -> bool:
        """Whether the whole model is small enough to be built once a plan is known."""
        problem = self.problem
        return len(problem.papers) * len(problem.sessions) * len(problem.people) <= LARGEST

    # The end ----------------------------------------------------------------------------------------------------

    def _all_at_floors(self) -> bool:
        """Whether the best plan scores the floor of every step."""
        return self.best is not None and all(
            len(value) == 1 and self.floors.get(step.number) == value[0]
            for step, value in zip(self.steps, self._ranks(self.best), strict=True)
        )

    def _whole(self) -> Answer:
        """The whole model, from the best plan known and under the floors."""
        problem = self.problem
        if self.best is not None and not self._fits():
            return self._as_far_as_known()
        # What the past holds may lie outside of what dates and windows allow now.
        model = Model(problem, fitted=problem.earlier is None)
        model.build(self.rules)
        strengthen(model)
        search = Search(model, self.steps, problem.search, self.flag, self.notify)
        hint = self._hint(model)
        if hint:
            search.start_at(Solution(Status.FEASIBLE, tuple(hint.values()), 0.0, 0.0))
        if problem.earlier is not None and not hint:
            hint = decided(model, problem.earlier.decision)
        elif problem.people and self.steps and self.best is None:
            hint = self._plan_first(model, search)
            if self._all_at_floors():
                return self._as_far_as_known()
        if problem.people and problem.earlier is None and not self.flag:
            if self._wished_first(search):
                hint = {}
            if self._all_at_floors():
                return self._as_far_as_known()
        search.settings = replace(problem.search, time_limit=max(0.1, self._left()))
        result = search.run(hint, self.floors)
        result.seconds = time.monotonic() - self.started
        if self.first_seconds is not None:
            result.first_seconds = self.first_seconds
        found = None if result.solution is None else extract(model, result.solution)
        if self.best is not None and (found is None or self._ranks(self.best) < self._ranks(found)):
            # The search may have been stopped before it came as far.
            return self._as_far_as_known()
        return Answer(result, found)

    def _hint(self, model: Model) -> dict[int, int]:
        """Values for the whole model that make up the best plan known, if they are found."""
        if self.best is None or self.flag:
            return {}
        return complete(model, self.best, self.problem.search, self.flag)

    def _plan_first(self, model: Model, search: Search) -> dict[int, int]:
        """Any plan, so that an early Ctrl-C has something to keep; then floors from the course without people, and
        people on its dates. Returns values to start from.
        """
        first = search.first_plan()
        if first.values is None:
            return {}
        self._offer(extract(model, first))
        known = floors_without_people(
            self.problem, self.rules_of_papers, self.steps, self.flag, self.notify, self.floors
        )
        self._lower(known.values)
        if known.decision is None:
            return {}
        before = self.best
        self._people_on_dates(known.decision)
        if self.best is before or self.best is None:
            return papers_hint(model, known.decision)
        hint = self._hint(model)
        if hint:
            search.start_at(Solution(Status.FEASIBLE, tuple(hint.values()), 0.0, 0.0))
        return hint

    def _wished_first(self, search: Search) -> bool:
        """How content people can be, from their wished duties alone; then a plan around these, if there is one. Returns
        whether that is the best yet.
        """
        answer = ask_wished(self.problem, self.rules, self.steps, SHARE_OF_WISHED * self._left(), self.flag)
        self._lower(answer.floors)
        if not answer.duties:
            return False
        with search.aside():
            for person, role, paper in answer.duties:
                search.model.cp.add(search.model.variables.presents(person, role, paper) == 1)
            for step, objective in zip(self.steps, search.objectives, strict=True):
                if step.number in answer.values:
                    search.model.cp.add(objective.expression <= answer.values[step.number])
            solution = search.ask(None, SHARE_OF_WISHED * self._left(), "wished duties")
        before = self.best
        if solution.values is not None:
            self._offer(extract(search.model, solution))
        return self.best is not before and search.take(solution)

    def _as_far_as_known(self) -> Answer:
        """The best plan without the whole model: each step's floor is its bound as long as those before it are met."""
        assert self.best is not None
        steps: list[StepOutcome] = []
        for step, value in zip(self.steps, self._ranks(self.best), strict=True):
            floor = self.floors.get(step.number) if all(done.proven for done in steps) else None
            sign = -1 if not step.weighed and step.goals[0].best == "high" else 1
            bound = None if floor is None else sign * floor
            levels = tuple((-level, False) for level in value) if len(value) > 1 else ()
            steps.append(StepOutcome(step, sign * value[0], bound, floor == value[0], 0.0, levels))
        seconds = time.monotonic() - self.started
        return Answer(SearchResult("solved", None, steps, bool(self.flag), seconds, self.first_seconds), self.best)


def merged(
    steps: Sequence[Step], ends: Mapping[int, int], known: Mapping[int, int], new: Mapping[int, int]
) -> dict[int, int]:
    """The highest floor for each step, by step number, as far as each can stand; ``ends`` always do.

    Any other floor holds for plans that have the steps before it at the floors of its own source. Where another source
    raises one of these, it says nothing any more.
    """
    floors: dict[int, int] = {}
    standing = [known, new]
    for step in steps:
        here = [source[step.number] for source in (ends, *standing) if step.number in source]
        if here:
            floors[step.number] = max(here)
            standing = [source for source in standing if source.get(step.number, max(here)) == max(here)]
    return floors
