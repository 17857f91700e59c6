"""A BibTeX file cut into its entries, so that one that is not closed, or closed too early, loses itself only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.spec.catalogs.text import Lines

_TOKEN = re.compile(r"@[ \t]*+([A-Za-z_-]++)\s*+([{(])|[{}]")
_NEXT = re.compile(r"@[ \t]*+([A-Za-z_-]++)\s*+([{(])|%[^\n]*+")
_CLOSING = re.compile(r"[{})]")
_FIELD = re.compile(r"[\s,}\"]*+[A-Za-z][A-Za-z_-]*+[ \t]*+=")
_COMMENTED_ENTRY = re.compile(r"@[ \t]*+(?!(?:comment|string|preamble)\b)[A-Za-z_-]++\s*+[{(]\s*+[^\s,{}]++\s*+,", re.I)
_COMMENTED_FIELD = re.compile(r"(?:^|(?<=\n))[ \t]*+%[^\n]*+(?=\n[ \t]*+(?:[A-Za-z_-]++[ \t]*+=|[%})]))")
_MOST_WITHIN = 20
"""Starts of entries that a value may hold; with more, it is not closed."""


@dataclass(frozen=True)
class Chunk:
    """One ``@type{…}`` as it stands from ``start``; ``kind`` in lower case.

    ``closed`` is false where another entry starts before its end; ``cut`` is where it would end if that is so although
    its braces match; ``rest`` says that fields stand behind its end.
    """

    kind: str
    text: str
    line: int
    closed: bool = True
    cut: int | None = None
    rest: bool = False


@dataclass(frozen=True)
class Commented:
    """Entries that are commented out: how many, from which line on."""

    count: int
    line: int


def chunks(text: str) -> Iterator[Chunk | Commented]:
    """The entries in order; what is commented out by ``%`` or ``@comment`` is none, and is counted at the end."""
    starts = _starts(text)
    order = sorted(starts)
    lines, place, index = Lines(text), 0, 0
    commented, first = 0, 0
    while found := _NEXT.search(text, place):
        start, place = found.start(), found.end()
        if found[1] is None:
            if number := len(_COMMENTED_ENTRY.findall(found[0])):
                commented, first = commented + number, first or lines.at(start)
            continue
        while index < len(order) and order[index] <= start:
            index += 1
        line = lines.at(start)
        limit = order[index] if index < len(order) else len(text)
        end = _end(text, starts[start], found[2], found.end(), limit)
        if found[1].lower() == "comment":
            place = end if end is not None else _line_end(text, start)
            if number := len(_COMMENTED_ENTRY.findall(text[start:place])):
                commented, first = commented + number, first or line
            continue
        within = _within(text, order[index : index + 2 * _MOST_WITHIN], end)
        in_value = starts[start].depth + (found[2] == "{")
        if end is None or len(within) > _MOST_WITHIN or (within and starts[within[0]].depth <= in_value):
            place = within[0] if within else limit
            yield Chunk(found[1].lower(), text[start:place], line, closed=False)
            continue
        place = end
        rest = bool(_FIELD.match(text, end))
        cut = within[0] - start if within else None
        yield Chunk(found[1].lower(), text[start:end], line, cut=cut, rest=rest)
    if commented:
        yield Commented(commented, first)


@dataclass
class _Start:
    """The start of an entry: how many braces are open before it, and where its own closes."""

    depth: int
    end: int | None = None


def _starts(text: str) -> dict[int, _Start]:
    """Everything that looks like the start of an entry, by its position, with its end by the braces alone."""
    starts: dict[int, _Start] = {}
    open_entries: list[_Start] = []
    depth = 0
    for found in _TOKEN.finditer(text):
        if found[0] == "}":
            depth -= 1
            while open_entries and open_entries[-1].depth >= depth:
                open_entries.pop().end = found.end()
            continue
        if found[0] != "{":
            starts[found.start()] = _Start(depth)
            if found[2] == "(":
                continue
            open_entries.append(starts[found.start()])
        depth += 1
    return starts


def _within(text: str, following: list[int], end: int | None) -> list[int]:
    """Those of the following starts of entries that stand at the beginning of a line before ``end``."""
    found = []
    for position in following:
        if end is not None and position >= end:
            break
        before = text[max(0, position - 50) : position].rstrip(" \t")
        if not before or before.endswith("\n"):
            found.append(position)
    return found


def _line_end(text: str, position: int) -> int:
    found = text.find("\n", position)
    return found if found >= 0 else len(text)


def _end(text: str, start: _Start, opening: str, place: int, limit: int) -> int | None:
    """Where an entry ends; one in round brackets at the first that closes outside of braces."""
    if opening == "{":
        return start.end
    depth = 0
    for found in _CLOSING.finditer(text, place, limit):
        if found[0] == ")" and depth == 0:
            return found.end()
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return None


def without_comments(text: str) -> str:
    """The entry without lines between its fields that are commented out; line numbers stay."""
    return _COMMENTED_FIELD.sub("", text) if "%" in text else text
