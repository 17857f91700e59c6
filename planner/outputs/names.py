"""Names of files: they never leave the output folder, whatever the ids are, and differ everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.outputs.view import View
    from planner.plans.plan import PlannedPerson
    from planner.plans.published import FormerPerson

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


def person_stems(view: View) -> dict[str, str]:
    """For each person, also those who have left, the name of their files: what the plan gives them, else their id."""
    plan = view.plan
    known: dict[str, PlannedPerson | FormerPerson] = {**plan.former, **plan.people}
    people = dict.fromkeys([*(person.id for person in view.people()), *plan.former])
    hidden = plan.publish.personal == "secret" or view.names != "full"
    given = {name: known[name].file for name in people if hidden and name in known and known[name].file}
    stems = file_stems(given.get(name, name) for name in people)
    return {name: stems[given.get(name, name)] for name in people}


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
