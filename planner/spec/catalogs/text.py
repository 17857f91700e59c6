"""The text of a file that another program wrote, with one kind of line end."""

from __future__ import annotations

import re
from pathlib import Path

from planner.documents import CONTROL, read_text
from planner.findings import Finding, Where, note


def read_export(path: Path, name: str, findings: list[Finding]) -> str:
    """The text; raises InputError when the file cannot be read, is too large or no text."""
    text = read_text(path, name, findings)
    text = re.sub(r"\r\n?", "\n", text)
    if found := CONTROL.search(text):
        where = Where(name, line_of(text, found.start()))
        message = f"a control character (U+{ord(found[0]):04X}) stands here; such characters are left out"
        findings.append(note("control", message, where))
        text = CONTROL.sub(" ", text)
    return text


def line_of(text: str, position: int) -> int:
    """The line of a position, from 1."""
    return text.count("\n", 0, position) + 1


class Lines:
    """Lines of positions that are asked in ascending order, without counting from the start each time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1

    def at(self, position: int) -> int:
        """The line of a position that lies behind all earlier ones."""
        self.line += self.text.count("\n", self.position, position)
        self.position = position
        return self.line
