"""What has changed, for everybody: ``changes.md``, an Atom feed, and the box on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from planner.outputs import PublishOptions
from planner.outputs.dates import day_text
from planner.outputs.text import address, clean, one_line
from planner.outputs.view import View
from planner.plans.updates import Update

ATOM = "http://www.w3.org/2005/Atom"
LONGEST_FEED = 50


@dataclass(frozen=True)
class SeenUpdate:
    """An update as everybody may see it: names as the plan says, nothing where nobody is to be named."""

    stamp: datetime
    day: str
    texts: tuple[str, ...]


def seen(view: View, options: PublishOptions) -> list[SeenUpdate]:
    """The updates that say something in public, newest first."""
    shown = []
    for update in options.updates:
        texts = tuple(dict.fromkeys(_texts(view, update)))
        if texts:
            local = view.local(update.stamp)
            shown.append(SeenUpdate(update.stamp, f"{day_text(local.date())} {local.year}", texts))
    return shown


def _texts(view: View, update: Update) -> Iterator[str]:
    for difference in update.differences:
        if not difference.people:
            yield one_line(difference.text)
        elif view.names != "none":
            names = ", ".join(view.person(person).name for person in difference.people)
            yield one_line(f"{names}: {difference.text}")


def feed(view: View, options: PublishOptions) -> bytes:
    """The Atom feed; its ids stay, wherever it is served."""
    shown = seen(view, options)
    root = ElementTree.Element("feed", {"xmlns": ATOM})
    urn = f"urn:plan-course:{view.plan.course.code}"
    _add(root, "id", urn)
    _add(root, "title", f"{view.title}: changes")
    stamps = [update.stamp for update in options.updates]
    _add(root, "updated", _instant(max(stamps, default=datetime(2000, 1, 1, tzinfo=UTC))))
    _add(_add(root, "author"), "name", ", ".join(view.instructors) or view.title)
    page = address(options.url, "syllabus.html") if options.url else view.url
    if options.url:
        ElementTree.SubElement(root, "link", {"rel": "self", "href": address(options.url, "feed.xml")})
    if page:
        ElementTree.SubElement(root, "link", {"rel": "alternate", "href": page})
    for update in shown[:LONGEST_FEED]:
        entry = _add(root, "entry")
        _add(entry, "id", f"{urn}:{_instant(update.stamp)}")
        _add(entry, "title", f"Changes of {update.day}")
        _add(entry, "updated", _instant(update.stamp))
        if page:
            ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": page})
        _add(entry, "content", "\n".join(update.texts)).set("type", "text")
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = clean(text) if text is not None else None
    return element


def _instant(stamp: datetime) -> str:
    return stamp.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
