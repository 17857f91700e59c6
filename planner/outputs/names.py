"""Names of files: they never leave the output folder, whatever the ids are, and differ everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
_PLAIN = re.compile(r"\w[\w.+-]*")
_UNSAFE = re.compile(r"[^\w.+-]+")
# Windows takes these for devices, with any extension.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|clock|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def file_stems(ids: Iterable[str]) -> dict[str, str]:
    """For each id the name of its file without extension.

    It is the id itself where that is safe and no earlier id has taken it (in upper or lower case, composed or
    not); otherwise it ends in a digest of the id, so that it stays the same when other people come and go.
    """
    taken: set[str] = set()
    result: dict[str, str] = {}
    for identifier in dict.fromkeys(ids):
        stem = identifier if _is_safe(identifier) else _with_digest(identifier)
        if _folded(stem) in taken:
            stem = _with_digest(identifier)
        taken.add(_folded(stem))
        result[identifier] = stem
    return result


def _is_safe(name: str) -> bool:
    plain = _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name) and not name.endswith(".")
    return bool(plain) and len(name.encode("utf-8", "replace")) <= LONGEST


def _with_digest(name: str) -> str:
    """A safe name that no other id has."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    words = _UNSAFE.sub("-", unicodedata.normalize("NFKC", name)).encode("ascii", "ignore").decode()
    start = re.sub(r"\.\.+", ".", words).strip(".+-")[:40]
    return f"{start or 'id'}-{digest}" if not _RESERVED.fullmatch(start) else f"id-{start}-{digest}"


def _folded(name: str) -> str:
    """What file systems that ignore case and composition compare."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
