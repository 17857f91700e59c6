from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.findings import InputError
from planner.outputs import PublishOptions
from planner.outputs.printed import printed
from planner.outputs.view import View
from planner.plans.plan import Plan

from .samples import HOSTILE_TEXTS, hostile_plan, published, sample_plan

TYPST_MARKUP = ("#panic()", "$1/0$", "@label", "<label>", "*a", "#{", "`", '#import "@preview/x:0.1.0"', "/* ", "= h")


def pdf(plan: Plan, public: bool = True) -> bytes:
    """The printed syllabus."""
    return published(plan, "pdf", options=PublishOptions(public=public))["syllabus.pdf"]


def test_same_plan_same_bytes() -> None:
    """The file is a PDF and has no date of its own."""
    assert pdf(sample_plan()).startswith(b"%PDF-")
    assert pdf(sample_plan()) == pdf(sample_plan())
    assert b"CreationDate" not in pdf(sample_plan())


def test_content() -> None:
    """The weeks hold all sessions and days without class; the instructor's copy alone prints satisfaction."""
    data = printed(View(sample_plan()), PublishOptions())
    rows = [row for week in data["weeks"] for row in week["rows"]]
    assert len(rows) == 14
    assert [row["state"] for row in rows if row["closed"]] == ["No class", "Cancelled"]
    assert pdf(sample_plan()) != pdf(sample_plan(), public=False)


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, *TYPST_MARKUP])
def test_hostile_texts(text: str) -> None:
    """No text is read as Typst's markup."""
    assert pdf(hostile_plan((text,)), public=False).startswith(b"%PDF-")


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text(text: str) -> None:
    """Any text can be printed."""
    assert pdf(hostile_plan((text,))).startswith(b"%PDF-")


def test_empty_plan() -> None:
    """A plan without sessions and people can be printed."""
    update: dict[str, object] = {"sessions": [], "cancelled": [], "no_class": [], "people": {}}
    assert pdf(sample_plan().model_copy(update=update)).startswith(b"%PDF-")


def test_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match=r"pip install 'plan-course\[pdf\]'"):
        pdf(sample_plan())
