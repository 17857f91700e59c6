"""An earlier plan as data of a problem: what lies before a date stays as it was, and what counts as a change later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.findings import Finding, Where, note, warning
from planner.plans.plan import Plan, PlannedSession
from planner.problem.calendar import ending_on
from planner.problem.decision import Decision, Holding
from planner.problem.sessions import Calendar, NoClassDay, Session
from planner.spec.term import Term

if TYPE_CHECKING:
    from planner.problem.problem import Problem


@dataclass(frozen=True)
class Repair:
    """A plan to be repaired: sessions before ``frozen_before`` stay, those before ``notice_until`` if they can.

    ``as_of`` is the day on which the repair is made; a buffer on or after it may be used.
    """

    plan: Plan
    as_of: date
    frozen_before: date
    notice_until: date

    @classmethod
    def on(cls, plan: Plan, as_of: date, notice: int, freeze_weeks: int) -> Repair:
        """A repair made on a day: ``notice`` in days, both counted from it."""
        frozen_before = as_of + timedelta(weeks=freeze_weeks)
        return cls(plan, as_of, frozen_before, max(frozen_before, as_of + timedelta(days=notice)))

    def froze(self, session: PlannedSession) -> bool:
        """Whether a session of the earlier plan stays as it was."""
        return session.date < self.frozen_before

    def is_soon(self, session: PlannedSession) -> bool:
        """Whether a session of the earlier plan lies within the days of notice."""
        return self.frozen_before <= session.date < self.notice_until


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
    end = plan.term.end if plan.term is not None else plan.sessions[-1].date
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
        if session.date >= repair.frozen_before and session.meeting in held:
            message = f"the meeting on {held[session.meeting]} is past: it does not move to {session.id}"
            findings.append(warning("past-session", message, session.where, session.id))
        elif session.date >= repair.frozen_before:
            sessions.append(session)
        elif session.id not in {other.id for other in past}:
            message = f"the plan has no session on {session.id}, which is past: it is left as it was"
            findings.append(note("past-session", message, session.where, session.id))
    for planned in past:
        if planned.id not in known:
            message = f"the calendar has no session on {planned.id} any more; as it is past, it is left as it was"
            findings.append(note("past-session", message, term, planned.id))
    before = repair.frozen_before
    lost = [NoClassDay(day.date, day.reason) for day in repair.plan.no_class if day.date < before]
    no_class = [*lost, *(day for day in calendar.no_class if day.date >= before)]
    numbered = tuple(
        replace(session, index=index) for index, session in enumerate(sorted(sessions, key=lambda s: s.start))
    )
    return replace(calendar, sessions=numbered, no_class=tuple(no_class))


def _past_session(planned: PlannedSession, known: Session | None, code: str, term: Where) -> Session:
    meeting = planned.uid.removeprefix(f"{code}-").removesuffix("@plan-course") or planned.id
    where = known.where if known is not None else term
    return Session(planned.id, 0, planned.start, planned.end, meeting, where, planned.location, link=planned.link)


def past_papers(repair: Repair | None) -> frozenset[str]:
    """The papers of frozen sessions, required or listed."""
    sessions = [session for session in repair.plan.sessions if repair.froze(session)] if repair is not None else []
    return frozenset(paper for session in sessions for paper in (*session.required, *session.optional))


def earlier_in(problem: Problem, repair: Repair) -> Earlier:
    """The earlier plan in the sessions of the problem, whose calendar has been spliced."""
    by_uid = {session.uid: session for session in repair.plan.sessions}
    by_id = {session.id: session for session in repair.plan.sessions}
    taken: dict[int, PlannedSession] = {}
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
            tuple(tuple(taken[s].required) if s in taken else () for s in indices),
            tuple(tuple(taken[s].optional) if s in taken else () for s in indices),
            tuple(taken[s].event if s in taken else None for s in indices),
            tuple(_holdings(taken[s]) if s in taken else () for s in indices),
        ),
        frozenset(s.index for s in problem.sessions if s.date < repair.frozen_before),
        frozenset(s.index for s in problem.sessions if repair.frozen_before <= s.date < repair.notice_until),
        {paper: False for session in lost for paper in session.optional}
        | {paper: True for session in lost for paper in session.required},
        _counted(session.event for session in lost),
        _seats(lost),
        frozenset(name for session in lost if repair.is_soon(session) for name in _named(session)),
        _most_seats(repair.plan, problem.roles),
        notice_until=repair.notice_until,
    )


def _holdings(session: PlannedSession) -> tuple[Holding, ...]:
    return tuple(Holding(duty.role, duty.person, duty.paper) for duty in session.duties)


def _named(session: PlannedSession) -> list[str]:
    """The papers and the event of a session."""
    return [*session.required, *session.optional, *([session.event] if session.event is not None else [])]


def _most_seats(plan: Plan, roles: Iterable[str]) -> dict[str, int]:
    """How many seats each role had at one place: none where the plan does not know it, no number where it says none."""
    held = {duty.role for _, duty in plan.all_duties()}
    known = {role: seen.count.max for role, seen in plan.roles.items() if seen.count.max is not None}
    new = [role for role in roles if role not in plan.roles and role not in held] if plan.roles else []
    return {**known, **dict.fromkeys(new, 0)}


def _counted(names: Iterable[str | None]) -> dict[str, int]:
    listed = [name for name in names if name is not None]
    return {name: listed.count(name) for name in listed}


def _seats(sessions: Collection[PlannedSession]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for session in sessions:
        for duty in session.duties:
            if duty.paper is not None:
                key = (duty.role, duty.paper)
                found[key] = found.get(key, frozenset()) | {duty.person}
    return found
