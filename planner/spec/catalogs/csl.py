"""Items of CSL, as Zotero, Better BibTeX, Mendeley, Pandoc and Crossref write them, in JSON or YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from planner.documents import shown, wording
from planner.findings import Finding, Where, warning
from planner.spec.catalogs.entry import doi_of
from planner.spec.catalogs.markup import without_markup
from planner.spec.catalogs.names import several_names
from planner.spec.catalogs.record import Record, clean, meaningful

_VARIABLES = frozenset(
    re.findall(
        r"\S+",
        """
    id type citation-key title title-short short-title author editor issued container-title container-title-short
    event-title event event-date event-place collection-title collection-number collection-editor publisher
    publisher-place page page-first number-of-pages number-of-volumes doi url isbn issn pmid pmcid abstract note volume
    issue number edition section chapter-number version genre medium status language accessed submitted original-date
    original-title original-author original-publisher original-publisher-place available-date archive
    archive_collection archive_location archive-place authority call-number categories keyword collections
    citation-number citation-label custom annote dimensions division first-reference-note-number jurisdiction
    journalabbreviation locator part-number part-title printing-number references scale source supplement-number
    supplement translator director illustrator interviewer composer compiler contributor curator chair recipient
    reviewed-author reviewed-title reviewed-genre container-author editorial-director volume-title
    year-suffix shorttitle system_id
    indexed reference-count license content-domain short-container-title published-print published-online published
    created prefix member reference original-title deposited score resource subtitle relation subject alternative-id
    funder assertion journal-issue is-referenced-by-count references-count isbn-type issn-type article-number link
    update-policy editor-translator publisher-location approved posted institution subtype group-title
    """,
    )
)
"""What CSL has, and what Crossref adds to it, in lower case; a key of neither may be what somebody meant to be read."""


def _one_text(value: Any) -> Any:
    """A text; Crossref writes a list of them, some programs a number."""
    if isinstance(value, list) and value:
        value = value[0]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_OneText = Annotated[str, BeforeValidator(lambda value: _one_text(value) or "")]
_Texts = Annotated[
    list[str], BeforeValidator(lambda value: re.split("[;,]", value) if isinstance(value, str) else value)
]


def _date(value: Any) -> Any:
    """A date as a text, or as CSL-YAML has it: ``{year: 2010}``, or a list of such."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return {"raw": str(value)}
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and "year" in first:
        return {"raw": str(first["year"])}
    return value


def _names(value: Any) -> Any:
    """Names in a list; several in one text, or names that are texts, as they stand."""
    if isinstance(value, str):
        return [{"literal": name} for name in several_names(value)]
    if isinstance(value, list):
        return [{"literal": name} if isinstance(name, str) else name for name in value]
    return [value] if isinstance(value, dict) else value


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
    author: Annotated[list[CslName], BeforeValidator(_names)] = []
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
    issued: Annotated[CslDate, BeforeValidator(_date)] = CslDate()
    keywords: _Texts = Field([], alias="keyword")
    tags: _Texts = Field([], alias="categories")
    collections: _Texts = []
    note: _OneText = ""
    number: _OneText = ""
    archive: _OneText = Field("", alias="archive_location")


def csl_record(value: dict[str, Any], where: Where, findings: list[Finding]) -> Record:
    """The record of an item; what holds something else than it should is told and left out."""
    return _record(_item(value, where, findings), where)


def tell_of_unknown_keys(items: Iterable[tuple[dict[str, Any], Where]], findings: list[Finding]) -> None:
    """Say once for each key that CSL does not have what is lost with it."""
    told: set[str] = set()
    for value, where in items:
        for key in value:
            if key not in told and str(key).lower() not in _VARIABLES and not str(key).startswith("_"):
                told.add(key)
                message = f"{shown(key)} is no key of CSL-JSON; what stands there is left out"
                findings.append(warning("catalog-field", message, where))


def _item(value: dict[str, Any], where: Where, findings: list[Finding]) -> CslItem:
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
        arxivs=(item.number, item.note, item.archive),
        urls=(item.url,),
        keywords=tuple(keyword for texts in (item.keywords, item.tags, item.collections) for keyword in texts),
    )
