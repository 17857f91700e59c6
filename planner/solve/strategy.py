"""How a plan is found.

Each view of the course is given a slice of time in turn, the slices doubling: smaller questions first, whose floors
and plans make the whole one easy or unnecessary. The search ends when the best plan is proven, when no view can say
more, or with the time.
"""

from __future__ import annotations

from planner.problem.decision import Decision
from planner.solve.budget import Budget
from planner.solve.record import Record
from planner.solve.views import Search, views_of

FIRST_SLICE = 1.0
"""Seconds: most of what a view can say of a course of a term it says in so long."""


def find_plan(record: Record, budget: Budget, incumbents: tuple[Decision, ...] = ()) -> Record:
    """Find the best plan and prove it, within the budget; ``incumbents`` are decisions that may be plans already."""
    for decision in incumbents:
        record.offer(decision)
    search = Search(record.problem, record.rules, record)
    views, seconds = views_of(search), FIRST_SLICE
    while not (settled(record) or budget.over):
        before = budget.flag.solves
        for view in views:
            if settled(record) or budget.over:
                break
            if view.open(search):
                view.advance(search, budget, seconds)
        if budget.flag.solves == before:
            # Nobody had anything to ask.
            break
        seconds *= 2
    return record


def settled(record: Record) -> bool:
    """Whether the best plan is proven, or that there is none."""
    return record.complete or record.status == "infeasible"
