"""What differs between two plans of one course, and who is affected: each difference says itself in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planner.plans.plan import Duty, Plan, PlannedSession

Kind = Literal["meeting", "deadline", "paper", "event", "duty", "due", "team"]


@dataclass(frozen=True)
class Difference:
    """One thing that differs; ``day`` is the first day concerned, ``people`` are whose duties it is about.

    Differences without people are for everybody to know.
    """

    kind: Kind
    day: date
    text: str
    people: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Affected:
    """Somebody whose duties differ: what, and how many days before the first of them they know."""

    person: str
    name: str
    notice: int
    texts: tuple[str, ...]


def differences(old: Plan, new: Plan) -> list[Difference]:
    """What differs, in the order of dates; meetings are matched by their uid, else by their id."""
    pair = _Pair(old, new)
    found = [*pair.meetings(), *pair.deadlines(), *pair.papers(), *pair.events(), *pair.duties(), *pair.teams()]
    found += [*pair.about(), *pair.dues()]
    order = ("meeting", "deadline", "event", "paper", "duty", "due", "team")
    return sorted(found, key=lambda d: (d.day, order.index(d.kind), d.text))


def named(difference: Difference, plan: Plan) -> str:
    """The text of a difference, after the names of whose duties it is about."""
    names = [known.name if (known := plan.people.get(person)) else person for person in difference.people]
    about = f"{', '.join(names)}: " if names and difference.kind != "team" else ""
    return f"{about}{difference.text}"


def affected(found: Sequence[Difference], new: Plan, old: Plan, as_of: date) -> list[Affected]:
    """The people whose duties differ, those with the shortest notice first."""
    people: dict[str, list[Difference]] = {}
    for difference in found:
        for person in difference.people:
            people.setdefault(person, []).append(difference)
    result = []
    for person, theirs in people.items():
        known = new.people.get(person) or old.people.get(person)
        days = (min(difference.day for difference in theirs) - as_of).days
        texts = tuple(difference.text for difference in theirs)
        result.append(Affected(person, known.name if known is not None else person, days, texts))
    return sorted(result, key=lambda one: (one.notice, one.person))


class _Pair:
    """Two plans with what each holds by meeting; a meeting is known by the uid that it has in the old plan."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.old, self.new = old, new
        self.before = {session.uid or session.id: session for session in old.sessions}
        by_id = {session.id: uid for uid, session in self.before.items()}
        uids = {session.uid for session in new.sessions}
        self.after: dict[str, PlannedSession] = {}
        for session in new.sessions:
            same = by_id.get(session.id)
            known = session.uid in self.before or same is None or same in uids
            self.after[(session.uid or session.id) if known or same is None else same] = session

    def meetings(self) -> Iterator[Difference]:
        """Meetings that are lost, new, at another time or in another place."""
        reasons = {meeting.uid: meeting.reason for meeting in self.new.cancelled}
        for uid, session in self.before.items():
            if uid not in self.after:
                reason = f" ({reasons[uid]})" if reasons.get(uid) else ""
                yield Difference("meeting", session.date, f"{_when(session)} does not take place{reason}")
                continue
            now = self.after[uid]
            if (now.start, now.end) != (session.start, session.end):
                day, text = min(session.date, now.date), f"{_span(session)} moves to {_span(now)}"
                yield Difference("meeting", day, text)
            if now.location != session.location:
                place = f"meets in {now.location}" if now.location else "has no place"
                text = f"{_when(now)} {place}" + (f", not {session.location}" if session.location else "")
                yield Difference("meeting", now.date, text)
        for uid, session in self.after.items():
            if uid not in self.before:
                yield Difference("meeting", session.date, f"{_span(session)} is a new meeting")

    def deadlines(self) -> Iterator[Difference]:
        """Deadlines that are new, on another day or at another clock, or gone."""
        then, now = ({deadline.id: deadline for deadline in plan.deadlines} for plan in (self.old, self.new))
        for name in dict.fromkeys([*then, *now]):
            was, comes = then.get(name), now.get(name)
            if comes is None and was is not None:
                yield Difference("deadline", was.date, f"{was.title} is not due any more", subjects=(name,))
            elif comes is not None and (was is None or (was.date, was.time) != (comes.date, comes.time)):
                clock = f", {comes.time:%H:%M}" if comes.time is not None else ""
                text = f"{comes.title} is due {_day(comes.date)}{clock}" + (f", not {_day(was.date)}" if was else "")
                day = min(was.date, comes.date) if was is not None else comes.date
                yield Difference("deadline", day, text, subjects=(name,))

    def about(self) -> Iterator[Difference]:
        """Other papers at a meeting where somebody keeps a duty that is about all that is read there."""
        for was, session, duty in self._kept():
            if duty.paper is None and was.required != session.required:
                papers = " and ".join(f'"{_paper_title(self, paper)}"' for paper in session.required) or "no paper"
                text = f"{self._duty(duty.role, None)} on {_when(session)} is about {papers} now"
                yield Difference("duty", session.date, text, (duty.person,), (duty.role,))

    def dues(self) -> Iterator[Difference]:
        """Other dates of what is due for a duty that somebody keeps at a meeting that stays where it was."""
        for was, session, duty in self._kept():
            if was.start != session.start:
                continue
            then, now = dues_of(self.old, was, duty), dues_of(self.new, session, duty)
            for what in dict.fromkeys([*then, *now]):
                if then.get(what) != now.get(what):
                    on = f"{self._duty(duty.role, duty.paper)} on {_when(session)}"
                    text = f"{on}: {now.get(what, f'{what} is not due any more')}"
                    yield Difference("due", session.date, text, (duty.person,), (duty.role,))

    def _kept(self) -> Iterator[tuple[PlannedSession, PlannedSession, Duty]]:
        """Duties of coming meetings that somebody had there before, with the meeting then and now."""
        for uid, session in self.after.items():
            if uid in self.before and session.date >= (self.new.frozen_before or date.min):
                had = self.before[uid].duties
                yield from ((self.before[uid], session, duty) for duty in session.duties if duty in had)

    def papers(self) -> Iterator[Difference]:
        """Papers read or listed elsewhere, no more, or newly."""
        then, now = _papers(self.before), _papers(self.after)
        for paper in dict.fromkeys([*then, *now]):
            was, comes = then.get(paper), now.get(paper)
            if was == comes:
                continue
            title = f'"{_paper_title(self, paper)}"'
            if comes is None and was is not None:
                session = self.before[was[0]]
                verb = "read" if was[1] else "listed"
                yield Difference("paper", session.date, f"{title} is not {verb} ({_when(session)})", subjects=(paper,))
            elif comes is not None:
                session = self.after[comes[0]]
                verb = "is read on" if comes[1] else "is optional on"
                text, day = f"{title} {verb} {_when(session)}", session.date
                if was is not None:
                    before = self.before[was[0]]
                    text += f", not {'' if was[1] else 'optional '}{_when(before)}"
                    day = min(day, before.date)
                yield Difference("paper", day, text, subjects=(paper,))

    def events(self) -> Iterator[Difference]:
        """Events in other sessions."""
        then, now = _events(self.before), _events(self.after)
        for event in dict.fromkeys([*then, *now]):
            lost = [self.before[uid] for uid in then.get(event, []) if uid not in now.get(event, [])]
            gained = [self.after[uid] for uid in now.get(event, []) if uid not in then.get(event, [])]
            title = (self.new.events.get(event) or self.old.events.get(event)) or None
            name = title.title if title is not None else event
            if lost or gained:
                on = " and ".join(_when(session) for session in gained) or "no date"
                off = " and ".join(_when(session) for session in lost)
                text = f"{name} is on {on}" + (f", not {off}" if off else "")
                yield Difference("event", min(s.date for s in [*lost, *gained]), text, subjects=(event,))

    def duties(self) -> Iterator[Difference]:
        """Duties that somebody has no more, has newly, or has on another day."""
        then, now = _duties(self.before), _duties(self.after)
        for key in dict.fromkeys([*then, *now]):
            person, role, paper = key
            what = self._duty(role, paper)
            was = [self.before[uid] for uid in then.get(key, [])]
            comes = [self.after[uid] for uid in now.get(key, [])]
            kept = set(then.get(key, [])) & set(now.get(key, []))
            moved = [uid for uid in kept if self.before[uid].start != self.after[uid].start]
            lost = [s for uid, s in zip(then.get(key, []), was, strict=True) if uid not in kept or uid in moved]
            gained = [s for uid, s in zip(now.get(key, []), comes, strict=True) if uid not in kept or uid in moved]
            if lost and gained:
                on, off = _days(gained), _days(lost)
                if on == off:
                    on, off = (" and ".join(map(_span, sessions)) for sessions in (gained, lost))
                text = f"{what} on {on}, not {off}"
            elif gained:
                text = f"newly {what} on {_days(gained)}"
            elif lost:
                text = f"no longer {what} on {_days(lost)}"
            else:
                continue
            day = min(session.date for session in [*lost, *gained])
            yield Difference("duty", day, text, (person,), (role, *([paper] if paper is not None else [])))

    def teams(self) -> Iterator[Difference]:
        """Members who joined or left a team that has duties to come."""
        for person, now in self.new.people.items():
            was = self.old.people.get(person)
            coming = [
                session.date
                for session, duty in self.new.all_duties()
                if duty.person == person and session.date >= (self.new.frozen_before or session.date)
            ]
            if was is None or not coming or was.members == now.members:
                continue
            then, here = ({m.id: m.name for m in members} for members in (was.members, now.members))
            left = [name for id_, name in then.items() if id_ not in here]
            came = [name for id_, name in here.items() if id_ not in then]
            parts = [f"{' and '.join(left)} left {now.name}"] if left else []
            parts += [f"{' and '.join(came)} joined {now.name}"] if came else []
            parts += [f"{next(iter(here.values()))} is alone"] if len(here) == 1 and left else []
            if left or came:
                yield Difference("team", min(coming), "; ".join(parts), (person,))

    def _duty(self, role: str, paper: str | None) -> str:
        known = self.new.roles.get(role) or self.old.roles.get(role)
        name = known.title.lower() if known is not None else role
        return f'{name} of "{_paper_title(self, paper)}"' if paper is not None else name


def _paper_title(pair: _Pair, paper: str) -> str:
    known = pair.new.papers.get(paper) or pair.old.papers.get(paper)
    return known.title if known is not None else paper


def _papers(sessions: Mapping[str, PlannedSession]) -> dict[str, tuple[str, bool]]:
    """Where each paper stands, and whether it is required there."""
    listed = {paper: (uid, False) for uid, session in sessions.items() for paper in session.optional}
    return listed | {paper: (uid, True) for uid, session in sessions.items() for paper in session.required}


def _events(sessions: Mapping[str, PlannedSession]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for uid, session in sessions.items():
        if session.event is not None:
            found.setdefault(session.event, []).append(uid)
    return found


def _duties(sessions: Mapping[str, PlannedSession]) -> dict[tuple[str, str, str | None], list[str]]:
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for uid, session in sessions.items():
        for duty in session.duties:
            found.setdefault((duty.person, duty.role, duty.paper), []).append(uid)
    return found


def dues_of(plan: Plan, session: PlannedSession, duty: Duty) -> dict[str, str]:
    """What is due for a duty, each with its day and clock in words."""
    role = plan.roles.get(duty.role)
    return {
        due.what: f"{due.what} due {_day(due.day_for(session))}, {due.clock_for(session):%H:%M}"
        for due in (role.due if role is not None else ())
    }


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _when(session: PlannedSession) -> str:
    """A day as people say it: ``Tue 2 May``."""
    return f"{session.start:%a} {session.start.day} {session.start:%b}"


def _span(session: PlannedSession) -> str:
    return f"{_when(session)} {session.start:%H:%M}–{session.end:%H:%M}"


def _days(sessions: Sequence[PlannedSession]) -> str:
    return " and ".join(_when(session) for session in sorted(sessions, key=lambda s: s.start))
