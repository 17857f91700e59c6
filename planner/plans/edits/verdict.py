"""The verdict on a decision against a base: what breaks now and what no longer does, each goal before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from planner.findings import Finding
from planner.measure import Step, rank
from planner.plans.judging import Judge
from planner.plans.outcome import Outcome
from planner.rule import Goal, Rule, Score

if TYPE_CHECKING:
    from planner.problem.decision import Decision
    from planner.problem.problem import Problem

Change = Literal["better", "same", "worse"]
Rank = tuple[int, ...]
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class GoalChange:
    """A goal's figure before and after, in its unit; ``best`` says which way is better. ``step`` counts from 1."""

    goal: str
    unit: str
    best: Literal["low", "high"]
    step: int
    before: int | float
    after: int | float

    @property
    def change(self) -> Change:
        """Whether the figure got better or worse."""
        if self.before == self.after:
            return "same"
        return "better" if (self.after < self.before) == (self.best == "low") else "worse"


@dataclass(frozen=True)
class Verdict:
    """What an edit breaks (``new``), mends (``gone``) and leaves broken or told (``standing``), and what it costs.

    ``change`` compares the goals in their order: a step that differs outweighs all later ones.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    goals: tuple[GoalChange, ...]
    change: Change
    rank: Rank = field(repr=False)

    @property
    def keeps_rules(self) -> bool:
        """Whether every rule holds afterwards."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """All that is broken afterwards, what is new first."""
        return tuple(finding for finding in (*self.new, *self.standing) if finding.severity == "error")

    @property
    def breaks(self) -> tuple[Finding, ...]:
        """What is broken by the edit."""
        return tuple(finding for finding in self.new if finding.severity == "error")

    @property
    def worse(self) -> GoalChange | None:
        """The first goal that gets worse."""
        return next((goal for goal in self.goals if goal.change == "worse"), None)

    @property
    def order(self) -> tuple[int, Rank]:
        """For sorting: fewer broken rules first, then the better plan."""
        return len(self.errors), self.rank


PARTS = ("required", "optional", "events", "duties")


class _Traced:
    """A decision that notes which of its parts are looked at."""

    def __init__(self, decision: Decision) -> None:
        self._decision, self.parts = decision, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.parts |= {name} if name in PARTS else set(PARTS)
        return getattr(self._decision, name)


@dataclass(frozen=True)
class _Base(Generic[Asked, Answer]):
    """What a rule or a goal says of the base, and the parts of the decision that it looked at for that.

    A check is a function of what it looks at: where these parts are the same, so is its answer.
    """

    asked: Asked
    answer: Answer
    parts: frozenset[str]


@dataclass(frozen=True)
class _Known:
    """A goal whose score on the plan in hand is known."""

    goal: Goal
    known: Score

    def __getattr__(self, name: str) -> Any:
        return getattr(self.goal, name)

    def score(self, outcome: Outcome) -> Score:
        """The score."""
        return self.known


class Bench:
    """Where decisions are judged against one base, which is judged once; no solver is asked.

    ``steps`` are the goals that count. What an edit leaves alone is not looked at again.
    """

    def __init__(self, problem: Problem, rules: Sequence[Rule], steps: Sequence[Step], base: Decision) -> None:
        self.problem, self.base, self.steps = problem, base, tuple(steps)
        self._judge = judge = Judge(rules, problem, base)
        self._rules = [self._traced(rule, partial(judge.findings_of, rule)) for rule in judge.rules]
        goals = [goal for step in steps for goal in step.goals]
        self._goals = [self._traced(goal, goal.score) for goal in goals]
        self._findings = Counter(finding for rule in self._rules for finding in rule.answer)
        self._rank = self._ranked([goal.answer for goal in self._goals], Outcome(problem, base))

    def verdict(self, decision: Decision) -> Verdict:
        """What the decision breaks and costs against the base."""
        same = {part for part in PARTS if getattr(decision, part) == getattr(self.base, part)}
        outcome = Outcome(self.problem, decision)
        has = Counter[Finding]()
        for rule in self._rules:
            has.update(rule.answer if rule.parts <= same else self._judge.findings_of(rule.asked, outcome))
        scores = [goal.answer if goal.parts <= same else goal.asked.score(outcome) for goal in self._goals]
        ranked = self._ranked(scores, outcome)
        return Verdict(
            tuple((has - self._findings).elements()),
            tuple((self._findings - has).elements()),
            tuple((has & self._findings).elements()),
            tuple(self._changes(scores)),
            "same" if ranked == self._rank else "better" if ranked < self._rank else "worse",
            ranked,
        )

    def _traced(self, asked: Asked, ask: Callable[[Outcome], Answer]) -> _Base[Asked, Answer]:
        traced = _Traced(self.base)
        answer = ask(Outcome(self.problem, cast("Decision", traced)))
        return _Base(asked, answer, frozenset(traced.parts))

    def _changes(self, scores: Sequence[Score]) -> Iterator[GoalChange]:
        numbers = [step.number for step in self.steps for _ in step.goals]
        for number, goal, score in zip(numbers, self._goals, scores, strict=True):
            one = goal.asked
            before, after = (one.figure(self.problem, each.value) for each in (goal.answer, score))
            yield GoalChange(one.name, one.unit, one.best, number, before, after)

    def _ranked(self, scores: Sequence[Score], outcome: Outcome) -> Rank:
        known = iter(scores)
        steps = [
            replace(step, goals=tuple(cast("Goal", _Known(goal, next(known))) for goal in step.goals))
            for step in self.steps
        ]
        return rank(steps, outcome)
