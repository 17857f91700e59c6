"""Months and weekdays as course pages name them, in the languages in which courses are published."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

_NAMES = Path(__file__).with_name("names.txt")

LETTERS = {"m": {0}, "t": {1, 3}, "w": {2}, "r": {3}, "h": {3}, "f": {4}, "s": {5, 6}, "u": {6}}
"""Single letters for weekdays, Monday 0; some stand for two."""


@cache
def months() -> dict[str, frozenset[int]]:
    """Every name of a month: its numbers, from 1."""
    return _table("months", 1)


@cache
def weekdays() -> dict[str, frozenset[int]]:
    """Every name of a weekday of more than one letter: its numbers, Monday 0; some short names stand for two."""
    return _table("weekdays", 0)


def _table(section: str, first: int) -> dict[str, frozenset[int]]:
    lines = _NAMES.read_text(encoding="utf-8").split("\n")
    begin = lines.index(section) + 1
    table: dict[str, set[int]] = {}
    for line in lines[begin:]:
        if not line or " " not in line:
            break
        for number, variants in enumerate(line.split(), first):
            for name in variants.split("|"):
                table.setdefault(flat(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


@cache
def _flat_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)
    if not plain or unicodedata.combining(plain[0]) or "\uac00" <= letter <= "\ud7a3":
        return letter
    folded = {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}.get(plain[0].lower(), plain[0].lower())
    return folded if len(folded) == 1 else letter


def flat(text: str) -> str:
    """A text in lower case and without accents, each letter in its place: as long as the text."""
    return text.lower() if text.isascii() else "".join(map(_flat_letter, text))
