"""The section ``publish`` of constraints.yaml: what is written of a plan, and how people stand in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.scalars import Duration, Strict, Url

Format = Literal["md", "html", "ics", "csv", "json", "people", "xlsx", "pdf", "bib", "csl-json", "imscc"]


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
