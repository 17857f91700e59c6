"""``people/ID.md``: each person's own duties and due dates."""

from __future__ import annotations

from planner.outputs import publish
from tests.courses import HEAD, plan_text

COURSE = (
    HEAD
    + """
papers:
  must: [a]
  details: {a: {title: A | B, minutes: 10, dates: [2024-01-04], url: "https://example.org/a"}}
reading: {every_session: false}
roles: [{id: presenter, per: paper, due: [{what: Slides, days: -2}, {what: Notes, days: 3}]}]
people: [{id: ada, name: Ada}, {id: bo, roles: []}]
"""
)


def test_page_of_a_person() -> None:
    """Duties and due dates with their days; text is escaped; who has no duties has no page."""
    _, plan, _ = plan_text(COURSE)
    (page,) = publish(plan, ["people"])
    assert page.name == "people/ada.md"
    text = page.content.decode()
    assert "1 duty. Times are those of Europe/Berlin." in text
    assert "10:00 | Presenter | [A \\| B](https://example.org/a)" in text
    assert text.index("Slides") < text.index("Notes")
    assert "2 Jan" in text
    assert "7 Jan" in text
