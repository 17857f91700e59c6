"""Clocks and weekdays as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.written import Unclear
from planner.written.clocks import read_clock
from planner.written.weekdays import WEEKDAYS, read_weekdays

QUICK = settings(deadline=None, derandomize=True, max_examples=150)


@QUICK
@given(st.integers(0, 23), st.integers(0, 59))
def test_every_clock(hours: int, minutes: int) -> None:
    """24 hours with a colon or a dot, 12 hours with am or pm in any spelling."""
    clock, half = time(hours, minutes), "ap"[hours >= 12]
    for text in (f"{hours}:{minutes:02}", f"{hours:02}.{minutes:02}", f"{hours:02}:{minutes:02}:00"):
        assert read_clock(text) == clock
    for text in (f"{half}m", f" {half.upper()}M", f" {half}.m.", f"{half.upper()}. M."):
        assert read_clock(f"{hours % 12 or 12}:{minutes:02}{text}") == clock
        if minutes == 0:
            assert read_clock(f"{hours % 12 or 12}{text}") == clock


@pytest.mark.parametrize("text", ["", "9", "24:00", "13pm", "0am", "9:5", "9:60", "15:30:30", "1530", "3:30 xm"])
def test_no_clock(text: str) -> None:
    """What is none, or not surely one, is refused with an example."""
    with pytest.raises(Unclear, match='such as "15:30"'):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MWF", "Mon Wed Fri"),
        ("TTh", "Tue Thu"),
        ("TR", "Tue Thu"),
        ("TuTh", "Tue Thu"),
        ("MTWRF", "Mon Tue Wed Thu Fri"),
        ("MoWeFr", "Mon Wed Fri"),
        ("M/W", "Mon Wed"),
        ("SaSu", "Sat Sun"),
        ("MTh", "Mon Thu"),
        ("tuesdays", "Tue"),
        ("Thurs.", "Thu"),
        ("Weds", "Wed"),
        ("SUNDAY", "Sun"),
        ("sat", "Sat"),
        ("Tu", "Tue"),
    ],
)
def test_weekdays(text: str, days: str) -> None:
    """Names, abbreviations, and the letters of timetables."""
    assert read_weekdays(text) == days.split()


@QUICK
@given(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True))
def test_two_letters_each(days: list[str]) -> None:
    """Any days in the letters of a timetable are those days."""
    assert read_weekdays("".join(day[:2] for day in days)) == days
    assert read_weekdays(" ".join(day[:2] for day in days)) == days


@pytest.mark.parametrize("text", ["S", "MS", "TS", "MTWRFS", "s"])
def test_s_alone(text: str) -> None:
    """S may be two days, so it is none."""
    with pytest.raises(Unclear, match="S may be Saturday or Sunday; write Sa or Su"):
        read_weekdays(text)


@pytest.mark.parametrize("text", ["", "Monn", "Montag", "X", "H", "Mon-Fri", "12", "Mon Tuesday and so on"])
def test_no_weekdays(text: str) -> None:
    """What is no weekday is refused."""
    with pytest.raises(Unclear, match="expected a weekday"):
        read_weekdays(text)
