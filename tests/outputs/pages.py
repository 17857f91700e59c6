"""A strict reader of pages: every element closed where it should be, its attributes and text kept."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


class Element:
    """An element with its attributes, text and children."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.texts: list[str] = []
        self.children: list[Element] = []

    def all(self, tag: str | None = None) -> Iterator[Element]:
        """The elements inside, in order; of one tag if given."""
        for child in self.children:
            if tag in (None, child.tag):
                yield child
            yield from child.all(tag)

    @property
    def text(self) -> str:
        """All text inside on one line."""
        return " ".join(" ".join(self.texts).split())

    def get(self, name: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(name) or ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open an element; attributes may not come twice."""
        assert len(dict(attributes)) == len(attributes), attributes
        element = Element(tag, dict(attributes))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """An element of SVG without content."""
        self.open[-1].children.append(Element(tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last."""
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        """Text belongs to all open elements."""
        for element in self.open:
            element.texts.append(data)


def read_page(page: str) -> Element:
    """The page as a tree."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1
    return reader.open[0]
