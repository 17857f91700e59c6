"""The verbs of the library: each composes the steps of the way, and only this part knows the rules."""

from planner.api.answer import now
from planner.api.checking import CheckResult, check
from planner.api.comparing import compare, compare_plans, comparison_markdown, comparison_page
from planner.api.course import Course, load, load_for, steps_of
from planner.api.explaining import explain, repaired, why
from planner.api.planning import PlanResult, plan, read_earlier
from planner.api.replanning import ReplanResult, load_repair, replan
from planner.plan.comparing import Comparison

__all__ = [
    "CheckResult",
    "Comparison",
    "Course",
    "PlanResult",
    "ReplanResult",
    "check",
    "compare",
    "compare_plans",
    "comparison_markdown",
    "comparison_page",
    "explain",
    "load",
    "load_for",
    "load_repair",
    "now",
    "plan",
    "read_earlier",
    "repaired",
    "replan",
    "steps_of",
    "why",
]
