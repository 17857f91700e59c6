"""Files that ship with the project: data and examples, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, such as ``shipped("data", "venues.yaml")``.

    Raises FileNotFoundError when it is in neither place.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "shipped", package.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
