"""What a plan tells the world: the state of its calendars, its files, and the history of what it replaced."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from planner.api.answer import now
from planner.findings import InputError, Where, error
from planner.plans import history
from planner.plans.file import read_plan, write_plan
from planner.plans.plan import Plan
from planner.plans.state import same_term, with_state
from planner.plans.telling import told
from planner.plans.updates import Update, updates

if TYPE_CHECKING:
    from planner.outputs import PublishOptions

PLAN = "plan.yaml"
LONGEST_LOG = 50
"""How many replaced plans the log of changes goes back."""


def published(plan: Plan, standing: Plan | None, stamp: datetime | None = None) -> Plan:
    """The plan with sequences that rise where a calendar shows something new, over those of ``standing``.

    ``standing`` is the plan in the folder where this one will be written, be it older, newer or this one edited by
    hand; ``stamp`` (now, unless given) is the time of what changed. Whoever writes a plan.yaml calls this last.
    """
    from planner.outputs.entries import shown

    return with_state(plan, standing, stamp or now(), shown)


def plan_files(
    folder: Path, plan: Plan, written_by: str | None, *, only_plan: bool = False, undoing: bool = False
) -> tuple[Plan, dict[str, bytes]]:
    """A plan as it is to stand in a folder, and all files for that, by name: the plan, what people see, the history.

    The plan that stands there goes into ``history/`` where it says something else, and is what ``undo`` leads back to;
    with ``undoing`` the new plan keeps the one that it names itself. ``only_plan`` leaves out what people see.
    """
    from planner.outputs import PublishOptions, publish

    standing = read_plan(folder / PLAN)[0] if (folder / PLAN).exists() else None
    plan = published(plan, standing)
    kept: dict[str, bytes] = {}
    if standing is not None and not history.same_plan(plan, standing):
        name = history.name_for(standing, history.names_in(folder))
        kept[f"{history.FOLDER}/{name}.yaml"] = (folder / PLAN).read_bytes()
        plan = plan if undoing else plan.model_copy(update={"before": name})
    elif standing is not None:
        plan = plan.model_copy(update={"before": standing.before})
        written_by = _written_by(folder / PLAN) or written_by
    # Names of files may hold bytes that are no text; the first line of the plan names one.
    text = write_plan(plan, written_by).encode(errors="replace")
    if only_plan:
        return plan, {**kept, history.AS_WRITTEN: text, PLAN: text}
    options = PublishOptions.of(plan, updates=updates_in(folder, plan, standing))
    shown = {file.name: file.content for file in publish(plan, plan.publish.formats, options)}
    letters = _letters(plan, standing, options) if kept and standing is not None else {}
    return plan, {**shown, **letters, **kept, history.AS_WRITTEN: text, PLAN: text}


def updates_in(folder: Path, plan: Plan, standing: Plan | None = None) -> tuple[Update, ...]:
    """What has changed from plan to plan of a folder, newest first; plans of other terms and broken files are none."""
    plans = []
    for name in history.names_in(folder)[-LONGEST_LOG:]:
        try:
            plans.append(read_plan(history.path_of(folder, name))[0])
        except InputError:
            continue
    plans += [standing] if standing is not None and standing not in plans else []
    return tuple(updates([one for one in (*plans, plan) if same_term(one, plan)]))


def _letters(plan: Plan, standing: Plan, options: PublishOptions) -> dict[str, bytes]:
    """A message for everybody whose own part of the plan is another now."""
    from planner.outputs.messages import messages

    if not same_term(plan, standing):
        return {}
    stamp = history.stamp_of(plan)
    today = _day_of(plan, stamp)
    return {file.name: file.content for file in messages(plan, told(standing, plan, today), stamp, options)}


def _day_of(plan: Plan, stamp: datetime) -> date:
    """The day on which a change is told; of a term that is over (planned for the record) that of the repair."""
    day = stamp.astimezone(ZoneInfo(plan.timezone)).date()
    days = [session.date for session in plan.sessions] or [day]
    if day > max(days):
        return plan.frozen_before or min(days)
    return max(day, plan.frozen_before or day)


def _written_by(path: Path) -> str | None:
    """What the first line of a plan says that it was written by."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline(2_000).partition("# written by:")[2].strip() or None


def as_written(folder: Path) -> Plan | None:
    """The plan of a folder as a command wrote it last; None where that is not known."""
    path = folder / history.AS_WRITTEN
    try:
        return read_plan(path)[0] if path.is_file() else None
    except InputError:
        return None


def undone(folder: Path) -> tuple[Plan, str]:
    """The plan before the one that stands in a folder, with the past of that one, and its name in the history.

    Raises InputError where no plan stands there, or none before it.
    """
    now_there, _ = read_plan(folder / PLAN)
    where = Where(str(folder / PLAN))
    if now_there.before is None:
        raise InputError([error("undo", "no command has replaced a plan here: there is nothing to undo", where)])
    path = history.path_of(folder, now_there.before)
    if not path.is_file():
        raise InputError([error("undo", f"the plan before this one is gone: {path} does not exist", where)])
    return history.restored(read_plan(path)[0], now_there), now_there.before
