"""An HTML page as the same units as a Markdown page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from planner.findings import InputError, Where, error
from planner.starter.page.units import Kind, Unit

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "nav", "select", "button", "form"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead"}
    | {"tbody", "tr", "td", "th", "blockquote", "pre", "body", "html", *_HEADINGS}
)
MOST_DEPTH = 200


def html_units(text: str, file: str) -> list[Unit]:
    """The units of an HTML page, in order; what a browser does not show is left out.

    Raises InputError for a page of our own: its figures repeat the dates.
    """
    with warnings.catch_warnings():
        # A file that looks like a file name or like XML is still only a page to be read.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(text, "html.parser")
    if soup.find("meta", {"name": "generator", "content": "plan-course"}) is not None:
        message = "plan-course wrote this page; its plan.yaml says all of it, and its syllabus.md is read here"
        raise InputError([error("own-page", message, Where(file))])
    for tag in soup.find_all(_SKIPPED):
        tag.decompose()
    return list(_Walk().block(soup, "line", 0, 0))


class _Walk:
    """Goes down the tree; counts tables."""

    def __init__(self) -> None:
        self.tables = self.row = self.column = 0

    def block(self, tag: Tag, kind: Kind, level: int, depth: int) -> Iterator[Unit]:
        """The units of an element: runs of inline content, and the blocks between them."""
        if depth > MOST_DEPTH:
            return
        run = _Run(tag.sourceline or 1)
        for child in tag.children:
            if isinstance(child, Tag) and _holds_blocks(child):
                yield from run.units(kind, level, self)
                run = _Run(child.sourceline or run.line)
                yield from self.inside(child, kind, level, depth)
            elif isinstance(child, Tag) and child.name == "br":
                yield from run.units(kind, level, self)
                run = _Run(child.sourceline or run.line)
            elif isinstance(child, Tag):
                run.add_tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                run.text += str(child)
        yield from run.units(kind, level, self)

    def inside(self, tag: Tag, kind: Kind = "line", level: int = 0, depth: int = 0) -> Iterator[Unit]:
        """The units of an element that holds blocks."""
        if tag.name in _HEADINGS:
            kind, level = "heading", _HEADINGS[tag.name]
        elif tag.name in ("li", "dd"):
            kind = "item" if kind != "cell" else kind
        elif tag.name == "table":
            self.tables, self.row = self.tables + 1, -1
        elif tag.name == "tr":
            self.row, self.column = self.row + 1, -1
            if self.row == 0 and tag.find("th") is None:
                self.row = 1
        elif tag.name in ("td", "th"):
            kind, self.column = "cell", self.column + 1
        elif kind != "cell":
            kind = "line" if tag.name in ("p", "dt", "div", "section", "table") else kind
        yield from self.block(tag, kind, level, depth + 1)


class _Run:
    """Inline content in the making of one unit."""

    def __init__(self, line: int) -> None:
        self.text, self.strong, self.line = "", "", line
        self.links: list[tuple[str, str]] = []

    def add_tag(self, tag: Tag) -> None:
        """An inline element: its text, its links, and whether the unit begins in bold type."""
        words = tag.get_text(" ", strip=True) if tag.name == "a" else tag.get_text()
        self.line = self.line if self.text.strip() else (tag.sourceline or self.line)
        if tag.name in ("b", "strong") and not self.text.strip():
            self.strong = " ".join(words.split())
        for anchor in [tag] if tag.name == "a" else tag.find_all("a"):
            self.links.append((" ".join(anchor.get_text().split()), str(anchor.get("href") or "")))
        self.text += words

    def units(self, kind: Kind, level: int, walk: _Walk) -> Iterator[Unit]:
        """The unit that was made, if it says anything."""
        text = " ".join(self.text.split())
        if text:
            place = (walk.tables, walk.row, walk.column) if kind == "cell" else (0, 0, 0)
            yield Unit(kind, text, self.line, level, tuple(self.links), self.strong, *place)


def _holds_blocks(tag: Tag) -> bool:
    return tag.name in _BLOCKS or tag.find(_BLOCKS) is not None
