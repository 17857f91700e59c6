from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.outputs import PublishOptions
from planner.outputs.figures import coverage, loads, months, person_rows
from planner.outputs.text import one_line
from planner.outputs.view import View
from planner.plans.plan import Plan, RangeSeen, SessionLimits

from .pages import Element, read_page
from .samples import HOSTILE_TEXTS, hostile_plan, published, sample_plan


def written(plan: Plan, public: bool = True) -> str:
    """The page's text."""
    return published(plan, "html", options=PublishOptions(public=public))["syllabus.html"].decode()


def page(plan: Plan, public: bool = True) -> Element:
    """The page as a tree."""
    return read_page(written(plan, public))


def linked(tree: Element) -> Any:
    """The schema.org data of a page."""
    (element,) = [script for script in tree.all("script") if script.get("type") == "application/ld+json"]
    return json.loads("".join(element.texts))


def test_schedule() -> None:
    """A session's row shows date, title, papers with links, and who does what."""
    (row,) = [row for row in page(sample_plan()).all("tr") if row.get("id") == "s-2026-03-31"]
    assert row.text == (
        "Tue 31 Mar 15:30–16:45 Bldg 302, Room 1 Distributed training 105 minutes of reading "
        "Horovod: fast and easy distributed deep learning in TensorFlow "
        "Alexander Sergeev and Mike Del Balso, arXiv 2018 Presenter: Ada L. "
        "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism "
        "Yanping Huang, NeurIPS 2019 Presenter: Ada L. "
        "Scribe: Bo Ek and Team 1 (Cy Ono, Di Park)"
    )
    assert [link.get("href") for link in row.all("a")] == [
        "https://example.org/papers/horovod.pdf?from=plan&to=(all)",
        "https://example.org/papers/gpipe.pdf?from=plan&to=(all)",
    ]


def test_days_without_class() -> None:
    """They stand in the schedule with their reason."""
    texts = [row.text for row in page(sample_plan()).all("tr")]
    assert "Thu 26 Mar No class Spring break, all classes" in texts
    assert "Thu 16 Apr Cancelled Serving Instructor travels" in texts


def test_nothing_is_loaded() -> None:
    """The page needs no other file; its policy allows its own style and script by their digests, and no other."""
    tree = page(sample_plan())
    policies = [m.get("content") for m in tree.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    (style,) = tree.all("style")
    _, script = tree.all("script")
    for kind, element in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256("".join(element.texts).encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policies[0]
    assert policies[0].startswith("default-src 'none'")
    assert "unsafe" not in policies[0]
    for element in tree.all():
        names = set(element.attributes)
        assert "style" not in names
        assert not any(name.startswith("on") for name in names)
        assert not names & {"src", "srcset", "poster", "data", "background"}
        assert element.tag not in ("img", "iframe", "object", "embed", "base", "form")
    assert [element.get("href") for element in tree.all("link")] == ["data:,"]
    assert "url(" not in "".join(style.texts)
    assert "@import" not in "".join(style.texts)
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|eval", "".join(script.texts))


def test_readable_without_script() -> None:
    """Only the tools that need the script are hidden, until it shows them."""
    hidden = [element.get("id") for element in page(sample_plan()).all() if "hidden" in element.attributes]
    assert hidden == ["now", "now-duty-part", "own", "tools", "all", "mine", "earlier"]


def test_anchors_lead_somewhere() -> None:
    """Ids are unique, and every link inside the page has its target."""
    for plan in (sample_plan(), hostile_plan()):
        tree = page(plan, public=False)
        ids = [element.get("id") for element in tree.all() if element.get("id")]
        assert len(ids) == len(set(ids))
        inside = [link.get("href")[1:] for link in tree.all("a") if link.get("href").startswith("#")]
        assert inside
        assert set(inside) <= set(ids)
        labels = [element.get("aria-labelledby") for element in tree.all() if element.get("aria-labelledby")]
        assert set(labels) <= set(ids)


def test_public_page_says_nothing_of_wishes() -> None:
    """Satisfaction, wishes, goals and what was left out stay with the instructor."""
    own, public = page(sample_plan(), public=False).text, page(sample_plan()).text
    for word in ("62.5", "71.4 %", "Satisfaction", "wishes", "PagedAttention", "worst off"):
        assert word in own
        assert word not in public


def test_links_to_calendars() -> None:
    """Each person's calendar is linked under the name that its file has."""
    plan = sample_plan()
    people = {"Ada": plan.people["ada"], "ada": plan.people["bo"], "é +1": plan.people["noor"]}
    plan = plan.model_copy(update={"people": people})
    files = [name for name in published(plan, "ics", "html") if name.startswith("people/")]
    links = [link.get("href") for link in page(plan).all("a") if link.get("href").startswith("people/")]
    assert len(links) == len(files) == 16
    assert links[:2] == ["people/Ada.html", "people/Ada.ics"]
    assert all(re.fullmatch(r"people/[\w.%-]+\.(ics|html)", link) for link in links)


def test_linked_data() -> None:
    """Search engines get the course, its sessions with offset, and the lost one; no student's name."""
    data = linked(page(sample_plan()))
    assert data["@type"] == "Course"
    events = data["hasCourseInstance"]["subEvent"]
    assert len(events) == 13
    assert events[1]["startDate"] == "2026-03-05T15:30-08:00"
    assert events[2]["startDate"] == "2026-03-10T15:30-07:00"
    assert events[-1]["eventStatus"].endswith("EventCancelled")
    assert "Ada L." not in json.dumps(data)


@pytest.mark.parametrize("public", [True, False])
def test_hostile_texts(public: bool) -> None:
    """Texts bring no element, attribute or link; they are shown as they are."""
    plain, hostile = page(sample_plan("Europe/Berlin"), public), page(hostile_plan(), public)
    assert len(list(hostile.all("script"))) == 2
    assert {element.tag for element in hostile.all()} <= {element.tag for element in plain.all()}
    allowed = ("#", "https://a.b/", "https://example.edu/", "people/", "course.ics", "data:,")
    assert all(element.get("href").startswith(allowed) for element in hostile.all() if element.get("href"))
    assert one_line(HOSTILE_TEXTS[0]) in hostile.text
    assert all(event["@type"] == "EducationEvent" for event in linked(hostile)["hasCourseInstance"]["subEvent"])


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text(text: str) -> None:
    """Whatever the texts are, the page is well-formed and shows them."""
    tree = page(hostile_plan((text,)), public=False)
    (heading,) = tree.all("h1")
    assert heading.text == (one_line(text) or "aisys2026")


def test_script_links_are_no_links() -> None:
    """A link with another scheme is shown without it."""
    plan = sample_plan()
    bad = plan.papers["janus"].model_copy(update={"url": "javascript:alert(1)"})
    text = written(plan.model_copy(update={"papers": {**plan.papers, "janus": bad}}))
    assert "javascript:" not in text
    assert "JANUS" in text


def test_edited_plan_with_unknown_names() -> None:
    """What the plan does not describe is shown by its id."""
    plan = sample_plan().model_copy(update={"papers": {}, "people": {}, "roles": {}, "topics": {}, "events": {}})
    text = page(plan).text
    for word in ("tensorflow", "presenter", "team1"):
        assert word in text


def test_empty_plan() -> None:
    """A plan without sessions, people and topics is a page too."""
    empty: dict[str, object] = {key: {} for key in ("papers", "people", "roles", "topics", "events")}
    lists: dict[str, object] = {key: [] for key in ("sessions", "cancelled", "no_class", "left_out")}
    assert "Topics in AI Systems" in page(sample_plan().model_copy(update=empty | lists)).text


def test_load_parts() -> None:
    """A bar is cut at its goal and its limit, and is as long as its minutes."""
    plan = sample_plan()
    limits = SessionLimits(minutes=RangeSeen(goal=60, max=100))
    heavy = plan.sessions[1].model_copy(update={"minutes": 150, "limits": limits})
    (load,) = loads(View(plan.model_copy(update={"sessions": [heavy]})))
    assert load.scale == 150
    assert load.parts == [("within", 0, 40.0), ("above", 40.0, 26.67), ("beyond", 66.67, 33.33)]


def test_far_limit_is_not_drawn() -> None:
    """A limit that nobody comes near does not flatten the picture."""
    plan = sample_plan()
    limits = SessionLimits(minutes=RangeSeen(max=9000))
    (load,) = loads(
        View(plan.model_copy(update={"sessions": [plan.sessions[1].model_copy(update={"limits": limits})]}))
    )
    assert load.scale == 120


def test_coverage() -> None:
    """Papers count for their main topic; what is missing is missing to the goal."""
    rows = {row.topic.id: row for row in coverage(View(sample_plan()))}
    assert (rows["training"].papers, rows["training"].missing, rows["training"].sessions) == (3, 1, 2)
    assert rows["training"].wanted == "goal 4, at least 2"


def test_person_rows() -> None:
    """Duties are counted by role; two in one session share its square."""
    ada = person_rows(View(sample_plan()))[0]
    assert [(role.name, count) for role, count in ada.counts] == [("Presenter", 3), ("Scribe", 2)]
    assert [(mark.at, mark.top, mark.height) for mark in ada.marks if mark.at == 7] == [(7, 0, 50.0), (7, 50.0, 50.0)]


def test_months() -> None:
    """The picture has whole weeks, Monday first, and knows what each day holds."""
    march, april = months(View(sample_plan()))
    assert (march.name, april.name) == ("March 2026", "April 2026")
    days = {day.date: day for month in (march, april) for week in month.weeks for day in week if day}
    assert len(days) == 61
    assert all(len(week) == 7 for week in march.weeks)
    assert days[date(2026, 3, 26)].label == "26 March: no class: Spring break, all classes"
    assert days[date(2026, 4, 16)].label == "16 April: cancelled: Instructor travels"
    assert days[date(2026, 3, 3)].label == "3 March: Introduction"
    assert days[date(2026, 3, 4)].label == ""
