"""People, roles and duties, resolved against the calendar, the candidates and the topics."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from planner.findings import Finding, Where, did_you_mean, error, note, warning
from planner.problem.holding import places_of
from planner.problem.papers import KnownPaper, indices_named, nearest
from planner.problem.problem import (
    Absence,
    Bound,
    Due,
    DutyLimits,
    Event,
    Paper,
    Person,
    PersonWishes,
    Range,
    Role,
    Topic,
)
from planner.problem.ranges import indices_within, range_at, unknown
from planner.problem.rules import build_within
from planner.problem.sessions import Calendar
from planner.problem.wishes import DATES, READING, ROLES, Asked, Offers
from planner.scalars import slug
from planner.spec.load import PersonEntry, Spec
from planner.spec.parts import Absence as AbsenceSpec
from planner.spec.people import DueDate
from planner.spec.people import Person as PersonSpec
from planner.spec.people import Role as RoleSpec


class Staffing:
    """Builds roles, duty limits and people of one spec; complaints go to ``findings``."""

    def __init__(
        self,
        spec: Spec,
        calendar: Calendar,
        known: Mapping[str, KnownPaper],
        papers: Mapping[str, Paper],
        topics: Mapping[str, Topic],
        events: Mapping[str, Event],
        findings: list[Finding],
    ) -> None:
        self.spec, self.calendar, self.known, self.papers = spec, calendar, known, papers
        self.topics, self.events, self.findings = topics, events, findings
        self.course, self.place = spec.course, spec.document.where
        self.role_ids = [role.id for role in self.course.roles]

    def roles(self) -> dict[str, Role]:
        """The roles, in the order of the file."""
        for index, name in enumerate(self.role_ids):
            if name in self.role_ids[:index]:
                first = self.place("roles", self.role_ids.index(name)).told
                message = f'role "{name}" is defined twice (first in {first})'
                self.findings.append(error("duplicate-id", message, self.place("roles", index), name))
        roles = {role.id: self._role(role, index) for index, role in enumerate(self.course.roles)}
        if not self.spec.people:
            for role in roles.values():
                if role.least > 0 and role.most > 0:
                    message = f'role "{role.id}" must be filled, but the course has no people'
                    self.findings.append(error("no-people", message, role.where, role.id))
        return roles

    def _role(self, role: RoleSpec, index: int) -> Role:
        path = ("roles", index)
        on = role.on
        starts = [day for day in (role.from_, self.course.duties.from_) if day is not None]
        sessions = indices_within(self.calendar, max(starts, default=None), role.to)
        if on.days is not None:
            sessions &= {s.index for s in self.calendar.sessions if s.weekday in on.days}
        if on.dates is not None:
            sessions &= indices_named(self.calendar, on.dates)
        sessions -= {s.index for s in self.calendar.sessions for day in role.except_ if self._is_absent(day, s.index)}
        for key, names in (("topics", self.topics), ("events", self.events)):
            for position, name in enumerate(getattr(on, key) or ()):
                if name not in names:
                    self.findings.append(unknown(key[:-1], name, names, self.place(*path, "on", key, position)))
        for position, name in enumerate(on.dates or ()):
            if not indices_named(self.calendar, [name]):
                message = f'there is no session on {name}, a date of role "{role.id}"{nearest(self.calendar, name)}'
                self.findings.append(
                    warning("no-session", message, self.place(*path, "on", "dates", position), role.id)
                )
        self._check_tags(on.tags or (), path)
        tags = frozenset(on.tags) if on.tags is not None else None
        topics = frozenset(on.topics) if on.topics is not None else None
        if not sessions and role.count.max:
            message = f'role "{role.id}" has no session to sit in'
            self.findings.append(warning("no-seats", message, self.place(*path), role.id))
        papers = frozenset(
            paper.id
            for paper in self.papers.values()
            if (topics is None or paper.topic in topics) and (tags is None or not paper.tags.isdisjoint(tags))
        )
        return Role(
            id=role.id,
            title=role.shown_title,
            per=role.per,
            count=range_at(role.count, self.place, *path, "count"),
            where=self.place(*path),
            sessions=sessions,
            papers=papers,
            topics=topics,
            tags=tags,
            events=frozenset(on.events) if on.events is not None else None,
            per_person=range_at(role.per_person, self.place, *path, "per_person"),
            class_minutes=role.class_minutes,
            due=tuple(self._due(role, due, (*path, "due", position)) for position, due in enumerate(role.due)),
        )

    def _due(self, role: RoleSpec, due: DueDate, path: tuple[str | int, ...]) -> Due:
        """What is due; a move of a session that there is not is a warning."""
        for name in due.moves:
            if not indices_named(self.calendar, [name]):
                message = f"there is no session on {name}{nearest(self.calendar, name)}; this moves nothing"
                self.findings.append(warning("no-session", message, self.place(*path, "moves", name), role.id))
        return Due(due.what, due.days, due.time, dict(due.moves))

    def _check_tags(self, tags: Iterable[str], path: tuple[str | int, ...]) -> None:
        """A tag that no paper has is an error, one that no candidate has a warning."""
        catalogued = {tag for entry in self.known.values() for tag in entry.paper.tags or ()}
        present = {tag for paper in self.papers.values() for tag in paper.tags}
        for position, tag in enumerate(tags):
            if tag not in present:
                make = warning if tag in catalogued else error
                message = f'no candidate has tag "{tag}"{did_you_mean(tag, present)}'
                self.findings.append(make("unknown-tag", message, self.place(*path, "on", "tags", position), tag))

    def duty_limits(self) -> DutyLimits:
        """The limits that hold for everybody who is not staff."""
        duties = self.course.duties

        def bound(key: str) -> Bound | None:
            value = getattr(duties, key)
            return Bound(value, self.place("duties", key)) if value else None

        per_session = Bound(duties.per_session.max, self.place("duties", "per_session", "max"))
        return DutyLimits(
            per_session,
            bound("different_roles"),
            bound("gap"),
            bound("gap_days"),
            build_within(self.spec, self.calendar, self.role_ids, self.findings),
        )

    def people(self, roles: Mapping[str, Role]) -> dict[str, Person]:
        """The people, in the order of the file."""
        seen: dict[str, Where] = {}
        for entry in self.spec.people:
            where = entry.place()
            if entry.person.id in seen:
                first = seen[entry.person.id].told
                message = f'person "{entry.person.id}" is listed twice (first in {first})'
                self.findings.append(error("duplicate-id", message, where, entry.person.id))
            seen[entry.person.id] = where
        if seen and not roles:
            message = "the course has people but no roles; nobody gets a duty"
            self.findings.append(warning("no-roles", message, self.place("people")))
        return {entry.person.id: self._person(entry, roles) for entry in self.spec.people}

    def _person(self, entry: PersonEntry, roles: Mapping[str, Role]) -> Person:
        person, place = entry.person, entry.place
        for index, name in enumerate(person.roles or ()):
            if name not in roles:
                self.findings.append(unknown("role", name, roles, place("roles", index)))
        for name in person.did:
            if name not in roles:
                self.findings.append(unknown("role", name, roles, place("did")))
        conflicts = {}
        for index, name in enumerate(person.conflicts):
            self._known_paper(name, place("conflicts", index))
            conflicts[name] = place("conflicts", index)
        bounds = self._duty_range(entry)
        partial = person.from_ is not None or person.until is not None
        held = frozenset(person.roles if person.roles is not None else roles)
        absent = self._absences(entry)
        return Person(
            id=person.id,
            name=person.shown_name,
            where=place(),
            staff=person.staff,
            members=tuple((member.id or slug(member.name), member.name) for member in person.members),
            absent=absent,
            roles=held,
            roles_where=place("roles") if person.roles is not None else None,
            conflicts=conflicts,
            duties=bounds,
            did=sum(person.did.values()),
            partial=partial,
            spared=partial or person.duties.min is not None,
            own_duties=person.duties.min is not None or person.duties.max is not None,
            wishes=self._wishes(entry, roles, held, absent, bounds),
        )

    def _duty_range(self, entry: PersonEntry) -> Range:
        """The person's limits: their own override ``per_person`` key by key; minima spare those who come or go."""
        person = entry.person
        own = range_at(person.duties, entry.place, "duties")
        common = (
            Range() if person.staff else range_at(self.course.duties.per_person, self.place, "duties", "per_person")
        )
        partial = person.from_ is not None or person.until is not None
        least, most = None if partial else own.min or common.min, own.max or common.max
        if least is not None and most is not None and least.value > most.value:
            # Each pair of one section is in order; so one of the two numbers is the person's own.
            mine, other = (least, most) if own.min else (most, least)
            names = ("min", "max") if own.min else ("max", "min")
            message = (
                f'"{person.id}" has {names[0]} {mine.value} duties, but {names[1]} {other.value} ({other.where.told})'
            )
            self.findings.append(error("duties", message, mine.where, person.id))
        return Range(min=least, max=most)

    def _known_paper(self, name: str, where: Where) -> None:
        if name not in self.known:
            self.findings.append(unknown("paper", name, self.known, where))

    def _absences(self, entry: PersonEntry) -> dict[int, Absence]:
        """When the person holds no duty, by session index."""
        person, place = entry.person, entry.place
        absent: dict[int, Absence] = {}
        for session in self.calendar.sessions:
            for index, absence in enumerate(person.unavailable):
                if self._is_absent(absence, session.index):
                    absent.setdefault(session.index, Absence("unavailable", place("unavailable", index)))
            if person.from_ is not None and session.date < person.from_:
                absent.setdefault(session.index, Absence(f"joins on {person.from_}", place("from")))
            if person.until is not None and session.date > person.until:
                absent.setdefault(session.index, Absence(f"leaves after {person.until}", place("until")))
        return absent

    def _is_absent(self, absence: AbsenceSpec, index: int) -> bool:
        session = self.calendar.sessions[index]
        named = absence.date is None or session.is_named(absence.date)
        on_day = absence.days is None or session.weekday in absence.days
        return named and on_day and session.within(absence.from_, absence.to)

    def _wishes(
        self,
        entry: PersonEntry,
        roles: Mapping[str, Role],
        held: Collection[str],
        absent: Collection[int],
        bounds: Range,
    ) -> PersonWishes:
        """Wishes resolved, and the best score that the person could get alone."""
        prefers, avoids, place = entry.person.prefers, entry.person.avoids, entry.place
        self._check_names(entry, roles)
        dates = prefers.dates.scores
        named = {name: indices_named(self.calendar, [name]) for name in dates}
        asked = Asked(prefers.papers.scores, prefers.topics.scores, dates, prefers.roles.scores, named)
        places = places_of(roles.values(), self.events, held, absent, entry.person.conflicts)
        least = bounds.min.value if bounds.min is not None else 0
        offers = Offers(asked, places, self.papers, entry.person.conflicts, least, _minima_bind(entry.person))
        for kind, name in offers.vain() if any(role.most for role in roles.values()) else ():
            if name in {"papers": self.known, "topics": self.topics, "dates": named, "roles": roles}[kind]:
                message = f'the wish for {kind[:-1]} "{name}" cannot come true; it counts all the same'
                self.findings.append(warning("vain-wish", message, place("prefers", kind), name))
        for kind in offers.idle:
            message = (
                f'every duty that "{entry.person.id}" may hold grants the same wish for {_WISHED[kind]}: it is left out'
            )
            self.findings.append(note("idle-wish", message, place("prefers"), entry.person.id))
        sessions = frozenset[int]().union(*named.values())
        return PersonWishes(
            papers=dict(asked.papers),
            topics=dict(asked.topics),
            dates={session: asked.of_session(session) for session in sorted(sessions)},
            roles=dict(asked.roles),
            avoided_papers=frozenset(avoids.papers),
            avoided_topics=frozenset(avoids.topics),
            ranked=self._ranked(entry, offers.kinds),
            kinds=offers.kinds,
            by_session=offers.by_session,
            best_possible=offers.best(),
            least_duties=offers.least,
        )

    def _check_names(self, entry: PersonEntry, roles: Mapping[str, Role]) -> None:
        """Papers, topics and roles that are wished or avoided exist."""
        prefers, avoids, place = entry.person.prefers, entry.person.avoids, entry.place
        for name in prefers.papers.scores:
            self._known_paper(name, place("prefers", "papers", name))
        for name in prefers.topics.scores:
            if name not in self.topics:
                self.findings.append(unknown("topic", name, self.topics, place("prefers", "topics", name)))
        for name in prefers.roles.scores:
            if name not in roles:
                self.findings.append(unknown("role", name, roles, place("prefers", "roles", name)))
        for index, name in enumerate(avoids.papers):
            self._known_paper(name, place("avoids", "papers", index))
        for index, name in enumerate(avoids.topics):
            if name not in self.topics:
                self.findings.append(unknown("topic", name, self.topics, place("avoids", "topics", index)))

    def _ranked(self, entry: PersonEntry, kinds: Collection[str]) -> tuple[tuple[int, str, str], ...]:
        """The positive wishes that count as (rank, kind, name), best first: the first of each kind has rank 1."""
        prefers = entry.person.prefers
        ranked: list[tuple[int, str, str]] = []
        for kind in ("papers", "topics", "dates", "roles"):
            if (READING if kind in ("papers", "topics") else kind) not in kinds:
                continue
            scores: dict[str, int] = getattr(prefers, kind).scores
            best_first = sorted(scores, key=lambda name: -scores[name])
            ranked += [(rank, kind, name) for rank, name in enumerate(best_first, 1) if scores[name] > 0]
        return tuple(sorted(ranked, key=lambda wish: wish[0]))


_WISHED = {READING: "papers and topics", DATES: "dates", ROLES: "roles"}


def _minima_bind(person: PersonSpec) -> bool:
    """Whether the minima of roles bind a person: not staff, nor who joins late or leaves early."""
    return not person.staff and person.from_ is None and person.until is None
