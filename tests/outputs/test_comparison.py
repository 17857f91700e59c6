"""A comparison as Markdown and as a page, and the picture of a trade-off: whole, self-contained, and safe."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.outputs.comparison import loads, markdown, page
from planner.outputs.text import one_line
from planner.outputs.trade_off import trade_off_picture
from planner.plans.comparing import Best, Compared, Comparison, side_by_side
from planner.plans.plan import Duty, Plan

from .goldens import check_golden
from .pages import read_page
from .samples import HOSTILE_TEXTS, hostile_plan, sample_plan

GOALS: dict[str, tuple[str, Best]] = {"coverage": ("papers", "low"), "preferences": ("%", "high")}
EVIL = (*HOSTILE_TEXTS, "](javascript:alert(1))", "a\n\n# b\n| c |", '"><svg onload=alert(1)>', "&lt;script&gt;")

TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "main", "section", "h1", "h2", "p", "ul"),
    *("li", "time", "span", "div", "table", "thead", "tbody", "tr", "th", "td", "svg", "rect"),
}
"""What a page is made of."""


def other_plan(plan: Plan) -> Plan:
    """The plan with a paper left out, one day's papers exchanged with another's, and somebody else on a seat."""
    sessions = list(plan.sessions)
    first, second, *_ = (place for place, session in enumerate(sessions) if session.required)
    one, two = sessions[first], sessions[second]
    sessions[first] = one.model_copy(update={"required": two.required[:1], "minutes": 45, "duties": []})
    person = list(plan.people)[-1]
    duties = [Duty(role=next(iter(plan.roles)), person=person, paper=one.required[0])]
    sessions[second] = two.model_copy(update={"required": one.required, "minutes": one.minutes, "duties": duties})
    return plan.model_copy(update={"sessions": sessions[:-1]})


def sample(first: str = "plan.yaml", second: str = "edited.yaml") -> Comparison:
    """A plan, what was made of it, and a copy that was never solved."""
    plan = sample_plan()
    unsolved = plan.model_copy(update={"solved": None})
    return side_by_side(
        [
            Compared(first, plan, {"coverage": 1, "preferences": 62.5}),
            Compared(second, other_plan(plan), {"coverage": 2, "preferences": 70.0}, stale=True),
            Compared("unsolved.yaml", unsolved, {}),
        ],
        GOALS,
    )


def hostile() -> Comparison:
    """Every text of the plans and their names is hostile."""
    plan = hostile_plan(EVIL)
    return side_by_side(
        [
            Compared(EVIL[0], plan, {"coverage": 1}),
            *(Compared(evil, other_plan(plan), {}, stale=True) for evil in EVIL),
        ],
        GOALS,
    )


def test_golden_markdown() -> None:
    """The whole text."""
    check_golden("comparison.md", markdown(sample()).encode())


def test_golden_page() -> None:
    """The whole page, its style left out."""
    text = re.sub(r"(?s)<style>.*</style>", "<style></style>", page(sample()))
    check_golden("comparison.html", re.sub(r"style-src '[^']*'", "style-src", text).encode())


def test_golden_picture() -> None:
    """The whole picture: a point that is not proven is hollow."""
    points = [(0, 90, True), (1, 62.5, True), (3, 20, False)]
    check_golden("trade-off.svg", trade_off_picture(("coverage", "worst_off"), ("papers", "%"), points).encode())


def test_nothing_differs() -> None:
    """Is said so, and not that people do; where only people differ, that is said."""
    plan = sample_plan()
    session = next(session for session in plan.sessions if session.duties)
    emptied = [s.model_copy(update={"duties": []}) if s is session else s for s in plan.sessions]
    for other, said in ((plan, "Nothing."), (plan.model_copy(update={"sessions": emptied}), "Nothing but people.")):
        comparison = side_by_side([Compared("one", plan, {}), Compared("other", other, {})], GOALS)
        assert [line for line in markdown(comparison).splitlines() if line.startswith("Nothing")] == [said]
        assert [item.text for item in read_page(page(comparison)).all("li")] == [said]


def test_stale_and_unsolved_plans_are_marked() -> None:
    """On the page and in Markdown, each with the reason."""
    notices = [
        "edited.yaml was edited since it was solved: its figures of goals are stale.",
        "unsolved.yaml was never solved: it brings no figures of goals.",
    ]
    tree = read_page(page(sample()))
    assert [p.text for p in tree.all("p") if p.get("class") == "notice"] == notices
    text = markdown(sample())
    assert text.startswith("# plan.yaml against edited.yaml (stale) against unsolved.yaml\n")
    assert [line for line in text.splitlines() if line in notices] == notices


def test_the_best_is_marked_for_every_reader() -> None:
    """By a word that a screen reader says, not by colour alone."""
    tree = read_page(page(sample()))
    best = {
        (row.children[0].text, cell.text)
        for row in tree.all("tr")
        for cell in row.all("td")
        if "best" in cell.get("class")
    }
    assert ("coverage", "1 (best)") in best
    assert ("preferences", "70 (best)") in best


@pytest.mark.parametrize("comparison", [sample(), hostile()], ids=["sample", "hostile"])
def test_the_page_is_closed_in_itself(comparison: Comparison) -> None:
    """It loads nothing, has no script, and its policy allows its own style and nothing else."""
    text = page(comparison)
    tree = read_page(text)
    (policy,) = (m.get("content") for m in tree.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    (style,) = tree.all("style")
    digest = base64.b64encode(hashlib.sha256("".join(style.texts).encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    for element in tree.all():
        assert element.tag in TAGS
        assert not any(
            name.startswith("on") or name in ("style", "src", "srcset", "data") for name in element.attributes
        )
        assert not element.get("href") or element.get("href") == "data:,"
    ids = [element.get("id") for element in tree.all() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {element.get("aria-labelledby") for element in tree.all("section")} <= set(ids)


def test_hostile_texts_are_read_as_they_are() -> None:
    """Names and titles come out as text, on one line, without what turns lines around or cannot be written."""
    text = page(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    text.encode()
    heads = [head.text for table in list(read_page(text).all("table"))[:1] for head in table.all("th")]
    assert heads[1:4] == [one_line(EVIL[0]), one_line(EVIL[0]), one_line(EVIL[1])]


def test_pictures_are_well_formed() -> None:
    """Every picture of the page is XML by itself, its bar within the picture."""
    for comparison in (sample(), hostile()):
        pictures = re.findall(r"(?s)<svg .*?</svg>", page(comparison))
        assert pictures
        for picture in pictures:
            (rect,) = (child for child in ElementTree.fromstring(picture) if child.tag == "rect")
            assert 0 <= float(rect.attrib["width"]) <= 100


def flat(tokens: list[Token]) -> list[Token]:
    """Tokens and those inside them."""
    return [one for token in tokens for one in (token, *flat(token.children or []))]


def test_markdown_cannot_be_broken_out_of() -> None:
    """No link, picture, HTML or code comes of any text; tables keep their columns, headings are our own."""
    comparison = hostile()
    text = markdown(comparison)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    tokens = flat(MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(text))
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "html_block", "html_inline", "code_inline", "fence", "code_block", "hr"}
    assert not kinds & {"blockquote_open", "ordered_list_open"}
    tops = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    assert len(tops) == 1
    sections = [token for token in tokens if token.type == "heading_open" and token.tag == "h2"]
    assert len(sections) == len(comparison.sections) + len(comparison.moved)
    cells = sum(token.type in ("th_open", "td_open") for token in tokens)
    lines = sum(len(rows) + 1 for rows in comparison.sections.values())
    assert cells == lines * (len(comparison.plans) + 2)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=40), min_size=2, max_size=3))
def test_any_name(names: list[str]) -> None:
    """Whatever a file is called, the page is whole and the tables of the Markdown keep their columns."""
    plan = sample_plan()
    comparison = side_by_side([Compared(name, plan, {"coverage": 1}) for name in names], GOALS)
    read_page(page(comparison))
    tokens = flat(MarkdownIt("commonmark").enable("table").parse(markdown(comparison)))
    cells = sum(token.type in ("th_open", "td_open") for token in tokens)
    assert cells == sum(len(rows) + 1 for rows in comparison.sections.values()) * (len(names) + 2)


def test_loads_stand_on_one_scale() -> None:
    """A day that a plan lacks has no number and no bar; the longest bar of all plans is whole."""
    comparison = sample()
    days = loads(comparison)
    assert [day.day for day in days] == sorted({s.date for plan in comparison.plans for s in plan.plan.sessions})
    assert max(width for day in days for width in day.widths) == 100
    assert days[-1].minutes[1] is None
    assert days[-1].widths[1] == 0
    empty = sample_plan().model_copy(update={"sessions": []})
    nothing = side_by_side([Compared("one", empty, {}), Compared("two", empty, {})], GOALS)
    assert loads(nothing) == []
    read_page(page(nothing))


POINTS = st.lists(st.tuples(st.integers(-(10**6), 10**6), st.floats(-1000, 1000), st.booleans()), max_size=40)


@given(POINTS)
def test_the_picture_is_well_formed(points: list[tuple[float, float, bool]]) -> None:
    """Any points are a picture with each of them inside its frame, hollow exactly where it is not proven."""
    tree: ElementTree.Element = ElementTree.fromstring(trade_off_picture(("coverage", "a<b"), ("papers", "%"), points))
    circles = [element for element in tree.iter() if element.tag.endswith("circle")]
    assert len(circles) == len(points)
    for circle, (_, _, proven) in zip(circles, points, strict=True):
        assert 80 <= float(circle.attrib["cx"]) <= 616
        assert 24 <= float(circle.attrib["cy"]) <= 356
        assert (circle.attrib["fill"] == circle.attrib["stroke"]) == proven
        assert ("not proven" in "".join(circle.itertext())) == (not proven)
    assert not [element for element in tree.iter() if element.tag.endswith(("script", "image", "a", "use"))]
