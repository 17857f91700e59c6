"""The files of a form for wishes: ``answers.csv``, ``form.html``, ``questions.md`` and ``form.md``."""

from __future__ import annotations

import base64
import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planner.folding import folded_title
from planner.outputs.dates import day_text
from planner.outputs.table import cell
from planner.outputs.text import listed, one_line
from planner.problem.problem import Paper, PaperWindow, Problem
from planner.problem.sessions import Session

TEMPLATES = Path(__file__).parent / "templates"
COLUMNS = (
    "id",
    "name",
    "email",
    "prefers_papers",
    "prefers_topics",
    "prefers_dates",
    "prefers_roles",
    "avoids_papers",
    "avoids_topics",
    "unavailable",
)
"""The columns of the table, as rosters read them."""


@dataclass(frozen=True)
class Choice:
    """One thing to rank: its id, its title, and what helps to choose."""

    id: str
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """Things to rank under one heading; ``column`` is that of the table, ``absence`` asks who cannot come too."""

    title: str
    column: str
    choices: tuple[Choice, ...]
    absence: bool = False


def form_files(problem: Problem, rosters: Sequence[str], answers: str) -> dict[str, bytes]:
    """The files by name.

    ``rosters`` are the roster files that constraints.yaml names, ``answers`` the path of the filled table from there.
    """
    groups = _groups(problem)
    values = {
        "title": one_line(problem.course.title),
        "code": one_line(problem.course.code),
        "groups": groups,
        "people": [(person.id, one_line(person.name)) for person in problem.people.values()],
        "rosters": list(rosters),
        "answers": answers,
        "example": _example(groups),
        "questions": _questions(groups),
        **_script(),
    }
    return {
        "answers.csv": _table(problem).encode("utf-8-sig"),
        "form.html": _rendered("form.html.jinja", values, escaped=True).encode(),
        "questions.md": _rendered("questions.md.jinja", values, escaped=False).encode(),
        "form.md": _rendered("form.md.jinja", values, escaped=False).encode(),
    }


def _table(problem: Problem) -> str:
    """A row for each person whom the course knows; spreadsheets calculate nothing in it."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for person in problem.people.values():
        row = {"id": person.id, "name": person.name}
        writer.writerow([cell(row.get(column, "")) for column in COLUMNS])
    return text.getvalue()


def _groups(problem: Problem) -> list[Group]:
    """All that can be wished: papers by topic, topics, dates, roles; what is empty is left out."""
    groups = [
        Group(topic.title, "prefers_papers", tuple(_paper(problem, paper) for paper in problem.topic_papers[topic.id]))
        for topic in problem.topics.values()
    ]
    others = tuple(_paper(problem, paper) for paper in problem.papers.values() if paper.topic is None)
    groups.append(Group("Other papers" if problem.topics else "Papers", "prefers_papers", others))
    topics = tuple(Choice(topic.id, one_line(topic.title)) for topic in problem.topics.values())
    groups.append(Group("Topics", "prefers_topics", topics))
    dates = tuple(_date(problem, session) for session in problem.sessions)
    groups.append(Group("Dates", "prefers_dates", dates, absence=True))
    roles = tuple(Choice(role.id, one_line(role.title)) for role in problem.roles.values())
    groups.append(Group("Roles", "prefers_roles", roles))
    return [group for group in groups if group.choices]


def _date(problem: Problem, session: Session) -> Choice:
    """A session with its clock; where no role has a seat, it says so: only absence can matter there."""
    free = bool(problem.roles) and all(session.index not in role.sessions for role in problem.roles.values())
    clock = f"{session.start:%H:%M}–{session.end:%H:%M}"
    return Choice(
        session.id,
        f"{day_text(session.date)} {session.date.year}",
        f"{clock}, nobody has a duty then" if free else clock,
    )


def _paper(problem: Problem, paper: Paper) -> Choice:
    authors = listed(list(paper.authors)) if len(paper.authors) <= 3 else f"{paper.authors[0]} et al."
    where = " ".join(str(part) for part in (paper.venue, paper.year) if part)
    days = [_window(window) for window in problem.windows if paper.id in window.papers]
    parts = (one_line(part) for part in (authors, where, f"{paper.minutes} minutes", *days) if part)
    return Choice(paper.id, one_line(paper.title), ", ".join(parts))


def _window(window: PaperWindow) -> str:
    """When papers of a window can be read, as far as days say it."""
    if window.first_day and window.last_day:
        return f"read from {day_text(window.first_day)} to {day_text(window.last_day)}"
    if window.first_day:
        return f"read from {day_text(window.first_day)} on"
    return f"read until {day_text(window.last_day)}" if window.last_day else ""


@dataclass(frozen=True)
class Question:
    """One question of a form tool: its title, what kind it is, its answers as they come back."""

    title: str
    kind: str
    options: tuple[str, ...]


_ASKED = {
    "prefers_papers": "Which papers would you like to present? Select all that apply.",
    "prefers_topics": "Which topics interest you most? Select all that apply.",
    "prefers_dates": "Which dates do you prefer? Select all that apply.",
    "prefers_roles": "Which roles would you rather hold? Select all that apply.",
}
_ABSENCE = "Which dates can you not make? Select all that apply."


def _questions(groups: Sequence[Group]) -> list[Question]:
    """A question for each group, by titles that say what they ask, with answers that say what they mean."""
    several = Counter(folded_title(choice.title) for group in groups for choice in group.choices)
    asked = Counter(group.column for group in groups)
    questions = []
    for group in groups:
        options = tuple(
            choice.id if group.absence or several[folded_title(choice.title)] > 1 else choice.title
            for choice in group.choices
        )
        theme = f" ({group.title})" if asked[group.column] > 1 else ""
        questions.append(Question(_ASKED[group.column] + theme, "Checkboxes.", options))
        if group.absence:
            questions.append(Question(_ABSENCE, "Checkboxes.", options))
    return questions


def _script() -> dict[str, str]:
    """The script that saves the answers, and the hash by which the page allows it alone."""
    text = (TEMPLATES / "save.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"script": Markup(text), "script_hash": f"sha256-{digest}"}


def _example(groups: Sequence[Group]) -> Mapping[str, str]:
    """A cell filled in, by column: the first two choices of each."""
    return {group.column: "; ".join(choice.id for choice in group.choices[:2]) for group in reversed(groups)}


def _rendered(name: str, values: Mapping[str, object], escaped: bool) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(**values)
