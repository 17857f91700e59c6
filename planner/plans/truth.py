"""What a hand-edited plan says of itself, made true: minutes, titles and topics follow from what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.findings import Finding, InputError, Where, did_you_mean, error
from planner.plans.plan import Plan, PlannedSession, digest

WhereOf = Callable[..., Where]


def made_true(plan: Plan, where: WhereOf) -> Plan:
    """The plan with derived lines that fit what it decides, solved by nobody but its editor; ``where`` gives lines.

    The figures of goals, of wishes and of satisfaction are left out, as only the course can tell them. Raises
    InputError for names that the plan does not explain. A plan that nobody edited is returned as it is.
    """
    if not plan.edited:
        return plan
    findings = [finding for index, s in enumerate(plan.sessions) for finding in _unknown(plan, index, s, where)]
    if findings:
        raise InputError(findings)
    sessions = [_true(plan, session) for session in plan.sessions]
    standing = {paper for session in sessions for paper in (*session.required, *session.optional)}
    left = [entry for entry in plan.left_out if entry.paper not in standing]
    solved = plan.solved
    if solved is not None:
        edit = {"by": "edit", "status": "feasible", "goals": [], "steps": [], "digest": digest(sessions)}
        solved = solved.model_copy(update=edit)
    people = {
        name: person.model_copy(update={"satisfaction": None, "wishes": []}) for name, person in plan.people.items()
    }
    return plan.model_copy(update={"sessions": sessions, "left_out": left, "solved": solved, "people": people})


def _true(plan: Plan, session: PlannedSession) -> PlannedSession:
    event = plan.events.get(session.event or "")
    own = [event.topic] if event is not None and event.topic is not None else []
    read = [plan.papers[paper] for paper in session.required]
    topics = list(dict.fromkeys([*own, *(paper.topic for paper in read if paper.topic is not None)]))
    titles = " · ".join(plan.topics[topic].title for topic in topics if topic in plan.topics)
    title = event.title if event is not None else titles or "; ".join(paper.title for paper in read) or "No reading"
    minutes = sum(paper.minutes for paper in read)
    return session.model_copy(update={"title": title, "topics": topics, "minutes": minutes})


def _unknown(plan: Plan, index: int, session: PlannedSession, where: WhereOf) -> Iterable[Finding]:
    """Names that nothing in the plan explains."""
    names: list[tuple[str, str, Mapping[str, object], tuple[str | int, ...]]] = [
        ("paper", name, plan.papers, (key, i)) for key in ("required", "optional") for i, name in _at(session, key)
    ]
    for i, duty in enumerate(session.duties):
        names.append(("person", duty.person, plan.people, ("duties", i)))
        names.append(("role", duty.role, plan.roles, ("duties", i)))
        if duty.paper is not None:
            names.append(("paper", duty.paper, plan.papers, ("duties", i)))
    if session.event is not None:
        names.append(("event", session.event, plan.events, ("event",)))
    for what, name, known, path in names:
        if name not in known:
            hint = did_you_mean(name, known)
            yield error(
                "unknown-name", f'the plan knows no {what} "{name}"{hint}', where("sessions", index, *path), name
            )


def _at(session: PlannedSession, key: str) -> Iterable[tuple[int, str]]:
    return enumerate(getattr(session, key))


def twice(plan: Plan, where: WhereOf) -> list[Finding]:
    """What stands twice where one place is not frozen: a session, a paper, a person on a seat; with both lines."""
    found: list[Finding] = []
    seen: dict[tuple[str, ...], tuple[Where, bool]] = {}

    def note_place(key: tuple[str, ...], what: str, place: Where, frozen: bool) -> None:
        first = seen.setdefault(key, (place, frozen))
        if first[0] is not place and not (first[1] and frozen):
            found.append(error("twice", f"{what} stands here twice (first in {first[0].told})", place, *key[1:2]))

    before = plan.frozen_before
    for index, session in enumerate(plan.sessions):
        frozen = before is not None and session.date < before
        note_place(("session", session.id), f"the session on {session.id}", where("sessions", index, "id"), False)
        for key in ("required", "optional"):
            for i, paper in _at(session, key):
                note_place(("paper", paper), f'paper "{paper}"', where("sessions", index, key, i), frozen)
        for i, duty in enumerate(session.duties):
            seat = ("duty", duty.person, session.id, duty.role, duty.paper or "")
            note_place(seat, f"{duty.person} as {duty.role}", where("sessions", index, "duties", i), frozen)
    return found
