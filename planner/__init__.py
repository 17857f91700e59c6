"""plan-course: which papers, on which dates, presented by whom, and why.

The library's face. Names are handed on lazily, so that importing :mod:`planner` costs nothing::

    from planner import load, plan
    result = plan(load("constraints.yaml"))
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
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
    from planner.plan.comparing import people_lines
    from planner.plan.file import read_plan, write_json, write_plan
    from planner.plan.plan import Plan
    from planner.publish import PublishOptions, publish
    from planner.publish.trade_off import trade_off_picture

_HOMES = {
    "CheckResult": "planner.api",
    "Comparison": "planner.api",
    "Course": "planner.api",
    "Finding": "planner.findings",
    "OtherPlan": "planner.api",
    "Plan": "planner.plan.plan",
    "PlanCourseError": "planner.findings",
    "PlanResult": "planner.api",
    "PublishOptions": "planner.publish",
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
    "people_lines": "planner.plan.comparing",
    "plan": "planner.api",
    "publish": "planner.publish",
    "read_plan": "planner.plan.file",
    "read_slack": "planner.api",
    "replan": "planner.api",
    "rollover": "planner.api",
    "trade_off": "planner.api",
    "trade_off_picture": "planner.publish.trade_off",
    "write_json": "planner.plan.file",
    "write_plan": "planner.plan.file",
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


class _Face(ModuleType):
    """``plan`` and ``publish`` are both verbs of the library and folders of it; as attributes they are the verbs.

    Importing ``planner.plan.…`` would set the folder in its place; imports of the folder do not need the attribute.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in ("plan", "publish") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
