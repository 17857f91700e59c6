"""The duties as rows, for tables in any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from planner.outputs.parts import Meeting
from planner.outputs.view import View


@dataclass(frozen=True)
class DutyRow:
    """One person on one seat, as columns; the ids beside the names let programs join."""

    session: str
    date: str
    start: str
    end: str
    location: str
    session_title: str
    role: str
    person: str
    person_name: str
    paper: str
    paper_title: str
    due: str


COLUMNS = tuple(field.name for field in fields(DutyRow))


def duty_rows(view: View) -> Iterator[DutyRow]:
    """Each duty, by session, then as the plan lists them."""
    for meeting in view.meetings:
        for duty in meeting.source.duties:
            yield DutyRow(
                session=meeting.id,
                date=meeting.day.isoformat(),
                start=f"{meeting.start:%H:%M}",
                end=f"{meeting.end:%H:%M}",
                location=meeting.location,
                session_title=meeting.title,
                role=view.role(duty.role).name,
                person=duty.person,
                person_name=view.person(duty.person).name,
                paper=duty.paper or "",
                paper_title=view.reading(duty.paper).title if duty.paper else "",
                due=_due(view, meeting, duty.person, duty.role),
            )


def _due(view: View, meeting: Meeting, person: str, role: str) -> str:
    """``Slides draft 2026-03-08; Notes 2026-03-13``."""
    dates = [due for due in view.due_dates(meeting, person) if due.role.id == role]
    return "; ".join(f"{due.what} {due.at:%Y-%m-%d}" for due in dates)
