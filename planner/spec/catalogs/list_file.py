"""A list of titles and links, in Markdown or as plain lines: what people keep before they keep a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.documents import shown
from planner.findings import Finding, InputError, Where, error, note
from planner.folding import folded
from planner.spec.catalogs.entry import CatalogEntry, arxiv_of, doi_of
from planner.spec.catalogs.names import family_of, in_reading_order, several_names
from planner.spec.catalogs.record import Record, clean, entries
from planner.spec.catalogs.text import read_export
from planner.spec.catalogs.venues import venue_table

LONGEST_LINE = 5_000
_URL = re.compile(r"<?(https?://[^\s<>|]{3,2000})>?")
_TARGET = r"<?([^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)>?(?:\s+\"[^\"]{0,500}\")?"
_LINK = re.compile(rf"!?\[\[?([^\[\]]{{1,1000}})\]?\]\({_TARGET}\)")
_BULLET = re.compile(r"\s*(?:[-*+•·‣▪◦–]\s+|\(?[0-9]{1,4}[.)]\s+|\[[0-9]{1,4}\]\s+|\[[ xX]\]\s+)")
_LEADS_TO_IT = re.compile(
    r"\W*(?:pdf|ps|html?|link|papers?|full text|text|article|doi|arxiv|url|web|website|site|page|here|abs|abstract|acm"
    r"|ieee|usenix|springer|openreview|pdf link|download|\d{1,3})?\W*"
)
_BESIDE_IT = re.compile(
    r"\W*(?:project|code|github|slides?|video|talk|poster|demo|blog|post|bib|bibtex|review|notes?|summary|supplement"
    r"|appendix|dataset|data)\W*"
)
"""What links of a paper are called: those that lead to it, and those to what belongs to it."""
_PART = r"(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|den|di|da|la|le|el|al|bin|dos|du)"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{1,4}}")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SPLIT = re.compile(
    r"\s[-–—|]+\s|\t|\||[;(){}\[\]]|(?<!\b[A-Z])\.\s|,?\s\bin\b:?\s|\*+|(?<!\w)_{1,2}|_{1,2}(?!\w)|\s\."
)
_TITLE_ENDS = re.compile(r"\s[-–—|]+\s|\t|\s\(|,?\sby\s(?=[A-Z])|\s\.(?=\s|$)")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{4,400})[”\"»“]")
_STRONG = re.compile(r"(?<!\*)(\*{1,2}|__)(?=\S)([^*]{4,400}?)(?<=\S)\1(?!\*)")
_NUMBER = re.compile(r"(?:doi:\s*|arxiv:\s*)?(10\.[0-9]{4,9}/\S{1,200}|[0-9]{4}\.[0-9]{4,5}(?:v[0-9])?)", re.I)
_PAGES = re.compile(r"\b[0-9]+ ?(?:pages|pp?)\b")


@dataclass
class Item:
    """One entry of the list: its text with links taken out, its links, its headings, its line."""

    text: str
    where: Where
    links: list[tuple[str, str]] = field(default_factory=list)
    topics: tuple[str, ...] = ()


def read_list(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a list; raises InputError when there is none. What is not understood is told once, with a count."""
    text = read_export(path, name, findings)
    if not text.strip():
        raise InputError([error("empty", "this file is empty", Where(name))])
    if path.suffix.lower() == ".txt":
        items = list(_plain_items(text, name))
    else:
        from planner.spec.catalogs.markdown import markdown_items

        items, tables = markdown_items(text, name, findings)
        if tables:
            return tables
    left_out: list[tuple[str, Where]] = []
    records = [record for item in items if (record := _record(item, left_out)) is not None]
    if not records:
        raise InputError([error("catalog", "this file has no list of titles or links", Where(name))])
    if left_out:
        said, where = left_out[0]
        more = f" (and beside {len(left_out) - 1} more titles)" if len(left_out) > 1 else ""
        findings.append(note("catalog-list", f"{shown(said)} beside a title is not understood{more}; left out", where))
    return entries(records, findings)


def item_of(text: str, where: Where, topics: tuple[str, ...]) -> Item:
    """A line with its links taken out; each leaves a mark where it stood."""
    links: list[tuple[str, str]] = []

    def taken(found: re.Match[str]) -> str:
        links.append((clean(found[1]), found[2]))
        return f" \ue000{len(links) - 1}\ue001 "

    def bare(found: re.Match[str]) -> str:
        links.append(("", found[1].rstrip(".,;)")))
        return f" \ue000{len(links) - 1}\ue001 "

    marked = _URL.sub(bare, _LINK.sub(taken, text[:LONGEST_LINE]))
    return Item(marked, where, links, topics)


def _plain_items(text: str, name: str) -> Iterator[Item]:
    """Lines of a plain text: a title with its link, or the link on a line of its own; ``Heading:``, ``# Heading``."""
    topics: tuple[str, ...] = ()
    last: Item | None = None
    for number, line in enumerate(text.split("\n"), 1):
        bullet = _BULLET.match(line)
        said = (line[bullet.end() :] if bullet else line).strip()
        if not said or not re.search(r"\w", said):
            continue
        heading = re.fullmatch(r"#{1,6}\s+(.{1,200}?)\s*#*|([^:]{2,80}):", said)
        if heading and not bullet:
            topics = (clean(heading[1] or heading[2]),)
            continue
        item = item_of(said, Where(name, number), topics)
        alone = not re.search(r"\w", re.sub("\ue000[0-9]+\ue001", "", item.text))
        if alone and last is not None and not last.links and not bullet:
            last.text += " " + item.text
            last.links = item.links
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _record(item: Item, left_out: list[tuple[str, Where]]) -> Record | None:
    """The record of an item: its title, its links, and of the rest the authors, the venue and the year."""
    title, rest = _title(item)
    urls = [url for _, url in item.links if not url.startswith("#")]
    if not title and (found := _NUMBER.search(rest)):
        urls.append(found[0])
        rest = rest.replace(found[0], " ")
    identified = any(doi_of(url) or arxiv_of(url) for url in urls)
    if not title and not identified:
        return None
    facts = _facts(rest)
    if facts.unknown:
        left_out.append((facts.unknown, item.where))
    web = sorted((url for url in urls if re.match(r"https?://", url)), key=lambda url: _rank(url, item, title))
    return Record(
        where=item.where,
        title=title,
        authors=tuple(map(in_reading_order, facts.authors)),
        family=family_of(facts.authors[0]) if facts.authors else "",
        venues=(facts.venue,),
        dates=(facts.year,),
        notes=(rest,),
        dois=tuple(doi for url in urls if (doi := doi_of(url))),
        arxivs=tuple(number for url in urls if (number := arxiv_of(url))),
        urls=tuple(web[:1]),
        topics=item.topics,
    )


def _title(item: Item) -> tuple[str, str]:
    """The title, and what stands beside it."""
    text = item.text
    for number, (said, _) in enumerate(item.links):
        if not _is_generic(said) and not _URL.fullmatch(said):
            return _bare(said), _unmarked(text.replace(f"\ue000{number}\ue001", " ", 1))
    for pattern, group in ((_STRONG, 2), (_QUOTED, 1)):
        if (found := pattern.search(text)) and len(_unmarked(found[group]).split()) > 1:
            return _bare(_unmarked(found[group])), _unmarked(text[: found.start()] + " . " + text[found.end() :])
    plain = _unmarked(text)
    end = _TITLE_ENDS.search(plain)
    title = _bare(plain[: end.start()] if end else plain)
    if _NUMBER.fullmatch(title):
        return "", plain
    return (title, plain[end.start() :] if end else "") if re.search(r"[^\W\d_]{2}", title) else ("", plain)


def _bare(title: str) -> str:
    return clean(re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)", "", title)).strip(" .,;:-–—")


def _unmarked(text: str) -> str:
    """The text without the marks of links, and of generic words that were links' texts."""
    return re.sub(r"[(\[]?\s*\ue000[0-9]+\ue001\s*[)\]]?", " . ", text).strip()


@dataclass(frozen=True)
class _Facts:
    """What stands beside a title; ``unknown`` is the first piece that is none of it."""

    authors: Sequence[str] = ()
    venue: str = ""
    year: str = ""
    unknown: str = ""


def _facts(rest: str) -> _Facts:
    authors: list[str] = []
    venue = year = unknown = ""
    for piece in _SPLIT.split(rest[:LONGEST_LINE]):
        parts = [part for part in (piece or "").split(",") if re.search(r"[^\W_]", part)]
        while parts and not (authors and len(parts) > 3):
            said = clean(parts[-1]).strip(" .:;-–—|/")
            found = _YEAR.search(said)
            short = venue_table().short_name(_YEAR.sub("", said).strip(" '’"))
            if not (found and found[0] == said) and not short:
                break
            year, venue = year or (found[0] if found else ""), venue or short or ""
            parts.pop()
        said = clean(",".join(parts)).strip(" .,:;-–—|/")
        names = several_names(re.sub(r"^by\s+|,?\s*et al\.?$", "", said, flags=re.IGNORECASE))
        if not authors and names and all(_NAME.fullmatch(in_reading_order(name)) for name in names):
            authors = names
        elif said and not _is_generic(said) and not _PAGES.search(said):
            unknown = unknown or said
    return _Facts(authors, venue, year, unknown)


def _is_generic(said: str) -> bool:
    """Whether a link's text says where it leads and not what it is."""
    return bool(_LEADS_TO_IT.fullmatch(folded(said)) or _BESIDE_IT.fullmatch(folded(said)))


def _rank(url: str, item: Item, title: str) -> int:
    """Which link of several is the paper's: its title, then what leads to it, then others."""
    said = next((said for said, target in item.links if target == url), "")
    if _LEADS_TO_IT.fullmatch(folded(said)):
        return 1
    return 2 if _BESIDE_IT.fullmatch(folded(said)) or _bare(said) != title else 0
