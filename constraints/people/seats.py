"""``roles[].count``: how many seats are taken where seats exist, by different people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from constraints.wording import broken, day
from planner.findings import Finding
from planner.plans.outcome import Outcome
from planner.problem.problem import Problem, Role
from planner.rule import concerning

if TYPE_CHECKING:
    from planner.model.model import Model
    from planner.model.requirement import Linear, Requirement


class Seats:
    """Between the least and the most seats of a role are taken, and none where no seats exist."""

    name = "seats"
    about = concerning("people", "counts sessions", "counts duties")

    def sentence(self, role: Role, bound: str) -> str:
        """What the requirement says."""
        number = role.least if bound == "least" else role.most
        return f"at {bound} {number} {role.title.lower()} for each {role.per} with seats"

    def build(self, model: Model) -> None:
        """Count the holders of each place with seats."""
        for role in model.problem.roles.values():
            if role.most == 0 or not model.problem.people:
                continue
            assert role.count.max is not None
            most = model.requirement(role.count.max.where, self.sentence(role, "most"))
            least = None
            if role.count.min is not None and role.least > 0:
                least = model.requirement(role.count.min.where, self.sentence(role, "least"))
            for holders, seats in _places(model, role):
                self._build_place(model, role, most, least, holders, seats)

    def build_fewer_duties(self, model: Model) -> None:
        """At most so many, and nobody where no seat is."""
        for role in model.problem.roles.values():
            if role.most and role.count.max is not None:
                most = model.requirement(role.count.max.where, self.sentence(role, "most"))
                for holders, seats in _places(model, role):
                    self._build_place(model, role, most, None, holders, seats)

    def strengthen(self, model: Model) -> None:
        """All places in one sum; and as many people at a paper's session as its seats, where these are always taken."""
        for role in model.problem.roles.values():
            if role.most == 0 or role.count.max is None or not model.problem.people or model.problem.frozen:
                continue
            held, places = held_total(model, role), _seats_total(model, role)
            most = model.requirement(role.count.max.where, self.sentence(role, "most"))
            most.follows(held <= role.most * places)
            if role.count.min is not None and role.least > 0:
                least = model.requirement(role.count.min.where, self.sentence(role, "least"))
                least.follows(held >= role.least * places)
        if model.mode == "plan" and model.variables.places_people:
            _link_presenters(model)

    def _build_place(
        self,
        model: Model,
        role: Role,
        most: Requirement,
        least: Requirement | None,
        holders: Linear,
        seats: Linear,
    ) -> None:
        """``holders`` of ``seats`` places; an explanation may move the numbers, but nobody sits where no seat is."""
        if model.mode == "plan":
            most.add(holders <= role.most * seats)
            if least is not None:
                least.add(holders >= role.least * seats)
            return
        model.cp.add(holders <= len(model.problem.people) * seats)
        most.at_most(holders, role.most)
        if least is not None:
            least.at_least(holders + role.least * (1 - seats), role.least)

    def check(self, outcome: Outcome) -> Iterable[Finding]:
        """Seats that are empty, overfull, doubly held, or that do not exist."""
        problem = outcome.problem
        existing = {(role.id, session, paper) for role, session, paper in outcome.seats()}
        for role, session, paper in outcome.seats():
            held = outcome.holders.get((role.id, session, paper), ())
            id_, at = day(problem, session), f'"{paper}"' if paper else "the session"
            if len(held) < role.least and role.count.min is not None:
                detail = f"{at} on {id_} has {len(held)}"
                yield broken(
                    self.name, role.count.min.where, self.sentence(role, "least"), detail, id_, paper or role.id
                )
            if len(held) > role.most and role.count.max is not None:
                detail = f"{at} on {id_} has {len(held)}"
                yield broken(
                    self.name, role.count.max.where, self.sentence(role, "most"), detail, id_, paper or role.id
                )
            if len(set(held)) < len(held):
                message = f"{at} on {id_} has the same {role.title.lower()} twice"
                yield broken(self.name, role.where, message, "", id_, *held)
        for (role_id, session, paper), held in outcome.holders.items():
            if (role_id, session, paper) not in existing:
                id_, at = day(problem, session), f' for "{paper}"' if paper else ""
                where = problem.roles[role_id].where if role_id in problem.roles else problem.where
                message = f"there is no seat of {role_id}{at} on {id_}; held by {', '.join(held)}"
                yield broken(self.name, where, message, "", id_, *held)


def _link_presenters(model: Model) -> None:
    """Where a paper always has the same number of seats, its session has that many of its people on duty."""
    problem, variables = model.problem, model.variables
    for paper in problem.papers:
        roles = [role for role in problem.roles.values() if role.per == "paper" and role.most and paper in role.papers]
        if not roles or not problem.people or any(role.least != role.most or role.events for role in roles):
            continue
        for session in problem.coming if paper not in variables.past.read else ():
            seats = sum(role.most for role in roles if session in role.sessions)
            if seats and variables.reads(paper, session) is not variables.zero:
                people = sum(variables.presents_in(person, paper, session) for person in problem.people)
                model.cp.add(people == seats * variables.reads(paper, session))


def always_filled(problem: Problem, role: Role) -> bool:
    """Whether each session of the role that has readings has a seat that must be taken."""
    every_paper = role.per == "paper" and len(role.papers) == len(problem.papers)
    return role.least > 0 and role.events is None and every_paper


def held_total(model: Model, role: Role) -> Linear:
    """All duties in the role, as one variable."""
    total = model.memory.get(f"held {role.id}")
    if total is None:
        most = role.most * max(len(model.problem.papers), len(model.problem.sessions))
        total = model.memory[f"held {role.id}"] = model.cp.new_int_var(0, most, f"duties as {role.id}")
        model.cp.add(sum(model.variables.duties_of(person, role.id) for person in model.problem.people) == total)
    return total


def _seats_total(model: Model, role: Role) -> Linear:
    """All places with seats of the role, as one variable; roles with seats at the same places share it."""
    key = ("places", role.per, role.papers, role.sessions, role.topics, role.tags, role.events)
    total = model.memory.get(key)
    if total is None:
        most = max(len(model.problem.papers), len(model.problem.sessions))
        total = model.memory[key] = model.cp.new_int_var(0, most, f"places of {role.id}")
        model.cp.add(sum(seats for _, seats in _places(model, role)) == total)
        if role.per == "paper" and role.events is None and len(role.papers) == len(model.problem.papers):
            # A session with readings has at least one paper: said in one sum, as the solver will not sum it itself.
            model.cp.add(total >= sum(model.variables.has_reading(session) for session in sorted(role.sessions)))
            if model.mode == "explain":
                early = len(model.problem.sessions) - len(role.sessions)
                model.cp.add(total >= model.variables.reading_days() - early)
    return total


def _places(model: Model, role: Role) -> Iterable[tuple[Linear, Linear]]:
    """For each place that is not past: how many hold a seat, and whether (1 or 0) seats exist."""
    variables, people = model.variables, model.problem.people
    if role.per == "paper":
        for paper in model.problem.papers:
            if paper in role.papers and paper not in variables.past.read:
                holders = sum(variables.presents(person, role.id, paper) for person in people)
                yield holders, sum(variables.has_seats(role.id, s, paper) for s in sorted(role.sessions))
    else:
        for session in sorted(role.sessions - model.problem.frozen):
            holders = sum(variables.serves(person, role.id, session) for person in people)
            yield holders, variables.has_seats(role.id, session)
