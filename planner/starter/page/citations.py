"""Papers and books as the humanities cite them: author and year, titles in quotes or italics."""

from __future__ import annotations

import re

_YEAR = r"(?:1[5-9]|20)\d\d"
_BEHIND_YEAR = re.compile(
    rf"\s(?:\((?P<year>{_YEAR})[a-z]?(?:/{_YEAR})?(?:,\s[^()]{{0,40}})?\)[.,:]?|(?P<bare>{_YEAR})[a-z]?[.:])\s+"
)
_QUOTED = re.compile(r"[“\"„«](?P<title>[^“”\"„«»]{3,300})[”\"“»]")
_INITIALS = re.compile(r"(?P<family>[^\W\d_][\w'’ -]{1,40}?), (?P<given>(?:[^\W\d_]\.[ -]?){1,4})(?=,|&|$| and )")
_WORD_OF_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]*|de|del|della|di|du|van|von|der|den|la|le|al|bin|ibn|and|et|al\.|eds?\.|und|&|y|e)"
)
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_NO_NAMES = frozenset({"fall", "spring", "summer", "winter", "term", "semester", "week", "session", "lecture", "the"})
LONGEST_NAMES = 150


def in_humanities(text: str, emphasis: str) -> tuple[str, tuple[str, ...], int | None] | None:
    """Title, authors and year of a citation; ``emphasis`` is what stands in italics. None where it does not look so.

    ``Berg, Ada. 1990. Title. Publisher.``, ``Berg, A. (1990). Title.``, ``Berg, “Title”, Journal 3 (1990)``,
    ``Ada Berg, *Title* (Publisher, 1990), pp. 3–31``.
    """
    quoted = _QUOTED.search(text[:500])
    place = text.find(emphasis) if len(emphasis) > 3 else -1
    found = _BEHIND_YEAR.search(text[: LONGEST_NAMES + 10])
    titled = min((start for start in (quoted.start() if quoted else -1, place) if start > 0), default=len(text))
    if found and found.start() < titled and _are_names(text[: found.start()], parted=True):
        rest = text[found.end() :]
        title = _title(rest, emphasis)
        return (
            (title, authors_of(text[: found.start()]), int(found["year"] or found["bare"])) if len(title) > 2 else None
        )
    if quoted and quoted.start() and _are_names(text[: quoted.start()]):
        return quoted["title"].strip(" .,"), authors_of(text[: quoted.start()]), _year(text[quoted.end() :])
    if place > 0 and _are_names(text[:place]):
        return emphasis.strip(" .,"), authors_of(text[:place]), _year(text[place + len(emphasis) :])
    return None


def _title(rest: str, emphasis: str) -> str:
    """The title at the start of what stands behind the year."""
    if quoted := _QUOTED.match(rest[:500]):
        return quoted["title"].strip(" .,")
    if len(emphasis) > 3 and rest.startswith(emphasis):
        return emphasis.strip(" .,")
    return re.split(r"[.?!](?:\s|$)", rest, maxsplit=1)[0].strip(" .,")


def _are_names(text: str, parted: bool = False) -> bool:
    """Whether a text is the names of people, as they stand before a title, or ``parted`` from it by a year."""
    plain = text.strip()
    if not 2 < len(plain) <= LONGEST_NAMES or not any(letter.isalpha() for letter in plain):
        return False
    words = [word for word in re.split(r"[\s,;:()]+", plain) if word]
    several = len(words) > 1 and not any(word in _NO_NAMES for word in map(str.lower, words))
    return (
        (several if parted else plain[-1] in ",.:;)" or text != plain)
        and len(words) <= 16
        and all(_WORD_OF_NAME.fullmatch(word) for word in words)
    )


def authors_of(text: str) -> tuple[str, ...]:
    """The names of people in reading order: ``Berg, A., & Cho, B.`` and ``Berg, Ada`` among them."""
    plain = re.sub(r"\s*\(?\beds?\.\)?", "", text).strip(" ,.:;()")
    initials = [f"{found['given'].strip()} {found['family'].strip(' &')}" for found in _INITIALS.finditer(plain + ".")]
    if initials:
        return tuple(re.sub(r"^(?:and|&)\s+", "", name) for name in initials)
    parts = [part.strip(" ,") for part in re.split(r";|\s&\s|\s(?:and|und|et|y)\s", plain) if part.strip(" ,")]
    first = parts[0] if parts else ""
    if first.count(",") == 1 and len(first.split()) < 5:
        family, _, given = first.partition(",")
        return (f"{given.strip()} {family.strip()}", *parts[1:])
    return tuple(name.strip() for part in parts for name in part.split(",") if name.strip())


def _year(text: str) -> int | None:
    years = _ANY_YEAR.findall(text)
    return int(years[0]) if years else None
