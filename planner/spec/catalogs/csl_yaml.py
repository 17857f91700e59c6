"""CSL-YAML, as Pandoc and Better BibTeX write it: items of CSL in a YAML file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.documents import Document
from planner.findings import Finding, Where
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.json_file import records_of
from planner.spec.catalogs.record import entries


def csl_entries(document: Document, key: tuple[str, ...], findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of the list under ``key``; raises InputError when it has no items."""

    def items() -> Iterator[tuple[Any, Where]]:
        listed = document.value[key[0]] if key else document.value
        for index, value in enumerate(listed):
            yield value, Where(document.file, document.where(*key, index).line)

    return entries(records_of(items(), findings, {}), findings)
