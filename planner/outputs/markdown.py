"""``syllabus.md`` as course sites take it; all text is escaped so that no dialect sees markup in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planner.outputs import PublishedFile, PublishOptions
from planner.outputs.dates import day_text, short_day, week_text
from planner.outputs.parts import Deadline, Meeting, Reading, Row, Seat
from planner.outputs.text import one_line
from planner.outputs.updates import seen
from planner.outputs.view import View
from planner.plans.plan import Plan

TEMPLATES = Path(__file__).parent / "templates"

# What starts a heading, list, quotation, definition or rule at the start of a line; "a)" and "iv." number lists
# in Pandoc.
_LEADING = re.compile(r"^(?:(?P<mark>[-+=:])|(?P<number>\(?\w{1,9})(?P<end>[.)])(?=\s|$))")
_SPECIAL = re.compile(r"[\\`*_\[\]|#<>{}$~^@]|&(?=#?\w+;)|:(?=//)|(?<=www)\.", re.IGNORECASE)
# Not every dialect takes a backslash before these; Jekyll and Hugo look for braces before Markdown is read; GitHub
# and Hugo make links of addresses in plain text, even inside links.
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "{": "&#123;",
    "}": "&#125;",
    "$": "&#36;",
    "~": "&#126;",
    "^": "&#94;",
    "@": "&#64;",
    ":": "&#58;",
    ".": "&#46;",
}
_IN_LINK = {character: f"%{ord(character):02X}" for character in "()[]$*_'\\"}


def files(plan: Plan, options: PublishOptions) -> list[PublishedFile]:
    """``syllabus.md`` in the flavour asked for, and where something has changed ``changes.md``."""
    view = View(plan, None if options.public else "full")
    result = [PublishedFile("syllabus.md", syllabus(view, options).encode())]
    if options.updates:
        text = templates().get_template("changes.md.jinja").render(view=view, updates=seen(view, options))
        result.append(PublishedFile("changes.md", text.encode()))
    return result


def syllabus(view: View, options: PublishOptions) -> str:
    """The text of the syllabus."""
    template = templates().get_template(f"syllabus.{options.flavour}.md.jinja")
    return template.render(view=view, public=options.public, people=_people(view))


def templates() -> Environment:
    """The Markdown templates, with all that they use."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        # Whatever a template prints is escaped for Markdown, unless it is Markup; so are the results of macros.
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        day=day_text, short_day=short_day, week=week_text, yaml=_yaml, html=_html_in_yaml, plainly=_plainly
    )
    environment.globals.update(
        reading=_reading, seats=_seats, link=_link, is_meeting=_is_meeting, is_deadline=_is_deadline
    )
    return environment


def escape(text: str) -> str:
    """The text on one line, without any meaning in CommonMark, GitHub's dialect, kramdown, Pandoc or Goldmark."""
    line = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), one_line(text))
    start = _LEADING.match(line)
    if not start:
        return line
    at = start.start("mark") if start["mark"] else start.start("end")
    return f"{line[:at]}\\{line[at:]}"


def _finalized(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def _link(text: str, url: str | None) -> Markup:
    """A link, or the text alone where there is none."""
    if not url:
        return Markup(escape(text))
    target = "".join(_IN_LINK.get(character, character) for character in url)
    target = re.sub(r"&(?=#?\w+;)", "&amp;", target)
    return Markup(f"[{escape(text)}]({target})")


def _reading(reading: Reading) -> Markup:
    """A paper with link, authors and venue."""
    byline = f" ({escape(reading.byline)})" if reading.byline else ""
    return Markup(f"{_link(reading.title, reading.url)}{byline}")


def _seats(seats: tuple[Seat, ...]) -> str:
    """``Presenter: Ada; Scribe: Bo``."""
    return "; ".join(f"{seat.role.name}: {seat.names}" for seat in seats)


def _people(view: View) -> list[dict[str, str]]:
    """What only the instructor sees: duties, satisfaction and wishes."""
    rows = []
    for person in view.people():
        planned = view.plan.people.get(person.id)
        satisfaction = planned.satisfaction if planned else None
        rows.append(
            {
                "name": person.name,
                "duties": str(sum(duty.person == person.id for _, duty in view.plan.all_duties())),
                "satisfaction": "" if satisfaction is None else f"{satisfaction:.1f} %",
                "wishes": ", ".join(str(count) for count in planned.wishes) if planned else "",
            }
        )
    return rows


def _is_meeting(row: Row) -> bool:
    return isinstance(row, Meeting)


def _is_deadline(row: Row) -> bool:
    return isinstance(row, Deadline)


def _yaml(text: str) -> Markup:
    """Text as a YAML string; JSON's notation is YAML's too."""
    return Markup(json.dumps(one_line(text), ensure_ascii=False))


def _html_in_yaml(text: str) -> Markup:
    """Text as a YAML string for themes that print it into HTML as it stands."""
    return _yaml(str(Markup.escape(one_line(text))))


def _plainly(text: str) -> Markup:
    """Text as a YAML string for tools that read it as Markdown."""
    return Markup(json.dumps(escape(text), ensure_ascii=False))
