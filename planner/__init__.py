"""plan-course: which papers, on which dates, presented by whom, and why.

The library's face. Names are handed on lazily, so that importing :mod:`planner` costs nothing::

    from planner import load, plan
    result = plan(load("constraints.yaml"))
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    # The one list of public names: tools read it as imports, and the functions below read it as text.
    from planner.api import CheckResult as CheckResult
    from planner.api import Comparison as Comparison
    from planner.api import Course as Course
    from planner.api import OtherPlan as OtherPlan
    from planner.api import PlanResult as PlanResult
    from planner.api import ReplanResult as ReplanResult
    from planner.api import Slack as Slack
    from planner.api import TradeOff as TradeOff
    from planner.api import TradeOffPoint as TradeOffPoint
    from planner.api import alternatives as alternatives
    from planner.api import check as check
    from planner.api import compare as compare
    from planner.api import compare_plans as compare_plans
    from planner.api import comparison_markdown as comparison_markdown
    from planner.api import comparison_page as comparison_page
    from planner.api import explain as explain
    from planner.api import load as load
    from planner.api import load_for as load_for
    from planner.api import load_repair as load_repair
    from planner.api import plan as plan
    from planner.api import read_slack as read_slack
    from planner.api import replan as replan
    from planner.api import rollover as rollover
    from planner.api import trade_off as trade_off
    from planner.api.editing import Edited as Edited
    from planner.api.editing import SeatSwap as SeatSwap
    from planner.api.editing import SessionPlace as SessionPlace
    from planner.api.editing import add as add
    from planner.api.editing import assign as assign
    from planner.api.editing import bench as bench
    from planner.api.editing import decision_for as decision_for
    from planner.api.editing import edit as edit
    from planner.api.editing import move_event as move_event
    from planner.api.editing import move_paper as move_paper
    from planner.api.editing import move_topic as move_topic
    from planner.api.editing import remove as remove
    from planner.api.editing import stand_ins as stand_ins
    from planner.api.editing import swap_papers as swap_papers
    from planner.api.editing import swap_people as swap_people
    from planner.api.editing import swap_sessions as swap_sessions
    from planner.api.editing import swaps as swaps
    from planner.api.editing import unassign as unassign
    from planner.api.editing import where as where
    from planner.api.scorecard import scorecard as scorecard
    from planner.findings import Finding as Finding
    from planner.findings import PlanCourseError as PlanCourseError
    from planner.findings import Where as Where
    from planner.outputs import PublishOptions as PublishOptions
    from planner.outputs import publish as publish
    from planner.outputs import site as site
    from planner.outputs.trade_off import trade_off_picture as trade_off_picture
    from planner.plans.comparing import people_lines as people_lines
    from planner.plans.edits.edit import Edit as Edit
    from planner.plans.edits.edit import between as between
    from planner.plans.edits.edit import inverse as inverse
    from planner.plans.edits.functions import Seat as Seat
    from planner.plans.edits.verdict import Bench as Bench
    from planner.plans.edits.verdict import GoalChange as GoalChange
    from planner.plans.edits.verdict import Verdict as Verdict
    from planner.plans.file import read_plan as read_plan
    from planner.plans.file import write_json as write_json
    from planner.plans.file import write_plan as write_plan
    from planner.plans.plan import Plan as Plan
    from planner.plans.scorecard import Scorecard as Scorecard
    from planner.plans.scorecard import scorecard_of as scorecard_of
    from planner.solve.solver import StopFlag as StopFlag


@cache
def _homes() -> dict[str, str]:
    """The module of each public name, as the imports above say."""
    import ast
    from pathlib import Path

    source = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    listed = next(node for node in source.body if isinstance(node, ast.If))
    imports = [node for node in listed.body if isinstance(node, ast.ImportFrom)]
    return {name.name: str(node.module) for node in imports for name in node.names}


if not TYPE_CHECKING:  # or every misspelt name would have a type

    def __getattr__(name: str) -> Any:
        if name == "__all__":
            return [*sorted(_homes()), "__version__"]
        # Names with underscores are asked for by the import system all the time, and are none of ours.
        home = None if name.startswith("_") else _homes().get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_homes()})
