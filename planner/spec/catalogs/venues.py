"""Long names of venues as the short ones of data/venues.yaml, by the table data/venue-names.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from planner.documents import read_yaml, validate
from planner.folding import folded_title
from planner.scalars import Strict
from planner.shipped import shipped

_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)?|[ivx]+")
_DATED = re.compile(r"(.*?)[\s,]*(?:['’‘`´]?\s*(?:19|20)?[0-9]{2})?")


class VenueNames(Strict):
    """data/venue-names.yaml: what the venues are called in full."""

    noise: list[str]
    other: list[str]
    venues: dict[str, list[str]]


@dataclass(frozen=True)
class VenueTable:
    """The names ready to compare."""

    noise: frozenset[str]
    other: frozenset[str]
    long: dict[str, str]
    short: dict[str, str]

    def short_name(self, text: str) -> str | None:
        """The short name of a venue that is plainly meant, or None."""
        text = text[:500]
        for part in _parts(text):
            if found := self.long.get(_core(part, self.noise)):
                return found
        if not self.other.isdisjoint(folded_title(text).split()):
            return None
        return next((self.short[name] for name in _acronyms(text) if name in self.short), None)


def _core(text: str, noise: Iterable[str]) -> str:
    """The words of a name that tell it from others."""
    words = [word for word in folded_title(text).split() if word not in noise and not _ORDINAL.fullmatch(word)]
    return " ".join(word for index, word in enumerate(words) if words[index - 1 : index] != [word])


def _parts(text: str) -> Iterator[str]:
    """The name without what stands in brackets, then without what follows each dash, colon or comma, longest first."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    yield bare
    ends = [match.start() for match in re.finditer(r"\s[-–—]\s|[,:;]", bare)][:20]
    for end in reversed(ends):
        yield bare[:end]
    for end in ends:
        yield bare[end + 1 :]


def _acronyms(text: str) -> Iterator[str]:
    """Short names that stand alone, in brackets or between commas, without their year: ``OSDI`` of ``(OSDI '16)``."""
    for part in [text, *re.findall(r"[(\[]([^()\[\]]*)[)\]]", text), *text.split(",")]:
        dated = _DATED.fullmatch(part.strip())
        if dated and dated[1]:
            yield folded_title(dated[1])


@cache
def venue_table() -> VenueTable:
    """The shipped table; raises InputError when it does not fit its model."""
    names = validate(VenueNames, read_yaml(shipped("data", "venue-names.yaml")))
    noise = frozenset(names.noise)
    short = {folded_title(name): venue for venue, known in names.venues.items() for name in (venue, *known)}
    cores = {_core(name, noise): venue for venue, known in names.venues.items() for name in known}
    # "IEEE Micro" without its noise is the short name of another venue.
    long = {core: venue for core, venue in cores.items() if core and short.get(core, venue) == venue}
    return VenueTable(noise, frozenset(names.other), long, short)
