"""The log of changes: what differs from each plan to the next, from the plans that commands have replaced."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.plans.differences import Difference, differences
from planner.plans.history import stamp_of
from planner.plans.plan import Plan


@dataclass(frozen=True)
class Update:
    """What one plan changed of the one before, and when."""

    stamp: datetime
    differences: tuple[Difference, ...]


def updates(plans: Sequence[Plan]) -> list[Update]:
    """The changes from plan to plan, newest first; the plans are in the order in which they were written."""
    found = []
    for old, new in itertools.pairwise(plans):
        differing = differences(old, new)
        if differing:
            found.append(Update(stamp_of(new), tuple(differing)))
    return found[::-1]
