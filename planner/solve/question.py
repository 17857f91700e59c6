"""A question to the solver: a model, the measures of its goals, and what is asked of them.

Nobody else touches the solver's model, its hints or its clones. A question is its data until it is first asked, so it
can be sent to another process, as can the reply.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, inf
from typing import Any, Literal

from ortools.sat.python import cp_model

from planner.measure import WIDEST, Level, Levels, Rung
from planner.model.assignment import assignment, contradicts
from planner.model.extract import extract
from planner.model.facts import Facts, Held, barred_by
from planner.model.model import Model
from planner.model.requirement import Linear, Place
from planner.model.strengtheners import strengthen
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision, Holding
from planner.problem.problem import Problem
from planner.rule import Barred, Rule
from planner.solve.budget import Budget
from planner.solve.second_opinion import solve_surely
from planner.solve.solver import Solution, Status, set_hints, solve, worker_count

Piece = Literal["whole", "without people", "fewer duties"]
Effort = Literal["look", "prove"]
PROVING_ALONE: Mapping[str, Any] = {"linearization_level": 2}
PROVING_TOGETHER: Mapping[str, Any] = {"subsolvers": ["reduced_costs", "pseudo_costs"]}
"""Proofs need linear relaxations. Left to itself, CP-SAT gives one of two workers to neighbourhoods and the other a
weak relaxation; with these two, the mean preference of cs294-sp22 was proven in 8 to 17 seconds, else mostly not in 40.
"""
FEW_WORKERS = 3
"""With more workers, CP-SAT's own mixture has all of these."""
COMPLETING_SECONDS = 10.0


@dataclass(frozen=True)
class Reply:
    """What a question came to.

    ``decision`` is what was found (of a smaller question: as far as that says it), ``value`` what it scores in what was
    asked for, and ``floor`` what no answer within the limits is below; None where there is none.
    """

    status: Status
    decision: Decision | None = None
    value: int | None = None
    floor: int | None = None
    seconds: float = 0.0
    held: Mapping[int, int] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is an answer."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)

    @property
    def unknown(self) -> bool:
        """Whether nothing was found out."""
        return self.status is Status.UNKNOWN

    @property
    def infeasible(self) -> bool:
        """Whether there is no answer."""
        return self.status is Status.INFEASIBLE

    @property
    def optimal(self) -> bool:
        """Whether no answer is better."""
        return self.status is Status.OPTIMAL


@dataclass
class Question:
    """Rules and goals of a course, all of them or those of a smaller question.

    ``pieces`` are how each rule is asked (see :class:`planner.rule.Rule` and its kin); ``steps`` the goals that are
    measured, whose levels are the rungs of the ladder by place. ``held`` is a decision that is kept still, ``barred``
    what is ruled out besides what the rules rule out. ``strengthened`` adds what makes the model strong and changes no
    answer.
    """

    problem: Problem
    rules: Sequence[tuple[Rule, Piece]]
    rungs: Sequence[Rung] = ()
    held: Held | None = None
    barred: Sequence[Barred] = ()
    strengthened: bool = True
    mode: Literal["plan", "explain"] = "plan"
    only: Collection[Place] | None = None
    with_people: bool = True
    latest: Decision | None = field(default=None, init=False)
    """The newest answer."""
    _newest: Solution = field(default=Solution(Status.UNKNOWN, None, 0.0, 0.0), init=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """The data; the model is built again where it is asked."""
        built = {"_built", "_places", "_complete", "_newest"}
        return {name: value for name, value in self.__dict__.items() if name not in built}

    # The model ----------------------------------------------------------------------------------------------------

    @property
    def model(self) -> Model:
        """The model, built when it is first needed."""
        return self._built[0]

    @cached_property
    def _built(self) -> tuple[Model, dict[int, Levels]]:
        """The model, and the levels of each step by its number."""
        ruled_out = barred_by((rule for rule, _ in self.rules), self.problem) if self._leaves_out else []
        model = Model(self.problem, self.mode, self.only, Facts(self.problem, [*ruled_out, *self.barred], self.held))
        for rule, piece in self.rules:
            model.state(rule, _stated(rule, piece))
        steps = {rung.step.number: rung.step for rung in self.rungs}
        levels = {number: step.build(model) for number, step in steps.items()}
        if self.strengthened:
            model.strengthen([rule for rule, piece in self.rules if piece == "whole"])
            strengthen(model)
        return model, levels

    @property
    def _leaves_out(self) -> bool:
        """Whether there need be no variables for what the rules rule out; an explanation lets go of rules."""
        return self.mode == "plan" and self.strengthened

    @cached_property
    def _places(self) -> dict[int, Rung]:
        return {rung.place: rung for rung in self.rungs}

    @cached_property
    def _complete(self) -> dict[Decision, tuple[int, ...]]:
        return {}

    def level(self, place: int) -> Level:
        """A rung of the ladder in the model."""
        rung = self._places[place]
        return self._built[1][rung.step.number][rung.level]

    def values_of(self, decision: Decision) -> dict[int, int]:
        """What a decision scores, by place."""
        outcome = Outcome(self.problem, decision)
        return {rung.place: rung.step.levels(outcome)[rung.level] for rung in self.rungs}

    def parts(self, place: int) -> int:
        """Of how many parts a rung is the extreme; 0 where it is none."""
        return len(self.level(place).parts)

    # Asking -------------------------------------------------------------------------------------------------------

    def ask(
        self,
        target: int | Linear | None,
        budget: Budget,
        *,
        limits: Mapping[int, int] | None = None,
        floor: int | None = None,
        start: Decision | None = None,
        conditions: Iterable[Any] = (),
        seats: Iterable[Holding] = (),
        effort: Effort | Mapping[str, Any] = "look",
        patience: float | None = None,
        in_passing: bool = False,
        notify: Callable[[float | None, float | None], None] | None = None,
    ) -> Reply:
        """The best answer for ``target``: a rung by place, an expression to be made small, or None for any answer.

        ``limits`` are what rungs may score at most, ``floor`` what the target is known to score, ``conditions``
        further constraints on the model's variables, ``seats`` duties at papers that somebody must hold. ``start`` is
        where to start from, whether or not it is an answer. While there is no answer at all, ``patience`` seconds may
        pass. Whether what is asked ``in_passing`` is the best does not matter, so it needs no second opinion.
        """
        expression = self.level(target).expression if isinstance(target, int) else target
        held = dict(limits or {})
        bounds = [self.level(place).expression <= limit for place, limit in held.items()]
        variables = self.model.variables
        seated = [variables.presents(seat.person, seat.role, seat.paper or "") == 1 for seat in seats]
        start_from = self._start(start, budget)
        cp = self.model.cp.clone()
        for constraint in (*bounds, *seated, *conditions):
            cp.add(constraint)
        if expression is not None and not isinstance(expression, int):
            if floor is not None:
                cp.add(expression >= floor)
            cp.minimize(expression)
        set_hints(cp, start_from)
        answer = solve if in_passing else solve_surely
        solution = answer(
            cp, budget.settings, max(0.01, budget.left), budget.flag, notify, self._parameters(effort, budget), patience
        )
        return self._reply(solution, expression, held)

    def value(self, expression: Linear) -> int:
        """What the newest answer has for an expression."""
        return value_of(expression, self._newest)

    def core(self, literals: Sequence[Any], budget: Budget) -> frozenset[int]:
        """Indices of literals that cannot hold together, as the solver guesses; empty where it names none."""
        cp = self.model.cp.clone()
        cp.add_assumptions(list(literals))
        settings = replace(budget.settings, workers=1)
        seconds = max(0.1, budget.left)
        return solve(cp, settings, seconds, budget.flag, parameters={"linearization_level": 2}).core

    def near(self, place: int, floor: int, budget: Budget, limits: Mapping[int, int], start: Decision | None) -> Reply:
        """Bring all parts of an extreme to its floor together: where the extreme is flat, their sum shows the way."""
        model = self.model
        key = ("near", place, floor)
        if key not in model.memory:
            parts = self.level(place).parts
            model.memory[key] = [model.cp.new_int_var(0, 2 * WIDEST, "") for _ in parts]
            for distance, part in zip(model.memory[key], parts, strict=True):
                model.cp.add(distance >= part - floor)
        return self.ask(sum(model.memory[key]), budget, limits=limits, start=start, in_passing=True)

    def _reply(self, solution: Solution, expression: Linear, held: Mapping[int, int]) -> Reply:
        if solution.values is None:
            return Reply(solution.status, seconds=solution.seconds, held=held)
        self._newest = solution
        decision = self.latest = extract(self.model, solution, people=self.with_people)
        if self.with_people:
            self._remember(decision, solution.values)
        if expression is None or isinstance(expression, int):
            # Nothing is to be made small: what was found is as good as anything.
            return Reply(Status.OPTIMAL, decision, expression, expression, solution.seconds, held)
        value, floor = value_of(expression, solution), whole_bound(solution)
        return Reply(solution.status, decision, value, floor, solution.seconds, held)

    def _parameters(self, effort: Effort | Mapping[str, Any], budget: Budget) -> dict[str, Any]:
        # People make many symmetries; finding them costs more than they save (measured on the examples).
        found: dict[str, Any] = {"symmetry_level": 0} if self.problem.people and self.with_people else {}
        if effort == "prove" and not self.with_people:
            # Of papers and dates alone, the mixture with tight relaxations proves in 2 s what those two do not in 30.
            found |= PROVING_ALONE
        elif effort == "prove":
            workers = worker_count(budget.settings)
            found |= PROVING_ALONE if workers == 1 else PROVING_TOGETHER if workers <= FEW_WORKERS else {}
        elif effort != "look":
            found |= effort
        return found

    # Starting -----------------------------------------------------------------------------------------------------

    def _start(self, decision: Decision | None, budget: Budget) -> dict[int, int]:
        """Values to start from by variable index: all of them where the decision is an answer of the bare question.

        CP-SAT completes partial hints badly, so they are completed here, once for each decision.
        """
        if decision is None:
            return {}
        known = self._complete.get(decision)
        if known is None and not contradicts(self.model, decision):
            known = self._completed(decision, budget)
        return dict(enumerate(known)) if known else assignment(self.model, decision, self.with_people)

    def _completed(self, decision: Decision, budget: Budget) -> tuple[int, ...]:
        cp = self.model.cp.clone()
        set_hints(cp, assignment(self.model, decision, self.with_people))
        fixed = {"fix_variables_to_their_hinted_value": True, "num_workers": 1}
        seconds = min(COMPLETING_SECONDS, max(0.01, budget.left))
        values = solve(cp, budget.settings, seconds, budget.flag, parameters=fixed).values or ()
        self._remember(decision, values)
        return values

    def _remember(self, decision: Decision, values: tuple[int, ...]) -> None:
        """The newest few: each holds a value for every variable."""
        self._complete[decision] = values
        while len(self._complete) > REMEMBERED:
            del self._complete[next(iter(self._complete))]


REMEMBERED = 4


def _stated(rule: Rule, piece: Piece) -> Callable[[Model], None]:
    """How a rule is asked."""
    whole = {"whole": "build", "without people": "build_without_people", "fewer duties": "build_fewer_duties"}[piece]
    stated: Callable[[Model], None] = getattr(rule, whole)
    return stated


def asked_whole(rules: Iterable[Rule]) -> list[tuple[Rule, Piece]]:
    """Every rule as it is."""
    return [(rule, "whole") for rule in rules]


def whole_bound(solution: Solution) -> int | None:
    """The bound on a minimised integer, rounded up unless it is an integer already; None where there is none."""
    if solution.values is None or solution.bound in (inf, -inf):
        return None
    whole = round(solution.bound)
    return whole if abs(solution.bound - whole) < 1e-6 else ceil(solution.bound)


def value_of(expression: Linear, solution: Solution) -> int:
    """What a solution scores in an expression."""
    flat = cp_model.FlatIntExpr(expression)
    return int(sum(c * solution.value(v) for v, c in zip(flat.vars, flat.coeffs, strict=True)) + flat.offset)
