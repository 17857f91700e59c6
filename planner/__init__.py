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
    from planner.api import CheckResult, Course, PlanResult, check, load, plan
    from planner.findings import Finding, PlanCourseError, Where
    from planner.plan.file import read_plan, write_plan
    from planner.plan.plan import Plan
    from planner.publish import publish

_HOMES = {
    "CheckResult": "planner.api",
    "Course": "planner.api",
    "Finding": "planner.findings",
    "Plan": "planner.plan.plan",
    "PlanCourseError": "planner.findings",
    "PlanResult": "planner.api",
    "Where": "planner.findings",
    "check": "planner.api",
    "load": "planner.api",
    "plan": "planner.api",
    "publish": "planner.publish",
    "read_plan": "planner.plan.file",
    "write_plan": "planner.plan.file",
}

__all__ = [
    "CheckResult",
    "Course",
    "Finding",
    "Plan",
    "PlanCourseError",
    "PlanResult",
    "Where",
    "__version__",
    "check",
    "load",
    "plan",
    "publish",
    "read_plan",
    "write_plan",
]


class _Face(ModuleType):
    """``plan`` is both a verb of the library and a folder of it; as an attribute it is the verb.

    Importing ``planner.plan.…`` would set the folder in its place; imports of the folder do not need the attribute.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name == "plan" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
