"""What is decided, as data: by session index, which papers, which event, and who sits where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


class Holding(NamedTuple):
    """One person on one seat; ``paper`` is None for a role per session."""

    role: str
    person: str
    paper: str | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided, by session index: required and optional papers, the event, and who holds which seat."""

    required: tuple[tuple[str, ...], ...]
    optional: tuple[tuple[str, ...], ...]
    events: tuple[str | None, ...]
    duties: tuple[tuple[Holding, ...], ...]

    def with_required(self, session: int, paper: str) -> Decision:
        """The same with one more required paper; all else unmoved."""
        required = list(self.required)
        required[session] = (*required[session], paper)
        return replace(self, required=tuple(required))


def empty_decision(sessions: int) -> Decision:
    """A term of so many sessions in which nothing is read and nobody is on duty."""
    nothing: tuple[tuple[str, ...], ...] = ((),) * sessions
    return Decision(nothing, nothing, (None,) * sessions, ((),) * sessions)
