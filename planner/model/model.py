"""The model as rules see it: the problem, variables with verbs, and requirements with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ortools.sat.python import cp_model

from planner.findings import Where
from planner.model.variables import Variables
from planner.problem.problem import Bound, Problem, Range

Linear = Any  # a cp_model linear expression, a literal, or an int
Mode = Literal["plan", "explain"]


class Requirement:
    """One limit, or one list entry, of a rule: what is added here holds if the requirement does.

    In a model for planning everything holds; in one for explaining, ``literal`` switches the requirement.
    """

    def __init__(self, model: Model, where: Where, sentence: str, literal: cp_model.IntVar | None) -> None:
        self.model, self.where, self.sentence, self.literal = model, where, sentence, literal

    def add(self, constraint: cp_model.BoundedLinearExpression | bool, when: Iterable[Linear] = ()) -> None:
        """A linear constraint; with ``when``, only where all these literals are true."""
        literals = list(when) + ([self.literal] if self.literal is not None else [])
        added = self.model.cp.add(constraint) if not isinstance(constraint, bool) else None
        if constraint is False:
            added = self.model.cp.add_bool_or([])
        if added is not None and literals:
            added.only_enforce_if(literals)

    def at_most(self, expression: Linear, limit: int, when: Iterable[Linear] = ()) -> None:
        """``expression <= limit``."""
        self.add(expression <= limit, when)

    def at_least(self, expression: Linear, limit: int, when: Iterable[Linear] = ()) -> None:
        """``expression >= limit``."""
        self.add(expression >= limit, when)

    def any_of(self, literals: Sequence[Linear]) -> None:
        """At least one of the literals is true."""
        clause = list(literals) + ([self.literal.negated()] if self.literal is not None else [])
        self.model.cp.add_bool_or(clause)

    def never(self, *literals: Linear) -> None:
        """Not all of these literals are true."""
        self.any_of([literal.negated() for literal in literals])


class Model:
    """What ``build()`` of a rule or goal works on."""

    def __init__(self, problem: Problem, mode: Mode = "plan") -> None:
        self.problem, self.mode = problem, mode
        self.cp = cp_model.CpModel()
        self.variables = Variables(problem, self.cp)
        self.requirements: list[Requirement] = []
        # What several goals build on is made once and kept here, by name.
        self.memory: dict[str, Any] = {}

    def requirement(self, where: Where, sentence: str) -> Requirement:
        """Begin one requirement: its line in the file, and what it says."""
        literal = self.cp.new_bool_var(f"holds: {sentence}") if self.mode == "explain" else None
        requirement = Requirement(self, where, sentence, literal)
        self.requirements.append(requirement)
        return requirement

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
