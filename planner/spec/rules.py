"""Entries of lists of rules: papers in order, sessions of their own limits, sessions in a row, parts of the term."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from planner.scalars import Count, ListedDays, PieceRef, Positive, RoleRef, Strict, Text, TopicRef, fault, in_order
from planner.spec.parts import Counts, GoalAtMost, GoalLimits, Limits, Window

Difference = Annotated[int, Field(ge=-1_000, le=1_000)]


class Distance(Strict):
    """How far one thing comes after another; 0 and negative numbers are allowed."""

    min: Difference | None = Field(None, description="at least so far after")
    max: Difference | None = Field(None, description="at most so far after")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.min, self.max, "min", "max")
        return self


def _number_as_distance(value: Any) -> Any:
    return {"min": value, "max": value} if isinstance(value, str | int) else value


DistanceEntry = Annotated[Distance, BeforeValidator(_number_as_distance, json_schema_input_type=Difference | Distance)]


class Spacing(Strict):
    """Of two papers or events the one comes so far after the other, if both take place."""

    first: PieceRef = Field(description="a paper or an event")
    then: PieceRef = Field(description="a paper or an event that comes after it")
    sessions: DistanceEntry = Field(
        default_factory=Distance,
        description="sessions from the one to the other (1: the next); min is 1 unless days stands alone",
    )
    days: DistanceEntry = Field(
        default_factory=Distance, description="days from the one to the other; alone, its min is 1"
    )

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.first == self.then:
            raise fault("name two different papers or events", "then")
        return self


class ReadingException(Window):
    """Sessions with limits of their own, in the place of those of every session."""

    dates: list[ListedDays] | None = Field(None, description="the sessions, by date or session id")
    papers: Counts = Field(default_factory=Limits, description="required papers of a session; max 0: none")
    minutes: GoalAtMost = Field(default_factory=GoalLimits, description="reading minutes of a session")
    topics_per_session: Positive | None = Field(None, description="main topics in one session, at most")
    reason: Text | None = Field(None, description="why")

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.dates is None and self.from_ is None and self.to is None:
            raise fault("say when: dates, or from and to")
        return self


class InARow(Strict):
    """How many sessions in a row may have a required paper with a tag, or of a topic."""

    tag: Text | None = Field(None, description="papers with this tag")
    topic: TopicRef | None = Field(None, description="… or of this main topic")
    max: Positive = Field(description="so many sessions in a row, at most")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.tag is None) == (self.topic is None):
            raise fault("name a tag or a topic")
        return self


class DutiesWithin(Window):
    """Duties of each person in a part of the term."""

    role: RoleRef | None = Field(None, description="only in this role")
    min: Count | None = Field(None, description="at least this many")
    max: Count | None = Field(None, description="at most this many")

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.min is None and self.max is None:
            raise fault("this needs min or max")
        in_order(self.min, self.max, "min", "max")
        return self
