"""The section ``publish`` of constraints.yaml: what is written of a plan, and how people stand in it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from planner.documents import shown
from planner.scalars import Strict, Url, fault

Format = Literal["md", "html", "ics", "csv", "json", "people", "xlsx", "pdf", "bib", "csl-json"]
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


class Publish(Strict):
    """What is written of a plan, and how people stand in what everybody can see."""

    formats: list[Format] | None = Field(None, description="the formats that planning writes")
    names: Literal["full", "first", "initials", "none"] = Field(
        "full", description="how people stand in what everybody can see"
    )
    remind: Duration | None = Field(None, description="an alarm so long before each duty, such as 2d or 90m")
    due: Literal["events", "tasks"] = Field("events", description="how calendars hold what is due")
    personal: Literal["public", "secret", "private"] = Field(
        "public", description="who finds each person's page and calendar"
    )
    url: Url | None = Field(None, description="where the folder is served: absolute links, webcal:, the feed")
