"""From a decision to a plan: titles, loads, limits and all else that exporting needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from planner.plans.outcome import Outcome
from planner.plans.plan import (
    Duty,
    LeftOut,
    Plan,
    PlannedCourse,
    PlannedDeadline,
    PlannedDue,
    PlannedEvent,
    PlannedMember,
    PlannedNoClass,
    PlannedPaper,
    PlannedPerson,
    PlannedRole,
    PlannedSession,
    PlannedTerm,
    PlannedTopic,
    RangeSeen,
    SessionLimits,
    Solved,
)
from planner.plans.published import Publishing
from planner.problem.decision import Decision

if TYPE_CHECKING:
    from planner.problem.problem import Deadline, Problem, Range
    from planner.problem.sessions import Session


def assemble(
    problem: Problem,
    decision: Decision,
    stamp: datetime,
    solved: Solved | None = None,
    left_out: Mapping[str, str] | None = None,
    people: Mapping[str, PlannedPerson] | None = None,
) -> Plan:
    """A plan with fresh uids, sequence 0 and ``stamp`` everywhere; ``carry_on`` keeps earlier ones."""
    outcome = Outcome(problem, decision)
    code = problem.course.code
    return Plan(
        course=PlannedCourse(
            code=code,
            title=problem.course.title,
            url=problem.course.url,
            instructors=list(problem.course.instructors),
        ),
        timezone=problem.calendar.timezone,
        solved=solved,
        sessions=[_session(outcome, session, stamp) for session in problem.sessions],
        deadlines=[_deadline(code, deadline) for deadline in problem.deadlines],
        term=PlannedTerm(start=problem.calendar.first_day, end=problem.calendar.last_day),
        no_class=[
            PlannedNoClass(
                date=day.date, reason=day.reason, uid=f"{code}-no-class-{day.date}@plan-course", changed=stamp
            )
            for day in problem.calendar.no_class
        ],
        left_out=[LeftOut(paper=paper, because=because) for paper, because in (left_out or {}).items()],
        papers=_papers(outcome),
        topics={
            topic.id: PlannedTopic(title=topic.title, papers=_seen(topic.papers)) for topic in problem.topics.values()
        },
        events={
            event.id: PlannedEvent(title=event.title, kind=event.kind, topic=event.topic)
            for event in problem.events.values()
        },
        roles={
            role.id: PlannedRole(
                title=role.title,
                count=_seen(role.count),
                due=[PlannedDue(what=d.what, days=d.days, time=d.time, moves=dict(d.moves)) for d in role.due],
            )
            for role in problem.roles.values()
        },
        people=dict(people) if people is not None else plain_people(problem),
        publish=_publishing(problem),
    )


def _publishing(problem: Problem) -> Publishing:
    asked = problem.publish
    told = {key: getattr(asked, key) for key in ("names", "remind", "due", "personal", "url")}
    formats = {"formats": list(asked.formats)} if asked.formats is not None else {}
    return Publishing(**formats, **told)


def _deadline(code: str, deadline: Deadline) -> PlannedDeadline:
    return PlannedDeadline(
        id=deadline.id,
        title=deadline.title,
        date=deadline.date,
        time=deadline.time,
        url=deadline.url,
        text=deadline.text,
        for_=list(deadline.concerns),
        event=deadline.event,
        uid=f"{code}-deadline-{deadline.id}@plan-course",
    )


def plain_people(problem: Problem) -> dict[str, PlannedPerson]:
    """Everybody by name, without figures."""
    return {
        person.id: PlannedPerson(
            name=person.name,
            members=[PlannedMember(id=id_, name=name) for id_, name in person.members],
            staff=person.staff,
        )
        for person in problem.people.values()
    }


def session_title(outcome: Outcome, session: int) -> str:
    """The event's title, else the topics', else the required papers', else "No reading"."""
    problem = outcome.problem
    event = outcome.event_in(session)
    if event is not None:
        return event.title
    topics = [problem.topics[topic].title for topic in outcome.topics_in(session) if topic in problem.topics]
    papers = [paper.title for paper in outcome.papers_in(session)]
    return " · ".join(topics) or "; ".join(papers) or "No reading"


def _session(outcome: Outcome, session: Session, stamp: datetime) -> PlannedSession:
    problem, index = outcome.problem, session.index
    return PlannedSession(
        id=session.id,
        start=session.start,
        end=session.end,
        location=session.location,
        link=session.link,
        title=session_title(outcome, index),
        topics=outcome.topics_in(index),
        event=outcome.decision.events[index],
        required=list(outcome.required[index]),
        optional=list(outcome.optional[index]),
        minutes=outcome.loads[index],
        limits=_limits(problem, index) if outcome.required[index] else SessionLimits(),
        duties=[Duty(role=duty.role, person=duty.person, paper=duty.paper) for duty in outcome.decision.duties[index]],
        uid=f"{problem.course.code}-{session.meeting}@plan-course",
        changed=stamp,
    )


def _limits(problem: Problem, session: int) -> SessionLimits:
    """What limits the session's reading: the common limits or an exception's, and on lighter days the lower ones."""
    papers, minutes = _seen(problem.reading.papers_on(session)), _seen(problem.reading.minutes_on(session))
    for lighter in problem.reading.lighter:
        if session in lighter.sessions:
            papers, minutes = _tighter(papers, _seen(lighter.papers)), _tighter(minutes, _seen(lighter.minutes))
    return SessionLimits(papers=papers, minutes=minutes)


def _tighter(one: RangeSeen, other: RangeSeen) -> RangeSeen:
    least = [limit for limit in (one.min, other.min) if limit is not None]
    most = [limit for limit in (one.max, other.max) if limit is not None]
    goals = [limit for limit in (one.goal, *most) if limit is not None]
    return RangeSeen(
        min=max(least, default=None),
        goal=min(goals) if one.goal is not None else None,
        max=min(most, default=None),
    )


def _seen(limits: Range) -> RangeSeen:
    return RangeSeen(
        min=limits.min.value if limits.min else None,
        goal=limits.goal.value if limits.goal else None,
        max=limits.max.value if limits.max else None,
    )


def _papers(outcome: Outcome) -> dict[str, PlannedPaper]:
    """What a reader needs of every candidate, in catalogue order."""
    return {
        paper.id: PlannedPaper(
            title=paper.title,
            authors=list(paper.authors),
            venue=paper.venue,
            year=paper.year,
            url=paper.url,
            minutes=paper.minutes,
            topic=paper.topic,
        )
        for paper in outcome.problem.papers.values()
    }
