"""The questions of ``explain`` on a course that has a plan: why it is so, and what it would cost otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.findings import InputError, Where, did_you_mean, error
from planner.model.counterfactual import Cost, Counterfactual
from planner.plans.outcome import Outcome
from planner.plans.scoring import Step
from planner.problem.papers import nearest
from planner.problem.problem import Pin

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from planner.model.model import Switch
    from planner.model.variables import Variables
    from planner.problem.problem import Problem

MOST_REASONS = 8
Otherwise = Callable[["cp_model.CpModel"], None]


class Why:
    """Answers in lines of text; each cost is computed by solving the counter-question."""

    def __init__(
        self, asked: Counterfactual, outcome: Outcome, conflict_with: Callable[[Pin], Sequence[Switch]]
    ) -> None:
        self.asked, self.outcome, self.conflict_with = asked, outcome, conflict_with
        self.problem: Problem = outcome.problem
        self.variables: Variables = asked.model.variables

    def paper(self, name: str) -> Iterator[str]:
        """Why a paper is out, or where else it could go."""
        self._known("paper", name, self.problem.papers)
        here = self.outcome.session_of(name)
        if here is None:
            listed = self.outcome.listings_of.get(name)
            state = f"optional on {self._day(listed[0])}" if listed else "left out"
            cost = self.asked.ask(self._require(name, None), self.asked.left)
            reason = self._because(name, None) if cost.answer == "impossible" else ""
            yield f'"{name}" is {state}; reading it {cost_in_words(self.problem, cost)}{reason}'
            return
        yield f'"{name}" is read on {self._day(here)}.'
        yield self._cost("leaving it out", lambda cp: _false(cp, self.variables.read(name)), self.asked.left / 4)
        others = [session.index for session in self.problem.sessions if session.index != here]
        barred = []
        for position, session in enumerate(others):
            cost = self.asked.ask(self._require(name, session), self.asked.left / (len(others) - position))
            if cost.answer == "impossible":
                barred.append(session)
            else:
                yield f"reading it on {self._day(session)} {cost_in_words(self.problem, cost)}"
        if barred:
            yield f"reading it is impossible on {', '.join(map(self._day, barred))}{self._because(name, barred)}"

    def person(self, name: str) -> Iterator[str]:
        """Why somebody has these duties: what each would cost to take away, and the wishes that did not come true."""
        self._known("person", name, self.problem.people)
        person, duties = self.problem.people[name], self.outcome.duties_by_person[name]
        yield f"{person.name} has {len(duties)} duties."
        questions: list[tuple[str, Otherwise]] = []
        for session, duty in duties:
            what = f'{duty.role} of "{duty.paper}"' if duty.paper else f"{duty.role} on {self._day(session)}"
            literal = (
                self.variables.presents(name, duty.role, duty.paper)
                if duty.paper is not None
                else self.variables.serves(name, duty.role, session)
            )
            questions.append((f"{what} ({self._day(session)}) for somebody else", _never(literal)))
        held = {duty.paper for _, duty in duties}
        for paper in person.wishes.papers:
            if paper in self.problem.papers and paper not in held:
                questions.append((f'the wish for "{paper}"', self._present(name, paper)))
        yield from self._answers(questions)

    def date(self, name: str) -> Iterator[str]:
        """What binds a date: its limits, and whether its papers could go elsewhere."""
        sessions = sorted(self.problem.sessions_named(name))
        if not sessions:
            near = nearest(self.problem.calendar, name) if _is_date(name) else "; dates are written 2023-03-14"
            raise InputError([error("unknown-date", f"there is no session on {name}{near}")])
        for session in sessions:
            event, papers = self.outcome.event_in(session), self.outcome.required[session]
            if event is not None:
                yield f'{self._day(session)} is taken by event "{event.title}" ({event.where}).'
            load, limit = self.outcome.loads[session], self.problem.reading.minutes_on(session).max
            bound = f" of at most {limit.value}" if limit is not None else ""
            yield f"{self._day(session)} has {len(papers)} required papers, {load}{bound} minutes."
            questions = [(f'"{paper}" on another date', self._elsewhere(paper, session)) for paper in papers]
            if papers:
                nothing = self.variables.has_reading(session)
                questions.append((f"no reading on {self._day(session)}", _never(nothing)))
            yield from self._answers(questions)

    def topic(self, name: str) -> Iterator[str]:
        """How a topic stands, and what one paper more or less would cost."""
        self._known("topic", name, self.problem.topics)
        topic, papers = self.problem.topics[name], self.problem.topic_papers[name]
        read = [paper.id for paper in papers if paper.id in self.outcome.sessions_of]
        limits = [f"{key} {bound.value}" for key in ("min", "goal", "max") if (bound := getattr(topic.papers, key))]
        days = ", ".join(self._day(session) for session in self.outcome.topic_sessions[name])
        yield f'topic "{topic.title}" has {len(read)} of {len(papers)} candidates ({", ".join(limits)}) on {days}.'
        count = sum(self.variables.read(paper.id) for paper in papers)
        yield from self._answers(
            [
                ("one paper more", lambda cp: _add(cp, count >= len(read) + 1)),
                ("one paper less", lambda cp: _add(cp, count <= len(read) - 1)),
            ]
        )

    def _answers(self, questions: Sequence[tuple[str, Otherwise]]) -> Iterator[str]:
        for position, (what, otherwise) in enumerate(questions):
            yield self._cost(what, otherwise, self.asked.left / (len(questions) - position))

    def _cost(self, what: str, otherwise: Otherwise, seconds: float) -> str:
        return f"{what} {cost_in_words(self.problem, self.asked.ask(otherwise, seconds))}"

    def _require(self, paper: str, session: int | None) -> Otherwise:
        literal = self.variables.read(paper) if session is None else self.variables.reads(paper, session)
        return lambda cp: _true(cp, literal)

    def _elsewhere(self, paper: str, session: int) -> Otherwise:
        def otherwise(cp: cp_model.CpModel) -> None:
            _true(cp, self.variables.read(paper))
            _false(cp, self.variables.reads(paper, session))

        return otherwise

    def _present(self, person: str, paper: str) -> Otherwise:
        roles = [role for role in self.problem.roles.values() if role.per == "paper" and paper in role.papers]
        seats = [self.variables.presents(person, role.id, paper) for role in roles if role.most]
        return lambda cp: _add(cp, sum(seats) >= 1)

    def _day(self, session: int) -> str:
        return self.problem.sessions[session].id

    def _because(self, paper: str, sessions: Sequence[int] | None) -> str:
        """The lines of the file that bar a paper from sessions, as a minimal set."""
        asked = Where("the question", path=("paper",))
        pin = Pin(asked, paper=paper, sessions=None if sessions is None else frozenset(sessions), date="these dates")
        members = self.conflict_with(pin)
        lines = [f"\n  {m.where}: {' and '.join(m.sentences[:2])}" for m in members if m.where != asked]
        more = [f"\n  … and {len(lines) - MOST_REASONS} more"] if len(lines) > MOST_REASONS else []
        return " by" + "".join([*lines[:MOST_REASONS], *more]) if lines else ""

    def _known(self, what: str, name: str, known: Iterable[str]) -> None:
        names = list(known)
        if name not in names:
            raise InputError([error(f"unknown-{what}", f'there is no {what} "{name}"{did_you_mean(name, names)}')])


def cost_in_words(problem: Problem, cost: Cost) -> str:
    """``would cost 2 points of priority (98 → 96)``."""
    if cost.answer == "free":
        return "would cost nothing."
    if cost.answer == "impossible":
        return "is impossible."
    if cost.answer == "unknown" or cost.step is None:
        return "is not answered within the time limit."
    return f"would make {_step_change(problem, cost.step, cost)}."


def _step_change(problem: Problem, step: Step, cost: Cost) -> str:
    if step.weighed or len(step.goals) > 1:
        return f"step {step.number} ({step.label}) worse: {cost.before} → {cost.after}"
    (goal,) = step.goals
    sign = 1 if goal.best == "low" else -1
    before, after = (goal.figure(problem, sign * value) for value in (cost.before, cost.after))
    least = "" if cost.proven else "at worst "
    return f"{goal.name} worse: {least}{before:g} → {after:g} {goal.unit}"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _true(cp: cp_model.CpModel, literal: Any) -> None:
    cp.add_bool_or([literal])


def _false(cp: cp_model.CpModel, literal: Any) -> None:
    cp.add_bool_or([literal.negated()])


def _never(literal: Any) -> Otherwise:
    return lambda cp: _false(cp, literal)


def _add(cp: cp_model.CpModel, constraint: Any) -> None:
    cp.add(constraint)
