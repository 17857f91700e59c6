"""What is due stands short in plan.yaml, and comes back as it was: 0 days are days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from planner.plans.file import read_plan, write_plan
from planner.plans.plan import Plan, PlannedCourse, PlannedDue, PlannedRole, PlannedSession, RangeSeen


def test_due_entries_come_back(tmp_path: Path) -> None:
    """With and without clock and moves; a role with no least number of seats."""
    start = datetime(2024, 1, 4, 10, tzinfo=UTC)
    session = PlannedSession(id="2024-01-04", start=start, end=start.replace(hour=11), changed=start)
    due = [
        PlannedDue(what="Notes", days=0),
        PlannedDue(what="Slides", days=-2, time=time(18), moves={"2024-01-04": date(2024, 1, 3)}),
    ]
    roles = {"scribe": PlannedRole(title="Scribe", count=RangeSeen(min=0, max=2), due=due)}
    plan = Plan(course=PlannedCourse(code="t", title="T"), timezone="UTC", sessions=[session], roles=roles)
    text = write_plan(plan)
    assert "{what: Notes, days: 0}" in text
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    back = read_plan(path)[0].roles["scribe"]
    assert back == roles["scribe"]
    assert [entry.day_for(session) for entry in back.due] == [date(2024, 1, 4), date(2024, 1, 3)]
    assert [entry.clock_for(session) for entry in back.due] == [time(10), time(18)]
