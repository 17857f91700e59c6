"""What an explanation says, as values: requirements that conflict, and ways out with the edits that they mean."""

from __future__ import annotations

from dataclasses import dataclass

from planner.findings import Finding, Where


@dataclass(frozen=True)
class LineChange:
    """This line, from this to that: its number ``before`` becomes ``after``; where ``after`` is None, what stands there
    is let go. With ``entry``, a mapping in YAML, that is added to the list that stands there instead.

    ``rule`` and ``sentences`` are whose requirement it is, and what it says.
    """

    where: Where
    rule: str = ""
    sentences: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    entry: str | None = None

    @property
    def size(self) -> float:
        """A number's move as a share of itself; what is let go counts as more than any move."""
        if self.after is None or self.before is None:
            return DROPPED
        return abs(self.after - self.before) / max(1, self.before)


DROPPED = 1e6


@dataclass(frozen=True)
class Advice:
    """A way out, in words and as changes of lines; verified by solving."""

    text: str
    changes: tuple[LineChange, ...]


@dataclass(frozen=True)
class Explanation:
    """Why no plan exists.

    ``exists`` is True when there is one after all, None when that is not known within the time limit. ``members``
    cannot hold together; ``minimal`` says whether it is sure that without any one of them the others can. ``facts`` are
    lines of the calendar that bear on it. ``headline`` tells the same at the coarsest level that is true.
    """

    exists: bool | None
    arithmetic: tuple[Finding, ...] = ()
    members: tuple[Finding, ...] = ()
    headline: str = ""
    facts: tuple[Finding, ...] = ()
    minimal: bool = False
    repairs: tuple[Advice, ...] = ()
    seconds: float = 0.0
