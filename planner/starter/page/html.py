"""An HTML page, or HTML within a Markdown page, as the same units as Markdown; tables are laid out as grids first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from planner.findings import Finding, InputError, Where, error, warning
from planner.starter.page.dates import date_at_start
from planner.starter.page.units import Kind, Unit

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "nav", "select", "button", "form", "del"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead"}
    | {"tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "body", "html", "details", "summary", "center", "aside"}
    | {"figure", "hr", "caption", "br", *_HEADINGS}
)
_PARTS_OF_TABLES = ("thead", "tbody", "tfoot")
MOST_DEPTH = 200
MOST_SPANNED = 20_000
"""Cells of a page that other rows repeat."""
_MARKDOWN_LINK = re.compile(r"\[([^\][]{1,300})\]\(<?([^\s()<>]{1,2000})>?\)")
_MARKDOWN_MARK = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")


def html_units(text: str, file: str, findings: list[Finding]) -> list[Unit]:
    """The units of an HTML page, in order; what a browser does not show is left out, what lies too deep is told.

    Raises InputError for a page of our own: its figures repeat the dates.
    """
    root = _parsed(text)
    if root is None:
        return []
    if root.xpath("//meta[@name='generator' and @content='plan-course']"):
        message = "plan-course wrote this page; its plan.yaml says all of it, and its syllabus.md is read here"
        raise InputError([error("own-page", message, Where(file))])
    walk = _Walk(root, 0, 0)
    units = walk.units()
    if walk.lost:
        message = "what stands from here on is nested too deep, and not read"
        findings.append(warning("page-depth", message, Where(file, walk.lost)))
    return units


def fragment_units(text: str, first_line: int, tables: int) -> list[Unit]:
    """The units of HTML that stands in a Markdown page from a line on; ``tables`` is the number of tables before."""
    root = _parsed(text)
    return _Walk(root, first_line - 1, tables, markdown=True).units() if root is not None else []


def _parsed(text: str) -> Any:
    """The tree of a page as browsers build it, whatever is left open; None where there is nothing."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@dataclass(frozen=True)
class _Place:
    """Where in the page a piece of it stands."""

    kind: Kind = "line"
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    span: int = 1

    def unit(self, text: str, line: int, links: Sequence[tuple[str, str]], strong: str, emphasis: str) -> Unit:
        level = self.level if self.kind == "heading" else 0
        return Unit(
            self.kind,
            text,
            line,
            level,
            tuple(links),
            strong,
            self.table,
            self.row,
            self.column,
            self.span,
            False,
            emphasis,
        )


@dataclass
class _Run:
    """Inline content in the making of one unit."""

    line: int
    text: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    emphasis: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(part.strip() for part in self.text)


class _Walk:
    """Goes down the tree of a page."""

    def __init__(self, root: Any, lines_before: int, tables: int, markdown: bool = False) -> None:
        self.root, self.lines_before, self.tables, self.markdown = root, lines_before, tables, markdown
        self.found: list[Unit] = []
        self.spanned = self.lost = 0
        self.holding = self._holding_blocks()
        self.layout = self._layout_tables()

    def units(self) -> list[Unit]:
        """All units in order."""
        self._block(self.root, _Place(), 0)
        return self.found

    def _holding_blocks(self) -> set[Any]:
        """The elements that have a block below them."""
        holding: set[Any] = set()
        for element in self.root.iter(*_BLOCKS):
            above = element.getparent()
            while above is not None and above not in holding:
                holding.add(above)
                above = above.getparent()
        return holding

    def _layout_tables(self) -> set[Any]:
        """The tables that only lay out the page: a table of dates stands within one of their cells."""
        layout: set[Any] = set()
        for table in self.root.iter("table"):
            above = next(table.iterancestors("table"), None)
            if above is None or above in layout:
                continue
            dated = 0
            for row in _rows(table):
                dated += any(date_at_start(_start_of(cell)) is not None for cell in row)
                if dated > 1:
                    layout.update(table.iterancestors("table"))
                    break
        return layout

    def _line(self, element: Any) -> int:
        return self.lines_before + (element.sourceline or 1)

    def _block(self, element: Any, place: _Place, depth: int) -> None:
        """The units of an element: runs of inline content, and the blocks between them."""
        if depth > MOST_DEPTH:
            self.lost = self.lost or self._line(element)
            return
        run = _Run(self._line(element), [element.text or ""])
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                pass
            elif child.tag == "br":
                self._end(run, place)
                run = _Run(self._line(child))
            elif child.tag in _BLOCKS or child in self.holding:
                self._end(run, place)
                self._inside(child, place, depth)
                run = _Run(self._line(child))
            else:
                self._inline(child, run)
            run.text.append(child.tail or "")
        self._end(run, place)

    def _inside(self, element: Any, place: _Place, depth: int) -> None:
        """The units of an element that is a block, or holds some."""
        tag = element.tag
        if tag == "table" and place.kind != "cell" and element not in self.layout:
            self._table(element, depth)
            return
        if place.kind != "cell":
            if tag in _HEADINGS:
                place = replace(place, kind="heading", level=_HEADINGS[tag])
            elif tag in ("li", "dd"):
                place = replace(place, kind="item")
            elif tag in ("p", "dt", "div", "section", "table", "summary", "caption"):
                place = replace(place, kind="line" if place.kind != "item" else "item")
        self._block(element, place, depth + 1)

    def _inline(self, element: Any, run: _Run) -> None:
        """An inline element: its text, its links, and whether the unit begins in bold type."""
        if run.is_empty:
            run.line = self._line(element)
        anchors = [element] if element.tag == "a" else element.iter("a")
        for anchor in anchors:
            label = " ".join("".join(_shown(anchor)).split())
            run.links.append((label, str(anchor.get("href") or "").strip()))
        words = "".join(_shown(element))
        if element.tag in ("b", "strong") and run.is_empty:
            run.strong.append(words)
        if element.tag in ("em", "i", "cite") or (inner := next(element.iter("em", "i", "cite"), None)) is not None:
            emphasised = words if element.tag in ("em", "i", "cite") else "".join(_shown(inner))
            run.emphasis = run.emphasis or [emphasised]
        run.text.append(words)

    def _end(self, run: _Run, place: _Place) -> None:
        """The unit of a run, if it says anything."""
        text = " ".join("".join(run.text).split())
        if self.markdown and ("](" in text or "*" in text or "_" in text):
            run.links += [(found[1].strip("*_ "), found[2]) for found in _MARKDOWN_LINK.finditer(text)]
            text = _MARKDOWN_MARK.sub("", _MARKDOWN_LINK.sub(r"\1", text))
        if text:
            strong, emphasis = (" ".join("".join(part).split()) for part in (run.strong, run.emphasis))
            self.found.append(place.unit(text, run.line, run.links, strong, emphasis))

    def _table(self, table: Any, depth: int) -> None:
        """The cells of a table by their place in the grid; a cell over several rows stands in each of them."""
        self.tables += 1
        rows = list(_rows(table))
        header = _header_rows(table, rows)
        carried: dict[int, tuple[int, int, list[Unit]]] = {}
        for number, cells in enumerate(rows):
            row = 0 if number < header else number - header + 1
            waiting = iter(cells)
            column = 0
            cell = next(waiting, None)
            while cell is not None or (carried and max(carried) >= column):
                if column in carried:
                    width = self._again(carried, column, row)
                elif cell is None:
                    width = 1
                else:
                    width = self._cell(cell, _Place("cell", 0, self.tables, row, column), carried, depth)
                    cell = next(waiting, None)
                column += width

    def _again(self, carried: dict[int, tuple[int, int, list[Unit]]], column: int, row: int) -> int:
        """A cell of a row above that reaches down into this one; gives its width."""
        left, width, units = carried.pop(column)
        self.spanned += len(units)
        if self.spanned <= MOST_SPANNED:
            self.found += [replace(unit, row=row, again=True) for unit in units]
        if left > 1:
            carried[column] = (left - 1, width, units)
        return width

    def _cell(self, cell: Any, place: _Place, carried: dict[int, tuple[int, int, list[Unit]]], depth: int) -> int:
        """A cell in its first row; gives its width."""
        width, height = _number(cell.get("colspan")), _number(cell.get("rowspan"))
        place = replace(place, span=width)
        begin = len(self.found)
        self._block(cell, place, depth + 1)
        if len(self.found) == begin:
            self.found.append(place.unit("", self._line(cell), (), "", ""))
        if height > 1 and place.row:
            carried[place.column] = (height - 1, width, self.found[begin:])
        return width


def _shown(element: Any) -> Iterator[str]:
    """The text of an element as a browser shows it."""
    for part in element.iter():
        if part.tag == "br":
            yield " "
        if part.text and part.tag not in _SKIPPED:
            yield part.text
        if part is not element and part.tail:
            yield part.tail


def _start_of(cell: Any) -> str:
    """The first words of a cell."""
    words: list[str] = []
    for part in cell.itertext():
        words.append(part)
        if sum(map(len, words)) > 60:
            break
    return " ".join(" ".join(words).split())[:60]


def _rows(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, without those of tables within it: lists of cells."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in _PARTS_OF_TABLES:
            yield from ([cell for cell in row if cell.tag in ("td", "th")] for row in child if row.tag == "tr")


def _header_rows(table: Any, rows: Sequence[list[Any]]) -> int:
    """How many rows at the top name the columns."""
    count = 0
    for cells in rows[:3]:
        parent = cells[0].getparent().getparent() if cells else None
        if cells and (all(cell.tag == "th" for cell in cells) or (parent is not None and parent.tag == "thead")):
            # A row that has only its date as a heading is no header.
            count += 1
        else:
            break
    return count if count < len(rows) else 0


def _number(text: str | None) -> int:
    """The number of rows or columns that a cell takes."""
    digits = (text or "").strip()
    return min(max(int(digits), 1), 1000) if digits.isdecimal() and len(digits) < 6 else 1
