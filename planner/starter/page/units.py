"""A Markdown page as units of text with their lines: headings, lines, list entries and table cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.documents import parse_yaml
from planner.findings import InputError

Kind = Literal["heading", "line", "definition", "item", "cell"]

_BULLET = re.compile(r"^(\s*)[•◦▪‣]\s*")
_LABELLED = re.compile(r"\*\*([^*]+)\*\*\{:\s*\.label[^}]*\}\s*(.*)")
_ATTRIBUTES = re.compile(r"\{:[^}]*\}|^\s*:\s*\{[^}]*\}\s*$")
_CLOSED_LABEL = re.compile(r"no class|cancelled", re.IGNORECASE)
# Jekyll: dates in one list, and an include for each in turn.
_CAPTURED = re.compile(r"\{%-?\s*capture\s+dates?\s*-?%\}([^{}]{0,9000})\{%-?\s*endcapture\s*-?%\}")
_ENTRY = re.compile(r"^.*\{%-?\s*include\s+\w*syllabus_entry\b[^%]*%\}.*$")
_INLINE_ITEM = re.compile(r"\s+\*\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A piece of a page that says one thing.

    ``line`` counts from 1; ``level`` is that of a heading; ``links`` are label and target; ``strong`` is the text that
    the unit begins with in bold type. Cells have the number of their table, row and column; row 0 is the header.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    links: tuple[tuple[str, str], ...] = ()
    strong: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass
class _Piece:
    """A unit in the making."""

    text: str = ""
    strong: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    line: int = 0


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The YAML between two lines ``---`` at the start, and the text with these lines empty."""
    found = re.match(r"(---[ \t]*\n)(.*?\n)(---[ \t]*\n|\Z)", text, re.DOTALL)
    if not found:
        return {}, text
    try:
        value = parse_yaml(found[2], "front matter").value
    except InputError:
        value = None
    blank = "\n" * found[0].count("\n")
    return (value if isinstance(value, dict) else {}), blank + text[found.end() :]


def markdown_units(text: str) -> list[Unit]:
    """The units of a Markdown page (without front matter), in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_plainer(text))
    return [unit for unit in _units(tokens) if unit.text or unit.kind == "cell"]


def _plainer(text: str) -> str:
    """The text with what other tools than Markdown read put into Markdown; every line keeps its number."""
    dates = iter([word for found in _CAPTURED.findall(text) for word in found.split()])
    text = _CAPTURED.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = []
    for line in text.split("\n"):
        if _ENTRY.match(line) and (date := next(dates, None)):
            line = f"### {date}"
        line = _LABELLED.sub(_labelled, _BULLET.sub(r"\1- ", line))
        lines.append(_ATTRIBUTES.sub("", line))
    return "\n".join(lines)


def _labelled(found: re.Match[str]) -> str:
    """``**Guest talk**{: .label } CXL`` as ``CXL (Guest talk)``, and ``No class`` as it stands elsewhere."""
    if _CLOSED_LABEL.fullmatch(found[1]):
        return f"{found[1]} ({found[2]})" if found[2] else found[1]
    return f"{found[2]} ({found[1]})"


def _units(tokens: Sequence[Token]) -> Iterator[Unit]:
    table = row = column = level = depth = 0
    kind: Kind = "line"
    for token in tokens:
        if token.type == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "paragraph_open":
            kind = "item" if depth else "line"
        elif token.type == "table_open":
            table, row = table + 1, -1
        elif token.type == "tr_open":
            row, column = row + 1, -1
        elif token.type in ("td_open", "th_open"):
            kind, column = "cell", column + 1
        elif token.type == "inline":
            first = (token.map or [0])[0] + 1
            for piece in _pieces(token.children or [], first):
                unit = Unit(kind, piece.text, piece.line, level, tuple(piece.links), piece.strong)
                if kind == "cell":
                    unit = replace(unit, table=table, row=row, column=column)
                elif unit.text.startswith(":"):
                    unit = replace(unit, kind="definition", text=unit.text.lstrip(": "))
                yield unit


def _pieces(children: Sequence[Token], line: int) -> Iterator[_Piece]:
    """The pieces of a paragraph or cell: parted by line breaks, by lines that define (``: ``), and by `` * ``."""
    piece, target, strong = _Piece(line=line), "", False
    label = ""
    for index, token in enumerate(children):
        if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
            line += token.type != "html_inline"
            after = children[index + 1].content if index + 1 < len(children) else ""
            if token.type == "softbreak" and not after.lstrip().startswith(":"):
                piece.text += " "
                continue
            yield _done(piece)
            piece = _Piece(line=line)
        elif token.type == "link_open":
            target, label = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            piece.links.append((" ".join(label.split()), target))
            target = ""
        elif token.type in ("strong_open", "strong_close"):
            strong = token.type == "strong_open" and not piece.text.strip()
        elif token.type in ("text", "text_special", "code_inline"):
            parts = _INLINE_ITEM.split(token.content) if token.type == "text" and not target else [token.content]
            for place, part in enumerate(parts):
                if place and piece.text.strip():
                    yield _done(piece)
                    piece = _Piece(line=line)
                piece.text += part
                piece.strong += part if strong else ""
            label += token.content if target else ""
    yield _done(piece)


def _done(piece: _Piece) -> _Piece:
    piece.text, piece.strong = " ".join(piece.text.split()), " ".join(piece.strong.split())
    return piece
