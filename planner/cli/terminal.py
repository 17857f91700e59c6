"""What commands print: findings on stderr, answers on stdout, progress on a terminal only."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from planner.findings import Finding, InputError, Where, error

if TYPE_CHECKING:
    from rich.console import Console

MOST_WAITING = 2
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "history": "dim"}


def console(stderr: bool = False) -> Console:
    """A console that is plain text when it is no terminal; wide then, so that no line breaks by chance."""
    from rich.console import Console

    terminal = _is_terminal(sys.stderr if stderr else sys.stdout)
    return Console(stderr=stderr, width=None if terminal else 120, highlight=False, emoji=False, markup=False)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; a stream that is closed is None."""
    return stream is not None and stream.isatty()


@contextmanager
def answering() -> Iterator[None]:
    """Around all that prints an answer: a reader who has read enough (``| head``) is no error.

    The command goes on to its exit code; later prints go nowhere. Raises InputError when the answer cannot be written.
    """
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, SystemExit) as problem:  # rich turns a broken pipe into SystemExit
        cause = problem if isinstance(problem, OSError) else problem.__context__
        if not isinstance(cause, OSError):
            raise
        silence()
        if cause.errno != errno.EPIPE:
            message = f"the answer cannot be written: {cause.strerror}"
            raise InputError([error("output", message, Where("standard output"))]) from None


def silence() -> None:
    """Send what is still printed nowhere, so that Python's end does not stumble over the closed pipe."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextmanager
def finishing(begun: Callable[[], bool]) -> Iterator[None]:
    """Inside, SIGINT and SIGTERM stop the command, but once ``begun()`` it ends its work first: a plan that is found is
    written, however impatient the user. (While it searches, the search takes the signals.) The third time counts.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting = 0

    def stop(*_: object) -> None:
        nonlocal waiting
        waiting += 1
        if waiting > MOST_WAITING or not begun():
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def print_findings(findings: Iterable[Finding], most: int | None = None) -> None:
    """One line a finding on stderr; the place in the plan, where there is one, comes first.

    With ``most``, of many findings on one requirement only so many are shown, and the number of the others.
    """
    findings = list(findings)
    if not findings:
        return
    out = console(stderr=True)
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        alone = most is None or finding.where is None
        groups.setdefault(id(finding) if alone else (finding.code, finding.where), []).append(finding)
    for group in groups.values():
        _print_group(out, group if most is None else group[:most])
        if most is not None and len(group) > most:
            out.print(f"  … and {len(group) - most} more like these (-v shows them)", soft_wrap=True)


def _print_group(out: Console, findings: list[Finding]) -> None:
    for finding in findings:
        text = str(finding)
        if finding.plan_where is not None:
            text = f"{finding.plan_where}: {finding.labelled} ({finding.where})"
        out.print(printable(text), style=_COLOURS[finding.severity] if out.is_terminal else None, soft_wrap=True)


def warn(text: str) -> None:
    """One line on stderr; nowhere when it is closed."""
    if sys.stderr is not None:
        print(printable(text), file=sys.stderr)


def printable(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)


class Progress(AbstractContextManager["Progress"]):
    """Goal, best value, bound and seconds on one line of a terminal; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self.shown = _is_terminal(sys.stderr) and not quiet
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
