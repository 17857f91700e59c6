"""Scalar types of the files: dates, clocks, weekdays, ids, amounts; each read from the text that stands in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from planner.documents import CONTROL, shown
from planner.findings import did_you_mean
from planner.written import Unclear
from planner.written.clocks import read_clock
from planner.written.days import Span, is_range, read_day, read_days
from planner.written.meaning import NOWHERE, Surroundings
from planner.written.weekdays import WEEKDAYS, Weekday, read_weekdays

__all__ = ["WEEKDAYS", "Weekday"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Within these no arithmetic on dates and time zones overflows."""
LONGEST_TERM = 750
"""Days from the first of a term to its last."""

Result = TypeVar("Result")


class Strict(BaseModel):
    """Base of all file models: unknown keys are errors, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _one_for_a_list(cls, data: Any) -> Any:
        """One value where a list is expected is a list of it; a flat list where groups stand is one group."""
        if not isinstance(data, dict):
            return data
        wrapped = {key: [value] for key, value in data.items() if _is_one(value, _depths(cls).get(key, 0))}
        return {**data, **wrapped} if wrapped else data


def _is_one(value: Any, depth: int) -> bool:
    """Whether a value is a single entry of a list, or (depth 2) a single group of a list of groups."""
    if depth == 2 and isinstance(value, list):
        return bool(value) and all(isinstance(entry, str) for entry in value)
    return depth == 1 and isinstance(value, str | dict)


@cache
def _depths(model: type[BaseModel]) -> Mapping[str, int]:
    """By key, 1 where a list stands, 2 where a list of lists does."""
    return {
        key: depth
        for name, info in model.model_fields.items()
        for key in {name, info.alias or name}
        if (depth := _depth(info.annotation))
    }


def _depth(annotation: Any) -> int:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _depth(arguments[0])
    if origin in (Union, UnionType):
        return max(map(_depth, arguments))
    return 1 + min(_depth(arguments[0]), 1) if origin is list else 0


def fault(message: str, key: str | int | None = None) -> PydanticCustomError:
    """An error that reaches the person with exactly this message; ``key`` is the part of the value that is at fault."""
    facts = {"message": message} if key is None else {"message": message, "key": key}
    return PydanticCustomError("plan_course", "{message}", facts)


def surroundings(info: ValidationInfo | None) -> Surroundings:
    """The course around what is being read."""
    return info.context if info is not None and isinstance(info.context, Surroundings) else NOWHERE


def clearly(read: Callable[[], Result]) -> Result:
    """What a reader of texts gives; raises ``PydanticCustomError`` where the text is not clear."""
    try:
        return read()
    except Unclear as problem:
        raise fault(str(problem)) from None


def read_date(value: Any, span: Span | None = None) -> date:
    """A day as people write it; raises ``PydanticCustomError`` otherwise."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise fault(f"expected a date such as 2023-03-06, not {shown(value)}")
    return clearly(lambda: read_day(value, span))


def _read_date(value: Any, info: ValidationInfo) -> date:
    return read_date(value, surroundings(info).span)


def _read_clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str):
        raise fault(f'expected a clock time such as "15:30", not {shown(value)}')
    return clearly(lambda: read_clock(value))


def _read_weekday(value: Any) -> Any:
    days = _read_weekdays(value)
    if len(days) != 1:
        raise fault(f"expected one weekday, not {shown(value)}")
    return days[0]


def _read_weekdays(value: Any) -> Any:
    """Weekdays, each once, of a list of them or of one text such as ``MWF``."""
    days: dict[Weekday, None] = {}
    for place, entry in enumerate(value if isinstance(value, list) else [value]):
        try:
            if not isinstance(entry, str):
                raise Unclear(f"expected a weekday (Mon … Sun), not {shown(entry)}")
            days |= dict.fromkeys(read_weekdays(entry))
        except Unclear as problem:
            raise fault(str(problem), place if isinstance(value, list) else None) from None
    return list(days)


def read_session(value: Any, span: Span | None = None) -> str:
    """A date or a session id, as the calendar writes it; raises ``PydanticCustomError`` otherwise."""
    text = str(value).strip() if isinstance(value, str | date) else ""
    if not text:
        raise fault(f"expected a date such as 2023-03-06, not {shown(value)}")
    # An id ends with a clock, as in 2023-03-07T15:30; what else has a T is a word, such as Tue or Oct.
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})[T ](?!0{1,2}:00)(.*)", text):
        return f"{read_date(found[1])}T{_read_clock(found[2]):%H:%M}"
    return read_date(text, span).isoformat()


def _read_session(value: Any, info: ValidationInfo) -> str:
    return read_session(value, surroundings(info).span)


OPEN = ".."
"""The open end of a range of days, as ISO 8601 writes it."""


def read_listed_days(value: Any, span: Span | None = None) -> str:
    """A date, a session id, or a range of days as ``2024-10-21/2024-10-23``; raises ``PydanticCustomError`` otherwise.

    ``value`` is a text or a mapping of ``from`` and ``to``, one of which may be missing.
    """
    if isinstance(value, dict):
        if not value or not value.keys() <= {"from", "to"} or not any(value.values()):
            raise fault("expected a date, or from and to")
        first, last = (value.get(key) and read_date(value[key], span) for key in ("from", "to"))
    elif isinstance(value, str) and OPEN in (ends := value.strip().split("/")) and len(set(ends)) == 2:
        first, last = (None if end == OPEN else read_date(end, span) for end in ends)
    elif isinstance(value, str) and (days := _range_in(value, span)) is not None:
        first, last = days
    else:
        return read_session(value, span)
    in_order(first, last, "from", "to")
    return f"{first or OPEN}/{last or OPEN}"


def _range_in(text: str, span: Span | None) -> tuple[date, date] | None:
    """The two days of a range, None where a text is none."""
    if not is_range(text):
        return None
    return clearly(lambda: read_days(text, span))


def _read_listed_days(value: Any, info: ValidationInfo) -> str:
    return read_listed_days(value, surroundings(info).span)


def named(value: Any, info: ValidationInfo | None, *kinds: str) -> Any:
    """The id that a text means among things of these kinds; what nothing is known by stays as it is."""
    if not isinstance(value, str):
        return value
    return clearly(lambda: surroundings(info).named(value.strip(), *kinds))


def _naming(*kinds: str) -> BeforeValidator:
    def read(value: Any, info: ValidationInfo) -> Any:
        return named(value, info, *kinds)

    return BeforeValidator(read)


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


def slug(title: str) -> str:
    """An id made of a title: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-_") or "event"


SCORE = re.compile(r"[0-9]{1,2}(\.[0-9]{0,9})?")
"""How a score from 0 to 10 is written."""


def hundredths(value: Any) -> int:
    """A score in whole hundredths, rounded half up."""
    return int((Decimal(str(value)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


# Editors check the file by these. A number too, as YAML takes 27.04 and 15.30 for one.
_TEXT = ["string", "number"]
_RANGE_SCHEMA = {
    "type": "object",
    "properties": {
        key: {"type": _TEXT, "examples": ["2023-03-06"], "description": f"{which} day"}
        for key, which in (("from", "first"), ("to", "last"))
    },
    "additionalProperties": False,
}

Date = Annotated[
    date, BeforeValidator(_read_date), WithJsonSchema({"type": _TEXT, "examples": ["2023-03-06"]}, mode="validation")
]
Clock = Annotated[
    time, BeforeValidator(_read_clock), WithJsonSchema({"type": _TEXT, "examples": ["15:30"]}, mode="validation")
]
_DAYS_SCHEMA = {"type": "string", "examples": [*WEEKDAYS, "MWF", "TTh"]}
Day = Annotated[Weekday, BeforeValidator(_read_weekday), WithJsonSchema(_DAYS_SCHEMA)]
Days = Annotated[
    list[Weekday],
    BeforeValidator(_read_weekdays),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _DAYS_SCHEMA}, _DAYS_SCHEMA]}),
]
"""Weekdays, as a list or as one text such as ``MWF``."""
SessionName = Annotated[
    str, BeforeValidator(_read_session), WithJsonSchema({"type": _TEXT, "examples": ["2023-03-06", "2023-03-06T15:30"]})
]
"""A date (every session of that day) or a session id (that session only)."""
ListedDays = Annotated[
    str,
    BeforeValidator(_read_listed_days),
    WithJsonSchema({"anyOf": [{"type": _TEXT, "examples": ["2023-03-06", "2023-03-06/2023-03-10"]}, _RANGE_SCHEMA]}),
]
"""An entry of a list of days: a date, a session id, or a range of days, kept as ``2023-03-06/2023-03-10``."""
Text = Annotated[str, Field(max_length=20_000), AfterValidator(_check_text)]
Name = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_check_text)]
Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_check_id)]
PaperId = Annotated[str, Field(max_length=200), AfterValidator(_check_paper_id)]
TimeZone = Annotated[Text, AfterValidator(_check_zone)]
_Ref = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_check_text)]
PaperRef = Annotated[_Ref, _naming("paper")]
"""The id of a paper, or its title."""
PaperKey = Annotated[PaperId, _naming("paper")]
"""The same where a new id may stand too."""
TopicRef = Annotated[_Ref, _naming("topic")]
EventRef = Annotated[_Ref, _naming("event")]
RoleRef = Annotated[_Ref, _naming("role")]
PersonRef = Annotated[_Ref, _naming("person")]
BlockRef = Annotated[_Ref, _naming("topic", "event")]
"""The id or title of a topic or an event."""
PieceRef = Annotated[_Ref, _naming("paper", "event")]
"""The id or title of a paper or an event."""
HolderRef = Annotated[_Ref, _naming("role", "person")]
"""The id, title or name of a role or a person."""
Url = Annotated[str, Field(max_length=2_000), AfterValidator(_check_url)]
Version = Annotated[Literal[1], BeforeValidator(lambda value: 1 if str(value) == "1" else value)]
DaysApart = Annotated[int, Field(ge=-366, le=366)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Year = Annotated[int, Field(ge=1000, le=3000)]
Priority = Annotated[int, Field(ge=1, le=5)]
Score = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_duration(value: Any) -> timedelta:
    """A time such as ``30m``, ``2h`` or ``2d``; raises ``PydanticCustomError`` otherwise."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip().lower()
    found = re.fullmatch(r"([0-9]{1,4})\s?([mhdw])", text)
    if found is None or int(found[1]) == 0:
        raise fault(f"expected a time such as 30m, 2h or 2d, not {shown(value)}")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


Duration = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,4}\s?[mhdwMHDW]$"}),
]


def write_duration(value: timedelta) -> str:
    """``30m``, ``2h`` or ``2d``: the largest unit that it is a whole number of."""
    minutes = int(value.total_seconds() // 60)
    for unit, length in (("w", 7 * 24 * 60), ("d", 24 * 60), ("h", 60)):
        if minutes % length == 0:
            return f"{minutes // length}{unit}"
    return f"{minutes}m"


def in_order(low: object, high: object, low_key: str, high_key: str) -> None:
    """Raise when ``low`` is above ``high`` (either may be None); the keys name them in the file."""
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        above = "after" if isinstance(low, date | time) else "above"
        raise fault(f"{low_key} {_spoken(low)} is {above} {high_key} {_spoken(high)}", low_key)


def _spoken(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
