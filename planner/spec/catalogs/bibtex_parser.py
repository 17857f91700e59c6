"""BibTeX as commands with lines: pybtex's parser, kept from hostile files, its errors as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from planner.documents import printable, shown
from planner.findings import Finding, InputError, Where, did_you_mean, error, warning
from planner.spec.catalogs.text import Lines

_NO_KEY = re.compile(r"(@[ \t]*(?!string\b)[A-Za-z_-]+[ \t]*[{(]\s*+)(?=[A-Za-z][A-Za-z0-9_-]*\s*=)", re.IGNORECASE)
_KEY = re.compile(r"(@[ \t]*[A-Za-z_-]+[ \t]*[{(]\s*+)([^,{}()=\"\n]{0,300}+),")
MOST_HINTS = 20
"""Looking for near names takes its time: only the first faults of a kind get one."""
# Characters of no text stand in for what pybtex takes for a mistake: no key, and blanks in one.
_NONE, _BLANK = "\ue000", "\ue001"


@dataclass(frozen=True)
class Command:
    """One ``@type{key, name = value, …}``; ``type`` in lower case, ``key`` empty where the file has none."""

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    where: Where


class _Parser(LowLevelParser):  # type: ignore[misc]
    """pybtex's parser with linear search and bounded abbreviations."""

    pos: int

    def __init__(self, text: str, name: str, most: int, findings: list[Finding]) -> None:
        super().__init__(text, macros=_Folded(month_names), handle_error=self.tell)
        self.name = name
        self.left = most
        self.findings = findings
        self.hints = MOST_HINTS

    def skip_to(self, patterns: Any) -> Token | None:
        """The next of some characters; the original looks for each of them to the end of the file."""
        characters = {self.AT: "@", self.QUOTE: '"', self.LBRACE: "{", self.RBRACE: "}"}
        wanted = {characters[pattern]: pattern for pattern in patterns}
        found = re.compile("[" + re.escape("".join(wanted)) + "]").search(self.text, self.pos)
        if found is None:
            return None
        value = self.text[self.pos : found.end()]
        self.pos = found.end()
        self.update_lineno(value)
        return Token(value, wanted[found[0]])

    def substitute_macro(self, name: str) -> str:
        """What an abbreviation stands for; those that double each other end here."""
        value: str = super().substitute_macro(name)
        self.left -= len(value)
        if self.left < 0:
            message = "the abbreviations (@string) of this file make it too large"
            raise InputError([error("bibtex-size", message, Where(self.name, self.lineno))])
        return value

    def tell(self, fault: PybtexSyntaxError) -> None:
        """A fault as a finding; what is no command (an e-mail address between the entries) is none."""
        if isinstance(fault, UndefinedMacro):
            self._tell_of_macro(str(fault.args[0]))
            return
        if not re.compile(r"@\s*[^\s{}()@,\"=]+\s*[({]").match(self.text, self.command_start):
            return
        where = Where(self.name, fault.lineno)
        if isinstance(fault, PrematureEOF):
            where = Where(self.name, self.text.count("\n", 0, self.command_start) + 1)
            message = "the entry that starts here is not closed: a brace or quote is missing in it"
        else:
            message = f"not readable as BibTeX: {_SAID.get(str(fault.args[0]), str(fault.args[0]))}"
        self.findings.append(error("bibtex", printable(message), where))

    def _tell_of_macro(self, name: str) -> None:
        if str(self.current_field_name).lower() == "month":
            return
        self.hints -= 1
        hint = did_you_mean(name, self.macros.names()) if self.hints >= 0 and len(name) <= 100 else ""
        message = f"the abbreviation {shown(name)} is not defined (@string){hint}; left out"
        self.findings.append(warning("bibtex", message, Where(self.name, self.lineno)))


_SAID = {
    "'}' expected": "expected a comma or the closing brace here; a comma may be missing before this line's field",
    "')' expected": "expected a comma or the closing bracket here",
    "'=' expected": 'expected "name = value" here; a comma or an = may be missing',
    "field value expected": "expected a value in braces or quotes here",
    "entry key expected": "expected the key of the entry here",
    "unbalanced braces": "the braces of this value do not match",
    "too many nested braces": "braces are nested too deeply here",
}


class _Folded(dict[str, str]):
    """Abbreviations, whose names have no case."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)

    def names(self) -> list[str]:
        """The names that are no months."""
        return [name for name in self if name not in month_names]


def parse(text: str, name: str, most: int, findings: list[Finding]) -> Iterator[Command]:
    """The commands of a file; faults go to ``findings``. At most ``most`` characters come from abbreviations.

    Raises InputError when they are more.
    """
    parser = _Parser(_KEY.sub(_with_key, _NO_KEY.sub(rf"\1{_NONE},", text)), name, most, findings)
    lines = Lines(parser.text)
    for command, body in parser:
        kind = command.lower()
        if kind in ("string", "preamble"):
            continue
        key, fields = body
        where = Where(name, lines.at(parser.command_start))
        values = tuple((field, " ".join("".join(parts).split())) for field, parts in fields)
        yield Command(kind, (key or "").replace(_NONE, "").replace(_BLANK, " "), values, where)


def _with_key(start: re.Match[str]) -> str:
    """The start of an entry with a key that pybtex reads."""
    key = re.sub(r"[ \t]", _BLANK, start[2].strip())
    return f"{start[1]}{key or _NONE},"
