"""Scalar types of the files: dates, clocks, weekdays, ids, amounts; each read from the text that stands in the file."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.documents import CONTROL, shown
from planner.findings import did_you_mean

Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS: tuple[Weekday, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Within these no arithmetic on dates and time zones overflows."""
LONGEST_TERM = 750
"""Days from the first of a term to its last."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")


class Strict(BaseModel):
    """Base of all file models: unknown keys are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def fault(message: str, key: str | None = None) -> PydanticCustomError:
    """An error that reaches the person with exactly this message; ``key`` is the key of the part that is at fault."""
    return PydanticCustomError("plan_course", "{message}", {"message": message, **({"key": key} if key else {})})


def read_date(value: Any) -> date:
    """An ISO date; raises ``PydanticCustomError`` otherwise."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise fault(f"there is no day {shown(text)}") from None
    raise fault(f"expected a date such as 2023-03-06, not {shown(value)}")


def _read_clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    text = str(value).strip()
    if not _CLOCK.fullmatch(text):
        raise fault(f'expected a clock time such as "15:30", not {shown(value)}')
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def _read_weekday(value: Any) -> Any:
    text = str(value).strip().capitalize()
    for short, long in zip(WEEKDAYS, _WEEKDAY_NAMES, strict=True):
        if text in (short, long):
            return short
    raise fault(f"expected a weekday (Mon … Sun), not {shown(value)}")


def read_session(value: Any) -> str:
    """A date or a session id, as the calendar writes it; raises ``PydanticCustomError`` otherwise."""
    text = str(value).strip() if isinstance(value, str | date) else ""
    if not text:
        raise fault(f"expected a date such as 2023-03-06, not {shown(value)}")
    day, _, clock = text.partition("T")
    read_date(day)
    if "T" in text:
        return f"{day}T{_read_clock(clock):%H:%M}"
    return day


def _check_text(value: str) -> str:
    if CONTROL.search(value):
        raise fault("this text has a control character")
    # No text of ours has more than one line; a folded or block text of YAML becomes one.
    return re.sub(r"\s+", _on_one_line, value).strip()


def _on_one_line(blanks: re.Match[str]) -> str:
    return " " if set("\t\r\n") & set(blanks[0]) else blanks[0]


def _check_id(value: str) -> str:
    if not re.fullmatch(r"\w[\w.+-]*", value):
        message = f"an id starts with a letter or digit, and goes on with these or . _ + - ; {shown(value)} does not"
        raise fault(message)
    return value


def _check_paper_id(value: str) -> str:
    if not value:
        raise fault("the id of a paper is not empty")
    if re.search(r"\s", value) or CONTROL.search(value):
        raise fault(f"the id of a paper has no spaces; {shown(value)} has")
    return value


def _check_url(value: str) -> str:
    if not re.fullmatch(r"(https?|ftp|mailto|doi):\S+", value, re.IGNORECASE):
        raise fault(f"expected a link such as https://…, not {shown(value)}")
    return value


@cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def _check_zone(value: str) -> str:
    if value not in _zones():
        raise fault(f"{shown(value)} is no IANA time zone{did_you_mean(value[:100], _zones())}")
    return value


def hundredths(value: Any) -> int:
    """A score in whole hundredths, rounded half up."""
    return int((Decimal(str(value)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


_DATE_SCHEMA = {"type": "string", "format": "date"}
_SESSION_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{1,2}:\d{2})?$"}

Date = Annotated[date, BeforeValidator(read_date), WithJsonSchema(_DATE_SCHEMA)]
Clock = Annotated[
    time,
    BeforeValidator(_read_clock),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]
Day = Annotated[Weekday, BeforeValidator(_read_weekday)]
SessionName = Annotated[str, BeforeValidator(read_session), WithJsonSchema(_SESSION_SCHEMA)]
"""A date (every session of that day) or a session id (that session only)."""
Text = Annotated[str, Field(max_length=20_000), AfterValidator(_check_text)]
Name = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_check_text)]
Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_check_id)]
PaperId = Annotated[str, Field(max_length=200), AfterValidator(_check_paper_id)]
TimeZone = Annotated[Text, AfterValidator(_check_zone)]
Url = Annotated[str, Field(max_length=2_000), AfterValidator(_check_url)]
Version = Annotated[Literal[1], BeforeValidator(lambda value: 1 if str(value) == "1" else value)]
DaysApart = Annotated[int, Field(ge=-366, le=366)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Year = Annotated[int, Field(ge=1000, le=3000)]
Priority = Annotated[int, Field(ge=1, le=5)]
Score = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


def in_order(low: object, high: object, low_key: str, high_key: str) -> None:
    """Raise when ``low`` is above ``high`` (either may be None); the keys name them in the file."""
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        above = "after" if isinstance(low, date | time) else "above"
        raise fault(f"{low_key} {_spoken(low)} is {above} {high_key} {_spoken(high)}", low_key)


def _spoken(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
