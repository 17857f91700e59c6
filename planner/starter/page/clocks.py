"""Clock times as course pages write them."""

from __future__ import annotations

import re
from datetime import time

_CLOCKS = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?m\.?)?\s*(?:-|–|—|to|until|bis)\s*(\d{1,2})[:.h](\d{2})\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
EARLIEST_HOUR = 8
"""Clocks before this hour without "am" are taken for the afternoon."""


def clocks_in(text: str) -> tuple[time, time] | None:
    """The first span of clock times in a text: ``15:30–16:45``, ``1:00 to 4:00`` (afternoon), ``9-10:30 am``."""
    found = _CLOCKS.search(text)
    if not found:
        return None
    half = found[6] or ""
    start = _clock(found[1], found[2] or "00", found[3] or half)
    end = _clock(found[4], found[5], half)
    return (start, end) if start and end and start < end else None


def _clock(hours: str, minutes: str, half: str) -> time | None:
    hour = int(hours)
    if half:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    elif hour < EARLIEST_HOUR:
        hour += 12
    return time(hour, int(minutes)) if hour < 24 and int(minutes) < 60 else None
