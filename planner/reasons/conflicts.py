"""Why no plan exists: a minimal set of requirements that cannot hold together, and the cheapest ways out.

The set is found by letting go of requirements one by one; the ways out by letting go of as few as possible, then moving
their numbers as little as possible. CP-SAT's assumption cores are neither minimal nor always right in 9.15, so they
only make the first set smaller; what is told has been verified by solving.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.findings import Where
from planner.model.requirement import Linear, Place, Switch, place_of
from planner.problem.problem import Problem
from planner.reasons.explanation import LineChange
from planner.rule import Rule, about
from planner.solve.budget import Budget
from planner.solve.question import Piece, Question, Reply
from planner.solve.second_opinion import OTHERWISE

# Counting arguments are proven by linear relaxations, not by propagation.
COUNTING = {
    "linearization_level": 2,
    "symmetry_level": 0,
    "cp_model_probing_level": 0,
    "max_presolve_iterations": 1,
}
SOLVE_SECONDS = 10.0
SEEKING = {"symmetry_level": 0, "cp_model_probing_level": 0}
GUESS_SECONDS = 3.0
SHRINK_SECONDS = 3.0
OPINION_SECONDS = 0.5
FAMILY, MANY = 4, 24
SHARE_OF_MINIMISING = 0.75


def _counts(rule: Rule) -> bool:
    said = about(rule) or frozenset()
    return "counts duties" in said or ("counts sessions" in said and "papers" not in said)


def _of_people(rule: Rule) -> bool:
    return _counts(rule) or "people" in (about(rule) or ())


def _of_people_and_papers(rule: Rule) -> bool:
    return _of_people(rule) or "counts sessions" in (about(rule) or ())


GUESSES = (_counts, _of_people, _of_people_and_papers)
"""Rules that often conflict by themselves where people are too few or too many: asked first, as they count quickly."""


@dataclass(frozen=True)
class WayOut:
    """Changes of lines that together make a plan possible; verified by solving. ``switches`` are what they let go."""

    changes: tuple[LineChange, ...]

    @property
    def relative_move(self) -> float:
        """The sum of the changes' sizes."""
        return sum(change.size for change in self.changes)


@dataclass(frozen=True)
class Conflict:
    """A minimal set of requirements: they cannot hold together, and without any one of them the others can.

    ``minimal`` is False when time ran out before that was sure; ``known`` is False when it is not even known whether
    a plan exists.
    """

    members: tuple[Switch, ...]
    minimal: bool = True
    known: bool = True
    feasible: bool = False


class Explainer:
    """Asks one model with switches many questions within a time limit."""

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[tuple[Rule, Piece]],
        budget: Budget,
        only: Collection[Place] | None = None,
    ) -> None:
        self.problem, self.rules, self.budget = problem, rules, budget
        self.question = Question(problem, rules, mode="explain", only=only)
        self.switches = sorted(self.question.model.switches.values(), key=_file_order)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.budget.left

    def _ask(
        self,
        held: Iterable[Switch],
        minimise: Linear | None = None,
        seconds: float = SOLVE_SECONDS,
        also: Iterable[Any] = (),
        parameters: dict[str, Any] | None = None,
    ) -> Reply:
        """Solve with these switches held, and nothing said of the others."""
        return self.question.ask(
            minimise,
            self.budget.part(seconds),
            start=self.question.latest,
            conditions=[*(switch.holds == 1 for switch in held), *also],
            effort=parameters or COUNTING,
            in_passing=True,
        )

    # The minimal set --------------------------------------------------------------------------------------------

    def conflict(self) -> Conflict:
        """A minimal set of requirements that cannot hold together."""
        everything = self._ask(self.switches, seconds=GUESS_SECONDS)
        if everything.infeasible and (core := self._core(GUESS_SECONDS / 2)):
            return self._minimal(self._with_only({place_of(switch.where) for switch in core}))
        if not everything.found and (few := self._guess()) is not None:
            return self._minimal(few)
        if everything.unknown:
            everything = self._ask(self.switches, seconds=self.left)
        if everything.found:
            return Conflict((), feasible=True)
        if not everything.infeasible:
            return Conflict((), minimal=False, known=False)
        # What is not in the core need not be stated at all: a smaller model answers the many questions that follow.
        core = self._core(SOLVE_SECONDS) or self.switches
        return self._minimal(self._with_only({place_of(switch.where) for switch in core}))

    def _guess(self) -> Explainer | None:
        """A model of few requirements that cannot hold together, if one of the usual guesses is right."""
        tried: list[set[Place]] = []
        for guess in GUESSES:
            places = {
                place_of(switch.where) for switch in self.switches if switch.rule is not None and guess(switch.rule)
            }
            if places and places not in tried:
                tried.append(places)
                few = self._with_only(places)
                if few._ask(few.switches, seconds=GUESS_SECONDS).infeasible:
                    return few
        return None

    def _with_only(self, places: Collection[Place]) -> Explainer:
        """The same questions of a model that states nothing but what stands at these places."""
        return Explainer(self.problem, self.rules, self.budget, places)

    def _minimal(self, smaller: Explainer) -> Conflict:
        """A minimal conflict among the requirements of a smaller model, which cannot hold together.

        Some time is left for the ways out: a set that may not be minimal with a way out helps more than one without.
        """
        smaller.budget = self.budget.share(SHARE_OF_MINIMISING)
        members, sure = smaller._shrink(smaller.switches)
        if smaller._ask(members, seconds=OPINION_SECONDS, parameters=OTHERWISE).found:
            # The solver contradicts itself: nothing is known then.
            return Conflict((), minimal=False, known=False)
        named = {place_of(switch.where) for switch in members}
        return Conflict(tuple(s for s in self.switches if place_of(s.where) in named), minimal=sure)

    def _core(self, seconds: float) -> list[Switch]:
        """A sufficient set, by assumptions; empty where none was found, or it does not stand up to a second solve."""
        named = self.question.core([switch.holds for switch in self.switches], self.budget.part(seconds))
        core = [switch for switch in self.switches if switch.holds.index in named]
        return core if core and self._ask(core).infeasible else []

    def _shrink(self, members: Sequence[Switch]) -> tuple[list[Switch], bool]:
        """Let go of members while the rest still conflicts: in halves while the set is large, then one by one."""
        kept: list[Switch] = []
        rest, sure = self._without_families(members), True
        # Few members are mostly needed, and asking for several of them at once tells nothing then.
        size = max(1, len(rest) // 4) if len(rest) > MANY else 1
        while rest:
            if self.left <= 0.05:
                return kept + rest, False
            size = min(size, len(rest))
            chunk, others = rest[:size], rest[size:]
            answer = self._either(kept + others, max(SHRINK_SECONDS, self.left / (len(rest) + 1)))
            if answer.infeasible:
                rest = others
            elif size > 1:
                size = max(1, size // 2)
            else:
                sure = sure and answer.found
                kept += chunk
                rest = others
        return sorted(kept, key=_file_order), sure

    def _without_families(self, members: Sequence[Switch]) -> list[Switch]:
        """Let go of all requirements of one rule at once, such as everybody's absences, while the rest conflicts."""
        kept = list(members)
        counts = Counter(switch.rule for switch in kept)
        for rule, count in counts.most_common():
            if count < FAMILY or self.left <= 0.05:
                break
            others = [switch for switch in kept if switch.rule != rule]
            if self._ask(others, seconds=SHRINK_SECONDS).infeasible:
                kept = others
        return kept

    def _either(self, held: Sequence[Switch], seconds: float) -> Reply:
        """Whether requirements can hold together: by counting, and where that does not tell, by looking for a plan.

        One question that is hard must not take the time of all the others.
        """
        answer = self._ask(held, seconds=seconds / 2)
        if not answer.unknown:
            return answer
        return self._ask(held, seconds=seconds / 2, parameters=SEEKING)

    # The ways out -----------------------------------------------------------------------------------------------

    def repairs(self, conflict: Conflict, most: int = 5) -> list[WayOut]:
        """The cheapest repairs: fewest lines first, then the smallest relative move, then file order.

        One line can only help if it is a member of the conflict, so each member is tried first; only if none helps,
        the fewest lines are looked for.
        """
        found: list[WayOut] = []
        for switch in sorted(conflict.members, key=lambda s: (not s.movable or s.limit is None, _file_order(s))):
            if self.left <= 0.05:
                break
            repair = self._smallest_moves([switch])
            if repair is not None:
                found.append(repair)
        barred: list[list[Switch]] = []
        while not found or (barred and len(found) < most):
            if self.left <= 0.05:
                break
            solution = self._fewest(barred)
            if not solution.found:
                break
            let_go = [switch for switch in self.switches if not self.question.value(switch.holds)]
            if barred and len(let_go) > len(barred[0]):
                break
            repair = self._smallest_moves(let_go)
            if repair is not None:
                found.append(repair)
            barred.append(let_go)
        return sorted(
            found, key=lambda way: (len(way.changes), way.relative_move, [file_order(c.where) for c in way.changes])
        )[:most]

    def same(self, conflict: Conflict) -> Conflict:
        """A conflict of a smaller question, in the switches of this one."""
        named = {place_of(switch.where) for switch in conflict.members}
        return replace(conflict, members=tuple(s for s in self.switches if place_of(s.where) in named))

    def _fewest(self, barred: Sequence[Sequence[Switch]]) -> Reply:
        """Let go of as few places as possible, in another way than before."""

        other_ways = [sum(switch.holds for switch in let_go) >= 1 for let_go in barred]
        dropped = sum(switch.holds.negated() for switch in self.switches)
        return self._ask((), minimise=dropped, also=other_ways)

    def _smallest_moves(self, let_go: Sequence[Switch]) -> WayOut | None:
        """How far the numbers among the places must move, the others being dropped; None if that is no way out."""
        held = [switch for switch in self.switches if switch not in let_go]
        movable = [switch for switch in let_go if switch.movable and switch.limit is not None]
        moves: dict[Switch, int] = {}
        for switch in movable:
            near = [other.moved <= by for other, by in moves.items()]
            if not self._ask(held, minimise=switch.moved, also=near).found:
                return None
            moves[switch] = self.question.value(switch.moved)
        if not movable and not self._ask(held).found:
            return None
        return WayOut(tuple(_change(switch, moves.get(switch)) for switch in let_go))


def _change(switch: Switch, moved: int | None) -> LineChange:
    """What a place would have to change: its number by so much, or (None) it is let go."""
    after = None
    if moved is not None and switch.limit is not None and switch.direction is not None:
        after = switch.limit + switch.direction * moved
    return replace(line_of(switch), after=after)


def line_of(switch: Switch) -> LineChange:
    """The line of a switch, let go."""
    limit = switch.limit if switch.movable else None
    name = switch.rule.name if switch.rule is not None else ""
    return LineChange(switch.where, name, tuple(switch.sentences), limit)


def _file_order(switch: Switch) -> tuple[str, int, int]:
    return file_order(switch.where)


def file_order(where: Where) -> tuple[str, int, int]:
    """Where a place stands, to sort by."""
    return where.file, where.line or 0, where.column or 0
