"""What a course page says above its first date: title, code, instructors, time zone, the usual time and room."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from planner.scalars import slug
from planner.starter.page.clocks import clocks_in
from planner.starter.page.units import Unit

_ZONE = re.compile(r"Times are those of ([A-Za-z0-9_+/-]+)\.")
_PLAIN_ID = re.compile(r"\w[\w.+-]{0,99}")
_SPAN = re.compile(r"\d{4}$")


@dataclass(frozen=True)
class Head:
    """What the top of a page says, as far as it says it."""

    title: str = ""
    code: str = ""
    instructors: tuple[str, ...] = ()
    url: str | None = None
    timezone: str = ""
    clock: tuple[time, time] | None = None
    place: str | None = None


def head_of(front: Mapping[str, Any], preamble: Sequence[Unit], units: Sequence[Unit]) -> Head:
    """The head of a page, from its front matter and what stands above the first date (``preamble``)."""
    headings = [unit.text for unit in preamble if unit.kind == "heading"]
    lines = [unit.text for unit in preamble]
    title = str(front.get("title") or "") or next(iter(headings or lines), "")
    zone = next((found[1] for unit in units if (found := _ZONE.search(unit.text))), "")
    clock = next((span for text in lines if (span := clocks_in(text))), None)
    ours = next((unit for unit in preamble if _is_ours(unit.text)), None)
    parts = ours.text.split(" · ") if ours else []
    place = next(iter(parts[_clock_part(parts) + 1 :]), None) if parts and clock else None
    links = dict(ours.links) if ours else {}
    return Head(
        " ".join(title.split())[:500],
        parts[0] if parts else slug(title)[:100].strip("-_.+"),
        tuple(parts[1].split(", ")) if len(parts) > 1 and not _SPAN.search(parts[1]) else (),
        next((url for url in links.values() if url.startswith("http")), None),
        zone,
        clock,
        place if place not in links else None,
    )


def _is_ours(text: str) -> bool:
    """``code · Ada L. · 7 March – 13 June 2023 · Tue, Thu 15:30–16:45``: the second line of our own pages."""
    parts = text.split(" · ")
    return len(parts) > 1 and bool(_PLAIN_ID.fullmatch(parts[0])) and any(_SPAN.search(part) for part in parts)


def _clock_part(parts: Sequence[str]) -> int:
    return next((place for place, part in enumerate(parts) if clocks_in(part)), len(parts))
