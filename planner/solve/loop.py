"""The one loop over goals: rung by rung, each made as good as it goes while those before it keep their values.

What a question says becomes plans or floors of the record, whatever the question is. How a rung is attempted is a
sequence of tactics, each a function of one attempt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from planner.measure import Rung
from planner.problem.decision import Decision
from planner.solve.budget import Budget
from planner.solve.question import Effort, Reply
from planner.solve.record import Record
from planner.solve.solver import Status

Gives = Literal["floors", "plans", "both"]
"""What follows from an answer: that no plan is better, that there is this plan, or both."""

SHARE_NEAR = 0.2
SHARE_LOOKING = 0.2
"""Of an attempt's time, to come near a floor, and to look for better plans; the rest is for the proof."""


class Asks(Protocol):
    """What the loop asks: the whole model, or a smaller question."""

    @property
    def rungs(self) -> Sequence[Rung]:
        """The rungs that it measures."""

    def ask(
        self,
        target: int | None,
        budget: Budget,
        *,
        limits: Mapping[int, int] | None = None,
        floor: int | None = None,
        start: Decision | None = None,
        effort: Effort = "look",
        notify: Callable[[float | None, float | None], None] | None = None,
    ) -> Reply:
        """The best answer for a rung by place, or any answer, with other rungs within limits."""

    def near(self, place: int, floor: int, budget: Budget, limits: Mapping[int, int], start: Decision | None) -> Reply:
        """An answer with all parts of an extreme near a floor."""

    def parts(self, place: int) -> int:
        """Of how many parts a rung is the extreme; 0 where it is none."""


@dataclass
class Progress:
    """How far one question has come; ``values`` are those of its own answers, where no plan is known yet."""

    values: dict[int, int] = field(default_factory=dict)
    finished: dict[int, list[Mapping[int, int]]] = field(default_factory=dict)
    """By place, the limits within which all is said."""
    tries: dict[int, int] = field(default_factory=dict)
    apart: dict[int, int] | None = None
    """Hopes of several rungs that no answer has all at once."""
    empty: bool = False
    """Whether there is no answer at all, or none better than the best plan."""


@dataclass
class Attempt:
    """One rung of one question, within limits, in a share of the time."""

    question: Asks
    rung: Rung
    limits: Mapping[int, int]
    record: Record
    budget: Budget
    gives: Gives
    start: Decision | None

    @property
    def floor(self) -> int | None:
        """What no plan within the limits is below."""
        return self.record.floor(self.rung.place, self.limits)

    def ask(self, budget: Budget, effort: Effort) -> Reply:
        """The rung itself."""
        return self.question.ask(
            self.rung.place,
            budget,
            limits=self.limits,
            floor=self.floor,
            start=self.start,
            effort=effort,
            notify=lambda value, bound: self.record.tell(self.rung, value, bound),
        )

    def take(self, reply: Reply) -> None:
        """Let the record know."""
        if self.gives != "plans" and reply.floor is not None:
            self.record.lower(self.rung.place, reply.floor, self.limits)
        if self.gives != "floors" and reply.decision is not None:
            self.record.offer(reply.decision, whole=self.gives == "both")

    @property
    def solved(self) -> bool:
        """Whether the rung needs no other attempt."""
        return self.record.proven(self.rung.place)


Tactic = Callable[[Attempt], "Reply | None"]


def near_floor(attempt: Attempt) -> Reply | None:
    """Bring all parts of an extreme to its floor together, where the extreme alone is flat."""
    floor, place = attempt.floor, attempt.rung.place
    if floor is None or not attempt.question.parts(place) or attempt.record.best is None:
        return None
    reply = attempt.question.near(place, floor, attempt.budget.share(SHARE_NEAR), attempt.limits, attempt.start)
    if reply.decision is not None and attempt.gives != "floors":
        attempt.record.offer(reply.decision, whole=attempt.gives == "both")
    return None


def look(attempt: Attempt) -> Reply | None:
    """Look for better answers with neighbourhoods, and with all of the time where none is known."""
    known = attempt.record.best is not None
    return attempt.ask(attempt.budget.share(SHARE_LOOKING) if known else attempt.budget, "look")


def prove(attempt: Attempt) -> Reply | None:
    """All workers at the bound."""
    return attempt.ask(attempt.budget, "prove")


FOR_PLANS: tuple[Tactic, ...] = (near_floor, look, prove)
FOR_FLOORS: tuple[Tactic, ...] = (prove,)


def descend(
    question: Asks,
    record: Record,
    budget: Budget,
    seconds: float,
    gives: Gives,
    progress: Progress,
    targets: Sequence[Rung] | None = None,
) -> None:
    """Go down the ladder once; each rung has ``seconds``, and none more than half of what is left, but the last.

    ``targets`` are the rungs that are asked, by default all that the question measures; the others only hold.
    """
    if gives != "floors":
        _jump(question, record, budget.part(seconds), gives, progress)
    targets = question.rungs if targets is None else targets
    for rung in targets:
        if budget.over or progress.empty:
            return
        limits = open_limits(question, record, rung, gives, progress)
        if limits is None:
            continue
        last = rung.place == targets[-1].place
        share = budget.part(seconds if last else min(seconds, budget.left / 2))
        attempt = Attempt(question, rung, limits, record, share, gives, record.best)
        progress.tries[rung.place] = progress.tries.get(rung.place, 0) + 1
        _attempt(attempt, FOR_FLOORS if gives == "floors" else FOR_PLANS, progress)


def _attempt(attempt: Attempt, tactics: Sequence[Tactic], progress: Progress) -> None:
    """Try one tactic after another until the rung is solved or its time is over."""
    record, place = attempt.record, attempt.rung.place
    for tactic in tactics:
        if attempt.solved or attempt.budget.over:
            return
        reply = tactic(attempt)
        if reply is None:
            continue
        record.seconds[place] += reply.seconds
        attempt.take(reply)
        attempt.start = record.best
        if reply.status is Status.INFEASIBLE:
            progress.empty = True
            if not attempt.limits and attempt.gives != "plans" and record.best is None:
                record.status = "infeasible"
            return
        if reply.value is not None:
            progress.values[place] = reply.value
        if reply.optimal:
            progress.finished.setdefault(place, []).append(attempt.limits)
            return


def open_limits(
    question: Asks, record: Record, rung: Rung, gives: Gives, progress: Progress
) -> Mapping[int, int] | None:
    """Limits on the rungs before, within which the question may say something new of a rung; None where there are none.

    They are what the best plan scores, else what the question's own answers do. Floors are also asked for within the
    floors of the rungs before, in turn, in the hope that a plan will reach these.
    """
    if record.proven(rung.place):
        return None
    before = [other.place for other in question.rungs if other.place < rung.place]
    known = record.values if record.best is not None else progress.values
    ways: list[dict[int, int]] = []
    if record.best is not None or all(place in progress.values for place in before):
        ways.append({place: known[place] for place in before})
    if gives == "floors" and record.best is not None:
        hopes = record.hopes()
        hoped = {
            place: hopes[place] if place in hopes and not record.proven(place) else known[place] for place in before
        }
        ways.insert(0, hoped)
    said = progress.finished.get(rung.place, [])
    fresh = [limits for limits in ways if limits not in said]
    return fresh[progress.tries.get(rung.place, 0) % len(fresh)] if fresh else None


def _jump(question: Asks, record: Record, budget: Budget, gives: Gives, progress: Progress) -> None:
    """Look for a plan that has the first rungs at their floors at once: then they are proven."""
    measured = {rung.place for rung in question.rungs}
    hopes = {place: value for place, value in record.hopes().items() if place in measured}
    met = record.best is not None and all(record.values[place] <= value for place, value in hopes.items())
    if not hopes or met or hopes == progress.apart:
        return
    reply = question.ask(None, budget, limits=hopes, start=record.best)
    if reply.status is Status.INFEASIBLE:
        progress.apart = hopes
    elif reply.decision is not None:
        record.offer(reply.decision, whole=gives == "both")
