"""``syllabus.html``: one self-contained file, readable without script, that loads nothing from anywhere."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import clock_text, day_text, short_day
from planner.outputs.environment import environment, policy, template_text
from planner.outputs.figures import PersonRow, coverage, loads, months, person_rows, role_numbers
from planner.outputs.linked_data import linked_data
from planner.outputs.names import person_stems
from planner.outputs.parts import Deadline, Meeting
from planner.outputs.person_page import person_pages
from planner.outputs.subscribing import subscribe
from planner.outputs.text import counted
from planner.outputs.updates import feed, seen
from planner.outputs.view import View
from planner.plans.plan import Plan

# As many colours as the style sheet has; further topics and roles begin again, told apart by their numbers.
TOPIC_COLOURS = 24
ROLE_COLOURS = 5


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``syllabus.html``, a page for each person, and where something has changed the feed that tells it."""
    view = View(plan, None if options.public else "full")
    result = [PublishedFile("syllabus.html", page(view, options).encode()), *person_pages(view, options)]
    if options.updates:
        result.append(PublishedFile("feed.xml", feed(view, options)))
    return result


def page(view: View, options: PublishOptions) -> str:
    """The text of the page."""
    made = environment()
    numbers = {key: number for number, key in enumerate(_topics(view))}
    roles = {key: number % ROLE_COLOURS for key, number in role_numbers(view).items()}
    people = person_rows(view) if view.names != "none" else []
    made.filters.update(anchor=anchor)
    made.globals.update(
        is_meeting=lambda row: isinstance(row, Meeting),
        is_deadline=lambda row: isinstance(row, Deadline),
        is_lost=lambda row: row.start is not None or row.moved is not None,
        clock=clock_text,
        colour=lambda named: f"t{numbers.get(named.id, 0) % TOPIC_COLOURS}",
        number=lambda named: numbers.get(named.id, 0) + 1,
        role_colour=lambda number: f"r{number % ROLE_COLOURS}",
    )
    style, script = template_text("page.css"), template_text("page.js")
    return made.get_template("page.html.jinja").render(
        view=view,
        public=options.public,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        linked=Markup(linked_data(view)),
        loads=loads(view),
        coverage=coverage(view),
        months=months(view),
        people=people,
        roles=[(view.role(key), f"r{number}") for key, number in roles.items()],
        stems=person_stems(view),
        handles=_handles(view, people),
        linked_people=view.plan.publish.personal == "public",
        dues=_dues(view, people),
        updates=seen(view, options),
        feed=bool(options.updates),
        subscribe=subscribe(made, options, [("All sessions", "course.ics")]),
        totals=_totals(view),
    )


def anchor(meeting: Meeting) -> str:
    """The id of a session's row."""
    return "s-" + re.sub(r"[^0-9A-Za-z-]", "-", meeting.id)


def _handles(view: View, people: list[PersonRow]) -> dict[str, str]:
    """How a link chooses a person: by what the page says of them anyway."""
    if view.names == "full":
        return {row.person.id: row.person.id for row in people}
    if view.plan.publish.personal == "public":
        return person_stems(view)
    return {row.person.id: str(number) for number, row in enumerate(people, start=1)}


def _dues(view: View, people: list[PersonRow]) -> str:
    """What is due for each person, as data for the script."""
    found: list[dict[str, Any]] = []
    for number, row in enumerate(people, start=1):
        for meeting in view.meetings:
            for due in view.due_dates(meeting, row.person.id):
                found.append(
                    {
                        "who": f"p{number}",
                        "at": due.at.isoformat(timespec="minutes"),
                        "day": due.at.date().isoformat(),
                        "when": f"{day_text(due.at.date())} {due.at:%H:%M}",
                        "what": due.what,
                        "about": f"({due.role.name}, {short_day(meeting.day)})",
                    }
                )
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _topics(view: View) -> list[str]:
    """All topics in the plan's order, those that it does not describe last."""
    used = {topic.id for meeting in view.meetings for topic in meeting.topics}
    return list(dict.fromkeys([*view.plan.topics, *sorted(used)]))


def _totals(view: View) -> list[str]:
    """The term in numbers."""
    papers = sum(len(meeting.required) for meeting in view.meetings)
    minutes = sum(meeting.minutes for meeting in view.meetings)
    parts = [counted(len(view.meetings), "session"), counted(papers, "paper")]
    if minutes:
        parts.append(f"about {counted(max(1, round(minutes / 60)), 'hour')} of reading")
    return parts
