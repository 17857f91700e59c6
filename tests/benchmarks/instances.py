"""The benchmark courses by name, each as a constraints.yaml in a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from planner.shipped import shipped
from tests.benchmarks.bids import bids_text
from tests.benchmarks.curricula import curriculum_text
from tests.benchmarks.terms import SIZES, term_text

EXAMPLES = ("every-second-friday", "cs839", "reading-group", "debate", "aisys2023", "cs294-sp22")
GENERATED: dict[str, Callable[[], str]] = {
    **{f"bacp-{periods}": partial(curriculum_text, periods) for periods in (8, 10, 12)},
    **{f"bids-{papers}x{people}": partial(bids_text, papers, people) for papers, people in ((30, 40), (120, 180))},
    **{f"{name}-papers": partial(term_text, replace(size, students=0)) for name, size in SIZES.items()},
    **{name: partial(term_text, size) for name, size in SIZES.items()},
}
NAMES = (*GENERATED, *EXAMPLES)


def course_file(name: str, folder: Path) -> Path:
    """The course file of an instance; a generated one is written into the folder. Raises KeyError for no such name."""
    if name in EXAMPLES:
        return shipped("examples", name, "constraints.yaml")
    path = folder / f"{name}.yaml"
    path.write_text(GENERATED[name](), encoding="utf-8")
    return path
