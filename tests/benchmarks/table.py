"""Results as a Markdown table: seconds, gaps, megabytes, and how many times longer the others take than the planner."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Result = tuple[str, str, dict[str, Any]]
HEAD = ("course", "solver", "first plan", "within 1 %", "proof", "× to proof", "gap", "values", "MB", "")


def table(results: Sequence[Result]) -> list[str]:
    """The lines of the table."""
    proofs = {name: run.get("proof") for name, solver, run in results if solver == "ours"}
    lines = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    for name, solver, run in results:
        lines.append("| " + " | ".join(_cells(name, solver, run, proofs.get(name))) + " |")
    return lines


def _cells(name: str, solver: str, run: dict[str, Any], ours: float | None) -> list[str]:
    proof = run.get("proof")
    ratio = "" if solver == "ours" or not ours or not proof else f"{proof / ours:.1f}"
    values = " ".join(_value(goal) for goal in run.get("goals", ()))
    gap = run.get("gap")
    return [
        name,
        solver,
        *(_seconds(run.get(key)) for key in ("first", "near", "proof")),
        ratio,
        "" if gap is None else "–" if gap > 1e9 else f"{100 * gap:.1f} %",
        values,
        f"{run['megabytes']:.0f}" if "megabytes" in run else "",
        run.get("note", ""),
    ]


def _value(goal: dict[str, Any]) -> str:
    """The value of a goal, its bound behind it where it is not proven."""
    if goal["value"] is None:
        return "–"
    value = f"{abs(goal['value']):g}"
    return value if goal["proven"] else f"{value} ({_bound(goal['bound'])})"


def _bound(bound: float | None) -> str:
    return "–" if bound is None else f"{abs(bound):.0f}"


def _seconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"


def disagreements(results: Sequence[Result]) -> list[str]:
    """Values that two solvers both call proven and that differ: there must be none."""
    lines = []
    best: dict[str, tuple[str, list[float]]] = {}
    for name, solver, run in results:
        values = []
        for goal in run.get("goals", ()):
            if not goal["proven"]:
                break
            values.append(goal["value"])
        known = best.setdefault(name, (solver, values))[1]
        common = min(len(known), len(values))
        if known[:common] != values[:common]:
            lines.append(f"**{name}: {solver} proves {values[:common]}, {best[name][0]} {known[:common]}.**")
        if len(values) > len(known):
            best[name] = (solver, values)
    return lines


def machine(limit: float, workers: int) -> list[str]:
    """What was measured where."""
    cores = Path("/proc/cpuinfo")
    models = [
        line.split(":", 1)[1].strip()
        for line in (cores.read_text(encoding="utf-8").splitlines() if cores.exists() else ())
        if line.startswith("model name")
    ]
    packages = ("ortools", "highspy")
    versions = ", ".join(f"{name} {_version(name)}" for name in packages)
    where = f"{models[0]}, {len(models)} cores" if models else platform.machine()
    return [
        "Written by `python -m tests.benchmarks --write`.",
        f"{where}; Python {platform.python_version()}, {versions}; "
        f"{workers} workers, at most {limit:g} seconds a run "
        "(XL, XL-papers and the two large examples: three times that), each in its own process.",
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
