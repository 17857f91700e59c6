"""How much worse than its best a goal may be: ``2%``, or ``coverage=1`` in the goal's own unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from planner.findings import InputError, Where, did_you_mean, error

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,2})?")


@dataclass(frozen=True)
class Slack:
    """A share for all goals, and for single ones a number of their units or a share."""

    share: Fraction = Fraction(2, 100)
    units: Mapping[str, Fraction] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)


def read_slack(texts: Sequence[str], goals: Sequence[str]) -> Slack:
    """``["2%", "coverage=1"]`` as a slack; raises InputError with everything that cannot be read."""
    share, units, shares = Slack().share, dict[str, Fraction](), dict[str, Fraction]()
    faults = []
    for text in texts:
        name, equals, amount = text.rpartition("=")
        if equals and name not in goals:
            hint = did_you_mean(name, goals)
            faults.append(error("slack", f'goal "{name}" is none of this course{hint}', Where(f"--slack {text}")))
        elif match := _SHARE.fullmatch(amount):
            if equals:
                units.pop(name, None)
                shares[name] = Fraction(match[1]) / 100
            else:
                share = Fraction(match[1]) / 100
        elif equals and _NUMBER.fullmatch(amount):
            units[name] = Fraction(amount)
        else:
            faults.append(error("slack", "expected a share such as 2%, or GOAL=1", Where(f"--slack {text}")))
    if faults:
        raise InputError(faults)
    return Slack(share, units, shares)


def allowed(slack: Slack, goal: str, best: int, unit: int) -> int:
    """By how much a goal may be worse, as the goal counts; ``unit`` is how much that counts for one unit shown.

    A share is of the best value, rounded up, at least one unit unless 0 is asked.
    """
    if goal in slack.units:
        return int(slack.units[goal] * unit)
    share = slack.shares.get(goal, slack.share)
    if share == 0:
        return 0
    amount = abs(best) * share
    return max(unit, -(-amount.numerator // amount.denominator))
