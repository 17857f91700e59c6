"""What a plan tells the world: the state of its calendars, carried from the plan that stands where it is written."""

from __future__ import annotations

from datetime import datetime

from planner.api.answer import now
from planner.plans.plan import Plan
from planner.plans.state import with_state


def published(plan: Plan, standing: Plan | None, stamp: datetime | None = None) -> Plan:
    """The plan with sequences that rise where a calendar shows something new, over those of ``standing``.

    ``standing`` is the plan in the folder where this one will be written, be it older, newer or this one edited by
    hand; ``stamp`` (now, unless given) is the time of what changed. Whoever writes a plan.yaml calls this last.
    """
    from planner.outputs.entries import shown

    return with_state(plan, standing, stamp or now(), shown)
