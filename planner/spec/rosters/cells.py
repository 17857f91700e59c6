"""Texts of cells: lists split along what is known, days in words, ranks and scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from planner.folding import folded
from planner.scalars import SCORE
from planner.written import Unclear
from planner.written.days import Span, is_range, read_day, read_days, reads_one_way, week_of
from planner.written.weekdays import read_weekdays

_NOTHING = frozenset(
    (
        *("none", "-", "--", "n/a", "n.a", "na", "nil", "no", "nope", "nothing", "keine", "?", "/", "null", "any"),
        *("anything", "everything", "all", "either", "whatever", "no preference", "no preferences", "don't care"),
        *("dont care", "not applicable", "none of the above", "not answered", "no answer", "no conflicts"),
        *("no absences", "i'm flexible", "flexible", "can make all", "n / a"),
    )
)
_SEPARATOR = re.compile(r"[;,\n|]")
_WEEK = re.compile(r"(?:the )?(?:whole )?week (?:of |from |beginning )?(?:the )?(\S.{0,40})", re.IGNORECASE)
_MOST_JOINED = 8
YES = frozenset(("x", "yes", "y", "true", "✓", "✔", "☑", "selected", "checked", "ja", "oui", "si", "on"))
NO = frozenset(("no", "n", "false", "unselected", "unchecked", "not selected", "nein", "non", "off", "0"))


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return folded(cell).rstrip(".! ") in _NOTHING or not cell.strip(" .-–—_")


def pieces(cell: str, is_one: Callable[[str], bool]) -> list[str]:
    """The entries of a cell: the longest stretches that are one thing, whatever commas stand in them.

    What is none is split at each sign between entries.
    """
    cell = cell.strip(" ;,\n|")
    if is_one(cell):
        return [cell]
    cuts = [-1, *(found.start() for found in _SEPARATOR.finditer(cell)), len(cell)]
    entries: list[str] = []
    start = 0
    while start < len(cuts) - 1:
        step = 1
        for end in range(min(start + _MOST_JOINED, len(cuts) - 1), start + 1, -1):
            if is_one(cell[cuts[start] + 1 : cuts[end]].strip()):
                step = end - start
                break
        text = cell[cuts[start] + 1 : cuts[start + step]].strip()
        if text:
            entries.append(text)
        start += step
    return entries


def plain_pieces(cell: str) -> list[str]:
    """The entries of a cell of names: at semicolons or line breaks, where neither stands at commas."""
    sign = r"[;\n]" if re.search(r"[;\n]", cell) else ","
    return [entry.strip() for entry in re.split(sign, cell) if entry.strip()]


def scored(entry: str) -> tuple[str, str | None]:
    """A name and its score, as in ``alpha: 8``; the score is None where none stands."""
    name, sign, score = entry.rpartition(":")
    # The end of a session's id is a clock.
    if sign and name.strip() and SCORE.fullmatch(score.strip()) and not re.search(r"T\d\d?$", name):
        return name.strip(), score.strip()
    return entry, None


def pairs(cell: str) -> dict[str, str | None]:
    """``presenter: 2; scribe: 1`` as a mapping; None where no number stands."""
    found: dict[str, str | None] = {}
    for entry in plain_pieces(cell):
        name, _, value = entry.rpartition(":")
        found[name.strip() or entry] = value.strip() if name else None
    return found


class Days:
    """Reads days in words: dates, ranges, weekdays, weeks; ``month_first`` is how numbers with slashes are meant."""

    def __init__(self, span: Span | None, month_first: bool | None = None) -> None:
        self.span, self.month_first = span, month_first

    def entries(self, cell: str) -> Iterator[tuple[str, dict[str, Any] | Unclear]]:
        """The entries of a cell: the text of each, with an entry of ``unavailable`` or why it is not read."""
        month = ""
        for text in pieces(re.sub(r" (?:and|und) | ?& ?", ", ", cell), self._is_one):
            bare, reason = _without_remark(text)
            if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", bare) and month:
                bare = f"{month} {bare}"
            elif found := re.search(r"[a-z]{3,9}", bare, re.IGNORECASE):
                month = found[0] if _is_day(f"{found[0]} 1") else month
            try:
                entry = self._entry(bare)
            except Unclear as problem:
                yield text, problem
            else:
                yield text, {**entry, **({"reason": reason} if reason else {})}

    def _entry(self, text: str) -> dict[str, Any]:
        bare = re.sub(r"^(?:every|all|on|each|from) ", "", text, flags=re.IGNORECASE)
        if found := re.fullmatch(
            r"(?:the )?(?:whole )?week (?:of|from|beginning)? ?(?:the )?(.+)", bare, re.IGNORECASE
        ):
            first, last = week_of(read_day(found[1], self.span, self.month_first))
            return {"from": first, "to": last}
        if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)", bare):
            return {"date": f"{found[1]}T{found[2]}"}
        try:
            return {"days": read_weekdays(bare)}
        except Unclear:
            first, last = read_days(bare, self.span, self.month_first)
        return {"date": first.isoformat()} if first == last else {"from": first, "to": last}

    def _is_one(self, text: str) -> bool:
        """Whether a text with commas in it is a single day."""
        if "," not in text or len(text) > 60:
            return False
        try:
            return bool(read_day(text, self.span, self.month_first))
        except Unclear:
            return is_range(text)


def month_first_in(cells: Iterable[tuple[int, str]]) -> tuple[bool | None, int]:
    """Whether the dates of a column have the month first, and the line that shows it; None where nothing or both do."""
    ways: dict[bool, int] = {}
    for line, cell in cells:
        for text in _SEPARATOR.split(cell):
            if len(text) <= 60 and (way := reads_one_way(_without_remark(text)[0])) is not None:
                ways.setdefault(way, line)
    return next(iter(ways.items())) if len(ways) == 1 else (None, 0)


def _without_remark(text: str) -> tuple[str, str]:
    """The text without a remark in brackets at its end, and the remark."""
    head, sign, remark = text.strip().partition("(")
    return (head.strip(), remark.rstrip(") ")) if sign and head.strip() else (text.strip(), "")


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text, Span(read_day("2000-01-01"))))
    except Unclear:
        return False
