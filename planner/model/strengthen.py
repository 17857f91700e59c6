"""What makes the model strong without changing its answers: sums that follow from the rules.

With all of it switched off the model is right, only slower to prove; tests compare optima with and without.
"""

from __future__ import annotations

from planner.model.model import Model


def strengthen(model: Model, presenters: bool = True) -> None:
    """Add everything that helps this problem; without ``presenters`` nothing that gives people's papers a date."""
    _sum_capacity(model)
    if presenters:
        _link_presenters(model)


def state_facts(model: Model) -> None:
    """Sums that follow from what the variables mean, whatever the rules say: a model for explaining counts by them."""
    problem, variables = model.problem, model.variables
    coming = [session for session in variables.indices if session not in problem.frozen]
    read = sum(variables.read(paper) for paper in problem.papers if paper not in variables.past.read)
    if not problem.frozen:
        model.cp.add(read >= variables.reading_days())
    for session in coming:
        model.cp.add(variables.papers_in(session) >= variables.has_reading(session))


def _sum_capacity(model: Model) -> None:
    """All sessions' limits in one sum: a proof by counting needs no branching on dates then."""
    problem, variables = model.problem, model.variables
    reading = problem.reading
    if reading.exceptions:
        return
    coming = [session for session in variables.indices if session not in problem.frozen]
    papers = [paper for paper in problem.papers.values() if paper.id not in variables.past.read]
    read = [variables.read(paper.id) for paper in papers]
    sessions = sum(variables.has_reading(session) for session in coming)
    if reading.papers.max is not None:
        model.cp.add(sum(read) <= reading.papers.max.value * sessions)
    if reading.papers.min is not None:
        model.cp.add(sum(read) >= reading.papers.min.value * sessions)
    load = sum(paper.minutes * variables.read(paper.id) for paper in papers)
    if reading.minutes.max is not None:
        model.cp.add(load <= reading.minutes.max.value * sessions)
    for session in coming:
        model.cp.add(variables.has_reading(session) + variables.blocked(session) <= 1)


def _link_presenters(model: Model) -> None:
    """Where a paper always has the same number of seats, its session has that many of its people on duty."""
    problem, variables = model.problem, model.variables
    for paper in problem.papers:
        roles = [role for role in problem.roles.values() if role.per == "paper" and role.most and paper in role.papers]
        if not roles or not problem.people or any(role.least != role.most or role.events for role in roles):
            continue
        for session in variables.indices if paper not in variables.past.read else ():
            seats = sum(role.most for role in roles if session in role.sessions)
            if seats and session not in problem.frozen:
                people = sum(variables.presents_in(person, paper, session) for person in problem.people)
                model.cp.add(people == seats * variables.reads(paper, session))
