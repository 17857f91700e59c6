"""Packs: the sets of papers that one session can require together, where each session keeps to one topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.problem.problem import Problem
from planner.rule import PackRule, Rule

MOST_PACKS = 20_000
"""With more, counting them costs more than it saves."""


@dataclass(frozen=True)
class Pack:
    """Papers of one topic that a session can hold together, by id in catalogue order; ``minutes`` is their load."""

    topic: str
    papers: tuple[str, ...]
    minutes: int


def packs_of(problem: Problem, rules: Sequence[Rule]) -> list[Pack] | None:
    """Every pack, topic by topic; None where sessions may mix topics, or there are too many packs to list.

    Each session with readings of any plan holds exactly one of them: what is left out here, no rule allows.
    """
    bound = problem.reading.topics_per_session
    if bound is None or bound.value != 1 or problem.reading.uneven:
        return None
    if any(paper.topic is None and id_ not in problem.unreadable for id_, paper in problem.papers.items()):
        # A paper without a topic stands beside those of any.
        return None
    found: list[Pack] = []
    known = [rule for rule in rules if isinstance(rule, PackRule)]
    separate = _separate(problem)
    for tried, papers in enumerate(_small_sets(problem)):
        if tried > 10 * MOST_PACKS or len(found) > MOST_PACKS:
            return None
        if _fits(problem, papers, known, separate):
            topic = problem.papers[papers[0]].topic
            assert topic is not None
            found.append(Pack(topic, papers, sum(problem.papers[paper].minutes for paper in papers)))
    return found


def _small_sets(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Sets of papers of one topic within the limits of papers and minutes of a session."""
    limits = problem.reading
    for papers in problem.topic_papers.values():
        ids = [paper.id for paper in papers if paper.id not in problem.unreadable]
        most = len(ids) if limits.papers.max is None else min(len(ids), limits.papers.max.value)
        for size in range(1, most + 1):
            for chosen in combinations(ids, size):
                load = sum(problem.papers[paper].minutes for paper in chosen)
                if limits.minutes.max is None or load <= limits.minutes.max.value:
                    yield chosen


def _separate(problem: Problem) -> set[frozenset[str]]:
    """Pairs that never share a session: one comes in an earlier session than the other."""
    pairs = {frozenset((order.first, order.then)) for order in problem.orders}
    for topic in problem.topics.values():
        if topic.first_where is not None:
            rest = [paper.id for paper in problem.topic_papers[topic.id] if paper.id not in topic.first]
            pairs |= {frozenset((first, other)) for first in topic.first for other in rest}
    return pairs


def _fits(problem: Problem, papers: tuple[str, ...], rules: Sequence[PackRule], separate: set[frozenset[str]]) -> bool:
    if any(frozenset(pair) in separate for pair in combinations(papers, 2)):
        return False
    for together in problem.same_session:
        if 0 < sum(paper in papers for paper in together.papers) < len(together.papers):
            return False
    sessions = range(len(problem.sessions))
    return any(all(rule.allows(problem, session, papers) for rule in rules) for session in sessions)
