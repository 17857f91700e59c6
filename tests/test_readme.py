"""The README is true: its commands run, its files plan, its Python works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner import api
from planner.shipped import shipped

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MARKED = "<!--"


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def environment() -> dict[str, str]:
    """This interpreter's commands first on the path."""
    folder = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the README's commands touch."""
    for name in ("examples", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("plan"))
    return tmp_path


def test_tour_commands(checkout: Path) -> None:
    """Each command of the tour exits 0, in order; the output folder is one of the test."""
    commands = [block.strip() for block in blocks("sh") if ".venv" not in block]
    assert len(commands) == 12
    for command in commands:
        text = command.replace("/tmp/cs839", str(checkout / "out"))
        done = subprocess.run(
            f"set -e\n{text}", shell=True, cwd=checkout, env=environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert (checkout / "out" / "syllabus.md").exists()
    for written in (
        "my-course/plan/plan.yaml",
        "like-cs839/mlsys.yaml",
        "last-year/published.plan.yaml",
        "wishes/form.md",
    ):
        assert (checkout / written).exists()


def test_plan_command_plans_the_example(checkout: Path) -> None:
    """What follows the installation in the first command plans the example."""
    (line,) = [block.strip() for block in blocks("sh") if "plan-course examples" in block and ".venv" in block]
    command = line.rsplit("&&", 1)[1].strip().removeprefix(".venv/bin/")
    text = f"{command} --time-limit 45"
    done = subprocess.run(text, shell=True, cwd=checkout, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (checkout / "examples/aisys2023/plan").iterdir()}
    assert {"plan.yaml", "syllabus.md", "syllabus.html", "course.ics", "people", "duties.csv"} <= written


def test_python_example(checkout: Path) -> None:
    """The notebook-sized example runs as it stands."""
    code, *_ = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "('priority', 34, True)" in done.stdout


def test_small_course_plans(checkout: Path) -> None:
    """The whole course in the README plans."""
    (text,) = blocks("yaml")
    path = checkout / "examples" / "small" / "constraints.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert api.plan(api.load(path, {"time_limit": 10.0, "workers": 2})).plan.sessions


def test_every_example_is_described() -> None:
    """The table of examples names each."""
    for path in shipped("examples").glob("*/constraints.yaml"):
        assert f"`examples/{path.parent.name}/`" in README


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of this checkout, installed."""
    folder = tmp_path_factory.mktemp("wheel")
    wheels, site = folder / "wheels", folder / "site"
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, cwd=folder, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, cwd=folder, capture_output=True)
    return site


def test_wheel_plans_outside_the_checkout(site: Path, tmp_path: Path) -> None:
    """A wheel holds all it needs: unpacked elsewhere, it plans a shipped course without the checkout."""
    script = (
        "import planner, sys; from planner.shipped import shipped; from planner.cli import main;"
        f"assert planner.__file__.startswith({str(site)!r});"
        f"main([str(shipped('examples', 'cs839', 'constraints.yaml')), '-o', {str(tmp_path / 'out')!r}])"
    )
    paths = {**environment(), "PYTHONPATH": str(site)}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=paths, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "plan.yaml").exists()
    copy = f"from planner.cli import main; main(['init', {str(tmp_path / 'mine')!r}, '--from', 'examples/debate'])"
    done = subprocess.run([sys.executable, "-c", copy], cwd=tmp_path, env=paths, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine" / "constraints.schema.json").exists()


SCRIPT = """
from datetime import date
from planner import Course, Plan, check, load, plan, replan

course: Course = load("constraints.yaml")
first: Plan = plan(course).plan
for session in first.sessions:
    print(session.id.upper(), session.date.isoformat(), len(session.required))
findings: list[str] = [finding.message for finding in check(course, first).errors]
print(replan("constraints.yaml", first, as_of=date(2024, 2, 20)).changes)
"""
WRONG = """
from planner import load, plam
print(load("constraints.yaml").problem.sesions, load(1.5))
"""


def test_scripts_are_type_checked(site: Path, tmp_path: Path) -> None:
    """A user's script against the installed wheel: what is right passes the strictest checks, slips are told."""
    paths = {**environment(), "PYTHONPATH": str(site)}
    said = []
    for text in (SCRIPT, WRONG):
        (tmp_path / "script.py").write_text(text)
        command = [sys.executable, "-m", "mypy", "--strict", "--no-color-output", "script.py"]
        done = subprocess.run(command, cwd=tmp_path, env=paths, capture_output=True, text=True, check=False)
        said.append(done.stdout)
    assert said[0] == "Success: no issues found in 1 source file\n"
    assert [line.rsplit("[")[-1] for line in said[1].splitlines()[:-1]] == [
        "attr-defined]",
        "attr-defined]",
        "arg-type]",
    ]
