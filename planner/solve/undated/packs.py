"""Packs: the sets of papers that one session can require together, where each session keeps to one topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.problem.problem import Problem
from planner.rule import PackRule, Rule

MOST_PACKS = 20_000
"""With more, counting them costs more than it saves."""


NO_TOPIC = ""
"""Papers of no topic count together as one more."""


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
    sessions = range(len(problem.sessions))
    if any((bound := problem.reading.topics_on(session)) is None or bound.value != 1 for session in sessions):
        return None
    found: list[Pack] = []
    known = [rule for rule in rules if isinstance(rule, PackRule)]
    for tried, papers in enumerate(_small_sets(problem)):
        if tried > 10 * MOST_PACKS or len(found) > MOST_PACKS:
            return None
        if any(all(rule.allows(problem, s, papers) for rule in known) for s in sessions):
            topic = problem.papers[papers[0]].topic
            found.append(Pack(topic or NO_TOPIC, papers, sum(problem.papers[paper].minutes for paper in papers)))
    return found


def _small_sets(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Sets of papers of one topic within the widest limits of papers and minutes of a session."""
    sessions = range(len(problem.sessions))
    most_papers = [
        limit.value if (limit := problem.reading.papers_on(s).max) else len(problem.papers) for s in sessions
    ]
    most_minutes = [limit.value if (limit := problem.reading.minutes_on(s).max) else None for s in sessions]
    longest = None if None in most_minutes else max(minutes for minutes in most_minutes if minutes is not None)
    for topic in (*problem.topics, NO_TOPIC):
        ids = [
            p.id for p in problem.papers.values() if (p.topic or NO_TOPIC) == topic and p.id not in problem.unreadable
        ]
        for size in range(1, min(len(ids), max(most_papers)) + 1):
            for chosen in combinations(ids, size):
                if longest is None or sum(problem.papers[paper].minutes for paper in chosen) <= longest:
                    yield chosen
