"""``reading.bib``: the reading list for BibTeX, Zotero, JabRef and others."""

from __future__ import annotations

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.bibliography import reading_list
from planner.plans.plan import Plan
from planner.references import bibtex


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``reading.bib``, in session order."""
    return [PublishedFile("reading.bib", bibtex(reading_list(plan)).encode())]
