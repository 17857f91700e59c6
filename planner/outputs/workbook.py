"""``duties.xlsx`` (extra ``xlsx``): duties and sessions with real dates, filters and frozen headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC, date, datetime
from importlib import import_module
from io import BytesIO
from typing import Any

from planner.findings import InputError, error
from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.duties import COLUMNS, duty_rows
from planner.outputs.parts import Meeting
from planner.outputs.text import one_line
from planner.outputs.view import View
from planner.plans.plan import Plan

LONGEST_CELL = 32_767
_DATE = "yyyy-mm-dd"
_SESSION_COLUMNS = ("session", "date", "start", "end", "location", "title", "event", "required", "optional", "minutes")


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``duties.xlsx``; the same plan gives the same bytes."""
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError:
        message = "duties.xlsx needs the package xlsxwriter: pip install 'plan-course[xlsx]'"
        raise InputError([error("extra", message)]) from None
    view = View(plan, "full")
    content = BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    stamps = [session.changed for session in plan.sessions]
    created = max(stamps, default=datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": one_line(plan.course.title)[:255], "created": created})
    _sheet(book, "Duties", COLUMNS, [astuple(row) for row in duty_rows(view)])
    _sheet(book, "Sessions", _SESSION_COLUMNS, [_session(meeting) for meeting in view.meetings])
    book.close()
    return [PublishedFile("duties.xlsx", content.getvalue())]


def _session(meeting: Meeting) -> tuple[str | int, ...]:
    return (
        meeting.id,
        meeting.day.isoformat(),
        f"{meeting.start:%H:%M}",
        f"{meeting.end:%H:%M}",
        meeting.location,
        meeting.title,
        str(meeting.event or ""),
        "; ".join(reading.title for reading in meeting.required),
        "; ".join(reading.title for reading in meeting.optional),
        meeting.minutes,
    )


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Sequence[tuple[str | int, ...]]) -> None:
    """A table with headings; text is always written as text, so that nothing is calculated."""
    sheet = book.add_worksheet(name)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": _DATE})
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title.replace("_", " "), bold)
        lengths = [len(str(row[column])) for row in rows]
        sheet.set_column(column, column, min(60, max([len(title), *lengths]) + 2))
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            elif columns[column] == "date":
                sheet.write_datetime(line, column, date.fromisoformat(value), day)
            else:
                sheet.write_string(line, column, value[:LONGEST_CELL])
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
