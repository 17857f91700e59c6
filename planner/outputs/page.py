"""``syllabus.html``: one self-contained file, readable without script, that loads nothing from anywhere."""

from __future__ import annotations

import re

from markupsafe import Markup

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import clock_text
from planner.outputs.environment import environment, policy, template_text
from planner.outputs.figures import coverage, loads, months, person_rows, role_numbers
from planner.outputs.linked_data import linked_data
from planner.outputs.names import file_stems
from planner.outputs.text import counted
from planner.outputs.view import Closed, Meeting, View
from planner.plans.plan import Plan

# As many colours as the style sheet has; further topics and roles begin again.
TOPIC_COLOURS = 8
ROLE_COLOURS = 5


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``syllabus.html``."""
    return [PublishedFile("syllabus.html", page(View(plan, None if options.public else "full"), options).encode())]


def page(view: View, options: PublishOptions) -> str:
    """The text of the page."""
    made = environment()
    topics = {key: number % TOPIC_COLOURS for number, key in enumerate(_topics(view))}
    roles = {key: number % ROLE_COLOURS for key, number in role_numbers(view).items()}
    made.filters.update(anchor=anchor)
    made.globals.update(
        is_meeting=lambda row: isinstance(row, Meeting),
        is_lost=lambda row: isinstance(row, Closed) and row.start is not None,
        clock=clock_text,
        colour=lambda named: f"t{topics.get(named.id, 0)}",
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
        people=person_rows(view),
        roles=[(view.role(key), f"r{number}") for key, number in roles.items()],
        stems=file_stems(person.id for person in view.people()),
        totals=_totals(view),
    )


def anchor(meeting: Meeting) -> str:
    """The id of a session's row."""
    return "s-" + re.sub(r"[^0-9A-Za-z-]", "-", meeting.id)


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
