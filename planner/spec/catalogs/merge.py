"""The papers of all catalogues by id: the same paper twice is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.documents import shown
from planner.findings import Finding, error, note, warning
from planner.folding import folded_title, slug
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.course import CatalogPaper, Topic

_LENGTHS = frozenset({"pages", "minutes"})
_PLACES = frozenset({"topic", "topics"})


@dataclass
class Catalog:
    """Papers by id; ``aliases`` are ids of papers that are another one's, with that one's id."""

    papers: dict[str, CatalogEntry] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)


def merge(entries: Iterable[CatalogEntry], findings: list[Finding]) -> Catalog:
    """All entries, the first of each paper with what later ones add to it.

    Two entries are one paper when they have one DOI and titles alike, or one title (but for case, accents and
    punctuation) and no different authors. Two papers with one id are an error.
    """
    catalog = Catalog()
    by_doi: dict[str, str] = {}
    by_title: dict[str, list[str]] = {}
    for entry in entries:
        known = catalog.papers
        first = _earlier(entry, known, by_doi, by_title)
        other = by_doi.get(entry.identifier)
        if entry.identifier and other not in (None, first):
            findings.append(_same_doi(entry, known[str(other)]))
        if first is None and entry.paper.id in known:
            findings.append(_clash(entry, known[entry.paper.id]))
            continue
        if first is not None:
            findings.append(_merged(entry, known[first]))
            if entry.paper.id != first:
                catalog.aliases[entry.paper.id] = first
        paper_id = first if first is not None else entry.paper.id
        known[paper_id] = _filled(known[paper_id], entry) if first is not None else entry
        if entry.identifier:
            by_doi.setdefault(entry.identifier, paper_id)
        by_title.setdefault(folded_title(entry.paper.title), []).append(paper_id)
    catalog.aliases = {alias: first for alias, first in catalog.aliases.items() if alias not in catalog.papers}
    _resolve(catalog)
    return catalog


def _earlier(
    entry: CatalogEntry, known: Mapping[str, CatalogEntry], by_doi: Mapping[str, str], by_title: Mapping[str, list[str]]
) -> str | None:
    """The id of the earlier entry of the same paper."""
    by_identifier = by_doi.get(entry.identifier) if entry.identifier else None
    if by_identifier is not None and _alike(entry.paper.title, known[by_identifier].paper.title):
        return by_identifier
    title = folded_title(entry.paper.title)
    same_title = by_title.get(title, []) if title else []
    return next((paper_id for paper_id in same_title if _may_be(entry.paper, known[paper_id].paper)), None)


def _alike(title: str, other: str) -> bool:
    """Whether two titles share at least half of their words; chapters may have the DOI of their book."""
    words, others = set(folded_title(title).split()), set(folded_title(other).split())
    return 2 * len(words & others) >= min(len(words), len(others))


def _may_be(paper: CatalogPaper, other: CatalogPaper) -> bool:
    """Whether two papers of one title may be one: not when both have authors and none in common."""
    names, others = _families(paper), _families(other)
    return not names or not others or not names.isdisjoint(others)


def _families(paper: CatalogPaper) -> set[str]:
    """The last words of the authors' names."""
    return {words[-1] for author in paper.authors or () if (words := folded_title(author).split())}


def _clash(entry: CatalogEntry, earlier: CatalogEntry) -> Finding:
    paper_id = entry.paper.id
    if entry.where.file == earlier.where.file:
        message = f'paper "{paper_id}" stands twice in this catalogue (first in line {earlier.where.line})'
    else:
        message = f'paper "{paper_id}" stands in two catalogues (also {earlier.where})'
    return error("duplicate-paper", message, entry.where, paper_id)


def _same_doi(entry: CatalogEntry, earlier: CatalogEntry) -> Finding:
    message = (
        f"paper {shown(entry.paper.id)} has the DOI of {shown(earlier.paper.id)} ({earlier.where}), but another title; "
        "both are kept"
    )
    return warning("same-doi", message, entry.where, entry.paper.id, earlier.paper.id)


def _merged(entry: CatalogEntry, earlier: CatalogEntry) -> Finding:
    paper_id, first = entry.paper.id, earlier.paper.id
    if paper_id == first:
        message = f"paper {shown(first)} stands in {earlier.where} too; the two are read as one"
    else:
        message = (
            f"paper {shown(paper_id)} is {shown(first)} ({earlier.where}) again; the two are read as one, "
            f"and {shown(paper_id)} names it too"
        )
    return note("same-paper", message, entry.where, paper_id, first)


def _filled(first: CatalogEntry, later: CatalogEntry) -> CatalogEntry:
    """The first entry with the keys that only the later one has; lengths and topics only where it has none at all."""
    given = {key for key in first.paper.model_fields_set if getattr(first.paper, key) is not None}
    for group in (_LENGTHS, _PLACES):
        given |= group if not given.isdisjoint(group) else set()
    added = {key: getattr(later.paper, key) for key in later.paper.model_fields_set if key not in given}
    paper = first.paper.model_copy(update=added)
    imported = first.imported or (later.imported and "topics" in added)
    return replace(first, paper=paper, doi=first.identifier or later.identifier, imported=imported)


def _resolve(catalog: Catalog) -> None:
    """Let orders between papers name the papers by the ids that stay."""
    for paper_id, entry in catalog.papers.items() if catalog.aliases else ():
        renamed = {
            key: [meant for name in names if (meant := catalog.aliases.get(name, name)) != paper_id]
            for key in ("after", "needs")
            if (names := getattr(entry.paper, key)) and not catalog.aliases.keys().isdisjoint(names)
        }
        if renamed:
            paper = entry.paper.model_copy(update=renamed)
            catalog.papers[paper_id] = replace(entry, paper=paper)


def with_topics(catalog: Catalog, topics: Iterable[Topic]) -> None:
    """Let keywords of imported papers name the course's topics: by their ids and by their titles, however written."""
    names: dict[str, str] = {}
    for topic in topics:
        for name in (slug(topic.id), slug(topic.shown_title)):
            names.setdefault(name, topic.id)
    for paper_id, entry in catalog.papers.items():
        if entry.imported and entry.paper.topics:
            meant = list(dict.fromkeys(names.get(slug(name), name) for name in entry.paper.topics))
            if meant != entry.paper.topics:
                paper = entry.paper.model_copy(update={"topics": meant})
                catalog.papers[paper_id] = replace(entry, paper=paper)
