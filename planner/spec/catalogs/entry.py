"""A paper of a catalogue with its place, whatever the format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from planner.findings import Where
from planner.spec.course import CatalogPaper

_WORD = re.compile(r"[^\W_]+")
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


def folded(text: str) -> str:
    """A text as titles are compared: no case, no accents, no punctuation."""
    return " ".join(_WORD.findall(_bare(text)))


def slug(text: str) -> str:
    """A text as an id: ``Deep Learning`` is ``deep-learning``, ``C++`` stays ``c++``; empty where nothing is left."""
    return re.sub(r"^\W+|[^\w+]+$", "", re.sub(r"[^\w.+]+", "-", _bare(text)))


def _bare(text: str) -> str:
    """The text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))
