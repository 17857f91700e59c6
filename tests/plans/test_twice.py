"""What stands twice in a plan file is an error that names both lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.findings import InputError
from planner.plans.file import read_plan

HEAD = """\
version: 1
course: {code: t, title: T}
timezone: Europe/Berlin
"""
TUESDAY = "start: 2024-03-05T15:30:00+01:00, end: 2024-03-05T16:45:00+01:00, changed: 2024-01-01T00:00:00Z"
TWELFTH = TUESDAY.replace("03-05", "03-12")


def faults(folder: Path, *sessions: str, head: str = HEAD) -> list[str]:
    """What reading a plan with these sessions says."""
    path = folder / "plan.yaml"
    path.write_text(head + "sessions:\n" + "".join(f"  - {{{session}}}\n" for session in sessions))
    try:
        read_plan(path, "plan.yaml")
    except InputError as raised:
        return [str(finding) for finding in raised.findings]
    return []


def test_a_session_that_stands_twice(tmp_path: Path) -> None:
    """By its id, whatever it holds, and by its start under another id."""
    said = "plan.yaml:6:5: the session on {} stands twice in the plan (first in line 5)"
    again = f"id: 2024-03-05, {TUESDAY}"
    assert faults(tmp_path, again, again) == [said.format("2024-03-05")]
    assert faults(tmp_path, again, f"id: 2024-03-05, required: [b], {TWELFTH}") == [said.format("2024-03-05")]
    assert faults(tmp_path, again, f"id: 2024-03-05T15:30, {TUESDAY}") == [said.format("2024-03-05T15:30")]
    assert faults(tmp_path, again, f"id: 2024-03-12, {TWELFTH}") == []


@pytest.mark.parametrize("paper", ["", ", paper: a"])
def test_a_person_who_stands_twice_on_a_seat(tmp_path: Path, paper: str) -> None:
    """In one session; what a repair has frozen stays as it was."""
    duty = f"{{role: scribe, person: ada{paper}}}"
    session = f"id: 2024-03-05, {TUESDAY}, duties: [{duty}, {duty}]"
    at = ' of "a"' if paper else ""
    (said,) = faults(tmp_path, session)
    assert said.endswith(f"ada stands twice as scribe{at} on 2024-03-05 (first in line 5)")
    assert faults(tmp_path, session, head=HEAD + "frozen_before: 2024-03-06\n") == []
