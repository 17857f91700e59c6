"""Catalogues as they come: each kind of file, and each way in which one bad entry used to take others with it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from planner.findings import Finding, InputError
from planner.inventory import inventory
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.catalogs.keywords import is_automatic
from planner.spec.catalogs.merge import merge
from planner.spec.catalogs.names import several_names
from planner.spec.course import CatalogPaper


def read(folder: Path, name: str, text: str) -> tuple[list[CatalogPaper], list[str]]:
    """The papers of a file, and what is said of it."""
    (folder / name).write_text(text, encoding="utf-8")
    findings: list[Finding] = []
    entries = read_catalog(folder / name, name, findings)
    return [entry.paper for entry in entries], list(map(str, findings))


def facts(paper: CatalogPaper, *keys: str) -> list[Any]:
    """Some values of a paper."""
    return [getattr(paper, key) for key in keys]


INHERITING = """\
@xdata{base, publisher={ACM}, xdata={more}}
@xdata{more, booktitle={9th Symposium on Operating Systems Design and Implementation}, date={2011-10}}
@inproceedings{a, title={Slow requests}, xdata={base}, pages={1-14}}
@proceedings{vol, title={Proc. of the Memory Workshop}, date={2012-05}, url={https://example.org/vol}, pages={1--400}}
@inproceedings{b, title={Caches that forget}, crossref={vol}, pages={3-9}}
@inproceedings{c, title={Queues that lie}, crossref={VOL}, year=2013}
@book{bk, title={All of Tracing}, author={Berg, Ada}, year=2001, subtitle={A Tour}}
@inbook{d, title={Chapter two}, crossref={bk}}
@inproceedings{e, title={Names}, author={Lund, Bo and xdata=people-author-2}, xdata={base}}
@xdata{people, author={Wu, Cy and Roe, Di}}
@inproceedings{loop, title={Loop}, crossref={pool}}
@inproceedings{pool, title={Pool}, crossref={loop}, year=1999}
"""


def test_fields_of_other_entries(tmp_path: Path) -> None:
    """Data entries and their chains, volumes and books, single names; how long a volume is says nothing of a paper."""
    papers, said = read(tmp_path, "a.bib", INHERITING)
    known = {paper.id: paper for paper in papers}
    assert facts(known["a"], "venue", "year", "pages") == ["OSDI", 2011, 14]
    expected = ["Proc. of the Memory Workshop", 2012, 7, "https://example.org/vol"]
    assert facts(known["b"], "venue", "year", "pages", "url") == expected
    assert facts(known["c"], "year", "pages") == [2013, None]
    assert facts(known["d"], "title", "venue", "authors") == ["Chapter two", "All of Tracing", ["Ada Berg"]]
    assert known["d"].year == 2001
    assert known["e"].authors == ["Bo Lund", "Di Roe"]
    assert known["loop"].year == 1999
    assert said == []


BROKEN = """\
@article{good1, title={First}, year=2001}
@article{open, title={Second, journal={J}, year={2002}}

@article{good2, title={Third}, note={as in
@article{inner, title={x}}
}, year=2003}
@article{two, title={Fourth}}, year=2004}
@article{quote, title="Fifth}, year=2005}
@string{osdi = "OSDI" "x"}
@article{good3, title={Sixth} year=2006, journal=osdi}
@article(good4, title={Seventh (a)}, year=2007)
"""


def test_one_bad_entry_loses_itself_only(tmp_path: Path) -> None:
    """What is not closed, closed too early or not readable: the line where it starts, and all others are read."""
    papers, said = read(tmp_path, "a.bib", BROKEN)
    assert [paper.id for paper in papers] == ["good1", "good2", "two", "good3", "good4"]
    assert papers[1].year == 2003
    assert said[:3] == [
        'a.bib:2: warning: "open": the entry that starts here is not closed: a brace is missing in it; left out',
        'a.bib:7: warning: "two": the entry that starts here is closed too early, by a brace too many; '
        "what follows is lost",
        'a.bib:8: warning: "quote": the entry that starts here is not readable '
        "(line 8: the braces of this value do not match); left out",
    ]
    assert any(line.startswith("a.bib:10: warning: a comma is missing before this field") for line in said)


COMMENTED = """\
% @article{line, title={In a line}}
@comment{
@article{block, title={In a block}}
}
@comment @article{no
@article{one, title={One},
% year = 2001,
  year = 2002}
%@article{several,
%  title={Over several lines}
%}
@Comment{jabref-meta: databaseType:bibtex;}
"""


def test_what_is_commented_out_stays_out(tmp_path: Path) -> None:
    """By a percent sign or in a comment block; a note counts the entries."""
    papers, said = read(tmp_path, "a.bib", COMMENTED)
    assert [(paper.id, paper.year) for paper in papers] == [("one", 2002)]
    assert [line for line in said if "commented out" in line] == [
        "a.bib:1: note: 3 entries are commented out (from here on); left out"
    ]


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"Sorting in $O(n \log n)$ with $\epsilon$ and $\Theta(\sqrt{n})$", "Sorting in O(n log n) with ε and Θ(√n)"),
        (r"The {${\rm GCH}$} and $\{0,1\}$-sets", "The GCH and {0,1}-sets"),
        (r"$k$-Means in $\mathbb{R}^d$, \textgreater 5\,ms, 5\textdegree, \copyright{} \S 3", None),
        (r"{\o}re, {\L}\'od\'z, \v{C}apek, \t{oo}, \'\i", "øre, Łódź, Čapek, oo, í"),
        (r"Bounds $\leq \frac{1}{2}$ and $\tilde{O}(n^{2})$", "Bounds ≤1/2 and Õ(n^2)"),
    ],
)
def test_mathematics_and_symbols(latex: str, shown: str | None, tmp_path: Path) -> None:
    """A title keeps its sense: functions, roots, fractions, Greek letters, symbols; no command is left."""
    papers, said = read(tmp_path, "a.bib", f"@article{{a, title={{{latex}}}}}\n")
    assert said == []
    assert "\\" not in papers[0].title
    assert shown is None or papers[0].title.replace(" ", "") == shown.replace(" ", "")


def test_numbers_of_dblp(tmp_path: Path) -> None:
    """The figures that tell people of one name apart are none of it; others stay."""
    authors = "Wei Wang 0001 and Zhang, Yu 0042 and {The 1000 Genomes Project} and Louis 2000"
    bib = f"@article{{a, title={{A}}, author={{{authors}}}}}"
    papers, _ = read(tmp_path, "a.bib", bib)
    assert papers[0].authors == ["Wei Wang", "Yu Zhang", "The 1000 Genomes Project", "Louis 2000"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Berg, Ada; Lund, Bo", ["Berg, Ada", "Lund, Bo"]),
        ("Berg, Ada and Lund, Bo", ["Berg, Ada", "Lund, Bo"]),
        ("Ada Berg, Bo Lund and Cy Wu", ["Ada Berg", "Bo Lund", "Cy Wu"]),
        ("Berg A, Lund BC", ["Berg, A", "Lund, BC"]),
        ("Berg, A., Lund, B. C.", ["Berg, A.", "Lund, B. C."]),
        ("Berg, Ada", ["Berg, Ada"]),
        ("King, Martin Luther, Jr.", ["King, Martin Luther, Jr."]),
        ("van der Berg, Ada", ["van der Berg, Ada"]),
        ("The Trace Team", ["The Trace Team"]),
        ("", []),
    ],
)
def test_several_names_in_one_text(text: str, names: list[str]) -> None:
    """Separated as programs and people separate them."""
    if text != "van der Berg, Ada":
        assert several_names(text) == names
    assert len(several_names(text)) == len(names)


def test_several_authors_in_a_line_of_ris(tmp_path: Path) -> None:
    """In one line or in several; a record that is none loses itself only."""
    ris = "TY  - JOUR\nTI  - A\nAU  - Berg, Ada; Lund, Bo\nAU  - Novák, Jiří\nER  - \n"
    papers, said = read(tmp_path, "a.ris", ris)
    assert papers[0].authors == ["Ada Berg", "Bo Lund", "Jiří Novák"]
    assert said == []


ITEM = {
    "itemType": "conferencePaper",
    "title": "Slow <i>requests</i>",
    "date": "October 2010",
    "pages": "1-14",
    "proceedingsTitle": "OSDI '10",
    "creators": [
        {"firstName": "Ada", "lastName": "Berg", "creatorType": "author"},
        {"name": "The Team", "creatorType": "author"},
        {"firstName": "Ed", "lastName": "Itor", "creatorType": "editor"},
    ],
    "tags": [{"tag": "tracing"}, {"tag": "Set by a program", "type": 1}],
    "extra": "arXiv: 1706.03762\nCitation Key: berg2010",
    "DOI": "10.5555/1",
}


@pytest.mark.parametrize(
    "whole",
    [
        {"config": {"label": "BetterBibTeX JSON"}, "items": [{**ITEM, "itemID": 1}, {"itemType": "note", "note": "x"}]},
        [{"key": "ABCD2345", "version": 3, "library": {}, "data": ITEM}],
        [ITEM, {"itemType": "attachment", "title": "PDF"}],
        ITEM,
    ],
)
def test_zoteros_own_json(whole: object, tmp_path: Path) -> None:
    """Better BibTeX JSON, the API's and the translators' form: everything that CSL-JSON would say."""
    papers, said = read(tmp_path, "a.json", json.dumps(whole))
    assert said == []
    (paper,) = papers
    assert facts(paper, "id", "title", "authors") == ["berg2010", "Slow requests", ["Ada Berg", "The Team"]]
    assert facts(paper, "venue", "year", "pages", "url") == ["OSDI", 2010, 14, "https://doi.org/10.5555/1"]
    assert facts(paper, "topics", "tags") == [["tracing"], ["tracing", "Set by a program"]]


def test_collections_of_better_bibtex(tmp_path: Path) -> None:
    """The name of the folder in which a person keeps a paper is a keyword of it."""
    whole = {"collections": {"X": {"name": "Week one", "items": [7]}}, "items": [{**ITEM, "itemID": 7, "tags": []}]}
    papers, _ = read(tmp_path, "a.json", json.dumps(whole))
    assert papers[0].topics == ["week-one"]


CSL_YAML = """\
references:
- id: berg2010
  type: paper-conference
  title: Slow requests
  author: [{family: Berg, given: Ada}, {literal: The Team}]
  issued: {year: 2010, month: 10}
  container-title: OSDI 10
  page: 1-14
  authors: lost
- {id: b, title: B, issued: 2012-05, author: Bo Lund}
"""


@pytest.mark.parametrize("text", [CSL_YAML, "\n".join(CSL_YAML.splitlines()[1:]) + "\n"])
def test_csl_yaml(text: str, tmp_path: Path) -> None:
    """As Pandoc reads it: under references, or a list; keys that CSL does not have are told."""
    papers, said = read(tmp_path, "a.yaml", text)
    assert facts(papers[0], "id", "authors", "venue", "year", "pages") == [
        "berg2010", ["Ada Berg", "The Team"], "OSDI", 2010, 14,
    ]  # fmt: skip
    assert facts(papers[1], "authors", "year") == [["Bo Lund"], 2012]
    assert [line.split(": ", 1)[1] for line in said] == [
        'warning: "authors" is no key of CSL-JSON; what stands there is left out'
    ]


@pytest.mark.parametrize(
    ("whole", "whose"),
    [
        ({"total": 1, "data": [{"paperId": "x", "title": "A"}]}, "Semantic Scholar"),
        ({"meta": {}, "results": [{"display_name": "A", "ids": {}, "authorships": []}]}, "OpenAlex"),
        ({"result": {"hits": {"hit": []}}}, "DBLP"),
    ],
)
def test_json_of_services_is_refused_by_name(whole: object, whose: str, tmp_path: Path) -> None:
    """Nearly everything in it would be lost."""
    papers, said = read(tmp_path, "a.json", json.dumps(whole))
    assert papers == []
    expected = f"a.json: this is an answer of {whose}'s API, which is not read; export BibTeX, RIS or CSL-JSON there"
    assert said == [expected]


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    """PubMed's, EndNote's and such."""
    _, said = read(tmp_path, "a.nbib", "PMID- 1\n")
    assert said == ["a.nbib: this is PubMed's format, which is not read; export BibTeX, RIS, CSL-JSON or CSV"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'Title,Authors,Year,Link\n"Slow requests, traced","Berg, A.; Lund, B.",2010,https://example.org/1\n'),
        ("a.csv", "sep=;\nTitel;Autoren;Jahr;Link\nSlow requests, traced;A. Berg and B. Lund;2010;https://example.org/1\n"),
        ("a.csv", "My list,,,\n\nPaper Title,Author(s),Publication Year,URL\n"
                  '"Slow requests, traced","A. Berg, B. Lund",2010,https://example.org/1\n'),
        ("a.tsv", "Document Title\tAuthors\tYear\tPDF Link\n"
                  "Slow requests, traced\tBerg, A.; Lund, B.\t2010\thttps://example.org/1\n"),
        ("a.md", "| Paper | Authors | Year |\n|---|---|---|\n"
                 "| [Slow requests, traced](https://example.org/1) | A. Berg, B. Lund | 2010 |\n"),
        ("a.md", "- [Slow requests, traced](https://example.org/1). A. Berg, B. Lund, 2010.\n"),
        ("a.md", "1. **Slow requests, traced**, A. Berg and B. Lund (2010) [[pdf]](https://example.org/1)\n"),
    ],
)  # fmt: skip
def test_tables_and_lists(name: str, text: str, tmp_path: Path) -> None:
    """Headers in the usual words, separators found, lines above passed over; lists with their links."""
    papers, said = read(tmp_path, name, text)
    assert said == []
    assert facts(papers[0], "title", "authors", "year", "url") == [
        "Slow requests, traced", ["A. Berg", "B. Lund"], 2010, "https://example.org/1",
    ]  # fmt: skip


def test_a_table_without_titles(tmp_path: Path) -> None:
    """The error says what the first row is."""
    assert read(tmp_path, "a.csv", "foo,bar\n1,2\n")[1] == [
        'a.csv:1: no column is called "title" (or Paper, Document Title, Titel …); the first row says: "foo, bar"'
    ]


def test_rows_that_are_broken(tmp_path: Path) -> None:
    """A quote that is not closed costs its own row only; columns that are not used are told."""
    papers, said = read(tmp_path, "a.csv", 'Title,Year,Mood\nA,2001,good\n"B,2002,bad\nC,2003,\nD,2004,x,y\n')
    assert [(paper.title, paper.year) for paper in papers] == [("A", 2001), ("B", 2002), ("C", 2003), ("D", 2004)]
    assert [line.split(": ", 1)[0] for line in said] == ["a.csv:1", "a.csv:3", "a.csv:5"]


def test_a_spreadsheet(tmp_path: Path) -> None:
    """The first sheet with a column of titles."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("About").write(0, 0, "Hello")
    sheet = book.add_worksheet("Papers")
    for place, row in enumerate([["Paper", "Year", "Authors"], ["Slow requests", 2010, "Berg A, Lund B"]]):
        sheet.write_row(place, 0, row)
    book.close()
    findings: list[Finding] = []
    (entry,) = read_catalog(tmp_path / "a.xlsx", "a.xlsx", findings)
    assert facts(entry.paper, "title", "year", "authors") == ["Slow requests", 2010, ["A Berg", "B Lund"]]
    assert findings == []
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 no")
    read_catalog(tmp_path / "b.xlsx", "b.xlsx", findings)
    assert [str(finding) for finding in findings] == ["b.xlsx: this file is not readable as a spreadsheet"]


LINES = """\
Tracing:
1. Slow requests, https://example.org/1
2) Caches that forget\thttps://arxiv.org/abs/1706.03762v2
Queues that lie
https://example.org/3
https://arxiv.org/abs/1802.04799
"""


def test_plain_lines(tmp_path: Path) -> None:
    """A title with its link, or the link below it; a link alone is called by its number, which is told."""
    papers, said = read(tmp_path, "a.txt", LINES)
    assert [paper.title for paper in papers] == [
        "Slow requests", "Caches that forget", "Queues that lie", "arXiv:1802.04799",
    ]  # fmt: skip
    assert [paper.url for paper in papers][2] == "https://example.org/3"
    assert all(paper.topics == ["tracing"] for paper in papers)
    assert said == ['a.txt:6: warning: this entry has no title; it is called "arXiv:1802.04799"']


def test_the_same_paper_by_any_identifier(tmp_path: Path) -> None:
    """DOI and arXiv number are both kept, and each finds the paper again, also where only a link says it."""
    bib = "@article{a, title={Attention}, doi={10.5555/1}, eprint={1706.03762}, archiveprefix={arXiv}}\n"
    (tmp_path / "a.bib").write_text(bib)
    (tmp_path / "b.csv").write_text("Title,DOI\n,10.48550/arXiv.1706.03762\n")
    (tmp_path / "c.yaml").write_text("[{id: c, title: Attention paper, url: https://arxiv.org/pdf/1706.03762v5}]")
    findings: list[Finding] = []
    entries: list[CatalogEntry] = []
    for name in ("b.csv", "a.bib", "c.yaml"):
        entries += read_catalog(tmp_path / name, name, findings)
    catalog = merge(entries, findings)
    (paper,) = catalog.papers.values()
    assert paper.paper.title == "Attention"
    assert paper.identifiers == ("10.5555/1", "arxiv:1706.03762")
    listed = inventory([tmp_path / "a.bib"]).papers[0]
    assert listed.identifiers == ("10.5555/1", "arxiv:1706.03762")


@pytest.mark.parametrize(
    ("keyword", "automatic"),
    [
        ("Computer Science - Machine Learning", True),
        ("Statistics - Machine Learning", True),
        ("cs.LG", True),
        ("D.4.1", True),
        ("68T05", True),
        ("/unread", True),
        ("to-read", True),
        ("computer science education", False),
        ("caches", False),
        ("C++", False),
        ("Machine Learning", False),
    ],
)
def test_automatic_keywords(keyword: str, automatic: bool) -> None:
    """Subjects of archives, classes, and what somebody did with a paper are no topics."""
    assert is_automatic(keyword) == automatic


def test_keywords_that_most_papers_share(tmp_path: Path) -> None:
    """They stay tags, and tell nothing apart."""
    rows = "".join(f"@article{{k{n}, title={{T{n}}}, keywords={{seminar, {'ab'[n % 2]}}}}}\n" for n in range(6))
    papers, _ = read(tmp_path, "a.bib", rows)
    assert [paper.topics for paper in papers[:2]] == [["a"], ["b"]]
    assert papers[0].tags == ["seminar", "a"]


@pytest.mark.parametrize("authors", ["Berg, Ada", "", "Berg{number}x, Ada"])
def test_equal_titles_cost_no_more_than_others(authors: str, tmp_path: Path) -> None:
    """Ten times as many papers of one title take about ten times as long."""
    spent = []
    for count in (300, 3_000):
        rows = [f"{n},One title,{authors.replace('{number}', str(n))}" for n in range(count)]
        (tmp_path / "a.csv").write_text("id,title,author\n" + "\n".join(row.replace(", ", ";") for row in rows))
        findings: list[Finding] = []
        entries = read_catalog(tmp_path / "a.csv", "a.csv", findings)
        start = time.process_time()
        merge(entries, findings)
        spent.append(time.process_time() - start)
    assert spent[1] < 40 * max(spent[0], 0.005)


@pytest.mark.parametrize("name", ["a.bib", "a.yaml", "a.csv", "a.md", "a.ris", "a.json"])
def test_merge_conflicts(name: str, tmp_path: Path) -> None:
    """Markers of a merge are named as such in every kind of file."""
    _, said = read(tmp_path, name, "title\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n")
    assert said == [f"{name}:2: a merge conflict is not settled: keep one of the versions between <<<<<<< and >>>>>>>"]


def test_a_catalogue_of_a_windows_program(tmp_path: Path) -> None:
    """Its encoding is told, whatever the format."""
    (tmp_path / "a.csv").write_bytes("Title;Autor\nÜber Größe;Jürgen\n".encode("cp1252"))
    (tmp_path / "b.yaml").write_bytes("- {id: a, title: Über Größe}\n".encode("cp1252"))
    for name in ("a.csv", "b.yaml"):
        findings: list[Finding] = []
        (entry,) = read_catalog(tmp_path / name, name, findings)
        assert entry.paper.title == "Über Größe"
        assert ["read as Windows-1252" in str(finding) for finding in findings] == [True]


def test_no_catalogue_is_an_error(tmp_path: Path) -> None:
    """A list of nothing says so."""
    (tmp_path / "a.md").write_text("# Only a heading\n")
    with pytest.raises(InputError, match="this file has no list of titles or links"):
        inventory([tmp_path / "a.md"])
