"""No regular expression of the code takes more than linear time, on any line that a file may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.patterns import Pattern, patterns, slowest

ROOT = Path(__file__).parents[1]
FOUND, UNKNOWN = patterns()
LONGEST = 32_768
"""Characters. What grows with the square of a line takes a second there, what grows with the line a millisecond."""
SECONDS = 0.1

MADE_OF_WORDS = {
    "planner.starter.page.columns",
    "planner.spec.catalogs.bibtex_parser",  # one set of characters
    "planner.spec.rosters.cells",  # words, single blanks between them
    "planner.spec.rosters.columns",  # likewise
    "planner.starter.example",  # one word, escaped
    "planner.starter.page.days",  # words of a table, `|` between them
    "planner.starter.page.naming",  # likewise
    "planner.written.days",  # likewise, and single blanks
}
"""Where the pattern is put together while running, from parts that repeat nothing."""


SLOW = set((ROOT / "tests" / "data" / "slow_patterns.txt").read_text(encoding="utf-8").splitlines())
"""Patterns that are worse than linear on a line that nothing shortens before; to be mended, and no other is let in."""


@pytest.mark.parametrize("pattern", FOUND, ids=lambda pattern: str(pattern)[:90])
def test_linear(pattern: Pattern, request: pytest.FixtureRequest) -> None:
    """Growing lines made of what the pattern itself repeats, with an end that does not fit."""
    if str(pattern).replace("\n", "\\n") in SLOW:
        request.applymarker(pytest.mark.xfail(strict=False))
    assert slowest(pattern, LONGEST, SECONDS) is None


def test_slow_patterns_still_stand() -> None:
    """What was mended is taken off the list."""
    assert {str(pattern).replace("\n", "\\n") for pattern in FOUND} >= SLOW


def test_all_patterns_are_found() -> None:
    """Every pattern stands in the code as it is, but for a few that are made of plain words."""
    assert len(FOUND) > 100
    assert {place.split(":")[0] for place in UNKNOWN} <= MADE_OF_WORDS


@pytest.mark.parametrize("text", [r"(a+)+$", r"\s+$", r"x*y*x*z", r"\[[^\]]*\]", r"(a|aa)*b"])
def test_careless_patterns_are_caught(text: str) -> None:
    """Exponential and quadratic ones."""
    assert slowest(Pattern("here", text, 0, "search"), LONGEST, SECONDS) is not None
