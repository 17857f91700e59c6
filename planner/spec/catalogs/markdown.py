"""Lists and tables of papers in Markdown: their items with the headings above them, their tables as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Finding, InputError, Where, note
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.list_file import item_of
from planner.spec.catalogs.record import clean
from planner.spec.catalogs.table import Row, table_entries

if TYPE_CHECKING:
    from markdown_it.token import Token

    from planner.spec.catalogs.list_file import Item


def markdown_items(text: str, name: str, findings: list[Finding]) -> tuple[list[Item], list[CatalogEntry]]:
    """The items of lists, and paragraphs that begin with a link; or where there are tables of papers, their entries.

    Running text with links in it is passed over, which is told.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text)
    papers = [entry for rows in _tables(tokens, name) for entry in _entries(rows, name, findings)]
    reader = _Reader(name)
    reader.read(tokens)
    if reader.passed:
        count = len(reader.passed)
        what = "a paragraph with links is" if count == 1 else f"{count} paragraphs with links are"
        findings.append(note("catalog-list", f"{what} running text (from here on); passed over", reader.passed[0]))
    if papers and reader.items:
        message = f"the papers stand in tables; {len(reader.items)} items of lists are passed over"
        findings.append(note("catalog-list", message, reader.items[0].where))
    return reader.items, papers


def _entries(rows: list[Row], name: str, findings: list[Finding]) -> list[CatalogEntry]:
    told: list[Finding] = []
    try:
        found = table_entries(rows, name, told)
    except InputError:
        where = rows[0].where if rows else Where(name)
        findings.append(note("catalog-list", "this table has no column of titles; passed over", where))
        return []
    findings += told
    return found


def _tables(tokens: list[Token], name: str) -> list[list[Row]]:
    tables: list[list[Row]] = []
    for token in tokens:
        line = token.map[0] + 1 if token.map else None
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append(Row([], Where(name, line)))
        elif token.type == "inline" and tables and tables[-1] and token.level > 3:
            cells = tables[-1][-1].cells
            if isinstance(cells, list):
                cells.append(token.content)
    return tables


LONGEST_TITLE = 25
"""Words that stand with a link in a line that is a reading; more are running text."""


class _Reader:
    """Walks the blocks of a page; a list item that has a list below it is a heading of that one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.items: list[Item] = []
        self.passed: list[Where] = []
        self.headings: list[tuple[int, str]] = []
        self.parents: list[str] = []

    def read(self, tokens: list[Token]) -> None:
        several = sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) > 1
        depth, heading, table = 0, "", 0
        for index, token in enumerate(tokens):
            table += {"table_open": 1, "table_close": -1}.get(token.type, 0)
            if token.type == "heading_open":
                heading = token.tag
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
                del self.parents[depth:]
            elif token.type == "inline" and not table:
                where = Where(self.name, token.map[0] + 1 if token.map else None)
                if heading:
                    self._heading(int(heading[1:]), token.content, several)
                    heading = ""
                elif depth:
                    self._item(token, where, depth, tokens[index + 2].type if index + 2 < len(tokens) else "")
                else:
                    self._paragraph(token, where)

    def _heading(self, level: int, text: str, several: bool) -> None:
        self.headings = [known for known in self.headings if known[0] < level]
        if level > 1 or several:
            self.headings.append((level, clean(item_of(text, Where(self.name), ()).text)))

    def _topics(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings[-1:] if text and "\ue000" not in text)

    def _item(self, token: Token, where: Where, depth: int, following: str) -> None:
        content = " ".join(token.content.split("\n"))
        item = item_of(content, where, (*self.parents[-1:], *self._topics())[:1])
        if following in ("bullet_list_open", "ordered_list_open") and not item.links:
            del self.parents[depth - 1 :]
            self.parents.append(clean(content).strip(":*_ "))
        else:
            self.items.append(item)

    def _paragraph(self, token: Token, where: Where) -> None:
        """Each line that begins with a link, or is short beside it; running text is none."""
        lines = token.content.split("\n")
        line = where.line or 1
        found = [item_of(text, Where(where.file, line + place), self._topics()) for place, text in enumerate(lines)]
        first = found[0]
        if first.links and (first.text.lstrip('*_"“ ').startswith("\ue000") or len(first.text.split()) < LONGEST_TITLE):
            every = all(item.links for item in found)
            self.items += found if every else [item_of(" ".join(lines), where, self._topics())]
        elif any(item.links for item in found):
            self.passed.append(where)
