"""``course.imscc``: a Common Cartridge for learning platforms: a module a week with its readings as links.

Every platform reads modules and links; Canvas also reads its own files in it: deadlines as assignments with a due
date, and the sessions as events of the course's calendar.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import day_text, week_text
from planner.outputs.ical_text import session_text
from planner.outputs.parts import Deadline, Meeting, Week
from planner.outputs.text import clean
from planner.outputs.view import View
from planner.plans.plan import Plan

CC = "http://www.imsglobal.org/xsd/imsccv1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
LINK = "imswl_xmlv1p1"
OF_CANVAS = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
MARKER = "course_settings/canvas_export.txt"
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Package:
    """The files of the cartridge, the tree of its modules and the list of its resources."""

    code: str
    files: dict[str, bytes] = field(default_factory=dict)
    items: Element = field(default_factory=lambda: Element("item", {"identifier": "LearningModules"}))
    resources: Element = field(default_factory=lambda: Element("resources"))

    def name(self, *parts: str) -> str:
        """An identifier that stays from export to export, so that importing again updates."""
        return "g" + hashlib.sha256("/".join((self.code, *parts)).encode()).hexdigest()[:32]

    def add(self, identifier: str, kind: str, href: str, contents: Mapping[str, bytes | Element]) -> None:
        """A resource: its main file, and all its files by path."""
        resource = SubElement(self.resources, "resource", {"identifier": identifier, "type": kind, "href": href})
        for path, content in contents.items():
            SubElement(resource, "file", {"href": path})
            self.files[path] = _xml(content) if isinstance(content, Element) else content


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``course.imscc``; the same plan gives the same bytes."""
    view = View(plan)
    package = _Package(view.plan.course.code)
    for week in view.weeks:
        if week.meetings or week.deadlines:
            _module(package, week)
    for deadline in view.deadlines:
        _assignment(package, view, deadline)
    settings: dict[str, bytes | Element] = {
        MARKER: b"Made by plan-course\n",
        "course_settings/events.xml": _events(package, view),
    }
    package.add(package.name("settings"), OF_CANVAS, MARKER, settings)
    package.files["imsmanifest.xml"] = _xml(_manifest(package, view))
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(package.files, key=lambda name: (name != "imsmanifest.xml", name)):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), package.files[name], zipfile.ZIP_DEFLATED)
    return [PublishedFile("course.imscc", content.getvalue())]


def _module(package: _Package, week: Week) -> None:
    """A week: each meeting as a heading, its readings below it as links."""
    module = SubElement(package.items, "item", {"identifier": package.name("week", str(week.number))})
    _text(module, "title", f"Week {week.number}: {week_text(week.monday)}")
    for meeting in week.meetings:
        heading = SubElement(module, "item", {"identifier": package.name("session", meeting.source.uid or meeting.id)})
        _text(heading, "title", f"{day_text(meeting.day)}: {meeting.title or 'Session'}")
        for title, url, key in _links(meeting):
            _link(package, module, title, url, f"{meeting.id}/{key}")
    for deadline in week.deadlines:
        attributes = {
            "identifier": package.name("item", deadline.id),
            "identifierref": package.name("due", deadline.id),
        }
        item = SubElement(module, "item", attributes)
        _text(item, "title", f"Due {day_text(deadline.day)}: {deadline.title}")


def _links(meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    if meeting.link:
        yield f"Join the meeting of {day_text(meeting.day)}", meeting.link, "join"
    for reading in meeting.required:
        if reading.url:
            yield reading.title, reading.url, reading.id
    for reading in meeting.optional:
        if reading.url:
            yield f"Optional: {reading.title}", reading.url, reading.id


def _link(package: _Package, module: Element, title: str, url: str, key: str) -> None:
    identifier = package.name("link", key)
    item = SubElement(module, "item", {"identifier": package.name("item", key), "identifierref": identifier})
    _text(item, "title", title)
    link = Element("webLink", {"xmlns": f"{CC}/imswl_v1p1"})
    _text(link, "title", title)
    SubElement(link, "url", {"href": url, "target": "_blank"})
    package.add(identifier, LINK, f"{identifier}.xml", {f"{identifier}.xml": link})


def _assignment(package: _Package, view: View, deadline: Deadline) -> None:
    """A deadline as an assignment of Canvas; without points, as the plan knows none."""
    identifier = package.name("due", deadline.id)
    page = Element("html")
    _text(SubElement(page, "head"), "title", deadline.title)
    body = SubElement(page, "body")
    for text in (deadline.text, f"For: {deadline.concerns}" if deadline.concerns else ""):
        if text:
            _text(body, "p", text)
    if deadline.url:
        _text(SubElement(body, "p"), "a", deadline.url).set("href", deadline.url)
    settings = Element("assignment", {"identifier": identifier, "xmlns": CANVAS})
    at = deadline.at or datetime.combine(deadline.day, time(23, 59), view.zone)
    for tag, value in (
        ("title", deadline.title),
        ("due_at", _utc(at)),
        ("workflow_state", "published"),
        ("points_possible", "0"),
        ("grading_type", "not_graded"),
        ("submission_types", "not_graded"),
    ):
        _text(settings, tag, value)
    html = b"<!DOCTYPE html>\n" + ElementTree.tostring(page, encoding="utf-8", method="html")
    main = f"{identifier}/page.html"
    package.add(identifier, OF_CANVAS, main, {main: html, f"{identifier}/assignment_settings.xml": settings})


def _events(package: _Package, view: View) -> Element:
    """The sessions in the course's calendar."""
    events = Element("events", {"xmlns": CANVAS})
    for meeting in view.meetings:
        event = SubElement(events, "event", {"identifier": package.name("event", meeting.source.uid or meeting.id)})
        _text(event, "title", meeting.title or "Session")
        _text(event, "description", session_text(meeting))
        _text(event, "start_at", _utc(meeting.start))
        _text(event, "end_at", _utc(meeting.end))
        _text(event, "all_day", "false")
        if meeting.location:
            _text(event, "location_name", meeting.location)
    return events


def _manifest(package: _Package, view: View) -> Element:
    manifest = Element("manifest", {"identifier": package.name("manifest"), "xmlns": f"{CC}/imscp_v1p1"})
    metadata = SubElement(manifest, "metadata")
    _text(metadata, "schema", "IMS Common Cartridge")
    _text(metadata, "schemaversion", "1.1.0")
    about = SubElement(metadata, "lom", {"xmlns": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"})
    _text(SubElement(SubElement(about, "general"), "title"), "string", view.title)
    organization = {"identifier": "org_1", "structure": "rooted-hierarchy"}
    tree = SubElement(SubElement(manifest, "organizations"), "organization", organization)
    tree.append(package.items)
    manifest.append(package.resources)
    return manifest


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = clean(text)
    return element


def _xml(root: Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
