"""Stopped by the user: the best plan so far is written, or nothing is."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner import api
from planner.plans.file import read_plan
from tests.cli.running import COURSE, bytes_in, environment, python

# Says on stderr when the first plan is found, so that the test knows when to stop the search.
TELLING = """
import sys
import planner.cli.terminal as terminal

def notify(self, label, value, bound):
    if value is not None:
        print("found", file=sys.stderr, flush=True)

terminal.Progress.notify = notify
from planner.cli import main
main(sys.argv[1:])
"""
# Says that it searches, and finds nothing until it is stopped.
FRUITLESS = """
import sys, time
import planner.solve.question as question
from planner.solve.solver import Solution, Status

def solve(model, settings, seconds, flag, *rest, **others):
    print("found", file=sys.stderr, flush=True)
    while not flag:
        time.sleep(0.01)
    return Solution(Status.UNKNOWN, None, 0.0, 0.0)

question.solve_surely = solve
from planner.cli import main
main(sys.argv[1:])
"""
# A signal after the search, while the files are written.
LATE = """
import os, signal, sys
import planner.saving as saving

beside = saving._beside

def interrupted(path, content):
    if path.name == "duties.csv":
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(os.getpid(), number)
    return beside(path, content)

saving._beside = interrupted
from planner.cli import main
main(sys.argv[1:])
"""
# A signal before the search, while the model is built.
EARLY = """
import os, signal, sys
from planner.api import planning

number = int(sys.argv.pop())

def interrupted(problem):
    os.kill(os.getpid(), number)

planning.refuse_by_arithmetic = interrupted
from planner.cli import main
main(sys.argv[1:])
"""


def hard_course() -> str:
    """Many plans, the first at once, and none that is proven the best in any time that a test has."""
    numbers = random.Random(1)
    papers = "".join(
        f"    p{n}: {{title: Paper {n}, minutes: {numbers.randrange(31, 97)}, priority: {numbers.randrange(1, 6)}}}\n"
        for n in range(40)
    )
    return f"""\
version: 1
course: {{title: Hard course, code: hard}}
term:
  start: 2024-01-01
  end: 2024-03-01
  timezone: Europe/Berlin
  meetings: [{{days: [Mon, Thu], start: "10:00", end: "11:00"}}]
papers:
  details:
{papers}reading: {{per_session: {{papers: {{min: 2, max: 3}}, minutes: {{max: 150}}}}}}
goals: [steady_load, priority]
solve: {{workers: 2, time_limit: 300}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a hard course."""
    (tmp_path / "course.yaml").write_text(hard_course())
    return tmp_path


def stopped(code: str, number: signal.Signals, folder: Path, times: int = 1) -> tuple[int, str, str]:
    """Exit code, stdout and the rest of stderr of a run that gets a signal when it says "found"."""
    with subprocess.Popen(
        [sys.executable, "-c", code, "course.yaml"],
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "found\n"
        for _ in range(times):
            running.send_signal(number)
        out, err = running.communicate(timeout=120)
    return running.returncode, out, err.replace("found\n", "")


@pytest.mark.parametrize(("number", "times"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 3)])
def test_the_best_plan_so_far_is_written(number: signal.Signals, times: int, folder: Path) -> None:
    """Ctrl-C, also an impatient one, and SIGTERM end the search with exit 130; its plan is written."""
    code, out, err = stopped(TELLING, number, folder, times)
    assert (code, err) == (130, "interrupted: this is the best plan so far\n")
    assert out.splitlines()[-1].endswith("written to plan/")
    assert {"plan.yaml", "syllabus.md", "course.ics", "duties.csv"} <= set(bytes_in(folder / "plan"))
    course = api.load(folder / "course.yaml")
    assert api.check(course, folder / "plan/plan.yaml").errors == []
    solved = read_plan(folder / "plan/plan.yaml")[0].solved
    assert solved is not None
    assert solved.status == "feasible"
    assert not any(goal.proven for goal in solved.goals if goal.goal == "steady_load")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_without_a_plan_nothing_is_written(number: signal.Signals, folder: Path) -> None:
    """Stopped before any plan was found: exit 130, said, and nothing written."""
    code, out, err = stopped(FRUITLESS, number, folder)
    assert (code, out) == (130, "")
    assert err.endswith("stopped before a plan was found; nothing is written\n")
    assert set(bytes_in(folder)) == {"course.yaml"}


def test_a_signal_while_the_files_are_written(tmp_path: Path) -> None:
    """Once a plan is found it is written: the work ends as if nothing had happened."""
    (tmp_path / "course.yaml").write_text(COURSE)
    said = python(LATE, "course.yaml", "-q", cwd=tmp_path)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert {"plan.yaml", "syllabus.md", "course.ics", "duties.csv"} <= set(bytes_in(tmp_path / "plan"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_search(number: signal.Signals, tmp_path: Path) -> None:
    """Before there is anything to keep, the command stops at once."""
    (tmp_path / "course.yaml").write_text(COURSE)
    said = python(EARLY, "course.yaml", int(number), cwd=tmp_path)
    assert (said.code, said.out) == (130, "")
    assert said.err.endswith("interrupted; nothing was written\n")
    assert set(bytes_in(tmp_path)) == {"course.yaml"}
