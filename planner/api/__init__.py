"""The verbs of the library: each composes the steps of the way, and only this part knows the rules."""

from planner.api.answer import now
from planner.api.checking import CheckResult, check
from planner.api.comparing import compare, compare_plans, comparison_markdown, comparison_page
from planner.api.course import Course, load, load_for, steps_of
from planner.api.explaining import explain, repaired, why
from planner.api.exploring import OtherPlan, TradeOff, TradeOffPoint, alternatives, trade_off
from planner.api.planning import PlanResult, plan, read_earlier, rollover
from planner.api.publishing import published
from planner.api.replanning import ReplanResult, load_repair, replan
from planner.plans.comparing import Comparison
from planner.plans.slack import Slack, read_slack

__all__ = [
    "CheckResult",
    "Comparison",
    "Course",
    "OtherPlan",
    "PlanResult",
    "ReplanResult",
    "Slack",
    "TradeOff",
    "TradeOffPoint",
    "alternatives",
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
    "published",
    "read_earlier",
    "read_slack",
    "repaired",
    "replan",
    "rollover",
    "steps_of",
    "trade_off",
    "why",
]
