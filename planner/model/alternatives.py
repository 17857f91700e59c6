"""Other plans as good, as different as possible; and the exact Pareto front of two goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.model.extract import extract
from planner.model.hints import decided
from planner.model.model import Linear, Model
from planner.model.objective import combined
from planner.model.relaxation import without_people
from planner.model.second_opinion import solve_surely
from planner.model.solver import Solution, Status, StopFlag, set_hints
from planner.model.strengthen import strengthen
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step, rank
from planner.problem.decision import Decision
from planner.problem.problem import Problem, SearchSettings
from planner.rule import Goal, Rule

Notify = Callable[[str, "float | None", "float | None"], None]
PERSONAL_PARAMETERS = {"symmetry_level": 0}


@dataclass(frozen=True)
class Alternative:
    """A plan and its distance to the nearest of those before it; ``proven`` if no plan is farther from all of them."""

    decision: Decision
    distance: int
    proven: bool


@dataclass(frozen=True)
class Point:
    """One point of a front: a plan with both goals' values (as the goals count), proven to be on the front or not."""

    decision: Decision
    values: tuple[int, int]
    proven: bool


class Held:
    """A model whose goals are measured, and can be held at limits; asked many questions within a time limit."""

    def __init__(
        self, problem: Problem, rules: Sequence[Rule], goals: Sequence[Goal], settings: SearchSettings, flag: StopFlag
    ) -> None:
        self.problem, self.settings, self.flag = problem, settings, flag
        self.ends = flag.clock(settings) + settings.time_limit
        self.model = Model(problem)
        self.model.build(rules)
        strengthen(self.model)
        self.terms = {goal.name: goal.build(self.model) for goal in goals}
        # Always to be made small.
        self.expressions = {goal.name: _low(goal, combined(self.model, goal, self.terms[goal.name])) for goal in goals}
        self.parameters: dict[str, Any] = dict(PERSONAL_PARAMETERS) if problem.people else {}

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self.flag else max(0.0, self.ends - self.flag.clock(self.settings))

    def hold(self, goal: str, value: int) -> None:
        """Let no later question make the goal worse than a value (small is good)."""
        self.model.cp.add(self.expressions[goal] <= value)

    def hold_step(self, step: Step, best: Outcome) -> None:
        """Let no later question make a step worse than a plan has it: the weighed sum, or leximin's every level."""
        total = sum(step.weight(goal) * self.expressions[goal.name] for goal in step.goals)
        ((reached, *_),) = rank([step], best)
        if self.terms[step.goals[0].name].combine != "levels":
            self.model.cp.add(total <= reached)
            return
        (goal,) = step.goals
        levels = sorted(goal.score(best).terms.values())
        for number, level in enumerate(levels):
            if number and level == levels[number - 1]:
                continue
            # At most as many terms lie below the level as in the plan.
            below = []
            for name, term in self.terms[goal.name].terms.items():
                below.append(self.model.cp.new_bool_var(f"{name} is below level {number + 1}"))
                self.model.cp.add(term >= level).only_enforce_if(below[-1].negated())
            self.model.cp.add(sum(below) <= number)

    def ask(
        self,
        minimise: Linear | None,
        seconds: float,
        limits: Mapping[str, int] | None = None,
        near: Decision | None = None,
        notify: Callable[[float | None, float | None], None] | None = None,
    ) -> Solution:
        """The best plan for an expression, with goals within limits, starting near a plan."""
        cp = self.model.cp.clone()
        for goal, value in (limits or {}).items():
            cp.add(self.expressions[goal] <= value)
        set_hints(cp, decided(self.model, near) if near is not None else {})
        if minimise is not None:
            cp.minimize(minimise)
        return solve_surely(cp, self.settings, max(0.05, seconds), self.flag, notify, self.parameters)

    def decision(self, solution: Solution) -> Decision:
        """The plan of a solution."""
        return extract(self.model, solution)


def _low(goal: Goal, expression: Linear) -> Linear:
    return expression if goal.best == "low" else -expression


def alternatives(held: Held, best: Decision, number: int, notify: Notify | None = None) -> list[Alternative]:
    """Plans within the limits that ``held`` holds, each as far as possible from ``best`` and those before it.

    Fewer than ``number`` where no other plan is left, or time is.
    """
    found: list[Alternative] = []
    before = [best]
    least = held.model.cp.new_int_var(0, 1_000_000, "least distance")
    for position in range(number):
        held.model.cp.add(least <= distance_in(held.model, before[-1]))
        seconds = held.left / (number - position)
        label = f"alternative {position + 1} of {number}: distance"
        solution = held.ask(-least, seconds, near=before[-1], notify=_progress(notify, label))
        if solution.values is None:
            break
        decision = held.decision(solution)
        reached = min(distance(decision, other) for other in before)
        if reached == 0:
            break
        found.append(Alternative(decision, reached, solution.status is Status.OPTIMAL))
        before.append(decision)
    return found


def distance(one: Decision, other: Decision) -> int:
    """Papers on another date, other papers, and people who left a seat whose paper (or session) is still there."""
    then, now = _places(other), _places(one)
    papers = sum(now.get(paper) != session for paper, session in then.items()) + len(now.keys() - then.keys())
    return papers + sum(
        (role, person, place) not in _seats(one)
        for role, person, place in _seats(other)
        if not isinstance(place, str) or place in now
    )


def distance_in(model: Model, other: Decision) -> Linear:
    """The same distance of the model's plan from another one, as a linear expression."""
    variables, problem = model.variables, model.problem
    places = _places(other)
    terms: list[Linear] = []
    for paper in problem.papers:
        session = places.get(paper)
        terms.append(variables.read(paper) if session is None else 1 - variables.reads(paper, session))
    for role, person, place in sorted(_seats(other), key=str):
        if isinstance(place, str):
            terms.append(variables.read(place) - variables.presents(person, role, place))
        else:
            terms.append(1 - variables.serves(person, role, place))
    return sum(terms)


def _places(decision: Decision) -> dict[str, int]:
    return {paper: session for session, papers in enumerate(decision.required) for paper in papers}


def _seats(decision: Decision) -> set[tuple[str, str, str | int]]:
    return {
        (duty.role, duty.person, duty.paper if duty.paper is not None else session)
        for session, duties in enumerate(decision.duties)
        for duty in duties
    }


def pareto_front(
    make: Callable[[Problem, float], Held], problem: Problem, goals: tuple[Goal, Goal], notify: Notify | None = None
) -> tuple[list[Point], bool]:
    """All pairs of values of two goals such that neither can be better without the other being worse.

    ``make`` gives a model of a problem in which the steps before both are held at their best, with a share of the time
    that is left. Where papers alone decide both goals, the front of the course without its people is found first: no
    plan of the whole course lies beyond it, so each of its points that some whole plan reaches is proven.

    The second value says whether the front is known to have no other points.
    """
    bare = without_people(problem) if problem.people else problem
    if bare is not problem and all(goal.senseless(bare) is None for goal in goals):
        (found, ended), points = _front(make(bare, 0.5), goals, notify), []
        whole = make(problem, 1.0)
        for point in found:
            limits = {goal.name: value for goal, value in zip(goals, point.values, strict=True)}
            solution = whole.ask(None, whole.left / 2, limits, near=point.decision)
            if solution.values is None:
                break
            points.append(replace(point, decision=whole.decision(solution)))
        else:
            return points, ended
        return _front(whole, goals, notify)
    return _front(make(problem, 1.0), goals, notify)


def _front(held: Held, goals: tuple[Goal, Goal], notify: Notify | None) -> tuple[list[Point], bool]:
    """Point by point: the best first goal, then the best second one at that; then the second must become better."""
    first, second = goals
    points: list[Point] = []
    limits: dict[str, int] = {}
    near: Decision | None = None
    while held.left > 0.05:
        label = f"point {len(points) + 1}"
        one = held.ask(
            held.expressions[first.name], held.left / 2, limits, near, _progress(notify, f"{label}: {first.name}")
        )
        if one.values is None:
            return points, one.status is Status.INFEASIBLE and bool(points)
        value = _value(held, first, one)
        other = held.ask(
            held.expressions[second.name],
            held.left / 2,
            {**limits, first.name: value},
            held.decision(one),
            _progress(notify, f"{label}: {second.name}"),
        )
        near = held.decision(other if other.values is not None else one)
        proven = one.status is Status.OPTIMAL and other.status is Status.OPTIMAL
        pair = (value, _value(held, second, other if other.values is not None else one))
        points.append(Point(near, pair, proven))
        limits = {second.name: pair[1] - 1}
    return points, False


def _value(held: Held, goal: Goal, solution: Solution) -> int:
    """The goal's value in a solution, small being good."""
    value = goal.score(Outcome(held.problem, held.decision(solution))).value
    return value if goal.best == "low" else -value


def _progress(notify: Notify | None, label: str) -> Callable[[float | None, float | None], None] | None:
    if notify is None:
        return None
    notify(label, None, None)
    return lambda value, bound: notify(label, value, bound)
