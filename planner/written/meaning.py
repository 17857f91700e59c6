"""What a text may mean depends on the course around it: its term says the year, its names say which id is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from planner.text import shown
from planner.written import Unclear
from planner.written.days import Span


class Known(Protocol):
    """Things of one kind that texts may name."""

    def meant(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean, all of one rank; none where nothing is known by it."""

    @property
    def called(self) -> list[str]:
        """All ids, names and titles."""


@dataclass(frozen=True)
class Surroundings:
    """The course around a text.

    ``span`` are the days that a date without a year may mean, ``known`` the things of each kind (``paper``, ``topic``,
    ``event``, ``role``, ``person``). ``spelled`` collects how ids were written where that was not exactly.
    """

    span: Span | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    spelled: dict[str, list[str]] = field(default_factory=dict)

    def called(self, kind: str) -> list[str]:
        """All that things of a kind are called."""
        return self.known[kind].called if kind in self.known else []

    def named(self, text: str, *kinds: str) -> str:
        """The id that a text means among things of these kinds, or the text where nothing is known by it.

        Raises Unclear where it means several.
        """
        found = [(kind, name) for kind in kinds if kind in self.known for name in self.known[kind].meant(text)]
        exact = [(kind, name) for kind, name in found if name == text]
        if len(exact or found) > 1:
            several = [f'{kind} "{name}"' if len(kinds) > 1 else f'"{name}"' for kind, name in exact or found]
            raise Unclear(f"{shown(text)} may be {' or '.join(several)}; write the id")
        if not found:
            return text
        (_, name), *_ = exact or found
        if name != text and text not in self.spelled.setdefault(name, []):
            self.spelled[name].append(text)
        return name


NOWHERE = Surroundings()
"""No course: dates need a year, and names are ids."""
