"""What wishes can bring: which of their kinds count, and the most that the least number of duties could score.

Three kinds: reading (papers and topics), dates, roles. Rules and goals share these numbers between model and checker.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.problem.holding import Places
from planner.problem.problem import Paper

READING, DATES, ROLES = "reading", "dates", "roles"


@dataclass(frozen=True)
class Asked:
    """What one person wishes: scores in hundredths by name, and for dates the sessions that each name means."""

    papers: Mapping[str, int]
    topics: Mapping[str, int]
    dates: Mapping[str, int]
    roles: Mapping[str, int]
    named: Mapping[str, frozenset[int]]

    def of_paper(self, paper: Paper) -> int:
        """The best of the paper's and its main topic's score."""
        return max(self.papers.get(paper.id, 0), self.topics.get(paper.topic or "", 0))

    def of_session(self, session: int) -> int:
        """The best score of a date that means the session."""
        return max((score for name, score in self.dates.items() if session in self.named[name]), default=0)


class Offers:
    """What the places of one person offer to their wishes."""

    def __init__(
        self,
        asked: Asked,
        places: Sequence[Places],
        papers: Mapping[str, Paper],
        conflicts: Collection[str],
        least: int,
        minima_bind: bool,
    ) -> None:
        """``least`` is the person's minimum of duties whatever the role, ``minima_bind`` whether roles' minima hold."""
        self.asked, self.places, self.papers = asked, places, papers
        self.per_paper = [place for place in places if place.role.per == "paper"]
        self.per_session = [place for place in places if place.role.per == "session"]
        self.by_session = not self.per_paper
        held = {paper for place in self.per_paper for paper in place.papers}
        if self.by_session and self.per_session:
            held = set(papers) - set(conflicts)
        self.held = [paper for paper in papers if paper in held]
        self.sessions = {session for place in places for session in place.sessions}
        own = [_minimum(place) for place in places] if minima_bind else [0]
        self.least = max(1, least, sum(own))
        of_papers = sum(_minimum(place) for place in self.per_paper) if minima_bind else 0
        mixed = bool(self.per_paper and self.per_session)
        self.least_reading = max(1, of_papers) if mixed else self.least

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that count."""
        return tuple(kind for kind in self.wished if kind not in self.idle)

    @property
    def wished(self) -> tuple[str, ...]:
        """The kinds with a positive wish."""
        asked = self.asked
        scores = {
            READING: [*asked.papers.values(), *asked.topics.values()],
            DATES: [*asked.dates.values()],
            ROLES: [*asked.roles.values()],
        }
        return tuple(kind for kind, found in scores.items() if any(score > 0 for score in found))

    @property
    def idle(self) -> tuple[str, ...]:
        """The wished kinds of which every duty grants the same, more than nothing: they decide nothing."""
        granted = {READING: self._reading(), DATES: self._dates(), ROLES: self._roles()}
        return tuple(kind for kind in self.wished if len(granted[kind]) == 1 and max(granted[kind]) > 0)

    def _reading(self) -> set[int]:
        scores = {self.asked.of_paper(self.papers[paper]) for paper in self.held}
        # Beside duties per paper, those per session grant nothing to read; at an event there may be nothing to read.
        none = bool(self.per_session) if self.per_paper else any(place.without_reading for place in self.per_session)
        return scores | {0} if none else scores

    def _dates(self) -> set[int]:
        return {self.asked.of_session(session) for session in self.sessions}

    def _roles(self) -> set[int]:
        return {self.asked.roles.get(place.role.id, 0) for place in self.places}

    def best(self) -> int:
        """The most that the least number of duties could score, in hundredths; 0 where no kind counts."""
        offered = {READING: self._papers_offered, DATES: self._dates_offered, ROLES: self._roles_offered}
        least = {READING: self.least_reading, DATES: self.least, ROLES: self.least}
        return sum(sum(sorted(offered[kind](), reverse=True)[: least[kind]]) for kind in self.kinds)

    def _papers_offered(self) -> list[int]:
        """Each paper once with its best score; what cannot be offered at all, once."""
        asked, held = self.asked, set(self.held)
        topics = {self.papers[paper].topic for paper in held}
        offered = [asked.of_paper(self.papers[paper]) for paper in self.held]
        offered += [score for paper, score in asked.papers.items() if paper not in held]
        return offered + [score for topic, score in asked.topics.items() if topic not in topics]

    def _dates_offered(self) -> list[int]:
        return list(self.asked.dates.values())

    def _roles_offered(self) -> list[int]:
        """A role as often as it may be held."""
        times = {place.role.id: min(self.least, place.most) for place in self.places}
        return [score for role, score in self.asked.roles.items() for _ in range(times.get(role, 1))]

    def vain(self) -> list[tuple[str, str]]:
        """The wishes, as (kind of name, name), that no duty of this person grants; wishes of no score are none."""
        held, asked = set(self.held), self.asked
        topics = {self.papers[paper].topic for paper in held}
        roles = {place.role.id for place in self.places}
        possible: dict[str, Collection[str | None]] = {
            "papers": held,
            "topics": topics,
            "dates": {name for name, sessions in asked.named.items() if sessions & self.sessions},
            "roles": roles,
        }
        return [
            (kind, name)
            for kind, names in possible.items()
            for name, score in getattr(asked, kind).items()
            if score > 0 and name not in names
        ]


def _minimum(place: Places) -> int:
    least = place.role.per_person.min
    return 0 if least is None else least.value
