from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from planner.outputs.zones import transitions, vtimezone, zone_of

from .calendars import zone_in

# Half-hour changes, winter time as the exception, southern summers, Ramadan, no change, past changes of rule.
NAMES = (
    "America/Los_Angeles",
    "Europe/Berlin",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Asia/Tehran",
    "UTC",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("start", [date(2018, 9, 1), date(2026, 2, 1)])
def test_vtimezone_agrees_with_the_zone(name: str, start: date) -> None:
    """Every hour of the term, and those around each change, has the zone's own offset."""
    end = start + timedelta(days=130)
    calendar = Calendar()
    calendar.add_component(vtimezone(name, start, end))
    written, true = zone_in(calendar.to_ical()), ZoneInfo(name)
    first = datetime(start.year, start.month, start.day)
    hours = [first + timedelta(hours=count) for count in range(24 * 130)]
    hours = [hour for hour in hours if hour.replace(tzinfo=true).astimezone(UTC).astimezone(true).hour == hour.hour]
    changes = {c.onset.date() for c in transitions(true, start, end)}
    # dateutil decides otherwise on the repeated hour of a change; every other hour must agree.
    checked = [h for h in hours if not (h.date() in changes and h.hour < 5)]
    assert len(checked) > 3000
    for hour in checked:
        assert hour.replace(tzinfo=written).utcoffset() == hour.replace(tzinfo=true).utcoffset(), hour


def test_onsets_are_on_the_clock_before_the_change() -> None:
    """Summer begins at 02:00 of winter time in Los Angeles, not at 03:00 (RFC 5545 §3.6.5)."""
    text = vtimezone("America/Los_Angeles", date(2026, 2, 1), date(2026, 6, 1)).to_ical().decode()
    assert "DTSTART:20250309T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in text
    assert "DTSTART:20251102T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in text


def test_last_sunday() -> None:
    """The last Sunday is written as such, in a year where it is the fifth too."""
    text = vtimezone("Europe/Berlin", date(2026, 2, 1), date(2026, 6, 1)).to_ical().decode()
    assert "BYDAY=-1SU;BYMONTH=3" in text
    assert "BYDAY=-1SU;BYMONTH=10" in text


def test_dates_where_no_rule_fits() -> None:
    """Morocco's clocks follow the moon: the changes are listed."""
    text = vtimezone("Africa/Casablanca", date(2026, 2, 1), date(2026, 6, 1)).to_ical().decode()
    assert "RDATE" in text
    assert "RRULE" not in text


def test_zone_without_changes() -> None:
    """One standard time since 1970."""
    text = vtimezone("Asia/Seoul", date(2026, 2, 1), date(2026, 6, 1)).to_ical().decode()
    assert text.count("BEGIN:STANDARD") == 1
    assert "DTSTART:19700101T000000" in text


def test_alias_keeps_its_name() -> None:
    """The zone is called in the calendar as in the course's file."""
    assert zone_of("Asia/Calcutta").key == "Asia/Calcutta"
    assert b"TZID:Asia/Calcutta" in vtimezone("Asia/Calcutta", date(2026, 2, 1), date(2026, 6, 1)).to_ical()
