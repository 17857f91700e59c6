"""What an explanation says, as values: requirements that conflict, and ways out with the edits that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.findings import Finding, Where


@dataclass(frozen=True)
class Edit:
    """One change of one place in a file: its number becomes ``number``, or (None) what stands there is dropped.

    With ``entry``, a mapping in YAML, that is added to the list that stands there instead.
    """

    where: Where
    number: int | None = None
    entry: str | None = None


@dataclass(frozen=True)
class Advice:
    """A way out, in words and as edits; verified by solving."""

    text: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Explanation:
    """Why no plan exists.

    ``exists`` is True when there is one after all, None when that is not known within the time limit. ``members``
    cannot hold together; ``minimal`` says whether it is sure that without any one of them the others can. ``facts`` are
    lines of the calendar that bear on it. ``headline`` tells the same at the coarsest level that is true.
    """

    exists: bool | None
    arithmetic: tuple[Finding, ...] = ()
    members: tuple[Finding, ...] = ()
    headline: str = ""
    facts: tuple[Finding, ...] = ()
    minimal: bool = False
    repairs: tuple[Advice, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Letting:
    """What one place would have to change, as :mod:`planner.model.explain` found it."""

    rule: str
    sentences: tuple[str, ...]
    where: Where
    limit: int | None
    number: int | None


def advice(lettings: Sequence[Letting]) -> Advice:
    """Changes in words: ``raise reading.per_session.minutes.max from 180 to 205``."""
    parts = [_in_words(letting) for letting in lettings]
    return Advice("; and ".join(parts), tuple(Edit(letting.where, letting.number) for letting in lettings))


def _in_words(letting: Letting) -> str:
    key, sentence = letting.where.key or str(letting.where), letting.sentences[0]
    if letting.number is not None and letting.limit is not None:
        verb = "raise" if letting.number > letting.limit else "lower"
        return f"{verb} {key} from {letting.limit} to {letting.number}"
    if letting.rule == "availability":
        return f"let {sentence.replace(' is unavailable on ', ' take duties on ')} ({key})"
    return f"drop {key}: {' and '.join(letting.sentences[:3])}"


def headline(members: Sequence[Letting], people: int) -> str:
    """The conflict at the coarsest level that is true; everything else is in the members."""
    away = [member for member in members if member.rule == "availability"]
    if len(away) < 3:
        return ""
    others = sorted({member.rule for member in members if member.rule != "availability"})
    who = "nobody" if len(away) >= people else f"{len(away)} of {people} people cannot"
    dates = [set(_dates(member.sentences[0])) for member in away]
    common = sorted(set.intersection(*dates)) if all(dates) else []
    when = f" on {', '.join(common)}" if common else ""
    can = " can take a duty" if who == "nobody" else " take a duty"
    return f"{who}{can}{when}, against {', '.join(others)}" if others else f"{who}{can}{when}"


def _dates(sentence: str) -> list[str]:
    """The session ids in a sentence of an absence."""
    _, _, rest = sentence.partition(" is unavailable on ")
    return [part.strip() for part in rest.replace("…", "").split(",") if part.strip()]
