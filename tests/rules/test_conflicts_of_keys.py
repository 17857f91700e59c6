"""Windows, orders, rows, exceptions and parts of the term in conflicts: each names its line, and its ways out plan."""

from __future__ import annotations

import pytest

from planner import api
from planner.spec.edit import edited
from tests.courses import HEAD, make_course

PAPERS = """\
papers:
{more}  details:
    a: {{title: A, minutes: 30, tags: [x]}}
    b: {{title: B, minutes: 30, tags: [x]}}
    c: {{title: C, minutes: 30}}
"""
FREE = "reading: {every_session: false}\n"
STAFF = "roles: [{id: presenter, per: paper}]\npeople: [{id: ada}, {id: bo}]\n"

CASES = {
    "paper-windows": (
        PAPERS.format(more="  windows: [{tags: [x], from: 2024-01-15}]\n")
        + "pins: [{paper: a, date: 2024-01-11}]\n"
        + FREE,
        {"papers.windows[0]", "pins[0]"},
        "papers tagged x are read only from 2024-01-15",
    ),
    "paper-spacing": (
        PAPERS.format(more="  order: [{first: a, then: b, sessions: 1}]\n")
        + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-11}]\n"
        + FREE,
        {"papers.order[0]", "pins[0]", "pins[1]"},
        '"b" comes 1 session after "a"',
    ),
    "in-a-row": (
        PAPERS.format(more="")
        + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-08}]\n"
        + "reading: {every_session: false, in_a_row: [{tag: x, max: 1}]}\n",
        {"reading.in_a_row[0]", "pins[0]", "pins[1]"},
        "at most 1 session in a row",
    ),
    "exceptions": (
        PAPERS.format(more="")
        + "pins: [{paper: a, date: 2024-01-04}, {paper: b, date: 2024-01-04}]\n"
        + "reading: {every_session: false, exceptions: [{dates: [2024-01-04], papers: {max: 1}}]}\n",
        {"reading.exceptions[0].papers.max", "pins[0]", "pins[1]"},
        "at most 1 required papers in each of these sessions",
    ),
    "duties-within": (
        PAPERS.format(more="  total: {max: 1}\n") + STAFF + "duties: {within: [{to: 2024-01-11, min: 1}]}\n" + FREE,
        {"papers.total.max", "duties.within[0].min", "roles[0].count.max"},
        "at least 1 duties of each person up to 2024-01-11",
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_conflicts_and_their_ways_out(rule: str) -> None:
    """The minimal set is the one expected, in the words of the rule; each way out, written into the text, plans."""
    body, expected, words = CASES[rule]
    text = HEAD + body
    explanation = api.explain(make_course(text))
    assert explanation.exists is False
    assert {member.where.key for member in explanation.members if member.where is not None} == expected
    assert any(words in (member.sentence or member.message) for member in explanation.members)
    assert explanation.repairs
    for repair in explanation.repairs:
        repaired = edited(text, [(change.where.path, change.after) for change in repair.changes])
        assert api.plan(make_course(repaired)).plan.sessions
