"""What commands print: findings on stderr, answers on stdout, progress on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from planner.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "history": "dim"}


def console(stderr: bool = False) -> Console:
    """A console that is plain text when it is no terminal; wide then, so that no line breaks by chance."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, width=None if terminal else 120, highlight=False, emoji=False, markup=False)


def print_findings(findings: Iterable[Finding]) -> None:
    """One line a finding on stderr; the place in the plan, where there is one, comes first."""
    findings = list(findings)
    if not findings:
        return
    out = console(stderr=True)
    for finding in findings:
        text = str(finding)
        if finding.plan_where is not None:
            text = f"{finding.plan_where}: {finding.message} ({finding.where})"
        out.print(printable(text), style=_COLOURS[finding.severity] if out.is_terminal else None, soft_wrap=True)


def printable(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)


class Progress(AbstractContextManager["Progress"]):
    """Goal, best value, bound and seconds on one line of a terminal; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self.shown = sys.stderr.isatty() and not quiet
        self.started = time.monotonic()
        self.label = ""
        self.value: float | None = None
        self.bound: float | None = None
        self._status: Any = None

    def __enter__(self) -> Progress:
        if self.shown:
            from rich.progress import Progress as Bars
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            bars = Bars(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=console(stderr=True),
                transient=True,
            )
            self._task = bars.add_task("reading", total=None)
            self._status = bars
            bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def notify(self, label: str, value: float | None, bound: float | None) -> None:
        """Show where the search is; called from solver threads."""
        if label != self.label:
            self.label, self.value, self.bound = label, None, None
        self.value = value if value is not None else self.value
        self.bound = bound if bound is not None else self.bound
        if self._status is not None:
            best = "–" if self.value is None else f"{self.value:g}"
            limit = "–" if self.bound is None else f"{self.bound:g}"
            text = f"goal {self.label}: best {best}, bound {limit} (Ctrl-C keeps the best plan)"
            self._status.update(self._task, description=text)
