"""``python -m tests``: lint, format, types and tests, in that order; stops at the first that fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest",),
)


def main() -> int:
    """Run every step from the project's folder."""
    root = Path(__file__).resolve().parent.parent
    for name, *arguments in STEPS:
        print("→", name, *arguments, flush=True)
        code = subprocess.run([sys.executable, "-m", name, *arguments], cwd=root, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
