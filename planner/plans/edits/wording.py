"""What an edit does, in one line for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plans.edits.edit import Edit

if TYPE_CHECKING:
    from planner.problem.problem import Problem


def told(edit: Edit, problem: Problem) -> str:
    """The edit as a sentence without its end: ``"TVM" to Thu 16 Mar``."""
    to = f" {_day(problem, edit.session)}" if edit.session is not None else ""
    match edit.verb:
        case "move_paper":
            kind = {True: " as optional reading", False: " as required reading", None: ""}[edit.optional]
            return f"{_paper(problem, edit.paper)} to{to}{kind}"
        case "swap_papers":
            return f"{_paper(problem, edit.paper)} and {_paper(problem, edit.other)} change places"
        case "swap_sessions":
            return f"the sessions on{to} and {_day(problem, edit.at)} change places"
        case "move_topic":
            topic = problem.topics.get(edit.topic or "")
            return f'topic "{topic.title if topic else edit.topic}" from{to} on'
        case "move_event":
            return f"{_event(problem, edit.event)} to{to}"
        case "assign":
            return f"{_person(problem, edit.person)}: {_seat(problem, edit.role, edit.paper)} on{to}"
        case "unassign":
            return f"{_person(problem, edit.person)}: no longer {_seat(problem, edit.role, edit.paper)} on{to}"
        case "swap_people":
            day, role, paper = edit.other_seat or ("", None, None)
            mine = f"{_person(problem, edit.person)} ({_seat(problem, edit.role, edit.paper)} on{to})"
            theirs = f"{_person(problem, edit.other)} ({_seat(problem, role, paper)} on {_day(problem, day)})"
            return f"{mine} and {theirs} change seats"
        case "add":
            what = _event(problem, edit.event) if edit.event is not None else _paper(problem, edit.paper)
            return f"{what} {'listed' if edit.optional else 'newly'} on{to}"
        case "remove":
            what = _event(problem, edit.event) if edit.event is not None else _paper(problem, edit.paper)
            return f"{what} out{' of' + to if to else ''}"


def _day(problem: Problem, name: str | None) -> str:
    """``Tue 2 May``; with the clock where two sessions fall on one day."""
    found = next((session for session in problem.sessions if session.id == name), None)
    if found is None:
        return str(name)
    clock = f" {found.start:%H:%M}" if "T" in found.id else ""
    return f"{found.start:%a} {found.start.day} {found.start:%b}{clock}"


def _paper(problem: Problem, name: str | None) -> str:
    known = problem.papers.get(name or "")
    return f'"{known.title if known is not None else name}"'


def _event(problem: Problem, name: str | None) -> str:
    known = problem.events.get(name or "")
    return known.title if known is not None else str(name)


def _person(problem: Problem, name: str | None) -> str:
    known = problem.people.get(name or "")
    return known.name if known is not None else str(name)


def _seat(problem: Problem, role: str | None, paper: str | None) -> str:
    known = problem.roles.get(role or "")
    title = known.title.lower() if known is not None else str(role)
    return f"{title} of {_paper(problem, paper)}" if paper is not None else title
