"""Weekdays as people write them: ``Tuesday``, ``Tues``, and the letters of timetables, ``MWF`` and ``TTh``."""

from __future__ import annotations

import re
from typing import Literal

from planner.text import shown
from planner.written import Unclear

Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: tuple[Weekday, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {"tues": "Tue", "weds": "Wed", "thur": "Thu", "thurs": "Thu"}
_WORDS: dict[str, Weekday] = {
    **{name.lower(): day for name, day in zip(_NAMES, WEEKDAYS, strict=True)},
    **{day.lower(): day for day in WEEKDAYS},
    **{short: day for short, name in _SHORT.items() for day in WEEKDAYS if day == name},
}
# Two letters before one: "TTh" is T and Th. A single S could be Saturday or Sunday, so it is no letter here.
_LETTERS: dict[str, Weekday] = {
    **{day[:2].lower(): day for day in WEEKDAYS},
    **dict(zip("mtwrf", WEEKDAYS, strict=False)),
}
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})s?"
"""What a single weekday looks like within a text, in lower case."""


def named_weekday(text: str) -> Weekday | None:
    """The weekday of one name or abbreviation, also in the plural; None for anything else."""
    word = text.strip().rstrip(".").lower()
    return _WORDS.get(word) or _WORDS.get(word.removesuffix("s")) or (_LETTERS.get(word) if len(word) == 2 else None)


def read_weekdays(text: str) -> list[Weekday]:
    """The weekdays that one text names, such as ``Tue`` or ``MWF``, each once; raises Unclear."""
    if (day := named_weekday(text)) is not None:
        return [day]
    letters = re.sub(r"[\s/]", "", text).lower()
    found = [_LETTERS[match[0]] for match in _LETTER.finditer(letters)]
    if not found or len("".join(match[0] for match in _LETTER.finditer(letters))) != len(letters):
        if re.fullmatch(r"[mtwrfshua]{1,12}", letters) and "s" in re.sub("tu|th|sa|su", "", letters):
            raise Unclear(f"in {shown(text)}, S may be Saturday or Sunday; write Sa or Su")
        raise Unclear(f"expected a weekday (Mon … Sun), not {shown(text)}")
    return list(dict.fromkeys(found))
