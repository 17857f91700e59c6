"""A paper of a catalogue with its place, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from planner.findings import Where
from planner.spec.course import CatalogPaper

_DOI = re.compile(r"(?:^|doi\.org/|doi:\s*|/doi/(?:abs/|pdf/|full/|epdf/)?)(10\.[0-9]{4,9}/[^\s?#]+)", re.IGNORECASE)


_ARXIV = re.compile(
    r"(?:^|arxiv\.org/(?:abs|pdf|html|format)/|arxiv:\s*|arxiv\.|alphaxiv\.org/abs/|ar5iv\.org/abs/)"
    r"([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,12}(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]{1,3})?(?![0-9/])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CatalogEntry:
    """One paper of a catalogue, and where it stands; ``imported`` when another program wrote it.

    ``untitled`` says that its title is only its DOI or arXiv number, as nothing else is known.
    """

    paper: CatalogPaper
    where: Where
    doi: str = ""
    arxiv: str = ""
    imported: bool = False
    untitled: bool = False

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The DOI and the arXiv number as far as known, in lower case as they compare."""
        url = self.paper.url or ""
        doi, arxiv = self.doi or doi_of(url), self.arxiv or arxiv_of(url) or arxiv_of(self.doi)
        named = (doi if not arxiv_of(doi) else "", f"arxiv:{arxiv}" if arxiv else "")
        return tuple(name for name in named if name)


def doi_of(text: str) -> str:
    """The DOI that a text is or that a link leads to, in lower case; an empty text where there is none."""
    if "10." not in text:  # most links are none; this is asked of every paper
        return ""
    found = _DOI.search(unquote(text.strip()[:2_000]))
    return found[1].rstrip(".,;)").lower() if found else ""


def arxiv_of(text: str) -> str:
    """The arXiv number that a text is, or that a link or DOI leads to, without its version; empty where none is."""
    found = _ARXIV.search(text.strip()[:2_000])
    return found[1].lower() if found else ""
