"""``plan.json``: the plan itself, for programs."""

from __future__ import annotations

from planner.outputs import PublishedFile, PublishOptions
from planner.plans.file import write_json
from planner.plans.plan import Plan


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``plan.json``, with all that plan.yaml holds."""
    return [PublishedFile("plan.json", write_json(plan).encode())]
