"""``people/ID.html``: one page a person, in the order of dates: duties, what is due, and how to subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from markupsafe import Markup

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import clock_text
from planner.outputs.environment import environment, policy, template_text
from planner.outputs.names import person_stems
from planner.outputs.parts import Deadline, DueDate, Meeting, Named
from planner.outputs.subscribing import subscribe
from planner.outputs.view import View


@dataclass(frozen=True)
class PersonDate:
    """One line of the page: a duty, something due, or a deadline; ``about`` are texts with links."""

    kind: str
    at: datetime
    datetime: str
    clock: str
    what: str
    about: tuple[tuple[str, str | None], ...] = ()
    place: str = ""
    join: str | None = None


def person_pages(view: View, options: PublishOptions) -> list[PublishedFile]:
    """A page for everybody in the plan."""
    made = environment()
    style = template_text("page.css")
    template, stems = made.get_template("person.html.jinja"), person_stems(view)
    pages = []
    for person in view.people():
        stem = stems[person.id]
        files = [("My duties", f"people/{stem}.ics")]
        if options.due == "tasks":
            files.append(("My tasks", f"tasks/{stem}.ics"))
        text = template.render(
            view=view,
            person=person,
            rows=person_dates(view, person),
            calendar=f"{stem}.ics",
            subscribe=subscribe(made, options, files, "../"),
            style=Markup(style),
            policy=policy(style, ""),
        )
        pages.append(PublishedFile(f"people/{stem}.html", text.encode()))
    return pages


def person_dates(view: View, person: Named) -> list[PersonDate]:
    """All that a person has to do, in order of time."""
    dates = [_deadline(view, deadline) for deadline in view.deadlines if person.id in deadline.people]
    for meeting in view.meetings:
        dates.extend(_duties(view, meeting, person))
        dates.extend(_due(due) for due in view.due_dates(meeting, person.id))
    return sorted(dates, key=lambda date: (date.at, date.kind, date.what))


def _duties(view: View, meeting: Meeting, person: Named) -> list[PersonDate]:
    return [
        PersonDate(
            kind="duty",
            at=meeting.start,
            datetime=meeting.start.isoformat(timespec="minutes"),
            clock=clock_text(meeting.start, meeting.end),
            what=view.role(duty.role).name,
            about=(_paper(view, duty.paper),) if duty.paper else ((meeting.title, None),),
            place=meeting.location,
            join=meeting.link,
        )
        for duty in meeting.source.duties
        if duty.person == person.id
    ]


def _paper(view: View, paper: str) -> tuple[str, str | None]:
    reading = view.reading(paper)
    return reading.title, reading.url


def _due(due: DueDate) -> PersonDate:
    about = tuple((title, None) for title in due.papers)
    session = (f"{due.role.name}, {due.meeting.start:%Y-%m-%d}", None)
    return PersonDate(
        "deadline", due.at, due.at.isoformat(timespec="minutes"), f"{due.at:%H:%M}", due.what, (session, *about)
    )


def _deadline(view: View, deadline: Deadline) -> PersonDate:
    at = deadline.at or datetime.combine(deadline.day, time(23, 59), view.zone)
    return PersonDate(
        kind="deadline",
        at=at,
        datetime=at.isoformat(timespec="minutes") if deadline.at else deadline.day.isoformat(),
        clock=f"{at:%H:%M}" if deadline.at else "",
        what=deadline.title,
        about=tuple((text, deadline.url) for text in (deadline.text or (deadline.url or ""),) if text),
    )
