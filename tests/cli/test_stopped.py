"""A comparison or a search for alternatives that is stopped says so by its exit code, and keeps what it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner import api
from planner.api import comparing, planning
from tests.cli.running import COURSE, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a course, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("course.yaml").write_text(COURSE)
    Path("other.yaml").write_text(COURSE)
    return tmp_path


def test_compare(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 130 after the answer: one of the plans is only the best so far."""
    plan = planning.plan

    def interrupted(*given: Any) -> api.PlanResult:
        return replace(plan(*given), interrupted=True)

    monkeypatch.setattr(comparing, "plan", interrupted)
    said = run("compare", "course.yaml", "other.yaml", capsys=capsys)
    assert (said.code, said.err) == (130, "interrupted: a plan is the best so far\n")
    assert "Goals" in said.out


def test_alternatives(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 130, and the best plan is written, when the user stops once it is found."""
    from planner.solve import alternatives

    def stopping(question: Any, limits: Any, best: Any, number: Any, budget: Any, *_: Any) -> list[Any]:
        budget.flag.set()
        return []

    monkeypatch.setattr(alternatives, "alternatives", stopping)
    said = run("alternatives", "course.yaml", "-q", capsys=capsys)
    assert (said.code, said.err) == (130, "interrupted: these are the plans found so far\n")
    assert [path.name for path in Path("alternatives").iterdir()] == ["best.plan.yaml"]
