"""The plans that were replaced: kept in ``history/`` beside plan.yaml, named by their stamp, and linked for ``undo``.

Each plan says in ``before`` which of them it replaced, so that undoing walks back through what was done, and not
through what was undone meanwhile; the files stay in the order in which they were replaced, for the log of changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from planner.plans.plan import Plan, PlannedSession, digest

FOLDER = "history"
AS_WRITTEN = ".as-written.yaml"
"""The plan as a command last wrote it, by which edits of the file are known."""


def stamp_of(plan: Plan) -> datetime:
    """When anything in a plan last changed."""
    stamps = [row.changed for rows in (plan.sessions, plan.cancelled, plan.no_class) for row in rows]
    return max([*stamps, *(entry.changed for entry in plan.entries.values())], default=datetime(2000, 1, 1, tzinfo=UTC))


def name_for(plan: Plan, taken: Collection[str]) -> str:
    """The name of a plan in the history: its stamp, or that of the last one there if that is later, and a counter."""
    stamp = f"{stamp_of(plan).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    stamp = max([stamp, *(name[: len(stamp)] for name in taken)])
    same = [name for name in taken if name.startswith(stamp)]
    return stamp if not same else f"{stamp}-{max(map(_counter, same)) + 1}"


def in_order(names: Iterable[str]) -> list[str]:
    """Names of the history from the first that was replaced to the last."""
    return sorted(names, key=lambda name: (name.partition("-")[0], _counter(name)))


def names_in(folder: Path) -> list[str]:
    """The names of the plans in the history of a plan's folder, in order."""
    return in_order(path.stem for path in (folder / FOLDER).glob("*Z*.yaml"))


def path_of(folder: Path, name: str) -> Path:
    """Where a plan of the history stands."""
    return folder / FOLDER / f"{name}.yaml"


def same_plan(one: Plan, other: Plan) -> bool:
    """Whether two plans say the same, whichever plan they replaced."""
    return one.model_copy(update={"before": None}) == other.model_copy(update={"before": None})


def restored(old: Plan, now: Plan) -> Plan:
    """An older plan in the place of the present one, whose past stays; sequences are for who writes it."""
    before = now.frozen_before
    if before is None:
        return old
    past = [session for session in now.sessions if session.date < before]
    taken = {name for session in past for name in (session.uid, session.id)}
    coming = [s for s in old.sessions if s.date >= before and not {s.uid, s.id} & taken]
    sessions = sorted([*past, *coming], key=lambda session: session.start)
    tables = {
        table: {**getattr(now, table), **getattr(old, table)} if table != "people" else _people(old, now, past)
        for table in ("papers", "topics", "events", "roles", "people")
    }
    solved = old.solved.model_copy(update={"digest": digest(sessions)}) if old.solved is not None else None
    return old.model_copy(update={**tables, "sessions": sessions, "frozen_before": before, "solved": solved})


def _people(old: Plan, now: Plan, past: list[PlannedSession]) -> dict[str, object]:
    """Who stood in the older plan, and who has duties in the past that stays."""
    held = {duty.person for session in past for duty in session.duties}
    return {**{name: person for name, person in now.people.items() if name in held}, **old.people}


def _counter(name: str) -> int:
    number = name.partition("-")[2]
    return int(number) if number.isdigit() else 1
