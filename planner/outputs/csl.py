"""``reading.csl.json``: the reading list as CSL-JSON, for Zotero, pandoc and others."""

from __future__ import annotations

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.bibliography import reading_list
from planner.plans.plan import Plan
from planner.references import csl_json


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``reading.csl.json``, in session order."""
    return [PublishedFile("reading.csl.json", csl_json(reading_list(plan)).encode())]
