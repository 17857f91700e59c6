"""Requirements: one limit, or one list entry, of a rule, with its line in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planner.findings import Where
from planner.problem.problem import Bound, Range

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from planner.model.model import Model

Linear = Any  # a linear expression of the solver, a literal, or an int
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


class RangeRequirement:
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
