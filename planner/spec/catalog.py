"""Paper catalogues: a list of papers or ``{papers: list}`` in YAML, and what other programs write: READERS."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import Field

from planner.documents import Document, first_of, read_yaml, validate
from planner.findings import Finding, InputError, Where, error
from planner.scalars import Strict
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.course import CatalogPaper

Reader = Callable[[Path, str, list[Finding]], list[CatalogEntry]]
MAXIMUM_PAPERS = 20_000


class CatalogFile(Strict):
    """A catalogue file."""

    papers: list[CatalogPaper] = Field(description="the papers")


def _read_yaml_catalog(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    document = read_yaml(path, name)
    findings += document.findings
    if (key := _csl_key(document.value)) is not None:
        from planner.spec.catalogs.csl_yaml import csl_entries

        return csl_entries(document, key, findings)
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


_CSL_KEYS = frozenset({"issued", "container-title", "citation-key", "DOI", "URL", "event-title", "publisher-place"})


def _csl_key(value: Any) -> tuple[str, ...] | None:
    """Where the list of items stands in a YAML file that is CSL's and not ours, or None."""
    for key in (("references",), ("items",)):
        if isinstance(value, dict) and isinstance(value.get(key[0]), list) and "papers" not in value:
            return key
    if isinstance(value, list) and any(isinstance(item, dict) and not _CSL_KEYS.isdisjoint(item) for item in value):
        return ()
    return None


def _imported(module: str, reader: str) -> Reader:
    """A reader whose module, and its library, is imported when a file needs it."""

    def read(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
        read_with: Reader = getattr(import_module(f"planner.spec.catalogs.{module}"), reader)
        return read_with(path, name, findings)

    return read


READERS: dict[str, Reader] = {
    ".yaml": _read_yaml_catalog,
    ".yml": _read_yaml_catalog,
    ".bib": _imported("bibtex", "read_bibtex"),
    ".ris": _imported("ris", "read_ris"),
    ".md": _imported("list_file", "read_list"),
    ".markdown": _imported("list_file", "read_list"),
    ".txt": _imported("list_file", "read_list"),
    ".csv": _imported("table", "read_table"),
    ".tsv": _imported("table", "read_table"),
    ".tab": _imported("table", "read_table"),
    ".xlsx": _imported("table", "read_workbook"),
    ".ods": _imported("table", "read_workbook"),
    ".xls": _imported("table", "read_workbook"),
    ".json": _imported("json_file", "read_json"),
}


_NAMED = {
    ".nbib": "PubMed's format",
    ".enw": "EndNote's own format",
    ".xml": "XML",
    ".enl": "an EndNote library",
    ".ciw": "Web of Science's format",
    ".rdf": "Zotero's RDF",
    ".bbl": "what BibTeX makes of a bibliography",
    ".html": "a page",
    ".htm": "a page",
    ".pdf": "a PDF",
    ".docx": "a text document",
}
"""Files that people have, and which we do not read."""


def read_catalog(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of one catalogue file, as they stand; what is wrong goes to ``findings``."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        message = f"this is no known kind of catalogue ({known})"
        if named := _NAMED.get(path.suffix.lower()):
            message = f"this is {named}, which is not read; export BibTeX, RIS, CSL-JSON or CSV"
        findings.append(error("catalog", message, Where(name)))
        return []
    told: list[Finding] = []
    try:
        entries = reader(path, name, told)
    except InputError as problem:
        entries = []
        told += problem.findings
    if len(entries) > MAXIMUM_PAPERS:
        told.append(error("catalog", f"this catalogue has more than {MAXIMUM_PAPERS} papers", Where(name)))
        entries = []
    findings += first_of(told, "on this file")
    return entries
