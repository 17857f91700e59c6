"""How people stand in what everybody can see: by full name, first name, initials, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from planner.outputs.text import one_line
from planner.plans.plan import Plan
from planner.plans.published import Names

NOBODY_NAMED = "taken"
_WORD = re.compile(r"[^\W\d_]")


def shown_names(plan: Plan, mode: Names) -> dict[str, str]:
    """Everybody in the plan, and who only a duty or an earlier calendar names, as they are shown.

    Two people who would look the same get a letter of the last name where first names are shown, else a number.
    """
    full = {name: one_line(former.name) or name for name, former in plan.former.items()}
    full |= {duty.person: one_line(duty.person) for _, duty in plan.all_duties()}
    full |= {name: one_line(person.name) or one_line(name) for name, person in plan.people.items()}
    members = {name: [one_line(m.name) for m in person.members] for name, person in plan.people.items()}
    if mode == "full":
        return {name: _with_members(shown, members.get(name, [])) for name, shown in full.items()}
    if mode == "none":
        return dict.fromkeys(full, NOBODY_NAMED)
    shorten = first_name if mode == "first" else initials
    alone = {name: shown for name, shown in full.items() if not members.get(name)}
    shown = _told_apart(alone, shorten, mode == "first")
    for name, of_team in members.items():
        if of_team:
            shown[name] = _team(full[name], of_team, shorten)
    return {name: shown[name] for name in full}


def first_name(name: str) -> str:
    """The first of the names; ``Last, First`` is turned round."""
    words = _in_order(name).split()
    return words[0] if words else name


def initials(name: str) -> str:
    """``Ada van der Berg``: ``A.B.``, the first letters of the first and the last name."""
    letters = [found[0].upper() for word in _in_order(name).split() if (found := _WORD.search(word))]
    return "".join(f"{letter}." for letter in (letters[0], letters[-1])[: len(letters)]) if letters else "?"


def _in_order(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _with_members(name: str, members: list[str]) -> str:
    return f"{name} ({', '.join(members)})" if members else name


def _team(name: str, members: list[str], shorten: Callable[[str], str]) -> str:
    """A team keeps its name, unless the name says who is in it."""
    short = ", ".join(shorten(member) for member in members)
    named = {word.casefold() for member in members for word in re.findall(r"\w{2,}", member)}
    says = named & {word.casefold() for word in re.findall(r"\w{2,}", name)}
    return short if says else f"{name} ({short})"


def _told_apart(names: Mapping[str, str], shorten: Callable[[str], str], letters: bool) -> dict[str, str]:
    short = {name: shorten(full) for name, full in names.items()}
    often = Counter(short.values())
    if letters:
        for name, full in names.items():
            words = _in_order(full).split()
            if often[short[name]] > 1 and len(words) > 1:
                short[name] = f"{short[name]} {words[-1][0].upper()}."
    often, seen = Counter(short.values()), Counter[str]()
    for name, shown in short.items():
        if often[shown] > 1:
            seen[shown] += 1
            short[name] = f"{shown} ({seen[shown]})"
    return short
