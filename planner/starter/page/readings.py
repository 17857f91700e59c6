"""A paper as course pages name it: a link with a byline, ``[VENUE '20] Title``, or ``Title. Authors. VENUE 2020.``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planner.starter.page.citations import in_humanities
from planner.starter.page.units import Unit

_WORDS_OF_ROLES = (
    r"presenters?|scribes?|discussants?|(?:discussion )?leaders?|leads?|moderators?|chairs?|advocates?|critics?|"
    r"reviewers?|hosts?|speakers?|authors?|archaeologists?|researchers?|hackers?|backups?|opponents?|respondents?"
)
_DUTY = re.compile(rf"(?:{_WORDS_OF_ROLES}):\s", re.IGNORECASE)
_DUTIES = re.compile(rf"\.\s+(?:{_WORDS_OF_ROLES}):\s.*$", re.IGNORECASE)
_OPTIONAL = re.compile(
    r"\W{0,2}(?:optional|extra|additional|further|supplementary|recommended)(?: (?:readings?|papers?))?\s*[:\])]+\s*",
    re.IGNORECASE,
)
_WITHIN_OPTIONAL = re.compile(r"\s?[(\[](?:optional|extra)(?: reading)?[)\]]", re.IGNORECASE)
_VENUE_FIRST = re.compile(r"\[(?P<venue>[A-Za-z][\w ./&-]*?)\s*[‘’'`]?\s*(?P<year>\d{4}|\d{2})[‘’'`]?\]\s*")
_VENUE_LAST = re.compile(
    r"\s*\[(?:[^\][,]*,\s*)??(?P<venue>[A-Za-z][\w ./&-]*?)[\s,]*[‘’'`]?(?P<year>\d{4}|\d{2})\b[^\]]*\]$"
)
_VENUE_YEAR = re.compile(r"(?P<venue>[A-Za-z][\w ./&’'-]{0,60}?)[,\s]+(?P<year>(?:19|20)\d\d)\b[^,]{0,40}")
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\bet al)\.(?=\s|$|[A-Z][\w-]*:)\s*")
_NAME_PARTS = re.compile(r"[ .'’*-]+")
_URL = re.compile(r"(?:https?|ftp|doi):\S+", re.IGNORECASE)
_SIDE = re.compile(
    r"\W*(?:(?:pdf|link|paper|slides?|video|code|notes?|html|talk|recording|demo|blog|arxiv|doi|here)(?: ?\d+)?\W*)+",
    re.IGNORECASE,
)
LONGEST = 2_000
"""Characters of a unit that are looked at, and of a link."""


@dataclass(frozen=True)
class Reading:
    """A paper that a page names, with its line; ``short`` is a name in front of the title."""

    title: str
    line: int
    url: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    year: int | None = None
    optional: bool = False
    short: str = ""


def is_duty(text: str) -> bool:
    """Whether a text only says who does what: ``Presenter: Ada``."""
    return bool(_DUTY.match(text))


def readings_in(unit: Unit, optional: bool = False) -> list[Reading]:
    """The papers that a unit names; none where it names only duties or nothing."""
    text = unit.text[:LONGEST]
    if is_duty(text) or not text:
        return []
    if mark := _OPTIONAL.match(text):
        optional, text = True, text[mark.end() :]
    links = [(label, _unescaped(url)) for label, url in unit.links if _URL.fullmatch(url) and len(url) <= LONGEST]
    long = [(label, url) for label, url in links if not _SIDE.fullmatch(label)]
    if long:
        first = long[0][0]
        behind = text[text.find(first) + len(first) :] if len(long) == 1 else ""
        before = text[: text.find(first)]
        found = [_linked(label, url, unit.line) for label, url in long if label]
        if len(long) == 1:
            found = [_with_venue_before(_with_byline(found[0], behind), before)] if found else []
    else:
        plain = _without_side_links(text, links) or "".join(label for label, _ in links[:1])
        found = [replace(cited(plain, unit.line, unit.emphasis), url=links[0][1] if links else None)]
    return [_marked(reading, optional) for reading in found if reading.title]


def _marked(reading: Reading, optional: bool) -> Reading:
    """A reading with what ``(optional)`` within its title says."""
    title = _WITHIN_OPTIONAL.sub(" ", reading.title)
    marked = title != reading.title
    return replace(
        reading, optional=optional or marked, title=" ".join(title.split())[:500].strip(" ,;") or reading.title
    )


def looks_cited(unit: Unit) -> bool:
    """Whether a text without a link looks like a paper: it has a venue with a year, or authors."""
    reading = cited(unit.text[:LONGEST], 0, unit.emphasis)
    return reading.year is not None or bool(reading.authors)


def _unescaped(url: str) -> str:
    """A link with the escapes undone that keep Markdown from seeing markup in it."""
    return re.sub(r"%(?:5F|2A|27|28|29|24)", lambda found: chr(int(found[0][1:], 16)), url)


def _linked(label: str, url: str, line: int) -> Reading:
    """A paper from its link, the venue in brackets taken off the title."""
    return replace(_bracketed(label, line), url=url)


def _bracketed(text: str, line: int) -> Reading:
    for pattern in (_VENUE_FIRST, _VENUE_LAST):
        found = pattern.match(text) if pattern is _VENUE_FIRST else pattern.search(text)
        if found:
            title = text[: found.start()] + text[found.end() :]
            return Reading(title.strip(), line, venue=found["venue"].strip(" ,"), year=_full_year(found["year"]))
    return Reading(text.strip(), line)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def _with_byline(reading: Reading, behind: str) -> Reading:
    """``(A, B and C, OSDI 2020). Presenter: Ada`` behind a title."""
    if found := re.match(r"\s*\((?P<by>.*?)\)(?=$|[.,;]|\s)", behind):
        return _read_byline(reading, found["by"])
    rest = re.sub(_DUTIES, "", behind).strip(" ,.;–—-")
    byline = re.sub(r"(?<=et al\.) (?=[A-Z])|(?<!\b[A-Z])(?<!et al)\.\s+", ", ", rest)
    return _read_byline(reading, byline) if _VENUE_YEAR.fullmatch(byline.rpartition(", ")[2]) else reading


def _read_byline(reading: Reading, byline: str) -> Reading:
    who, _, where = byline.rpartition(", ")
    found = _VENUE_YEAR.fullmatch(where) or re.fullmatch(r"(?P<venue>)(?P<year>(?:19|20)\d\d)", where)
    if not found:
        who, where = byline, ""
    authors = tuple(name.strip() for name in re.split(r", | and ", who) if name.strip())
    return replace(
        reading,
        authors=authors,
        venue=(found["venue"] or None) if found else reading.venue,
        year=int(found["year"]) if found else reading.year,
    )


def _with_venue_before(reading: Reading, before: str) -> Reading:
    found = _VENUE_FIRST.search(before)
    if found and reading.year is None:
        return replace(reading, venue=found["venue"].strip(), year=_full_year(found["year"]))
    return reading


def _without_side_links(text: str, links: list[tuple[str, str]]) -> str:
    """The text without labels such as ``[pdf]``, which stand behind a title."""
    for label, _ in reversed(links):
        before, found, after = text.rpartition(label)
        if found:
            text = f"{before.rstrip(' [(')} {after.lstrip(' ])')}"
    text = " ".join(text.split()).strip(" ,;|")
    if text.startswith("[") and text.find("]") in (-1, len(text) - 1):
        text = text.strip("[]")
    return text


def cited(text: str, line: int, emphasis: str = "") -> Reading:
    """A paper named without a link: with a byline in brackets, or as ``Short. Title. Authors. Venue 2020.``.

    Also as the humanities cite; ``emphasis`` is what stands in italics.
    """
    plain = re.sub(_DUTIES, "", text)
    if book := in_humanities(plain, emphasis):
        title, authors, year = book
        return Reading(title, line, authors=authors, year=year)
    if found := re.fullmatch(r"[\"“](?P<title>[^\"“”]{3,})[\"”](?P<rest>.*)", plain):
        return _with_byline(Reading(found["title"].strip(" .,"), line), found["rest"])
    if found := re.fullmatch(
        r"(?P<title>.+?) \((?P<by>[^()]*(?:(?:19|20)\d\d|, [^()]*| and [^()]*))\)(?:\.\s.*)?", plain
    ):
        return _read_byline(Reading(found["title"], line), found["by"])
    reading = _bracketed(plain, line)
    if reading.year is not None:
        return reading
    parts = [part.strip() for part in _SENTENCE.split(plain) if part.strip()]
    if len(parts) < 2:
        return Reading("".join(parts), line)
    return _of_parts(parts, line)


def _of_parts(parts: list[str], line: int) -> Reading:
    """A paper of sentences: which is the venue, which the authors, and which the title."""
    reading = Reading("", line)
    left: list[str] = []
    for place, part in enumerate(parts):
        people = [name.strip(" *") for name in re.split(r",\s*(?:and )?|\s+and\s+", part) if name.strip(" *")]
        venue = _VENUE_YEAR.fullmatch(people[-1]) if people else None
        names = people[:-1] if venue else people
        bare = re.fullmatch(r"(?:19|20)\d\d", part)
        if place and bare:
            reading = replace(reading, year=int(part))
        elif place and venue and (not names or _all_names(names)):
            authors = tuple(names) or reading.authors
            reading = replace(reading, venue=venue["venue"].strip(), year=int(venue["year"]), authors=authors)
        elif place and _all_names(names) and (len(names) > 2 or not left or len(left) > 1 or len(left[0]) > 20):
            reading = replace(reading, authors=tuple(names))
        else:
            left.append(part)
    short = left[0] if len(left) > 1 and not re.search(r"\s", left[0]) else ""
    return replace(reading, title=left[1 if short else 0].strip(" .") if left else "", short=short)


def _all_names(names: list[str]) -> bool:
    return len(names) > 1 and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    """Whether a text may be a person's name: two to six words of letters alone."""
    words = _NAME_PARTS.split(text.removeprefix("and ")) if len(text) < 50 else []
    return 1 < len(words) < 7 and bool(words[0]) and all(word.isalpha() for word in words if word)
