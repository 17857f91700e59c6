"""``course.imscc`` opened by a reader of its own, that knows the format and nothing of ours."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

from planner.outputs import publish

from .changing import term_plan
from .samples import hostile_plan

MANIFEST = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
WEBLINK = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
CANVAS = "{http://canvas.instructure.com/xsd/cccv1p0}"


class Cartridge:
    """A cartridge as an importer sees it: modules with items, each item's resource resolved."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        assert self.archive.testzip() is None
        root = ElementTree.fromstring(self.archive.read("imsmanifest.xml"))
        assert root.findtext(f".//{MANIFEST}schema") == "IMS Common Cartridge"
        self.resources = {item.get("identifier"): item for item in root.iter(f"{MANIFEST}resource")}
        listed = {file.get("href") for file in root.iter(f"{MANIFEST}file")}
        assert listed == set(self.archive.namelist()) - {"imsmanifest.xml"}
        (organization,) = root.iter(f"{MANIFEST}organization")
        (top,) = organization
        self.modules = {}
        ids = [element.get("identifier") for element in root.iter() if element.get("identifier")]
        assert len(ids) == len(set(ids))
        for module in top.findall(f"{MANIFEST}item"):
            items = module.findall(f"{MANIFEST}item")
            self.modules[module.findtext(f"{MANIFEST}title")] = [
                (item.findtext(f"{MANIFEST}title"), self.target(item.get("identifierref"))) for item in items
            ]

    def target(self, identifier: str | None) -> str | None:
        """Where an item leads: a link's address, or the kind of another resource; None for a heading."""
        if identifier is None:
            return None
        resource = self.resources[identifier]
        if resource.get("type") != "imswl_xmlv1p1":
            return str(resource.get("type"))
        link = ElementTree.fromstring(self.archive.read(str(resource.get("href"))))
        assert link.tag == f"{WEBLINK}webLink"
        url = link.find(f"{WEBLINK}url")
        assert url is not None
        return url.get("href")


def test_modules_and_links() -> None:
    """A module a week: headings for meetings, links for readings."""
    (file,) = publish(term_plan(), ["imscc"])
    cartridge = Cartridge(file.content)
    assert file.name == "course.imscc"
    assert len(cartridge.modules) == 7
    week = cartridge.modules["Week 1: 2 – 8 March"]
    assert [title for title, target in week if target is None] == ["Tue 3 Mar: Introduction", "Thu 5 Mar: Frameworks"]
    links = [(title, target) for title, target in week if target is not None]
    assert links[0][1] == "https://example.org/papers/tensorflow.pdf?from=plan&to=(all)"
    assert str(links[1][0]).startswith("Optional: Dynamic Control Flow")
    assert publish(term_plan(), ["imscc"]) == [file]


def test_deadlines_are_assignments_of_canvas() -> None:
    """Canvas finds its marker, an assignment due in UTC for each deadline, and an event for each meeting."""
    cartridge = Cartridge(publish(term_plan(), ["imscc"])[0].content)
    names = cartridge.archive.namelist()
    assert "course_settings/canvas_export.txt" in names
    dues = {}
    for name in names:
        if name.endswith("/assignment_settings.xml"):
            root = ElementTree.fromstring(cartridge.archive.read(name))
            assert root.get("identifier") == name.split("/")[0]
            dues[root.findtext(f"{CANVAS}title")] = root.findtext(f"{CANVAS}due_at")
    assert dues == {"Proposal": "2026-03-20T22:59:00", "Report": "2026-04-12T21:59:00"}
    events = ElementTree.fromstring(cartridge.archive.read("course_settings/events.xml"))
    starts = [datetime.fromisoformat(str(e.findtext(f"{CANVAS}start_at"))).replace(tzinfo=UTC) for e in events]
    assert starts == [session.start.astimezone(UTC) for session in term_plan().sessions]


def test_hostile_texts() -> None:
    """Texts stay texts, and paths stay inside."""
    cartridge = Cartridge(publish(hostile_plan(), ["imscc"])[0].content)
    assert all(".." not in name and not name.startswith("/") for name in cartridge.archive.namelist())
