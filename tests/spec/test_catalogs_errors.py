"""Catalogues of other programs that are broken, hostile or half-empty: each with what is said of it, at its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import text
from planner.findings import Finding
from planner.spec import catalog
from planner.spec.catalog import read_catalog

GOOD = "@article{good, title={Good}, year=2020, journal={X}, pages={1--9}}\n"


@dataclass(frozen=True)
class Case:
    """A file, the ids that are read of it, and what is said."""

    name: str
    file: str
    content: str | bytes
    ids: tuple[str, ...]
    findings: tuple[str, ...]


def bib(name: str, content: str | bytes, ids: str, *findings: str) -> Case:
    """A BibTeX file."""
    return Case(name, "a.bib", content, tuple(ids.split()), findings)


def ris(name: str, content: str | bytes, ids: str, *findings: str) -> Case:
    """A RIS file."""
    return Case(name, "a.ris", content, tuple(ids.split()), findings)


def csl(name: str, content: str | bytes, ids: str, *findings: str) -> Case:
    """A CSL-JSON file."""
    return Case(name, "a.json", content, tuple(ids.split()), findings)


BIBTEX = [
    bib("empty", "", "", "a.bib: this file has no BibTeX entries"),
    bib("no BibTeX", "Dear Ada,\nmail me at ada@example.edu.\n", "", "a.bib: this file has no BibTeX entries"),
    bib("mail between entries", f"From: ada@example.edu\n\n{GOOD}", "good"),
    bib(
        "not closed",
        f"{GOOD}\n@article{{b,\n  title = {{Never closed,\n  year = 2020\n}}\n",
        "good",
        'a.bib:3: warning: "b": the entry that starts here is not closed: a brace is missing in it; left out',
    ),
    bib(
        "comma missing",
        "@article{b,\n  title = {B}\n  year = 2020\n}\n",
        "b",
        "a.bib:3: warning: a comma is missing before this field; it is read all the same",
    ),
    bib(
        "faults in two entries",
        f"@article{{b,\n  title {{B}},\n}}\n{GOOD}@article{{c,\n  title = ,\n}}\n",
        "good",
        'a.bib:1: warning: "b": the entry that starts here is not readable (line 2: expected "name = value"); left out',
        'a.bib:5: warning: "c": the entry that starts here is not readable '
        "(line 6: expected a value in braces or quotes); left out",
    ),
    bib(
        "a brace too many",
        '@article{b,\n  title = "B}",\n}\n',
        "",
        'a.bib:1: warning: "b": the entry that starts here is not readable '
        "(line 2: the braces of this value do not match); left out",
        "a.bib: this file has no BibTeX entries that can be read",
    ),
    bib(
        "nested too deeply",
        "@article{b, title=" + "{" * 300 + "}" * 300 + "}\n" + GOOD,
        "good",
        'a.bib:1: warning: "b": the entry that starts here is not readable '
        "(line 1: braces are nested too deeply); left out",
    ),
    bib(
        "abbreviations that explode",
        "@string{a = {" + "x" * 1000 + "}}\n" + "".join(f"@string{{a = {'a#' * 9}a}}\n" for _ in range(9)) + GOOD,
        "",
        "a.bib:5: the abbreviations (@string) of this file make it too large",
    ),
    bib(
        "unknown abbreviation",
        "@string{jacm = {J. ACM}}\n@article{b, title={B}, year=2020, month=sept,\n journal=jacmm}\n",
        "b",
        'a.bib:3: warning: the abbreviation "jacmm" is not defined (@string); did you mean "jacm"?; left out',
    ),
    bib(
        "without title",
        f"@article{{b, year=2020}}\n{GOOD}",
        "good",
        'a.bib:1: warning: entry "b" has no title; left out',
    ),
    bib("without key", "@article{,\n title={Über alles}, author={Doe, Jane}, year=2020}\n", "doe-2020-uber"),
    bib("neither key nor comma", "@Article{\n  title={Über alles}, author={Doe, Jane}, year=2020}\n", "doe-2020-uber"),
    bib("a type with a dash", "@web_page{,\n title={On the Web}}\n", "web"),
    bib(
        "blanks in the key",
        "@article{my key, title={B}}\n",
        "my-key",
        'a.bib:1: warning: the key "my key" is no id; the paper is called "my-key"',
    ),
    bib(
        "year that is none",
        "@article{b, title={B}, year={in press}}\n",
        "b",
        'a.bib:1: warning: "b": "in press" names no year; left out',
    ),
    bib(
        "pages that say nothing",
        "@article{b, title={B}, pages={e1008844}}\n",
        "b",
        'a.bib:1: note: "b": pages "e1008844" do not say how many; left out',
    ),
    bib(
        "no link",
        "@article{b, title={B}, url={file:///etc/passwd}}\n@article{c, title={C}, url={javascript:alert(1)}}\n",
        "b c",
        'a.bib:1: warning: "b": "file:///etc/passwd" is no link (https://…) or DOI; left out',
        'a.bib:2: warning: "c": "javascript:alert(1)" is no link (https://…) or DOI; left out',
    ),
    bib(
        "crossref to nowhere",
        "@inproceedings{b, title={B}, crossref={osdi17}}\n@proceedings{osdi16, title={OSDI}}\n",
        "b",
        'a.bib:1: warning: "b": crossref "osdi17" is not in this file; did you mean "osdi16"?',
        'a.bib:2: note: "osdi16" is a whole volume (@proceedings), not a paper; left out',
    ),
    bib("crossref to itself", "@inproceedings{b, title={B}, crossref={b}}\n", "b"),
    bib(
        "a field twice",
        "@article{b, title={B}, Title={C}}\n",
        "b",
        'a.bib:1: warning: "b": "Title" stands here twice; the first one counts',
    ),
    bib(
        "unknown command",
        "@article{b, title={\\foo{B} \\foo{C}}}\n",
        "b",
        "a.bib:1: warning: the LaTeX command \\foo is not known; it is left out, what it encloses stays",
    ),
    bib(
        "and others",
        "@article{b, title={B}, author={Doe, Jane and others}}\n@article{c, title={C}, author={Roe and others}}\n",
        "b c",
        'a.bib:1: note: 2 entries from here on shorten their authors ("and others")',
    ),
    bib(
        "long title",
        "@article{b, title={" + "x" * 600 + "}}\n",
        "b",
        'a.bib:1: warning: "b": the title is longer than 500 characters; the rest is left out',
    ),
    bib("byte order mark", b"\xef\xbb\xbf" + GOOD.encode(), "good"),
    bib("old line ends", GOOD.replace("}, ", "},\r").encode(), "good"),
    bib(
        "Windows-1252",
        "@article{b,\n author={Müller},\n title={B}}\n".encode("cp1252"),
        "b",
        'a.bib:2: note: this line is not UTF-8 text; read as Windows-1252: "author={Müller},"',
    ),
    bib("UTF-16", GOOD.encode("utf-16"), "good"),
    bib(
        "control characters",
        "@article{b,\n title={B\x1b[31m}}\n",
        "b",
        "a.bib:2: note: a control character (U+001B) stands here; such characters are left out",
    ),
]

RIS = [
    ris("empty", "", "", "a.ris: this file has no RIS records (TY  - … to ER  -)"),
    ris(
        "no end",
        "TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n",
        "a b",
        "a.ris:1: warning: the record that starts here has no ER line; it is read all the same",
    ),
    ris(
        "text between",
        "TY  - JOUR\nTI  - A\nER  - \n\nTI  - lost\nTY  - JOUR\nTI  - B\nER  - \n",
        "a b",
        "a.ris:5: warning: this stands between two records (after ER, before TY); left out",
    ),
    ris(
        "unknown tag",
        "TY  - JOUR\nTI  - A\nXQ  - lost\nER  - \n",
        "a",
        "a.ris:3: note: the tag XQ is not known; what stands there is left out",
    ),
    ris("without title", "TY  - JOUR\nAU  - Doe\nER  - \n", "", "a.ris:1: warning: this entry has no title; left out"),
    ris("one blank", "TY - JOUR\nTI - A\nPY - 2020\nER -\n", "2020-a"),
]

CSL = [
    csl("empty", "", "", "a.json: this file is empty"),
    csl("no list", '{"a": 1}', "", "a.json:1: expected a list of CSL-JSON items ([{…}, …])"),
    csl("a text", '"a"', "", "a.json:1: expected a list of CSL-JSON items ([{…}, …])"),
    csl("under items", '{"x": {"items": []},\n "items": [\n {"id": "a", "title": "A"}]}', "a"),
    csl(
        "broken",
        '[{"id": "a",\n "title": }]',
        "",
        "a.json:2:11: not readable as JSON: expecting value",
    ),
    csl(
        "more behind",
        '[{"id": "a", "title": "A"}]\n[]',
        "",
        "a.json:2: not readable as JSON: the list has ended before this",
    ),
    csl("no item", '[\n"a"]', "", "a.json:2: expected an item of CSL-JSON ({…}) here"),
    csl("nested too deeply", "[" * 100_000, "", "a.json: nested deeper than 40 levels"),
    csl("a long number", "[" + "9" * 5000 + "]", "", "a.json: a number in this file is too long"),
    csl(
        "wrong kinds",
        '[{"id": "a", "title": "A", "author": 5, "issued": true}]',
        "a",
        'a.json:1: warning: "author": expected a list, not "5"; left out',
        'a.json:1: warning: "issued": expected a mapping (key: value), not "True"; left out',
    ),
    csl("escaped control characters", '[{"id": "a", "title": "A\\u0007\\ud800B"}]', "a"),
    csl(
        "ids that mean nothing",
        '[{"id": 17, "title": "The Rise of A"}, {"id": "x y", "title": "B"}]',
        "rise x-y",
        'a.json:1: warning: the key "x y" is no id; the paper is called "x-y"',
    ),
]


@pytest.mark.parametrize("case", [*BIBTEX, *RIS, *CSL], ids=lambda case: f"{case.file} {case.name}")
def test_each_file_has_its_messages(case: Case, tmp_path: Path) -> None:
    """What is read, and the findings exactly."""
    path = tmp_path / case.file
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    findings: list[Finding] = []
    entries = read_catalog(path, case.file, findings)
    assert [str(finding) for finding in findings] == list(case.findings)
    assert tuple(entry.paper.id for entry in entries) == case.ids


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and catalogues have limits; of very many findings the first are told."""
    path = tmp_path / "a.bib"
    path.write_text("".join(f"@article{{k{number}, year=2020}}\n" for number in range(200)) + GOOD * 3)
    findings: list[Finding] = []
    read_catalog(path, "a.bib", findings)
    assert len(findings) == 101
    assert str(findings[-1]) == "a.bib:100: warning: … and 100 more findings on this file"
    monkeypatch.setattr(catalog, "MAXIMUM_PAPERS", 2)
    assert read_catalog(path, "a.bib", findings) == []
    assert "a.bib: this catalogue has more than 2 papers" in map(str, findings)
    monkeypatch.setattr(text, "MAXIMUM_BYTES", 1_000)
    findings.clear()
    assert read_catalog(path, "a.bib", findings) == []
    assert [finding.code for finding in findings] == ["file-size"]


PIECES = [
    *(
        "@article{a,",
        "@string{b =",
        "@comment{",
        "@",
        "title = {",
        "title = ",
        '"',
        "{",
        "}",
        ",",
        "\n",
        "#",
        "b",
        "\\",
        "%",
    ),
    *(
        "crossref={a}",
        "author={",
        " and ",
        "others",
        "pages={1--9}",
        "TY  - ",
        "TI  - ",
        "ER  - ",
        "\nAU  - ",
        "\r",
        "\t",
    ),
    *(
        "[",
        "]",
        '{"id":',
        '"title":',
        '"a"',
        "null",
        ":",
        "1e999",
        "\\u0000",
        "é",
        "\ud7ff",
        "\x00",
        "\x1b",
        "=",
        "family=",
    ),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["a.bib", "a.ris", "a.json"]))
def test_nothing_brings_a_reader_down(tmp_path: Path, text: str, name: str) -> None:
    """Whatever stands in a file, the answer is papers and findings."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    findings: list[Finding] = []
    read_catalog(path, name, findings)
    assert all(finding.where is not None and finding.where.file == name for finding in findings)
