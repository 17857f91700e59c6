"""How many pages a reference means: ``123--145``, ``123-45``, ``1:1--1:25``, ``S12-S20``, ``ix-xxiv``, ``12 pages``."""

from __future__ import annotations

import re

MOST_PAGES = 5_000
_DASHES = re.compile(r"\s*(?:[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]|-)+\s*")
_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_COUNTED = re.compile(r"([0-9]{1,4})\s*(?:p|pp|pages|pgs)\.?")
_IN_A_NOTE = re.compile(r"\b([0-9]{1,3}) pages\b", re.IGNORECASE)


def count_pages(text: str) -> int | None:
    """The number of pages of a range, or of several; None where the text does not say it (an article number)."""
    text = text.strip().lower()[:200]
    if counted := _COUNTED.fullmatch(text):
        return _sensible(int(counted[1]))
    text = re.sub(r"^(?:pages|pp|p)\.?\s*", "", text)
    parts = [part for part in re.split(r"\s*[,;&]\s*", text) if part]
    if len(parts) > 1 and all(_NUMBERED.fullmatch(part) or _range(part) for part in parts):
        return _sensible(sum(_range(part) or 1 for part in parts))
    return _sensible(_range(text))


def pages_in_note(text: str) -> int | None:
    """The pages of a note such as ``Comment: 12 pages, 4 figures``."""
    found = _IN_A_NOTE.search(text[:2_000])
    return _sensible(int(found[1])) if found else None


def number_of_pages(text: str) -> int | None:
    """A field that holds the number itself: ``14``, ``14 pages``."""
    found = re.fullmatch(r"([0-9]{1,5})(?:\s*(?:p|pp|pages)\.?)?", text.strip().lower())
    return _sensible(int(found[1])) if found else None


def _sensible(pages: int | None) -> int | None:
    return pages if pages is not None and 1 <= pages <= MOST_PAGES else None


def _range(text: str) -> int | None:
    """The length of one range, both ends counted."""
    # Two dashes are the range where both kinds stand: 12345-1--12345-9.
    double = re.split(r"\s*(?:--+|[\u2013\u2014])\s*", text)
    front = re.fullmatch(r"([ivxlcdm]+)\s*\+\s*([0-9]{1,4})", text)  # a book: viii+525
    if front and (roman := _roman(front[1])):
        return roman + int(front[2])
    ends = double if len(double) == 2 else _DASHES.split(text)
    if len(ends) != 2 or not all(ends):
        return None
    first, last = _NUMBERED.fullmatch(ends[0]), _NUMBERED.fullmatch(ends[1])
    if first is None or last is None:
        low, high = _roman(ends[0]), _roman(ends[1])
        return high - low + 1 if low and high and high >= low else None
    begin, end = int(first[2]), int(last[2])
    if len(last[2]) < len(first[2]) and not last[1]:
        end = int(first[2][: -len(last[2])] + last[2])  # 123-45 is 123-145
    elif first[1] != last[1] and last[1]:
        return None
    return end - begin + 1 if end >= begin else None


def _roman(text: str) -> int | None:
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
