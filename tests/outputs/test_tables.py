from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.findings import InputError
from planner.outputs.table import cell
from planner.outputs.text import one_line
from planner.plans.plan import Plan

from .goldens import check_golden
from .samples import HOSTILE_TEXTS, hostile_plan, published, sample_plan

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text("=+-@;,\"' \t\n|1a＝", max_size=30),
    st.sampled_from(HOSTILE_TEXTS),
)


def rows(plan: Plan, delimiter: str = ",") -> list[list[str]]:
    """``duties.csv`` as a spreadsheet reads it."""
    text = published(plan, "csv")["duties.csv"].decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def test_golden() -> None:
    """The table as it is written today."""
    check_golden("duties.csv", published(sample_plan(), "csv")["duties.csv"])


def test_one_row_a_duty() -> None:
    """Each duty has a row, with the dates on which something is due."""
    head, *body = rows(sample_plan())
    assert len(body) == sum(1 for _ in sample_plan().all_duties())
    first = dict(zip(head, body[1], strict=True))
    assert first["person"] == "ada"
    assert first["due"] == "Slides draft 2026-03-08; Slides 2026-03-10"


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever separates the columns, no cell begins like a formula; and only an apostrophe is added."""
    written = cell(text)
    for part in (written, *written.split(";")):
        assert not re.match(r"[\s\"']*[=+\-@＝＋－＠]", part.replace("'", "x"))
    assert written.replace("'", "") == one_line(text).replace("'", "")


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT)
def test_columns_stay_columns(text: str) -> None:
    """No text changes the number of columns or rows."""
    plain, hostile = rows(sample_plan()), rows(hostile_plan((text,)))
    assert [len(row) for row in plain] == [len(row) for row in hostile]


def test_json_is_the_plan() -> None:
    """``plan.json`` reads back as the plan."""
    data = json.loads(published(sample_plan(), "json")["plan.json"])
    assert Plan.model_validate(data) == sample_plan()


def sheets(plan: Plan) -> dict[str, str]:
    """The XML of a workbook by part."""
    with zipfile.ZipFile(BytesIO(published(plan, "xlsx")["duties.xlsx"])) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_workbook() -> None:
    """The workbook holds no formula and no link, and the same plan gives the same bytes."""
    parts = sheets(hostile_plan())
    for name, part in parts.items():
        assert "<f>" not in part
        assert "<hyperlink " not in part
        assert "externalLink" not in name
    assert "=HYPERLINK(" in parts["xl/sharedStrings.xml"]
    assert published(sample_plan(), "xlsx") == published(sample_plan(), "xlsx")


def test_workbook_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(InputError, match=r"pip install 'plan-course\[xlsx\]'"):
        published(sample_plan(), "xlsx")
