"""The project speaks of itself alone: no text outside the repository, and no path of somebody's machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OUTSIDE = re.compile(
    "|".join(
        (
            r"\bDE" + r"SIGN\b",
            r"\bFIELD[-_]" + r"NOTES\b",
            r"\bANC" + r"HORS\b",
            r"(?<![\w.])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot)/\w",
            r"/tmp/(?:wt|venv|issues)\b",
        )
    )
)
"""Names of texts that readers of the repository do not have, and paths of machines that they do not know."""

BEING_REWRITTEN: set[str] = set()
"""Files that still name one; each must, so that the list gets shorter."""


def texts() -> dict[str, str]:
    """Every text file that is kept, by path; not the exports of other programs, which are as they came."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    found = {}
    for name in filter(None, listed.split("\0")):
        if name.startswith("tests/data/catalogs/"):
            continue
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            found[name] = content.decode(errors="replace")
    return found


def test_nothing_outside_is_named() -> None:
    """A reader finds all that a comment, a docstring or a text speaks of."""
    naming = {name: found[0] for name, text in texts().items() if (found := OUTSIDE.search(text))}
    assert {name: word for name, word in naming.items() if name not in BEING_REWRITTEN} == {}
    kept = {name for name in BEING_REWRITTEN if (ROOT / name).exists()}
    assert kept <= set(naming), "these name nothing any more: take them off the list"
