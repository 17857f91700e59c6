"""The benchmark courses: the same bytes each time, valid, and of the size that their names say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner import api
from planner.api import planning
from tests.benchmarks.curricula import curriculum
from tests.benchmarks.instances import GENERATED, course_file
from tests.benchmarks.terms import SIZES, Size, term_text

DIGESTS = """
import hashlib
from tests.benchmarks.instances import GENERATED
for name, text in GENERATED.items():
    print(name, hashlib.sha256(text().encode()).hexdigest())
"""


def test_same_bytes_in_every_process() -> None:
    """Neither the hash seed nor what was drawn before changes a course."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(set(printed.pop().split()[1::2])) == len(GENERATED)


@pytest.mark.parametrize("name", GENERATED)
def test_valid(name: str, tmp_path: Path) -> None:
    """A generated course has no errors, and nothing that arithmetic can refuse."""
    course = api.load(course_file(name, tmp_path))
    assert [finding for finding in course.findings if finding.severity == "error"] == []
    planning.refuse_by_arithmetic(course)


@pytest.mark.parametrize("name", SIZES)
def test_sizes(name: str, tmp_path: Path) -> None:
    """Sessions, papers, topics and students are as many as the size says."""
    problem = api.load(course_file(name, tmp_path)).problem
    found = Size(len(problem.sessions), len(problem.papers), len(problem.topics), len(problem.people))
    assert found == SIZES[name]


def test_seeds_differ() -> None:
    """Another seed is another course."""
    assert term_text(SIZES["S"], 1) != term_text(SIZES["S"], 2)


@pytest.mark.parametrize("periods", [8, 10, 12])
def test_curricula_reach_the_known_optimum(periods: int, tmp_path: Path) -> None:
    """The optimum that the literature knows is found and proven."""
    course = api.load(course_file(f"bacp-{periods}", tmp_path), {"workers": 2})
    solved = api.plan(course).plan.solved
    assert solved is not None
    assert [(goal.value, goal.proven) for goal in solved.goals] == [(curriculum(periods)["optimum"], True)]
