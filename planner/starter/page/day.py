"""What a page says of one date, and what is to be told once all dates of a page are read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from planner.documents import shown
from planner.findings import Finding, Where, note, warning
from planner.starter.page.readings import Reading
from planner.starter.page.units import Unit
from planner.starter.page.years import LONGEST_GAP

Date = date
MOST_NOTES = 40


@dataclass
class Day:
    """What a page says of one date: ``kind`` is an event's, ``clock`` and ``place`` stand where unusual.

    ``last`` is the end of a range that the date stands for; ``label`` how the page writes it.
    """

    date: Date
    line: int
    title: str = ""
    kind: str = ""
    closed: bool = False
    reason: str = ""
    clock: tuple[time, time] | None = None
    place: str | None = None
    readings: list[Reading] = field(default_factory=list)
    label: str = ""
    last: Date | None = None


@dataclass
class Days:
    """The days of a page in its order; ``dated`` counts all that looks like a date, ``read`` what was read of it."""

    days: list[Day]
    preamble: list[Unit]
    findings: list[Finding]
    dated: int = 0
    read: int = 0


def without_labels(days: Sequence[Day], file: str) -> tuple[list[Day], list[Finding]]:
    """The days without ranges that only name a week, whose days stand by themselves or hold nothing.

    Another range is read as its first day, which is told.
    """
    single = sorted({day.date for day in days if day.last is None})
    kept: list[Day] = []
    findings: list[Finding] = []
    for day in days:
        if day.last is not None and not day.closed:
            place = bisect_left(single, day.date)
            within = place < len(single) and single[place] <= day.last
            if not day.readings and (within or not day.title):
                continue
            message = f"{shown(day.label)} is no single day; it is read as its first, {day.date}"
            findings.append(warning("date", message, Where(file, day.line)))
        kept.append(day)
    return kept, findings


def order_findings(all_days: Sequence[Day], file: str) -> list[Finding]:
    """Tell dates that stand far from those around them, as a month that is mistyped does."""
    days = [day for day in all_days if not day.closed]
    if sum(two.date < one.date for one, two in pairwise(days)) * 2 > len(days):
        return []  # the newest first
    findings = []
    for one, two in pairwise(days):
        gap = (two.date - one.date).days
        told = f"is {gap} days after the date before it" if gap > LONGEST_GAP else f"stands after {one.date}"
        if gap > LONGEST_GAP or gap < 0:
            findings.append(warning("date", f"{shown(two.label)}: {two.date} {told}", Where(file, two.line)))
    return findings


def most_findings(findings: list[Finding], file: str) -> list[Finding]:
    """The findings with no more notes than anybody reads; how many more there are is one."""
    notes = [finding for finding in findings if finding.severity == "note"]
    if len(notes) <= MOST_NOTES:
        return findings
    left = set(notes[MOST_NOTES:])
    more = note("unread", f"… and {len(left)} more lines that are not read", Where(file))
    return [finding for finding in findings if finding not in left] + [more]
