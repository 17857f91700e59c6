"""BibTeX as commands with lines: pybtex's parser, kept from hostile files, its errors as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from planner.documents import printable, shown
from planner.findings import Finding, InputError, Where, did_you_mean, error, note, warning
from planner.spec.catalogs.bibtex_chunks import Chunk, Commented, chunks, without_comments

_NO_KEY = re.compile(
    r"(@[ \t]*(?!string\b|preamble\b)[A-Za-z_-]+[ \t]*[{(]\s*+)(?=[A-Za-z][A-Za-z0-9_-]*\s*=)", re.IGNORECASE
)
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
    """pybtex's parser of one entry, with linear search, bounded abbreviations and a comma too few forgiven."""

    pos: int

    def __init__(self, text: str, line: int, file: _File) -> None:
        super().__init__(text, macros=file.macros, handle_error=self.tell)
        self.lineno = line
        self.file = file
        self.fault = ""

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

    def parse_entry_fields(self) -> None:
        """The fields of an entry; one may follow another without a comma, which is told."""
        while True:
            super().parse_entry_fields()
            if not _FIELD.match(self.text, self.pos):
                return
            line = self.lineno + self.text.count("\n", self.pos, _FIELD_START.match(self.text, self.pos).end())  # type: ignore[union-attr]
            message = "a comma is missing before this field; it is read all the same"
            self.file.findings.append(warning("bibtex", message, Where(self.file.name, line)))

    def substitute_macro(self, name: str) -> str:
        """What an abbreviation stands for; those that double each other end here."""
        value: str = super().substitute_macro(name)
        self.file.left -= len(value)
        if self.file.left < 0:
            message = "the abbreviations (@string) of this file make it too large"
            raise InputError([error("bibtex-size", message, Where(self.file.name, self.lineno))])
        return value

    def tell(self, fault: PybtexSyntaxError) -> None:
        """An abbreviation that is not known is told; another fault is kept, for the entry it is in."""
        if isinstance(fault, UndefinedMacro):
            if str(self.current_field_name).lower() != "month":
                self.file.tell_of_macro(str(fault.args[0]), self.lineno)
            return
        said = _SAID.get(str(fault.args[0]), str(fault.args[0]))
        if isinstance(fault, PrematureEOF):
            said = "a quote or a brace is not closed in it"
        self.fault = self.fault or f"line {fault.lineno}: {said}"


_FIELD = re.compile(r"\s*+[A-Za-z][A-Za-z0-9_-]*+\s*+=")
_FIELD_START = re.compile(r"\s*+")
_SAID = {
    "'}' expected": "expected a comma or the closing brace",
    "')' expected": "expected a comma or the closing bracket",
    "'=' expected": 'expected "name = value"',
    "field value expected": "expected a value in braces or quotes",
    "entry key expected": "expected the key of the entry",
    "unbalanced braces": "the braces of this value do not match",
    "too many nested braces": "braces are nested too deeply",
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


class _File:
    """What the entries of one file share: its abbreviations, and how much of them is left."""

    def __init__(self, name: str, most: int, findings: list[Finding]) -> None:
        self.name = name
        self.macros = _Folded(month_names)
        self.left = most
        self.findings = findings
        self.hints = MOST_HINTS

    def tell_of_macro(self, name: str, line: int) -> None:
        """An abbreviation that nobody has defined."""
        self.hints -= 1
        hint = did_you_mean(name, self.macros.names()) if self.hints >= 0 and len(name) <= 100 else ""
        message = f"the abbreviation {shown(name)} is not defined (@string){hint}; left out"
        self.findings.append(warning("bibtex", message, Where(self.name, line)))

    def commands(self, text: str, line: int) -> Iterator[Command]:
        """The entries of a text that begins in a line; of one that is not readable, a warning where it starts."""
        for chunk in chunks(text):
            where = Where(self.name, line - 1 + chunk.line)
            if isinstance(chunk, Commented):
                what = "1 entry is" if chunk.count == 1 else f"{chunk.count} entries are"
                self.findings.append(note("commented-out", f"{what} commented out (from here on); left out", where))
            elif not chunk.closed:
                message = "the entry that starts here is not closed: a brace is missing in it; left out"
                self._tell(message, chunk.text, where)
            else:
                yield from self._read(chunk, where)

    def _read(self, chunk: Chunk, where: Where) -> Iterator[Command]:
        line = where.line or 1
        source = _KEY.sub(_with_key, _NO_KEY.sub(rf"\1{_NONE},", without_comments(chunk.text), count=1), count=1)
        parser, before = _Parser(source, line, self), len(self.findings)
        read = list(parser)
        if parser.fault and chunk.cut is not None:
            # A brace is missing after all, and what seemed to stand within it are entries of their own.
            del self.findings[before:]
            message = "the entry that starts here is not closed: a brace is missing in it; left out"
            self._tell(message, chunk.text, where)
            yield from self.commands(chunk.text[chunk.cut :], line + chunk.text.count("\n", 0, chunk.cut))
        elif parser.fault:
            del self.findings[before:]
            self._tell(f"the entry that starts here is not readable ({parser.fault}); left out", chunk.text, where)
        elif read and chunk.kind not in ("string", "preamble"):
            if chunk.rest:
                message = "the entry that starts here is closed too early, by a brace too many; what follows is lost"
                self._tell(message, chunk.text, where)
            key, fields = read[0][1]
            values = tuple((field, " ".join("".join(parts).split())) for field, parts in fields)
            yield Command(chunk.kind, (key or "").replace(_NONE, "").replace(_BLANK, " "), values, where)

    def _tell(self, message: str, text: str, where: Where) -> None:
        named = _NAMED.match(text)
        key = f"{shown(named[1])}: " if named else ""
        self.findings.append(warning("bibtex", printable(key + message), where))


_NAMED = re.compile(r"@[ \t]*+[A-Za-z_-]++\s*+[{(]\s*+([^\s,{}()=\"]{1,200}+)\s*+,")


def parse(text: str, name: str, most: int, findings: list[Finding]) -> Iterator[Command]:
    """The commands of a file; faults go to ``findings``. At most ``most`` characters come from abbreviations.

    Raises InputError when they are more.
    """
    yield from _File(name, most, findings).commands(text, 1)


def _with_key(start: re.Match[str]) -> str:
    """The start of an entry with a key that pybtex reads."""
    key = re.sub(r"[ \t]", _BLANK, start[2].strip())
    return f"{start[1]}{key or _NONE},"
