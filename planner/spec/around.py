"""The course around its texts: the days of the term and the names of all that may be named, from the file as written.

They are made before the file is validated, since what a text means there depends on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from planner.documents import Document
from planner.folding import Names
from planner.scalars import slug
from planner.spec.catalogs.entry import CatalogEntry
from planner.written import Unclear
from planner.written.days import Span, read_day
from planner.written.meaning import Surroundings

Named = Iterator[tuple[str, str]]


def course_around(document: Document, catalog: Mapping[str, CatalogEntry]) -> Surroundings:
    """The days and names of a course file; what does not fit its model is passed over, and told by the model."""
    known = {
        "paper": Names(_papers(document, catalog)),
        "paper in short": Names(_short(_papers(document, catalog))),
        "declared topic": Names(_listed(document, "topics")),
        "topic": Names(_topics(document, catalog)),
        "event": Names(_listed(document, "events")),
        "role": Names(_listed(document, "roles")),
        "person": Names(listed_people(document)),
    }
    return Surroundings(_span(document), known)


def with_people(around: Surroundings, people: Iterable[tuple[str, str]]) -> Surroundings:
    """The same with the people of rosters, as pairs of an id and a name."""
    return replace(around, known={**around.known, "person": Names(people)})


def _span(document: Document) -> Span | None:
    """The days of the term, as far as they can be made out."""
    term = _section(document, "term")
    try:
        first = read_day(str(term.get("start")))
    except Unclear:
        return None
    try:
        return Span(first, read_day(str(term.get("end")), Span(first)))
    except Unclear:
        return Span(first)


def _section(document: Document, key: str) -> Mapping[str, Any]:
    value = document.value.get(key) if isinstance(document.value, dict) else None
    return value if isinstance(value, dict) else {}


def _entries(document: Document, key: str) -> list[Mapping[str, Any]]:
    """The mappings of a list; one alone is a list of it."""
    value = document.value.get(key) if isinstance(document.value, dict) else None
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _papers(document: Document, catalog: Mapping[str, CatalogEntry]) -> Named:
    for paper_id, entry in catalog.items():
        yield paper_id, paper_id
        yield paper_id, entry.paper.title
    catalogued = Names((paper_id, entry.paper.title) for paper_id, entry in catalog.items())
    details = _section(document, "papers").get("details")
    for key, detail in (details if isinstance(details, dict) else {}).items():
        # A key that means a catalogued paper adds to that one, and names no other.
        meant = catalogued.meant(key) or (key,)
        for name in (meant[0], *_texts(detail, "title")):
            yield meant[0], name


def _short(named: Named) -> Named:
    """What stands before the colon of a title, as people name a paper among themselves."""
    for known, name in named:
        short, colon, _ = name.partition(":")
        if colon and len(short.strip()) > 2 and known != name:
            yield known, short.strip()


def _topics(document: Document, catalog: Mapping[str, CatalogEntry]) -> Named:
    yield from _listed(document, "topics")
    declared = Names(_listed(document, "topics"))
    of_papers = (topic for entry in catalog.values() for topic in (entry.paper.topic, *(entry.paper.topics or ())))
    for topic in dict.fromkeys(of_papers):
        if topic is not None and not declared.meant(topic):
            yield topic, topic


def _listed(document: Document, key: str) -> Named:
    """Entries with an id, a title, or both; the one stands for the other where it is missing."""
    for entry in _entries(document, key):
        titles = list(_texts(entry, "title"))
        for entry_id in _texts(entry, "id") or map(slug, titles):
            for name in (entry_id, *titles):
                yield entry_id, name


def listed_people(document: Document) -> Named:
    """Ids of the people listed in the file, with all that they may be called."""
    for entry in _entries(document, "people"):
        for person in _texts(entry, "id"):
            for name in (person, *_texts(entry, "name"), *_texts(entry, "email")):
                yield person, name


def _texts(entry: Any, key: str) -> tuple[str, ...]:
    """The text under a key, if one stands there."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return (value,) if isinstance(value, str) and value.strip() else ()
