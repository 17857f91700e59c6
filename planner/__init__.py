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
    from planner.findings import Finding, PlanCourseError, Where
    from planner.model.solver import StopFlag
    from planner.outputs import PublishOptions, publish
    from planner.outputs.trade_off import trade_off_picture
    from planner.plans.comparing import people_lines
    from planner.plans.file import read_plan, write_json, write_plan
    from planner.plans.plan import Plan

_HOMES = {
    "CheckResult": "planner.api",
    "Comparison": "planner.api",
    "Course": "planner.api",
    "Finding": "planner.findings",
    "OtherPlan": "planner.api",
    "Plan": "planner.plans.plan",
    "PlanCourseError": "planner.findings",
    "PlanResult": "planner.api",
    "PublishOptions": "planner.outputs",
    "ReplanResult": "planner.api",
    "Slack": "planner.api",
    "StopFlag": "planner.model.solver",
    "TradeOff": "planner.api",
    "TradeOffPoint": "planner.api",
    "Where": "planner.findings",
    "alternatives": "planner.api",
    "check": "planner.api",
    "compare": "planner.api",
    "compare_plans": "planner.api",
    "comparison_markdown": "planner.api",
    "comparison_page": "planner.api",
    "explain": "planner.api",
    "load": "planner.api",
    "load_for": "planner.api",
    "load_repair": "planner.api",
    "people_lines": "planner.plans.comparing",
    "plan": "planner.api",
    "publish": "planner.outputs",
    "read_plan": "planner.plans.file",
    "read_slack": "planner.api",
    "replan": "planner.api",
    "rollover": "planner.api",
    "trade_off": "planner.api",
    "trade_off_picture": "planner.outputs.trade_off",
    "write_json": "planner.plans.file",
    "write_plan": "planner.plans.file",
}

__all__ = [
    "CheckResult",
    "Comparison",
    "Course",
    "Finding",
    "OtherPlan",
    "Plan",
    "PlanCourseError",
    "PlanResult",
    "PublishOptions",
    "ReplanResult",
    "Slack",
    "StopFlag",
    "TradeOff",
    "TradeOffPoint",
    "Where",
    "__version__",
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
    "people_lines",
    "plan",
    "publish",
    "read_plan",
    "read_slack",
    "replan",
    "rollover",
    "trade_off",
    "trade_off_picture",
    "write_json",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
