"""Parts that several sections of constraints.yaml share: ranges, windows of dates, wishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationInfo, WithJsonSchema, model_validator

from planner.documents import shown
from planner.scalars import (
    OPEN,
    SCORE,
    Count,
    Date,
    Days,
    ListedDays,
    SessionName,
    Strict,
    Text,
    fault,
    hundredths,
    in_order,
    named,
    read_listed_days,
    surroundings,
)
from planner.written import Unclear
from planner.written.weekdays import read_weekdays


class Limits(Strict):
    """A minimum and a maximum, both inclusive."""

    min: Count | None = Field(None, description="at least this many")
    max: Count | None = Field(None, description="at most this many")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.min, self.max, "min", "max")
        return self


class GoalLimits(Limits):
    """A minimum, a maximum and a goal between them."""

    goal: Count | None = Field(None, description="what to reach for; not a rule")

    @model_validator(mode="after")
    def _goal_in_order(self) -> Self:
        in_order(self.goal, self.max, "goal", "max")
        return self


class Maximum(Strict):
    """A maximum only."""

    max: Count = Field(description="at most this many")


def _one_as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


TextList = Annotated[list[Text], BeforeValidator(_one_as_list, json_schema_input_type=list[Text] | Text)]
"""Texts, or one text alone."""


def _number_as_limits(value: Any) -> Any:
    return {"min": value, "max": value} if isinstance(value, str | int) else value


def _number_as_maximum(value: Any) -> Any:
    return {"max": value} if isinstance(value, str | int) else value


# A number alone: both limits where things are counted, the maximum of minutes, of the whole term, and where nothing
# else is said.
Counts = Annotated[Limits, BeforeValidator(_number_as_limits, json_schema_input_type=Count | Limits)]
GoalCounts = Annotated[GoalLimits, BeforeValidator(_number_as_limits, json_schema_input_type=Count | GoalLimits)]
AtMost = Annotated[Limits, BeforeValidator(_number_as_maximum, json_schema_input_type=Count | Limits)]
GoalAtMost = Annotated[GoalLimits, BeforeValidator(_number_as_maximum, json_schema_input_type=Count | GoalLimits)]
OnlyMaximum = Annotated[Maximum, BeforeValidator(_number_as_maximum, json_schema_input_type=Count | Maximum)]

_ONLY_MAXIMUM = ("minutes", "total", "optional_per_session")


def spelled_out(path: Sequence[str | int], number: Any) -> dict[str, Any]:
    """What a number alone means at a place of the course file: ``min`` and ``max``, or ``max``."""
    keys = [key for key in path if isinstance(key, str)]
    if keys[-1:] and (keys[-1] in _ONLY_MAXIMUM or keys[-2:] == ["duties", "per_session"]):
        return {"max": number}
    return {"min": number, "max": number}


def _read_amount(value: Any) -> Any:
    text = str(value).strip()
    if match := re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*%", text):
        share = Fraction(match[1]) / 100
        if share > 1:
            raise fault(f'expected at most "100%", not "{text}"')
        return {"share": share}
    if re.fullmatch(r"[0-9]{1,6}", text):
        return {"number": int(text)}
    raise fault(f'expected a number or a share such as "40%", not {shown(value)}')


class AmountValue(Strict):
    """A number of papers, or a share of all required papers."""

    number: int | None = Field(None, description="papers")
    share: Fraction | None = Field(None, description="part of all required papers, 0 to 1")

    def __str__(self) -> str:
        if self.share is not None:
            return f"{float(self.share * 100):g}%"
        return str(self.number)


Amount = Annotated[
    AmountValue,
    BeforeValidator(_read_amount),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$"}]}),
]


class Window(Strict):
    """Bounds of dates, both inclusive."""

    from_: Date | None = Field(None, alias="from", description="first day")
    to: Date | None = Field(None, description="last day")

    @model_validator(mode="after")
    def _window_in_order(self) -> Self:
        in_order(self.from_, self.to, "from", "to")
        return self


class Absence(Window):
    """When somebody cannot come: a date or session, a range of days, or weekdays (within a range if given)."""

    date: SessionName | None = Field(None, description="one day, or one session id")
    days: Days | None = Field(None, description="weekdays")
    reason: Text | None = Field(None, description="why; shown to nobody else")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.date is None and self.days is None and self.from_ is None and self.to is None:
            raise fault("name a date, days, or from and to")
        return self


def _absence_from_text(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return {"days": read_weekdays(value)}
    except Unclear as problem:
        if re.fullmatch(r"[a-z]+\.?", value.strip(), re.IGNORECASE):
            raise fault(str(problem)) from None
    days = read_listed_days(value, surroundings(info).span)
    first, sign, last = days.partition("/")
    if not sign:
        return {"date": days}
    return {key: day for key, day in (("from", first), ("to", last)) if day != OPEN}


AbsenceEntry = Annotated[Absence, BeforeValidator(_absence_from_text, json_schema_input_type=str | Absence)]


def one_key_each(*kinds: str) -> BeforeValidator:
    """Two keys of a mapping that mean the same thing are an error."""

    def read(value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, dict):
            _no_twice((key, named(key, info, *kinds)) for key in value)
        return value

    return BeforeValidator(read)


def _wishes_of(*kinds: str) -> BeforeValidator:
    """A list (best first) or a map of scores, as ordered pairs of an id and a score in hundredths."""

    def read_name(name: str, info: ValidationInfo) -> str:
        text = " ".join(str(named(name, info, *kinds)).split())
        if not text or len(text) > 500:
            raise fault(f"expected an id, not {shown(name)}")
        return text

    return BeforeValidator(lambda value, info: _wish_list(value, info, read_name))


def _read_day_wish(name: str, info: ValidationInfo) -> str:
    return read_listed_days(name, surroundings(info).span)


def _wish_list(value: Any, info: ValidationInfo, read_name: Callable[[str, ValidationInfo], str]) -> Any:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        if any(not isinstance(name, str | dict) for name in value):
            raise fault("expected a list of names, best first")
        names = [read_name(name, info) for name in value]
        _no_twice(zip(value, names, strict=True))
        size = len(names)
        # A list of n wishes scores 10, 10·(n−1)/n, …, in hundredths, rounded half up.
        scores = [(2000 * (size - place) + size) // (2 * size) for place in range(size)]
        return {"ranked": True, "scores": dict(zip(names, scores, strict=True))}
    if isinstance(value, dict):
        names = [read_name(name, info) for name in value]
        _no_twice(zip(value, names, strict=True))
        for name, score in value.items():
            text = str(score).strip()
            if not SCORE.fullmatch(text) or Decimal(text) > 10:
                raise fault(f"{shown(name)}: expected a score from 0 to 10, not {shown(score)}", name)
        scores = [hundredths(str(score).strip()) for score in value.values()]
        return {"ranked": False, "scores": dict(zip(names, scores, strict=True))}
    raise fault("expected a list of names, best first, or a map of scores from 0 to 10")


def _no_twice(names: Iterable[tuple[Any, str]]) -> None:
    """Complain of two names, as written, that mean the same."""
    seen: dict[str, Any] = {}
    for written, name in names:
        if name in seen:
            both = f" (as {shown(seen[name])} too)" if seen[name] != written else ""
            raise fault(f"{shown(written)} stands here twice{both}")
        seen[name] = written


class WishList(Strict):
    """Wishes of one kind: scores in whole hundredths by name, in the order written."""

    ranked: bool = Field(False, description="whether a list, best first, stands in the file")
    scores: dict[str, int] = Field(default_factory=dict, description="hundredths by name")


_SCORES_SCHEMA = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 10}}
_NAME_SCHEMA = {"type": ["string", "number"]}
_WISHES_SCHEMA = {"anyOf": [{"type": "array", "items": _NAME_SCHEMA}, _NAME_SCHEMA, _SCORES_SCHEMA]}
_DAY_SCHEMA = TypeAdapter(ListedDays).json_schema()
_DATE_WISHES_SCHEMA = {"anyOf": [{"type": "array", "items": _DAY_SCHEMA}, _DAY_SCHEMA, _SCORES_SCHEMA]}
PaperWishes = Annotated[WishList, _wishes_of("paper"), WithJsonSchema(_WISHES_SCHEMA)]
TopicWishes = Annotated[WishList, _wishes_of("topic"), WithJsonSchema(_WISHES_SCHEMA)]
RoleWishes = Annotated[WishList, _wishes_of("role"), WithJsonSchema(_WISHES_SCHEMA)]
DateWishes = Annotated[
    WishList,
    BeforeValidator(lambda value, info: _wish_list(value, info, _read_day_wish)),
    WithJsonSchema(_DATE_WISHES_SCHEMA),
]
