"""Text and links made safe for every format before any format escapes them in its own way."""

from __future__ import annotations

import re
from urllib.parse import quote

# Control characters, noncharacters and lone surrogates mean nothing in our formats and break most of them.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Directional overrides and embeddings in a title could turn the rest of a line around; no text needs them.
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_LINK = re.compile(r"(https?|ftp|mailto|doi):\S+", re.IGNORECASE)
# What RFC 3986 lets stand in a link; everything else is written as %XX, existing escapes stay.
_LINK_SAFE = "!#$%&'()*+,/:;=?@[]~"


def clean(text: str) -> str:
    """The text without characters that cannot be written, with plain line ends."""
    return _DIRECTIONS.sub("", _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """The cleaned text on one line, its white space collapsed."""
    return " ".join(clean(text).split())


def link(url: str | None) -> str | None:
    """A link that a page may carry (http, https, ftp, mailto; ``doi:`` becomes https), else None."""
    text = clean(url or "").strip()
    if not _LINK.fullmatch(text):
        return None
    scheme, rest = text.split(":", 1)
    if scheme.lower() == "doi":
        return "https://doi.org/" + quote(rest.lstrip("/"), safe=_LINK_SAFE)
    return f"{scheme.lower()}:{quote(rest, safe=_LINK_SAFE)}"


def address(url: str, name: str, scheme: str | None = None) -> str:
    """Where a file of the published folder is; ``scheme`` in the place of http or https."""
    whole = f"{(link(url) or '').rstrip('/')}/{quote(name)}"
    return whole if scheme is None else re.sub(r"^https?:", f"{scheme}:", whole)


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: ``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str) -> str:
    """``1 paper``, ``2 papers``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
