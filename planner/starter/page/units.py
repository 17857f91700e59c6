"""A Markdown page as units of text with their lines: headings, lines, list entries and table cells."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.documents import parse_yaml
from planner.findings import Finding, InputError
from planner.starter.page.dates import date_at_start
from planner.starter.page.generators import plainer

Kind = Literal["heading", "line", "definition", "item", "cell"]

_INLINE_ITEM = re.compile(r"(?<=\s)\*\s+")
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"<(/?)a\b(?:[^<>]*?\bhref\s?=\s?[\"']?([^\"'\s<>]*))?[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A piece of a page that says one thing.

    ``line`` counts from 1; ``level`` is that of a heading; ``links`` are label and target; ``strong`` is the text that
    the unit begins with in bold type, ``emphasis`` the first of it in italics. Cells have the number of their table,
    row and column, and how many columns they span; row 0 is the header; ``again`` says that it is one of a row above.
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
    span: int = 1
    again: bool = False
    emphasis: str = ""


@dataclass
class _Piece:
    """A unit in the making."""

    text: str = ""
    strong: str = ""
    emphasis: str = ""
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


def markdown_units(text: str, file: str, findings: list[Finding]) -> list[Unit]:
    """The units of a Markdown page (without front matter), in order; HTML tables and blocks in it are read as HTML."""
    plain, tables = _without_tables(plainer(text, file, findings))
    tokens = MarkdownIt("commonmark").enable("table").parse(plain)
    return [unit for unit in _units(tokens, tables) if unit.text or unit.kind == "cell"]


def _without_tables(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with its HTML tables taken out, and these with their lines; every line keeps its number."""
    parts: list[str] = []
    tables: list[tuple[int, str]] = []
    kept = counted = depth = begin = 0
    line = 1
    for tag in _TABLE_TAG.finditer(text):
        depth = max(depth + (-1 if tag[1] else 1), 0)
        if depth == 1 and not tag[1]:
            begin = tag.start()
        elif depth == 0 and tag[1] and begin >= kept:
            line += text.count("\n", counted, begin)
            counted = begin
            tables.append((line, text[begin : tag.end()]))
            parts += [text[kept:begin], "\n" * text.count("\n", begin, tag.end())]
            kept = tag.end()
    return "".join(parts) + text[kept:], tables


def _units(tokens: Sequence[Token], tables: list[tuple[int, str]]) -> Iterator[Unit]:
    """The units of tokens, with those of the HTML tables between them."""
    from planner.starter.page.html import fragment_units

    table = row = column = level = depth = 0
    kind: Kind = "line"
    waiting = deque(tables)
    for token in tokens:
        if token.map and token.level == 0:
            while waiting and waiting[0][0] <= token.map[0] + 1:
                first, content = waiting.popleft()
                found = fragment_units(content, first, table)
                table = max((unit.table for unit in found), default=table)
                yield from found
        if token.type == "html_block":
            found = fragment_units(token.content, (token.map or [0])[0] + 1, table)
            table = max([table, *(unit.table for unit in found)])
            yield from found
        elif token.type == "heading_open":
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
        elif token.type in ("code_block", "fence"):
            yield from _dated_lines(token)
        elif token.type == "inline":
            first = (token.map or [0])[0] + 1
            for piece in _pieces(token.children or [], first):
                links, height = tuple(piece.links), level if kind == "heading" else 0
                unit = Unit(kind, piece.text, piece.line, height, links, piece.strong, emphasis=piece.emphasis)
                if kind == "cell":
                    unit = replace(unit, table=table, row=row, column=column)
                elif unit.text.startswith(":"):
                    unit = replace(unit, kind="definition", text=unit.text.lstrip(": "))
                yield unit
    for first, content in waiting:
        found = fragment_units(content, first, table)
        table = max([table, *(unit.table for unit in found)])
        yield from found


def _dated_lines(token: Token) -> Iterator[Unit]:
    """The lines of a block that is shown as it is typed, where a schedule stands in it, as in tables of plain text."""
    lines = token.content.split("\n")
    if sum(date_at_start(line) is not None for line in lines) < 3:
        return
    first = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
    for number, line in enumerate(lines, first):
        if text := " ".join(line.split()):
            yield Unit("line", text, number)


def _pieces(children: Sequence[Token], line: int) -> Iterator[_Piece]:
    """The pieces of a paragraph or cell: parted by line breaks, by lines that define (``: ``), and by `` * ``."""
    piece, target, strong, emphasised = _Piece(line=line), "", False, False
    label = ""
    for index, token in enumerate(children):
        if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
            line += token.type != "html_inline"
            after = children[index + 1].content if index + 1 < len(children) else ""
            if token.type == "softbreak" and not after.lstrip().startswith(":") and not date_at_start(after):
                piece.text += " "
                continue
            yield _done(piece)
            piece = _Piece(line=line)
        elif token.type == "html_inline":
            anchor = _ANCHOR.match(token.content)
            if anchor and not anchor[1]:
                target, label = anchor[2] or "", ""
            elif anchor and target:
                piece.links.append((" ".join(label.split()), target))
                target = ""
        elif token.type in ("em_open", "em_close"):
            emphasised = token.type == "em_open" and not piece.emphasis
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
                piece.emphasis += part if emphasised else ""
            label += token.content if target else ""
    yield _done(piece)


def _done(piece: _Piece) -> _Piece:
    for name in ("text", "strong", "emphasis"):
        setattr(piece, name, " ".join(getattr(piece, name).split()))
    return piece
