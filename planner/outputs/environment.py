"""What all pages share: templates with escaping on, their style, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.outputs.dates import day_text, short_day, week_text
from planner.outputs.text import counted, one_line

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Templates of pages: everything is escaped, and a missing value is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(day=day_text, short_day=short_day, week=week_text, counted=counted, one_line=one_line)
    return made


def template_text(name: str) -> str:
    """The text of a style sheet or script."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """A content security policy that allows this page's own style and script, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
