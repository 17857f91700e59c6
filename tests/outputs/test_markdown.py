from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.findings import InputError
from planner.outputs import FLAVOURS, Flavour, PublishOptions
from planner.outputs.markdown import escape
from planner.outputs.text import one_line
from planner.plans.plan import Plan

from .goldens import check_golden
from .samples import HOSTILE_TEXTS, hostile_plan, published, sample_plan

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text("`*_[]()<>#+-=.!|~$^&:;\\{}@ \tab1\n'\"/", max_size=40),
    st.sampled_from(HOSTILE_TEXTS),
)


def syllabus(plan: Plan, flavour: Flavour, public: bool = True) -> str:
    """The syllabus of a plan."""
    options = PublishOptions(flavour=flavour, public=public)
    return published(plan, "md", options=options)["syllabus.md"].decode()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_golden(flavour: Flavour) -> None:
    """Each flavour as it is written today."""
    check_golden(f"syllabus.{flavour}.md", syllabus(sample_plan(), flavour).encode())


def test_golden_for_the_instructor() -> None:
    """The instructor's own copy."""
    check_golden("syllabus.private.md", syllabus(sample_plan(), "plain", public=False).encode())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_public_says_nothing_of_wishes(flavour: Flavour) -> None:
    """Satisfaction and what was left out stay with the instructor."""
    for word in ("62.5", "71.4", "atisfaction", "PagedAttention"):
        assert word in syllabus(sample_plan(), flavour, public=False)
        assert word not in syllabus(sample_plan(), flavour)


def test_unknown_flavour() -> None:
    """The nearest known name is told."""
    with pytest.raises(InputError, match='did you mean "quarto"'):
        published(sample_plan(), "md", options=PublishOptions(flavour="quatro"))  # type: ignore[arg-type]


def test_unusual_time_and_place() -> None:
    """A session elsewhere or at another time says so; the others do not."""
    plan = sample_plan()
    moved = plan.sessions[1].model_copy(update={"location": "Bldg 301", "end": plan.sessions[1].end})
    plan = plan.model_copy(update={"sessions": [plan.sessions[0], moved, *plan.sessions[2:]]})
    text = syllabus(plan, "plain")
    assert "### Thu 5 Mar: Frameworks\n\nBldg 301\n" in text
    assert text.count("Bldg 302") == 1


class Tags(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the tag and where it leads."""
        self.tags.add(tag)
        self.links.update(value or "" for key, value in attributes if key in ("href", "src"))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.texts.append(data)


@pytest.mark.parametrize("flavour", ["plain", "github"])
def test_hostile_texts(flavour: Flavour) -> None:
    """Rendered, hostile texts are the text that they are, and bring no tag and no link."""
    plan = hostile_plan()
    page = Tags(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(syllabus(plan, flavour)))
    assert page.tags <= {*("h1", "h2", "h3", "p", "ul", "li", "a", "br", "strong", "em")} | {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert all(link.startswith(("https://a.b/", "https://example.edu/")) for link in page.links)
    shown = "".join("".join(page.texts).split())
    for text in [paper.title for key, paper in plan.papers.items() if key != "vllm"]:
        assert "".join(one_line(text).split()) in shown


@pytest.mark.parametrize("flavour", ["just-the-class", "quarto", "hugo"])
def test_front_matter(flavour: Flavour) -> None:
    """The front matter is YAML whatever the title is, and no template language finds anything to do."""
    for text in HOSTILE_TEXTS:
        written = syllabus(hostile_plan((text,)), flavour)
        _, front, body = written.split("---\n", 2)
        data = yaml.safe_load(front)
        assert data["title"]
        assert "<script" not in written.replace(front, "")
        assert flavour != "just-the-class" or "<" not in data["title"]
        for mark in ("{{", "{%", "${", "#{"):
            assert mark not in body


def texts_in(tokens: list[Token]) -> Iterator[Any]:
    """What stands inside the inline tokens: text as it is, anything else as its type."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(child.content if child.type == "text" else child.type for child in token.children or [])


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT)
def test_escaped_text_is_only_text(text: str) -> None:
    """In a paragraph, heading, item, cell and emphasis, an escaped text is read as exactly that text."""
    line = one_line(text)
    if not line:
        return
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    written = escape(text)
    assert list(texts_in(parser.parse(written))) == [line]
    assert list(texts_in(parser.parse(f"### {written}"))) == [line]
    assert list(texts_in(parser.parse(f"- {written}\n- {written}"))) == [line, line]
    table = parser.parse(f"| a | b |\n| --- | --- |\n| {written} | x |")
    assert list(texts_in(table)) == ["a", "b", line, "x"]
    link = parser.parse(f"[{written}](https://example.org)")
    assert list(texts_in(link)) == [f"link_open{line}link_close"]


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, st.text("!#$%&'()*+,/:;=?@[]~abc{}|\\^`\"<>é", max_size=20))
def test_links_lead_where_they_should(title: str, path: str) -> None:
    """Any link of a paper stays one link."""
    plan = hostile_plan((title,))
    papers = {key: paper.model_copy(update={"url": f"https://a.b/{path}"}) for key, paper in plan.papers.items()}
    page = Tags(MarkdownIt("commonmark").render(syllabus(plan.model_copy(update={"papers": papers}), "plain")))
    links = {link for link in page.links if link.startswith("https://a.b/")}
    assert len(links) == 1
    assert "script" not in page.tags
