"""``plan.json``: the plan itself, for programs."""

from __future__ import annotations

from planner.plan.file import write_json
from planner.plan.plan import Plan
from planner.publish import PublishedFile, PublishOptions


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``plan.json``, with all that plan.yaml holds."""
    return [PublishedFile("plan.json", write_json(plan).encode())]
