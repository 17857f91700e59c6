"""Pins written into constraints.yaml: in the place of those that they contradict, else at the end of the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from planner.documents import parse_yaml
from planner.spec.splice import BYTE_ORDER_MARK, Append, Change, Drop, Put, spliced

Entry = Mapping[str, str]


def pinned(
    text: str, pins: Sequence[Entry], never: Sequence[str] = (), void: Collection[int] = (), file: str = "constraints"
) -> str:
    """The text with the pins, and with papers that are barred; all other lines stay as they are.

    ``void`` are the places of pins that hold no more: each is changed to the new pin on the same paper, event or seat,
    or dropped. A pin that stands there already is not written twice. Raises InputError.
    """
    left = set(void)
    changes: list[Change] = []
    known = _entries(text, file)
    for pin in map(dict, pins):
        place = next((i for i in sorted(left) if i < len(known) and _same_subject(known[i], pin)), None)
        if place is not None:
            left.discard(place)
            changes += [Put(("pins", place, key), value) for key, value in pin.items() if known[place][key] != value]
        elif pin not in known:
            changes.append(Append(("pins",), pin))
    changes += [Drop(("pins", place)) for place in sorted(left, reverse=True)]
    text = spliced(text, changes, file)
    for paper in never:
        root = parse_yaml(text.removeprefix(BYTE_ORDER_MARK), file).value
        if paper not in ((root.get("papers") or {}).get("never") or []):
            text = spliced(text, [Append(("papers", "never"), paper)], file)
    return text


def _entries(text: str, file: str) -> list[Any]:
    known = parse_yaml(text.removeprefix(BYTE_ORDER_MARK), file).value.get("pins") or []
    return known if isinstance(known, list) else [known]


def _same_subject(entry: Any, pin: Mapping[str, str]) -> bool:
    """Whether two pins are about one paper, event or seat."""
    about = set(pin) - {"person" if "person" in pin else "date"}
    return isinstance(entry, dict) and set(entry) == set(pin) and all(entry[key] == pin[key] for key in about)
