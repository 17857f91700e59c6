"""The model as rules see it: the problem, variables with verbs, and requirements with their lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from ortools.sat.python import cp_model

from planner.findings import Where
from planner.model.variables import Variables
from planner.problem.problem import Bound, Problem, Range
from planner.rule import Rule

Linear = Any  # a cp_model linear expression, a literal, or an int
Mode = Literal["plan", "explain"]
Place = tuple[str, int | None, tuple[str | int, ...]]


MOST_SLACK = 100_000
"""A limit can move by at most this much when an explanation looks for repairs."""


def place_of(where: Where) -> Place:
    """What names one limit or list entry: its file, line and path."""
    return where.file, where.line, where.path


class Switch:
    """What lets go of one limit or list entry: a literal that holds it, and how far its number may move instead.

    In a model for explaining, all requirements of one place in a file share a switch: they stand and fall together.
    ``moved`` is 0 where the literal is true; ``limit`` and ``direction`` (1 a maximum, -1 a minimum) are None for what
    has no number, and for a number that is both a minimum and a maximum.
    """

    def __init__(self, model: Model, where: Where, name: str) -> None:
        self.where, self.sentences, self.rule = where, [name], model.rule
        self.holds = model.cp.new_bool_var(f"holds: {name}")
        self.moved = model.cp.new_int_var(0, MOST_SLACK, f"moved: {name}")
        model.cp.add(self.moved == 0).only_enforce_if(self.holds)
        self.limit: int | None = None
        self.direction: int | None = None
        self.movable = True

    def move(self, limit: int, direction: int) -> None:
        """Note that the requirement is a number that may move."""
        if self.limit is not None and (self.limit, self.direction) != (limit, direction):
            self.movable = False
        self.limit, self.direction = limit, direction


class Requirement:
    """One limit, or one list entry, of a rule: what is added here holds if the requirement does.

    In a model for planning everything holds; in one for explaining, ``switch`` lets go of it.
    """

    def __init__(self, model: Model, where: Where, sentence: str, switch: Switch | None, dropped: bool = False) -> None:
        self.model, self.where, self.sentence, self.switch = model, where, sentence, switch
        self.dropped = dropped

    def _held(self, when: Iterable[Linear] = ()) -> list[Linear]:
        return list(when) + ([self.switch.holds] if self.switch is not None else [])

    def add(self, constraint: cp_model.BoundedLinearExpression | bool, when: Iterable[Linear] = ()) -> None:
        """A linear constraint; with ``when``, only where all these literals are true."""
        if self.switch is not None:
            self.switch.movable = False
        self._enforce(constraint, self._held(when))

    def follows(self, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        """A constraint that what was added before implies as long as the requirement holds as it is written."""
        self._enforce(constraint, self._held())

    def _enforce(
        self, constraint: cp_model.BoundedLinearExpression | bool, literals: list[Linear], least: bool = False
    ) -> None:
        past = self.model.problem.frozen and not least
        if self.dropped or (constraint is False and past):
            # A maximum that numbers of the past alone exceed is history.
            return
        added = self.model.cp.add(constraint) if not isinstance(constraint, bool) else None
        if constraint is False:
            added = self.model.cp.add_bool_or([])
        if added is not None and past:
            self.model.forgive_the_past(added.index)
        if added is not None and literals:
            added.only_enforce_if(literals)

    def at_most(self, expression: Linear, limit: int, when: Iterable[Linear] = ()) -> None:
        """``expression <= limit``; an explanation may raise the limit."""
        self._limit(expression, limit, 1, when)

    def at_least(self, expression: Linear, limit: int, when: Iterable[Linear] = ()) -> None:
        """``expression >= limit``; an explanation may lower the limit."""
        self._limit(expression, limit, -1, when)

    def _limit(self, expression: Linear, limit: int, direction: int, when: Iterable[Linear]) -> None:
        if self.switch is None:
            self._enforce(direction * expression <= direction * limit, list(when), direction < 0)
            return
        self.switch.move(limit, direction)
        self._enforce(direction * expression <= direction * limit + self.switch.moved, list(when))

    def any_of(self, literals: Sequence[Linear]) -> None:
        """At least one of the literals is true."""
        clause = list(literals) + [literal.negated() for literal in self._held()]
        if self.switch is not None:
            self.switch.movable = False
        if not self.dropped:
            self.model.cp.add_bool_or(clause)

    def never(self, *literals: Linear) -> None:
        """Not all of these literals are true."""
        zero, one = self.model.variables.zero, self.model.variables.one
        if any(literal is zero for literal in literals):
            return
        if self.model.problem.frozen and all(literal is one for literal in literals):
            return
        self.any_of([literal.negated() for literal in literals])


class Model:
    """What ``build()`` of a rule or goal works on.

    ``mode`` "plan" holds every requirement; "explain" gives each place in the files a switch, and with ``only`` states
    nothing but what stands at these places. ``fitted`` leaves out variables that dates and windows fix anyway: a
    smaller model with the same plans.
    """

    def __init__(
        self, problem: Problem, mode: Mode = "plan", only: Collection[Place] | None = None, fitted: bool = False
    ) -> None:
        self.problem, self.mode, self.only = problem, mode, only
        self.cp = cp_model.CpModel()
        self.variables = Variables(problem, self.cp, fitted)
        self.switches: dict[Place, Switch] = {}
        # The name of the rule that is being built.
        self.rule = ""
        # What several goals build on is made once and kept here, by name.
        self.memory: dict[Any, Any] = {}

    def build(self, rules: Iterable[Rule]) -> None:
        """Let every rule state its requirements."""
        if self.problem.frozen and not self.problem.coming:
            # Everything is history.
            return
        for rule in rules:
            self.rule = rule.name
            rule.build(self)

    def forgive_the_past(self, index: int) -> None:
        """Raise a maximum that the constants of frozen sessions exceed to what the past holds already.

        A minimum stays as it is: what is missing must come yet, or no plan exists.
        """
        linear = self.cp.proto.constraints[index].linear
        least = 0
        for variable, factor in zip(linear.vars, linear.coeffs, strict=True):
            domain = list(self.cp.proto.variables[variable].domain)
            least += min(factor * domain[0], factor * domain[-1])
        bounds = list(linear.domain)
        if bounds and least > bounds[-1]:
            linear.domain.clear()
            linear.domain.extend([bounds[0], least])

    def requirement(self, where: Where, sentence: str) -> Requirement:
        """Begin one requirement: its line in the file, and what it says.

        What stands nowhere in particular (the file as a whole) is part of what a plan is, and has no switch.
        """
        whole_file = not where.path and where.file == self.problem.where.file
        if self.mode == "plan" or whole_file:
            return Requirement(self, where, sentence, None)
        key = place_of(where)
        if self.only is not None and key not in self.only:
            return Requirement(self, where, sentence, None, dropped=True)
        switch = self.switches.get(key)
        if switch is None:
            switch = self.switches[key] = Switch(self, where, sentence)
        elif sentence not in switch.sentences:
            switch.sentences.append(sentence)
        return Requirement(self, where, sentence, switch)

    def limits(self, limits: Range, what: str) -> Limits:
        """Begin the requirements of a range, to be applied to one or many expressions: "at least 2 papers …"."""
        return Limits(self, limits, what)

    def limit(self, expression: Linear, limits: Range, what: str) -> None:
        """The limits of a range on one expression."""
        self.limits(limits, what).apply(expression)


class Limits:
    """A minimum and a maximum, each one requirement however many expressions it holds for."""

    def __init__(self, model: Model, limits: Range, what: str) -> None:
        self.least: tuple[Requirement, Bound] | None = None
        self.most: tuple[Requirement, Bound] | None = None
        if limits.min is not None and limits.min.value > 0:
            self.least = model.requirement(limits.min.where, at_least(limits.min.value, what)), limits.min
        if limits.max is not None:
            self.most = model.requirement(limits.max.where, at_most(limits.max.value, what)), limits.max

    def apply(self, expression: Linear, least_when: Iterable[Linear] = ()) -> None:
        """Hold the expression within the limits; the minimum only where all of ``least_when`` are true."""
        if self.least is not None:
            self.least[0].at_least(expression, self.least[1].value, least_when)
        if self.most is not None:
            self.most[0].at_most(expression, self.most[1].value)


def at_least(number: int, what: str) -> str:
    """The sentence of a minimum."""
    return f"at least {number} {what}"


def at_most(number: int, what: str) -> str:
    """The sentence of a maximum."""
    return f"at most {number} {what}"
