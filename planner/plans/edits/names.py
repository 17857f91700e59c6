"""What people call a session, a paper or a person in an edit: by id, else folded, else by title or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from planner.findings import Finding, InputError, did_you_mean, error
from planner.folding import folded, folded_name

if TYPE_CHECKING:
    from planner.problem.problem import Problem


class Names:
    """The names of one course. Each method gives an id, or raises InputError that says what is near."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def session(self, text: str) -> str:
        """A session by its id, or by its date where one session falls on it."""
        found = [session.id for session in self.problem.sessions if session.is_named(text)]
        if text in found:
            return text
        if len(found) == 1:
            return found[0]
        if found:
            raise _fault(f"several sessions are on {text}: {', '.join(found)}")
        days = [session.id for session in self.problem.sessions]
        raise _fault(f'there is no session on "{text}"{did_you_mean(text, days)}')

    def paper(self, text: str) -> str:
        """A candidate."""
        return _named("paper", text, {paper.id: paper.title for paper in self.problem.papers.values()})

    def event(self, text: str) -> str:
        """An event."""
        return _named("event", text, {event.id: event.title for event in self.problem.events.values()})

    def topic(self, text: str) -> str:
        """A topic."""
        return _named("topic", text, {topic.id: topic.title for topic in self.problem.topics.values()})

    def role(self, text: str) -> str:
        """A role."""
        return _named("role", text, {role.id: role.title for role in self.problem.roles.values()})

    def person(self, text: str) -> str:
        """Somebody who may hold duties."""
        return _named("person", text, {person.id: person.name for person in self.problem.people.values()})

    def thing(self, text: str) -> tuple[str, str]:
        """What can be moved: its kind (paper, event, topic) and its id; an exact id wins over a title."""
        kinds = {"paper": self.problem.papers, "event": self.problem.events, "topic": self.problem.topics}
        exact = [kind for kind, known in kinds.items() if text in known]
        found, faults = list[tuple[str, str]](), list[Finding]()
        for kind in exact or kinds:
            try:
                found.append((kind, getattr(self, kind)(text)))
            except InputError as problem:
                faults += problem.findings
        if len(found) == 1:
            return found[0]
        if found:
            raise _fault(f'"{text}" is {" and ".join(f"a {kind} ({id_})" for kind, id_ in found)}: say its id')
        ids = [id_ for known in kinds.values() for id_ in known]
        raise _fault(f'"{text}" is no paper, event or topic of this course{did_you_mean(text, ids)}')


def _named(what: str, text: str, known: Mapping[str, str]) -> str:
    """The id that a text means; the first rank that has any decides."""
    ranks: Iterable[list[str]] = (
        [id_ for id_ in known if id_ == text],
        [id_ for id_ in known if folded(id_) == folded(text)],
        [id_ for id_, title in known.items() if folded_name(title) == folded_name(text)],
    )
    for found in ranks:
        if len(found) == 1:
            return found[0]
        if found:
            raise _fault(f'"{text}" means more than one {what}: {", ".join(found)}')
    raise _fault(f'there is no {what} "{text}"{did_you_mean(text, [*known, *known.values()])}')


def _fault(message: str) -> InputError:
    return InputError([error("edit", message)])
