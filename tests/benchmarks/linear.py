"""A CP-SAT model as linear rows over bounded integers, for a MILP solver: big-M where a literal enforces a row.

highspy and ortools cannot be loaded in one process, so the rows are written to a file in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

INFINITE = 2**62
"""CP-SAT's bounds beyond this mean none."""

Row = tuple[float | None, float | None, list[int], list[int]]


@dataclass
class LinearModel:
    """Variables with bounds, rows ``low <= coefficients · variables <= high`` (None: no bound), and the goals in order.

    Each goal is (name, sign, offset, variables, coefficients), to be made small.
    """

    lower: list[int]
    upper: list[int]
    rows: list[Row] = field(default_factory=list)
    goals: list[tuple[str, int, int, list[int], list[int]]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The same as plain lists, for JSON."""
        return asdict(self)


def linear_model(cp: Any, steps: Sequence[tuple[str, int, Any]]) -> LinearModel:
    """The rows of a CP-SAT model and its steps (name, sign, expression); ValueError for constraints of other kinds."""
    domains = [list(variable.domain) for variable in cp.proto.variables]
    model = LinearModel([domain[0] for domain in domains], [domain[-1] for domain in domains])
    if any(len(domain) != 2 for domain in domains):
        raise ValueError("a domain has a hole")
    for constraint in cp.proto.constraints:
        _Translation(model, [int(literal) for literal in constraint.enforcement_literal]).add(constraint)
    for name, sign, expression in steps:
        cp.minimize(expression)
        objective = cp.proto.objective
        variables, coefficients = list(objective.vars), [int(c) for c in objective.coeffs]
        scale = int(objective.scaling_factor) or 1
        goal = (name, sign, int(objective.offset) * scale, variables, [scale * c for c in coefficients])
        model.goals.append(goal)
        cp.clear_objective()
    return model


class _Translation:
    """One constraint on its way to rows; ``enforced`` are the literals under which it holds."""

    def __init__(self, model: LinearModel, enforced: list[int]) -> None:
        self.model, self.enforced = model, enforced

    def add(self, constraint: Any) -> None:
        """Append the constraint's rows."""
        if constraint.has_linear():
            linear = constraint.linear
            bounds = list(linear.domain)
            if len(bounds) != 2:
                raise ValueError("a linear constraint with a hole in its domain")
            low = bounds[0] if bounds[0] > -INFINITE else None
            high = bounds[1] if bounds[1] < INFINITE else None
            self._row(low, high, list(zip(linear.vars, linear.coeffs, strict=True)))
        elif constraint.has_bool_or():
            self._clause(list(constraint.bool_or.literals))
        elif constraint.has_bool_and():
            for literal in constraint.bool_and.literals:
                self._clause([literal])
        elif constraint.has_lin_max():
            self._maximum(constraint.lin_max)
        else:
            raise ValueError("a constraint that is not linear")

    def _clause(self, literals: list[int]) -> None:
        """At least one literal is true, or one that enforces is false."""
        terms, constant = _sum([*literals, *(-literal - 1 for literal in self.enforced)])
        self._append(1 - constant, None, terms)

    def _maximum(self, constraint: Any) -> None:
        """The target is the maximum of literals (of their negations, negated: the minimum)."""
        target = _expression(constraint.target)
        others = [_expression(expression) for expression in constraint.exprs]
        for terms, constant in others:
            self._row(constant - target[1], None, [*target[0], *((v, -c) for v, c in terms)])
        # For values that differ by at most one, the maximum is at most the least value plus how many lie above it.
        least = min(self._least(terms, constant) for terms, constant in others)
        if any(self._most(terms, constant) - least > 1 for terms, constant in others):
            raise ValueError("a maximum of other things than literals")
        total = [(variable, -coefficient) for terms, _ in others for variable, coefficient in terms]
        constant = sum(constant - least for _, constant in others) + least - target[1]
        self._row(None, constant, [*target[0], *total])

    def _least(self, terms: list[tuple[int, int]], constant: int) -> int:
        bounds = self.model
        return constant + sum(min(c * bounds.lower[v], c * bounds.upper[v]) for v, c in terms)

    def _most(self, terms: list[tuple[int, int]], constant: int) -> int:
        bounds = self.model
        return constant + sum(max(c * bounds.lower[v], c * bounds.upper[v]) for v, c in terms)

    def _row(self, low: int | None, high: int | None, terms: list[tuple[int, int]]) -> None:
        """A row that holds where all enforcing literals are true: relaxed by as much as it can ever be missed."""
        if not self.enforced:
            self._append(low, high, terms)
            return
        off, ones = _sum([-literal - 1 for literal in self.enforced])
        if low is not None:
            slack = max(0, low - self._least(terms, 0))
            self._append(low - slack * ones, None, [*terms, *((v, slack * c) for v, c in off)])
        if high is not None:
            slack = max(0, self._most(terms, 0) - high)
            self._append(None, high + slack * ones, [*terms, *((v, -slack * c) for v, c in off)])

    def _append(self, low: int | None, high: int | None, terms: list[tuple[int, int]]) -> None:
        merged: dict[int, int] = {}
        for variable, coefficient in terms:
            merged[variable] = merged.get(variable, 0) + coefficient
        used = sorted(variable for variable, coefficient in merged.items() if coefficient)
        self.model.rows.append((low, high, used, [merged[variable] for variable in used]))


def _sum(literals: list[int]) -> tuple[list[tuple[int, int]], int]:
    """Literals, added up: terms and a constant. A negated literal of variable v is -v - 1."""
    terms = [(literal, 1) if literal >= 0 else (-literal - 1, -1) for literal in literals]
    return terms, sum(literal < 0 for literal in literals)


def _expression(expression: Any) -> tuple[list[tuple[int, int]], int]:
    return list(zip(expression.vars, expression.coeffs, strict=True)), int(expression.offset)
