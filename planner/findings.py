"""Findings: the one currency of input errors, checks, explanations and comparisons.

A finding is a value until the command line prints it; :class:`PlanCourseError` carries findings up to there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note", "history"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file that a person wrote.

    ``line`` and ``column`` count from 1; ``path`` is the way of keys and indices from the file's root, such as
    ``("topics", 0, "papers", "max")``.
    """

    file: str
    line: int | None = None
    column: int | None = None
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        """``file:line:column`` as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)

    @property
    def told(self) -> str:
        """The place within its file as a sentence has it: ``line 16``; what stands in no file is told whole."""
        return f"line {self.line}" if self.line is not None else self.file

    @property
    def key(self) -> str:
        """The path as instructors write it: ``topics[0].papers.max``."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text


def printable(text: str) -> str:
    """A text with line breaks and control characters written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing.

    ``where`` is the place in the constraints (or in the file read), ``plan_where`` the place in a plan file;
    ``subjects`` are the ids it is about (papers, people, dates …); ``sentence`` is the requirement alone, without what
    broke it. ``excess`` is by how much a maximum over the term is exceeded, None for everything else.
    """

    code: str
    severity: Severity
    message: str
    where: Where | None = None
    subjects: tuple[str, ...] = ()
    plan_where: Where | None = None
    sentence: str = ""
    excess: int | None = None

    def __post_init__(self) -> None:
        """Write what no terminal should be sent as escapes: messages quote files that anybody may have written."""
        if not self.message.isprintable():
            object.__setattr__(self, "message", printable(self.message))

    def __str__(self) -> str:
        """One line for a person: ``file:line: message``."""
        return f"{self.where}: {self.labelled}" if self.where else self.labelled

    @property
    def labelled(self) -> str:
        """The message; with its severity before it, unless it is an error."""
        return self.message if self.severity == "error" else f"{self.severity}: {self.message}"


class PlanCourseError(Exception):
    """The one exception base of the project: findings, and the exit code that they mean."""

    exit_code = 2

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class InputError(PlanCourseError):
    """An input file or the command line is wrong by itself (exit 2)."""


class NoPlanExists(PlanCourseError):
    """The requirements cannot hold together (exit 1)."""

    exit_code = 1


class NoPlanFound(PlanCourseError):
    """No plan was found within the time limit; there may be one (exit 3)."""

    exit_code = 3


class Interrupted(PlanCourseError):
    """Stopped by the user before any plan was found (exit 130)."""

    exit_code = 130


class InternalError(PlanCourseError):
    """The model and the checker disagree, or a step broke its promise (exit 70)."""

    exit_code = 70


def error(code: str, message: str, where: Where | None = None, *subjects: str) -> Finding:
    """A finding of severity ``error``."""
    return Finding(code, "error", message, where, subjects)


def warning(code: str, message: str, where: Where | None = None, *subjects: str) -> Finding:
    """A finding of severity ``warning``."""
    return Finding(code, "warning", message, where, subjects)


def note(code: str, message: str, where: Where | None = None, *subjects: str) -> Finding:
    """A finding of severity ``note``."""
    return Finding(code, "note", message, where, subjects)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean "x"?`` with the nearest known name, or an empty string."""
    candidates = sorted(set(known))
    lowered = {candidate.lower(): candidate for candidate in reversed(candidates)}
    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.6)
    return f'; did you mean "{lowered[near[0]]}"?' if near else ""


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """All known names, those that are most like the name first."""
    matcher = difflib.SequenceMatcher(b=name.lower())

    def unlike(candidate: str) -> tuple[float, str]:
        matcher.set_seq1(candidate.lower())
        return -matcher.ratio(), candidate

    return sorted(set(known), key=unlike)


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by file, line and column, then message: the order in which they are shown."""

    def key(finding: Finding) -> tuple[str, int, int, str]:
        where = finding.where or Where("")
        return (where.file, where.line or 0, where.column or 0, finding.message)

    return sorted(dict.fromkeys(findings), key=key)
