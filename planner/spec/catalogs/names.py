"""Names of authors as BibTeX writes them, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.spec.catalogs.latex import plain

LONGEST = 200_000
"""Characters of authors that are read; collaborations of thousands fit."""


@dataclass(frozen=True)
class Names:
    """The authors' names, the first one's family name, and whether more of them are not named."""

    names: tuple[str, ...] = ()
    family: str = ""
    more: bool = False


def names_of(value: str, unknown: set[str]) -> Names:
    """``Berg, Jan van der and {The Team} and others`` as names; LaTeX commands not known go to ``unknown``."""
    from pybtex.bibtex.utils import split_name_list

    value = value[:LONGEST]
    parts = [part.strip() for part in split_name_list(value)] if value.strip() else []
    more = bool(parts) and parts[-1].lower() == "others"
    names = [_name(part, unknown) for part in (parts[:-1] if more else parts)]
    kept = [(shown, family) for shown, family in names if shown]
    return Names(tuple(shown for shown, _ in kept), kept[0][1] if kept else "", more)


def _name(text: str, unknown: set[str]) -> tuple[str, str]:
    """A name in reading order, and its family name."""
    from pybtex.database import Person
    from pybtex.errors import capture

    if re.match(r"\s*(?:family|given)\s*=", text):
        return _in_parts(text, unknown)
    with capture() as faults:
        person = Person(text)
    if faults:  # too many commas: as it stands
        return plain(text, unknown), plain(text.partition(",")[0], unknown)
    family = [*person.prelast_names, *person.last_names]
    whole = [*person.first_names, *person.middle_names, *family, *person.lineage_names]
    return plain(" ".join(whole), unknown), plain(" ".join(family), unknown)


def _in_parts(text: str, unknown: set[str]) -> tuple[str, str]:
    """BibLaTeX's ``family=Das, given=Tathagata, prefix=van``."""
    parts = {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in text.split(","))}
    family = plain(f"{parts.get('prefix', '')} {parts.get('family', '')}", unknown)
    return plain(f"{parts.get('given', '')} {family} {parts.get('suffix', '')}", unknown), family
