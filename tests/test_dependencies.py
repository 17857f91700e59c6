"""What the project stands on: each library that is imported is declared, and pinned for the tests."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
OURS = {"planner", "constraints", "tests"}
NO_IMPORTS = {"mypy", "pytest-xdist", "ruff", "tzdata"}
"""Declared, and used otherwise than by an import."""
ONE_WITH = {"pydantic-core": "pydantic", "markupsafe": "jinja2"}
"""Libraries that come with another by its own promise."""


def names(requirements: Iterable[str]) -> set[str]:
    """The normal names of the libraries that are required."""
    return {str(canonicalize_name(Requirement(text).name)) for text in requirements} - {"plan-course"}


@cache
def imported(folder: str) -> dict[str, set[str]]:
    """The libraries that a folder's modules import, and where."""
    homes = packages_distributions()
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "data" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "import_module":
                modules = [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
            for top in {module.split(".")[0] for module in modules} - OURS - sys.stdlib_module_names:
                deeper = [module.replace(".", "-") for module in modules]
                listed = {canonicalize_name(name) for name in homes.get(top, [top])}
                one = sorted(listed & set(deeper) or listed)[0]
                found.setdefault(ONE_WITH.get(one, one), set()).add(str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize(
    ("folder", "extras"), [("planner", ("pdf", "xlsx")), ("constraints", ()), ("tests", tuple(EXTRAS))]
)
def test_what_is_imported_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    """Nothing works only because something else brings a library along."""
    declared = names([*PROJECT["dependencies"], *(text for extra in extras for text in EXTRAS[extra])])
    assert {name: where for name, where in imported(folder).items() if name not in declared} == {}


def test_what_is_declared_is_used() -> None:
    """No library is asked for that nothing imports."""
    used = set().union(*(imported(folder) for folder in ("planner", "constraints", "tests")))
    declared = names([*PROJECT["dependencies"], *(text for texts in EXTRAS.values() for text in texts)])
    assert {name for name in declared - used - NO_IMPORTS if not name.startswith("types-")} == set()


def test_every_requirement_has_a_lowest_version() -> None:
    """``.ci/lowest`` tests it; without one it would be whatever was first published."""
    for text in [*PROJECT["dependencies"], *(text for texts in EXTRAS.values() for text in texts)]:
        asked = Requirement(text)
        assert asked.name == "plan-course" or any(part.operator in (">=", "==") for part in asked.specifier), text


def test_every_requirement_is_pinned() -> None:
    """``.ci/versions.txt`` has a version of each that fits (``.ci/pin`` writes it)."""
    lines = (ROOT / ".ci" / "versions.txt").read_text(encoding="utf-8").splitlines()
    pinned: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            found = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line)
            assert found, line
            pinned.setdefault(canonicalize_name(found[1]), []).append(found[2])
    for text in [*PROJECT["dependencies"], *(text for texts in EXTRAS.values() for text in texts)]:
        asked = Requirement(text)
        if asked.name != "plan-course":
            versions = pinned.get(canonicalize_name(asked.name), [])
            assert versions, f"{asked.name} is not pinned: run .ci/pin"
            assert all(asked.specifier.contains(version) for version in versions), text
