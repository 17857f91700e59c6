from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from planner.findings import InputError
from planner.outputs import FORMATS, PublishOptions, publish

from .samples import published, sample_plan


def test_importing_costs_nothing() -> None:
    """The package alone imports no library and nothing else of ours."""
    code = (
        "import sys, planner.outputs; "
        "heavy = {'icalendar', 'jinja2', 'pydantic', 'planner.plans', 'planner.findings'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_format() -> None:
    """The nearest known format is told."""
    with pytest.raises(InputError, match='there is no format "htm"; did you mean "html"'):
        publish(sample_plan(), ["ics", "htm"])


@pytest.mark.parametrize("before", [timedelta(0), timedelta(days=-1)])
def test_reminder_that_is_none(before: timedelta) -> None:
    """A reminder comes before."""
    with pytest.raises(InputError, match="some time before"):
        publish(sample_plan(), ["ics"], PublishOptions(remind=before))


def test_formats_come_once_and_in_order() -> None:
    """A format asked for twice is written once."""
    assert list(published(sample_plan(), "csv", "md", "csv")) == ["duties.csv", "syllabus.md"]


def test_names_stay_inside() -> None:
    """No file leaves the output folder, whatever the course and the people are called."""
    plan = sample_plan()
    evil = {"../../etc/passwd": plan.people["ada"], "C:\\x": plan.people["bo"], "..": plan.people["noor"]}
    course = plan.course.model_copy(update={"code": "../../x"})
    plan = plan.model_copy(update={"people": evil, "course": course})
    for name in published(plan, *[name for name in FORMATS if name not in ("xlsx", "pdf")]):
        assert ".." not in name
        assert "\\" not in name
        assert name.count("/") <= 1
        assert not name.startswith("/")
