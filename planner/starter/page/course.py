"""A course of a published page: its constraints.yaml, and the plan that the page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from planner.documents import printable, read_text, shown
from planner.findings import Finding, InputError, Where, error, note, sorted_findings, warning
from planner.outputs.text import clean
from planner.plans.assemble import assemble
from planner.plans.file import write_plan
from planner.problem.decision import Decision
from planner.scalars import read_date, slug
from planner.shipped import shipped
from planner.starter.page.clocks import clocks_in
from planner.starter.page.day import Day, Days
from planner.starter.page.days import Reader
from planner.starter.page.head import Head, head_of
from planner.starter.page.naming import Event, Paper, folded, free_id, kind_of, paper_id
from planner.starter.page.pattern import Held, Pattern, pattern_of
from planner.starter.page.readings import Reading
from planner.starter.page.units import Unit, front_matter, markdown_units
from planner.starter.writing import SCHEMA, problem_of, rendered

MAXIMUM_CHARACTERS = 1_000_000
MAXIMUM_DAYS = 2_000
MOST_READINGS = 100
MOST_TITLES = 15_000
"""Papers of one date, and the characters of their titles together."""
MINUTES = 60
"""Reading time of a paper whose length the page does not give."""
READINGS = "readings"
_DEFAULT_CLOCK = (time(10), time(11))


@dataclass(frozen=True)
class PageCourse:
    """The files of the course by name, what could not be read, and the numbers of dates and readings that were."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    dates: int
    dates_read: int
    readings: int


def course_of_page(path: Path, given: Mapping[str, str | None]) -> PageCourse:
    """The course of a page; ``given`` are options (title, code, start, end, time, timezone) that outrank the page.

    Raises InputError when the page has no dates, or an option is wrong.
    """
    told: list[Finding] = []
    text = clean(read_text(path, None, told))
    if len(text) > MAXIMUM_CHARACTERS:
        raise InputError(
            [error("page-size", f"this page is longer than {MAXIMUM_CHARACTERS} characters", Where(str(path)))]
        )
    first, last, clock = _options(given)
    front, body = front_matter(text)
    units = _read_units(path, body, told)
    try:
        read = Reader(units, str(path), [first.year] if first else [], _texts(front)).read()
    except InputError as problem:
        raise InputError([*problem.findings, *told]) from None
    if len(read.days) > MAXIMUM_DAYS:
        raise InputError([error("page-size", f"this page has more than {MAXIMUM_DAYS} dates", Where(str(path)))])
    head = head_of(front, read.preamble, units)
    making = _Making(str(path), head, read, given, clock)
    files = making.files(first, last, f"plan-course init --from-syllabus {path.name}")
    findings = tuple(sorted_findings([*told, *read.findings, *making.findings]))
    return PageCourse(files, findings, read.dated, making.dates_read, sum(len(day.readings) for day in making.days))


def _texts(front: Mapping[str, object]) -> list[str]:
    """What the front matter says in plain words: its title, its term."""
    return [str(value) for value in front.values() if isinstance(value, str | int)]


def _read_units(path: Path, body: str, findings: list[Finding]) -> list[Unit]:
    """The units of a page; a file is HTML by its name, or where it begins as HTML does."""
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or re.match(r"\s*<(?:!doctype|html)\b", body[:500], re.I):
        from planner.starter.page.html import html_units

        return html_units(body, str(path), findings)
    return markdown_units(body, str(path), findings)


def _options(given: Mapping[str, str | None]) -> tuple[date | None, date | None, tuple[time, time] | None]:
    """The options that are dates and clocks; raises InputError with each that is wrong."""
    findings: list[Finding] = []
    days: list[date | None] = []
    for name in ("start", "end"):
        text = given.get(name)
        try:
            days.append(read_date(text) if text else None)
        except Exception as problem:
            findings.append(error("answer", f"--{name}: {problem}"))
            days.append(None)
    text = given.get("time")
    clock = clocks_in(text) if text else None
    if text and clock is None:
        findings.append(error("answer", f'--time: expected a time such as 15:30-16:45, not "{printable(text)}"'))
    if findings:
        raise InputError(findings)
    return days[0], days[1], clock


class _Making:
    """Makes the course of the days that were read."""

    def __init__(
        self, file: str, head: Head, read: Days, given: Mapping[str, str | None], clock: tuple[time, time] | None
    ) -> None:
        self.file, self.head, self.given = file, head, given
        self.findings: list[Finding] = []
        self.clock = clock or head.clock or _DEFAULT_CLOCK
        if not (clock or head.clock):
            self._note("the page gives no time of day; 10:00-11:00 stands for it (--time says another)")
        self.closed = {day.date: day.reason or "No class" for day in read.days if day.closed}
        self.days = self._merged([day for day in read.days if not day.closed])
        self.dates_read = read.read
        self.papers: dict[str, Paper] = {}
        self.numbers: dict[str, int] = {}
        self.required: dict[int, list[str]] = {}
        self.optional: dict[int, list[str]] = {}
        self.events: dict[str, Event] = {}
        self.event_of: dict[int, str] = {}
        self.topics: dict[str, str] = {}

    def _note(self, message: str) -> None:
        self.findings.append(note("page", message, Where(self.file)))

    def _merged(self, days: Sequence[Day]) -> list[Day]:
        """Each meeting once, in time order: two entries of one day are two meetings where their times differ."""
        merged: dict[tuple[date, tuple[time, time]], Day] = {}
        for day in days:
            key = (day.date, day.clock or self.clock)
            if (known := merged.get(key)) is None:
                merged[key] = day
                continue
            where = Where(self.file, day.line)
            self.findings.append(warning("date", f"{day.date} stands here again (first in line {known.line})", where))
            known.readings += day.readings
            known.title = known.title or day.title
        for day_date in {day for day, _ in merged} & set(self.closed):
            del self.closed[day_date]
        return [merged[key] for key in sorted(merged)]

    def files(self, first: date | None, last: date | None, command: str) -> dict[str, bytes]:
        """constraints.yaml, its schema, and published.plan.yaml."""
        if not self.days:
            raise InputError([error("no-dates", "every date on this page is a day without class", Where(self.file))])
        dates = [day.date for day in self.days] + list(self.closed)
        first, last = min([*dates, first or date.max]), max([*dates, last or date.min])
        pattern = pattern_of([self._held(day) for day in self.days], self.closed, first, last)
        self._refuse_heaps()
        self._decide()
        if not self.papers:
            message = "the page has dates, but nothing under them looks like a paper"
            raise InputError([error("no-papers", message, Where(self.file)), *self.findings])
        text = rendered("page.yaml.jinja", self._values(pattern))
        problem, _ = problem_of(text, [])
        stamp = datetime.combine(first, time(), UTC)
        plan = assemble(problem, self._decision(problem.sessions), stamp)
        return {
            "constraints.yaml": text.encode(),
            "published.plan.yaml": write_plan(plan, command).encode(),
            SCHEMA: shipped("data", SCHEMA).read_bytes(),
        }

    def _refuse_heaps(self) -> None:
        """Raise InputError where so much stands under one date that it is no session."""
        for day in self.days:
            if len(day.readings) > MOST_READINGS or sum(len(reading.title) for reading in day.readings) > MOST_TITLES:
                message = f"{len(day.readings)} papers stand under {day.date}: a list, not what one session reads"
                raise InputError([error("page-size", message, Where(self.file, day.line))])

    def _held(self, day: Day) -> Held:
        return Held(day.date, (*(day.clock or self.clock), day.place or self.head.place))

    def _session_id(self, place: int) -> str:
        """The id that the session of a day will have."""
        day = self.days[place]
        twice = sum(other.date == day.date for other in self.days) > 1
        return f"{day.date}T{(day.clock or self.clock)[0]:%H:%M}" if twice else day.date.isoformat()

    def _decide(self) -> None:
        """Give papers, topics and events their ids, and each session what it holds."""
        seen: dict[str, str] = {}
        listed = {folded(r.title) for day in self.days for r in day.readings if not r.optional}
        any_optional = any(reading.optional for day in self.days for reading in day.readings)
        for place, day in enumerate(self.days):
            self.required[place], self.optional[place] = [], []
            topic = self._topic(day, any_optional)
            for reading in day.readings:
                self._take(place, day, reading, topic, seen, listed)
            if day.kind or (day.title and not self.required[place] and day.title != "No reading"):
                self._event(place, day, topic)

    def _take(
        self, place: int, day: Day, reading: Reading, topic: str | None, seen: dict[str, str], listed: set[str]
    ) -> None:
        """One reading of one day: the first time that a paper is required, or listed where it never is, counts."""
        key = folded(reading.title)
        if key in seen:
            message = f"{shown(reading.title)} stands here again (also {seen[key]}); the first time counts"
            self.findings.append(warning("paper-twice", message, Where(self.file, reading.line)))
            return
        if reading.optional and key in listed:
            return
        seen[key] = f"line {reading.line}"
        paper = Paper(free_id(paper_id(reading), self.papers, self.numbers), reading, topic)
        self.papers[paper.id] = paper
        (self.optional if reading.optional else self.required)[place].append(paper.id)

    def _topic(self, day: Day, any_optional: bool) -> str | None:
        """The topic of a day with readings: its title, unless that only names its papers or its event."""
        if not day.readings:
            return None
        required = [reading.title for reading in day.readings if not reading.optional]
        title = day.title if not day.kind and day.title != "; ".join(required) else ""
        if not title:
            # Optional reading stands beside its topic only, so there must be one.
            if not any_optional:
                return None
            self.topics[READINGS] = "Readings"
            return READINGS
        known = {name: id_ for id_, name in self.topics.items()}
        if title not in known:
            known[title] = free_id(slug(title)[:60].strip("-_") or "topic", {*self.events, *self.topics})
            self.topics[known[title]] = title
        return known[title]

    def _event(self, place: int, day: Day, topic: str | None) -> None:
        """The event of a day; several days of one title are one event."""
        beside = bool(day.readings)
        known = next((e for e in self.events.values() if e.title == day.title and e.readings == beside), None)
        if known is None:
            id_ = free_id(slug(day.title)[:60].strip("-_") or "event", {*self.events, *self.topics})
            known = self.events[id_] = Event(
                id_, day.title, day.kind or kind_of(day.title), readings=beside, topic=topic
            )
        known.dates.append(self._session_id(place))
        self.event_of[place] = known.id

    def _values(self, pattern: Pattern) -> dict[str, Any]:
        """What the template shows."""
        held = [place for place in range(len(self.days)) if self.required[place]]
        silent = [p for p in range(len(self.days)) if not self.required[p] and not self._blocked(p)]
        usual_lengths = _venues()
        title = (self.given.get("title") or self.head.title or "Course")[:500]
        return {
            "page": printable(Path(self.file).name),
            "title": title,
            "code": self.given.get("code") or self.head.code or slug(title)[:100].strip("-_.+") or "course",
            "instructors": list(self.head.instructors),
            "url": self.head.url,
            "timezone": self.given.get("timezone") or self.head.timezone or self._unknown_zone(),
            "pattern": pattern,
            "events": list(self.events.values()),
            "papers": [
                (paper, None if (paper.reading.venue or "").lower() in usual_lengths else MINUTES)
                for paper in self.papers.values()
            ],
            "topics": self.topics,
            "most": max((len(self.required[place]) for place in held), default=1),
            "most_optional": max((len(papers) for papers in self.optional.values()), default=0),
            "every_session": not silent,
        }

    def _blocked(self, place: int) -> bool:
        return place in self.event_of and not self.events[self.event_of[place]].readings

    def _unknown_zone(self) -> str:
        message = "the page names no time zone; UTC stands for it (--timezone says another)"
        self.findings.append(warning("page", message, Where(self.file)))
        return "UTC"

    def _decision(self, sessions: Sequence[Any]) -> Decision:
        """What the page shows, by the sessions of the course."""
        place_of = {self._session_id(place): place for place in range(len(self.days))}
        places = [place_of.get(session.id) for session in sessions]

        def by_session(papers: Mapping[int, list[str]]) -> tuple[tuple[str, ...], ...]:
            return tuple(tuple(papers.get(place, ())) if place is not None else () for place in places)

        events = tuple(self.event_of.get(place) if place is not None else None for place in places)
        return Decision(by_session(self.required), by_session(self.optional), events, tuple(() for _ in places))


def _venues() -> set[str]:
    from planner.spec.load import venue_pages

    return {venue.lower() for venue in venue_pages()}
