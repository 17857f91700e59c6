"""Which duties a person may hold at all: by role, availability and conflicts; papers that are never read are none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.problem.problem import Event, Person, Problem, Role


@dataclass(frozen=True)
class Places:
    """Where one person may sit in one role: the sessions by index, and (per paper) the papers there."""

    role: Role
    sessions: frozenset[int]
    papers: frozenset[str]
    without_reading: bool = False
    """Whether a seat may be one at an event, without required papers."""

    @property
    def most(self) -> int:
        """How many duties that can be at most: one at each paper, or session, and no more than the role allows."""
        places = len(self.papers) if self.role.per == "paper" and self.sessions else len(self.sessions)
        limit = self.role.per_person.max
        return places if limit is None else min(places, limit.value)


def places_of(
    roles: Iterable[Role],
    events: Mapping[str, Event],
    held: Collection[str],
    absent: Collection[int],
    conflicts: Collection[str],
) -> list[Places]:
    """The places of somebody who holds these roles (by id), away in some sessions (by index); none that are empty."""
    found = []
    for role in roles:
        if role.most == 0 or role.id not in held:
            continue
        sessions = role.sessions - frozenset(absent)
        if role.events is not None:
            taking = [events[event].allowed for event in sorted(role.events) if event in events]
            sessions &= frozenset().union(*taking)
        papers = role.papers - frozenset(conflicts) if role.per == "paper" else frozenset[str]()
        places = Places(role, sessions, papers, role.per == "session" and role.events is not None)
        if places.most:
            found.append(places)
    return found


def may_hold_any(problem: Problem, person: Person) -> bool:
    """Whether there is a seat that the person may hold."""
    if person.duties.max is not None and person.duties.max.value == 0:
        return False
    return bool(places_of(problem.roles.values(), problem.events, person.roles, person.absent, person.conflicts))
