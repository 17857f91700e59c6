"""Terms of a given size at random, written as ordinary course files; the same bytes for the same size and seed.

Each is drawn around a planted plan, which keeps every rule, so that a plan exists: topics in unbroken blocks, papers in
their topic's sessions, presenters and scribes who are free that day. The file says nothing of the planted plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

from tests.benchmarks.files import course_text

MOST_PAPERS, MOST_MINUTES = 3, 150
"""Of one session."""
START = date(2027, 1, 4)
"""A Monday."""


@dataclass(frozen=True)
class Size:
    """How large a term is; without students it has no roles."""

    sessions: int
    papers: int
    topics: int
    students: int


SIZES = {
    "S": Size(14, 40, 8, 14),
    "M": Size(26, 60, 12, 20),
    "L": Size(30, 150, 15, 30),
    "XL": Size(45, 400, 25, 80),
}


@dataclass
class Planted:
    """The plan that the term is drawn around: by session its topic, papers, and who is on duty."""

    topic_of_session: list[int]
    papers: list[list[int]]
    session_of_paper: dict[int, int] = field(default_factory=dict)
    on_duty: list[set[int]] = field(default_factory=list)


class _Drawing:
    """One term being drawn."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.random = size, Random(f"term {size} {seed}")
        self.topic_of = [self.random.randrange(size.topics) for _ in range(size.papers)]
        # Every topic has a paper for each session that it may be given.
        for paper, topic in enumerate(islice(cycle(range(size.topics)), min(size.papers, 3 * size.topics))):
            self.topic_of[paper] = topic
        self.minutes = [5 * self.random.randint(4, 20) for _ in range(size.papers)]
        self.dates = self._dates()
        self.planted = self._plant()

    def _dates(self) -> list[date]:
        """Monday, Wednesday and, in long terms, Friday, as many as the term has sessions."""
        days = (0, 2, 4) if self.size.sessions > 32 else (0, 2)
        count = self.size.sessions
        return [START + timedelta(days=7 * (n // len(days)) + days[n % len(days)]) for n in range(count)]

    def _plant(self) -> Planted:
        lengths = [1] * self.size.topics
        for _ in range(self.size.sessions - self.size.topics):
            shortest = [topic for topic, length in enumerate(lengths) if length < 3]
            lengths[self.random.choice(shortest)] += 1
        order = self.random.sample(range(self.size.topics), self.size.topics)
        planted = Planted([topic for topic in order for _ in range(lengths[topic])], [])
        for session, topic in enumerate(planted.topic_of_session):
            planted.papers.append([])
            free = [p for p, t in enumerate(self.topic_of) if t == topic and p not in planted.session_of_paper]
            later = planted.topic_of_session[session + 1 :].count(topic)
            most = self.random.choice((1, 2, 2, 3))
            for paper in self.random.sample(free, min(most, len(free) - later)):
                load = sum(self.minutes[p] for p in planted.papers[session]) + self.minutes[paper]
                if load <= MOST_MINUTES:
                    planted.papers[session].append(paper)
                    planted.session_of_paper[paper] = session
        self._plant_duties(planted)
        return planted

    def _plant_duties(self, planted: Planted) -> None:
        """A presenter for each paper and a scribe for the session, none of them on duty the session before."""
        held = [0] * self.size.students
        for session, papers in enumerate(planted.papers):
            rested = [s for s in range(len(held)) if not session or s not in planted.on_duty[session - 1]]
            chosen = sorted(rested, key=lambda student: (held[student], self.random.random()))[: len(papers) + 1]
            planted.on_duty.append(set(chosen))
            for student in chosen:
                held[student] += 1

    def file(self) -> dict[str, Any]:
        """The course file as data."""
        size = self.size
        name = f"{size.sessions} × {size.papers} × {size.topics} × {size.students}"
        days = ["Mon", "Wed", "Fri"] if size.sessions > 32 else ["Mon", "Wed"]
        file: dict[str, Any] = {
            "version": 1,
            "course": {"title": f"Term {name}", "code": f"term-{size.sessions}"},
            "term": {
                "start": str(self.dates[0]),
                "end": str(self.dates[-1]),
                "timezone": "UTC",
                "meetings": [{"days": days, "start": "10:00", "end": "12:00"}],
            },
            "papers": {"details": self._papers()},
            "topics": self._topics(),
            "reading": {
                "topics_per_session": 1,
                "per_session": {"papers": {"min": 1, "max": MOST_PAPERS}, "minutes": {"max": MOST_MINUTES}},
            },
        }
        if size.students:
            seats = (MOST_PAPERS + 1) * size.sessions
            least = sum(len(on_duty) for on_duty in self.planted.on_duty) // size.students
            file["roles"] = [{"id": "presenter", "per": "paper"}, {"id": "scribe", "per": "session"}]
            file["people"] = [self._student(student) for student in range(size.students)]
            limits = {"min": max(1, least - 1), "max": -(-seats // size.students) + 1}
            file["duties"] = {"gap": 2, "per_person": limits}
        file["goals"] = ["coverage", "priority", *(["worst_off"] if size.students else []), "peak_load"]
        return file

    def _papers(self) -> dict[str, Any]:
        """Minutes, priorities and topics; a third of the papers come after others, a few need them."""
        details: dict[str, Any] = {}
        place = self.planted.session_of_paper
        for paper in range(self.size.papers):
            entry: dict[str, Any] = {"title": f"Paper {paper}", "minutes": self.minutes[paper]}
            entry |= {"priority": self.random.choice((1, 2, 3, 3, 4, 5)), "topic": f"t{self.topic_of[paper]}"}
            if self.random.random() < 0.33:
                other = self.random.randrange(self.size.papers)
                # Of papers that the planted plan leaves out, the first comes first: so there is no cycle.
                mine, its = (place.get(p, self.size.sessions + p) for p in (paper, other))
                if its < mine:
                    needed = other in place and self.random.random() < 0.2
                    entry["needs" if needed else "after"] = [f"p{other}"]
            details[f"p{paper}"] = entry
        return details

    def _topics(self) -> list[dict[str, Any]]:
        """Blocks with bounds around the planted plan; some in an order or in a window."""
        topics: list[dict[str, Any]] = []
        blocks = self.planted.topic_of_session
        for topic in range(self.size.topics):
            mine = [session for session, other in enumerate(blocks) if other == topic]
            read = sum(len(self.planted.papers[session]) for session in mine)
            entry: dict[str, Any] = {
                "id": f"t{topic}",
                "title": f"Topic {topic}",
                "papers": {"min": 1, "goal": read + self.random.randint(0, 2)},
                "sessions": {"max": len(mine) + 1},
                "contiguous": True,
            }
            if mine[0] and self.random.random() < 0.5:
                entry["after"] = [f"t{blocks[self.random.randrange(mine[0])]}"]
            if self.random.random() < 0.15:
                entry["from"] = str(self.dates[max(0, mine[0] - 4)])
                entry["to"] = str(self.dates[min(self.size.sessions - 1, mine[-1] + 4)])
            topics.append(entry)
        return topics

    def _student(self, student: int) -> dict[str, Any]:
        """Absences beside the planted duties; wishes that crowd on few papers; one in five avoids a topic."""
        free = [session for session, on_duty in enumerate(self.planted.on_duty) if student not in on_duty]
        absent = sorted(self.random.sample(free, self.random.randint(0, 3)))
        wished = {min(int(self.random.expovariate(4) * self.size.papers), self.size.papers - 1) for _ in range(6)}
        topics = self.random.sample(range(self.size.topics), 3)
        entry: dict[str, Any] = {"id": f"s{student}"}
        if absent:
            entry["unavailable"] = [str(self.dates[session]) for session in absent]
        papers = sorted(wished, key=lambda paper: (self.random.random(), paper))
        scores = {f"t{topics[0]}": 8, f"t{topics[1]}": 5}
        entry["prefers"] = {"papers": [f"p{paper}" for paper in papers], "topics": scores}
        if self.random.random() < 0.2:
            entry["avoids"] = {"topics": [f"t{topics[2]}"]}
        return entry


def term_text(size: Size, seed: int = 0) -> str:
    """The constraints.yaml of a term of this size."""
    return course_text(_Drawing(size, seed).file())
