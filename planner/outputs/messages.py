"""``messages/``: what to tell whom after a change, ready to send, as text and as a draft for a mail program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import day_text
from planner.outputs.names import person_stems
from planner.outputs.text import address, counted, listed, one_line
from planner.outputs.view import View
from planner.plans.plan import Plan
from planner.plans.telling import Told


def messages(plan: Plan, people: Sequence[Told], stamp: datetime, options: PublishOptions) -> list[PublishedFile]:
    """For each person a text and an .eml, named by the stamp of the change; nobody else's changes are in it."""
    view = View(plan, "full")
    stems = person_stems(View(plan))
    when = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    files = []
    for one in people:
        text = _text(view, one, options, stems.get(one.person, ""))
        name = f"messages/{when}-{_stem(one, stems)}"
        files.append(PublishedFile(f"{name}.txt", text.encode()))
        files.append(PublishedFile(f"{name}.eml", _draft(view, one, text)))
    return files


def _stem(one: Told, stems: dict[str, str]) -> str:
    from planner.outputs.names import file_stems

    return stems.get(one.person) or file_stems([one.person])[one.person]


def _text(view: View, one: Told, options: PublishOptions, stem: str) -> str:
    whom = listed([one_line(name) for name in one.members]) or one_line(one.name)
    soon = "today" if one.notice == 0 else f"in {counted(one.notice, 'day')}"
    lines = [f"Dear {whom},", "", f"in {view.title} something has changed for you, first on {_day(one)} ({soon}):", ""]
    lines += [f"- {one_line(text)}" for text in one.texts]
    lines += ["", "Your calendar follows by itself if you have subscribed to it."]
    if options.url and stem and view.plan.publish.personal != "private":
        lines.append(f"All your dates: {address(options.url, f'people/{stem}.html')}")
    lines.append(f"Times are those of {view.plan.timezone}.")
    return "\n".join([*lines, "", *view.instructors, ""])


def _day(one: Told) -> str:
    return day_text(one.first)


def _draft(view: View, one: Told, text: str) -> bytes:
    """A draft without an address, as the plan knows none; mail programs open it to be completed and sent."""
    draft = EmailMessage(policy=SMTP)
    draft["Subject"] = f"{view.code}: changes for {one_line(one.name)} from {_day(one)}"
    draft["X-Unsent"] = "1"
    draft.set_content(text, charset="utf-8")
    return bytes(draft)
