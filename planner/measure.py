"""How a step of the goals is measured, in the model and on a plan: always as integers to be made small.

A step has one level or several, which are met in order: one for most goals and for weighed ones, one for each stage or
term of a goal that is met stage by stage, or from the worst term on. High and low, sums, extremes and levels are known
here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any

from planner.rule import About, Combine, EndedGoal, Goal, Score, Terms, about, scale_of

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.plans.outcome import Outcome
    from planner.problem.problem import Problem

Linear = Any
WIDEST = 2**30
"""No figure is farther from 0: wide enough for all, and safe for the solver's products."""


@dataclass(frozen=True)
class Step:
    """One step of the goals: a goal, or several weighed against each other; ``weights`` by goal name."""

    number: int
    goals: tuple[Goal, ...]
    weights: Mapping[str, int]
    weighed: bool

    @property
    def label(self) -> str:
        """The step as progress and scorecard name it."""
        return " + ".join(goal.name for goal in self.goals)

    @cached_property
    def about(self) -> frozenset[About] | None:
        """What its goals are about; None where one does not say."""
        said = [about(goal) for goal in self.goals]
        return None if any(one is None for one in said) else frozenset().union(*(one or () for one in said))

    @cached_property
    def combine(self) -> Combine | None:
        """How the terms of a goal that stands alone combine, if it says so by itself; else what ``build`` says."""
        return None if self.weighed else getattr(self.goals[0], "combine", None)

    @property
    def sign(self) -> int:
        """What turns a level into the integer of the goal that stands alone: −1 where high is best."""
        return 1 if self.weighed else _sign(self.goals[0])

    def in_units(self, problem: Problem, level: int) -> Fraction | int:
        """A level as the integer of its goal; of a weighed step, Σ weight × figure in the units of the goals."""
        return Fraction(level, self._common(problem)) if self.weighed else self.sign * level

    def ends(self, problem: Problem) -> int | None:
        """What no level of any plan is below, whatever the rules; None where that is not known."""
        goal = self.goals[0]
        return None if self.weighed or not isinstance(goal, EndedGoal) else self.sign * goal.end(problem)

    # On a plan ----------------------------------------------------------------------------------------------------

    def levels(self, outcome: Outcome) -> tuple[int, ...]:
        """What a plan scores, level by level."""
        if self.weighed:
            factors = self._factors(outcome.problem)
            return (sum(factor * goal.score(outcome).value for factor, goal in zip(factors, self.goals, strict=True)),)
        score, sign = self.goals[0].score(outcome), self.sign
        return self._of_score(score, sign, self._combine_on(outcome.problem))

    def _of_score(self, score: Score, sign: int, combine: Combine) -> tuple[int, ...]:
        terms = [sign * value for value in score.terms.values()]
        if combine == "levels" and terms:
            return tuple(sorted(terms, reverse=True))
        return tuple(terms) if combine == "stages" and terms else (sign * score.value,)

    def _combine_on(self, problem: Problem) -> Combine:
        """How the terms combine; a goal of one's own that does not say it is asked by building it, once."""
        if self.combine is not None:
            return self.combine
        if about(self.goals[0]) is not None:
            return "sum"
        if "_asked" not in self.__dict__:
            from planner.model.model import Model

            self.__dict__["_asked"] = self.goals[0].build(Model(problem)).combine
        asked: Combine = self.__dict__["_asked"]
        return asked

    # In the model -------------------------------------------------------------------------------------------------

    def build(self, model: Model) -> Levels:
        """The levels in the model; the goals' terms are built now, each further level when it is first asked for."""
        built = [goal.build(model) for goal in self.goals]
        if self.weighed:
            parts = zip(self._factors(model.problem), self.goals, built, strict=True)
            total = sum(factor * combined(model, goal, terms).expression for factor, goal, terms in parts)
            return Levels(model, "sum", [Level(total)])
        goal, (terms,), sign = self.goals[0], built, self.sign
        signed = [sign * term for term in terms.terms.values()]
        if terms.combine == "levels" and signed:
            return Levels(model, "levels", signed)
        if terms.combine == "stages" and signed:
            return Levels(model, "stages", [Level(term) for term in signed])
        level = combined(model, goal, terms)
        return Levels(model, "sum", [Level(sign * level.expression, [sign * part for part in level.parts])])

    def _factors(self, problem: Problem) -> list[int]:
        """What one internal integer of each goal counts in a weighed step, on the common denominator of all units."""
        common = self._common(problem)
        return [
            int(self.weights.get(goal.name, 1) * _sign(goal) * common / scale_of(goal, problem)) for goal in self.goals
        ]

    def _common(self, problem: Problem) -> int:
        return lcm(*(scale_of(goal, problem) for goal in self.goals))


@dataclass(frozen=True)
class Level:
    """An expression to be made small; ``parts`` where it is the largest of these."""

    expression: Linear
    parts: Sequence[Linear] = ()


class Levels:
    """The levels of one step in one model."""

    def __init__(self, model: Model, combine: Combine, parts: Sequence[Any]) -> None:
        self._model, self._combine, self._parts = model, combine, list(parts)
        self._made: dict[int, Level] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, number: int) -> Level:
        """Level ``number``, from 0 on; of terms that are met from the worst on, what all but so many terms keep to."""
        if self._combine != "levels":
            level: Level = self._parts[number]
            return level
        if number not in self._made:
            self._made[number] = self._all_but(number)
        return self._made[number]

    def _all_but(self, excused: int) -> Level:
        cp = self._model.cp
        level = cp.new_int_var(-WIDEST, WIDEST, f"level {excused + 1}")
        if excused == 0:
            for term in self._parts:
                cp.add(level >= term)
            return Level(level, self._parts)
        out = [cp.new_bool_var(f"term {place} is beyond level {excused + 1}") for place in range(len(self._parts))]
        cp.add(sum(out) <= excused)
        for term, beyond in zip(self._parts, out, strict=True):
            cp.add(level >= term).only_enforce_if(beyond.negated())
        return Level(level)


def combined(model: Model, goal: Goal, terms: Terms) -> Level:
    """One expression for a goal's terms, in its own direction: their sum, or a variable that bounds their extreme."""
    expressions = list(terms.terms.values())
    if terms.combine == "sum" or not expressions:
        return Level(sum(expressions) if expressions else 0)
    if terms.combine == "stages":
        return Level(expressions[0])
    # Of what is met from the worst on, the first level is the worst.
    largest = terms.combine == "max" or (terms.combine == "levels" and goal.best == "low")
    variable = model.cp.new_int_var(-WIDEST, WIDEST, goal.name)
    for expression in expressions:
        model.cp.add(variable >= expression if largest else variable <= expression)
    return Level(variable, expressions)


def _sign(goal: Goal) -> int:
    return 1 if goal.best == "low" else -1


@dataclass(frozen=True)
class Rung:
    """One level of one step: what is asked at a time."""

    place: int
    step: Step
    level: int
    levels: int

    @property
    def label(self) -> str:
        """As progress names it."""
        return self.step.label if self.levels == 1 else f"{self.step.label} (level {self.level + 1} of {self.levels})"


def ladder(steps: Iterable[Step], outcome: Outcome) -> list[Rung]:
    """All levels of all steps in order."""
    rungs: list[Rung] = []
    for step in steps:
        count = len(step.levels(outcome))
        rungs += [Rung(len(rungs) + number, step, number, count) for number in range(count)]
    return rungs


def rank(steps: Iterable[Step], outcome: Outcome) -> tuple[int, ...]:
    """What orders plans, level by level: a smaller rank is a better plan."""
    return tuple(level for step in steps for level in step.levels(outcome))
