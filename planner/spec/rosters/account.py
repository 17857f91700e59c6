"""The account of what was read how: each column, each text that was matched to an id, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Matched:
    """A text of answers and what it means; ``meaning`` is empty where it means nothing that is known.

    ``count`` is how many rows have it, ``line`` the first of them.
    """

    file: str
    what: Literal["column", "answer"]
    text: str
    meaning: str
    line: int
    count: int = 1


@dataclass
class Account:
    """What was matched, in the order in which it was met; exact ids are not told."""

    entries: dict[tuple[str, str, str, str], Matched] = field(default_factory=dict)

    def add(self, file: str, what: Literal["column", "answer"], text: str, meaning: str, line: int) -> None:
        """Note one match, or one more row with it."""
        if text == meaning:
            return
        key = (file, what, text, meaning)
        if key in self.entries:
            self.entries[key].count += 1
        else:
            self.entries[key] = Matched(file, what, text, meaning, line)

    @property
    def matched(self) -> list[Matched]:
        """All matches: first the columns of a file, then its answers, those without a meaning last."""
        order = {file: place for place, file in enumerate(dict.fromkeys(entry.file for entry in self.entries.values()))}
        entries = self.entries.values()
        return sorted(entries, key=lambda entry: (order[entry.file], entry.what != "column", not entry.meaning))
