"""constraints.yaml, version 1, as pydantic models; the JSON Schema is generated from them."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from planner.scalars import (
    BlockRef,
    Count,
    EventRef,
    Id,
    ListedDays,
    Name,
    PaperId,
    PaperKey,
    PaperRef,
    Positive,
    Priority,
    Strict,
    Text,
    TopicRef,
    Url,
    Version,
    Year,
    fault,
    in_order,
)
from planner.spec.parts import (
    Amount,
    AtMost,
    Counts,
    GoalAtMost,
    GoalCounts,
    GoalLimits,
    Limits,
    OnlyMaximum,
    Window,
    one_key_each,
)
from planner.spec.people import Duties, FileList, People, PeopleSection, Pin, Role
from planner.spec.publish import Publish
from planner.spec.rules import InARow, ReadingException, Spacing
from planner.spec.term import Course, Deadline, Event, Term


class Filter(Strict):
    """Papers by what they are: all keys must match, any value within one; ``ids`` adds."""

    topics: list[TopicRef] | None = Field(None, description="any of these topics")
    tags: list[Text] | None = Field(None, description="any of these tags")
    venues: list[Text] | None = Field(None, description="any of these venues")
    since: Year | None = Field(None, description="published in this year or later")
    until: Year | None = Field(None, description="published in this year or earlier")
    ids: list[PaperRef] | None = Field(None, description="these too (alone: the whole list)")

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        in_order(self.since, self.until, "since", "until")
        return self


class PaperDetails(Strict):
    """One paper, or what the course says of a catalogue's paper; lists replace the catalogue's."""

    title: Name | None = Field(None, description="full title")
    authors: list[Text] | None = Field(None, description="names, in order")
    venue: Text | None = Field(None, description="conference or journal, such as OSDI")
    year: Year | None = Field(None, description="year of publication")
    url: Url | None = Field(None, description="where to read it")
    pages: Positive | None = Field(None, description="length in pages")
    minutes: Positive | None = Field(None, description="reading time; outranks pages")
    topic: TopicRef | None = Field(None, description="the main topic; default: the first declared of topics")
    topics: list[TopicRef] | None = Field(None, description="topics, the main one first")
    tags: list[Text] | None = Field(None, description="labels of your own, such as background")
    priority: Priority | None = Field(None, description="1 to 5, default 3")
    after: list[PaperRef] | None = Field(None, description="if both are read, these come earlier")
    needs: list[PaperRef] | None = Field(None, description="these are read earlier, and required too")
    dates: list[ListedDays] | None = Field(None, description="only on these dates")


class CatalogPaper(PaperDetails):
    """A paper in a catalogue."""

    id: PaperId = Field(description="short and stable")
    title: Name = Field(description="full title")
    seeds: list[Text] | None = Field(None, description="reading lists that name it")


class Mix(Filter):
    """A share or number of all required papers."""

    min: Amount | None = Field(None, description='at least: a number or "40%"')
    max: Amount | None = Field(None, description='at most: a number or "40%"')

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.min is None and self.max is None:
            raise fault("a mix needs min or max")
        if self.min is not None and self.max is not None:
            for key in ("number", "share"):
                low, high = getattr(self.min, key), getattr(self.max, key)
                if low is not None and high is not None and low > high:
                    raise fault(f"min {self.min} is above max {self.max}", "min")
        return self


class PaperWindow(Filter, Window):
    """When papers of a kind may be read."""

    after: list[EventRef] = Field(default_factory=list, description="in later sessions than these events")

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.from_ is None and self.to is None and not self.after:
            raise fault("say when such papers may be read: from, to, or after")
        return self


def _two_papers(value: list[str]) -> list[str]:
    if len(set(value)) < 2:
        raise fault("name at least two different papers")
    return value


PaperGroup = Annotated[list[PaperRef], AfterValidator(_two_papers)]


class Papers(Strict):
    """Which papers may, must and must not be read."""

    candidates: Filter = Field(default_factory=Filter, description="default: the whole catalogue")
    must: list[PaperRef] = Field(default_factory=list, description="read in exactly one session")
    never: list[PaperRef] = Field(default_factory=list, description="neither required nor optional")
    total: AtMost = Field(default_factory=Limits, description="required papers of the term")
    details: Annotated[dict[PaperKey, PaperDetails], one_key_each("paper")] = Field(
        default_factory=dict, description="adds to or overrides catalogue entries, or adds papers"
    )
    same_session: list[PaperGroup] = Field(default_factory=list, description="both in one session, or neither")
    apart: list[PaperGroup] = Field(default_factory=list, description="never in one session")
    mix: list[Mix] = Field(default_factory=list, description="over all required papers")
    windows: list[PaperWindow] = Field(default_factory=list, description="when papers of a kind may be read")
    order: list[Spacing] = Field(default_factory=list, description="how far one paper or event comes after another")


class First(Strict):
    """Papers of a topic that come in earlier sessions than its others."""

    tags: list[Text] = Field(min_length=1, description="papers with any of these tags")


class Topic(Window):
    """A theme with a coverage goal."""

    id: Id = Field(description="as the papers name it")
    title: Name | None = Field(None, description="shown name; default: made from the id")
    papers: GoalCounts = Field(default_factory=GoalLimits, description="required papers of this main topic")
    sessions: Counts = Field(default_factory=Limits, description="sessions of the topic")
    contiguous: bool = Field(False, description="one unbroken block of sessions")
    first: First | None = Field(None, description="these of its papers before the rest")
    after: list[BlockRef] = Field(default_factory=list, description="topics or events that come first")

    @property
    def shown_title(self) -> str:
        """The title that people see."""
        return self.title or self.id.replace("-", " ").replace("_", " ").capitalize()


class PerSession(Strict):
    """Limits of each session with required reading."""

    papers: Counts = Field(default_factory=Limits, description="required papers")
    minutes: GoalAtMost = Field(default_factory=GoalLimits, description="reading minutes")


class PerWeek(Strict):
    """Limits of each calendar week, Monday first."""

    papers: Counts = Field(default_factory=Limits, description="required papers")
    minutes: AtMost = Field(default_factory=Limits, description="reading minutes")


class Compose(Strict):
    """How many papers with a tag each session with readings has."""

    tag: Text = Field(description="the tag")
    min: Count | None = Field(None, description="at least")
    max: Count | None = Field(None, description="at most")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        in_order(self.min, self.max, "min", "max")
        return self


class Lighter(Window):
    """Days with less reading; holds beside the other limits, for each session of the days."""

    papers: Counts = Field(default_factory=Limits, description="required papers of a session")
    minutes: AtMost = Field(default_factory=Limits, description="reading minutes of a session")
    reason: Text | None = Field(None, description="why")


class Reading(Strict):
    """How much is read when."""

    minutes_per_page: Positive = Field(5, description="reading minutes of a page")
    per_session: PerSession = Field(default_factory=PerSession, description="of each session with readings")
    per_week: PerWeek = Field(default_factory=PerWeek, description="of each calendar week")
    topics_per_session: Positive | None = Field(None, description="main topics in one session, at most")
    optional_per_session: OnlyMaximum | None = Field(None, description="optional papers listed with a session")
    compose: list[Compose] = Field(default_factory=list, description="tags of the papers of each session")
    lighter: list[Lighter] = Field(default_factory=list, description="days with less reading")
    exceptions: list[ReadingException] = Field(
        default_factory=list, description="sessions with limits of their own, in the place of those of every session"
    )
    in_a_row: list[InARow] = Field(default_factory=list, description="sessions in a row with papers of a kind")
    every_session: bool = Field(True, description="each session without a blocking event has readings")


class Replan(Strict):
    """How a repair treats what people already know."""

    notice: Count = Field(7, description="days within which a session changes only where it must")
    freeze_weeks: Count = Field(0, description="weeks after the as-of date that stay as they are")


class Solve(Strict):
    """How long and how to search; each also an option of the command."""

    time_limit: Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)] = Field(
        60, description="seconds for all solving"
    )
    workers: Annotated[
        int | None,
        Field(ge=1, le=256),
        BeforeValidator(lambda v: None if v == "auto" else v),
        WithJsonSchema({"anyOf": [{"const": "auto"}, {"type": "integer", "minimum": 1}]}),
    ] = Field(None, description="threads, or auto: one a core")
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(0, description="random seed")


def _read_goal(value: Any) -> Any:
    if isinstance(value, str):
        return {"weights": {value: 1}, "weighed": False}
    if isinstance(value, dict) and "weights" not in value:
        return {"weights": value, "weighed": True}
    raise fault("expected the name of a goal, or names with weights")


class GoalStep(Strict):
    """One step of the goals: a goal, or several weighed against each other."""

    weights: dict[Id, Annotated[int, Field(ge=1, le=1000)]] = Field(min_length=1, description="weight by goal")
    weighed: bool = Field(False, description="whether the goals stand with weights in the file")


GoalEntry = Annotated[
    GoalStep,
    BeforeValidator(_read_goal),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
            ]
        }
    ),
]


class CourseFile(Strict):
    """constraints.yaml: everything the instructor says about the course."""

    version: Version = Field(description="1")
    course: Course = Field(description="what the course is called")
    term: Term = Field(description="when it meets")
    events: list[Event] = Field(default_factory=list, description="guest talks, milestones, exams, buffers")
    deadlines: list[Deadline] = Field(default_factory=list, description="what is due when, whether class meets or not")
    catalog: FileList = Field(default_factory=list, description="papers: files relative to this one")
    pages_from: Text | None = Field(None, description="folder of PDFs named by paper id, for page counts")
    papers: Papers = Field(default_factory=Papers, description="which papers may, must, must not be read")
    topics: list[Topic] = Field(default_factory=list, description="themes with coverage goals")
    topics_in_order: bool = Field(False, description="the topics follow one another as listed")
    reading: Reading = Field(default_factory=Reading, description="how much is read when")
    people: PeopleSection = Field(default_factory=People, description="a list, a file, or a list of files")
    roles: list[Role] = Field(default_factory=list, description="what people do at sessions")
    duties: Duties = Field(default_factory=Duties, description="limits on each person's duties")
    pins: list[Pin] = Field(default_factory=list, description="decisions already made")
    goals: list[GoalEntry] | None = Field(None, description="best first; default: all that the file gives sense to")
    replan: Replan = Field(default_factory=Replan, description="how a repair treats what people know")
    publish: Publish = Field(default_factory=Publish, description="what is written, and how people stand in it")
    solve: Solve = Field(default_factory=Solve, description="how long to search")
    extensions: dict[str, Any] = Field(default_factory=dict, description="settings of rules of one's own")


class VenueFacts(Strict):
    """What is usual at a venue."""

    pages: Positive = Field(description="usual pages of a full paper")


class VenueFile(Strict):
    """data/venues.yaml: usual page lengths, by convention."""

    venues: dict[str, VenueFacts] = Field(description="what is usual, by venue")
