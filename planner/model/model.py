"""The model as rules see it: the problem, variables with verbs, and requirements with their lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

from ortools.sat.python import cp_model

from planner.findings import Where
from planner.model.facts import Facts
from planner.model.requirement import Linear, Place, RangeRequirement, Requirement, Switch, place_of
from planner.model.variables import Variables
from planner.problem.problem import Problem, Range
from planner.rule import Rule, Strengthens

Mode = Literal["plan", "explain"]


class Model:
    """What ``build()`` of a rule or goal works on.

    ``mode`` "plan" holds every requirement; "explain" gives each place in the files a switch, and with ``only`` states
    nothing but what stands at these places. ``facts`` are what is decided already, by default the past alone.
    """

    def __init__(
        self, problem: Problem, mode: Mode = "plan", only: Collection[Place] | None = None, facts: Facts | None = None
    ) -> None:
        self.problem, self.mode, self.only = problem, mode, only
        self.cp = cp_model.CpModel()
        self.variables = Variables(facts or Facts(problem), self.cp)
        self.switches: dict[Place, Switch] = {}
        # The name of the rule that is being built, and what it says that it is about.
        self.rule: Rule | None = None
        # What several goals build on is made once and kept here, by name.
        self.memory: dict[Any, Any] = {}

    def build(self, rules: Iterable[Rule]) -> None:
        """Let every rule state its requirements."""
        for rule in rules:
            self.state(rule, rule.build)

    def state(self, rule: Rule, piece: Callable[[Model], None]) -> None:
        """Let a rule state all, or a piece, of what it requires."""
        if self.problem.frozen and not self.problem.coming:
            # Everything is history.
            return
        self.rule = rule
        piece(self)

    def strengthen(self, rules: Iterable[Rule]) -> None:
        """Let every rule that was built state what follows from it; never needed, often quick."""
        for rule in rules:
            if isinstance(rule, Strengthens):
                self.state(rule, rule.strengthen)

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

    def limits(self, limits: Range, what: str) -> RangeRequirement:
        """Begin the requirements of a range, to be applied to one or many expressions: "at least 2 papers …"."""
        return RangeRequirement(self, limits, what)

    def limit(self, expression: Linear, limits: Range, what: str) -> None:
        """The limits of a range on one expression."""
        self.limits(limits, what).apply(expression)
