"""constraints.yaml with all files that it names: the step from text to validated models."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Any

from planner.documents import Document, collect, printable, read_yaml, validate
from planner.findings import Finding, InputError, Where, error, note, sorted_findings, warning
from planner.shipped import shipped
from planner.spec.around import course_around, listed_people, with_people
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.aliases import with_ids_that_stay
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.merge import Catalog, merge, with_topics
from planner.spec.changed import changed
from planner.spec.course import CourseFile, VenueFile
from planner.spec.people import Person
from planner.spec.rosters.account import Account
from planner.spec.rosters.sources import called, files_in, gone, named_files
from planner.written.meaning import Surroundings

MORNING = time(7)


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
    account: Account = field(default_factory=Account)
    """What of rosters and answers was matched how."""


def load_spec(path: Path, settings: Sequence[str] = ()) -> Spec:
    """Read constraints.yaml and the files that it names; raises InputError with all that is wrong.

    ``settings`` are changes such as ``papers.total.max=30``, made before anything is validated.
    """
    document = changed(read_yaml(path), settings)
    findings = list(document.findings)
    folder = path.parent
    catalog = _read_catalogs(document, folder, findings)
    document = with_ids_that_stay(document, catalog.aliases)
    around = course_around(document, catalog.papers)
    account = Account()
    people = _read_rosters(document, folder, around, catalog.aliases, findings, account)
    if people:
        around = with_people(around, [*called([entry.person for entry in people]), *listed_people(document)])
    document = replace(document, spelled=around.spelled)
    course = collect(findings, lambda: validate(CourseFile, document, around))
    with_topics(catalog, course.topics if course else ())
    people += _listed_people(course, document)
    left = gone([entry.person for entry in people], document, findings)
    people = [entry for entry in people if entry.person.id not in left]
    findings += _early_meetings(course, document)
    findings += _read_by_meaning(account, document)
    pdf_pages = _count_pages(course, catalog, document, folder, findings)
    if course is None or any(finding.severity == "error" for finding in findings):
        raise InputError(sorted_findings(findings))
    return Spec(
        course, document, folder, catalog.papers, tuple(people), venue_pages(), pdf_pages, tuple(findings), account
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


def _early_meetings(course: CourseFile | None, document: Document) -> Iterator[Finding]:
    """A warning for each meeting in the night: most who write 3:30 mean the afternoon."""
    for index, meeting in enumerate(course.term.meetings if course else ()):
        where = document.where("term", "meetings", index, "start")
        if meeting.start < MORNING and "am" not in str(document.at(*where.path)).replace(".", "").lower():
            afternoon = f"{meeting.start.hour % 12 + 12}:{meeting.start:%M}"
            message = f"a meeting starts at {meeting.start:%H:%M}, in the night; for the afternoon write {afternoon}"
            yield warning("early-meeting", message, where)


def _read_by_meaning(account: Account, document: Document) -> list[Finding]:
    """A note where titles or answers were matched by their words: where to see how."""
    count = sum(bool(entry.meaning) for entry in account.matched)
    if not count:
        return []
    message = f"{count} titles and answers of these files are read by their words; `plan-course form --read` shows how"
    return [note("answers-read", message, document.where("people"))]


def _listed_people(course: CourseFile | None, document: Document) -> list[PersonEntry]:
    """The people listed in the file itself."""
    entries: list[PersonEntry] = []
    for index, person in course.people.listed if course else ():

        def place(*path: str | int, index: int = index) -> Where:
            return document.where("people", index, *path)

        entries.append(PersonEntry(person, place))
    return entries


def _read_rosters(
    document: Document,
    folder: Path,
    around: Surroundings,
    aliases: Mapping[str, str],
    findings: list[Finding],
    account: Account,
) -> list[PersonEntry]:
    """The people of the roster files that the file names."""
    files = list(named_files(document))
    if not files:
        return []
    from planner.spec.rosters.read import Source, read_rosters

    sources = [
        Source(path, _shown(folder, os.path.relpath(path, folder)), file.columns, file.where)
        for file in files
        for path in files_in(folder / file.name)
    ]
    entries = read_rosters(sources, findings, aliases, around, account)
    for file in files:
        _point_at(file.where, _shown(folder, file.name), findings)
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
