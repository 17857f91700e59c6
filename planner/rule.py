"""The two protocols that every file in ``constraints/`` meets: a rule must hold in every plan, a goal ranks plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from planner.findings import Finding

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.plans.outcome import Outcome
    from planner.problem.problem import Problem

Combine = Literal["sum", "max", "min", "levels", "stages"]


class Rule(Protocol):
    """One rule: ``build`` states it in the model, ``check`` judges any plan without sharing code with ``build``."""

    @property
    def name(self) -> str:
        """The code of its findings, such as ``topic-papers``."""

    def build(self, model: Model) -> None:
        """State every requirement of the rule through ``model.requirement(where, sentence)``."""

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """What the plan breaks, one finding for each requirement and subject."""


@runtime_checkable
class PackRule(Protocol):
    """A rule about one session may also say which papers one session can hold together; used to enumerate packs."""

    def allows(self, problem: Problem, session: int, papers: Sequence[str]) -> bool:
        """Whether these papers, and no others, may be required in the session, as far as this rule goes."""


@runtime_checkable
class ArithmeticRule(Protocol):
    """A rule may also know by arithmetic, without solving, that no plan can keep it."""

    def impossible(self, problem: Problem) -> Iterable[Finding]:
        """What cannot be, with the arithmetic in words."""


@dataclass(frozen=True)
class Terms:
    """What a goal measures in the model: named linear expressions and how they combine to the figure.

    ``stages`` are met in the order listed, each in the goal's direction; the figure is the first.
    ``end`` is for ``levels``: what no term passes, whatever the rules; None where that is not known.
    """

    combine: Combine
    terms: Mapping[str, Any]
    end: int | None = None


@dataclass(frozen=True)
class Score:
    """What a goal measures on a plan: the same named terms as integers, and the integer that they combine to.

    For ``levels`` and ``stages`` the value is the first one; ``terms`` hold them all.
    """

    value: int
    terms: Mapping[str, int]


@runtime_checkable
class PackGoal(Protocol):
    """A goal whose figure is the sum, or the maximum, of what each session's required papers score by themselves."""

    pack_combine: Literal["sum", "max"]

    def pack_score(self, problem: Problem, papers: Sequence[str]) -> int:
        """What one session that requires these papers, and no others, scores."""


@runtime_checkable
class EndedGoal(Protocol):
    """A goal whose integer value has an end that no plan passes, such as 100 %, whatever the rules."""

    def end(self, problem: Problem) -> int:
        """The best value there could be."""


@runtime_checkable
class ReadGoal(Protocol):
    """A goal of what is read, whatever the dates: ``build`` asks for nothing but ``variables.read`` and ``cp``."""

    only_read: bool


@runtime_checkable
class DescribedGoal(Protocol):
    """A goal that says what its figure is and when it has sense; for the schema, the reference, help and errors."""

    name: str
    unit: str
    best: Literal["low", "high"]
    meaning: str
    sense: str


@runtime_checkable
class TellingGoal(Protocol):
    """A goal that tells its figure as an instructor would: what it is about, and what it is."""

    def told(self, outcome: Outcome, score: Score) -> tuple[str, str]:
        """Such as ``("reading above 2 hours", "20 min in all, most on 14 March")``."""


def is_measured(goal: Goal, outcome: Outcome) -> bool:
    """Whether a plan has what a goal measures, as its ``measured(outcome)`` says: one without duties is not fair."""
    measured = getattr(goal, "measured", None)
    return True if measured is None else bool(measured(outcome))


def scale_of(goal: Goal, problem: Problem) -> int:
    """How many of a goal's integers are one unit of its figure; 1 unless its ``scale(problem)`` says otherwise.

    A weighed step adds weight × integer / scale: figures in the units that people read.
    """
    scale = getattr(goal, "scale", None)
    return 1 if scale is None else int(scale(problem))


class Goal(Protocol):
    """One goal: ``build`` and ``score`` measure the same integers; ``figure`` turns them into what people read."""

    @property
    def name(self) -> str:
        """The word in ``goals:``."""

    @property
    def unit(self) -> str:
        """What the figure counts."""

    @property
    def best(self) -> Literal["low", "high"]:
        """Which way is better."""

    def senseless(self, problem: Problem) -> str | None:
        """Why the goal has no sense for this course, or None."""

    def build(self, model: Model) -> Terms:
        """The terms in the model."""

    def score(self, outcome: Outcome) -> Score:
        """The terms on a plan."""

    def figure(self, problem: Problem, value: int) -> int | float:
        """The integer value in the unit of the goal."""
