"""BibTeX and BibLaTeX, as Zotero, Google Scholar, Mendeley, JabRef, DBLP and the ACM Digital Library export them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.documents import MAXIMUM_BYTES, shown
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, sorted_findings, warning
from planner.spec.catalogs.bibtex_parser import MOST_HINTS, Command, parse
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.latex import plain, plain_link
from planner.spec.catalogs.names import Names, names_of
from planner.spec.catalogs.record import Record, entries
from planner.spec.catalogs.text import read_export

_COLLECTIONS = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection"})
_WHOLE = frozenset(
    {"book", "mvbook", "booklet", "techreport", "report", "manual", "phdthesis", "mastersthesis", "thesis"}
)
"""Types whose ``pages`` may be the number of pages of the whole."""
_NO_ENTRIES = frozenset({"preamble", "comment", "string", "xdata", "control"})
_INHERITED = ("booktitle", "journal", "journaltitle", "series", "eventtitle", "year", "date")
_LONGEST_CHAIN = 5
_LONGEST_FIELD = 4_000


@dataclass(frozen=True)
class BibtexEntry:
    """One ``@type{key, …}``: field names in lower case, values as they stand."""

    type: str
    key: str
    fields: Mapping[str, str]
    where: Where


@dataclass
class _Told:
    """What is told once a file, not once an entry."""

    unknown: dict[str, Where] = field(default_factory=dict)
    others: list[Where] = field(default_factory=list)


def read_bibtex(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a BibTeX file; raises InputError with every syntax error."""
    text = read_export(path, name, findings)
    faults: list[Finding] = []
    commands = list(parse(text, name, MAXIMUM_BYTES, faults))
    if any(fault.severity == "error" for fault in faults):
        raise InputError(sorted_findings(faults))
    findings += faults
    found = [_read(command, findings) for command in commands if command.type not in _NO_ENTRIES]
    if not found:
        raise InputError([error("catalog", "this file has no BibTeX entries", Where(name))])
    told = _Told()
    parents = _inherit(found, findings)
    records = [_record(entry, told) for entry in _papers(found, parents, findings)]
    findings += _said_once(told)
    return entries(records, findings)


def _read(command: Command, findings: list[Finding]) -> BibtexEntry:
    fields: dict[str, str] = {}
    for name, value in command.fields:
        if name.lower() in fields and value != fields[name.lower()]:
            message = f"{shown(command.key)}: {shown(name)} stands here twice; the first one counts"
            findings.append(warning("catalog-field", message, command.where))
        fields.setdefault(name.lower(), value)
    return BibtexEntry(command.type, command.key, fields, command.where)


def _inherit(found: list[BibtexEntry], findings: list[Finding]) -> set[str]:
    """Fill in what entries have from the one that ``crossref`` names; returns the keys so named, in lower case."""
    by_key = {entry.key.lower(): entry for entry in reversed(found) if entry.key}
    named: set[str] = set()
    missing = 0
    for index, entry in enumerate(found):
        parent, fields = entry, dict(entry.fields)
        for _ in range(_LONGEST_CHAIN):
            reference = parent.fields.get("crossref", "").strip()
            if not reference:
                break
            named.add(reference.lower())
            if reference.lower() not in by_key:
                missing += 1
                near = [other.key for other in found[:2_000]] if missing <= MOST_HINTS else []
                hint = did_you_mean(reference[:100], near)
                message = f"{shown(entry.key)}: crossref {shown(reference)} is not in this file{hint}"
                findings.append(warning("catalog-field", message, entry.where))
                break
            parent = by_key[reference.lower()]
            inherited = {name: parent.fields[name] for name in _INHERITED if name in parent.fields}
            if "title" in parent.fields:
                inherited.setdefault("booktitle", parent.fields["title"])
            fields = inherited | fields
        found[index] = BibtexEntry(entry.type, entry.key, fields, entry.where)
    return named


def _papers(found: list[BibtexEntry], parents: set[str], findings: list[Finding]) -> Iterator[BibtexEntry]:
    """The entries that are something to read: whole proceedings are not."""
    for entry in found:
        if entry.type not in _COLLECTIONS:
            yield entry
        elif entry.key.lower() not in parents:
            message = f"{shown(entry.key)} is a whole volume (@{entry.type}), not a paper; left out"
            findings.append(note("catalog-entry", message, entry.where))


def _record(entry: BibtexEntry, told: _Told) -> Record:
    unknown: set[str] = set()

    def text(name: str) -> str:
        return plain(entry.fields.get(name, "")[:_LONGEST_FIELD], unknown)

    def texts(*names: str) -> tuple[str, ...]:
        return tuple(value for value in map(text, names) if value)

    authors = names_of(entry.fields.get("author", ""), unknown)
    title = ": ".join(texts("title", "subtitle")) or text("booktitle") * (entry.type in ("book", "misc"))
    record = Record(
        where=entry.where,
        key=entry.key,
        title=title,
        authors=authors.names,
        family=authors.family,
        venues=(*_venues(texts), *_archive(entry)),
        dates=texts("year", "date"),
        page_counts=texts("numpages", "pagetotal", *(["pages"] if entry.type in _WHOLE else [])),
        pages=texts("pages"),
        notes=texts("note", "comment", "annote", "annotation"),
        dois=tuple(plain_link(entry.fields[name]) for name in ("doi",) if name in entry.fields),
        urls=tuple(_urls(entry)),
        keywords=tuple(_keywords(entry, unknown)),
    )
    _keep(told, entry, unknown, authors)
    return record


def _venues(texts: Callable[..., tuple[str, ...]]) -> tuple[str, ...]:
    names = texts("journal", "journaltitle", "booktitle", "eventtitle", "shortjournal", "series")
    return names or texts("howpublished", "institution", "school", "publisher")


def _archive(entry: BibtexEntry) -> tuple[str, ...]:
    """``arXiv`` where only the eprint says so."""
    archive = entry.fields.get("archiveprefix", entry.fields.get("eprinttype", ""))
    return ("arXiv",) if "arxiv" in archive.lower() else ()


def _urls(entry: BibtexEntry) -> Iterator[str]:
    if url := plain_link(entry.fields.get("url", "")):
        yield url
    number = entry.fields.get("eprint", "").strip()
    if _archive(entry) and re.fullmatch(r"[A-Za-z.-]{0,20}/?[0-9.v]{4,20}", number):
        yield f"https://arxiv.org/abs/{number}"


def _keywords(entry: BibtexEntry, unknown: set[str]) -> Iterator[str]:
    """Keywords and groups, each by itself; a group within another gives both names."""
    for name in ("keywords", "keyword", "author_keywords", "mendeley-tags", "mendeley-groups", "groups", "collections"):
        value = plain(entry.fields.get(name, "")[:_LONGEST_FIELD], unknown)
        for part in value.split(";") if ";" in value else value.split(","):
            yield from part.split("/") if "groups" in name or name == "collections" else [part]


def _keep(told: _Told, entry: BibtexEntry, unknown: set[str], authors: Names) -> None:
    for name in sorted(unknown):
        told.unknown.setdefault(name, entry.where)
    if authors.more:
        told.others.append(entry.where)


def _said_once(told: _Told) -> Iterator[Finding]:
    for name, where in told.unknown.items():
        message = f"the LaTeX command \\{name[:40]} is not known; it is left out, what it encloses stays"
        yield warning("latex", message, where)
    if told.others:
        number = len(told.others)
        shorten = "this entry shortens its" if number == 1 else f"{number} entries from here on shorten their"
        yield note("catalog-authors", f'{shorten} authors ("and others")', told.others[0])
