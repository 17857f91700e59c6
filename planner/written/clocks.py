"""Clocks as people write them: ``15:30``, ``15.30``, ``3:30pm``, ``3 p.m.``; without am or pm the day has 24 hours."""

from __future__ import annotations

import re
from datetime import time

from planner.text import shown
from planner.written import Unclear

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::00)?)? ?(?:([ap])\.? ?m\.?|(?:uhr|h))?", re.IGNORECASE | re.ASCII)


def read_clock(text: str) -> time:
    """The clock that a text names; raises Unclear."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or (found[2] is None and found[3] is None):
        raise Unclear(f'expected a clock time such as "15:30", not {shown(text)}')
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if minutes > 59 or hours > 23 or (half and not 1 <= hours <= 12):
        raise Unclear(f'expected a clock time such as "15:30", not {shown(text)}')
    return time(hours % 12 + (12 if half == "p" else 0), minutes) if half else time(hours, minutes)
