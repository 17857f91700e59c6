"""Topics, events, reading limits and pins, resolved against the calendar and the candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from planner.findings import Finding, did_you_mean, error, note, warning
from planner.problem.papers import KnownPaper, find_cycles, indices_named, nearest
from planner.problem.problem import (
    BlockOrder,
    Bound,
    Compose,
    Event,
    Lighter,
    Paper,
    PaperSet,
    Pin,
    Reading,
    Topic,
)
from planner.problem.ranges import indices_within, range_at, unknown
from planner.problem.rules import build_exceptions, build_in_a_row
from planner.problem.sessions import Calendar
from planner.scalars import slug
from planner.spec.load import Spec
from planner.spec.parts import Limits, Window
from planner.spec.people import Person as PersonSpec
from planner.spec.term import Event as EventSpec

Path = tuple[str | int, ...]


class Structure:
    """Builds topics, events, reading and pins of one spec; complaints go to ``findings``."""

    def __init__(
        self, spec: Spec, calendar: Calendar, known: Mapping[str, KnownPaper], findings: list[Finding]
    ) -> None:
        self.spec, self.calendar, self.known, self.findings = spec, calendar, known, findings
        self.course, self.place = spec.course, spec.document.where
        self.topic_ids = [topic.id for topic in self.course.topics]
        self.event_ids = [event.id or slug(event.title) for event in self.course.events]

    def topics(self, papers: Mapping[str, Paper]) -> dict[str, Topic]:
        """The topics, in the order of the file."""
        self._unique("topic", self.topic_ids, "topics")
        result = {}
        for index, topic in enumerate(self.course.topics):
            path: Path = ("topics", index)
            window = self._window(topic, path)
            mine = [paper for paper in papers.values() if paper.topic == topic.id]
            tags = set(topic.first.tags) if topic.first else set()
            first = frozenset(paper.id for paper in mine if not paper.tags.isdisjoint(tags))
            if topic.first and not first:
                message = f'no candidate of topic "{topic.id}" has a tag of {", ".join(sorted(tags))}'
                self.findings.append(warning("first-empty", message, self.place(*path, "first"), topic.id))
            result[topic.id] = Topic(
                id=topic.id,
                title=topic.shown_title,
                where=self.place(*path),
                papers=range_at(topic.papers, self.place, *path, "papers"),
                sessions=range_at(topic.sessions, self.place, *path, "sessions"),
                contiguous=self.place(*path, "contiguous") if topic.contiguous else None,
                first=first,
                first_where=self.place(*path, "first") if topic.first else None,
                allowed=window,
                window_where=self.place(*path, "from" if topic.from_ else "to") if window is not None else None,
            )
        return result

    def _window(self, window: Window, path: Path) -> frozenset[int] | None:
        """The sessions of a window, None without one; an empty one is an error."""
        if window.from_ is None and window.to is None:
            return None
        found = indices_within(self.calendar, window.from_, window.to)
        if not found:
            shown = f"{window.from_ or 'the start'} to {window.to or 'the end'}"
            self.findings.append(error("no-session", f"there is no session from {shown}", self.place(*path)))
        return found

    def events(self) -> dict[str, Event]:
        """The events, in the order of the file."""
        self._unique("event", self.event_ids, "events")
        for index, event_id in enumerate(self.event_ids):
            if event_id in self.topic_ids:
                message = f'event "{event_id}" has the id of a topic; give it an id of its own'
                self.findings.append(error("duplicate-id", message, self.place("events", index), event_id))
        result = {}
        for index, (event_id, event) in enumerate(zip(self.event_ids, self.course.events, strict=True)):
            path: Path = ("events", index)
            if event.topic is not None and event.topic not in self.topic_ids:
                self.findings.append(unknown("topic", event.topic, self.topic_ids, self.place(*path, "topic")))
            allowed = self._event_sessions(event, event_id, path)
            result[event_id] = Event(
                id=event_id,
                title=event.title,
                kind=event.kind,
                where=self.place(*path),
                allowed=allowed,
                sessions=max(1, len(allowed)) if event.sessions == "all" else event.sessions or 1,
                every=event.sessions == "all",
                blocks=not event.readings,
                class_minutes=event.class_minutes if not event.readings else event.class_minutes or 0,
                topic=event.topic,
                papers=tuple(dict.fromkeys(event.papers)),
            )
        return result

    def _event_sessions(self, event: EventSpec, event_id: str, path: Path) -> frozenset[int]:
        """The sessions that an event may take; too few are an error, a date that is none a warning."""
        found = indices_within(self.calendar, event.from_, event.to)
        where = self.place(*path)
        told = False
        least = event.sessions if isinstance(event.sessions, int) else 1
        if event.dates is not None:
            where = self.place(*path, "dates")
            found &= indices_named(self.calendar, event.dates)
            few = len(found) < least
            for index, name in enumerate(event.dates):
                if not indices_named(self.calendar, [name]):
                    message = (
                        f'there is no session on {name}, a date of event "{event_id}"{nearest(self.calendar, name)}'
                    )
                    make = error if few else warning
                    self.findings.append(make("no-session", message, self.place(*path, "dates", index), event_id))
                    told = told or few
        if len(found) < least and not told:
            sessions = f"{least} session" + ("s" if least > 1 else "")
            message = f'event "{event_id}" takes {sessions}; its dates allow {len(found) or "none"}'
            self.findings.append(error("no-session", message, where, event_id))
        chosen = event.dates is not None or event.from_ is not None or event.to is not None
        if event.sessions is None and chosen and len(found) > 1:
            message = f'event "{event_id}" takes one of {len(found)} sessions; sessions: all takes each of them'
            self.findings.append(note("one-of", message, where, event_id))
        return found

    def _unique(self, what: str, ids: list[str], section: str) -> None:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                first = self.place(section, ids.index(name)).told
                message = f'{what} "{name}" is defined twice (first in {first}); give each an id of its own'
                self.findings.append(error("duplicate-id", message, self.place(section, index), name))

    def block_orders(self) -> tuple[BlockOrder, ...]:
        """The orders between topics and events."""
        known = self.topic_ids + self.event_ids
        orders: list[BlockOrder] = []
        pairs = [
            ("topics", self.topic_ids[index], index, topic.after) for index, topic in enumerate(self.course.topics)
        ] + [("events", self.event_ids[index], index, event.after) for index, event in enumerate(self.course.events)]
        for section, then, index, after in pairs:
            for position, first in enumerate(after):
                where = self.place(section, index, "after", position)
                if first in known:
                    orders.append(BlockOrder(first, then, where))
                else:
                    self.findings.append(unknown("topic or event", first, known, where))
        if self.course.topics_in_order:
            where = self.place("topics_in_order")
            # Every pair, not neighbours only: a topic that is not read parts nothing.
            orders += [BlockOrder(a, b, where) for a, b in combinations(self.topic_ids, 2)]
        graph: dict[str, set[str]] = {}
        for order in orders:
            graph.setdefault(order.then, set()).add(order.first)
        for cycle in find_cycles(graph):
            where = next(o.where for o in orders if (o.first, o.then) == (cycle[0], cycle[1]))
            message = f"these topics and events wait for one another: {' → '.join(cycle)}"
            self.findings.append(error("cycle", message, where, *cycle))
        return tuple(orders)

    def reading(self, papers: Mapping[str, Paper]) -> Reading:
        """The limits of sessions and weeks."""
        reading = self.course.reading
        path: Path = ("reading",)
        topics, optional = reading.topics_per_session, reading.optional_per_session
        self._count_without_topic(papers)
        return Reading(
            papers=range_at(reading.per_session.papers, self.place, *path, "per_session", "papers"),
            minutes=range_at(reading.per_session.minutes, self.place, *path, "per_session", "minutes"),
            week_papers=range_at(reading.per_week.papers, self.place, *path, "per_week", "papers"),
            week_minutes=range_at(reading.per_week.minutes, self.place, *path, "per_week", "minutes"),
            topics_per_session=Bound(topics, self.place(*path, "topics_per_session")) if topics else None,
            optional_per_session=(
                Bound(optional.max, self.place(*path, "optional_per_session", "max")) if optional else None
            ),
            compose=tuple(self._compose(papers)),
            lighter=tuple(self._lighter()),
            exceptions=build_exceptions(self.spec, self.calendar, self.findings),
            in_a_row=build_in_a_row(self.spec, papers, self.findings),
            every_session=self.place(*path, "every_session") if reading.every_session and papers else None,
        )

    def _count_without_topic(self, papers: Mapping[str, Paper]) -> None:
        """Tell how many papers count together as one more topic, where topics of a session are counted."""
        found = [paper.id for paper in papers.values() if paper.topic is None]
        if self.course.reading.topics_per_session and self.topic_ids and found:
            have = "1 paper has" if len(found) == 1 else f"{len(found)} papers have"
            message = f'{have} none of the topics, such as "{found[0]}": together they count as one more topic'
            self.findings.append(note("no-topic", message, self.place("reading", "topics_per_session"), *found))

    def _compose(self, papers: Mapping[str, Paper]) -> Iterable[Compose]:
        for index, compose in enumerate(self.course.reading.compose):
            path: Path = ("reading", "compose", index)
            tagged = frozenset(paper.id for paper in papers.values() if compose.tag in paper.tags)
            if not tagged:
                known = {tag for paper in papers.values() for tag in paper.tags}
                message = f'no candidate has tag "{compose.tag}"{did_you_mean(compose.tag, known)}'
                self.findings.append(error("unknown-tag", message, self.place(*path, "tag"), compose.tag))
            limits = Limits(min=compose.min, max=compose.max)
            yield Compose(compose.tag, tagged, range_at(limits, self.place, *path), self.place(*path))

    def _lighter(self) -> Iterable[Lighter]:
        for index, lighter in enumerate(self.course.reading.lighter):
            path: Path = ("reading", "lighter", index)
            sessions = indices_within(self.calendar, lighter.from_, lighter.to)
            if not sessions:
                message = "no session lies in these days"
                self.findings.append(warning("lighter-empty", message, self.place(*path)))
            yield Lighter(
                sessions=sessions,
                papers=range_at(lighter.papers, self.place, *path, "papers"),
                minutes=range_at(lighter.minutes, self.place, *path, "minutes"),
                where=self.place(*path),
                reason=lighter.reason,
            )

    def paper_sets(self, key: str, papers: Mapping[str, Paper]) -> tuple[PaperSet, ...]:
        """``same_session`` or ``apart``: sets of candidates; an id that nothing has is an error."""
        sets = []
        for index, names in enumerate(getattr(self.course.papers, key)):
            for position, name in enumerate(names):
                if name not in self.known:
                    where = self.place("papers", key, index, position)
                    self.findings.append(unknown("paper", name, self.known, where))
            candidates = tuple(dict.fromkeys(name for name in names if name in papers))
            # A partner that cannot be read bars the whole set of `same_session`, and is no matter for `apart`.
            barred = key == "same_session" and len(candidates) < len(set(names))
            if len(candidates) > 1 or (barred and candidates):
                sets.append(PaperSet(tuple(dict.fromkeys(names)), self.place("papers", key, index)))
        return tuple(sets)

    def pins(
        self,
        roles: Iterable[str],
        people: Mapping[str, PersonSpec],
        papers: Mapping[str, Paper],
        events: Mapping[str, Event],
        past: frozenset[int] = frozenset(),
    ) -> tuple[Pin, ...]:
        """The decisions already made; those about ``past`` sessions are facts, wherever papers and events may stand."""
        pins = []
        role_per = {role.id: role.per for role in self.course.roles}
        for index, pin in enumerate(self.course.pins):
            path: Path = ("pins", index)
            sessions = None
            if pin.date is not None:
                sessions = indices_named(self.calendar, [pin.date])
                if not sessions:
                    message = f"there is no session on {pin.date}{nearest(self.calendar, pin.date)}"
                    self.findings.append(error("no-session", message, self.place(*path, "date"), pin.date))
            for what, name, names in (
                ("event", pin.event, self.event_ids),
                ("role", pin.role, list(roles)),
                ("person", pin.person, list(people)),
            ):
                if name is not None and name not in names:
                    self.findings.append(unknown(what, name, names, self.place(*path, what)))
            if pin.person is not None and not role_per:
                message = "a person is pinned, but the course has no roles"
                self.findings.append(error("pin-without-role", message, self.place(*path), pin.person))
            pins.append(Pin(self.place(*path), pin.paper, sessions, pin.date, pin.person, pin.role, pin.event))
            if not sessions or not sessions <= past:
                self._check_pin(pins, papers, events)
        return tuple(pins)

    def _check_pin(self, pins: list[Pin], papers: Mapping[str, Paper], events: Mapping[str, Event]) -> None:
        """Complain if the last pin gives its paper or event a date that it cannot have, by itself or by an earlier pin.

        What people can do takes more than two lines to judge: that is left to the model.
        """
        pin = pins[-1]
        if not pin.sessions:
            return
        paper, event = papers.get(pin.paper or ""), events.get(pin.event or "")
        apart = [
            other
            for other in pins[:-1]
            if (other.paper, other.event) == (pin.paper, pin.event)
            and other.sessions
            and pin.sessions.isdisjoint(other.sessions)
        ]
        message = ""
        if paper is not None and paper.allowed_where and paper.allowed and pin.sessions.isdisjoint(paper.allowed):
            line = paper.allowed_where.told
            message = f'paper "{paper.id}" is pinned to {pin.date}, which is none of its dates ({line})'
        elif event is not None and event.allowed and pin.sessions.isdisjoint(event.allowed):
            line = event.where.told
            message = f'event "{event.id}" is pinned to {pin.date}, which is none of its dates ({line})'
        elif paper is not None and apart:
            message = f'paper "{paper.id}" is pinned to {pin.date}, and to {apart[0].date} in {apart[0].where.told}'
        elif event is not None and len({other.sessions for other in apart}) >= event.sessions:
            sessions = f"{event.sessions} session" + ("s" if event.sessions > 1 else "")
            message = f'event "{event.id}" takes {sessions}, and is pinned to more dates ({apart[0].where.told} too)'
        if message:
            self.findings.append(error("pin-contradiction", message, pin.where, pin.paper or pin.event or ""))
