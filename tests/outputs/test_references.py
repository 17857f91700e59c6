"""The reading list for reference managers: in session order, and safe whatever a title holds."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from planner.findings import Finding
from planner.outputs import publish
from planner.plans.plan import Plan
from planner.spec.catalog import read_catalog
from tests.outputs.samples import hostile_plan, sample_plan

ENTRY = """\
@inproceedings{tensorflow,
  title = {{TensorFlow: A system for large-scale machine learning}},
  author = {Martín Abadi and Paul Barham and Jianmin Chen and Zhifeng Chen},
  booktitle = {OSDI},
  year = {2016},
  url = {https://example.org/papers/tensorflow.pdf?from=plan&to=(all)},
  keywords = {required, Deep learning frameworks},
  note = {Required reading for 2026-03-05; Presenter: Eve Li},
}
"""
ITEM = {
    "id": "tensorflow",
    "citation-key": "tensorflow",
    "type": "paper-conference",
    "title": "TensorFlow: A system for large-scale machine learning",
    "author": [
        {"family": "Abadi", "given": "Martín"},
        {"family": "Barham", "given": "Paul"},
        {"family": "Chen", "given": "Jianmin"},
        {"family": "Chen", "given": "Zhifeng"},
    ],
    "container-title": "OSDI",
    "issued": {"date-parts": [[2016]]},
    "URL": "https://example.org/papers/tensorflow.pdf?from=plan&to=(all)",
    "keyword": "required, Deep learning frameworks",
    "note": "Required reading for 2026-03-05; Presenter: Eve Li",
}


def both(plan: Plan) -> tuple[str, str]:
    """``reading.bib`` and ``reading.csl.json``."""
    bib, csl = publish(plan, ["bib", "csl-json"])
    assert (bib.name, csl.name) == ("reading.bib", "reading.csl.json")
    return bib.content.decode(), csl.content.decode()


def listed(plan: Plan) -> list[tuple[str, str, str]]:
    """What is read: paper, required or optional, session."""
    return [
        (paper, kind, session.id.replace("T", " "))
        for session in plan.sessions
        for kind, papers in (("required", session.required), ("optional", session.optional))
        for paper in papers
    ]


def test_session_order() -> None:
    """Required papers of a session, then optional ones, each with its date; the same bytes each time."""
    plan = sample_plan()
    bib, csl = both(plan)
    items = json.loads(csl)
    assert {"required", "optional"} == {kind for _, kind, _ in listed(plan)}
    assert [(item["id"], item["keyword"].split(", ")[0]) for item in items] == [entry[:2] for entry in listed(plan)]
    for (_, kind, date), item in zip(listed(plan), items, strict=True):
        assert item["note"].startswith(f"{kind.capitalize()} reading for {date}")
    assert list(parse_string(bib, "bibtex").entries) == [paper for paper, _, _ in listed(plan)]
    assert both(plan) == (bib, csl)


def test_one_entry() -> None:
    """All of it: names of people and no e-mails."""
    bib, csl = both(sample_plan())
    assert bib.startswith(ENTRY)
    assert json.loads(csl)[0] == ITEM
    assert "@example" not in bib + csl


def test_hostile_texts(tmp_path: Path) -> None:
    """Whatever a title, a name or an id holds: valid files with as many entries, and the titles as they are shown."""
    plan = hostile_plan()
    bib, csl = both(plan)
    count = len({paper for paper, _, _ in listed(plan)})
    assert len(parse_string(bib, "bibtex").entries) == len(json.loads(csl)) == count
    path = tmp_path / "reading.bib"
    path.write_bytes(bib.encode())
    findings: list[Finding] = []
    titles = [entry.paper.title for entry in read_catalog(path, path.name, findings)]
    assert titles == [item["title"] for item in json.loads(csl)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=50), min_size=3, max_size=3))
def test_any_texts(texts: list[str]) -> None:
    """No text breaks out of its field."""
    plan = sample_plan()
    first = plan.sessions[0].required[0] if plan.sessions[0].required else next(iter(plan.papers))
    paper = plan.papers[first].model_copy(
        update={"title": texts[0] or "x", "venue": texts[1], "authors": [texts[2]], "url": f"https://{texts[0]}"}
    )
    changed = plan.model_copy(update={"papers": {**plan.papers, first: paper}})
    bib, csl = both(changed)
    before = parse_string(both(plan)[0], "bibtex").entries
    after = parse_string(bib, "bibtex").entries
    assert list(after) == list(before)
    assert all(after[key] == before[key] for key in before if key != first)
    assert len(json.loads(csl)) == len(before)
