"""How many papers and seats a plan can have at most, and must have at least: arithmetic that needs no solver.

The numbers are safe bounds, not exact ones; each comes with the words that explain it.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.problem.problem import Problem, Role


@dataclass(frozen=True)
class Amount:
    """A bound and how it comes about: ``20 sessions × at most 2 papers``."""

    value: int
    words: str


def open_sessions(problem: Problem) -> Amount:
    """At most so many sessions have readings: all but those that events block."""
    blocked = sum(event.sessions for event in problem.events.values() if event.blocks)
    count = len(problem.sessions) - blocked
    words = f"{len(problem.sessions)} sessions" + (f" − {blocked} blocked by events" if blocked else "")
    return Amount(count, words)


def most_papers(problem: Problem) -> Amount:
    """At most so many papers are required in the term."""
    sessions = open_sessions(problem)
    ways = [Amount(len(problem.papers), f"{len(problem.papers)} candidates")]
    limits = [problem.reading.papers_on(session.index).max for session in problem.sessions]
    if problem.reading.exceptions and all(limits):
        # Events may block the sessions with the least room.
        largest = sorted((limit.value for limit in limits if limit is not None), reverse=True)
        largest = largest[: max(0, sessions.value)]
        words = f"{sessions.value} sessions × at most {min(largest, default=0)} to {max(largest, default=0)} papers"
        ways.append(Amount(sum(largest), words))
    elif problem.reading.papers.max is not None and not problem.reading.exceptions:
        most = problem.reading.papers.max.value
        ways.append(Amount(sessions.value * most, f"{sessions.value} sessions × at most {most} papers"))
    if problem.total.max is not None:
        ways.append(Amount(problem.total.max.value, "papers.total.max"))
    if problem.reading.minutes.max is not None and not problem.reading.exceptions:
        most, room, count = problem.reading.minutes.max.value, 0, 0
        for minutes in sorted(paper.minutes for paper in problem.papers.values()):
            room += minutes
            if room > sessions.value * most:
                break
            count += 1
        ways.append(Amount(count, f"{sessions.value} sessions × at most {most} minutes, shortest papers first"))
    return min(ways, key=lambda way: way.value)


def least_papers(problem: Problem) -> Amount:
    """At least so many papers are required in the term."""
    must = sum(paper.must is not None for paper in problem.papers.values())
    ways = [Amount(must, f"{must} papers that must be read")]
    if problem.total.min is not None:
        ways.append(Amount(problem.total.min.value, "papers.total.min"))
    if problem.reading.every_session is not None and not problem.reading.uneven:
        least = problem.reading.papers.min.value if problem.reading.papers.min is not None else 1
        sessions = open_sessions(problem)
        each = max(1, least)
        ways.append(Amount(sessions.value * each, f"{sessions.value} sessions with readings × at least {each} papers"))
    topics = sum(topic.papers.min.value for topic in problem.topics.values() if topic.papers.min is not None)
    ways.append(Amount(topics, "the minima of the topics, summed"))
    return max(ways, key=lambda way: way.value)


def most_seats(problem: Problem, role: Role) -> Amount:
    """At most so many seats of a role exist in a plan."""
    if role.per == "session":
        sessions = len(role.sessions)
        return Amount(role.most * sessions, f"{role.title.lower()}: {sessions} sessions × {role.most}")
    papers = min(len(role.papers), most_papers(problem).value)
    return Amount(role.most * papers, f"{role.title.lower()}: at most {papers} papers × {role.most}")


def least_seats(problem: Problem, role: Role) -> Amount:
    """At least so many seats of a role must be taken in a plan."""
    if role.least == 0 or role.events is not None:
        return Amount(0, "")
    if role.per == "session":
        wanted = [session for session in role.sessions if problem.reading.wants_readings(session)]
        always = role.topics is None and role.tags is None
        blocked = sum(event.sessions for event in problem.events.values() if event.blocks)
        sessions = max(0, len(wanted) - blocked) if always else 0
        return Amount(role.least * sessions, f"{role.title.lower()}: {sessions} sessions × {role.least}")
    without = len(problem.papers) - len(role.papers)
    # Sessions before the role begins hold papers without its seats, as many as fit.
    early = len(problem.sessions) - len(role.sessions)
    limits = [problem.reading.papers_on(session.index).max for session in problem.sessions]
    room = max((limit.value if limit is not None else len(problem.papers) for limit in limits), default=0)
    papers = max(0, least_papers(problem).value - without - early * room)
    return Amount(role.least * papers, f"{role.title.lower()}: at least {papers} papers × {role.least}")
