"""The papers of all catalogues by id: the same paper twice is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner.documents import first_of, shown
from planner.findings import Finding, error, note, warning
from planner.folding import folded_title, slug
from planner.spec.catalogs.entry import CatalogEntry, arxiv_of
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

    Two entries are one paper when they have one DOI or arXiv number and titles alike, or one title (but for case,
    accents and punctuation) and no different authors. Two papers with one id are an error, or where another program
    gave the ids, two papers: the later one gets an id of its own.
    """
    catalog = Catalog()
    known = catalog.papers
    told: list[Finding] = []
    index = _Index()
    taken = _Taken()
    for entry in entries:
        first, others = index.earlier(entry, known)
        told += [_same_identifier(entry, known[other]) for other in others]
        if first is not None:
            told.append(_merged(entry, known[first]))
            if entry.paper.id != first:
                catalog.aliases[entry.paper.id] = first
            known[first] = _filled(known[first], entry)
            index.add(entry, first)
            continue
        if entry.paper.id in known:
            if not entry.imported:
                told.append(_clash(entry, known[entry.paper.id]))
                continue
            entry = _renamed(entry, known, taken, told)
        known[entry.paper.id] = entry
        index.add(entry, entry.paper.id)
    catalog.aliases = {alias: first for alias, first in catalog.aliases.items() if alias not in catalog.papers}
    _resolve(catalog)
    findings += first_of(told, "on papers that stand twice")
    return catalog


@dataclass
class _OfOneTitle:
    """The papers of one title: the first of all, the first without authors, and the first with an author's name."""

    first: tuple[int, str] | None = None
    nameless: tuple[int, str] | None = None
    by_family: dict[str, tuple[int, str]] = field(default_factory=dict)


class _Index:
    """Finds the earlier entry of the same paper, at the same cost however many there are."""

    def __init__(self) -> None:
        self.by_identifier: dict[str, str] = {}
        self.by_title: dict[str, _OfOneTitle] = {}
        self.count = 0

    def earlier(self, entry: CatalogEntry, known: Mapping[str, CatalogEntry]) -> tuple[str | None, list[str]]:
        """The id of the earlier entry of the same paper, and those that share an identifier but not the title."""
        same = dict.fromkeys(self.by_identifier[name] for name in entry.identifiers if name in self.by_identifier)
        found = next((paper_id for paper_id in same if _alike(entry, known[paper_id])), None)
        if found is None:
            found = self._of_title(entry.paper)
        return found, [paper_id for paper_id in same if paper_id != found and not _alike(entry, known[paper_id])]

    def _of_title(self, paper: CatalogPaper) -> str | None:
        """The first paper of the same title that may be the same: not when both have authors and none in common."""
        title = folded_title(paper.title)
        same = self.by_title.get(title) if title else None
        if same is None:
            return None
        families = _families(paper)
        met = [same.by_family[family] for family in families if family in same.by_family] if families else [same.first]
        candidates = [place for place in (same.nameless, *met) if place is not None]
        return min(candidates)[1] if candidates else None

    def add(self, entry: CatalogEntry, paper_id: str) -> None:
        """Let what the entry is known by mean the paper of this id."""
        for name in entry.identifiers:
            self.by_identifier.setdefault(name, paper_id)
        same = self.by_title.setdefault(folded_title(entry.paper.title), _OfOneTitle())
        place = (self.count, paper_id)
        self.count += 1
        same.first = same.first or place
        families = _families(entry.paper)
        for family in families:
            same.by_family.setdefault(family, place)
        if not families:
            same.nameless = same.nameless or place
        elif same.nameless and same.nameless[1] == paper_id:
            same.nameless = None  # its authors are known now


class _Taken(dict[str, int]):
    """The last number that was given to an id that several papers have."""


def _renamed(
    entry: CatalogEntry, known: Mapping[str, CatalogEntry], taken: _Taken, findings: list[Finding]
) -> CatalogEntry:
    """The entry with an id of its own."""
    paper_id = entry.paper.id
    number = taken.get(paper_id, 1) + 1
    while f"{paper_id}-{number}" in known:
        number += 1
    taken[paper_id] = number
    name = f"{paper_id}-{number}"
    message = f"{shown(paper_id)} is another paper already ({known[paper_id].where}); this one is called {shown(name)}"
    findings.append(warning("duplicate-paper", message, entry.where, name, paper_id))
    return replace(entry, paper=entry.paper.model_copy(update={"id": name}))


def _alike(entry: CatalogEntry, other: CatalogEntry) -> bool:
    """Whether two titles share at least half of their words; chapters may have the DOI of their book."""
    if entry.untitled or other.untitled:
        return True
    words, others = (set(folded_title(each.paper.title).split()) for each in (entry, other))
    return 2 * len(words & others) >= min(len(words), len(others))


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


def _same_identifier(entry: CatalogEntry, earlier: CatalogEntry) -> Finding:
    shared = next(name for name in entry.identifiers if name in earlier.identifiers)
    what = "arXiv number" if shared.startswith("arxiv:") else "DOI"
    message = (
        f"paper {shown(entry.paper.id)} has the {what} of {shown(earlier.paper.id)} ({earlier.where}), "
        "but another title; both are kept"
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
    if first.untitled and not later.untitled:
        paper = paper.model_copy(update={"title": later.paper.title})
    return replace(
        first,
        paper=paper,
        # arXiv's own DOI says no more than the number; the publisher's one goes before it.
        doi=next((doi for doi in (first.doi, later.doi) if doi and not arxiv_of(doi)), first.doi or later.doi),
        arxiv=first.arxiv or later.arxiv,
        imported=imported,
        untitled=first.untitled and later.untitled,
    )


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
    """Let keywords of imported papers name the course's topics: by their ids and by their titles, however written.

    A keyword that would be no topic by itself is one where the course says so.
    """
    names: dict[str, str] = {}
    for topic in topics:
        for name in (slug(topic.id), slug(topic.shown_title)):
            names.setdefault(name, topic.id)
    for paper_id, entry in catalog.papers.items():
        if entry.imported and (entry.paper.topics or entry.paper.tags):
            own = dict.fromkeys(entry.paper.topics or ())
            tagged = [name for tag in entry.paper.tags or () if (name := slug(tag)) in names or name in own]
            meant = list(dict.fromkeys(names.get(slug(name), name) for name in (*tagged, *own)))
            if meant != (entry.paper.topics or []):
                paper = entry.paper.model_copy(update={"topics": meant})
                catalog.papers[paper_id] = replace(entry, paper=paper)
