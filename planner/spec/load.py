"""constraints.yaml with all files that it names: the step from text to validated models."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.documents import Document, collect, printable, read_yaml, validate
from planner.findings import Finding, InputError, Where, error, sorted_findings
from planner.shipped import shipped
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.aliases import with_ids_that_stay
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.merge import Catalog, merge, with_topics
from planner.spec.changed import changed
from planner.spec.course import CourseFile, VenueFile
from planner.spec.people import Person


@dataclass(frozen=True)
class PersonEntry:
    """One person as written, and where each part stands."""

    person: Person
    place: Callable[..., Where]


@dataclass(frozen=True)
class Spec:
    """Everything that people wrote for one course; ``folder`` is where relative paths start."""

    course: CourseFile
    document: Document
    folder: Path
    catalog: Mapping[str, CatalogEntry]
    people: tuple[PersonEntry, ...]
    venue_pages: Mapping[str, int]
    pdf_pages: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def load_spec(path: Path, settings: Sequence[str] = ()) -> Spec:
    """Read constraints.yaml and the files that it names; raises InputError with all that is wrong.

    ``settings`` are changes such as ``papers.total.max=30``, made before anything is validated.
    """
    document = changed(read_yaml(path), settings)
    findings = list(document.findings)
    folder = path.parent
    catalog = _read_catalogs(document, folder, findings)
    document = with_ids_that_stay(document, catalog.aliases)
    course = collect(findings, lambda: validate(CourseFile, document))
    with_topics(catalog, course.topics if course else ())
    people = _read_people(course, document, folder, catalog.aliases, findings)
    pdf_pages = _count_pages(course, catalog, document, folder, findings)
    if course is None or any(finding.severity == "error" for finding in findings):
        raise InputError(sorted_findings(findings))
    return Spec(
        course, document, folder, catalog.papers, tuple(people), venue_pages(), pdf_pages, findings=tuple(findings)
    )


def _names(document: Document, key: str) -> list[tuple[str, Where]]:
    """The files that a key names, and where; with faults in the file as far as they can be made out."""
    value: Any = document.value.get(key) if isinstance(document.value, dict) else None
    if isinstance(value, str):
        return [(value, document.where(key))]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return []
    return [(name, document.where(key, index)) for index, name in enumerate(value)]


def _point_at(named: Where, name: str, findings: list[Finding]) -> None:
    """Let faults of a file that is not there, or is none of ours, point at the line that names it."""
    for index, finding in enumerate(findings):
        if finding.code in ("file", "catalog") and finding.where == Where(name):
            findings[index] = replace(finding, message=f"{name}: {finding.message}", where=named)


def _shown(folder: Path, name: str) -> str:
    """A file named in constraints.yaml, as a path that the person can open from where they are."""
    return printable(os.path.normpath(folder / name))


def _read_catalogs(document: Document, folder: Path, findings: list[Finding]) -> Catalog:
    """The papers of all catalogues by id; one that stands in two of them is read once."""
    entries: list[CatalogEntry] = []
    seen: dict[str, Where] = {}
    for name, named in _names(document, "catalog"):
        shown = _shown(folder, name)
        if shown in seen:
            message = f"{shown} is named twice (first in {seen[shown].told})"
            findings.append(error("repeated-file", message, named))
            continue
        seen[shown] = named
        entries += read_catalog(folder / name, shown, findings)
        _point_at(named, shown, findings)
    return merge(entries, findings)


def _read_people(
    course: CourseFile | None,
    document: Document,
    folder: Path,
    aliases: Mapping[str, str],
    findings: list[Finding],
) -> list[PersonEntry]:
    """The people listed in the file, or of its rosters."""
    entries: list[PersonEntry] = []
    for index, person in enumerate(course.people.inline if course else ()):

        def place(*path: str | int, index: int = index) -> Where:
            return document.where("people", index, *path)

        entries.append(PersonEntry(person, place))
    if files := _names(document, "people"):
        from planner.spec.roster import read_rosters

        entries = read_rosters([(folder / name, _shown(folder, name)) for name, _ in files], findings, aliases)
        for name, named in files:
            _point_at(named, _shown(folder, name), findings)
    return entries


def _count_pages(
    course: CourseFile | None, catalog: Catalog, document: Document, folder: Path, findings: list[Finding]
) -> dict[str, int]:
    """Pages by paper id from the folder ``pages_from``; those of catalogued papers go into the catalogue too."""
    if course is None or course.pages_from is None:
        return {}
    from planner.spec.pdfs import pages_of_pdfs

    name, where = course.pages_from, document.where("pages_from")
    ids = {**catalog.papers, **course.papers.details}
    pages = pages_of_pdfs(folder / name, _shown(folder, name), ids, where, findings)
    for paper_id in pages.keys() & catalog.papers.keys():
        entry = catalog.papers[paper_id]
        paper = entry.paper.model_copy(update={"pages": pages[paper_id]})
        catalog.papers[paper_id] = replace(entry, paper=paper)
    return pages


def venue_pages() -> dict[str, int]:
    """Usual pages by venue, from the shipped file; raises InputError where it is at fault, like any other."""
    findings: list[Finding] = []
    path = shipped("data", "venues.yaml")
    file = collect(findings, lambda: validate(VenueFile, read_yaml(path)))
    if file is None:
        raise InputError(findings)
    return {venue: facts.pages for venue, facts in file.venues.items()}
