"""Who a row is about: by written id, else e-mail, else name; and the ids of those who have none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.findings import Finding, Where, did_you_mean, error, note, warning
from planner.folding import folded, folded_name, slug
from planner.text import printable

Cells = dict[str, str]


@dataclass
class Holder:
    """One person as far as is known: filled cells by column, and where each stands."""

    cells: Cells
    where: Where
    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)


class People:
    """People by id, found by what a row says of them."""

    def __init__(self) -> None:
        self.by_id: dict[str, Holder] = {}
        self._ids: dict[str, set[str]] = {}
        self._emails: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}

    def note(self, key: str, cells: Cells) -> None:
        """Remember by what a person is found."""
        self._ids.setdefault(folded(key), set()).add(key)
        if email := folded(cells.get("email", "")):
            self._emails.setdefault(email, set()).add(key)
        if name := folded_name(cells.get("name", "")):
            self._names.setdefault(name, set()).add(key)

    def find(self, cells: Cells, first: bool, where: Where, findings: list[Finding]) -> str | None:
        """The known person of a row; None for somebody new, or (told) where several could be meant.

        In the first source somebody with another id or e-mail is somebody else, whatever the name.
        """
        written = cells.get("id", "")
        if written in self.by_id:
            return written
        if len(found := self._ids.get(folded(written), set())) == 1:
            return next(iter(found))
        if first and written:
            return None
        email = folded(cells.get("email", ""))
        for column, known, key in (
            ("email", self._emails, email),
            ("name", self._names, folded_name(cells.get("name", ""))),
        ):
            found = known.get(key, set()) if key else set()
            if first and column == "name" and email:
                found = {name for name in found if not self.by_id[name].cells.get("email")}
            if len(found) == 1:
                return next(iter(found))
            if len(found) > 1:
                several = printable(", ".join(sorted(found)))
                message = f'several people have the {column} "{printable(cells[column])}": {several}; give the id'
                findings.append(error("ambiguous-person", message, where))
                return AMBIGUOUS
        return None

    def new_id(self, cells: Cells) -> str:
        """An id for somebody who has none: of the e-mail's local part, else of the name."""
        email = folded(cells.get("email", ""))
        local = _as_id(email.partition("@")[0])
        options = [local, _as_id(email.replace("@", "-at-"))] if local else [slug(cells.get("name", "")) or "person"]
        for option in options:
            if option and option not in self.by_id:
                return option
        number = 2
        while f"{options[-1]}-{number}" in self.by_id:
            number += 1
        return f"{options[-1]}-{number}"

    def unknown(self, cells: Cells, where: Where) -> Finding:
        """A row of somebody whom the roster does not have: they may have left."""
        called = cells.get("id") or cells.get("name") or cells.get("email") or "this row"
        known = [holder.cells.get(key) for holder in self.by_id.values() for key in ("name", "email")]
        names = [*self.by_id, *filter(None, known)]
        message = f'"{printable(called)}" is nobody of the roster, and is left out{did_you_mean(called, names)}'
        return warning("unknown-person", message, where, called)


AMBIGUOUS = ""
"""In the place of an id: somebody, but it does not show who."""


def _as_id(text: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", text).strip("-.+_")


def made_ids(file: str, made: Iterable[str]) -> list[Finding]:
    """A note that people got ids of their own."""
    ids = list(made)
    if not ids:
        return []
    shown = ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
    who = "person has" if len(ids) == 1 else "people have"
    message = f"{len(ids)} {who} no id here; made of e-mail or name: {shown}"
    return [note("made-id", printable(message), Where(file))]
