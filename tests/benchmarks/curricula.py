"""The Balanced Academic Curriculum Problem (CSPLib prob030) as courses to plan.

Periods are sessions, courses must papers, credits minutes, prerequisites ``after``; the only goal is ``peak_load``. The
numbers in ``data/bacp-*.json`` are CSPLib's (CC BY 4.0; each file names its source).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.files import course_text

DATA = Path(__file__).parent / "data"
START = date(2027, 1, 4)


def curriculum(periods: int) -> dict[str, Any]:
    """The facts of the instance with so many periods (8, 10 or 12)."""
    facts: dict[str, Any] = json.loads((DATA / f"bacp-{periods}.json").read_text(encoding="utf-8"))
    return facts


def curriculum_text(periods: int) -> str:
    """The constraints.yaml of the instance with so many periods."""
    facts = curriculum(periods)
    before: dict[str, list[str]] = {}
    for first, then in facts["prerequisites"]:
        before.setdefault(then, []).append(first)
    details = {
        name: {"title": name, "minutes": credits} | ({"after": sorted(before[name])} if name in before else {})
        for name, credits in facts["courses"].items()
    }
    return course_text(
        {
            "version": 1,
            "course": {"title": facts["name"], "code": facts["name"]},
            "term": {
                "start": str(START),
                "end": str(START + timedelta(weeks=facts["periods"] - 1)),
                "timezone": "UTC",
                "meetings": [{"days": ["Mon"], "start": "10:00", "end": "12:00"}],
            },
            "papers": {"must": list(facts["courses"]), "details": details},
            "reading": {
                "per_session": {
                    "papers": {"min": facts["least_courses"], "max": facts["most_courses"]},
                    "minutes": {"min": facts["least_load"], "max": facts["most_load"]},
                }
            },
            "goals": ["peak_load"],
        }
    )
