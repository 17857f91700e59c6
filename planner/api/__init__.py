"""The verbs of the library: each composes the steps of the way, and only this part knows the rules."""

from planner.api.answer import now
from planner.api.checking import CheckResult, check
from planner.api.course import Course, load, steps_of
from planner.api.explaining import explain, repaired, why
from planner.api.planning import PlanResult, plan, read_earlier

__all__ = [
    "CheckResult",
    "Course",
    "PlanResult",
    "check",
    "explain",
    "load",
    "now",
    "plan",
    "read_earlier",
    "repaired",
    "steps_of",
    "why",
]
