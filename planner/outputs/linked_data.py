"""The course as schema.org data, for search engines and readers; no names of students."""

from __future__ import annotations

import json
from typing import Any

from planner.outputs.parts import Meeting, Reading
from planner.outputs.view import View


def linked_data(view: View) -> str:
    """JSON-LD that is safe inside a script element: no character in it can end the element or begin markup."""
    text = json.dumps(_course(view), ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _course(view: View) -> dict[str, Any]:
    days = [meeting.day for meeting in view.meetings]
    minutes = sum(meeting.minutes for meeting in view.meetings)
    instance: dict[str, Any] = {
        "@type": "CourseInstance",
        "courseMode": "Onsite",
        "instructor": [{"@type": "Person", "name": name} for name in view.instructors],
        "subEvent": [_event(view, meeting) for meeting in view.meetings] + _lost(view),
    }
    if days:
        instance |= {"startDate": min(days).isoformat(), "endDate": max(days).isoformat()}
    if minutes:
        instance["courseWorkload"] = f"PT{minutes}M"
    course: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": view.title,
        "courseCode": view.code,
        "hasCourseInstance": instance,
    }
    return course | ({"url": view.url} if view.url else {})


def _event(view: View, meeting: Meeting) -> dict[str, Any]:
    event: dict[str, Any] = {
        "@type": "EducationEvent",
        "name": f"{view.title}: {meeting.title or 'Session'}",
        "startDate": meeting.start.isoformat(timespec="minutes"),
        "endDate": meeting.end.isoformat(timespec="minutes"),
        "eventStatus": "https://schema.org/EventScheduled",
    }
    if meeting.location:
        event["location"] = {"@type": "Place", "name": meeting.location}
    if meeting.required:
        event["workFeatured"] = [_article(reading) for reading in meeting.required]
    return event


def _lost(view: View) -> list[dict[str, Any]]:
    return [
        {
            "@type": "EducationEvent",
            "name": f"{view.title}: {entry.title}" if entry.title else view.title,
            "startDate": entry.start.isoformat(timespec="minutes"),
            "eventStatus": "https://schema.org/EventCancelled",
        }
        for entry in view.closed
        if entry.start
    ]


def _article(reading: Reading) -> dict[str, Any]:
    article: dict[str, Any] = {"@type": "ScholarlyArticle", "name": reading.title}
    if reading.authors:
        article["author"] = [{"@type": "Person", "name": name} for name in reading.authors]
    if reading.url:
        article["url"] = reading.url
    return article
