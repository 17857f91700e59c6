"""``syllabus.pdf`` (extra ``pdf``): the printed syllabus that a department files, set by Typst."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from planner.findings import InputError, InternalError, error
from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import day_text, week_text
from planner.outputs.figures import person_rows
from planner.outputs.parts import Closed, Deadline, Meeting, Reading, Row, Seat, Week
from planner.outputs.view import View
from planner.plans.plan import Plan

_LONG_WORD = re.compile(r"\S{35}(?=\S)")
TEMPLATE = Path(__file__).parent / "templates" / "syllabus.typ"


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``syllabus.pdf``; the same plan gives the same bytes on the same machine (its fonts help with rare scripts)."""
    try:
        typst = import_module("typst")
    except ImportError:
        message = "syllabus.pdf needs the package typst: pip install 'plan-course[pdf]'"
        raise InputError([error("extra", message)]) from None
    data = json.dumps(_breakable(printed(View(plan, None if options.public else "full"), options)), ensure_ascii=False)
    try:
        content = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"plan": data})
    except typst.TypstError as problem:
        raise InternalError([error("pdf", f"typst could not set the syllabus: {problem}")]) from None
    return [PublishedFile("syllabus.pdf", bytes(content))]


def printed(view: View, options: PublishOptions) -> dict[str, Any]:
    """What the template prints, as plain data."""
    usual = view.usual
    facts = [usual.when, usual.place, f"times of {view.plan.timezone}"]
    return {
        "title": view.title,
        "code": view.code,
        "span": view.span,
        "instructors": view.instructors,
        "facts": [fact for fact in facts if fact],
        "url": view.url,
        "shown_url": view.url or "",
        "public": options.public,
        "weeks": [_week(view, week) for week in view.weeks],
        "due": [list(rule) for rule in view.due_rules],
        "people": _people(view),
    }


def _breakable(value: Any) -> Any:
    """The same data; places to break in words that no column holds, but not in links."""
    if isinstance(value, str):
        return _LONG_WORD.sub("\\g<0>\u200b", value)
    if isinstance(value, list):
        return [_breakable(part) for part in value]
    if isinstance(value, dict):
        return {key: part if key == "url" else _breakable(part) for key, part in value.items()}
    return value


def _week(view: View, week: Week) -> dict[str, Any]:
    rows = [_row(view, row) for row in week.rows]
    return {"number": week.number, "days": week_text(week.monday), "rows": rows}


def _row(view: View, row: Row) -> dict[str, Any]:
    if isinstance(row, Meeting):
        return _meeting(view, row)
    return _deadline(row) if isinstance(row, Deadline) else _closed(row)


def _deadline(row: Deadline) -> dict[str, Any]:
    clock = f" at {row.at:%H:%M}" if row.at else ""
    reason = "; ".join(part for part in (row.concerns, row.text) if part)
    return {
        "closed": False,
        "deadline": True,
        "day": day_text(row.day),
        "state": f"Due{clock}",
        "title": row.title,
        "reason": reason,
    }


def _closed(row: Closed) -> dict[str, Any]:
    return {
        "closed": True,
        "deadline": False,
        "day": day_text(row.day),
        "state": row.state,
        "title": row.title,
        "reason": row.reason,
    }


def _meeting(view: View, meeting: Meeting) -> dict[str, Any]:
    event = meeting.event
    shown = "" if event is None else event.label if event.title == meeting.title else str(event)
    return {
        "closed": False,
        "deadline": False,
        "link": meeting.link or "",
        "day": day_text(meeting.day),
        "unusual": view.unusual(meeting),
        "title": meeting.title or "Session",
        "event": shown,
        "topics": ", ".join(topic.name for topic in meeting.topics if topic.name != meeting.title),
        "minutes": meeting.minutes,
        "readings": [_reading(reading, False) for reading in meeting.required]
        + [_reading(reading, True) for reading in meeting.optional],
        "seats": [_seat(seat) for seat in meeting.seats],
    }


def _reading(reading: Reading, optional: bool) -> dict[str, Any]:
    return {
        "optional": optional,
        "title": reading.title,
        "byline": reading.byline,
        "url": reading.url,
        "seats": [_seat(seat) for seat in reading.seats],
    }


def _seat(seat: Seat) -> dict[str, str]:
    return {"role": seat.role.name, "names": seat.names}


def _people(view: View) -> list[dict[str, str]]:
    return [
        {
            "name": row.person.name,
            "duties": ", ".join(f"{role.name} {count}" for role, count in row.counts) or "none",
            "satisfaction": "–" if row.satisfaction is None else f"{row.satisfaction:.1f} %",
            "wishes": row.wishes or "–",
        }
        for row in person_rows(view)
    ]
