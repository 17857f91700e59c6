"""How to subscribe to calendars, in a few lines for each of the usual programs."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment
from markupsafe import Markup

from planner.outputs import PublishOptions
from planner.outputs.text import address


def subscribe(made: Environment, options: PublishOptions, calendars: Sequence[tuple[str, str]], up: str = "") -> Markup:
    """The part of a page about calendars, given as label and file; ``up`` leads from the page to the folder's top."""
    url = options.url
    shown = [
        (label, up + file, address(url, file) if url else "", address(url, file, "webcal") if url else "")
        for label, file in calendars
    ]
    return Markup(made.get_template("subscribe.html.jinja").render(calendars=shown))
