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


_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_FAMILY_INITIALS = re.compile(r"[^\W\d_][\w'’ -]{1,60} (?:[^\W\d_a-z]\.?-?){1,4}")


def several_names(text: str) -> list[str]:
    """The names that stand in one text, as spreadsheets and some programs write them, each as it stands.

    Semicolons separate, else ``and``, else commas where these do not stand within the names: ``Ada Berg, Bo Lund`` and
    ``Berg A, Lund B`` are two, ``Berg, Ada`` is one, ``Berg, A., Lund, B.`` are two.
    """
    text = text.strip().strip(";,").strip()[:LONGEST]
    if ";" in text:
        return _stripped(text.split(";"))
    by_and = _stripped(re.split(r"\s+(?:and|&)\s+|\s*\|\s*|\n", text))
    if len(by_and) > 1:
        # "A. Berg, B. Lund and C. Wu": what stands before the last one is a list by commas.
        return [name for part in by_and for name in (_by_commas(part) if "," in part else [part])]
    return _by_commas(text)


def _by_commas(text: str) -> list[str]:
    parts = _stripped(text.split(","))
    if len(parts) < 2:
        return parts
    if all(_FAMILY_INITIALS.fullmatch(part) for part in parts):
        return [", ".join(part.rsplit(" ", 1)) for part in parts]
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    whole = [" " in part for part in parts]
    if all(whole) or (len(parts) > 3 and sum(whole) * 2 > len(parts)):
        return parts
    return [", ".join(parts)]


def _stripped(parts: list[str]) -> list[str]:
    stripped = (part.strip(" \t\n,*†‡") for part in parts)
    return [name for name in stripped if name and name.lower() not in ("and", "et al.", "et al")]


def in_reading_order(name: str) -> str:
    """``King, Martin Luther, Jr.`` in reading order."""
    family, _, rest = name.partition(",")
    given, _, suffix = rest.partition(",")
    return " ".join(part.strip() for part in (given, family, suffix) if part.strip())


def family_of(name: str) -> str:
    """The family name of a name in either order."""
    return name.partition(",")[0].strip() if "," in name else name.rpartition(" ")[2]
