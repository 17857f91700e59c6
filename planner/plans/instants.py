"""Points in time as plan.yaml writes them: with the offset from UTC, in whole seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from planner.documents import shown
from planner.scalars import FIRST_YEAR, LAST_YEAR, Clock, Date, SessionName, fault

DayOrName = TypeVar("DayOrName", date, str)


def _read_instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        raise fault(f"expected a time such as 2023-03-14T15:30:00+09:00, not {shown(value)}") from None
    if instant.tzinfo is None:
        raise fault(f"{shown(value)} lacks the offset from UTC, such as +09:00")
    return instant


def _check_instant(value: datetime) -> datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise fault(f"a time lies between the years {FIRST_YEAR} and {LAST_YEAR}")
    return value


def _check_day(value: DayOrName) -> DayOrName:
    year = value.year if isinstance(value, date) else int(value[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise fault(f"a day lies between the years {FIRST_YEAR} and {LAST_YEAR}")
    return value


def check_meeting(start: datetime, end: datetime) -> None:
    """A meeting takes some time, and no more than a day."""
    if end <= start:
        raise fault("a meeting ends after it starts", "end")
    if end - start > timedelta(days=1):
        raise fault("a meeting is at most a day long", "end")


def write_instant(value: datetime) -> str:
    """The text that stands in the file."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    AfterValidator(_check_instant),
    PlainSerializer(write_instant, return_type=str),
]
Stamp = Annotated[Instant, AfterValidator(lambda value: value.astimezone(UTC))]
Sequence = Annotated[int, Field(ge=0, le=1_000_000)]
"""How often an entry was changed; no calendar program takes numbers without end."""
SessionId = Annotated[SessionName, AfterValidator(_check_day)]
WrittenDate = Annotated[
    Date, AfterValidator(_check_day), PlainSerializer(lambda value: value.isoformat(), return_type=str)
]
WrittenClock = Annotated[Clock, PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)]
