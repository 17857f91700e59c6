"""Why no plan exists: a minimal set of requirements that cannot hold together, and the cheapest ways out.

The set is found by letting go of requirements one by one; the ways out by letting go of as few as possible, then moving
their numbers as little as possible. CP-SAT's assumption cores are neither minimal nor always right in 9.15, so they
only make the first set smaller; what is told has been verified by solving.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from planner.model.model import Linear, Model, Place, Switch, place_of
from planner.model.second_opinion import OTHERWISE
from planner.model.solver import Solution, Status, StopFlag, set_hints, solve
from planner.model.strengthen import state_facts
from planner.problem.problem import Problem, SearchSettings
from planner.rule import Rule

# Counting arguments are proven by linear relaxations, not by propagation (FIELD-NOTES §4.4).
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
COUNTS = {
    "seats",
    *("duties-per-person", "duties-per-role", "duties-per-session", "gap", "gap-days"),
    *("session-papers", "every-session", "total-papers", "event-dates", "event-blocks"),
}
PEOPLE = COUNTS | {"availability", "held-roles", "different-roles", "class-minutes", "session-minutes", "conflicts"}
PAPERS = {"must", "topic-papers", "topic-sessions", "topics-per-session", "topic-window"}
GUESSES = (COUNTS, PEOPLE, PEOPLE | PAPERS)
"""Rules that often conflict by themselves where people are too few or too many: asked first, as they count quickly."""
DROPPED = 1e6


@dataclass(frozen=True)
class Change:
    """What one place in a file would have to change: its number becomes ``number``, or (None) it is dropped."""

    switch: Switch
    number: int | None


@dataclass(frozen=True)
class Repair:
    """Changes that together make a plan possible; verified by solving."""

    changes: tuple[Change, ...]

    @property
    def relative_move(self) -> float:
        """The sum of the changes' sizes: a number's share of itself; what is dropped counts as more than any move."""
        return sum(
            DROPPED
            if change.number is None or change.switch.limit is None
            else abs(change.number - change.switch.limit) / max(1, change.switch.limit)
            for change in self.changes
        )


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
        rules: Sequence[Rule],
        settings: SearchSettings,
        flag: StopFlag,
        only: Collection[Place] | None = None,
    ) -> None:
        self.problem, self.rules = problem, rules
        self.model = Model(problem, "explain", only)
        self.model.build(rules)
        state_facts(self.model)
        self.settings, self.flag = settings, flag
        self.switches = sorted(self.model.switches.values(), key=_file_order)
        self.ends = flag.clock(settings) + settings.time_limit
        # The last plan of any question: most others have one near it.
        self._near: Solution | None = None

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self.flag else max(0.0, self.ends - self.flag.clock(self.settings))

    def _ask(
        self,
        held: Iterable[Switch],
        minimise: Linear | None = None,
        seconds: float = SOLVE_SECONDS,
        also: Callable[[cp_model.CpModel], None] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> Solution:
        """Solve with these switches held, and nothing said of the others."""
        cp = self.model.cp.clone()
        for switch in held:
            cp.add_bool_or([cp.get_bool_var_from_proto_index(switch.holds.index)])
        if also is not None:
            also(cp)
        if minimise is not None:
            cp.minimize(minimise)
        if self._near is not None and self._near.values is not None:
            set_hints(cp, dict(enumerate(self._near.values)))
        solution = solve(cp, self.settings, min(seconds, self.left), self.flag, parameters=parameters or COUNTING)
        if solution.values is not None:
            self._near = solution
        return solution

    # The minimal set --------------------------------------------------------------------------------------------

    def conflict(self) -> Conflict:
        """A minimal set of requirements that cannot hold together."""
        everything = self._ask(self.switches, seconds=GUESS_SECONDS)
        if everything.status is Status.INFEASIBLE and (core := self._core(GUESS_SECONDS / 2)):
            return self._minimal(self._with_only({place_of(switch.where) for switch in core}))
        if everything.values is None and (few := self._guess()) is not None:
            return self._minimal(few)
        if everything.status is Status.UNKNOWN:
            everything = self._ask(self.switches, seconds=self.left)
        if everything.values is not None:
            return Conflict((), feasible=True)
        if everything.status is not Status.INFEASIBLE:
            return Conflict((), minimal=False, known=False)
        # What is not in the core need not be stated at all: a smaller model answers the many questions that follow.
        core = self._core(SOLVE_SECONDS) or self.switches
        return self._minimal(self._with_only({place_of(switch.where) for switch in core}))

    def _guess(self) -> Explainer | None:
        """A model of few requirements that cannot hold together, if one of the usual guesses is right."""
        tried: list[set[Place]] = []
        for guess in GUESSES:
            places = {place_of(switch.where) for switch in self.switches if switch.rule in guess}
            if places and places not in tried:
                tried.append(places)
                few = self._with_only(places)
                if few._ask(few.switches, seconds=GUESS_SECONDS).status is Status.INFEASIBLE:
                    return few
        return None

    def _with_only(self, places: Collection[Place]) -> Explainer:
        """The same questions of a model that states nothing but what stands at these places."""
        smaller = Explainer(self.problem, self.rules, self.settings, self.flag, places)
        smaller.ends = self.ends
        return smaller

    def _minimal(self, smaller: Explainer) -> Conflict:
        """A minimal conflict among the requirements of a smaller model, which cannot hold together.

        Some time is left for the ways out: a set that may not be minimal with a way out helps more than one without.
        """
        smaller.ends = self.flag.clock(self.settings) + self.left * SHARE_OF_MINIMISING
        members, sure = smaller._shrink(smaller.switches)
        if smaller._ask(members, seconds=OPINION_SECONDS, parameters=OTHERWISE).values is not None:
            # The solver contradicts itself: nothing is known then.
            return Conflict((), minimal=False, known=False)
        named = {place_of(switch.where) for switch in members}
        return Conflict(tuple(s for s in self.switches if place_of(s.where) in named), minimal=sure)

    def _core(self, seconds: float) -> list[Switch]:
        """A sufficient set, by assumptions; empty where none was found, or it does not stand up to a second solve."""
        cp = self.model.cp.clone()
        cp.add_assumptions([cp.get_bool_var_from_proto_index(switch.holds.index) for switch in self.switches])
        seconds = max(0.1, min(seconds, self.left))
        answer = solve(cp, replace(self.settings, workers=1), seconds, self.flag, parameters={"linearization_level": 2})
        core = [switch for switch in self.switches if switch.holds.index in answer.core]
        return core if core and self._ask(core).status is Status.INFEASIBLE else []

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
            if answer.status is Status.INFEASIBLE:
                rest = others
            elif size > 1:
                size = max(1, size // 2)
            else:
                sure = sure and answer.values is not None
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
            if self._ask(others, seconds=SHRINK_SECONDS).status is Status.INFEASIBLE:
                kept = others
        return kept

    def _either(self, held: Sequence[Switch], seconds: float) -> Solution:
        """Whether requirements can hold together: by counting, and where that does not tell, by looking for a plan.

        One question that is hard must not take the time of all the others.
        """
        answer = self._ask(held, seconds=seconds / 2)
        if answer.status is not Status.UNKNOWN:
            return answer
        return self._ask(held, seconds=seconds / 2, parameters=SEEKING)

    # The ways out -----------------------------------------------------------------------------------------------

    def repairs(self, conflict: Conflict, most: int = 5) -> list[Repair]:
        """The cheapest repairs: fewest lines first, then the smallest relative move, then file order.

        One line can only help if it is a member of the conflict, so each member is tried first; only if none helps,
        the fewest lines are looked for.
        """
        found: list[Repair] = []
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
            if solution.values is None:
                break
            let_go = [switch for switch in self.switches if not solution.value(switch.holds)]
            if barred and len(let_go) > len(barred[0]):
                break
            repair = self._smallest_moves(let_go)
            if repair is not None:
                found.append(repair)
            barred.append(let_go)
        return sorted(
            found, key=lambda r: (len(r.changes), r.relative_move, [_file_order(c.switch) for c in r.changes])
        )[:most]

    def same(self, conflict: Conflict) -> Conflict:
        """A conflict of a smaller question, in the switches of this one."""
        named = {place_of(switch.where) for switch in conflict.members}
        return replace(conflict, members=tuple(s for s in self.switches if place_of(s.where) in named))

    def _fewest(self, barred: Sequence[Sequence[Switch]]) -> Solution:
        """Let go of as few places as possible, in another way than before."""

        def other_ways(cp: cp_model.CpModel) -> None:
            for let_go in barred:
                cp.add_bool_or([cp.get_bool_var_from_proto_index(switch.holds.index) for switch in let_go])

        dropped = sum(switch.holds.negated() for switch in self.switches)
        return self._ask((), minimise=dropped, also=other_ways)

    def _smallest_moves(self, let_go: Sequence[Switch]) -> Repair | None:
        """How far the numbers among the places must move, the others being dropped; None if that is no way out."""
        held = [switch for switch in self.switches if switch not in let_go]
        movable = [switch for switch in let_go if switch.movable and switch.limit is not None]
        moves: dict[Switch, int] = {}
        for switch in movable:
            solution = self._ask(held, minimise=switch.moved, also=lambda cp: _fix(cp, moves))
            if solution.values is None:
                return None
            moves[switch] = solution.value(switch.moved)
        if not movable and self._ask(held).values is None:
            return None
        changes = []
        for switch in let_go:
            number = None
            if switch in moves and switch.limit is not None and switch.direction is not None:
                number = switch.limit + switch.direction * moves[switch]
            changes.append(Change(switch, number))
        return Repair(tuple(changes))


def _fix(cp: cp_model.CpModel, moves: dict[Switch, int]) -> None:
    for switch, moved in moves.items():
        cp.add(cp.get_int_var_from_proto_index(switch.moved.index) <= moved)


def _file_order(switch: Switch) -> tuple[str, int, int]:
    return switch.where.file, switch.where.line or 0, switch.where.column or 0
