"""``duties.csv``, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from dataclasses import astuple
from io import StringIO

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.duties import COLUMNS, duty_rows
from planner.outputs.text import one_line
from planner.outputs.view import View
from planner.plans.plan import Plan

# What spreadsheets take for a formula, at the start of a cell; where the list separator is a semicolon, a cell of ours
# may begin after one too.
_FORMULA = re.compile(r"""((?:^|;)[\s"']*)([=+\-@\uff1d\uff0b\uff0d\uff20])""")


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``duties.csv``; its byte order mark lets Excel read names in any script."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in duty_rows(View(plan, "full")):
        writer.writerow([cell(value) for value in astuple(row)])
    return [PublishedFile("duties.csv", text.getvalue().encode("utf-8-sig"))]


def cell(text: str) -> str:
    """The text on one line; an apostrophe before what a spreadsheet would calculate."""
    return _FORMULA.sub(r"\1'\2", one_line(text))
