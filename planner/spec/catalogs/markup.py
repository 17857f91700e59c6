"""The little markup that reference managers keep in titles: ``<i>``, ``<sub>``, ``&amp;``."""

from __future__ import annotations

import html
import re

_TAGS = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|sc|span|tt|inf|jats:[a-z]{1,20})(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


def without_markup(text: str) -> str:
    """The text without that markup; any other ``<`` is a character like others."""
    return html.unescape(_TAGS.sub("", text)) if "<" in text or "&" in text else text
