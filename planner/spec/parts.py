"""Parts that several sections of constraints.yaml share: ranges, windows of dates, wishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from planner.documents import shown
from planner.scalars import (
    Count,
    Date,
    Day,
    SessionName,
    Strict,
    Text,
    fault,
    hundredths,
    in_order,
    read_session,
)


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


SeatCount = Annotated[Limits, BeforeValidator(_number_as_limits, json_schema_input_type=Count | Limits)]


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
    days: list[Day] | None = Field(None, description="weekdays")
    reason: Text | None = Field(None, description="why; shown to nobody else")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.date is None and self.days is None and self.from_ is None and self.to is None:
            raise fault("name a date, days, or from and to")
        return self


def _absence_from_text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if "/" in text:
        first, _, last = text.partition("/")
        return {"from": first.strip(), "to": last.strip()}
    return {"days": [text]} if text[:1].isalpha() else {"date": text}


AbsenceEntry = Annotated[Absence, BeforeValidator(_absence_from_text, json_schema_input_type=str | Absence)]


def _read_wishes(value: Any) -> Any:
    """A list (best first) or a map of scores, as ordered pairs of a name and a score in hundredths."""
    return _wish_list(value, _read_name)


def _read_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 200 or re.search(r"\s", name):
        raise fault(f"expected an id, not {shown(name)}")
    return name


def _read_date_wishes(value: Any) -> Any:
    """The same of dates and session ids."""
    return _wish_list(value, read_session)


def _wish_list(value: Any, read_name: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        if any(not isinstance(name, str) for name in value):
            raise fault("expected a list of names, best first")
        names = [read_name(name) for name in value]
        _no_twice(names)
        size = len(names)
        # A list of n wishes scores 10, 10·(n−1)/n, …, in hundredths, rounded half up.
        scores = [(2000 * (size - place) + size) // (2 * size) for place in range(size)]
        return {"ranked": True, "scores": dict(zip(names, scores, strict=True))}
    if isinstance(value, dict):
        names = [read_name(name) for name in value]
        _no_twice(names)
        for name, score in value.items():
            text = str(score).strip()
            if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{0,9})?", text) or Decimal(text) > 10:
                raise fault(f"{shown(name)}: expected a score from 0 to 10, not {shown(score)}", name)
        scores = [hundredths(str(score).strip()) for score in value.values()]
        return {"ranked": False, "scores": dict(zip(names, scores, strict=True))}
    raise fault("expected a list of names, best first, or a map of scores from 0 to 10")


def _no_twice(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise fault(f"{shown(name)} stands here twice")
        seen.add(name)


class WishList(Strict):
    """Wishes of one kind: scores in whole hundredths by name, in the order written."""

    ranked: bool = Field(False, description="whether a list, best first, stands in the file")
    scores: dict[str, int] = Field(default_factory=dict, description="hundredths by name")


_WISHES_SCHEMA = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 10}},
    ]
}
Wishes = Annotated[WishList, BeforeValidator(_read_wishes), WithJsonSchema(_WISHES_SCHEMA)]
DateWishes = Annotated[WishList, BeforeValidator(_read_date_wishes), WithJsonSchema(_WISHES_SCHEMA)]
