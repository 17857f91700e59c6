"""The example package of tests/data/own_rule, installed for one test as an installer would leave it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "data" / "own_rule"
PROJECT = (PACKAGE / "pyproject.toml").read_text(encoding="utf-8")
MODULE = (PACKAGE / "own_rule.py").read_text(encoding="utf-8")


def install(site: Path, monkeypatch: pytest.MonkeyPatch, project: str = PROJECT, module: str = MODULE) -> None:
    """Put a package of one module, with the entry points of its pyproject.toml, on the path of this test."""
    described = tomllib.loads(project)["project"]
    name = described["name"].replace("-", "_")
    info = site / f"{name}-{described['version']}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {described['version']}\n")
    lines = []
    for group, entries in described["entry-points"].items():
        lines += [f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()), ""]
    (info / "entry_points.txt").write_text("\n".join(lines))
    (site / f"{name}.py").write_text(module, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, name, raising=False)


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example package as it stands."""
    install(tmp_path / "site", monkeypatch)
