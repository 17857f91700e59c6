"""The verbs of the library: each composes the steps of the way, and only this part knows the rules."""

from planner.api.answer import now
from planner.api.checking import CheckResult, check
from planner.api.comparing import compare, compare_plans, comparison_markdown, comparison_page
from planner.api.course import Course, load, load_for, steps_of
from planner.api.edit_words import VERBS, in_words, stand_ins_of
from planner.api.editing import (
    Edited,
    course_for_edits,
    decision_for,
    edit,
    swaps,
    where,
)
from planner.api.explaining import explain, repaired, why
from planner.api.exploring import OtherPlan, TradeOff, TradeOffPoint, alternatives, trade_off
from planner.api.pinning import pinned_text
from planner.api.planning import PlanResult, plan, read_earlier, rollover
from planner.api.publishing import as_written, plan_files, published, undone, updates_in
from planner.api.replanning import ReplanResult, load_repair, replan
from planner.api.standing import (
    Standing,
    decided_before,
    gain,
    judged,
    load_standing,
    plan_of,
    read_standing,
    stands,
)
from planner.plans.comparing import Comparison
from planner.plans.differences import differences, named
from planner.plans.history import AS_WRITTEN
from planner.plans.slack import Slack, read_slack

__all__ = [
    "AS_WRITTEN",
    "VERBS",
    "CheckResult",
    "Comparison",
    "Course",
    "Edited",
    "OtherPlan",
    "PlanResult",
    "ReplanResult",
    "Slack",
    "Standing",
    "TradeOff",
    "TradeOffPoint",
    "alternatives",
    "as_written",
    "check",
    "compare",
    "compare_plans",
    "comparison_markdown",
    "comparison_page",
    "course_for_edits",
    "decided_before",
    "decision_for",
    "differences",
    "edit",
    "explain",
    "gain",
    "in_words",
    "judged",
    "load",
    "load_for",
    "load_repair",
    "load_standing",
    "named",
    "now",
    "pinned_text",
    "plan",
    "plan_files",
    "plan_of",
    "published",
    "read_earlier",
    "read_slack",
    "read_standing",
    "repaired",
    "replan",
    "rollover",
    "stand_ins_of",
    "stands",
    "steps_of",
    "swaps",
    "trade_off",
    "undone",
    "updates_in",
    "where",
    "why",
]
