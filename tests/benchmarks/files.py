"""How benchmark courses are written: plain YAML, the same bytes for the same data."""

from __future__ import annotations

from typing import Any

import yaml


def course_text(file: dict[str, Any]) -> str:
    """A course file as YAML text."""
    return str(yaml.safe_dump(file, sort_keys=False, allow_unicode=True, width=110))
