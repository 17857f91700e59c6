"""constraints.yaml with all files that it names: the step from text to validated models."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.documents import Document, collect, read_yaml, validate
from planner.findings import Finding, InputError, Where, error
from planner.shipped import shipped
from planner.spec.catalog import CatalogEntry, read_catalog
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
    findings: tuple[Finding, ...] = ()


def load_spec(path: Path) -> Spec:
    """Read constraints.yaml and the files that it names; raises InputError with all that is wrong."""
    document = read_yaml(path)
    course = validate(CourseFile, document)
    findings: list[Finding] = []
    folder = path.parent
    catalog = _read_catalogs(course, document, folder, findings)
    people = _read_people(course, document, folder, findings)
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return Spec(course, document, folder, catalog, tuple(people), _venue_pages(), tuple(findings))


def _shown(folder: Path, name: str) -> str:
    """A file named in constraints.yaml, as a path that the person can open from where they are."""
    return os.path.normpath(folder / name)


def _read_catalogs(
    course: CourseFile, document: Document, folder: Path, findings: list[Finding]
) -> dict[str, CatalogEntry]:
    """All catalogues' papers by id; the same id in two catalogues is an error."""
    merged: dict[str, CatalogEntry] = {}
    for index, name in enumerate(course.catalog):
        if "\0" in name:
            findings.append(error("file", "this is no file name", document.where("catalog", index)))
            continue
        for entry in read_catalog(folder / name, _shown(folder, name), findings):
            earlier = merged.setdefault(entry.paper.id, entry)
            if earlier is not entry:
                message = f'paper "{entry.paper.id}" stands in two catalogues (also {earlier.where})'
                findings.append(error("duplicate-paper", message, entry.where, entry.paper.id))
    return merged


def _read_people(course: CourseFile, document: Document, folder: Path, findings: list[Finding]) -> list[PersonEntry]:
    """The people listed in the file, or of its rosters."""
    entries: list[PersonEntry] = []
    for index, person in enumerate(course.people.inline):

        def place(*path: str | int, index: int = index) -> Where:
            return document.where("people", index, *path)

        entries.append(PersonEntry(person, place))
    if course.people.files:
        from planner.spec.roster import read_rosters

        names = [(folder / name, _shown(folder, name)) for name in course.people.files if "\0" not in name]
        entries = read_rosters(names, findings)
    return entries


def _venue_pages() -> dict[str, int]:
    """Usual pages by venue; a fault in the shipped file is told like any other."""
    findings: list[Finding] = []
    path = shipped("data", "venues.yaml")
    file = collect(findings, lambda: validate(VenueFile, read_yaml(path)))
    if file is None:
        raise InputError(findings)
    return {venue: facts.pages for venue, facts in file.venues.items()}
