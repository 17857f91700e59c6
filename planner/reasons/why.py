"""The questions of ``explain`` on a course that has a plan: why it is so, and what it would cost otherwise.

Answers are records; :mod:`planner.reasons.wording` makes prose of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from planner.findings import InputError, Where, did_you_mean, error
from planner.plans.outcome import Outcome
from planner.problem.papers import nearest
from planner.problem.problem import Pin, Problem
from planner.reasons.counterquestions import Cost, CounterQuestions
from planner.reasons.wording import cost_in_words

if TYPE_CHECKING:
    from planner.model.requirement import Switch

About = Literal["paper", "person", "date", "topic"]
MOST_REASONS = 8


@dataclass(frozen=True)
class Reason:
    """A line of the file that bars something, with what it says."""

    where: Where
    sentence: str


@dataclass(frozen=True)
class Answer:
    """One thing that is said: a fact (without ``cost``), or what it would cost to have it otherwise.

    ``reasons`` are the lines that bar it, as a minimal set, where it is impossible and that was asked.
    """

    what: str
    cost: Cost | None = None
    reasons: tuple[Reason, ...] = ()
    problem: Problem | None = None

    def __str__(self) -> str:
        """In words; the reasons stand on lines of their own."""
        if self.cost is None or self.problem is None:
            return self.what
        text = f"{self.what} {cost_in_words(self.problem, self.cost)}"
        lines = [f"\n  {reason.where}: {reason.sentence}" for reason in self.reasons[:MOST_REASONS]]
        if len(self.reasons) > MOST_REASONS:
            lines.append(f"\n  … and {len(self.reasons) - MOST_REASONS} more")
        return text + (" by" + "".join(lines) if lines else "")


class Why:
    """Answers as they are solved; ``conflict_with`` finds the requirements that a pin cannot hold with."""

    def __init__(
        self, asked: CounterQuestions, outcome: Outcome, conflict_with: Callable[[Pin], Sequence[Switch]]
    ) -> None:
        self.asked, self.outcome, self.conflict_with = asked, outcome, conflict_with
        self.problem = outcome.problem

    @property
    def _variables(self) -> Any:
        return self.asked.variables

    def ask(self, about: About, name: str) -> Iterator[Answer]:
        """All that is to be said of a paper, a person, a date or a topic; raises InputError for unknown names."""
        yield from {"paper": self.paper, "person": self.person, "date": self.date, "topic": self.topic}[about](name)

    def paper(self, name: str) -> Iterator[Answer]:
        """Why a paper is out, or where else it could go."""
        self._known("paper", name, self.problem.papers)
        here = self.outcome.session_of(name)
        if here is None:
            listed = self.outcome.listings_of.get(name)
            state = f"optional on {self._day(listed[0])}" if listed else "left out"
            read = [self._variables.read(name) == 1]
            yield self._answer(f'"{name}" is {state}; reading it', read, self.asked.budget.left, name, None)
            return
        yield Answer(f'"{name}" is read on {self._day(here)}.')
        yield self._answer("leaving it out", [self._variables.read(name) == 0], self.asked.budget.left / 4)
        yield from self._other_dates(name, here)

    def _other_dates(self, name: str, here: int) -> Iterator[Answer]:
        others = [session.index for session in self.problem.sessions if session.index != here]
        barred = []
        for position, session in enumerate(others):
            there = [self._variables.reads(name, session) == 1]
            seconds = self.asked.budget.left / (len(others) - position)
            answer = self._answer(f"reading it on {self._day(session)}", there, seconds)
            if answer.cost is not None and answer.cost.answer == "impossible":
                barred.append(session)
            else:
                yield answer
        if barred:
            reasons = self._reasons(name, barred)
            yield Answer(f"reading it is impossible on {', '.join(map(self._day, barred))}" + _listed(reasons))

    def person(self, name: str) -> Iterator[Answer]:
        """Why somebody has these duties: what each would cost to take away, and the wishes that did not come true."""
        self._known("person", name, self.problem.people)
        person, duties = self.problem.people[name], self.outcome.duties_by_person[name]
        yield Answer(f"{person.name} has {len(duties)} duties.")
        questions: list[tuple[str, list[Any]]] = []
        at: set[str] = set()
        for session, duty in duties:
            what = f'{duty.role} of "{duty.paper}"' if duty.paper else f"{duty.role} on {self._day(session)}"
            at |= {duty.paper} if duty.paper is not None else set(self.outcome.required[session])
            literal = (
                self._variables.presents(name, duty.role, duty.paper)
                if duty.paper is not None
                else self._variables.serves(name, duty.role, session)
            )
            questions.append((f"{what} ({self._day(session)}) for somebody else", [literal == 0]))
        every = list(self._variables.indices)
        for paper in person.wishes.papers:
            if paper in self.problem.papers and paper not in at:
                # As a pin has it: a seat at the paper, or one per session where the paper is read.
                ways = self._variables.ways_to_hold(name, every, paper=paper)
                questions.append((f'the wish for "{paper}"', [sum(ways) >= 1]))
        yield from self._answers(questions)

    def date(self, name: str) -> Iterator[Answer]:
        """What binds a date: its limits, and whether its papers could go elsewhere."""
        sessions = sorted(self.problem.sessions_named(name))
        if not sessions:
            near = nearest(self.problem.calendar, name) if _is_date(name) else "; dates are written 2023-03-14"
            raise InputError([error("unknown-date", f"there is no session on {name}{near}")])
        for session in sessions:
            event, papers = self.outcome.event_in(session), self.outcome.required[session]
            if event is not None:
                yield Answer(f'{self._day(session)} is taken by event "{event.title}" ({event.where}).')
            load, limit = self.outcome.loads[session], self.problem.reading.minutes_on(session).max
            bound = f" of at most {limit.value}" if limit is not None else ""
            yield Answer(f"{self._day(session)} has {len(papers)} required papers, {load}{bound} minutes.")
            reads, read = self._variables.reads, self._variables.read
            questions = [(f'"{p}" on another date', [read(p) == 1, reads(p, session) == 0]) for p in papers]
            if papers:
                questions.append((f"no reading on {self._day(session)}", [self._variables.has_reading(session) == 0]))
            yield from self._answers(questions)

    def topic(self, name: str) -> Iterator[Answer]:
        """How a topic stands, and what one paper more or less would cost."""
        self._known("topic", name, self.problem.topics)
        topic, papers = self.problem.topics[name], self.problem.topic_papers[name]
        read = [paper.id for paper in papers if paper.id in self.outcome.sessions_of]
        limits = [f"{key} {bound.value}" for key in ("min", "goal", "max") if (bound := getattr(topic.papers, key))]
        days = ", ".join(self._day(session) for session in self.outcome.topic_sessions[name])
        has = f'topic "{topic.title}" has {len(read)} of {len(papers)} candidates'
        yield Answer(f"{has} ({', '.join(limits)}) on {days}.")
        count = sum(self._variables.read(paper.id) for paper in papers)
        yield from self._answers(
            [("one paper more", [count >= len(read) + 1]), ("one paper less", [count <= len(read) - 1])]
        )

    def _answers(self, questions: Sequence[tuple[str, list[Any]]]) -> Iterator[Answer]:
        for position, (what, conditions) in enumerate(questions):
            yield self._answer(what, conditions, self.asked.budget.left / (len(questions) - position))

    def _answer(
        self,
        what: str,
        conditions: list[Any],
        seconds: float,
        paper: str | None = None,
        sessions: Sequence[int] | None = None,
    ) -> Answer:
        """One counter-question; where it is impossible to read ``paper``, with the lines that say so."""
        cost = self.asked.ask(conditions, seconds)
        barred = paper is not None and cost.answer == "impossible"
        return Answer(what, cost, self._reasons(paper or "", sessions) if barred else (), self.problem)

    def _day(self, session: int) -> str:
        return self.problem.sessions[session].id

    def _reasons(self, paper: str, sessions: Sequence[int] | None) -> tuple[Reason, ...]:
        """The lines of the file that bar a paper from sessions, as a minimal set."""
        asked = Where("the question", path=("paper",))
        pin = Pin(asked, paper=paper, sessions=None if sessions is None else frozenset(sessions), date="these dates")
        members = [member for member in self.conflict_with(pin) if member.where != asked]
        return tuple(Reason(member.where, " and ".join(member.sentences[:2])) for member in members)

    def _known(self, what: str, name: str, known: Iterable[str]) -> None:
        names = list(known)
        if name not in names:
            raise InputError([error(f"unknown-{what}", f'there is no {what} "{name}"{did_you_mean(name, names)}')])


def _listed(reasons: Sequence[Reason]) -> str:
    lines = [f"\n  {reason.where}: {reason.sentence}" for reason in reasons[:MOST_REASONS]]
    more = [f"\n  … and {len(reasons) - MOST_REASONS} more"] if len(reasons) > MOST_REASONS else []
    return " by" + "".join([*lines, *more]) if lines else ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
