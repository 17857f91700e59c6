"""Lines of the calendar in explanations: facts that bear on a conflict, and meetings that could take place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.api.course import Course, load
from planner.findings import Finding, InputError, Where, note
from planner.plans.explanation import Advice, Edit
from planner.problem.problem import Problem
from planner.problem.sessions import ClosedMeeting

if TYPE_CHECKING:
    from planner.model.solver import StopFlag

COUNTS_SESSIONS = {
    *("every-session", "session-papers", "session-minutes", "total-papers", "topic-papers", "topic-sessions", "must"),
    *(
        "seats",
        "duties-per-person",
        "duties-per-role",
        "gap",
        "event-dates",
        "event-blocks",
        "contiguous",
        "week-reading",
    ),
    *("paper-order", "block-order", "topics-per-session", "class-minutes"),
}
"""Rules whose conflicts another session might solve."""
MOST_TRIED = 3
SHARE_OF_LEFT = 0.5


def calendar_facts(problem: Problem) -> tuple[Finding, ...]:
    """The lines that take meetings away, each with the meetings that it closes."""
    lines: dict[Where, list[ClosedMeeting]] = {}
    for closed in problem.calendar.closed:
        lines.setdefault(closed.where, []).append(closed)
    return tuple(_fact(where, closed) for where, closed in lines.items())


def _fact(where: Where, closed: list[ClosedMeeting]) -> Finding:
    days = ", ".join(f"{meeting.start:%Y-%m-%d} ({meeting.reason})" for meeting in closed[:4])
    more = f" and {len(closed) - 4} more" if len(closed) > 4 else ""
    return note("calendar", f"no class on {days}{more}", where, *(meeting.meeting for meeting in closed))


def meetings_back(course: Course, flag: StopFlag, ends: float) -> list[Advice]:
    """Meetings that would make a plan possible if they took place after all, each verified by solving; the first few of
    those that the calendar closes, while there is time.
    """
    from planner.model.model import Model
    from planner.model.solver import solve

    found: list[Advice] = []
    if course.path is None or course.problem.earlier is not None:
        return found
    for closed in [c for c in course.problem.calendar.closed if _closes_a_day(c)][:MOST_TRIED]:
        left = (ends - flag.clock(course.problem.search)) * SHARE_OF_LEFT
        if left < 0.3 or flag:
            break
        day = f"{closed.start:%Y-%m-%d}"
        entry = f"{{date: {day}, meets: true}}"
        try:
            changed = load(course.path, settings=(*course.settings, f"term.no_class+={entry}"))
        except InputError:
            continue
        model = Model(changed.problem)
        model.build(course.rules)
        settings = replace(course.problem.search, time_limit=left)
        if solve(model.cp, settings, left, flag).values is not None:
            text = f"let class meet on {day} ({closed.reason}, {closed.where})"
            found.append(Advice(text, (Edit(Where(str(course.path), path=("term", "no_class")), entry=entry),)))
    return found


def _closes_a_day(closed: ClosedMeeting) -> bool:
    """Whether the entry that closes it is one of ``no_class``, which another entry can take back."""
    return closed.where.path[:2] == ("term", "no_class")
