"""Papers and events of a page as the course names them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from planner.scalars import slug
from planner.starter.page.readings import Reading

_KINDS = (
    ("buffer", r"\b(?:spare|buffer|kept free)\b"),
    ("guest", r"\b(?:guest|invited|external speaker)"),
    ("exam", r"\b(?:exam|quiz|midterm$)"),
    ("milestone", r"\b(?:project|proposal|presentations?|demos?|deadline|milestone|report|poster)"),
    ("lecture", r"\b(?:lecture|tutorial|introduction|overview)"),
)


@dataclass
class Paper:
    """A paper of the page with the id that the course gives it; ``topic`` is that of its first session."""

    id: str
    reading: Reading
    topic: str | None = None


@dataclass
class Event:
    """What takes sessions; ``readings`` says whether readings stand beside it."""

    id: str
    title: str
    kind: str
    dates: list[str] = field(default_factory=list)
    readings: bool = False
    topic: str | None = None


def folded(title: str) -> str:
    """A title as it is compared: words alone, in lower case."""
    return re.sub(r"\W+", " ", title.lower()).strip()


def paper_id(reading: Reading) -> str:
    """An id from the short name, from what stands before a colon, or from the first words of the title."""
    short = reading.short or (re.match(r"([^\s:]+):\s", reading.title) or ["", ""])[1]
    words = slug(short or reading.title).split("-")[:4]
    return "-".join(words)[:60].strip("-_") or "paper"


def free_id(wanted: str, taken: Container[str], numbers: dict[str, int] | None = None) -> str:
    """The id, or with the first number that makes it new; ``numbers`` remembers how far it got for each name."""
    number, id_ = (numbers or {}).get(wanted, 1), wanted
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    if numbers is not None:
        numbers[wanted] = number
    return id_


def kind_of(title: str) -> str:
    """The kind of event that a title speaks of."""
    return next((kind for kind, words in _KINDS if re.search(words, title, re.IGNORECASE)), "other")
