"""``people/ID.md``: one page a person: what they do when, and what is due when; nobody else's."""

from __future__ import annotations

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.markdown import templates
from planner.outputs.names import person_stems
from planner.outputs.view import View
from planner.plans.plan import Plan


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """A page for each person with duties."""
    view = View(plan)
    template = templates().get_template("person.md.jinja")
    stems = person_stems(view)
    pages = []
    for person in view.people():
        meetings = [m for m in view.meetings if any(duty.person == person.id for duty in m.source.duties)]
        if not meetings:
            continue
        dues = sorted(
            (due for meeting in meetings for due in view.due_dates(meeting, person.id)),
            key=lambda due: (due.at, due.role.name, due.what),
        )
        rows = [
            (meeting, view.role(duty.role), view.reading(duty.paper) if duty.paper else None)
            for meeting in meetings
            for duty in meeting.source.duties
            if duty.person == person.id
        ]
        text = template.render(view=view, person=person, rows=rows, dues=dues, stem=stems[person.id])
        pages.append(PublishedFile(f"people/{stems[person.id]}.md", text.encode()))
    return pages
