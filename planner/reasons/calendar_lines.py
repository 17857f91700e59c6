"""Lines of the calendar in explanations: facts that bear on a conflict, and meetings that could take place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from planner.findings import Finding, InputError, Where, note
from planner.problem.problem import Problem
from planner.problem.sessions import ClosedMeeting
from planner.reasons.explanation import Advice, LineChange
from planner.rule import Rule
from planner.solve.budget import Budget
from planner.solve.question import Question, asked_whole

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


def meetings_back(
    problem: Problem, rules: Iterable[Rule], path: Path, changed: Callable[[str], Problem], budget: Budget
) -> list[Advice]:
    """Meetings that would make a plan possible if they took place after all, each verified by solving; the first few of
    those that the calendar closes, while there is time. ``changed`` reads the course with one more setting.
    """
    found: list[Advice] = []
    for closed in [c for c in problem.calendar.closed if _closes_a_day(c)][:MOST_TRIED]:
        share = budget.share(SHARE_OF_LEFT)
        if share.left < 0.3:
            break
        day = f"{closed.start:%Y-%m-%d}"
        entry = f"{{date: {day}, meets: true}}"
        try:
            asked = changed(f"term.no_class+={entry}")
        except InputError:
            continue
        if Question(asked, asked_whole(rules)).ask(None, share).found:
            text = f"let class meet on {day} ({closed.reason}, {closed.where})"
            found.append(Advice(text, (LineChange(Where(str(path), path=("term", "no_class")), entry=entry),)))
    return found


def _closes_a_day(closed: ClosedMeeting) -> bool:
    """Whether the entry that closes it is one of ``no_class``, which another entry can take back."""
    return closed.where.path[:2] == ("term", "no_class")
