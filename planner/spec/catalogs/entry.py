"""A paper of a catalogue with its place, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from planner.findings import Where
from planner.spec.course import CatalogPaper

_DOI = re.compile(r"(?:^|doi\.org/|doi:\s*|/doi/(?:abs/|pdf/|full/|epdf/)?)(10\.[0-9]{4,9}/[^\s?#]+)", re.IGNORECASE)


@dataclass(frozen=True)
class CatalogEntry:
    """One paper of a catalogue, and where it stands; ``imported`` when another program wrote it."""

    paper: CatalogPaper
    where: Where
    doi: str = ""
    imported: bool = False

    @property
    def identifier(self) -> str:
        """The DOI, in lower case as DOIs compare, or an empty text."""
        return self.doi or doi_of(self.paper.url or "")


def doi_of(text: str) -> str:
    """The DOI that a text is or that a link leads to, in lower case; an empty text where there is none."""
    if "10." not in text:  # most links are none; this is asked of every paper
        return ""
    found = _DOI.search(unquote(text.strip()))
    return found[1].rstrip(".,;)").lower() if found else ""
