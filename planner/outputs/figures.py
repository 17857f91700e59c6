"""What the charts show, as numbers: reading load, coverage of topics, duties of people, and the months of the term."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from planner.outputs.dates import MONTHS
from planner.outputs.parts import Closed, Meeting, Named
from planner.outputs.view import View

# A limit much further away than any load would make all loads look the same; it is left out of the picture.
_FARTHEST_LIMIT = 2


@dataclass(frozen=True)
class Load:
    """One session's reading in minutes, with its goal and limit; ``scale`` is the chart's right end."""

    meeting: Meeting
    minutes: int
    goal: int | None
    limit: int | None
    scale: int

    def share(self, minutes: int | None) -> float:
        """Where a number of minutes lies, in percent of the chart's width."""
        return round(100 * min(minutes or 0, self.scale) / self.scale, 2)

    @property
    def parts(self) -> list[tuple[str, float, float]]:
        """The bar in parts, each with its start and width: within the goal, above it, above the limit."""
        edges = [min(self.minutes, edge) for edge in (self.goal, self.limit) if edge is not None]
        within = min(edges, default=self.minutes)
        above = min(self.minutes, self.limit) if self.limit is not None else self.minutes
        cuts = [("within", 0, within), ("above", within, above), ("beyond", max(within, above), self.minutes)]
        return [
            (name, self.share(start), round(self.share(end) - self.share(start), 2))
            for name, start, end in cuts
            if end > start
        ]


def loads(view: View) -> list[Load]:
    """The load of each session with required reading."""
    rows = [
        (m, m.minutes, m.source.limits.minutes.goal, m.source.limits.minutes.max) for m in view.meetings if m.required
    ]
    near = max([minutes for _, minutes, _, _ in rows] + [goal or 0 for _, _, goal, _ in rows], default=0) or 1
    limits = [limit for _, _, _, limit in rows if limit and limit <= _FARTHEST_LIMIT * near]
    scale = max([near, *limits])
    return [Load(*row, scale=scale) for row in rows]


@dataclass(frozen=True)
class Coverage:
    """How many papers of a topic are read, against what was wanted."""

    topic: Named
    papers: int
    sessions: int
    minimum: int | None
    goal: int | None
    limit: int | None

    @property
    def missing(self) -> int:
        """Papers short of the goal, or where there is none of the minimum."""
        return max(0, (self.goal or self.minimum or 0) - self.papers)

    @property
    def wanted(self) -> str:
        """``goal 4, at least 2, at most 6``."""
        parts = (("goal", self.goal), ("at least", self.minimum), ("at most", self.limit))
        return ", ".join(f"{name} {number}" for name, number in parts if number is not None)


def coverage(view: View) -> list[Coverage]:
    """Each topic of the plan."""
    required = [paper for session in view.plan.sessions for paper in session.required]
    papers = Counter(view.plan.papers[paper].topic for paper in required if paper in view.plan.papers)
    sessions = Counter(topic for session in view.plan.sessions for topic in session.topics)
    return [
        Coverage(view.topic(key), papers[key], sessions[key], topic.papers.min, topic.papers.goal, topic.papers.max)
        for key, topic in view.plan.topics.items()
    ]


@dataclass(frozen=True)
class Mark:
    """A duty in a person's strip: at which session (counted from 0), and its part of the height, in percent."""

    at: int
    top: float
    height: float
    role: int
    label: str


@dataclass(frozen=True)
class PersonRow:
    """A person's duties over the term, and (for the instructor) how their wishes came out."""

    person: Named
    staff: bool
    marks: tuple[Mark, ...]
    counts: tuple[tuple[Named, int], ...]
    satisfaction: float | None
    wishes: str

    @property
    def duties(self) -> int:
        """How many duties they hold."""
        return sum(count for _, count in self.counts)


def role_numbers(view: View) -> dict[str, int]:
    """Each role's place in the legend: those of the plan, then those that only a duty names."""
    named = {duty.role for _, duty in view.plan.all_duties()}
    return {role: n for n, role in enumerate(dict.fromkeys([*view.plan.roles, *sorted(named)]))}


def person_rows(view: View) -> list[PersonRow]:
    """Everybody who is in the plan."""
    roles = role_numbers(view)
    rows = []
    for person in view.people():
        planned = view.plan.people.get(person.id)
        marks: list[Mark] = []
        counts: Counter[str] = Counter()
        for at, meeting in enumerate(view.meetings):
            own = [duty for duty in meeting.source.duties if duty.person == person.id]
            counts.update(duty.role for duty in own)
            height = round(100 / len(own), 2) if own else 0
            for place, duty in enumerate(own):
                label = f"{view.role(duty.role).name}, {meeting.day.day} {MONTHS[meeting.day.month - 1]}"
                marks.append(Mark(at, round(place * height, 2), height, roles[duty.role], label))
        rows.append(
            PersonRow(
                person=person,
                staff=planned is not None and planned.staff,
                marks=tuple(marks),
                counts=tuple((view.role(role), counts[role]) for role in roles if counts[role]),
                satisfaction=planned.satisfaction if planned else None,
                wishes=", ".join(str(count) for count in planned.wishes) if planned else "",
            )
        )
    return rows


@dataclass(frozen=True)
class Day:
    """One day in the picture of the term, and what it holds."""

    date: date
    meetings: tuple[Meeting, ...] = ()
    closed: tuple[Closed, ...] = ()

    @property
    def label(self) -> str:
        """What a reader is told about the day."""
        texts = [meeting.title or "Session" for meeting in self.meetings]
        for entry in self.closed:
            state = entry.state.lower()
            texts.append(f"{state}: {entry.reason}" if entry.reason else state)
        return f"{self.date.day} {MONTHS[self.date.month - 1]}: {'; '.join(texts)}" if texts else ""


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven days, Monday first; None for days of the neighbours."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


def months(view: View) -> list[Month]:
    """The months from the first to the last day that the plan names."""
    meetings: dict[date, list[Meeting]] = {}
    closed: dict[date, list[Closed]] = {}
    for meeting in view.meetings:
        meetings.setdefault(meeting.day, []).append(meeting)
    for entry in view.closed:
        closed.setdefault(entry.day, []).append(entry)
    days = sorted({*meetings, *closed})
    if not days:
        return []
    result = []
    first = days[0].replace(day=1)
    while first <= days[-1]:
        following = (first + timedelta(days=31)).replace(day=1)
        start = first - timedelta(days=first.weekday())
        weeks = []
        while start < following:
            week = [start + timedelta(days=offset) for offset in range(7)]
            weeks.append(
                tuple(
                    Day(day, tuple(meetings.get(day, ())), tuple(closed.get(day, ())))
                    if day.month == first.month
                    else None
                    for day in week
                )
            )
            start += timedelta(days=7)
        result.append(Month(f"{MONTHS[first.month - 1]} {first.year}", tuple(weeks)))
        first = following
    return result
