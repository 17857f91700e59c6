"""plan-course: which papers, on which dates, presented by whom, and why.

The library's face. Names are handed on lazily, so that importing :mod:`planner` costs nothing::

    from planner import load, plan
    result = plan(load("constraints.yaml"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from planner.api import (
        CheckResult,
        Comparison,
        Course,
        OtherPlan,
        PlanResult,
        ReplanResult,
        Slack,
        TradeOff,
        TradeOffPoint,
        alternatives,
        check,
        compare,
        compare_plans,
        comparison_markdown,
        comparison_page,
        explain,
        load,
        load_for,
        load_repair,
        plan,
        read_slack,
        replan,
        rollover,
        trade_off,
    )
    from planner.api.editing import (
        Edited,
        SeatSwap,
        SessionPlace,
        add,
        assign,
        bench,
        decision_for,
        edit,
        move_event,
        move_paper,
        move_topic,
        remove,
        stand_ins,
        swap_papers,
        swap_people,
        swap_sessions,
        swaps,
        unassign,
        where,
    )
    from planner.findings import Finding, PlanCourseError, Where
    from planner.model.solver import StopFlag
    from planner.outputs import PublishOptions, publish, site
    from planner.outputs.trade_off import trade_off_picture
    from planner.plans.comparing import people_lines
    from planner.plans.edits.edit import Edit, between, inverse
    from planner.plans.edits.functions import Seat
    from planner.plans.edits.verdict import Bench, GoalChange, Verdict
    from planner.plans.file import read_plan, write_json, write_plan
    from planner.plans.plan import Plan

_HOMES = {
    "Bench": "planner.plans.edits.verdict",
    "CheckResult": "planner.api",
    "Comparison": "planner.api",
    "Course": "planner.api",
    "Edit": "planner.plans.edits.edit",
    "Edited": "planner.api.editing",
    "Finding": "planner.findings",
    "GoalChange": "planner.plans.edits.verdict",
    "OtherPlan": "planner.api",
    "Plan": "planner.plans.plan",
    "PlanCourseError": "planner.findings",
    "PlanResult": "planner.api",
    "PublishOptions": "planner.outputs",
    "ReplanResult": "planner.api",
    "Seat": "planner.plans.edits.functions",
    "SeatSwap": "planner.api.editing",
    "SessionPlace": "planner.api.editing",
    "Slack": "planner.api",
    "StopFlag": "planner.model.solver",
    "TradeOff": "planner.api",
    "TradeOffPoint": "planner.api",
    "Verdict": "planner.plans.edits.verdict",
    "Where": "planner.findings",
    "add": "planner.api.editing",
    "alternatives": "planner.api",
    "assign": "planner.api.editing",
    "bench": "planner.api.editing",
    "between": "planner.plans.edits.edit",
    "check": "planner.api",
    "compare": "planner.api",
    "compare_plans": "planner.api",
    "comparison_markdown": "planner.api",
    "comparison_page": "planner.api",
    "decision_for": "planner.api.editing",
    "edit": "planner.api.editing",
    "explain": "planner.api",
    "inverse": "planner.plans.edits.edit",
    "load": "planner.api",
    "load_for": "planner.api",
    "load_repair": "planner.api",
    "move_event": "planner.api.editing",
    "move_paper": "planner.api.editing",
    "move_topic": "planner.api.editing",
    "people_lines": "planner.plans.comparing",
    "plan": "planner.api",
    "publish": "planner.outputs",
    "read_plan": "planner.plans.file",
    "read_slack": "planner.api",
    "remove": "planner.api.editing",
    "replan": "planner.api",
    "rollover": "planner.api",
    "site": "planner.outputs",
    "stand_ins": "planner.api.editing",
    "swap_papers": "planner.api.editing",
    "swap_people": "planner.api.editing",
    "swap_sessions": "planner.api.editing",
    "swaps": "planner.api.editing",
    "trade_off": "planner.api",
    "trade_off_picture": "planner.outputs.trade_off",
    "unassign": "planner.api.editing",
    "where": "planner.api.editing",
    "write_json": "planner.plans.file",
    "write_plan": "planner.plans.file",
}

__all__ = [
    "Bench",
    "CheckResult",
    "Comparison",
    "Course",
    "Edit",
    "Edited",
    "Finding",
    "GoalChange",
    "OtherPlan",
    "Plan",
    "PlanCourseError",
    "PlanResult",
    "PublishOptions",
    "ReplanResult",
    "Seat",
    "SeatSwap",
    "SessionPlace",
    "Slack",
    "StopFlag",
    "TradeOff",
    "TradeOffPoint",
    "Verdict",
    "Where",
    "__version__",
    "add",
    "alternatives",
    "assign",
    "bench",
    "between",
    "check",
    "compare",
    "compare_plans",
    "comparison_markdown",
    "comparison_page",
    "decision_for",
    "edit",
    "explain",
    "inverse",
    "load",
    "load_for",
    "load_repair",
    "move_event",
    "move_paper",
    "move_topic",
    "people_lines",
    "plan",
    "publish",
    "read_plan",
    "read_slack",
    "remove",
    "replan",
    "rollover",
    "site",
    "stand_ins",
    "swap_papers",
    "swap_people",
    "swap_sessions",
    "swaps",
    "trade_off",
    "trade_off_picture",
    "unassign",
    "where",
    "write_json",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
