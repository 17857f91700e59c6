"""What people write for a day, a clock or a weekday, read where it has one meaning. Knows nothing of courses."""

from __future__ import annotations


class Unclear(ValueError):
    """A text that has no meaning here, or more than one; its message is for the person who wrote it."""
