"""What calendars have shown: sequences that rise with each visible change and never fall, and entries that go.

A calendar client takes a change where the sequence has risen, and forgets an entry only where it is told that it is
cancelled. So each entry carries, in plan.yaml, a digest of what is shown of it: a change by anybody, by hand too, is
noticed, whatever plan a repair started from.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from planner.plans.plan import CancelledMeeting, Plan, PlannedNoClass, PlannedPerson, PlannedSession
from planner.plans.published import CalendarEntry, FormerPerson

GONE = "No longer planned"
DUE, DUTY = "due", "duty"
_TOKEN_BYTES = 12


@dataclass(frozen=True)
class Shown:
    """One entry as calendars show it; ``text`` is all that a reader sees of it, in any order that stays."""

    key: str
    kind: str
    person: str | None
    uid: str
    what: str
    start: datetime
    end: datetime
    all_day: bool
    text: str

    @property
    def digest(self) -> str:
        """A short digest of the text: enough to notice a change."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]


Show = Callable[[Plan], Mapping[str, Shown]]
"""What calendars show of a plan, by key: sessions, lost meetings and days without class under their uid."""


class _Stamped(Protocol):
    """What the plan keeps of each entry."""

    @property
    def sequence(self) -> int:
        """How often it has changed."""

    @property
    def changed(self) -> datetime:
        """When it last changed."""

    @property
    def shown(self) -> str:
        """The digest of what was shown."""


AnyRow = PlannedSession | CancelledMeeting | PlannedNoClass
Row = TypeVar("Row", PlannedSession, CancelledMeeting, PlannedNoClass)
Base = TypeVar("Base", bound=_Stamped)


def with_state(plan: Plan, standing: Plan | None, stamp: datetime, show: Show) -> Plan:
    """The plan with the published state of the one that stands where it will be written.

    ``plan`` may carry the state of another (a repair, an older plan restored): of two states of an entry the one with
    the higher sequence counts. ``standing`` may be the plan itself as it was read. Doing it twice changes nothing more.
    """
    if standing is not None and not same_term(plan, standing):
        standing = None
    if standing is not None:
        # A clock that goes back must not: calendar programs would take the change for an old one.
        stamp = max([stamp, *(session.changed for session in standing.sessions)])
    plan = _with_files(plan, standing)
    return _Carrying(plan, standing if standing is not None else _nothing(plan), stamp, show).result()


def same_term(one: Plan, other: Plan) -> bool:
    """Whether two plans are of one course at one time; last year's plan has nothing to say in this year's."""
    days = [[session.date for session in plan.sessions] for plan in (one, other)]
    apart = all(days) and (max(days[0]) < min(days[1]) or max(days[1]) < min(days[0]))
    return one.course.code == other.course.code and not apart


def _nothing(plan: Plan) -> Plan:
    """A plan of the same course that has shown nothing yet."""
    return plan.model_copy(
        update={"sessions": [], "cancelled": [], "no_class": [], "people": {}, "entries": {}, "former": {}}
    )


class _Carrying:
    """One plan taking over the state of another."""

    def __init__(self, plan: Plan, standing: Plan, stamp: datetime, show: Show) -> None:
        self.plan, self.standing, self.stamp, self._show = plan, standing, stamp, show
        self.lost = self._lost_meetings()
        self.entries = _higher(plan.entries, _entries_before(standing, show))
        self.past = _past(plan, standing, self.entries)
        self.new = show(plan.model_copy(update={"cancelled": self.lost, "entries": self.past}))
        self.rows = _higher(_rows(plan, published=True), _rows(standing))

    def result(self) -> Plan:
        """The plan with all rows stamped."""
        sessions = [self._row(row) for row in self.plan.sessions]
        cancelled = [self._row(row) for row in self.lost]
        no_class = [self._row(row) for row in self.plan.no_class]
        plan = self.plan.model_copy(update={"sessions": sessions, "cancelled": cancelled, "no_class": no_class})
        rows: list[AnyRow] = [*sessions, *cancelled, *no_class]
        entries = self._entries({row.uid for row in rows})
        return plan.model_copy(update={"entries": entries, "former": self._former(entries)})

    def _row(self, row: Row) -> Row:
        """A session, lost meeting or day without class with its sequence."""
        seen = self.new.get(row.uid)
        digest = seen.digest if seen is not None else ""
        # A day without class that was given back is an entry that is cancelled.
        known = [found for found in (self.entries.get(row.uid), self.rows.get(row.uid)) if found is not None]
        base = max(known, key=lambda found: found.sequence, default=None)
        same = type(base) is type(row) and base is not None and digest == self._before(row.uid, base)
        return row.model_copy(update={**self._stamps(base, same), "shown": digest})

    def _stamps(self, base: _Stamped | None, same: bool) -> dict[str, Any]:
        """Sequence and stamp of an entry: those of the base, or the next where what is shown differs."""
        if base is None:
            return {"sequence": 0, "changed": self.stamp}
        if same:
            return {"sequence": base.sequence, "changed": base.changed}
        return {"sequence": base.sequence + 1, "changed": self.stamp}

    def _before(self, key: str, base: _Stamped) -> str:
        """The digest of what was shown; of a plan that keeps none, of what it shows now."""
        return base.shown or (self._shown_by_standing[key].digest if key in self._shown_by_standing else "")

    @cached_property
    def _shown_by_standing(self) -> Mapping[str, Shown]:
        return self._show(self.standing)

    def _lost_meetings(self) -> list[CancelledMeeting]:
        """All meetings that have been in calendars and do not take place."""
        here = {session.uid for session in self.plan.sessions}
        known = {meeting.uid: meeting for meeting in (*self.standing.cancelled, *self.plan.cancelled)}
        for session in self.standing.sessions:
            if session.uid not in known:
                known[session.uid] = CancelledMeeting(
                    uid=session.uid,
                    start=session.start,
                    end=session.end,
                    title=session.title,
                    location=session.location,
                    reason=GONE,
                    changed=self.stamp,
                )
        kept = [meeting for meeting in known.values() if meeting.uid not in here]
        return sorted(kept, key=lambda meeting: (meeting.start, meeting.uid))

    def _entries(self, rows: set[str]) -> dict[str, CalendarEntry]:
        """Duties, due dates, deadlines, and those of them (and days without class) that are gone."""
        made = {key: self._entry(seen) for key, seen in self.new.items() if key not in rows}
        for key, old in self.entries.items():
            if key not in made and key not in rows:
                made[key] = old if old.cancelled else self._gone(old)
        for day in self.standing.no_class:
            if day.uid not in rows and day.uid not in made:
                seen = self._shown_by_standing.get(day.uid)
                if seen is not None:
                    made[day.uid] = self._gone(_entry_of(seen, day.sequence, day.changed))
        return dict(sorted(made.items()))

    def _entry(self, seen: Shown) -> CalendarEntry:
        base = self.entries.get(seen.key)
        same = base is not None and not base.cancelled and seen.digest == self._before(seen.key, base)
        update = {**self._stamps(base, same), "past": seen.key in self.past}
        return _entry_of(seen, 0, self.stamp).model_copy(update=update)

    def _gone(self, entry: CalendarEntry) -> CalendarEntry:
        update = {"sequence": entry.sequence + 1, "changed": self.stamp, "cancelled": True, "shown": "", "past": False}
        return entry.model_copy(update=update)

    def _former(self, entries: Mapping[str, CalendarEntry]) -> dict[str, FormerPerson]:
        """People who are not in the plan any more, and whose calendars have shown something."""
        shown: dict[str, list[str]] = {}
        for key, entry in entries.items():
            if entry.person is not None and entry.person not in self.plan.people:
                shown.setdefault(entry.person, []).append(key)
        result = {}
        for person, duties in sorted(shown.items()):
            known = self.standing.people.get(person) or self.standing.former.get(person)
            if known is not None:
                result[person] = FormerPerson(name=known.name, duties=duties, file=known.file)
        return result


def _entry_of(seen: Shown, sequence: int, changed: datetime) -> CalendarEntry:
    return CalendarEntry(
        uid=seen.uid,
        person=seen.person,
        what=seen.what,
        start=seen.start,
        end=seen.end,
        all_day=seen.all_day,
        sequence=sequence,
        changed=changed,
        shown=seen.digest,
    )


def _entries_before(standing: Plan, show: Show) -> Mapping[str, CalendarEntry]:
    """The entries of the standing plan; of an older file, that keeps none, what its calendars have shown."""
    if standing.entries:
        return standing.entries
    stamps = {session.uid: session for session in standing.sessions}
    made = {}
    for key, seen in show(standing).items():
        session = next((stamps[uid] for uid in stamps if seen.kind in (DUE, DUTY) and f".{uid}" in key), None)
        if session is not None:
            made[key] = _entry_of(seen, session.sequence, session.changed)
    meetings: list[PlannedSession | CancelledMeeting] = [*standing.sessions, *standing.cancelled]
    for row in meetings:
        for person in row.people if isinstance(row, CancelledMeeting) else row.former:
            key = f"{person}.{row.uid}"
            made[key] = CalendarEntry(
                uid=key,
                person=person,
                what=row.title,
                start=row.start,
                end=row.end,
                sequence=row.sequence,
                changed=row.changed,
                cancelled=True,
            )
    return made


def _rows(plan: Plan, published: bool = False) -> dict[str, _Stamped]:
    """Sessions, lost meetings and days without class by uid; only those that calendars have shown, if so wanted."""
    rows: list[AnyRow] = [*plan.no_class, *plan.cancelled, *plan.sessions]
    return {row.uid: row for row in rows if row.shown or not published}


def _higher(one: Mapping[str, Base], other: Mapping[str, Base]) -> dict[str, Base]:
    """Of each entry the state with the higher sequence; of equal ones the other's."""
    lower = {key for key, row in other.items() if key in one and one[key].sequence > row.sequence}
    return {**one, **{key: row for key, row in other.items() if key not in lower}}


def _past(plan: Plan, standing: Plan, entries: Mapping[str, CalendarEntry]) -> dict[str, CalendarEntry]:
    """Due dates that have passed, which keep their dates where their session does and the duty is still theirs."""
    if plan.frozen_before is None:
        return {}
    start = datetime.combine(plan.frozen_before, time(), ZoneInfo(plan.timezone))
    held = {f"{duty.person}.{session.uid}.{duty.role}" for session, duty in plan.all_duties()}
    starts = {session.uid: session.start for session in standing.sessions}
    still = {session.uid for session in plan.sessions if starts.get(session.uid) == session.start}
    kept = {}
    for key, entry in entries.items():
        of_seat, _, number = key.rpartition(".")
        of_session = of_seat.rpartition(".")[0].removeprefix(f"{entry.person}.")
        if number.isdigit() and of_seat in held and of_session in still and not entry.cancelled and entry.end < start:
            kept[key] = entry.model_copy(update={"past": True})
    return kept


def _with_files(plan: Plan, standing: Plan | None) -> Plan:
    """The plan with names of files that cannot be guessed where it asks for them; those once given stay."""
    before: dict[str, PlannedPerson | FormerPerson] = {}
    if standing is not None:
        before = {**standing.people, **standing.former}
    hidden = plan.publish.personal == "secret" or plan.publish.names != "full"
    people = {}
    for name, person in plan.people.items():
        known = before.get(name)
        given = person.file or (known.file if known is not None else "")
        people[name] = person.model_copy(update={"file": given or (secrets.token_hex(_TOKEN_BYTES) if hidden else "")})
    return plan.model_copy(update={"people": people})
