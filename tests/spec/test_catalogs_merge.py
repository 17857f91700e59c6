"""The same paper in several catalogues, keywords as topics, and pages of PDFs, in a whole course."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from planner.findings import Finding, InputError, Where
from planner.problem.build import build_problem
from planner.problem.problem import Problem
from planner.spec import pdfs
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.merge import merge
from planner.spec.load import load_spec

COURSE = """\
version: 1
course: {title: Test course, code: test}
term:
  start: 2024-01-01
  end: 2024-01-25
  timezone: Europe/Berlin
  meetings: [{days: [Mon, Thu], start: "10:00", end: "11:00"}]
reading: {per_session: {papers: {max: 2}}}
topics: [{id: frameworks, title: Deep Learning Frameworks}, {id: big-data}]
"""
BIB = """\
@inproceedings{abadi2016, title={{TensorFlow}: A System}, author={Abadi, Mart{\\'i}n}, year=2016,
  booktitle={OSDI}, keywords={Deep learning frameworks, Dataflow}, doi={10.1145/1.2}}
@article{moritz, title={Ray}, author={Moritz, Philipp}, year=2018, journal={OSDI}, keywords={Big Data}, pages={1--9}}
"""
YAML = """\
- {id: tensorflow, title: "TensorFlow, a system", authors: [M. Abadi], pages: 18, after: [tf2016]}
- {id: tf2016, title: A system called TensorFlow, url: "https://doi.org/10.1145/1.2", tags: [mine]}
- {id: other-ray, title: "Ray!", authors: [Someone Else], minutes: 30}
"""


def write(folder: Path, files: Mapping[str, str | bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the files, and go where they are."""
    monkeypatch.chdir(folder)
    for name, content in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def problem_of(course: str) -> tuple[Problem, list[str]]:
    """The problem of a course, and what is said of it."""
    Path("course.yaml").write_text(course)
    problem, findings = build_problem(load_spec(Path("course.yaml")), set())
    return problem, [str(finding) for finding in findings]


def test_the_same_paper_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First wins, what it lacks comes from later ones; a note names both places. No author in common: another paper."""
    write(tmp_path, {"a.bib": BIB, "b.yaml": YAML}, monkeypatch)
    problem, findings = problem_of(COURSE + "catalog: [a.bib, b.yaml]\n")
    assert list(problem.papers) == ["abadi2016", "moritz", "other-ray"]
    paper = problem.papers["abadi2016"]
    assert (paper.title, paper.minutes, paper.url) == ("TensorFlow: A System", 90, "https://doi.org/10.1145/1.2")
    assert findings[:2] == [
        (
            'b.yaml:1:3: note: paper "tensorflow" is "abadi2016" (a.bib:1) again; the two are read as one, '
            'and "tensorflow" names it too'
        ),
        (
            'b.yaml:2:3: note: paper "tf2016" is "abadi2016" (a.bib:1) again; the two are read as one, '
            'and "tf2016" names it too'
        ),
    ]


def test_one_doi_two_titles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters may have the DOI of their book: both stay, with a warning."""
    bib = "@article{a, title={One thing}, doi={10.1000/1}}\n@article{b, title={Quite another}, doi={10.1000/1}}\n"
    write(tmp_path, {"a.bib": bib}, monkeypatch)
    findings: list[Finding] = []
    catalog = merge(read_catalog(Path("a.bib"), "a.bib", findings), findings)
    assert list(catalog.papers) == ["a", "b"]
    assert list(map(str, findings)) == [
        'a.bib:2: warning: paper "b" has the DOI of "a" (a.bib:1), but another title; both are kept'
    ]


def test_one_id_two_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is an error where a person gave the id; the ids of another program are told apart."""
    bib = "@article{a, title={One thing}}\n@article{a, title={Quite another}}\n"
    write(tmp_path, {"a.bib": bib, "b.yaml": "- {id: a, title: A third}\n"}, monkeypatch)
    with pytest.raises(InputError) as raised:
        problem_of(COURSE + "catalog: [a.bib, b.yaml]\n")
    assert list(map(str, raised.value.findings)) == [
        'a.bib:2: warning: "a" is another paper already (a.bib:1); this one is called "a-2"',
        'b.yaml:1:3: paper "a" stands in two catalogues (also a.bib:1)',
    ]


def test_both_ids_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In must, details, orders, pins, wishes and rosters; faults in what is said under the other id keep their line."""
    roster = "id,prefers_papers,conflicts\nada,tensorflow;moritz,\nbo,tensorflow: 8,tf2016\n"
    write(tmp_path, {"a.bib": BIB, "b.yaml": YAML, "r.csv": roster}, monkeypatch)
    course = COURSE + "catalog: [a.bib, b.yaml]\npeople: r.csv\nroles: [{id: presenter, per: paper}]\n"
    course += "papers: {must: [tf2016], details: {tensorflow: {priority: 5, dates: [2024-01-04]}, moritz: "
    problem, _ = problem_of(course + "{after: [tensorflow]}}}\npins: [{paper: tf2016, person: ada}]\n")
    paper = problem.papers["abadi2016"]
    assert (paper.priority, paper.must is not None) == (5, True)
    assert [(order.first, order.then) for order in problem.orders] == [("abadi2016", "moritz")]
    assert problem.pins[0].paper == "abadi2016"
    assert problem.people["ada"].wishes.papers == {"abadi2016": 1000, "moritz": 500}
    assert problem.people["bo"].conflicts.keys() == {"abadi2016"}
    with pytest.raises(InputError) as raised:
        problem_of(course.replace("2024-01-04", "2024-01-05") + "{}}}\n")
    assert "course.yaml:13:70: there is no session on 2024-01-05, a date of paper" in str(raised.value)


def test_keywords_are_topics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the topic's id or its title, however written; the others are tags only."""
    write(tmp_path, {"a.bib": BIB}, monkeypatch)
    problem, _ = problem_of(COURSE + "catalog: [a.bib]\n")
    assert [(paper.topic, sorted(paper.tags)) for paper in problem.papers.values()] == [
        ("frameworks", ["Dataflow", "Deep learning frameworks"]),
        ("big-data", ["Big Data"]),
    ]


def test_the_examples_have_each_paper_once() -> None:
    """Nothing in the shipped catalogue is taken for another paper."""
    path = Path(__file__).parents[2] / "data" / "mlsys.yaml"
    findings: list[Finding] = []
    entries = read_catalog(path, path.name, findings)
    catalog = merge(entries, findings)
    assert (list(catalog.papers.values()), catalog.aliases, findings) == (entries, {}, [])


def pdf(pages: int, password: str = "") -> bytes:
    """A PDF with empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


PAPERS = """\
- {id: "conf/osdi:a", title: A, venue: OSDI}
- {id: b, title: B, pages: 10}
- {id: c, title: C, pages: 10, minutes: 33}
- {id: d, title: D, pages: 10}
- {id: e, title: E, pages: 10}
"""


def test_pages_from_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """A PDF outranks pages of the catalogue and venues, not minutes, nor what the course says; the rest is told."""
    files: dict[str, str | bytes] = {
        "p/conf-osdi-a.pdf": pdf(3),
        "p/b.PDF": pdf(4),
        "p/c.pdf": pdf(5),
        "p/d.pdf": pdf(6),
        "p/new.pdf": pdf(7),
    }
    odd: dict[str, str | bytes] = {
        "p/e.pdf": b"%PDF-1.4 nothing",
        "p/bee.pdf": pdf(1),
        "p/notes.txt": "no PDF",
        "p/B.pdf": pdf(8),
    }
    write(tmp_path, {"papers.yaml": PAPERS, **files, **odd}, monkeypatch)
    course = COURSE + "catalog: papers.yaml\npages_from: p\n"
    problem, findings = problem_of(course + "papers: {details: {d: {pages: 9}, new: {title: New}}}\n")
    assert {paper.id: paper.minutes for paper in problem.papers.values()} == {
        "conf/osdi:a": 15,
        "b": 20,
        "c": 33,
        "d": 45,
        "e": 50,
        "new": 35,
    }
    assert findings == [
        'course.yaml:11:13: note: p/B.pdf is the second PDF of paper "b"; p/b.PDF counts',
        "course.yaml:11:13: note: p/bee.pdf is of no paper (a PDF is named by the paper's id)",
        "course.yaml:11:13: warning: p/e.pdf cannot be read as a PDF; its pages are not counted",
    ]
    assert capfd.readouterr() == ("", "")


def test_a_pdf_that_makes_its_reader_complain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A table that leads back to itself: pages or a finding, and nothing printed by the library."""
    good = pdf(2)
    start = good.rindex(b"startxref")
    place = int(good[start:].split()[1])
    circular = good[:start].replace(b"trailer\n<<", b"trailer\n<<\n/Prev %d" % place) + good[start:]
    broken = good.replace(b"endobj", b"endobk", 1)
    write(tmp_path, {"p/a.pdf": circular, "p/b.pdf": broken, "p/c.pdf": good[: len(good) // 2]}, monkeypatch)
    findings: list[Finding] = []
    pages = pdfs.pages_of_pdfs(Path("p"), "p", ["a", "b", "c"], Where("course.yaml", 1), findings)
    assert pages["a"] == 2
    assert len(pages) + len(findings) == 3
    assert capfd.readouterr() == ("", "")


def test_pdfs_that_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links out of the folder, folders, encrypted and huge files are told and left alone."""
    write(tmp_path, {"p/a.pdf": pdf(2, "secret"), "p/b.pdf": pdf(2), "out.pdf": pdf(9)}, monkeypatch)
    Path("p/c.pdf").symlink_to("../out.pdf")
    Path("p/d.pdf").mkdir()
    Path("p/e.pdf").symlink_to("b.pdf")
    Path("p/f.pdf").symlink_to("nowhere.pdf")
    findings: list[Finding] = []
    where = Where("course.yaml", 1)
    assert pdfs.pages_of_pdfs(Path("p"), "p", list("abcdef"), where, findings) == {"b": 2, "e": 2}
    said = {finding.message.partition(";")[0] for finding in findings}
    assert said == {
        "p/a.pdf is encrypted",
        "p/c.pdf leads out of its folder",
        "p/d.pdf is no file",
        "p/f.pdf is no file",
    }
    monkeypatch.setattr(pdfs, "MAXIMUM_BYTES", 100)
    findings.clear()
    assert pdfs.pages_of_pdfs(Path("p"), "p", ["b"], where, findings) == {}
    assert findings[0].message == "p/b.pdf is larger than 0 MB; its pages are not counted"


@pytest.mark.parametrize(("name", "message"), [("q", "does not exist"), ("papers.yaml", "is no folder")])
def test_no_folder(name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder must be there."""
    write(tmp_path, {"papers.yaml": PAPERS}, monkeypatch)
    with pytest.raises(InputError) as raised:
        problem_of(COURSE + f"catalog: papers.yaml\npages_from: {name}\n")
    assert str(raised.value) == f"course.yaml:11:13: {name}: this folder {message}"
