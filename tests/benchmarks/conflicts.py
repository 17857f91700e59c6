"""Fifteen infeasible variants of the examples: ``python -m tests.benchmarks.conflicts``.

For each: seconds, the size of the minimal set (and whether it is sure to be minimal), the ways out, and whether the
first one, applied to the file, gives a course that plans.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from planner import api
from planner.findings import PlanCourseError
from planner.shipped import shipped

LIMIT = 19.3


@dataclass(frozen=True)
class Variant:
    """An example with some of its text replaced."""

    name: str
    example: str
    changes: tuple[tuple[str, str], ...]


AISYS, CS294, CS839 = "aisys2023", "cs294-sp22", "cs839"
PAPERS_END = "\nreading:\n"
VARIANTS = (
    Variant("too few sessions for a total", AISYS, (("total: {max: 32}", "total: {min: 49, max: 60}"),)),
    Variant("a session is too short to read", AISYS, (("{goal: 120, max: 240}", "{goal: 60, max: 60}"),)),
    Variant(
        "paper order against topic order", AISYS, (("    zero: {", "    megatron-lm: {needs: [gandiva]}\n    zero: {"),)
    ),
    Variant(
        "a pin outside its block", AISYS, ((PAPERS_END, "\npins: [{paper: tensorflow, date: 2023-06-08}]\nreading:\n"),)
    ),
    Variant("a wide gap", AISYS, (("gap: 2 ", "gap: 27 "),)),
    Variant("too few duties for the seats", AISYS, (("per_person: {min: 1, max: 3}", "per_person: {min: 1, max: 1}"),)),
    Variant(
        "a pin against an absence",
        CS294,
        ((PAPERS_END, "\npins: [{paper: scaling-laws, date: 2022-02-28, person: s02}]\nreading:\n"),),
    ),
    Variant("seats and duties do not fit", CS294, (("{min: 3, max: 5}", "{min: 6, max: 8}"),)),
    Variant(
        "nobody may be scribe", CS294, (("per: session, count: 1,", "per: session, count: 1, per_person: {max: 0},"),)
    ),
    Variant("class time is short", CS294, (("class_minutes: 15", "class_minutes: 80"),)),
    Variant(
        "too many papers of one topic",
        CS839,
        (
            ("papers: {min: 3, goal: 5}", "papers: {min: 5, goal: 5, max: 5}"),
            ("papers: {min: 1, max: 2}", "papers: {min: 1, max: 1}"),
        ),
    ),
    Variant("light sessions", CS839, (("minutes: {goal: 90, max: 150}", "minutes: {goal: 60, max: 80}"),)),
    Variant(
        "a mix that is not there",
        "reading-group",
        (
            ("{since: 2021, min: 12}", "{since: 2021, min: 24}"),
            ("alpaserve: {priority: 4, after: [clockwork]}", "alpaserve: {priority: 4, needs: [clockwork]}"),
            ("  mix:", "  must: [alpaserve]\n  mix:"),
        ),
    ),
    Variant(
        "more sessions than papers", "reading-group", (("total: {min: 24, max: 24}", "total: {min: 20, max: 20}"),)
    ),
    Variant(
        "a date for two",
        "every-second-friday",
        ((PAPERS_END, "\npins: [{paper: vllm, date: 2024-02-02}]\nreading:\n"),),
    ),
    Variant(
        "everybody is away",
        "debate",
        (
            ("unavailable: [2024-11-06]", "unavailable: [{days: [Wed]}]"),
            ("unavailable: [2024-12-04]", "unavailable: [{days: [Wed]}]"),
        ),
    ),
)


def variant_text(variant: Variant) -> str:
    """The text of the variant's constraints.yaml; raises ValueError when what is replaced is not there."""
    text = shipped("examples", variant.example, "constraints.yaml").read_text(encoding="utf-8")
    for old, new in variant.changes:
        if old not in text:
            raise ValueError(f"{variant.name}: {old!r} is not in the example")
        text = text.replace(old, new, 1)
    return text.replace("../../data/", f"{shipped('data')}/")


def run(variant: Variant, folder: Path) -> str:
    """One line of the table."""
    path = folder / "constraints.yaml"
    path.write_text(variant_text(variant), encoding="utf-8")
    roster = shipped("examples", variant.example) / "roster.csv"
    if roster.exists():
        (folder / "roster.csv").write_bytes(roster.read_bytes())
    try:
        explanation = api.explain(api.load(path, {"time_limit": LIMIT, "workers": 2}))
    except PlanCourseError as problem:
        return f"{variant.name:34} {variant.example:12} INPUT ERROR {problem}"
    works = "-"
    if explanation.repairs:
        try:
            path.write_text(api.repaired(path, explanation, 1), encoding="utf-8")
            api.plan(api.load(path, {"time_limit": LIMIT, "workers": 2}))
            works = "plans"
        except PlanCourseError as problem:
            works = str(problem).splitlines()[0][:60]
    sure = "minimal" if explanation.minimal else "not sure"
    best = explanation.repairs[0].text if explanation.repairs else "no way out found"
    return (
        f"{variant.name:34} {variant.example:20} {explanation.seconds:5.1f} s  exists={explanation.exists}  "
        f"{len(explanation.members):2d} members ({sure}), {len(explanation.repairs)} ways out, first {works}: {best}"
    )


def main() -> None:
    """Print the table."""
    for variant in VARIANTS:
        with tempfile.TemporaryDirectory() as folder:
            print(run(variant, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
