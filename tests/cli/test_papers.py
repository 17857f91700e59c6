"""``plan-course papers``: the table, JSON, and conversions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import COURSE, bytes_in, run

BIB = """\
@inproceedings{abadi2016, title={{TensorFlow}: A System}, author={Abadi, Mart{\\'i}n}, year=2016,
  booktitle={12th Symposium on Operating Systems Design and Implementation}, keywords={Frameworks}}
@article{ray, title={Ray}, year=2018, journal={Some Journal}, pages={1--9}}
@article{lost, title={Lost}, pages={e17}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue and a course, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("a.bib").write_text(BIB)
    Path("course.yaml").write_text(COURSE + "catalog: a.bib\n")
    return tmp_path


def rows(text: str) -> list[list[str]]:
    """The table's cells, row by row; white space of any width is one."""
    return [line.split() for line in text.splitlines()]


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """One row a paper with its length and where that comes from; findings on stderr, and none with -q."""
    said = run("papers", "a.bib", capsys=capsys)
    assert said.code == 0
    assert rows(said.out) == [
        ["Id", "Title", "Venue", "Year", "Pages", "Min", "From", "Topic", "Tags"],
        ["abadi2016", "TensorFlow:", "A", "System", "OSDI", "2016", "14", "70", "venue", "frameworks", "Frameworks"],
        ["ray", "Ray", "Some", "Journal", "2018", "9", "45", "pages"],
        ["lost", "Lost", "60", "default"],
    ]
    assert said.err == 'a.bib:4: note: "lost": pages "e17" do not say how many; left out\n'
    assert run("papers", "-q", "a.bib", capsys=capsys) == type(said)(0, said.out, "")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """All that was read, and the findings."""
    said = run("papers", "a.bib", "--json", capsys=capsys)
    answer = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert answer["papers"][0] == {
        "id": "abadi2016",
        "title": "TensorFlow: A System",
        "authors": ["Martín Abadi"],
        "venue": "OSDI",
        "year": 2016,
        "topics": ["frameworks"],
        "tags": ["Frameworks"],
        "minutes": 70,
        "pages": 14,
        "load_from": "venue",
        "topic": "frameworks",
        "identifiers": [],
    }
    assert [finding["code"] for finding in answer["findings"]] == ["catalog-field"]


def test_a_course(capsys: pytest.CaptureFixture[str]) -> None:
    """All papers of a course with its details; topics are those that it declares."""
    said = run("papers", "course.yaml", "-q", capsys=capsys)
    assert [row[0] for row in rows(said.out)] == ["Id", "abadi2016", "ray", "lost", "alpha", "beta"]
    assert rows(said.out)[1][-2:] == ["venue", "Frameworks"]
    assert rows(said.out)[-1] == ["beta", "Beta", "50", "minutes"]


def test_conversion(capsys: pytest.CaptureFixture[str]) -> None:
    """On stdout, or into a file that is written whole; the same bytes each time, and the same papers in each form."""
    table = run("papers", "-q", "a.bib", capsys=capsys).out
    for form, name in (("yaml", "b.yaml"), ("bib", "b.bib"), ("csl-json", "b.json"), ("ris", "b.ris")):
        said = run("papers", "-q", "a.bib", "--to", form, capsys=capsys)
        assert (said.code, said.err) == (0, "")
        assert run("papers", "-q", "a.bib", "--to", form, "-o", name, capsys=capsys).out == ""
        assert Path(name).read_bytes() == said.out.encode()
        assert run("papers", "-q", name, capsys=capsys).out.split() == table.split()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a.bib", "-o", "b.yaml"], "-o needs --to"),
        (["a.bib", "--json", "--to", "yaml"], "--json and --to exclude each other"),
        (
            ["a.bib", "--to", "bibtex"],
            'there is no format "bibtex"; did you mean "bib"? (known: yaml, bib, csl-json, ris)',
        ),
        (["course.yaml", "a.bib"], "course.yaml is a course file, which names its catalogues itself; give it alone"),
        (["none.bib"], "none.bib: this file does not exist"),
        (["a.docx"], "a.docx: this is a text document, which is not read; export BibTeX, RIS, CSL-JSON or CSV"),
        ([], "Missing argument 'FILE…'"),
    ],
)
def test_mistakes(words: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 on stderr, nothing written."""
    before = bytes_in(folder)
    said = run("papers", *words, capsys=capsys)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert bytes_in(folder) == before
