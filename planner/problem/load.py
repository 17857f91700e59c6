"""The load of a paper in minutes, and what says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.spec.course import CatalogPaper, PaperDetails

DEFAULT_MINUTES = 60
Source = Literal["minutes", "pages", "PDF", "venue", "default"]


@dataclass(frozen=True)
class Load:
    """Minutes, the pages they come from if any, and what says so."""

    minutes: int
    pages: int | None
    source: Source


@dataclass(frozen=True)
class Lengths:
    """What lengths are made from: reading minutes of a page, usual pages by venue, pages of PDFs by paper id."""

    minutes_per_page: int
    venue_pages: Mapping[str, int]
    pdf_pages: Mapping[str, int]

    def of(self, paper: CatalogPaper, details: PaperDetails | None) -> Load:
        """The load of a paper: ``minutes``, else pages, else its venue's usual pages, else an hour.

        Pages in ``details`` outrank minutes of the catalogue; the pages of the paper's PDF, which ``paper`` holds
        then, are those that are read and outrank the catalogue's pages, not its minutes.
        """
        counted = details is not None and details.pages is not None and details.minutes is None
        if paper.minutes is not None and not counted:
            return Load(paper.minutes, None, "minutes")
        pages, source = paper.pages, "pages"
        if not counted and paper.id in self.pdf_pages:
            source = "PDF"
        if pages is None:
            pages, source = self.venue_pages.get(paper.venue or ""), "venue"
        if pages is None:
            return Load(DEFAULT_MINUTES, None, "default")
        return Load(pages * self.minutes_per_page, pages, source)  # type: ignore[arg-type]
