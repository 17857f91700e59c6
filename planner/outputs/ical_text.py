"""What stands in the descriptions of calendar entries: plain text, as most calendars show no other."""

from __future__ import annotations

from planner.outputs.parts import Deadline, DueDate, Meeting, Named, Reading, Seat
from planner.outputs.text import counted, listed
from planner.outputs.view import View


def session_text(meeting: Meeting) -> str:
    """Everything about a session: its event, readings with links, and duties."""
    blocks = [[f"Join: {meeting.link}"]] if meeting.link else []
    if meeting.event:
        blocks.append([str(meeting.event)])
    if meeting.required:
        minutes = f" ({counted(meeting.minutes, 'minute')})" if meeting.minutes else ""
        blocks.append([f"Required reading{minutes}", *_reading_lines(meeting.required)])
    if meeting.optional:
        blocks.append(["Optional reading", *_reading_lines(meeting.optional)])
    if meeting.seats:
        blocks.append([_seat_line(seat) for seat in meeting.seats])
    return "\n\n".join("\n".join(block) for block in blocks)


def own_seats(view: View, meeting: Meeting, person: Named) -> list[Seat]:
    """The seats that the person holds at a session, without those who share them."""
    own = [duty for duty in meeting.source.duties if duty.person == person.id]
    return [Seat(view.role(duty.role), (person,), duty.paper) for duty in own]


def duty_summary(meeting: Meeting, seats: list[Seat]) -> str:
    """A person's duties in one line: ``Presenter – TensorFlow; Scribe``."""
    titles = {reading.id: reading.title for reading in meeting.required}
    parts = []
    for role in dict.fromkeys(seat.role for seat in seats):
        papers = [titles.get(seat.paper, seat.paper) for seat in seats if seat.role == role and seat.paper]
        parts.append(f"{role.name} – {listed(papers)}" if papers else role.name)
    return "; ".join(parts)


def duty_text(meeting: Meeting, seats: list[Seat]) -> str:
    """A session for one person: their duties, and the readings without the others' names."""
    lines = [duty_summary(meeting, seats)]
    if meeting.title:
        lines.append(f"Session: {meeting.title}")
    if meeting.link:
        lines.append(f"Join: {meeting.link}")
    blocks = [lines]
    if meeting.required:
        blocks.append(["Required reading", *_reading_lines(meeting.required, with_seats=False)])
    return "\n\n".join("\n".join(block) for block in blocks)


def due_text(due: DueDate) -> str:
    """What is due, for what, and when the session is."""
    what = f"{due.what} ({due.role.name})"
    lines = [f"{what} for: {listed(list(due.papers))}" if due.papers else what]
    start = due.meeting.start
    lines.append(f"Session: {start:%Y-%m-%d %H:%M}" + (f", {due.meeting.title}" if due.meeting.title else ""))
    return "\n".join(lines)


def deadline_text(deadline: Deadline) -> str:
    """What a deadline says, whom it is for, and where to hand in."""
    whom = f"For: {deadline.concerns}" if deadline.concerns else ""
    return "\n".join(part for part in (deadline.text, whom, deadline.url or "") if part)


def _reading_lines(readings: tuple[Reading, ...], with_seats: bool = True) -> list[str]:
    lines = []
    for reading in readings:
        lines.append(f"• {reading.title}" + (f" ({reading.byline})" if reading.byline else ""))
        if reading.url:
            lines.append(f"  {reading.url}")
        if with_seats:
            lines.extend(f"  {_seat_line(seat)}" for seat in reading.seats)
    return lines


def _seat_line(seat: Seat) -> str:
    return f"{seat.role.name}: {seat.names}"
