"""Items as Zotero's programs exchange them: Better BibTeX JSON, Zotero's API, and what its translators write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from planner.documents import shown
from planner.findings import Finding, Where, warning
from planner.spec.catalogs.entry import arxiv_of, doi_of
from planner.spec.catalogs.markup import without_markup
from planner.spec.catalogs.record import Record, clean, meaningful

NO_PAPERS = frozenset({"attachment", "note", "annotation"})
_AUTHORS = ("author", "presenter", "director", "podcaster", "programmer", "inventor", "artist", "interviewee")
_VENUES = (
    "proceedingsTitle", "publicationTitle", "conferenceName", "bookTitle", "encyclopediaTitle", "dictionaryTitle",
    "journalAbbreviation", "repository", "series", "websiteTitle", "blogTitle", "forumTitle", "programTitle",
    "university", "institution", "meetingName", "publisher",
)  # fmt: skip
_EXTRA = re.compile(r"^\s*([A-Za-z][A-Za-z ._-]{1,40}?)\s*:\s*(\S.*)$", re.MULTILINE)


def is_zotero(value: Mapping[str, Any]) -> bool:
    """Whether an item of JSON is Zotero's own kind."""
    data = value.get("data")
    return isinstance(value.get("itemType"), str) or (isinstance(data, dict) and "itemType" in data)


def zotero_record(
    value: Mapping[str, Any], where: Where, collections: Mapping[object, list[str]], findings: list[Finding]
) -> Record | None:
    """The record of an item, None for attachments and notes; ``collections`` are names by the item's number.

    What a field holds besides text is told and left out.
    """
    item = value["data"] if "itemType" not in value else value
    if item.get("itemType") in NO_PAPERS:
        return None
    reader = _Reader(item, where, findings)
    extra = {name.strip().lower(): text.strip() for name, text in _EXTRA.findall(reader.text("extra")[:20_000])}
    authors, family = reader.authors()
    tags = reader.tags()
    key = reader.text("citationKey") or reader.text("citekey") or extra.get("citation key", "")
    return Record(
        where=where,
        key=key or meaningful(reader.text("key")),
        title=without_markup(reader.text("title", "caseName", "nameOfAct", "subject")),
        authors=authors,
        family=family,
        venues=tuple(without_markup(name) for name in map(reader.text, _VENUES) if name),
        dates=(reader.text("date", "issueDate", "dateEnacted", "dateDecided", "filingDate"),),
        page_counts=(reader.text("numPages"),),
        pages=(reader.text("pages"),),
        notes=(reader.text("extra"),),
        dois=(reader.text("DOI"), extra.get("doi", ""), doi_of(reader.text("url"))),
        arxivs=(reader.text("archiveID"), extra.get("arxiv", ""), arxiv_of(reader.text("number"))),
        urls=(reader.text("url"),),
        keywords=(*tags[0], *collections.get(item.get("itemID"), ())),
        automatic=tags[1],
    )


class _Reader:
    """The fields of one item as texts."""

    def __init__(self, item: Mapping[str, Any], where: Where, findings: list[Finding]) -> None:
        self.item = item
        self.where = where
        self.findings = findings
        self.told: set[str] = set()

    def text(self, *names: str) -> str:
        """The first of some fields that says something."""
        for name in names:
            value = self.item.get(name)
            if isinstance(value, str) and value.strip():
                return value
            if isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, dict | list | bool) and value not in ([], {}, False):
                self.tell(name, value)
        return ""

    def tell(self, name: str, value: object) -> None:
        """A field of another kind than it should be, once."""
        if name not in self.told:
            self.told.add(name)
            self.findings.append(warning("catalog-field", f'"{name}": {shown(value)} is no text; left out', self.where))

    def dicts(self, name: str) -> Iterable[Mapping[str, Any]]:
        """The parts of a list."""
        value = self.item.get(name) or []
        if not isinstance(value, list) or not all(isinstance(part, dict | str) for part in value):
            self.tell(name, value)
            return []
        return [part if isinstance(part, dict) else {"tag": part, "name": part} for part in value]

    def authors(self) -> tuple[tuple[str, ...], str]:
        """The authors in reading order, and the first one's family name; editors and the like are none."""
        creators = list(self.dicts("creators"))
        kinds = [str(creator.get("creatorType", "author")) for creator in creators]
        wanted = next((kind for kind in _AUTHORS if kind in kinds), None)
        names, family = [], ""
        for creator, kind in zip(creators, kinds, strict=True):
            parts = [clean(str(creator.get(part) or "")) for part in ("firstName", "lastName", "name")]
            name = parts[2] or " ".join(filter(None, parts[:2]))
            if kind == wanted and name:
                names.append(name)
                family = family or parts[1] or name
        return tuple(names), family

    def tags(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags that somebody chose, and those that came with the item (``type: 1``)."""
        named = [(str(tag.get("tag") or ""), str(tag.get("type", 0)) == "1") for tag in self.dicts("tags")]
        chosen = tuple(name for name, automatic in named if name and not automatic)
        return chosen, tuple(name for name, automatic in named if name and automatic)


def collections_of(whole: object) -> dict[object, list[str]]:
    """The names of Better BibTeX's collections by the number of each item in them."""
    found: dict[object, list[str]] = {}
    collections = whole.get("collections") if isinstance(whole, dict) else None
    for collection in collections.values() if isinstance(collections, dict) else ():
        if isinstance(collection, dict) and isinstance(collection.get("items"), list):
            for item in collection["items"]:
                if isinstance(item, int | str) and isinstance(collection.get("name"), str):
                    found.setdefault(item, []).append(collection["name"])
    return found
