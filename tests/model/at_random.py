"""Tiny courses at random, with rules of the whole vocabulary switched on and off; the same for the same seed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

DAYS = ("2024-01-01", "2024-01-04", "2024-01-08", "2024-01-11")
TOPICS = ("t", "u")


@dataclass
class Drawing:
    """A course being drawn: its file as data, and the rules that it switches on."""

    random: Random
    density: float
    days: tuple[str, ...]
    papers: tuple[str, ...]
    file: dict[str, Any] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.random.random() < probability

    def switch(self, rule: str, probability: float) -> bool:
        """Switch a rule on with this probability, scaled by how dense the course is with rules."""
        on = self.chance(self.density * probability)
        if on:
            self.rules.add(rule)
        return on

    def some(self, names: tuple[str, ...], most: int = 2) -> list[str]:
        """One or more of the names, in order."""
        chosen = self.random.sample(names, self.random.randint(1, min(most, len(names))))
        return sorted(chosen)

    def number(self, low: int, high: int) -> int:
        """A number, both ends possible."""
        return self.random.randint(low, high)


@dataclass(frozen=True)
class RandomCourse:
    """A course text and the rules that it switches on."""

    text: str
    rules: frozenset[str]


def draw(seed: int, staffed: bool) -> RandomCourse:
    """A course of three or four sessions; staffed ones have people and fewer papers."""
    random = Random(seed)
    count = random.choice((2, 3)) if staffed else random.choice((3, 4))
    drawing = Drawing(
        random, random.choice((0.4, 0.7, 1.2)), _days(random), tuple(f"p{number}" for number in range(count))
    )
    patterns = [{"days": ["Mon", "Thu"], "start": "10:00", "end": "11:00"}]
    if len(drawing.days) == 2:
        patterns.append({"days": ["Mon"], "start": "15:30", "end": "16:20"})
    drawing.file = {
        "version": 1,
        "course": {"title": "At random", "code": "random"},
        "term": {
            "start": DAYS[0],
            "end": drawing.days[-1],
            "timezone": "Europe/Berlin",
            "meetings": patterns,
        },
    }
    _draw_papers(drawing)
    _draw_topics(drawing)
    _draw_events(drawing)
    _draw_reading(drawing, staffed)
    if staffed:
        _draw_roles(drawing)
        _draw_people(drawing)
        _draw_duties(drawing)
    _draw_pins(drawing, staffed)
    _draw_goals(drawing, staffed)
    return RandomCourse(json.dumps(drawing.file), frozenset(drawing.rules))


def _days(random: Random) -> tuple[str, ...]:
    """Two days (the first with two sessions), three, or four."""
    return DAYS[: random.choice((2, 3, 3, 3, 4, 4))]


def _draw_papers(drawing: Drawing) -> None:
    ids, random = drawing.papers, drawing.random
    details: dict[str, dict[str, Any]] = {}
    for number, paper in enumerate(ids):
        topics = random.choice((["t"], ["t"], ["u"], ["u"], ["t", "u"], ["u", "t"], []))
        entry: dict[str, Any] = {"title": paper.upper(), "minutes": random.choice((20, 30, 40, 60)), "topics": topics}
        entry["priority"] = drawing.number(1, 5)
        entry["year"] = random.choice((2015, 2020))
        entry["tags"] = ["x"] if drawing.chance(0.5) else []
        if drawing.switch("paper-dates", 0.1):
            entry["dates"] = drawing.some(drawing.days)
        if number and drawing.switch("paper-order", 0.15):
            entry[random.choice(("after", "needs"))] = [random.choice(ids[:number])]
        details[paper] = entry
    section: dict[str, Any] = {"details": details}
    if drawing.switch("must", 0.35):
        section["must"] = drawing.some(ids)
    if drawing.switch("candidates", 0.2):
        section["never"] = [random.choice(ids)]
    if drawing.switch("total-papers", 0.2):
        low = drawing.number(0, len(ids) - 1)
        section["total"] = {"min": low, "max": drawing.number(low, len(ids))}
    if drawing.switch("same-session", 0.2):
        section["same_session"] = [sorted(random.sample(ids, 2))]
    if drawing.switch("apart", 0.25):
        section["apart"] = [sorted(random.sample(ids, random.choice((2, min(3, len(ids))))))]
    if drawing.switch("paper-mix", 0.2):
        chosen: dict[str, Any] = random.choice(({"since": 2018}, {"until": 2018}, {"tags": ["x"]}))
        bound, amount = random.choice((("min", 1), ("min", "40%"), ("max", 1), ("max", "50%")))
        section["mix"] = [{**chosen, bound: amount}]
    if drawing.switch("paper-windows", 0.2):
        chosen = random.choice(({"since": 2018}, {"ids": drawing.some(ids)}))
        section["windows"] = [{**chosen, random.choice(("from", "to")): random.choice(drawing.days)}]
    if drawing.switch("paper-spacing", 0.25):
        first, then = random.sample(ids, 2)
        far = {"sessions": random.choice((0, 1, 2, -1, {"max": 2}, {"min": 0, "max": 1}))}
        section["order"] = [{"first": first, "then": then, **random.choice((far, far, {"days": {"max": 4}}))}]
    drawing.file["papers"] = section


def _draw_topics(drawing: Drawing) -> None:
    random, entries = drawing.random, []
    for topic in TOPICS:
        entry: dict[str, Any] = {"id": topic}
        papers: dict[str, int] = {}
        if drawing.chance(0.4):
            papers["goal"] = drawing.number(1, 3)
        if drawing.switch("topic-papers", 0.3):
            papers[random.choice(("min", "max"))] = 1
        if papers.get("goal", 0) > papers.get("max", 9):
            papers["goal"] = papers["max"]
        entry["papers"] = papers
        if drawing.switch("topic-sessions", 0.15):
            entry["sessions"] = random.choice(({"min": 1}, {"min": 2}, {"max": 1}, {"max": 2}, {"min": 1, "max": 1}))
        if drawing.switch("contiguous", 0.25):
            entry["contiguous"] = True
        if drawing.switch("topic-first", 0.25):
            entry["first"] = {"tags": ["x"]}
        if drawing.switch("topic-window", 0.15):
            entry[random.choice(("from", "to"))] = drawing.days[1]
        entries.append(entry)
    if drawing.switch("block-order", 0.15):
        entries[1]["after"] = ["t"]
    elif drawing.switch("block-order", 0.1):
        drawing.file["topics_in_order"] = True
    drawing.file["topics"] = entries


def _draw_events(drawing: Drawing) -> None:
    random, entries = drawing.random, []
    for event in ("e", "f")[: random.choice((0, 1, 1, 2))]:
        drawing.rules.add("event-dates")
        entry: dict[str, Any] = {"id": event, "title": event.upper(), "dates": drawing.some(drawing.days)}
        if drawing.chance(0.1):
            entry["dates"], entry["sessions"] = list(drawing.days), random.choice((1, 2))
        if drawing.chance(0.5):
            entry["readings"] = True
            if drawing.switch("event-papers", 0.4):
                entry["papers"] = [random.choice(drawing.papers)]
            if drawing.chance(0.4):
                entry["class_minutes"] = random.choice((20, 40, 60))
        else:
            drawing.rules.add("event-blocks")
            if drawing.chance(0.3):
                entry["class_minutes"] = 30
        if drawing.chance(0.5):
            entry["topic"] = random.choice(TOPICS)
            if entry.get("readings"):
                drawing.rules.add("event-topic")
        if drawing.switch("block-order", 0.15):
            entry["after"] = [random.choice([topic for topic in TOPICS if topic != entry.get("topic")])]
        entries.append(entry)
    if entries:
        drawing.file["events"] = entries
        papers = drawing.file["papers"]
        if drawing.switch("paper-windows", 0.2):
            papers["windows"] = [{"ids": drawing.some(drawing.papers), "after": ["e"]}]
        if drawing.switch("paper-spacing", 0.2):
            pair = random.sample(["e", random.choice(drawing.papers)], 2)
            papers["order"] = [{"first": pair[0], "then": pair[1], "sessions": random.choice((1, {"max": 2}, 0))}]
        if drawing.switch("block-order", 0.1):
            topic = random.choice(drawing.file["topics"])
            if "after" not in topic and not any("after" in entry for entry in entries):
                topic["after"] = [entries[0]["id"]]


def _draw_reading(drawing: Drawing, staffed: bool) -> None:
    random = drawing.random
    section: dict[str, Any] = {"every_session": drawing.switch("every-session", 0.3)}
    session: dict[str, Any] = {"papers": {}, "minutes": {}}
    if drawing.switch("session-papers", 0.5):
        session["papers"]["max"] = drawing.number(1, 2)
        if drawing.chance(0.3):
            session["papers"]["min"] = session["papers"]["max"]
    if drawing.switch("session-minutes", 0.3):
        session["minutes"] = random.choice(({"max": 60}, {"max": 80}, {"min": 30}, {"min": 50, "max": 90}))
    if drawing.chance(0.4):
        session["minutes"]["goal"] = 40
    section["per_session"] = session
    if drawing.switch("week-reading", 0.2):
        weekly = random.choice(({"minutes": {"max": 90}}, {"papers": {"min": 2}}, {"papers": {"max": 2}}))
        section["per_week"] = weekly
    if drawing.switch("lighter", 0.2):
        limits = random.choice(({"minutes": {"max": 30}}, {"papers": {"max": 1}}, {"papers": {"min": 2}}))
        section["lighter"] = [{"from": drawing.days[1], **limits}]
    if drawing.switch("exceptions", 0.2):
        limits = random.choice(({"papers": {"max": 3}}, {"papers": {"max": 0}}, {"minutes": {"goal": 20, "max": 120}}))
        section["exceptions"] = [{"dates": [random.choice(drawing.days)], **limits, "topics_per_session": 2}]
        if session["papers"].get("min", 0) > limits.get("papers", {}).get("max", 9) > 0:
            del session["papers"]["min"]
    if drawing.switch("in-a-row", 0.4):
        section["in_a_row"] = [{"topic": random.choice(TOPICS), "max": random.choice((1, 1, 1, 2))}]
    if drawing.switch("topics-per-session", 0.35):
        section["topics_per_session"] = 1
    if drawing.switch("compose", 0.35) and any(entry["tags"] for entry in drawing.file["papers"]["details"].values()):
        section["compose"] = [{"tag": "x", **random.choice(({"min": 1}, {"max": 1}))}]
    if drawing.switch("optional-reading", 0.15 if staffed else 0.35):
        section["optional_per_session"] = {"max": drawing.number(1, 2)}
    drawing.file["reading"] = section


def _draw_roles(drawing: Drawing) -> None:
    drawing.rules.add("seats")
    roles = []
    if drawing.chance(0.75):
        roles.append({"id": "presenter", "per": "paper", **_seats(drawing)})
    if drawing.chance(0.75) or not roles:
        roles.append({"id": "scribe", "per": "session", **_seats(drawing)})
    drawing.file["roles"] = roles


def _seats(drawing: Drawing) -> dict[str, Any]:
    random = drawing.random
    role: dict[str, Any] = {
        "count": random.choice((1, 1, 0, {"min": 0, "max": 1}, {"min": 0, "max": 2}, {"min": 1, "max": 2}))
    }
    if drawing.switch("class-minutes", 0.3):
        role["class_minutes"] = random.choice((20, 30, 40))
    if drawing.switch("duties-per-role", 0.5):
        role["per_person"] = random.choice(({"min": 1}, {"max": 1}, {"max": 2}))
    if drawing.chance(0.15):
        role[random.choice(("from", "to"))] = drawing.days[1]
    places: list[dict[str, Any]] = [{"days": ["Mon"]}, {"dates": [drawing.days[0], drawing.days[1]]}]
    places += [{"topics": ["t"]}, {"tags": ["x"]}]
    if "events" in drawing.file:
        places += [{"events": [entry["id"] for entry in drawing.file["events"]]}] * 3
    if drawing.chance(0.4):
        role["on"] = random.choice(places)
    return role


def _draw_people(drawing: Drawing) -> None:
    random, people = drawing.random, []
    roles = tuple(role["id"] for role in drawing.file["roles"])
    for person in ("ada", "bo", "ta")[: random.choice((2, 2, 3))]:
        entry: dict[str, Any] = {"id": person}
        if person == "ta":
            entry["staff"] = True
        if drawing.switch("availability", 0.35):
            key, value = random.choice(
                (
                    ("unavailable", [random.choice(drawing.days)]),
                    ("unavailable", ["Thu"]),
                    ("from", drawing.days[1]),
                    ("until", drawing.days[1]),
                )
            )
            entry[key] = value
        if drawing.switch("held-roles", 0.2):
            entry["roles"] = drawing.some(roles, 1) if drawing.chance(0.8) else []
        if drawing.switch("conflicts", 0.2):
            entry["conflicts"] = [random.choice(drawing.papers)]
        if drawing.switch("duties-per-person", 0.15):
            entry["duties"] = random.choice(({"min": 1}, {"max": 1}, {"min": 2}, {"min": 0, "max": 2}))
        if drawing.chance(0.2):
            entry["did"] = {roles[0]: drawing.number(1, 2)}
        if drawing.chance(0.6):
            entry["prefers"] = _wishes(drawing, roles)
        if drawing.chance(0.25):
            entry["avoids"] = random.choice(({"papers": [drawing.papers[0]]}, {"topics": ["u"]}))
        people.append(entry)
    drawing.file["people"] = people


def _wishes(drawing: Drawing, roles: tuple[str, ...]) -> dict[str, Any]:
    wishes: dict[str, Any] = {}
    for kind, names in (("papers", drawing.papers), ("topics", TOPICS), ("dates", drawing.days), ("roles", roles)):
        if drawing.chance(0.4):
            chosen = drawing.some(names)
            scores = {name: drawing.number(0, 10) for name in chosen}
            wishes[kind] = drawing.random.choice((chosen, scores))
    return wishes


def _draw_duties(drawing: Drawing) -> None:
    random = drawing.random
    duties: dict[str, Any] = {}
    if drawing.switch("duties-per-person", 0.5):
        duties["per_person"] = random.choice(({"min": 1}, {"max": 1}, {"max": 2}, {"min": 1, "max": 2}))
    if drawing.chance(0.4):
        duties["per_session"] = {"max": random.choice((0, 1, 2, 2, 3, 3))}
    drawing.rules.add("duties-per-session")
    if drawing.switch("different-roles", 0.6):
        duties["different_roles"] = 2
    if drawing.switch("gap", 0.5):
        duties["gap"] = drawing.number(2, 4)
    if drawing.switch("gap-days", 0.5):
        duties["gap_days"] = random.choice((4, 5, 8))
    if drawing.switch("duties-within", 0.4):
        part = {random.choice(("from", "to")): drawing.days[1], random.choice(("min", "max")): 1}
        duties["within"] = [{**part, **drawing.random.choice(({}, {"role": drawing.file["roles"][0]["id"]}))}]
    if drawing.chance(0.1):
        duties["from"] = drawing.days[1]
    drawing.file["duties"] = duties


def _draw_pins(drawing: Drawing, staffed: bool) -> None:
    if not drawing.switch("pins", 0.25):
        return
    random = drawing.random
    paper, day = random.choice(drawing.papers), random.choice(drawing.days)
    pins: list[dict[str, Any]] = [{"paper": paper}, {"paper": paper, "date": day}]
    if "events" in drawing.file:
        pins.append({"event": "e", "date": day})
    if staffed:
        person = random.choice(("ada", "bo"))
        role = random.choice(drawing.file["roles"])["id"]
        pins += [{"person": person, "date": day}, {"person": person, "role": role}]
        pins += [{"paper": paper, "person": person}, {"paper": paper, "person": person, "role": role}]
        pins += [{"person": person, "role": role, "date": day}]
        pins += [{"paper": paper, "person": person, "role": role, "date": day}]
    drawing.file["pins"] = [random.choice(pins)]


PLAIN_GOALS = (
    "coverage",
    "extra_load",
    "priority",
    "peak_load",
    "early",
    "steady_load",
    "topic_breaks",
    "optional_fit",
)
STAFFED_GOALS = ("vacancies", "worst_off", "leximin", "preferences", "fairness", "spread", "breadth")


def _draw_goals(drawing: Drawing, staffed: bool) -> None:
    if drawing.chance(0.1):
        return
    random = drawing.random
    names = list(PLAIN_GOALS)
    random.shuffle(names)
    if staffed:
        staffed_names = list(STAFFED_GOALS)
        random.shuffle(staffed_names)
        names = staffed_names[:3] + names[:2]
        random.shuffle(names)
    goals: list[Any] = names[:5]
    if drawing.chance(0.3):
        weighed = [name for name in goals if name != "leximin"][:2]
        goals = [{name: drawing.number(1, 9) for name in weighed}, *(name for name in goals if name not in weighed)]
    drawing.file["goals"] = goals
