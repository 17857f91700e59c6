"""What ``plan-course init`` asks: read from the options' texts, with a finding for each that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, ValidationError, model_validator

from planner.documents import shown, wording
from planner.findings import InputError, error
from planner.scalars import Clock, Date, Day, Id, Name, Strict, Text, fault, slug
from planner.spec.term import Term

ASKED: Mapping[str, str] = {
    "title": "Title of the course",
    "start": "First day (such as 2027-03-01)",
    "end": "Last day",
    "days": "Weekdays (such as Tue,Thu)",
    "time": "Time (such as 15:30-16:45)",
    "timezone": "Time zone (such as Europe/Berlin)",
    "country": "Country of the public holidays, two letters (empty: none)",
}
"""The options that are asked for on a terminal, with the question; the empty answer leaves an optional one out."""

OPTIONAL = frozenset({"title", "code", "country"})
_CLOCKS = re.compile(r"\s*([0-9]{1,2}:[0-9]{2})\s*[-–—]\s*([0-9]{1,2}:[0-9]{2})\s*")


class Answers(Strict):
    """A course as far as it takes to start: what it is called and when it meets."""

    title: Name = Field("Reading seminar", description="the course's title")
    code: Id = Field("reading-seminar", description="names files and calendar entries; default: made from the title")
    start: Date = Field(description="first day")
    end: Date = Field(description="last day")
    days: list[Day] = Field(min_length=1, description="weekdays")
    begins: Clock = Field(description="start of each meeting")
    ends: Clock = Field(description="end of each meeting")
    timezone: Text = Field(description="IANA name")
    country: Text | None = Field(None, description="whose public holidays are free")

    @model_validator(mode="after")
    def _makes_a_term(self) -> Self:
        if self.ends <= self.begins:
            raise fault("a meeting ends after it starts", "time")
        return self


_OPTIONS = {"begins": "time", "ends": "time"}


def read_answers(given: Mapping[str, str | None]) -> Answers:
    """The answers of texts by option (title, code, start, end, days, time, timezone, country).

    Raises InputError with a finding for each option that is missing or wrong.
    """
    filled = {key: value for key, value in given.items() if value is not None and value.strip()}
    missing = [name for name in ASKED if name not in filled and name not in OPTIONAL]
    findings = [error("answer", f"--{name} is missing ({ASKED[name]})") for name in missing]
    values: dict[str, object] = {key: filled[key] for key in filled if key not in ("days", "time")}
    if "title" in filled and "code" not in filled:
        values["code"] = slug(filled["title"])[:100].strip("-_.+") or "course"
    if "days" in filled:
        values["days"] = [day.strip() for day in re.split(r"[,;\s]+", filled["days"].strip()) if day.strip()]
    if "time" in filled:
        clocks = _CLOCKS.fullmatch(filled["time"])
        if clocks:
            values |= {"begins": clocks[1], "ends": clocks[2]}
        else:
            findings.append(
                error("answer", f"--time: expected a time such as 15:30-16:45, not {shown(filled['time'])}")
            )
            missing.append("time")
    findings += [error("answer", f"--{name}: {text}") for name, text in _faults(values) if name not in missing]
    if findings:
        raise InputError(dict.fromkeys(findings))
    return Answers.model_validate(values)


def fault_of(name: str, given: Mapping[str, str | None]) -> str | None:
    """What is wrong with one answer, given those before it, or None; what is still missing is no fault yet."""
    try:
        # Days are in order or not whatever the time zone will be.
        read_answers({**given, "timezone": given.get("timezone") or "UTC"})
    except InputError as problem:
        said = [finding.message for finding in problem.findings if " is missing (" not in finding.message]
        return next((text for text in said if text.startswith(f"--{name}:") or f" {name} " in text), None)
    return None


def _faults(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """What is wrong, by option: each answer alone, then the term that they make."""
    term = {key: values[key] for key in ("start", "end", "timezone") if key in values}
    models: tuple[tuple[type[Strict], dict[str, object]], ...] = (
        (Answers, dict(values)),
        (Term, {**term, "meetings": []}),
    )
    found: list[tuple[str, str]] = []
    for model, given in models:
        try:
            model.model_validate(given)
        except ValidationError as problem:
            for detail in problem.errors(include_url=False):
                name = str(detail.get("ctx", {}).get("key") or (detail["loc"][0] if detail["loc"] else "start"))
                found.append((_OPTIONS.get(name, name), wording(detail)))
    return found
