"""Paper catalogues: a list of papers or ``{papers: list}`` in YAML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from planner.documents import Document, read_yaml, validate
from planner.findings import Finding, InputError, Where, error
from planner.spec.course import CatalogPaper
from planner.spec.scalars import Strict


class CatalogFile(Strict):
    """A catalogue file."""

    papers: list[CatalogPaper] = Field(description="the papers")


@dataclass(frozen=True)
class CatalogEntry:
    """One paper of a catalogue, and where it stands."""

    paper: CatalogPaper
    where: Where


def _read_yaml_catalog(path: Path, name: str) -> list[CatalogEntry]:
    document = read_yaml(path, name)
    prefix: tuple[str | int, ...] = ("papers",)
    if isinstance(document.value, list):
        marks = {("papers", *path): mark for path, mark in document.marks.items()}
        keys = {("papers", *path): mark for path, mark in document.key_marks.items()}
        marks[()] = (1, 1)
        document = Document(document.file, {"papers": document.value}, marks, keys)
    elif not isinstance(document.value, dict) or "papers" not in document.value:
        message = 'expected a list of papers, or the key "papers" with such a list'
        raise InputError([error("catalog", message, document.where())])
    catalog = validate(CatalogFile, document)
    return [CatalogEntry(paper, document.where(*prefix, index)) for index, paper in enumerate(catalog.papers)]


READERS: dict[str, Callable[[Path, str], list[CatalogEntry]]] = {
    ".yaml": _read_yaml_catalog,
    ".yml": _read_yaml_catalog,
}


def read_catalog(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of one catalogue file; what is wrong goes to ``findings``."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        message = f"this is no known kind of catalogue ({known})"
        findings.append(error("catalog", message, Where(name)))
        return []
    try:
        entries = reader(path, name)
    except InputError as problem:
        findings.extend(problem.findings)
        return []
    return _without_repeats(entries, findings)


def _without_repeats(entries: list[CatalogEntry], findings: list[Finding]) -> list[CatalogEntry]:
    seen: dict[str, CatalogEntry] = {}
    for entry in entries:
        earlier = seen.setdefault(entry.paper.id, entry)
        if earlier is not entry:
            message = f'paper "{entry.paper.id}" stands twice in this catalogue (first in line {earlier.where.line})'
            findings.append(error("duplicate-paper", message, entry.where, entry.paper.id))
    return list(seen.values())
