"""A decision, seen through the problem: what checks and figures are computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.problem.decision import Decision, Holding
    from planner.problem.problem import Event, Paper, Problem, Role

NOBODY: tuple[str, ...] = ()


class Outcome:
    """A decision with the indexes that rules ask for; ``problem`` is what it is judged by."""

    def __init__(self, problem: Problem, decision: Decision) -> None:
        self.problem, self.decision = problem, decision

    @property
    def required(self) -> Sequence[tuple[str, ...]]:
        """Required papers by session index."""
        return self.decision.required

    @property
    def optional(self) -> Sequence[tuple[str, ...]]:
        """Optional papers by session index."""
        return self.decision.optional

    @cached_property
    def sessions_of(self) -> Mapping[str, tuple[int, ...]]:
        """The sessions that require each paper."""
        found: dict[str, tuple[int, ...]] = {}
        for session, papers in enumerate(self.required):
            for paper in papers:
                found[paper] = (*found.get(paper, ()), session)
        return found

    @cached_property
    def listings_of(self) -> Mapping[str, tuple[int, ...]]:
        """The sessions that list each paper as optional."""
        found: dict[str, tuple[int, ...]] = {}
        for session, papers in enumerate(self.optional):
            for paper in papers:
                found[paper] = (*found.get(paper, ()), session)
        return found

    def session_of(self, paper: str) -> int | None:
        """The first session that requires the paper."""
        return self.sessions_of.get(paper, (None,))[0]

    @cached_property
    def reading_sessions(self) -> tuple[int, ...]:
        """The sessions with required reading."""
        return tuple(session for session, papers in enumerate(self.required) if papers)

    def papers_in(self, session: int) -> list[Paper]:
        """The required papers of a session that are candidates."""
        return [self.problem.papers[paper] for paper in self.required[session] if paper in self.problem.papers]

    @cached_property
    def loads(self) -> tuple[int, ...]:
        """Reading minutes by session index."""
        return tuple(sum(paper.minutes for paper in self.papers_in(session)) for session in range(len(self.required)))

    @cached_property
    def all_required(self) -> tuple[str, ...]:
        """Every required paper, once, in reading order."""
        return tuple(dict.fromkeys(paper for papers in self.required for paper in papers))

    def event_in(self, session: int) -> Event | None:
        """The event of a session, if it is one of the course."""
        return self.problem.events.get(self.decision.events[session] or "")

    @cached_property
    def event_sessions(self) -> Mapping[str, tuple[int, ...]]:
        """The sessions that each event takes."""
        found: dict[str, tuple[int, ...]] = dict.fromkeys(self.problem.events, ())
        for session, event in enumerate(self.decision.events):
            if event is not None:
                found[event] = (*found.get(event, ()), session)
        return found

    def blocked(self, session: int) -> bool:
        """Whether an event keeps the session free of readings."""
        event = self.event_in(session)
        return event is not None and event.blocks

    def main_topics(self, session: int) -> list[str]:
        """The main topics of the required papers, in reading order, each once."""
        return list(dict.fromkeys(paper.topic for paper in self.papers_in(session) if paper.topic is not None))

    def counted_topics(self, session: int) -> list[str]:
        """The main topics as ``topics_per_session`` counts them: papers of none are together one more."""
        others = self.problem.topics and any(paper.topic is None for paper in self.papers_in(session))
        return self.main_topics(session) + ["papers of no topic"] * bool(others)

    def topics_in(self, session: int) -> list[str]:
        """The topics that the session belongs to: its event's first, then those of its papers."""
        event = self.event_in(session)
        own = [event.topic] if event is not None and event.topic is not None else []
        return list(dict.fromkeys(own + self.main_topics(session)))

    @cached_property
    def topic_sessions(self) -> Mapping[str, tuple[int, ...]]:
        """The sessions of each topic, by papers or event."""
        found: dict[str, tuple[int, ...]] = dict.fromkeys(self.problem.topics, ())
        for session in range(len(self.required)):
            for topic in self.topics_in(session):
                if topic in found:
                    found[topic] = (*found[topic], session)
        return found

    def blocks_of(self, topic: str) -> int:
        """In how many unbroken blocks a topic's sessions lie; blocking events may stand inside a block."""
        mine = set(self.topic_sessions[topic])
        blocks, running = 0, False
        for session in range(len(self.required)):
            if session in mine:
                blocks += not running
                running = True
            elif not self.blocked(session):
                running = False
        return blocks

    def place_of(self, block: str) -> tuple[int, ...]:
        """The sessions of a topic or an event."""
        return self.topic_sessions.get(block, ()) or self.event_sessions.get(block, ())

    @cached_property
    def duties_by_person(self) -> Mapping[str, tuple[tuple[int, Holding], ...]]:
        """Each person's duties with their sessions, in time order."""
        found: dict[str, tuple[tuple[int, Holding], ...]] = dict.fromkeys(self.problem.people, ())
        for session, duties in enumerate(self.decision.duties):
            for duty in duties:
                found[duty.person] = (*found.get(duty.person, ()), (session, duty))
        return found

    @cached_property
    def holders(self) -> Mapping[tuple[str, int, str | None], tuple[str, ...]]:
        """Who holds the seats of (role, session, paper)."""
        found: dict[tuple[str, int, str | None], tuple[str, ...]] = {}
        for session, duties in enumerate(self.decision.duties):
            for duty in duties:
                key = (duty.role, session, duty.paper)
                found[key] = (*found.get(key, ()), duty.person)
        return found

    def has_seats(self, role: Role, session: int, paper: str | None) -> bool:
        """Whether seats of a role exist at a session, for a paper required there or (None) for the session."""
        event = self.decision.events[session]
        if session not in role.sessions or (role.events is not None and event not in role.events):
            return False
        if role.per == "paper":
            return paper in role.papers and paper in self.required[session]
        if paper is not None or (not self.required[session] and role.events is None):
            return False
        tags = {tag for entry in self.papers_in(session) for tag in entry.tags}
        return (role.topics is None or not role.topics.isdisjoint(self.topics_in(session))) and (
            role.tags is None or not role.tags.isdisjoint(tags)
        )

    def seats(self) -> list[tuple[Role, int, str | None]]:
        """Every place with seats: (role, session, paper), in time order."""
        found: list[tuple[Role, int, str | None]] = []
        for session, papers in enumerate(self.required):
            for role in self.problem.roles.values():
                for paper in papers if role.per == "paper" else (None,):
                    if self.has_seats(role, session, paper):
                        found.append((role, session, paper))
        return found
