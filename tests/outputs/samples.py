"""Plans to publish: a realistic course in any time zone, and one whose every text is hostile."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.outputs import PublishOptions, publish
from planner.plans.plan import (
    CancelledMeeting,
    Duty,
    GoalResult,
    LeftOut,
    Plan,
    PlannedCourse,
    PlannedDue,
    PlannedEvent,
    PlannedMember,
    PlannedNoClass,
    PlannedPaper,
    PlannedPerson,
    PlannedRole,
    PlannedSession,
    PlannedTopic,
    RangeSeen,
    SessionLimits,
    Solved,
    digest,
)

ZONES = ("America/Los_Angeles", "Europe/Berlin", "Asia/Seoul", "Asia/Kolkata")
CHANGED = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
CODE = "aisys2026"

# id: title, authors, venue, year, minutes, topic
_PAPERS = {
    "tensorflow": (
        "TensorFlow: A system for large-scale machine learning",
        "Martín Abadi, Paul Barham, Jianmin Chen, Zhifeng Chen",
        "OSDI",
        2016,
        120,
        "frameworks",
    ),
    "pytorch": (
        "PyTorch: An Imperative Style, High-Performance Deep Learning Library",
        "Adam Paszke, Sam Gross, Francisco Massa",
        "NeurIPS",
        2019,
        90,
        "frameworks",
    ),
    "janus": (
        "JANUS: Fast and Flexible Deep Learning via Symbolic Graph Execution of Imperative Programs",
        "Eunji Jeong, Sungwoo Cho, Gyeong-In Yu, Joo Seong Jeong, Dong-Jin Shin, Byung-Gon Chun",
        "NSDI",
        2019,
        110,
        "frameworks",
    ),
    "dynamic-control-flow": (
        "Dynamic Control Flow in Large-Scale Machine Learning",
        "Yuan Yu, Martín Abadi",
        "EuroSys",
        2018,
        100,
        "frameworks",
    ),
    "halide": (
        "Halide: A Language and Compiler for Optimizing Parallelism, Locality, and Recomputation",
        "Jonathan Ragan-Kelley, Connelly Barnes, Andrew Adams, Sylvain Paris",
        "PLDI",
        2013,
        95,
        "compilers",
    ),
    "tvm": (
        "TVM: An Automated End-to-End Optimizing Compiler for Deep Learning",
        "Tianqi Chen, Thierry Moreau, Ziheng Jiang",
        "OSDI",
        2018,
        130,
        "compilers",
    ),
    "taso": ("TASO: Optimizing Deep Learning Computation", "Zhihao Jia", "SOSP", 2019, 105, "compilers"),
    "horovod": (
        "Horovod: fast and easy distributed deep learning in TensorFlow",
        "Alexander Sergeev, Mike Del Balso",
        "arXiv",
        2018,
        45,
        "training",
    ),
    "gpipe": (
        "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism",
        "Yanping Huang",
        "NeurIPS",
        2019,
        60,
        "training",
    ),
    "zero": (
        "ZeRO: Memory Optimizations Toward Training Trillion Parameter Models",
        "Samyam Rajbhandari, Jeff Rasley",
        "SC",
        2020,
        120,
        "training",
    ),
    "clipper": (
        "Clipper: A Low-Latency Online Prediction Serving System",
        "Daniel Crankshaw",
        "NSDI",
        2017,
        100,
        "serving",
    ),
    "orca": (
        "Orca: A Distributed Serving System for Transformer-Based Generative Models",
        "Gyeong-In Yu, Joo Seong Jeong",
        "OSDI",
        2022,
        110,
        "serving",
    ),
    "vllm": (
        "Efficient Memory Management for Large Language Model Serving with PagedAttention",
        "Woosuk Kwon, Zhuohan Li",
        "SOSP",
        2023,
        115,
        "serving",
    ),
}

# date: title, topics, event, required, optional
_SESSIONS: dict[date, tuple[str, list[str], str | None, list[str], list[str]]] = {
    date(2026, 3, 3): ("Introduction", [], "introduction", [], []),
    date(2026, 3, 5): ("Frameworks", ["frameworks"], None, ["tensorflow"], ["dynamic-control-flow"]),
    date(2026, 3, 10): ("Frameworks", ["frameworks"], None, ["pytorch"], []),
    date(2026, 3, 12): ("Frameworks", ["frameworks"], None, ["janus"], []),
    date(2026, 3, 17): ("Compiler talk", ["compilers"], "compiler-talk", ["halide"], []),
    date(2026, 3, 19): ("Compilers", ["compilers"], None, ["tvm", "taso"], []),
    date(2026, 3, 24): ("Project proposals", [], "proposals", [], []),
    date(2026, 3, 31): ("Distributed training", ["training"], None, ["horovod", "gpipe"], []),
    date(2026, 4, 2): ("Distributed training", ["training"], None, ["zero"], []),
    date(2026, 4, 7): ("Serving", ["serving"], None, ["clipper"], []),
    date(2026, 4, 9): ("Serving", ["serving"], None, ["orca"], []),
    date(2026, 4, 14): ("Spare", [], "spare", [], []),
}

# date: (role, person, paper)
_DUTIES: dict[date, list[tuple[str, str, str | None]]] = {
    date(2026, 3, 5): [("presenter", "ta", "tensorflow")],
    date(2026, 3, 10): [("presenter", "ada", "pytorch"), ("scribe", "bo", None)],
    date(2026, 3, 12): [("presenter", "team1", "janus"), ("scribe", "ada", None)],
    date(2026, 3, 17): [("presenter", "chidi", "halide")],
    date(2026, 3, 19): [("presenter", "bo", "tvm"), ("presenter", "chidi", "taso"), ("scribe", "noor", None)],
    date(2026, 3, 31): [
        ("presenter", "ada", "horovod"),
        ("presenter", "ada", "gpipe"),
        ("scribe", "bo", None),
        ("scribe", "team1", None),
    ],
    date(2026, 4, 2): [("presenter", "noor", "zero"), ("scribe", "chidi", None)],
    date(2026, 4, 7): [("presenter", "team1", "clipper")],
    date(2026, 4, 9): [("presenter", "bo", "orca"), ("presenter", "noor", "orca"), ("scribe", "ada", None)],
}


def at(zone: str, day: date, clock: time) -> datetime:
    """A local time in a zone."""
    return datetime.combine(day, clock, ZoneInfo(zone))


def sample_plan(zone: str = "America/Los_Angeles") -> Plan:
    """Twelve sessions over both spring changes of the clocks, with everything that a plan can hold."""
    papers = {key: _paper(key, *row) for key, row in _PAPERS.items()}
    sessions = [_session(zone, day, *row) for day, row in _SESSIONS.items()]
    return Plan(
        course=PlannedCourse(
            code=CODE,
            title="Topics in AI Systems",
            url="https://example.edu/aisys2026",
            instructors=["B.-G. Chun", "Eve Li"],
        ),
        timezone=zone,
        solved=Solved(
            status="optimal",
            goals=[
                GoalResult(goal="coverage", value=1, bound=1, unit="papers", proven=True),
                GoalResult(goal="extra_load", value=115, bound=115, unit="minutes", proven=True),
                GoalResult(goal="worst_off", value=62.5, bound=70.0, unit="%"),
            ],
            **{"with": {"plan-course": "0.1.0", "ortools": "9.15.6755", "seed": 0, "workers": 2}},
            digest=digest(sessions),
        ),
        sessions=sessions,
        cancelled=[_cancelled(zone)],
        no_class=[
            PlannedNoClass(
                date=date(2026, 3, 26),
                reason="Spring break, all classes",
                uid=f"{CODE}-2026-03-26@plan-course",
                changed=CHANGED,
            )
        ],
        left_out=[LeftOut(paper="vllm", because="topic serving is full (max 2)")],
        papers=papers,
        topics={
            "frameworks": PlannedTopic(title="Deep learning frameworks", papers=RangeSeen(min=2, goal=3, max=6)),
            "compilers": PlannedTopic(title="Compilers", papers=RangeSeen(min=2, goal=3)),
            "training": PlannedTopic(title="Distributed training", papers=RangeSeen(min=2, goal=4)),
            "serving": PlannedTopic(title="Serving", papers=RangeSeen(max=2)),
        },
        events=_events(),
        roles={
            "presenter": PlannedRole(
                title="Presenter",
                due=[PlannedDue(what="Slides draft", days=-2), PlannedDue(what="Slides", days=0)],
            ),
            "scribe": PlannedRole(title="Scribe", due=[PlannedDue(what="Notes", days=3)]),
        },
        people=_people(),
    )


def _paper(key: str, title: str, authors: str, venue: str, year: int, minutes: int, topic: str) -> PlannedPaper:
    return PlannedPaper(
        title=title,
        authors=authors.split(", "),
        venue=venue,
        year=year,
        url=f"https://example.org/papers/{key}.pdf?from=plan&to=(all)",
        minutes=minutes,
        topic=topic,
    )


def _session(
    zone: str,
    day: date,
    title: str,
    topics: list[str],
    event: str | None,
    required: list[str],
    optional: list[str],
) -> PlannedSession:
    limits = SessionLimits(papers=RangeSeen(min=1, max=3), minutes=RangeSeen(goal=120, max=240))
    return PlannedSession(
        id=day.isoformat(),
        start=at(zone, day, time(15, 30)),
        end=at(zone, day, time(16, 45)),
        location="Bldg 302, Room 1",
        title=title,
        topics=topics,
        event=event,
        required=required,
        optional=optional,
        minutes=sum(_PAPERS[paper][4] for paper in required),
        limits=limits if required else SessionLimits(),
        duties=[Duty(role=role, person=who, paper=paper) for role, who, paper in _DUTIES.get(day, [])],
        uid=f"{CODE}-{day}@plan-course",
        sequence=2 if day == date(2026, 3, 31) else 0,
        changed=CHANGED + timedelta(days=8) if day == date(2026, 3, 31) else CHANGED,
    )


def _cancelled(zone: str) -> CancelledMeeting:
    day = date(2026, 4, 16)
    return CancelledMeeting(
        uid=f"{CODE}-{day}@plan-course",
        start=at(zone, day, time(15, 30)),
        end=at(zone, day, time(16, 45)),
        title="Serving",
        location="Bldg 302, Room 1",
        reason="Instructor travels",
        sequence=1,
        changed=CHANGED + timedelta(days=20),
    )


def _events() -> dict[str, PlannedEvent]:
    return {
        "introduction": PlannedEvent(title="Introduction", kind="lecture"),
        "compiler-talk": PlannedEvent(title="Compiler talk", kind="guest"),
        "proposals": PlannedEvent(title="Project proposals", kind="milestone"),
        "spare": PlannedEvent(title="Spare", kind="buffer"),
    }


def _people() -> dict[str, PlannedPerson]:
    team = [PlannedMember(id="cy", name="Cy Ono"), PlannedMember(id="di", name="Di Park")]
    return {
        "ada": PlannedPerson(name="Ada L.", satisfaction=100.0, wishes=[1, 0, 1]),
        "bo": PlannedPerson(name="Bo Ek", satisfaction=62.5, wishes=[0, 1]),
        "chidi": PlannedPerson(name="Chidi Anagonye", satisfaction=80.0, wishes=[1]),
        "noor": PlannedPerson(name="Noor van der Berg"),
        "team1": PlannedPerson(name="Team 1", members=team, satisfaction=71.4, wishes=[0, 0, 1]),
        "ta": PlannedPerson(name="Eve Li", staff=True),
    }


HOSTILE_TEXTS = (
    "<script>alert(1)</script> & <img src=x onerror=alert(2)>",
    "commas, semicolons; colons: and \\backslashes\\ \\n \\N",
    "lines\r\nBEGIN:VEVENT\nSUMMARY:injected\rX-EVIL:1",
    '=HYPERLINK("https://evil.example","click")',
    "| pipes | [brackets](https://evil.example) `ticks` *stars* _under_ ~~strike~~ $math$",
    "{{ liquid }} {% raw %} {{< shortcode >}} ${template} #{interpolation}",
    "# heading",
    "- list",
    "1. numbered",
    "> quote",
    "emoji 👩🏽‍🔬🎓 and 漢字",
    "שלום \u202eevil\u202c العربية",
    "control \x00\x07\x1b[31m\x7f\x85 characters \u2028 and \ud800 surrogates",
    "</script><!-- --> ]]> ${x} </title>",
    "long " + "word " * 80 + "x" * 300,
    "@user #123 :smile: <https://auto.example> www.example.com &amp; &#60;",
)


def hostile_plan(texts: tuple[str, ...] = HOSTILE_TEXTS, zone: str = "Europe/Berlin") -> Plan:
    """A plan in which every free text is one of the given ones, past all validation."""
    sample = sample_plan(zone)
    count = iter(range(10**6))

    def text() -> str:
        return texts[next(count) % len(texts)]

    papers = {
        key: paper.model_copy(
            update={
                "title": text(),
                "authors": [text(), text()],
                "venue": text(),
                "url": f"https://a.b/{key}",
            }
        )
        for key, paper in sample.papers.items()
    }
    roles = {
        key: role.model_copy(
            update={"title": text(), "due": [due.model_copy(update={"what": text()}) for due in role.due]}
        )
        for key, role in sample.roles.items()
    }
    people = {
        key: person.model_copy(
            update={
                "name": text(),
                "members": [member.model_copy(update={"name": text()}) for member in person.members],
            }
        )
        for key, person in sample.people.items()
    }
    return sample.model_copy(
        update={
            "course": sample.course.model_copy(update={"title": text(), "instructors": [text(), text()]}),
            "sessions": [s.model_copy(update={"title": text(), "location": text()}) for s in sample.sessions],
            "cancelled": [c.model_copy(update={"title": text(), "reason": text()}) for c in sample.cancelled],
            "no_class": [day.model_copy(update={"reason": text()}) for day in sample.no_class],
            "papers": papers,
            "topics": {k: t.model_copy(update={"title": text()}) for k, t in sample.topics.items()},
            "events": {k: e.model_copy(update={"title": text()}) for k, e in sample.events.items()},
            "roles": roles,
            "people": people,
        }
    )


def published(plan: Plan, *formats: str, options: PublishOptions | None = None) -> dict[str, bytes]:
    """The published files by name."""
    return {file.name: file.content for file in publish(plan, formats, options)}
