"""An earlier plan as data of a problem: what lies before a date stays as it was, and what counts as a change later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from planner.findings import Finding, Where, note, warning
from planner.problem.calendar import ending_on
from planner.problem.decision import Decision
from planner.problem.earlier_plan import EarlierPlan, EarlierSession
from planner.problem.sessions import Calendar, Session
from planner.spec.term import Term

if TYPE_CHECKING:
    from planner.problem.problem import Problem


@dataclass(frozen=True)
class Repair:
    """A plan to be repaired: sessions before ``frozen_before`` stay, those before ``notice_until`` if they can.

    ``as_of`` is the day on which the repair is made; a buffer on or after it may be used. Sessions that had ended by
    ``ended_by``, where a clock is given, stay too. ``lost`` are sessions that were due before, and did not take place.
    """

    plan: EarlierPlan
    as_of: date
    frozen_before: date
    notice_until: date
    ended_by: datetime | None = None
    lost: frozenset[str] = frozenset()

    @classmethod
    def on(cls, plan: EarlierPlan, as_of: date, notice: int, freeze_weeks: int) -> Repair:
        """A repair made on a day, or (a datetime with its zone) at a clock: ``notice`` in days, both counted from it.

        Where all sessions of that day have ended, the day is past.
        """
        clock = as_of if isinstance(as_of, datetime) else None
        day = as_of.date() if isinstance(as_of, datetime) else as_of
        ends = [session.end for session in plan.sessions if session.date == day]
        over = clock is not None and bool(ends) and max(ends) <= clock
        frozen_before = day + timedelta(weeks=freeze_weeks, days=int(over))
        return cls(plan, day, frozen_before, max(frozen_before, day + timedelta(days=notice)), clock)

    def froze(self, session: EarlierSession | Session) -> bool:
        """Whether a session stays as it was."""
        ended = self.ended_by is not None and session.end <= self.ended_by
        return session.id not in self.lost and (session.date < self.frozen_before or ended)

    def is_soon(self, session: EarlierSession | Session) -> bool:
        """Whether a session that does not stay as it was lies within the days of notice."""
        before = session.date < self.notice_until and not self.froze(session)
        return before and session.date >= self.frozen_before

    def without_lost(self, calendar: Calendar, code: str, findings: list[Finding]) -> Repair:
        """The repair that knows which meetings the calendar has closed meanwhile: they did not take place.

        Where a pattern names a past day no more (it was rewritten for the days to come), the past stays as it was.
        """
        days = {session.date for session in calendar.sessions}
        meetings = {session.meeting for session in calendar.sessions}
        closed = {meeting.meeting: meeting for meeting in calendar.closed}
        on_day = {meeting.start.date(): meeting for meeting in calendar.closed}
        lost = []
        for session in self.plan.sessions:
            why = closed.get(_meeting(session, code)) or on_day.get(session.date)
            if why is None or session.date in days or _meeting(session, code) in meetings:
                continue
            if self.froze(session):
                lost.append(session.id)
                message = f"the meeting on {session.id} did not take place ({why.reason})"
                told = f"{message}: its papers and duties are free again"
                findings.append(warning("lost-meeting", told, why.where, session.id))
        return replace(self, lost=frozenset(lost))


def _meeting(session: EarlierSession, code: str) -> str:
    """The meeting of the pattern that a session of a plan is."""
    return session.uid.removeprefix(f"{code}-").removesuffix("@plan-course") or session.id


@dataclass(frozen=True)
class Earlier:
    """The earlier plan seen through the sessions of the new term.

    ``decision`` is by session index: in ``frozen`` sessions it is a fact, elsewhere what a change is measured by;
    ``soon`` are the sessions within the days of notice. ``lost_papers`` (required or not) and ``lost_events`` (how
    often) stood in sessions that are gone, ``lost_seats`` are who held seats per paper there; ``lost_soon`` are the
    papers and events among them whose session lay within the days of notice. ``most_seats`` is how many seats a role
    had at one place, where that is known. ``gone`` are the names of papers, events, roles and people that only the past
    knows. The days of notice end before ``notice_until``.
    """

    as_of: date
    frozen_before: date
    decision: Decision
    frozen: frozenset[int] = frozenset()
    soon: frozenset[int] = frozenset()
    lost_papers: Mapping[str, bool] = field(default_factory=dict)
    lost_events: Mapping[str, int] = field(default_factory=dict)
    lost_seats: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    lost_soon: frozenset[str] = frozenset()
    most_seats: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    notice_until: date = date.min


def term_as_planned(term: Term, repair: Repair, where: Where, findings: list[Finding]) -> Term:
    """The term of a repair: where sessions are counted it ends as the plan has it, and is not counted anew."""
    plan = repair.plan
    if term.sessions is None or not plan.sessions:
        return term
    end = plan.ends if plan.ends is not None else plan.sessions[-1].date
    message = f"the term ends on {end}, as in the plan: a repair does not count its sessions anew"
    findings.append(note("term-as-planned", message, where))
    return ending_on(term, max(end, term.start))


def splice(calendar: Calendar, repair: Repair, code: str, term: Where, findings: list[Finding]) -> Calendar:
    """The calendar with its past as the earlier plan has it; what the file says of past days is told to be void."""
    past = [session for session in repair.plan.sessions if repair.froze(session)]
    known = {session.id: session for session in calendar.sessions}
    sessions = [_past_session(session, known.get(session.id), code, term) for session in past]
    held = {session.meeting: session.id for session in sessions}
    for session in calendar.sessions:
        if not repair.froze(session) and session.meeting in held:
            message = f"the meeting on {held[session.meeting]} is past: it does not move to {session.id}"
            findings.append(warning("past-session", message, session.where, session.id))
        elif not repair.froze(session):
            sessions.append(session)
        elif session.id not in {other.id for other in past}:
            message = f"the plan has no session on {session.id}, which is past: it is left as it was"
            findings.append(note("past-session", message, session.where, session.id))
    for planned in past:
        if planned.id not in known:
            message = f"the calendar has no session on {planned.id} any more; as it is past, it is left as it was"
            findings.append(note("past-session", message, term, planned.id))
    before = repair.frozen_before
    days = {session.date for session in repair.plan.sessions if session.id in repair.lost}
    lost = [day for day in repair.plan.no_class if day.date < before]
    no_class = [*lost, *(day for day in calendar.no_class if day.date >= before or day.date in days)]
    numbered = tuple(
        replace(session, index=index) for index, session in enumerate(sorted(sessions, key=lambda s: s.start))
    )
    return replace(calendar, sessions=numbered, no_class=tuple(no_class))


def _past_session(planned: EarlierSession, known: Session | None, code: str, term: Where) -> Session:
    where = known.where if known is not None else term
    meeting = _meeting(planned, code)
    return Session(planned.id, 0, planned.start, planned.end, meeting, where, planned.location, link=planned.link)


def past_papers(repair: Repair | None) -> frozenset[str]:
    """The papers of frozen sessions, required or listed."""
    sessions = [session for session in repair.plan.sessions if repair.froze(session)] if repair is not None else []
    return frozenset(paper for session in sessions for paper in (*session.required, *session.optional))


def past_sessions(calendar: Calendar, repair: Repair | None) -> frozenset[int]:
    """The sessions of the spliced calendar that stay as they were."""
    return frozenset(s.index for s in calendar.sessions if repair is not None and repair.froze(s))


def earlier_in(problem: Problem, repair: Repair) -> Earlier:
    """The earlier plan in the sessions of the problem, whose calendar has been spliced."""
    by_uid = {session.uid: session for session in repair.plan.sessions}
    by_id = {session.id: session for session in repair.plan.sessions}
    taken: dict[int, EarlierSession] = {}
    uids = {session.index: f"{problem.course.code}-{session.meeting}@plan-course" for session in problem.sessions}
    for session in problem.sessions:
        same_day = by_id.get(session.id)
        if same_day is not None and same_day.uid in uids.values():
            same_day = None
        planned = by_uid.get(uids[session.index]) or same_day
        if planned is not None:
            taken[session.index] = planned
    found = {session.id for session in taken.values()}
    lost = [session for session in repair.plan.sessions if session.id not in found]
    indices = range(len(problem.sessions))
    return Earlier(
        repair.as_of,
        repair.frozen_before,
        Decision(
            tuple(taken[s].required if s in taken else () for s in indices),
            tuple(taken[s].optional if s in taken else () for s in indices),
            tuple(taken[s].event if s in taken else None for s in indices),
            tuple(taken[s].duties if s in taken else () for s in indices),
        ),
        frozenset(s.index for s in problem.sessions if repair.froze(s)),
        frozenset(s.index for s in problem.sessions if repair.is_soon(s)),
        {paper: False for session in lost for paper in session.optional}
        | {paper: True for session in lost for paper in session.required},
        _counted(session.event for session in lost),
        _seats(lost),
        frozenset(name for session in lost if repair.is_soon(session) for name in _named(session)),
        _most_seats(repair.plan, problem.roles),
        notice_until=repair.notice_until,
    )


def _named(session: EarlierSession) -> list[str]:
    """The papers and the event of a session."""
    return [*session.required, *session.optional, *([session.event] if session.event is not None else [])]


def _most_seats(plan: EarlierPlan, roles: Iterable[str]) -> dict[str, int]:
    """How many seats each role had at one place: none where the plan does not know it, no number where it says none."""
    held = {duty.role for session in plan.sessions for duty in session.duties}
    known = {role: seen.most for role, seen in plan.roles.items() if seen.most is not None}
    new = [role for role in roles if role not in plan.roles and role not in held] if plan.roles else []
    return {**known, **dict.fromkeys(new, 0)}


def _counted(names: Iterable[str | None]) -> dict[str, int]:
    listed = [name for name in names if name is not None]
    return {name: listed.count(name) for name in listed}


def _seats(sessions: Collection[EarlierSession]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for session in sessions:
        for duty in session.duties:
            if duty.paper is not None:
                key = (duty.role, duty.paper)
                found[key] = found.get(key, frozenset()) | {duty.person}
    return found
