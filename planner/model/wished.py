"""Only the duties that somebody wishes: how content people can be, asked without all the other duties.

A duty that its holder does not wish adds nothing to satisfaction, so it does not matter which one it is: here only
wished duties have names, the others are counted. Whatever the duties of a plan are, its wished ones with these counts
are an answer; so no plan makes people more content than the best answer does. Where many may sit at each paper and few
wish to, that is a far smaller question, and a plan is often found around the wished duties of its answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.model.model import Model
from planner.model.objective import objective_of, value_of, whole_bound
from planner.model.second_opinion import solve_surely
from planner.model.solver import Solution, Status, StopFlag
from planner.plans.scoring import Step
from planner.problem.problem import Person, Problem
from planner.rule import Rule

FEWER_WILL_DO = frozenset(
    {
        *("must", "paper-dates", "total-papers", "session-papers", "pins"),
        *(
            "seats",
            "availability",
            "conflicts",
            "held-roles",
            "duties-per-role",
            "duties-per-session",
            "gap",
            "gap-days",
        ),
    }
)
"""Rules that a plan still keeps when duties are taken away from it (without their minima); no other is asked."""
ABOUT_WISHES = frozenset({"worst_off", "preferences"})
FEW = 0.34
"""The share of all papers and people that are wished, above which this is no smaller question."""


@dataclass(frozen=True)
class WishedAnswer:
    """``floors`` by step number: no plan scores less (small is good) while the steps about wishes before it are at
    theirs. ``duties`` are the answer's wished duties as (person, role, paper), and ``values`` what it scores with them.
    """

    floors: Mapping[int, int] = field(default_factory=dict)
    values: Mapping[int, int] = field(default_factory=dict)
    duties: Sequence[tuple[str, str, str]] = ()


def ask_wished(
    problem: Problem, rules: Sequence[Rule], steps: Sequence[Step], seconds: float, flag: StopFlag
) -> WishedAnswer:
    """Bounds for the goals about wishes and the duties that reach them; nothing where that is no smaller question.

    A course of which a part has happened must not be asked: its past may break the rules that are counted on here.
    """
    asked = [step for step in steps if not step.weighed and step.goals[0].name in ABOUT_WISHES]
    smaller = only_wished(problem)
    if smaller is None or not asked:
        return WishedAnswer()
    model = Model(smaller, fitted=True)
    model.build([rule for rule in rules if rule.name in FEWER_WILL_DO])
    _count_others(model, problem)
    floors: dict[int, int] = {}
    values: dict[int, int] = {}
    best: Solution | None = None
    ends = flag.clock(problem.search) + seconds
    for step in asked:
        expression = objective_of(model, step).expression
        model.cp.minimize(expression)
        left = max(0.1, ends - flag.clock(problem.search))
        solution = solve_surely(model.cp, problem.search, left, flag, parameters={"symmetry_level": 0})
        floor = whole_bound(solution)
        if floor is None:
            break
        floors[step.number], best = floor, solution
        values[step.number] = value_of(model.cp, solution)
        if solution.status is not Status.OPTIMAL:
            break
        model.cp.add(expression <= floor)
    return WishedAnswer(floors, values, [] if best is None else _duties(model, best))


def only_wished(problem: Problem) -> Problem | None:
    """The course in which nobody may hold a duty that they do not wish, and nobody need hold any; None where roles per
    session, or many wishes, make that no smaller question.
    """
    roles = [role for role in problem.roles.values() if role.most]
    if not roles or problem.earlier is not None or any(role.per != "paper" for role in roles):
        return None
    wished = {person.id: wished_papers(problem, person) for person in problem.people.values()}
    if sum(map(len, wished.values())) > FEW * len(problem.papers) * len(problem.people):
        return None
    people = {}
    for person in problem.people.values():
        others = {paper: person.where for paper in problem.papers if paper not in wished[person.id]}
        people[person.id] = replace(person, conflicts={**others, **person.conflicts})
    fewer = {
        role.id: replace(role, count=replace(role.count, min=None), per_person=replace(role.per_person, min=None))
        for role in problem.roles.values()
    }
    pins = tuple(replace(pin, person=None, role=None) for pin in problem.pins if pin.paper is not None)
    return replace(problem, people=people, roles=fewer, pins=pins)


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


def _count_others(model: Model, problem: Problem) -> None:
    """Everybody's duties that are not wished, as numbers: within the limits of each person, and the seats of all."""
    roles = [role for role in problem.roles.values() if role.most]
    all_seats = sum(role.most * len(role.papers) for role in roles)
    total = []
    for person in problem.people.values():
        least = person.duties.min.value if person.duties.min is not None else 0
        most = person.duties.max.value if person.duties.max is not None else all_seats
        # What is not wished is the rest; one variable a person, so that the total says much of each.
        duties = model.cp.new_int_var(least, max(least, most), f"duties of {person.id}")
        model.cp.add(model.variables.duties_of(person.id) <= duties)
        total.append(duties)
    places = {role.id: sum(model.variables.read(p) for p in problem.papers if p in role.papers) for role in roles}
    model.cp.add(sum(total) <= sum(role.most * places[role.id] for role in roles))
    everywhere = [r for r in roles if r.events is None and len(r.sessions) == len(problem.sessions)]
    model.cp.add(sum(total) >= sum(role.least * places[role.id] for role in everywhere))


def _duties(model: Model, solution: Solution) -> list[tuple[str, str, str]]:
    """The wished duties of an answer."""
    problem, presents = model.problem, model.variables.presents
    return [
        (person, role.id, paper)
        for person in problem.people
        for role in problem.roles.values()
        for paper in problem.papers
        if role.most and paper in role.papers and solution.value(presents(person, role.id, paper))
    ]
