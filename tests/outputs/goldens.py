"""Comparison with files kept in ``golden/``; ``UPDATE_GOLDEN=1 pytest tests/publish`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check_golden(name: str, content: bytes) -> None:
    """The content is that of the golden file."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()
