"""What every format's reader makes of an entry, and how that becomes a paper: id, pages, year, link, venue, topics."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from planner.documents import CONTROL, shown
from planner.findings import Finding, Where, note, warning
from planner.folding import slug
from planner.spec.catalogs.entry import CatalogEntry, arxiv_of, doi_of
from planner.spec.catalogs.keywords import shared_by_most, topics_among
from planner.spec.catalogs.pages import count_pages, number_of_pages, pages_in_note
from planner.spec.catalogs.venues import venue_table
from planner.spec.course import CatalogPaper

LONGEST_TITLE = 500
LONGEST_NAME = 300
LONGEST_LINK = 2_000
_NONCHARACTERS = re.compile(r"[\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|2[0-9]{3})(?![0-9])")
_MEANINGLESS = re.compile(r"[0-9]*|([0-9]+/)?[A-Z0-9]{8}|ITEM-[0-9]+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|.*://.*")
_DBLP_NUMBER = re.compile(r"(?<=\w)\s0[0-9]{3}(?![^\s,])")
"""DBLP tells people of one name apart by four figures, which are no part of it."""
_LITTLE_WORDS = frozenset({"a", "an", "the", "on", "of", "in", "for", "to", "and", "towards", "toward"})


@dataclass(frozen=True)
class Record:
    """An entry as plain texts; where a field has several sources, the most telling one comes first.

    ``key`` is an id that a person may know, or empty; ``family`` the first author's family name; ``page_counts`` are
    numbers, ``pages`` ranges, ``notes`` free text that may say how many pages.
    """

    where: Where
    title: str
    key: str = ""
    authors: tuple[str, ...] = ()
    family: str = ""
    untitled: bool = False
    venues: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    page_counts: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    arxivs: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    minutes: int | None = None
    keywords: tuple[str, ...] = ()
    automatic: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Of each source, what may name the paper's arXiv number, its links, and its keywords one by one;
    ``automatic`` are those that came with it and that nobody chose,
    ``topics`` those that somebody calls topics."""

    @property
    def doi(self) -> str:
        """The DOI, or an empty text."""
        return next(filter(None, map(doi_of, map(clean, (*self.dois, *self.urls)))), "")

    @property
    def arxiv(self) -> str:
        """The arXiv number, or an empty text."""
        said = (*self.arxivs, *self.urls, *self.dois, *self.venues)
        return next(filter(None, map(arxiv_of, map(clean, said))), "")

    @property
    def tags(self) -> list[str]:
        """The keywords, each once."""
        cleaned = map(clean, (*self.topics, *self.keywords, *self.automatic))
        return list(dict.fromkeys(tag for tag in cleaned if tag and len(tag) <= LONGEST_NAME))

    @property
    def name(self) -> str:
        """What messages call the entry."""
        return shown(self.key or clean(self.title))


def clean(text: str) -> str:
    """A text on one line, without characters that no text of ours holds."""
    return " ".join(CONTROL.sub(" ", _NONCHARACTERS.sub("", text)).split())


def meaningful(key: str) -> str:
    """The key, or nothing where it is a number or code that a program gave."""
    return "" if _MEANINGLESS.fullmatch(key) else key


def entries(records: Iterable[Record], findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of the records that have a title; what cannot be used goes to ``findings``."""
    titled = []
    for record in records:
        if clean(record.title):
            titled.append(record)
        elif name := (record.doi and f"doi:{record.doi}") or (record.arxiv and f"arXiv:{record.arxiv}"):
            message = f"this entry has no title; it is called {shown(name)}"
            findings.append(warning("catalog-entry", message, record.where))
            titled.append(replace(record, title=name, untitled=True))
        else:
            named = f"entry {shown(record.key)}" if record.key else "this entry"
            findings.append(warning("catalog-entry", f"{named} has no title; left out", record.where))
    ids = _ids(titled, findings)
    common = shared_by_most([record.tags for record in titled], len(titled))
    return [_entry(record, paper_id, common, findings) for record, paper_id in zip(titled, ids, strict=True)]


def _ids(records: list[Record], findings: list[Finding]) -> list[str]:
    """An id for each record: its key where that is one, else author, year and a word; unique and always the same."""
    given = [record.key if _is_id(record.key) else "" for record in records]
    names = _Names(given)
    ids = []
    for record, key in zip(records, given, strict=True):
        if not key:
            key = names.next(slug(clean(record.key)) or _made_id(record))
            if record.key:
                message = f"the key {shown(record.key)} is no id; the paper is called {shown(key)}"
                findings.append(warning("catalog-entry", message, record.where, key))
        ids.append(key)
    return ids


def _is_id(key: str) -> bool:
    return bool(re.fullmatch(r"\S{1,200}", key)) and clean(key) == key


def _made_id(record: Record) -> str:
    words = [word for word in slug(clean(record.title)).split("-") if word]
    telling = [word for word in words if word not in _LITTLE_WORDS] or words
    parts = [slug(record.family), _year(record) or "", telling[0] if telling else ""]
    return "-".join(part for part in map(str, parts) if part)[:100] or "paper"


class _Names:
    """Names not yet taken: a base, or the base with the next number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.last: dict[str, int] = {}

    def next(self, base: str) -> str:
        """A name that nobody has, and now somebody."""
        base = base[:190]
        name = base
        while name in self.taken:
            self.last[base] = self.last.get(base, 1) + 1
            name = f"{base}-{self.last[base]}"
        self.taken.add(name)
        return name


def _entry(record: Record, paper_id: str, common: set[str], findings: list[Finding]) -> CatalogEntry:
    values: dict[str, Any] = {
        "id": paper_id,
        "title": _shortened("title", record.title, LONGEST_TITLE, record, findings),
        "authors": _authors(record, findings),
        "venue": _venue(record),
        "year": _known_year(record, findings),
        "url": _link(record, findings),
        "pages": _pages(record, findings),
        "minutes": record.minutes,
        "topics": _topics(record, common),
        "tags": record.tags,
    }
    paper = CatalogPaper.model_validate({key: value for key, value in values.items() if value not in (None, [], "")})
    return CatalogEntry(paper, record.where, record.doi, record.arxiv, imported=True, untitled=record.untitled)


def _topics(record: Record, common: set[str]) -> list[str]:
    """What is called a topic, then the keywords that can be one."""
    named = [name for topic in record.topics if (name := slug(clean(topic))) and len(name) <= 100]
    others = topics_among(record.tags, common | set(map(slug, record.automatic)))
    return list(dict.fromkeys((*named, *others)))


def _shortened(what: str, text: str, longest: int, record: Record, findings: list[Finding]) -> str:
    text = clean(text)
    if len(text) <= longest:
        return text
    message = f"{record.name}: the {what} is longer than {longest} characters; the rest is left out"
    findings.append(warning("catalog-field", message, record.where))
    return text[: longest - 1].rstrip() + "…"


def _authors(record: Record, findings: list[Finding]) -> list[str]:
    names = (_DBLP_NUMBER.sub("", clean(name)).strip() for name in record.authors)
    return [_shortened("name of an author", name, LONGEST_NAME, record, findings) for name in names if name]


def _venue(record: Record) -> str:
    """The short name of a venue of the table if any of the names is one, else the most telling name."""
    names = [name for name in map(clean, record.venues) if name]
    known = (venue_table().short_name(name) for name in names)
    return next((name for name in known if name), names[0] if names else "")[:LONGEST_TITLE]


def _year(record: Record) -> int | None:
    return next((int(found[1]) for date in record.dates if (found := _YEAR.search(date[:200]))), None)


def _known_year(record: Record, findings: list[Finding]) -> int | None:
    year, said = _year(record), next(filter(None, map(clean, record.dates)), "")
    if year is None and said:
        findings.append(warning("catalog-field", f"{record.name}: {shown(said)} names no year; left out", record.where))
    return year


def _pages(record: Record, findings: list[Finding]) -> int | None:
    """The number of pages by the field that says it most plainly."""
    said = [text for text in map(clean, (*record.page_counts, *record.pages)) if text]
    counts = [
        *map(number_of_pages, map(clean, record.page_counts)),
        *map(count_pages, map(clean, record.pages)),
    ]
    pages = next((count for count in counts if count), None)
    if pages is None and said:
        message = f"{record.name}: pages {shown(said[0])} do not say how many; left out"
        findings.append(note("catalog-field", message, record.where))
    return pages or next(filter(None, map(pages_in_note, record.notes)), None)


def _link(record: Record, findings: list[Finding]) -> str | None:
    """The link that the entry gives, else the one of its DOI, else of its arXiv number."""
    urls = [word for text in record.urls for word in clean(text).split()]
    for url in urls:
        if re.fullmatch(r"https?://\S+", url, re.IGNORECASE) and len(url) <= LONGEST_LINK:
            return url
    for doi in map(clean, record.dois):
        found = re.search(r"10\.[0-9]{4,9}/\S+", doi[:LONGEST_NAME])
        if found and not arxiv_of(found[0]):
            return "https://doi.org/" + quote(found[0], safe="/:;()._-~!$&'*+,=@")
    if record.arxiv:
        return f"https://arxiv.org/abs/{record.arxiv}"
    if said := [*urls, *filter(None, map(clean, record.dois))]:
        message = f"{record.name}: {shown(said[0])} is no link (https://…) or DOI; left out"
        findings.append(warning("catalog-field", message, record.where))
    return None
