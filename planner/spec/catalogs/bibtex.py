"""BibTeX and BibLaTeX, as Zotero, Google Scholar, Mendeley, JabRef, DBLP and the ACM Digital Library export them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.documents import MAXIMUM_BYTES, shown
from planner.findings import Finding, InputError, Where, error, note, warning
from planner.spec.catalogs.bibtex_inherit import COLLECTIONS, BibtexEntry, Inheritance
from planner.spec.catalogs.bibtex_parser import Command, parse
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.latex import plain, plain_link
from planner.spec.catalogs.names import Names, names_of
from planner.spec.catalogs.record import Record, entries
from planner.spec.catalogs.text import read_export

_WHOLE = frozenset(
    {"book", "mvbook", "booklet", "techreport", "report", "manual", "phdthesis", "mastersthesis", "thesis"}
)
"""Types whose ``pages`` may be the number of pages of the whole."""
_NO_ENTRIES = frozenset({"preamble", "comment", "string", "xdata", "control", "set"})
_NUMBERED = ("eprint", "arxivid", "arxiv", "number", "howpublished")
_LONGEST_FIELD = 4_000


@dataclass
class _Told:
    """What is told once a file, not once an entry."""

    unknown: dict[str, Where] = field(default_factory=dict)
    others: list[Where] = field(default_factory=list)


def read_bibtex(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a BibTeX file; raises InputError when it has none."""
    text = read_export(path, name, findings)
    commands = list(parse(text, name, MAXIMUM_BYTES, findings))
    everything = [_read(command, findings) for command in commands]
    found = [entry for entry in everything if entry.type not in _NO_ENTRIES]
    if not found:
        read = "that can be read" if any(finding.code == "bibtex" for finding in findings) else ""
        raise InputError([error("catalog", f"this file has no BibTeX entries {read}".rstrip(), Where(name))])
    told = _Told()
    inheritance = Inheritance(everything, findings)
    filled = [inheritance.filled(entry) for entry in found]
    records = [_record(entry, told) for entry in _papers(filled, inheritance.parents, findings)]
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


def _papers(found: list[BibtexEntry], parents: set[str], findings: list[Finding]) -> Iterator[BibtexEntry]:
    """The entries that are something to read: whole proceedings are not."""
    for entry in found:
        if entry.type not in COLLECTIONS:
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
        arxivs=(*(plain_link(entry.fields.get(name, "")) for name in _NUMBERED), *texts("note", "journal")),
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
    if (volume := plain_link(entry.fields.get("volume-link", ""))) and not url:
        yield volume if "://" in volume else f"https://doi.org/{volume}"


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
