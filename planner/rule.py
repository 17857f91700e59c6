"""The protocols that the files in ``constraints/`` meet: a rule must hold in every plan, a goal ranks plans.

What is optional stands in protocols of its own. A rule says what it is about; the smaller questions that help to find a
plan (see ``planner/solve/views.py``) drop it or ask for its piece by that, never by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from planner.findings import Finding

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.plans.outcome import Outcome
    from planner.problem.problem import Problem
    from planner.solve.undated.blocks import BlockModel

Combine = Literal["sum", "max", "min", "levels", "stages"]
"""How a goal's terms make its figure: ``levels`` are met from the worst on, ``stages`` as they are listed."""

About = Literal[
    "papers",  # which papers are read
    "dates",  # in which session, and beside what
    "listings",  # which papers are listed as optional reading
    "people",  # who is on duty
    "rest",  # when one person is on duty, and how often in a session
    "wishes",  # how content people are (goals)
    "counts sessions",  # a session more may mend what it breaks (rules)
    "counts duties",  # it counts seats or duties (rules)
]


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
class Speaks(Protocol):
    """A rule or goal that says what it is about. One that does not may be about anything: it is never dropped."""

    about: frozenset[About]


def concerning(*parts: About) -> frozenset[About]:
    """What a rule or goal is about, for its attribute ``about``."""
    return frozenset(parts)


def about(part: object) -> frozenset[About] | None:
    """What a rule or goal says that it is about; None where it does not say."""
    return part.about if isinstance(part, Speaks) else None


# What a rule may have besides ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Barred:
    """What no plan has, whatever else it holds: each part by session index, paper or person.

    ``sessions_of`` names for a paper the only sessions that may require it.
    """

    sessions_of: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seats_at: frozenset[tuple[str, str]] = frozenset()
    """(person, paper): no seat of the person at the paper."""
    duties_in: frozenset[tuple[str, int]] = frozenset()
    """(person, session): no duty of the person in the session."""
    most_in_session: int | None = None
    """No person has more duties in one session."""


@runtime_checkable
class Bars(Protocol):
    """A rule that, by itself, rules out papers on sessions, or people at papers or on sessions.

    The model then has no variable for these: the same plans, in a smaller model.
    """

    def bars(self, problem: Problem) -> Barred:
        """What the rule rules out."""


@runtime_checkable
class Strengthens(Protocol):
    """A rule that knows what follows from it: redundant, but counting by it makes proofs short."""

    def strengthen(self, model: Model) -> None:
        """State what follows, through ``requirement.follows``; the model is right without it."""


@runtime_checkable
class Undated(Protocol):
    """A rule with a piece for the course without dates: each plan that keeps the rule must keep the piece."""

    def build_undated(self, blocks: BlockModel) -> None:
        """State what the rule says of packs of papers, numbers of sessions and blocks."""


@runtime_checkable
class WithoutPeople(Protocol):
    """A rule about people, of which something is left when nobody is on duty."""

    def build_without_people(self, model: Model) -> None:
        """State what the rule says of papers, dates and events."""


@runtime_checkable
class FewerDuties(Protocol):
    """A rule of which a part still holds in a plan that keeps it when duties are taken away from the plan."""

    def build_fewer_duties(self, model: Model) -> None:
        """State that part: maxima, but no minima of duties."""


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


# Goals -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Terms:
    """What a goal measures in the model: named linear expressions and how they combine to the figure."""

    combine: Combine
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """What a goal measures on a plan: the same named terms as integers, and the integer that they combine to.

    For ``levels`` the value is the worst term, for ``stages`` the first; ``terms`` hold them all.
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
    """A goal whose terms have an end that no plan passes, such as 100 %, whatever the rules."""

    def end(self, problem: Problem) -> int:
        """The best value there could be, of each level or stage."""


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
    """How many of a goal's integers are one unit of its figure, as its ``scale(problem)`` says, else its ``figure``.

    A weighed step adds weight × integer / scale: figures in the units that people read.
    """
    scale = getattr(goal, "scale", None)
    if scale is not None:
        return max(1, int(scale(problem)))
    many = 10**6
    figure = goal.figure(problem, many)
    return max(1, round(many / figure)) if figure else 1


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
