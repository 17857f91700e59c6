"""Views: smaller questions about a course, and the whole one.

A view says what it gives and when it applies. One that gives *floors* leaves rules out, so whatever its best answer
scores, no plan scores less. One that gives *plans* holds something still, so its answers are plans of the whole course.
What is left of a rule in a view stands beside the rule; a view asks for it by what the rule says that it is about. A
rule that does not say so is kept whole, and where that cannot be, the view does not apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planner.measure import Rung, rank
from planner.model.facts import Held
from planner.plans.judging import broken_rules
from planner.plans.outcome import Outcome
from planner.problem.decision import Decision
from planner.problem.problem import Person, Problem
from planner.rule import About, Barred, FewerDuties, PackGoal, PackRule, Rule, Undated, WithoutPeople, about
from planner.solve.budget import Budget
from planner.solve.loop import Asks, Progress, descend, open_limits
from planner.solve.question import Piece, Question, asked_whole
from planner.solve.record import Record
from planner.solve.undated.asking import FEW_PACKS, UndatedQuestion, best_packs
from planner.solve.undated.packs import packs_of

LARGEST = 400_000
"""Papers × sessions × people, above which the whole model is not built once a plan is known: it would not fit."""
UNDATED_SECONDS = 10.0
"""The least slice of a rung of the course without dates: what it says in less it says again from the start, and all
other views wait for its draft."""
PLANS_FIRST = 4
"""Slices of people on dates, where plans get better fastest."""
FEW_WISHES = 0.34
"""The share of all papers and people that are wished, above which wished duties alone are no smaller question."""


@dataclass
class Search:
    """What the views of one search share."""

    problem: Problem
    rules: tuple[Rule, ...]
    record: Record
    drafts: list[Decision] = field(default_factory=list)
    """Papers on dates, with nobody on duty, the newest last; each keeps the rules that are not about people."""

    def draft(self, decision: Decision) -> None:
        """Note papers on dates, unless they break a rule by themselves; where the course has no people they may be a
        plan.
        """
        apart = [rule for rule in self.rules if "people" not in (about(rule) or {"people"})]
        if decision not in self.drafts and not broken_rules(apart, Outcome(self.problem, decision)):
            self.drafts.append(decision)
            if not self.problem.people:
                self.record.offer(decision)


class View(Protocol):
    """One question of a search, to which the strategy gives time slice by slice."""

    def open(self, search: Search) -> bool:
        """Whether another slice can say anything new."""

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """Spend one slice: ``seconds`` for each thing that is asked, within the budget."""


@dataclass
class Relaxation:
    """A view that gives floors of its ``targets``; while there is no plan, it waits where it is told to."""

    question: Asks
    targets: Sequence[Rung]
    waits: bool = False
    progress: Progress = field(default_factory=Progress)

    def open(self, search: Search) -> bool:
        """While a rung of its own is not proven, nor asked to the end."""
        record = search.record
        if self.progress.empty or (self.waits and record.best is None):
            return False
        return any(open_limits(self.question, record, r, "floors", self.progress) is not None for r in self.targets)

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """One descent."""
        descend(self.question, search.record, budget, seconds, "floors", self.progress, self.targets)


@dataclass
class Drafting(Relaxation):
    """A relaxation that speaks of papers and dates: its answers are drafts.

    With ``gives_way``, it waits for a plan where there are drafts of others.
    """

    gives_way: bool = False
    least: float = 0.0
    """Seconds of a rung at least, whatever the slice."""

    def open(self, search: Search) -> bool:
        """As long as it can say more."""
        return (not self.gives_way or not search.drafts or search.record.best is not None) and super().open(search)

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """One descent, and its newest answer."""
        super().advance(search, budget, max(seconds, self.least))
        latest = getattr(self.question, "latest", None)
        if latest is not None:
            search.draft(latest)


@dataclass
class FirstPacks:
    """The undated course with the best packs only: a draft soon, where all packs are many. No floors follow from it."""

    question: UndatedQuestion
    full: UndatedQuestion
    done: bool = False

    def open(self, search: Search) -> bool:
        """Once."""
        return not self.done

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """Ask with a record of its own; the full question starts from the answer."""
        aside = Record(search.problem, (), search.record.steps)
        descend(self.question, aside, budget, seconds, "floors", Progress())
        self.full.start_at(self.question)
        self.done = True
        if self.question.latest is not None:
            search.draft(self.question.latest)


@dataclass
class OnDates:
    """People on decided dates: plans. The dates are those of the best draft, or of the best plan."""

    dates: Decision | None = None
    question: Question | None = None
    progress: Progress = field(default_factory=Progress)

    def open(self, search: Search) -> bool:
        """While there are dates on which people have not been asked to the end."""
        if not search.problem.people or search.record.complete:
            return False
        dates = self._best_dates(search)
        return dates is not None and (dates != self.dates or not self._said_all(search.record))

    def _said_all(self, record: Record) -> bool:
        rungs = self.question.rungs if self.question is not None else ()
        return self.progress.empty or all(
            open_limits(self.question, record, rung, "plans", self.progress) is None for rung in rungs if self.question
        )

    def _best_dates(self, search: Search) -> Decision | None:
        """Of the drafts and the best plan's dates, those that are the best by themselves."""
        problem, record = search.problem, search.record
        steps = [step for step in record.steps if "people" not in (step.about or {"people"})]
        kept = list(search.drafts)
        if record.best is not None:
            kept.append(_nobody(record.best))
        return min(kept, key=lambda decision: rank(steps, Outcome(problem, decision)), default=None)

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """Any plan first, then rung by rung."""
        dates = self._best_dates(search)
        if dates is None:
            return
        if dates != self.dates:
            rungs = [r for r in search.record.rungs if {"people", "listings"} & (r.step.about or {"people"})]
            self.dates, self.progress = dates, Progress()
            self.question = Question(search.problem, asked_whole(search.rules), rungs, Held(dates, listings=False))
        assert self.question is not None
        if search.record.best is None:
            reply = self.question.ask(None, budget)
            if reply.decision is None:
                self.progress.empty = reply.status.value == "infeasible"
                return
            search.record.offer(reply.decision)
        descend(self.question, search.record, budget, PLANS_FIRST * seconds, "plans", self.progress)


@dataclass
class WishedDuties:
    """Only the duties that somebody wishes have names, the others are counted: floors of how content people can be.

    A duty that its holder does not wish adds nothing to satisfaction, so it does not matter which one it is. Whatever
    the duties of a plan are, its wished ones with these counts are an answer. Where many may sit at each paper and few
    wish to, that is a far smaller question, and a plan is often found around the wished duties of its answer.
    """

    question: Question
    whole: Question
    progress: Progress = field(default_factory=Progress)
    tried: Decision | None = None

    def open(self, search: Search) -> bool:
        """While it can say more, or its newest answer was not tried."""
        untried = self.question.latest is not None and self.question.latest != self.tried and self._unproven(search)
        return untried or Relaxation(self.question, self.question.rungs, progress=self.progress).open(search)

    def _unproven(self, search: Search) -> bool:
        return any(not search.record.proven(rung.place) for rung in self.question.rungs)

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """Floors, then a plan around the answer's wished duties."""
        record = search.record
        descend(self.question, record, budget.share(0.6), seconds, "floors", self.progress)
        answer = self.question.latest
        if answer is None or answer == self.tried or not self._unproven(search):
            return
        self.tried = answer
        seats = [duty for duties in answer.duties for duty in duties]
        limits = {place: value for place, value in self.progress.values.items() if place in self.progress.finished}
        reply = self.whole.ask(None, budget, limits=limits, seats=seats, start=record.best)
        if reply.decision is not None:
            record.offer(reply.decision, whole=True)


@dataclass
class Whole:
    """All of it: floors and plans."""

    question: Question
    progress: Progress = field(default_factory=Progress)

    def open(self, search: Search) -> bool:
        """Until all is proven; a large model is not built once there is a plan."""
        if search.record.complete or self.progress.empty:
            return False
        return search.record.best is None or fits(search.problem)

    def advance(self, search: Search, budget: Budget, seconds: float) -> None:
        """Any plan first, then rung by rung."""
        record = search.record
        if record.best is None:
            reply = self.question.ask(None, budget.part(max(seconds, budget.left / 4)), start=_earlier(search.problem))
            if reply.decision is not None:
                record.offer(reply.decision, whole=True)
            elif reply.status.value == "infeasible":
                record.status = "infeasible"
            if record.best is None:
                return
        descend(self.question, record, budget, seconds, "both", self.progress)


def _earlier(problem: Problem) -> Decision | None:
    """The decision that a repair starts from, whether or not it keeps the rules now."""
    return problem.earlier.decision if problem.earlier is not None else None


def fits(problem: Problem) -> bool:
    """Whether the whole model is small enough to be built once a plan is known."""
    return len(problem.papers) * len(problem.sessions) * max(1, len(problem.people)) <= LARGEST


def _nobody(decision: Decision) -> Decision:
    """The same with nobody on duty."""
    return Decision(decision.required, decision.optional, decision.events, tuple(() for _ in decision.duties))


# Which views a course has ---------------------------------------------------------------------------------------


def views_of(search: Search) -> list[View]:
    """The views that apply, in the order in which they are asked."""
    whole = Question(search.problem, asked_whole(search.rules), search.record.rungs)
    if search.problem.earlier is not None:
        # The past may break what the smaller questions build on, and a repair is close to the plan that it starts from.
        return [Whole(whole)]
    found: list[View] = [*undated(search), *without_people(search)]
    if search.problem.people:
        found += [OnDates(), *without_rest(search), *wished_duties(search, whole)]
    return [*found, Whole(whole)]


def undated(search: Search) -> list[View]:
    """The course without dates and people, where sessions keep to one topic: packs of papers, and blocks."""
    if any(not isinstance(r, Undated | PackRule) and about(r) is None for r in search.rules):
        return []
    rungs = [rung for rung in search.record.rungs if _of_packs(rung)]
    packs = packs_of(search.problem, search.rules) if rungs else None
    if packs is None:
        return []
    full = UndatedQuestion(search.problem, search.rules, packs, rungs)
    view = Drafting(full, rungs, least=UNDATED_SECONDS)
    if len(packs) <= FEW_PACKS:
        return [view]
    return [
        FirstPacks(UndatedQuestion(search.problem, search.rules, best_packs(search.problem, packs), rungs), full),
        view,
    ]


def _of_packs(rung: Rung) -> bool:
    """Whether packs say what a rung scores."""
    step = rung.step
    return (
        rung.levels == 1
        and not step.weighed
        and (step.about == frozenset[About](("papers",)) or isinstance(step.goals[0], PackGoal))
    )


def without_people(search: Search) -> list[View]:
    """The course as if nobody were ever on duty; of a course without people that is the whole."""
    rungs = [rung for rung in search.record.rungs if "people" not in (rung.step.about or {"people"})]
    if not search.problem.people:
        return []
    question = Question(search.problem, dropping("people", search.rules), rungs, with_people=False)
    return [Drafting(question, rungs, gives_way=True)]


def dropping(part: About, rules: Sequence[Rule]) -> list[tuple[Rule, Piece]]:
    """The rules but for those about something, of which their piece without people stays."""
    kept: list[tuple[Rule, Piece]] = []
    for rule in rules:
        if part not in (about(rule) or ()):
            kept.append((rule, "whole"))
        elif part == "people" and isinstance(rule, WithoutPeople):
            kept.append((rule, "without people"))
    return kept


def without_rest(search: Search) -> list[View]:
    """The course as if nobody needed rest between duties: when somebody is on duty does not matter, only where."""
    rungs = [rung for rung in search.record.rungs if {"people", "rest"} & (rung.step.about or {"rest"}) == {"people"}]
    others = [rung for rung in search.record.rungs if "people" not in (rung.step.about or {"people"})]
    if not rungs:
        return []
    asked = sorted([*rungs, *others], key=lambda rung: rung.place)
    return [Relaxation(Question(search.problem, dropping("rest", search.rules), asked), rungs, waits=True)]


def wished_duties(search: Search, whole: Question) -> list[View]:
    """Wished duties alone, where all roles are per paper and few papers are wished."""
    problem = search.problem
    roles = [role for role in problem.roles.values() if role.most]
    rungs = [rung for rung in search.record.rungs if "wishes" in (rung.step.about or ())]
    if not roles or not rungs or any(role.per != "paper" for role in roles) or not fits(problem):
        return []
    if any(about(rule) is None for rule in search.rules):
        return []
    wished = {person.id: wished_papers(problem, person) for person in problem.people.values()}
    if sum(map(len, wished.values())) > FEW_WISHES * len(problem.papers) * len(problem.people):
        return []
    others = frozenset(
        (person, paper) for person, own in wished.items() for paper in problem.papers if paper not in own
    )
    pieces: list[tuple[Rule, Piece]] = [
        (rule, "fewer duties") for rule in search.rules if isinstance(rule, FewerDuties)
    ]
    return [WishedDuties(Question(problem, pieces, rungs, barred=[Barred(seats_at=others)]), whole)]


def wished_papers(problem: Problem, person: Person) -> frozenset[str]:
    """The papers at which some duty may score for the person; all of them for those who wish for dates or roles."""
    wishes = person.wishes
    if any(score > 0 for score in (*wishes.dates.values(), *wishes.roles.values())):
        return frozenset(problem.papers)
    return frozenset(
        paper.id
        for paper in problem.papers.values()
        if wishes.papers.get(paper.id, 0) > 0 or wishes.topics.get(paper.topic or "", 0) > 0
    )
