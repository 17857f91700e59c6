"""A small reader of iCalendar, sharing no code with the writer, and a lint of its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from dateutil import tz


@dataclass
class Part:
    """A component: its properties as (name, parameters, raw value), and the components inside."""

    kind: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def raw(self, name: str) -> str:
        """The value of a property that stands there once."""
        (value,) = [value for key, _, value in self.lines if key == name]
        return value

    def text(self, name: str) -> str:
        """The value of a text property, without escapes."""
        return unescape(self.raw(name))

    def has(self, name: str) -> bool:
        """Whether the property stands there."""
        return any(key == name for key, _, _ in self.lines)

    def of(self, kind: str) -> list[Part]:
        """The components of a kind inside."""
        return [part for part in self.parts if part.kind == kind]


def unescape(value: str) -> str:
    """RFC 5545 §3.3.11."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def read(content: bytes) -> Part:
    """The VCALENDAR of a file."""
    top = Part("")
    open_parts = [top]
    for line in content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", line, re.DOTALL)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop().kind == value
        else:
            pairs = dict(pair.split("=", 1) for pair in parameters.split(";")[1:])
            open_parts[-1].lines.append((name, pairs, value))
    assert open_parts == [top]
    (calendar,) = top.parts
    return calendar


def lint(content: bytes) -> Part:
    """Check the bytes and what every component needs; the calendar read."""
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75, line
        text = line.decode("utf-8")
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", text), line
    calendar = read(content)
    assert calendar.kind == "VCALENDAR"
    assert [calendar.raw("VERSION"), calendar.raw("CALSCALE")] == ["2.0", "GREGORIAN"]
    for name in ("UID", "METHOD"):
        assert not calendar.has(name)
    assert ("REFRESH-INTERVAL", {"VALUE": "DURATION"}, "PT12H") in calendar.lines
    assert calendar.parts
    assert calendar.parts[0].kind == "VTIMEZONE"
    uids = [entry.raw("UID") for entry in entries(calendar)]
    assert len(set(uids)) == len(uids)
    for entry in entries(calendar):
        assert entry.raw("DTSTAMP") == entry.raw("LAST-MODIFIED")
        assert re.fullmatch(r"\d{8}T\d{6}Z", entry.raw("DTSTAMP"))
        assert entry.raw("SUMMARY")
        assert int(entry.raw("SEQUENCE")) >= 0
        assert entry.has("DTSTART") or entry.has("DUE")
        assert not entry.has("ATTENDEE")
        assert not entry.has("ORGANIZER")
    return calendar


def entries(calendar: Part) -> list[Part]:
    """Events and tasks."""
    return calendar.of("VEVENT") + calendar.of("VTODO")


def zone_in(content: bytes) -> tz.tzicalvtz:  # type: ignore[name-defined]
    """The time zone that the file itself defines, evaluated by dateutil."""
    text = content.decode().replace("\r\n ", "")
    (definition,) = re.findall(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", text, re.DOTALL)
    return tz.tzical(StringIO(definition)).get()


def local(entry: Part, name: str) -> datetime:
    """A time of an entry as it stands there, without zone."""
    return datetime.strptime(entry.raw(name), "%Y%m%dT%H%M%S")
