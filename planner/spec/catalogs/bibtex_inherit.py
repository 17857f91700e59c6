"""What BibLaTeX entries have from others: the fields of their ``xdata``, then what ``crossref`` lets them inherit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.documents import shown
from planner.findings import Finding, Where, did_you_mean, warning
from planner.spec.catalogs.bibtex_parser import MOST_HINTS

COLLECTIONS = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection", "reference", "mvreference"})
_WITHIN = frozenset(
    {"inproceedings", "conference", "incollection", "inbook", "inreference", "bookinbook", "suppbook", "suppcollection"}
)
_LONGEST_CHAIN = 8
_OWN = frozenset(
    re.findall(
        r"\w+",
        """
    ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring
    relatedtype shortauthor shorteditor shorthand shorthandintro shortjournal shortseries shorttitle sortkey sortname
    sorttitle sortyear indextitle indexsorttitle title subtitle titleaddon maintitle mainsubtitle
    pages pagetotal numpages note annote annotation comment abstract file isbn doi url urldate eprint key
    """,
    )
)
"""Fields that are not inherited, or not under their name; also how long, and where, the whole volume is."""
_GRANULAR = re.compile(r"\bxdata\s*=\s*([^\s,{}]+?)-([a-z]+)(?:-([0-9]{1,3}))?(?=\s|$)", re.IGNORECASE)
_AUTHORS = frozenset({"inbook", "bookinbook", "suppbook"})


@dataclass(frozen=True)
class BibtexEntry:
    """One ``@type{key, …}``: field names in lower case, values as they stand."""

    type: str
    key: str
    fields: Mapping[str, str]
    where: Where


class Inheritance:
    """Fills entries in; complaints go to ``findings``."""

    def __init__(self, entries: list[BibtexEntry], findings: list[Finding]) -> None:
        self.by_key: dict[str, BibtexEntry] = {}
        self.findings = findings
        self.parents: set[str] = set()
        """Keys that a crossref names, in lower case."""
        self._done: dict[int, BibtexEntry] = {}
        self._missing = 0
        for entry in entries:
            others = entry.fields.get("ids", "").split(",")
            for key in (entry.key, *others):
                if key.strip():
                    self.by_key.setdefault(key.strip().lower(), entry)

    def filled(self, entry: BibtexEntry, depth: int = 0) -> BibtexEntry:
        """The entry with all that it has from others; chains that bite their tail end."""
        known = self._done.get(id(entry))
        if known is None:
            self._done[id(entry)] = entry  # whoever leads back here gets what stands here
            fields = self._with_xdata(entry, depth)
            known = replace(entry, fields=fields)
            reference = fields.get("crossref", "").strip()
            if reference and (parent := self._named(reference, "crossref", entry)) is not None:
                self.parents.add(reference.lower())
                if parent is not entry and depth < _LONGEST_CHAIN:
                    known = _inherited(known, self.filled(parent, depth + 1))
            self._done[id(entry)] = known
        return known

    def _with_xdata(self, entry: BibtexEntry, depth: int) -> dict[str, str]:
        """The entry's own fields, then those of each data entry that it names."""
        fields = {name: self._granular(value, entry) for name, value in entry.fields.items()}
        for reference in entry.fields.get("xdata", "").split(","):
            if reference.strip() and depth < _LONGEST_CHAIN:
                data = self._named(reference.strip(), "xdata", entry)
                if data is not None and data is not entry:
                    given = self.filled(data, depth + 1).fields
                    fields |= {name: value for name, value in given.items() if name not in fields and name != "ids"}
        return fields

    def _granular(self, value: str, entry: BibtexEntry) -> str:
        """``xdata=key-field`` or ``xdata=key-author-2`` within a value, as what stands there."""
        if "xdata" not in value.lower():
            return value

        def meant(found: re.Match[str]) -> str:
            data = self._named(found[1], "xdata", entry)
            text = data.fields.get(found[2].lower(), "") if data else ""
            parts = re.split(r"\s+and\s+", text) if found[3] else [text]
            number = int(found[3] or 1)
            return parts[number - 1] if 1 <= number <= len(parts) else ""

        return _GRANULAR.sub(meant, value)

    def _named(self, reference: str, field: str, entry: BibtexEntry) -> BibtexEntry | None:
        found = self.by_key.get(reference.lower())
        if found is None:
            self._missing += 1
            near = [other.key for other in list(self.by_key.values())[:2_000]] if self._missing <= MOST_HINTS else []
            hint = did_you_mean(reference[:100], near)
            message = f"{shown(entry.key)}: {field} {shown(reference)} is not in this file{hint}"
            self.findings.append(warning("catalog-field", message, entry.where))
        return found


def _inherited(child: BibtexEntry, parent: BibtexEntry) -> BibtexEntry:
    """The child with what BibLaTeX lets it inherit: the volume's title as its book title, the rest by name."""
    given = {name: value for name, value in parent.fields.items() if name not in _OWN}
    if child.type not in _AUTHORS:
        given.pop("author", None)
    if child.type in _WITHIN and parent.type not in _WITHIN:
        own = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
    elif parent.type == "periodical":
        own = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    elif parent.type.startswith("mv"):
        own = {"title": "maintitle", "subtitle": "mainsubtitle"}
    else:
        own = {"title": "title", "subtitle": "subtitle"}
    renamed = {own[name]: parent.fields[name] for name in own if name in parent.fields}
    # The whole volume's link leads to the paper where nothing else does.
    if not {"url", "doi", "eprint"} & child.fields.keys():
        renamed["volume-link"] = parent.fields.get("doi", parent.fields.get("url", ""))
    # A year that the entry has itself is not put aside by a date of the volume.
    if "year" in child.fields or "date" in child.fields:
        given = {name: value for name, value in given.items() if name not in ("year", "date", "month")}
    if {"journal", "journaltitle"} & child.fields.keys():
        given = {name: value for name, value in given.items() if name not in ("journal", "journaltitle")}
    return replace(child, fields={**given, **renamed, **child.fields})
