"""Small courses at random whose sessions keep to one topic, so that they have a view without dates."""

from __future__ import annotations

import json
from random import Random
from typing import Any

DAYS = ("2024-01-01", "2024-01-04", "2024-01-08", "2024-01-11")


def draw_in_blocks(seed: int) -> str:
    """A course of three or four sessions and up to five papers of two topics; no people. The same for the same seed."""
    random = Random(f"in blocks {seed}")

    def chance(probability: float) -> bool:
        return random.random() < probability

    days = DAYS[: random.choice((3, 4, 4))]
    papers = [f"p{number}" for number in range(random.choice((3, 4, 5)))]
    details: dict[str, dict[str, Any]] = {}
    for paper in papers:
        details[paper] = {
            "title": paper.upper(),
            "minutes": random.choice((30, 45, 60, 90)),
            "topics": [random.choice("tu")],
            "priority": random.randint(1, 5),
        }
        if chance(0.2):
            details[paper]["dates"] = sorted(random.sample(days, random.randint(1, 2)))
    if chance(0.4):
        first, then = random.sample(papers, 2)
        details[then][random.choice(("after", "needs"))] = [first]
    topics = [_topic(random, name, days) for name in "tu"]
    if chance(0.3):
        topics[1]["after"] = ["t"]
    reading: dict[str, Any] = {
        "topics_per_session": 1,
        "every_session": chance(0.4),
        "per_session": {"papers": {"max": random.choice((1, 2, 3))}, "minutes": {"goal": 60, "max": 150}},
    }
    course: dict[str, Any] = {
        "version": 1,
        "course": {"title": "At random", "code": "random"},
        "term": {
            "start": days[0],
            "end": days[-1],
            "timezone": "Europe/Berlin",
            "meetings": [{"days": ["Mon", "Thu"], "start": "10:00", "end": "11:00"}],
        },
        "papers": {"details": details},
        "topics": topics,
        "reading": reading,
        "goals": random.choice(
            (["coverage", "extra_load", "priority", "peak_load"], ["priority", "peak_load"], ["extra_load", "priority"])
        ),
    }
    if seed % 3 == 0:
        _lean_on_events(random, course, days)
    elif chance(0.5):
        course["events"] = [_event(random, number, days) for number in range(random.choice((1, 1, 2)))]
    if chance(0.3):
        course["papers"]["must"] = random.sample(papers, 1)
    if chance(0.3):
        course["papers"]["total"] = {random.choice(("min", "max")): random.randint(1, 3)}
    if chance(0.2):
        course["pins"] = [{"paper": random.choice(papers), "date": random.choice(days)}]
    if chance(0.2):
        course["papers"][random.choice(("same_session", "apart"))] = [sorted(random.sample(papers, 2))]
    if chance(0.15):
        reading["lighter"] = [{"from": days[1], "to": days[1], "minutes": {"max": 60}}]
    return json.dumps(course)


def _lean_on_events(random: Random, course: dict[str, Any], days: tuple[str, ...]) -> None:
    """A topic that has an event between its papers, or only as many sessions as it must with the event's help."""
    papers, event = course["papers"]["details"], {"title": "Talk", "dates": [days[1]], "topic": "t"}
    course["events"] = [{**event, "readings": random.random() < 0.6}]
    course["topics"][0].pop("from", None)
    course["topics"][0].pop("to", None)
    if random.random() < 0.5:
        course["topics"][0]["contiguous"] = True
        course["reading"]["every_session"] = False
        for paper, day in zip(papers.values(), (days[0], days[2]), strict=False):
            paper.update(topics=["t"], dates=[day], priority=5)
            paper.pop("after", None)
            paper.pop("needs", None)
    else:
        course["topics"][0]["sessions"] = {"min": 2}
        for paper in papers.values():
            paper["priority"] = 1 if paper["topics"] == ["t"] else 5


def _topic(random: Random, name: str, days: tuple[str, ...]) -> dict[str, Any]:
    topic: dict[str, Any] = {"id": name, "contiguous": random.random() < 0.7, "papers": {"goal": random.randint(1, 3)}}
    if random.random() < 0.3:
        topic["papers"][random.choice(("min", "max"))] = 1
    if random.random() < 0.4:
        topic["sessions"] = {random.choice(("min", "max")): random.randint(1, 2)}
    if random.random() < 0.25:
        topic[random.choice(("from", "to"))] = random.choice(days)
    return topic


def _event(random: Random, number: int, days: tuple[str, ...]) -> dict[str, Any]:
    event: dict[str, Any] = {"title": f"Event {number}", "kind": "lecture"}
    event["dates"] = sorted(random.sample(days, random.choice((1, 1, 2))))
    if random.random() < 0.5:
        event["topic"] = random.choice("tu")
    if random.random() < 0.4:
        event["readings"] = True
    return event
