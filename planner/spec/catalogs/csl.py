"""CSL-JSON, as Zotero, Better BibTeX, Mendeley and Crossref write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from planner.documents import MAXIMUM_DEPTH, wording
from planner.findings import Finding, InputError, Where, error, warning
from planner.spec.catalogs.entry import CatalogEntry, doi_of
from planner.spec.catalogs.markup import without_markup
from planner.spec.catalogs.record import Record, clean, entries, meaningful
from planner.spec.catalogs.text import Lines, read_export

_BETWEEN = re.compile(r"[\s,]*")


def _one_text(value: Any) -> Any:
    """A text; Crossref writes a list of them, some programs a number."""
    if isinstance(value, list) and value:
        value = value[0]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_OneText = Annotated[str, BeforeValidator(lambda value: _one_text(value) or "")]
_Texts = Annotated[
    list[str], BeforeValidator(lambda value: re.split("[;,]", value) if isinstance(value, str) else value)
]


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class CslName(_Loose):
    """A name in parts, or as it stands (``literal``)."""

    family: _OneText = ""
    given: _OneText = ""
    dropping: _OneText = Field("", alias="dropping-particle")
    particle: _OneText = Field("", alias="non-dropping-particle")
    suffix: _OneText = ""
    literal: _OneText = ""

    @property
    def shown(self) -> str:
        """The name in reading order."""
        parts = (self.given, self.dropping, self.particle, self.family, self.suffix)
        return clean(self.literal) or clean(" ".join(part for part in parts if part))


class CslDate(_Loose):
    """A date as numbers, or as it stands."""

    parts: list[list[int | str | None]] = Field([], alias="date-parts")
    raw: _OneText = ""
    literal: _OneText = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What may name the year."""
        first = [str(part[0]) for part in self.parts[:1] if part and part[0] is not None]
        return tuple(text for text in (*first, self.raw, self.literal) if text)


class CslItem(_Loose):
    """One item; what is not here is not used."""

    id: _OneText = ""
    key: _OneText = Field("", alias="citation-key")
    title: _OneText = ""
    author: list[CslName] = []
    container: _OneText = Field("", alias="container-title")
    short_container: _OneText = Field("", alias="container-title-short")
    event: _OneText = Field("", alias="event-title")
    old_event: _OneText = Field("", alias="event")
    collection: _OneText = Field("", alias="collection-title")
    publisher: _OneText = ""
    page: _OneText = ""
    number_of_pages: _OneText = Field("", alias="number-of-pages")
    doi: _OneText = Field("", alias="DOI")
    url: _OneText = Field("", alias="URL")
    issued: CslDate = CslDate()
    keywords: _Texts = Field([], alias="keyword")
    tags: _Texts = Field([], alias="categories")
    collections: _Texts = []
    note: _OneText = ""


def read_csl(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a CSL-JSON file; raises InputError when it is no JSON list of items."""
    text = read_export(path, name, findings)
    if not text.strip():
        raise InputError([error("empty", "this file is empty", Where(name))])
    records = []
    for value, where in _items(text, name):
        if not isinstance(value, dict):
            raise InputError([error("catalog", "expected an item of CSL-JSON ({…}) here", where)])
        item = _item(value, where, findings)
        if item is not None:
            records.append(_record(item, where))
    return entries(records, findings)


def _items(text: str, name: str) -> Iterator[tuple[Any, Where]]:
    """The items of the list with their lines; the list may stand under ``items``."""
    start = _start_of_list(text, name)
    lines = Lines(text)
    position = _skip(text, start + 1)
    while text[position] != "]":
        where = Where(name, lines.at(position))
        value, end = _decoded(text, position, name)
        yield value, where
        position = _skip(text, end)


def _start_of_list(text: str, name: str) -> int:
    """Where the list of items begins; the file is known to be JSON then."""
    start = len(text) - len(text.lstrip())
    whole, end = _decoded(text, start, name)
    if text[end:].strip():
        line = text.count("\n", 0, end + len(text[end:]) - len(text[end:].lstrip())) + 1
        raise InputError([error("json", "not readable as JSON: the list has ended before this", Where(name, line))])
    if isinstance(whole, list):
        return start
    items = whole.get("items") if isinstance(whole, dict) else None
    for found in re.finditer(r'"items"\s*:\s*(?=\[)', text) if isinstance(items, list) else ():
        if _decoded(text, found.end(), name)[0] == items:
            return found.end()
    raise InputError([_no_list(name)])


def _no_list(name: str) -> Finding:
    return error("catalog", "expected a list of CSL-JSON items ([{…}, …])", Where(name, 1))


def _skip(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _decoded(text: str, position: int, name: str) -> tuple[Any, int]:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, position)
    except json.JSONDecodeError as problem:
        message = f"not readable as JSON: {problem.msg[:1].lower()}{problem.msg[1:]}"
        raise InputError([error("json", message, Where(name, problem.lineno, problem.colno))]) from None
    except RecursionError:
        message = f"nested deeper than {MAXIMUM_DEPTH} levels"
        raise InputError([error("json", message, Where(name))]) from None
    except ValueError:
        raise InputError([error("json", "a number in this file is too long", Where(name))]) from None


def _item(value: dict[str, Any], where: Where, findings: list[Finding]) -> CslItem | None:
    """The item without the keys that hold something else than they should."""
    try:
        return CslItem.model_validate(value)
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        wrong = {str(detail["loc"][0]): detail for detail in reversed(details)}
        for key, detail in sorted(wrong.items()):
            findings.append(warning("catalog-field", f'"{key}": {wording(detail)}; left out', where))
        return CslItem.model_validate({key: part for key, part in value.items() if key not in wrong})


def _record(item: CslItem, where: Where) -> Record:
    names = [name.shown for name in item.author if name.shown]
    first = item.author[0] if item.author else CslName()
    containers = (item.container, item.event, item.old_event, item.short_container, item.collection)
    return Record(
        where=where,
        key=item.key or meaningful(item.id),
        title=without_markup(item.title),
        authors=tuple(names),
        family=clean(f"{first.particle} {first.family}") or first.literal,
        venues=tuple(without_markup(name) for name in containers if name) or (item.publisher,),
        dates=item.issued.texts,
        page_counts=(item.number_of_pages,),
        pages=(item.page,),
        notes=(item.note,),
        dois=(item.doi, doi_of(item.note)),
        urls=(item.url,),
        keywords=tuple(keyword for texts in (item.keywords, item.tags, item.collections) for keyword in texts),
    )
