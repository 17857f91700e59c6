"""What we write, we read: a catalogue of any papers, and references for every program."""

from __future__ import annotations

import json
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from planner.documents import CONTROL
from planner.findings import Finding
from planner.inventory import converted, inventory
from planner.references import Reference, bibtex, csl_json, ris
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.write import catalog_yaml
from planner.spec.course import CatalogPaper

HOSTILE = "{}\\$&%#_~^\"'`<>-,;=@|*?!:()[]/ +.é漢"
ONCE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def one_line(text: str) -> str:
    """The text as every field of ours holds it."""
    return " ".join(CONTROL.sub("", text).split())


def texts(alphabet: str = "", most: int = 60) -> st.SearchStrategy[str]:
    """Texts on one line that say something; all of Unicode, and much of what means something to a format."""
    characters = st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")
    mixed = st.sampled_from(alphabet or HOSTILE + string.ascii_letters) | (st.nothing() if alphabet else characters)
    return st.text(mixed, min_size=1, max_size=most).map(one_line).filter(bool)


IDS = texts().map(lambda text: text.replace(" ", "-"))
PAPERS = st.builds(
    lambda given, paper_id, title: CatalogPaper.model_validate({**given, "id": paper_id, "title": title}),
    st.fixed_dictionaries(
        {},
        optional={
            "authors": st.lists(texts(), max_size=3),
            "venue": texts(),
            "year": st.integers(1000, 3000),
            "url": texts(string.ascii_letters + "/?&%#=~'\"{}").map(lambda t: "https://" + t.replace(" ", "")),
            "pages": st.integers(1, 500),
            "minutes": st.integers(1, 500),
            "tags": st.lists(texts(), max_size=3),
            "after": st.lists(IDS, max_size=2),
            "dates": st.just(["2023-03-14"]),
            "topics": st.lists(st.sampled_from(["null", "yes", "1e3", "on", "x-1"]), max_size=2),
        },
    ),
    IDS,
    texts(),
)


def read(path: Path, text: str) -> tuple[list[CatalogEntry], list[Finding]]:
    """What our reader makes of a text."""
    path.write_bytes(text.encode())
    findings: list[Finding] = []
    return read_catalog(path, path.name, findings), findings


@ONCE
@given(st.lists(PAPERS, max_size=4))
def test_yaml_keeps_everything(tmp_path: Path, papers: list[CatalogPaper]) -> None:
    """Every key of every paper, whatever is written in it."""
    found, findings = read(tmp_path / "papers.yaml", catalog_yaml(papers))
    assert findings == []
    assert [entry.paper for entry in found] == papers


REFERENCES = st.builds(
    Reference,
    id=IDS,
    title=texts().filter(lambda title: bool(title.replace("\xad", "").strip())),
    authors=st.lists(texts(string.ascii_letters + " .-'é"), max_size=3).map(tuple),
    venue=texts() | st.just(""),
    year=st.none() | st.integers(1000, 2999),
    url=st.just("") | texts(string.ascii_letters + string.digits + "/?&%#=~_{}\\").map(lambda t: f"https://{t}"),
    pages=st.none() | st.integers(1, 500),
    keywords=st.lists(texts("abc $&{}%é"), max_size=3).map(tuple),
    note=texts() | st.just(""),
)


@ONCE
@given(st.lists(REFERENCES, min_size=1, max_size=4))
def test_bibtex_is_read_back(tmp_path: Path, references: list[Reference]) -> None:
    """Our reader finds titles, years and pages as they were; pybtex finds as many entries, with keys of their own."""
    text = bibtex(references)
    assert len(parse_string(text, "bibtex").entries) == len(references)
    found, _ = read(tmp_path / "a.bib", text)
    assert [entry.paper.title for entry in found] == [reference.title.replace("\xad", "") for reference in references]
    assert [entry.paper.year for entry in found] == [reference.year for reference in references]
    for entry, reference in zip(found, references, strict=True):
        assert reference.pages in (None, entry.paper.pages)


@ONCE
@given(st.lists(REFERENCES, min_size=1, max_size=4))
def test_csl_json_is_read_back(tmp_path: Path, references: list[Reference]) -> None:
    """JSON, and the same titles but for markup."""
    text = csl_json(references)
    assert [item["title"] for item in json.loads(text)] == [one_line(reference.title) for reference in references]
    found, _ = read(tmp_path / "a.json", text)
    assert len(found) == len(references)
    assert [entry.paper.year for entry in found] == [reference.year for reference in references]


@ONCE
@given(st.lists(REFERENCES, min_size=1, max_size=4))
def test_ris_is_read_back(tmp_path: Path, references: list[Reference]) -> None:
    """As many records, each closed."""
    found, findings = read(tmp_path / "a.ris", ris(references))
    assert len(found) == len(references)
    assert not [finding for finding in findings if finding.code == "ris"]


@pytest.mark.parametrize("form", ["yaml", "bib", "csl-json", "ris"])
def test_the_catalogue_of_the_examples_survives(form: str, tmp_path: Path) -> None:
    """Converted and read again, the 187 papers have the same titles, years, venues and loads."""
    papers = inventory([Path(__file__).parents[2] / "data" / "mlsys.yaml"]).papers
    path = tmp_path / f"papers.{form.removeprefix('csl-')}"
    path.write_text(converted(papers, form), encoding="utf-8")
    again = inventory([path]).papers

    def facts(listed: object) -> list[object]:
        paper = listed.paper  # type: ignore[attr-defined]
        title = unicodedata.normalize("NFC", paper.title)
        minutes = None if form != "yaml" and paper.minutes else listed.minutes  # type: ignore[attr-defined]
        return [title, paper.year, paper.venue, paper.authors, minutes]

    expected = [facts(listed) for listed in papers]
    found = [facts(listed) for listed in again]
    for paper, other in zip(expected, found, strict=True):
        if paper[-1] is None:
            other[-1] = None
    assert found == expected
