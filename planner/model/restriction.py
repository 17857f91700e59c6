"""The course with papers and dates already decided: a smaller question whose plans are plans of the whole course."""

from __future__ import annotations

from dataclasses import replace

from planner.problem.decision import Decision
from planner.problem.problem import Paper, PaperSet, Problem


def on_its_dates(problem: Problem, decision: Decision) -> Problem:
    """The course with the decision's papers and no others, required or listed as they are on their sessions, and its
    events on theirs; who is on duty is open.
    """
    read = {paper: session for session, papers in enumerate(decision.required) for paper in papers}
    listed = {paper: session for session, papers in enumerate(decision.optional) for paper in papers}
    taken: dict[str, set[int]] = {event: set() for event in problem.events}
    for session, event in enumerate(decision.events):
        if event in taken:
            taken[event].add(session)
    events = {id_: replace(event, allowed=frozenset(taken[id_])) for id_, event in problem.events.items()}
    small = with_papers(problem, {*read, *listed})
    papers = {id_: _placed(paper, {**listed, **read}[id_], id_ in read) for id_, paper in small.papers.items()}
    unreadable = {**small.unreadable, **{id_: paper.where for id_, paper in papers.items() if id_ not in read}}
    return replace(small, events=events, papers=papers, unreadable=unreadable)


def _placed(paper: Paper, session: int, read: bool) -> Paper:
    """The paper on this session and no other, and required there if it is read."""
    where = paper.allowed_where or paper.where
    must = paper.must or paper.where if read else None
    return replace(paper, must=must, allowed=frozenset({session}), allowed_where=where)


def with_papers(problem: Problem, kept: set[str]) -> Problem:
    """The course as if it had no other candidates than these, which keep all that is said of them."""
    return replace(
        problem,
        papers={id_: paper for id_, paper in problem.papers.items() if id_ in kept},
        roles={id_: replace(role, papers=role.papers & kept) for id_, role in problem.roles.items()},
        topics={id_: replace(topic, first=topic.first & kept) for id_, topic in problem.topics.items()},
        orders=tuple(order for order in problem.orders if {order.first, order.then} <= kept),
        unreadable={paper: where for paper, where in problem.unreadable.items() if paper in kept},
        same_session=_among(problem.same_session, kept),
        apart=_among(problem.apart, kept),
        reading=replace(
            problem.reading,
            compose=tuple(replace(entry, papers=entry.papers & kept) for entry in problem.reading.compose),
        ),
    )


def _among(sets: tuple[PaperSet, ...], kept: set[str]) -> tuple[PaperSet, ...]:
    """Each set without the papers that are gone; nothing where fewer than two are left."""
    found = (replace(entry, papers=tuple(p for p in entry.papers if p in kept)) for entry in sets)
    return tuple(entry for entry in found if len(entry.papers) > 1)
