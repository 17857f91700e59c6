"""The planner against the plain formulation and a MILP of it: ``python -m tests.benchmarks [NAMES…] [--limit S]``.

Each solver gets two workers, the same limit and a process of its own; a table goes to the screen and, with ``--write``,
to ``RESULTS.md``. Without names all courses are run. The MILP needs ``pip install 'plan-course[benchmarks]'``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks.instances import NAMES, course_file
from tests.benchmarks.table import disagreements, machine, table

RESULTS = Path(__file__).parent / "RESULTS.md"
NOTES = "## Notes\n"
"""What stands from here on in RESULTS.md is written by hand, and kept."""
SOLVERS = ("ours", "plain", "milp")
WORKERS = 2
LONGER = {"XL": 3, "XL-papers": 3, "aisys2023": 3, "cs294-sp22": 3}
"""Courses that get so many times the limit."""


def run(solver: str, path: Path, seconds: float, folder: Path) -> dict[str, Any]:
    """One run in its own process; a run without an answer has only a note."""
    if solver == "milp":
        rows = folder / "rows.json"
        written = _python("tests.benchmarks.solvers", "rows", str(path), str(rows), seconds=seconds)
        if written.get("note"):
            return written
        return _python("tests.benchmarks.highs", str(rows), str(seconds), str(WORKERS), seconds=seconds)
    return _python("tests.benchmarks.solvers", solver, str(path), str(seconds), str(WORKERS), seconds=seconds)


def _python(*arguments: str, seconds: float) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", *arguments], capture_output=True, text=True, timeout=2 * seconds + 60, check=False
        )
    except subprocess.TimeoutExpired:
        return {"note": "killed: far over the limit"}
    if done.returncode:
        return {"note": (done.stderr.strip().splitlines() or ["killed"])[-1][:80]}
    found: dict[str, Any] = json.loads(done.stdout or "{}")
    return found


def main() -> None:
    """Run, print, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--limit", type=float, default=60, help="seconds for each run (60)")
    parser.add_argument("--solvers", default=",".join(SOLVERS), help=f"of {','.join(SOLVERS)},reproducible")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    asked = parser.parse_args()
    solvers = asked.solvers.split(",")
    unknown = [*({*asked.names} - {*NAMES}), *({*solvers} - {*SOLVERS, "reproducible"})]
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if "milp" in solvers and find_spec("highspy") is None:
        print("highspy is not installed: no MILP", file=sys.stderr)
        solvers.remove("milp")
    results: list[tuple[str, str, dict[str, Any]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.names or NAMES:
            path = course_file(name, Path(folder))
            for solver in solvers:
                found = run(solver, path, asked.limit * LONGER.get(name, 1), Path(folder))
                results.append((name, solver, found))
                print("\n".join(table(results[-1:])[2:]), flush=True)
    text = "\n".join([*machine(asked.limit, WORKERS), "", *table(results), "", *disagreements(results)]).rstrip()
    print(f"\n{text}")
    if asked.write:
        _, mark, notes = RESULTS.read_text(encoding="utf-8").partition(NOTES) if RESULTS.exists() else ("", "", "")
        RESULTS.write_text(f"# Benchmarks\n\n{text}\n" + (f"\n{mark}{notes}" if mark else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
