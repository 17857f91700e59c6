"""RIS, as Zotero, EndNote, Mendeley and publishers' sites export it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.findings import Finding, InputError, Where, error, note, warning
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.markup import without_markup
from planner.spec.catalogs.names import family_of, in_reading_order, several_names
from planner.spec.catalogs.record import Record, entries, meaningful
from planner.spec.catalogs.text import Lines, read_export

_TAG = re.compile(r"^([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t]|$)", re.MULTILINE)
_USED = re.findall(
    r"\w+",
    """
    TI T1 CT BT AU A1 ID T2 JO JF JA J2 C3 CY PY Y1 DA SP EP PG DO M3 UR L2 LK KW N1 TY ER
    AB N2 SN PB VL IS M1 M2 LA DP DB ET AD AN A2 A3 A4 ED ST T3 C1 C2 C4 C5 C6 C7 C8 CN L1 L3 L4 Y2 NV SE
    RP RN TA TT WT WV WP CA LB OP PP U1 U2 U3 U4 U5 RI PMID DI CP SV SO CR
    """,
)
"""Tags that are known, used or not; others are worth a note, as something may be lost."""


@dataclass(frozen=True)
class _Chunk:
    """The text of one record, and the line of its ``TY``."""

    text: str
    where: Where
    closed: bool


def read_ris(path: Path, name: str, findings: list[Finding]) -> list[CatalogEntry]:
    """The papers of a RIS file; raises InputError when it has no records."""
    # Two blanks before the dash are the rule; some programs write one.
    text = _TAG.sub(r"\1  - ", read_export(path, name, findings))
    chunks = list(_chunks(text, name, findings))
    if not chunks:
        raise InputError([error("catalog", "this file has no RIS records (TY  - … to ER  -)", Where(name))])
    records = [_record(fields, chunk.where) for chunk in chunks if (fields := _fields(chunk, findings)) is not None]
    _tell_of_unknown_tags(text, name, findings)
    return entries(records, findings)


def _chunks(text: str, name: str, findings: list[Finding]) -> Iterator[_Chunk]:
    """The records, each from its ``TY`` to its ``ER``, or to the next ``TY`` where that is missing."""
    starts = [found.start() for found in re.finditer(r"^TY  - ", text, re.MULTILINE)]
    lines = Lines(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        where = Where(name, lines.at(start))
        part = text[start:end]
        closing = re.search(r"^ER  - ?.*$", part, re.MULTILINE)
        if closing is None:
            findings.append(
                warning("ris", "the record that starts here has no ER line; it is read all the same", where)
            )
        elif (rest := part[closing.end() :].strip()) and start != starts[-1]:
            line = where.line or 1
            line += part.count("\n", 0, part.index(rest, closing.end()))
            message = "this stands between two records (after ER, before TY); left out"
            findings.append(warning("ris", message, Where(name, line)))
        yield _Chunk(part[: closing.start()] if closing else part, where, closing is not None)


def _fields(chunk: _Chunk, findings: list[Finding]) -> Mapping[str, list[str]] | None:
    """The values of each tag, in the order of the record."""
    import rispy
    from rispy.config import TAG_KEY_MAPPING

    tags = {tag: tag for tag in (*TAG_KEY_MAPPING, *_USED)}
    # An indented line goes on with the one before it; one without indent is a value of its own (EndNote's keywords).
    text = re.sub(r"\n[ \t]{3,}(?=\S)", " ", chunk.text.rstrip("\n")) + "\nER  - \n"
    try:
        (record,) = rispy.loads(
            text, mapping=tags, list_tags=[tag for tag in tags if tag != "TY"], delimiter_tags_mapping={}
        )
    except Exception:  # rispy stumbles over text before the first tag, and says so in many ways
        message = "the record that starts here is not readable as RIS; left out"
        findings.append(warning("ris", message, chunk.where))
        return None
    return {tag: [value for value in values if value] for tag, values in record.items() if isinstance(values, list)}


def _tell_of_unknown_tags(text: str, name: str, findings: list[Finding]) -> None:
    lines = Lines(text)
    told: set[str] = set()
    for found in _TAG.finditer(text):
        if found[1] not in _USED and found[1] not in told:
            told.add(found[1])
            message = f"the tag {found[1]} is not known; what stands there is left out"
            findings.append(note("ris", message, Where(name, lines.at(found.start()))))


def _record(fields: Mapping[str, list[str]], where: Where) -> Record:
    def texts(*tags: str) -> tuple[str, ...]:
        """What each of the tags says, a text over several lines as one."""
        return tuple(" ".join(fields[tag]) for tag in tags if fields.get(tag))

    titles = texts("TI", "T1", "CT", "BT")
    said = [without_markup(name) for tag in ("AU", "A1") for name in fields.get(tag, [])]
    authors = [name for text in said for name in several_names(text)]
    return Record(
        where=where,
        key=meaningful("".join(fields.get("ID", [])[:1])),
        title=without_markup(titles[0]) if titles else "",
        authors=tuple(dict.fromkeys(map(in_reading_order, authors))),
        family=family_of("".join(authors[:1])),
        venues=tuple(map(without_markup, texts("T2", "JF", "JO", "C3", "BT", "J2", "JA", "PB"))),
        dates=texts("PY", "Y1", "DA"),
        pages=tuple(_pages(fields)),
        notes=texts("N1", "M1"),
        dois=texts("DO", "DI", "M3")[:1],
        arxivs=(*texts("AN", "M1", "M3"), *fields.get("N1", [])),
        urls=tuple(url for tag in ("UR", "L2", "LK") for url in fields.get(tag, [])),
        keywords=tuple(part for keyword in fields.get("KW", []) for part in _separate(keyword)),
    )


def _separate(keyword: str) -> list[str]:
    """A keyword by itself; some programs put all of them into one line."""
    return keyword.split(";") if ";" in keyword else keyword.split(",") if keyword.count(",") > 1 else [keyword]


def _pages(fields: Mapping[str, list[str]]) -> Iterator[str]:
    """The range, whether it stands in one tag or in two."""
    first, last = ("".join(fields.get(tag, [])[:1]) for tag in ("SP", "EP"))
    if first and last and first != last and not re.search(r"\d\s*[-–—]\s*\D*\d", first):
        yield f"{first}--{last}"
    elif first and first == last:
        yield f"{first}--{last}" if first.isdigit() else first
    elif first or last:
        yield first or last
    yield from fields.get("PG", [])[:1]
