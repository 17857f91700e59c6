"""All rules and goals, in order: the order in which they are built, checked and shown."""

from __future__ import annotations

from constraints.events.blocking import BlockingEvents
from constraints.events.dates import EventDates
from constraints.events.papers import EventPapers
from constraints.events.topic import EventTopic
from constraints.goals.breadth import Breadth
from constraints.goals.changes import Changes, ShortNotice
from constraints.goals.coverage import Coverage
from constraints.goals.early import Early
from constraints.goals.extra_load import ExtraLoad
from constraints.goals.fairness import Fairness
from constraints.goals.leximin import Leximin
from constraints.goals.optional_fit import OptionalFit
from constraints.goals.order_kept import OrderKept
from constraints.goals.peak_load import PeakLoad
from constraints.goals.preferences import Preferences
from constraints.goals.priority import Priority
from constraints.goals.spread import Spread
from constraints.goals.steady_load import SteadyLoad
from constraints.goals.topic_breaks import TopicBreaks
from constraints.goals.vacancies import Vacancies
from constraints.goals.worst_off import WorstOff
from constraints.papers.apart import Apart
from constraints.papers.candidates import Candidates
from constraints.papers.dates import PaperDates
from constraints.papers.mix import PaperMix
from constraints.papers.must import Must
from constraints.papers.optional import OptionalReading
from constraints.papers.order import PaperOrder
from constraints.papers.same_session import SameSession
from constraints.papers.spacing import PaperSpacing
from constraints.papers.total import TotalPapers
from constraints.papers.windows import PaperWindows
from constraints.people.availability import Availability
from constraints.people.conflicts import Conflicts
from constraints.people.different_roles import DifferentRoles
from constraints.people.duties import DutiesPerPerson, DutiesPerRole
from constraints.people.gap import GapInDays, GapInSessions
from constraints.people.per_session import DutiesPerSession
from constraints.people.roles import HeldRoles
from constraints.people.seats import Seats
from constraints.people.within import DutiesInPart
from constraints.pins import Pins
from constraints.sessions.class_minutes import ClassMinutes
from constraints.sessions.compose import SessionComposition
from constraints.sessions.every_session import EverySession
from constraints.sessions.exceptions import ReadingExceptions
from constraints.sessions.in_a_row import SessionsInARow
from constraints.sessions.lighter import LighterDays
from constraints.sessions.minutes import SessionMinutes
from constraints.sessions.papers import SessionPapers
from constraints.sessions.topics import TopicsPerSession
from constraints.sessions.week import WeekReading
from constraints.topics.contiguous import ContiguousTopics
from constraints.topics.first import TopicFirst
from constraints.topics.order import BlockOrders
from constraints.topics.papers import TopicPapers
from constraints.topics.sessions import TopicSessions
from constraints.topics.window import TopicWindow
from planner.rule import Goal, Rule

RULES: tuple[Rule, ...] = (
    Candidates(),
    Must(),
    TotalPapers(),
    PaperDates(),
    PaperWindows(),
    PaperOrder(),
    PaperSpacing(),
    SameSession(),
    Apart(),
    PaperMix(),
    OptionalReading(),
    SessionPapers(),
    SessionMinutes(),
    WeekReading(),
    ReadingExceptions(),
    LighterDays(),
    TopicsPerSession(),
    SessionComposition(),
    SessionsInARow(),
    EverySession(),
    ClassMinutes(),
    TopicPapers(),
    TopicSessions(),
    TopicWindow(),
    TopicFirst(),
    ContiguousTopics(),
    BlockOrders(),
    EventDates(),
    BlockingEvents(),
    EventTopic(),
    EventPapers(),
    Seats(),
    Availability(),
    HeldRoles(),
    Conflicts(),
    DutiesPerPerson(),
    DutiesPerRole(),
    DutiesPerSession(),
    DutiesInPart(),
    DifferentRoles(),
    GapInSessions(),
    GapInDays(),
    Pins(),
)

GOALS: tuple[Goal, ...] = (
    Coverage(),
    ExtraLoad(),
    Priority(),
    Vacancies(),
    Fairness(),
    WorstOff(),
    Leximin(),
    Preferences(),
    PeakLoad(),
    Early(),
    SteadyLoad(),
    TopicBreaks(),
    Spread(),
    Breadth(),
    OptionalFit(),
    Changes(),
)

EXTRA_GOALS: tuple[Goal, ...] = (ShortNotice(), OrderKept())
"""Steps of a repair and of a rollover that no file names."""


DEFAULT_GOALS = (
    "coverage",
    "extra_load",
    "priority",
    "vacancies",
    "fairness",
    "worst_off",
    "preferences",
    "peak_load",
    "topic_breaks",
    "optional_fit",
)
