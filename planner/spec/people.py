"""The sections ``people``, ``roles``, ``duties`` and ``pins`` of constraints.yaml."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from planner.documents import shown
from planner.scalars import (
    Clock,
    Count,
    Date,
    Days,
    DaysApart,
    EventRef,
    Id,
    ListedDays,
    Name,
    PaperRef,
    PersonRef,
    RoleRef,
    SessionName,
    Strict,
    Text,
    TopicRef,
    fault,
    in_order,
)
from planner.spec.parts import (
    AbsenceEntry,
    Counts,
    DateWishes,
    Limits,
    Maximum,
    OnlyMaximum,
    PaperWishes,
    RoleWishes,
    TopicWishes,
    Window,
    WishList,
    one_key_each,
)
from planner.spec.rules import DutiesWithin


class Prefers(Strict):
    """Wishes: lists (best first) or maps of scores from 0 to 10."""

    papers: PaperWishes = Field(default_factory=WishList, description="papers by id")
    topics: TopicWishes = Field(default_factory=WishList, description="topics by id")
    dates: DateWishes = Field(default_factory=WishList, description="dates or session ids")
    roles: RoleWishes = Field(default_factory=WishList, description="roles by id")


class Avoids(Strict):
    """What somebody would rather not do."""

    papers: list[PaperRef] = Field(default_factory=list, description="papers by id")
    topics: list[TopicRef] = Field(default_factory=list, description="topics by id")


class Member(Strict):
    """A member of a team."""

    id: Id | None = Field(None, description="default: made from the name")
    name: Name = Field(description="shown name")
    email: Text | None = Field(None, description="never published")


class Person(Strict):
    """A student, a member of staff, or a team with members."""

    id: Id = Field(description="short and stable; names the person's calendar file")
    name: Name | None = Field(None, description="shown name; default: the id")
    email: Text | None = Field(None, description="never published")
    members: list[Member] = Field(default_factory=list, description="a team is one holder with members")
    staff: bool = Field(False, description="may hold duties, outside per_person, gaps and fairness")
    unavailable: list[AbsenceEntry] = Field(
        default_factory=list, description="dates, ranges {from, to}, or weekdays on which no duty is held"
    )
    prefers: Prefers = Field(default_factory=Prefers, description="wishes, best first or scored 0–10")
    avoids: Avoids = Field(default_factory=Avoids, description="papers and topics rather not presented")
    conflicts: list[PaperRef] = Field(default_factory=list, description="papers this person must not present")
    roles: list[RoleRef] | None = Field(None, description="roles this person may hold; default: all")
    duties: Counts = Field(default_factory=Limits, description="overrides duties.per_person key by key")
    did: Annotated[dict[RoleRef, Count], one_key_each("role")] = Field(
        default_factory=dict, description="duties held earlier, by role; for fairness"
    )
    from_: Date | None = Field(None, alias="from", description="joins on this day")
    until: Date | None = Field(None, description="stays until this day")

    @model_validator(mode="after")
    def _stays_in_order(self) -> Self:
        in_order(self.from_, self.until, "from", "until")
        return self

    @property
    def shown_name(self) -> str:
        """The name that people see."""
        return self.name or self.id


class DueDate(Strict):
    """Something to hand in, some days before or after the session."""

    what: Name = Field(description="what is due")
    days: DaysApart = Field(description="days from the session; negative is before")
    time: Clock | None = Field(None, description='the clock on that day, such as "18:00"; default: the session\'s')
    moves: dict[SessionName, Date] = Field(
        default_factory=dict, description="by session (a date or session id), another day for this once"
    )


class SeatsOn(Strict):
    """Where a role has seats; what is not named does not matter."""

    days: Days | None = Field(None, description="weekdays")
    dates: list[ListedDays] | None = Field(None, description="dates or session ids")
    topics: list[TopicRef] | None = Field(None, description="topics of the paper, or of the session")
    tags: list[Text] | None = Field(None, description="tags of the paper, or of a paper of the session")
    events: list[EventRef] | None = Field(None, description="sessions of these events, even without readings")


class Role(Window):
    """What someone does at a session."""

    id: Id = Field(description="short name, such as presenter")
    title: Name | None = Field(None, description="shown name; default: made from the id")
    per: Literal["paper", "session"] = Field(description="seats at each required paper, or at each session")
    count: Counts = Field(default_factory=lambda: Limits(min=1, max=1), description="seats: a number or min/max")
    class_minutes: Count = Field(0, description="class time, once per paper or session")
    on: SeatsOn = Field(default_factory=SeatsOn, description="seats only there")
    except_: list[AbsenceEntry] = Field(
        default_factory=list, alias="except", description="no seats then: dates, ranges {from, to}, or weekdays"
    )
    per_person: Counts = Field(default_factory=Limits, description="duties of one person in this role")
    due: list[DueDate] = Field(default_factory=list, description="what is due, days from the session")

    @field_validator("count")
    @classmethod
    def _bounded(cls, value: Limits) -> Limits:
        if value.max is None:
            raise fault("the number of seats needs a max")
        return value

    @property
    def shown_title(self) -> str:
        """The title that people see."""
        return self.title or self.id.replace("-", " ").replace("_", " ").capitalize()


class Duties(Strict):
    """Limits on the duties of each person."""

    per_person: Counts = Field(default_factory=Limits, description="duties of one person over the term")
    per_session: OnlyMaximum = Field(
        default_factory=lambda: Maximum(max=1), description="duties of one person in one session (default 1)"
    )
    different_roles: Count | None = Field(None, description="at least this many different roles each")
    gap: Count | None = Field(None, description="sessions from one duty to the next (2: not two in a row)")
    gap_days: Count | None = Field(None, description="days from one duty to the next")
    from_: Date | None = Field(None, alias="from", description="no seats earlier, whatever the role")
    within: list[DutiesWithin] = Field(
        default_factory=list, description="limits on each person's duties in parts of the term"
    )


class Pin(Strict):
    """A decision already made: any of paper, date, person, role, event."""

    paper: PaperRef | None = Field(None, description="this paper is read")
    date: SessionName | None = Field(None, description="… on this date")
    person: PersonRef | None = Field(None, description="… with this person on duty")
    role: RoleRef | None = Field(None, description="… in this role")
    event: EventRef | None = Field(None, description="… or this event on that date")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.event is not None and (self.paper or self.person or self.role):
            raise fault("pin an event to a date only")
        if self.event is not None and self.date is None:
            raise fault("a pinned event needs a date")
        if self.role is not None and self.person is None:
            raise fault("a pinned role needs a person")
        if not (self.paper or self.event or (self.person and (self.date or self.role))):
            raise fault("a pin names a paper, an event with a date, or a person with a date or role")
        return self


class RosterFile(Strict):
    """A roster or answers to a form, with what no guess can know of its columns."""

    file: Text = Field(description="CSV file, or a folder of them, relative to the file")
    columns: dict[Text, Text] = Field(
        default_factory=dict, description="by title of a column, what it fills: prefers_papers, unavailable, ignore, …"
    )


class Without(Strict):
    """People of the other entries who have left."""

    without: list[Text] = Field(description="who has left: ids, names or e-mail addresses")


def _kind_of_source(value: object) -> str:
    if isinstance(value, str):
        return "text"
    keys = set(value) if isinstance(value, dict) else set()
    return "file" if "file" in keys else "without" if "without" in keys else "person"


PeopleSource = Annotated[
    Annotated[Person, Tag("person")]
    | Annotated[Text, Tag("text")]
    | Annotated[RosterFile, Tag("file")]
    | Annotated[Without, Tag("without")],
    Discriminator(_kind_of_source),
]


def _as_entries(value: object) -> object:
    if isinstance(value, str) or (isinstance(value, dict) and {"id", "file", "without"} & value.keys()):
        return {"entries": [value]}
    if isinstance(value, list):
        return {"entries": value}
    raise fault(f"expected a list of people, a file, or a list of files; not {shown(value)}")


class People(Strict):
    """People as a list in the file, as roster files, or both."""

    entries: list[PeopleSource] = Field(default_factory=list, description="people, files, or who has left")

    @property
    def inline(self) -> list[Person]:
        """The people listed in the file itself."""
        return [entry for entry in self.entries if isinstance(entry, Person)]

    @property
    def listed(self) -> list[tuple[int, Person]]:
        """The same with the place of each in the list."""
        return [(place, entry) for place, entry in enumerate(self.entries) if isinstance(entry, Person)]

    @property
    def files(self) -> list[str]:
        """The roster files."""
        names = (entry.file if isinstance(entry, RosterFile) else entry for entry in self.entries)
        return [name for name in names if isinstance(name, str)]


PeopleSection = Annotated[
    People, BeforeValidator(_as_entries, json_schema_input_type=list[Person | Text | RosterFile | Without])
]
FileList = list[Text]
