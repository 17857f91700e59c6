"""How much CPU time ``plan-course --help`` takes beside a bare Python: run ``python -m tests.cli.startup``."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from statistics import median

from tests.cli.running import ROOT, environment

RUNS = 21
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "plan-course --help": ["-m", "planner", "--help"],
    "plan-course --version": ["-m", "planner", "--version"],
    "plan-course plan --help": ["-m", "planner", "plan", "--help"],
    "plan-course check (an example)": [
        *("-m", "planner", "check", "-q"),
        *(str(ROOT / "examples/aisys2023" / name) for name in ("constraints.yaml", "published.plan.yaml")),
    ],
}


def cpu_seconds(words: list[str]) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], env=environment(), cwd=os.curdir, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the median of each command, and its ratio to the first."""
    bare = 0.0
    for name, words in COMMANDS.items():
        seconds = median(cpu_seconds(words) for _ in range(RUNS))
        bare = bare or seconds
        print(f"{name:32} {1000 * seconds:6.0f} ms  {seconds / bare:5.1f} ×")


if __name__ == "__main__":
    main()
