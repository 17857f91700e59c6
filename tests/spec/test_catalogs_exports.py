"""Exports of Zotero, Better BibTeX, Google Scholar, DBLP, ACM, Mendeley, JabRef, EndNote: what is read of each.

``UPDATE_GOLDEN=1 pytest tests/spec/test_catalogs_exports.py`` writes what is expected anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.findings import Finding
from planner.spec.catalog import READERS, read_catalog
from planner.spec.catalogs.latex import plain
from planner.spec.catalogs.pages import count_pages, number_of_pages, pages_in_note
from planner.spec.catalogs.venues import venue_table
from planner.spec.catalogs.write import catalog_yaml

FOLDER = Path(__file__).parents[1] / "data" / "catalogs"
EXPORTS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in READERS)


@pytest.mark.parametrize("name", EXPORTS)
def test_each_export_is_read_whole(name: str) -> None:
    """Every paper with all that it says, and a finding for what could not be used."""
    findings: list[Finding] = []
    entries = read_catalog(FOLDER / name, name, findings)
    text = catalog_yaml(entry.paper for entry in entries)
    text += "".join(f"# line {entry.where.line}: {entry.paper.id} {entry.doi}\n" for entry in entries)
    text += "".join(f"# {finding}\n" for finding in findings)
    golden = FOLDER / "golden" / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert all(entry.imported for entry in entries)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("123--145", 23),
        ("123-145", 23),
        ("123–145", 23),
        ("123-45", 23),
        ("123 - 5", 3),
        ("1:1--1:25", 25),
        ("100:1–100:28", 28),
        ("12345-1--12345-9", 9),
        ("S12-S20", 9),
        ("e1--e12", 12),
        ("ix-xxiv", 16),
        ("viii+525", 533),
        ("1-4, 7, 9-10", 7),
        ("pp. 3-9", 7),
        ("12 pages", 12),
        ("12p", 12),
        ("1--1", 1),
        ("e12345", None),
        ("656", None),
        ("145-123", None),
        ("12-", None),
        ("1-99999999", None),
        ("1-" + "9" * 5000, None),
        ("", None),
        ("a-b", None),
    ],
)
def test_pages(text: str, pages: int | None) -> None:
    """Ranges as they are written, and article numbers, which say nothing."""
    assert count_pages(text) == pages


def test_pages_elsewhere() -> None:
    """A field that is the number, and a comment that has it."""
    assert [number_of_pages(text) for text in ("14", "14 pages", "0", "x")] == [14, 14, None, None]
    assert [pages_in_note(text) for text in ("Comment: 12 pages, 4 figures", "12")] == [12, None]


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"Mart{\'{\i}}n Ab\'adi, Erd{\H o}s, {\L}ukasz, \aa, Stra{\ss}e", "Martín Abádi, Erdős, Łukasz, å, Straße"),
        (r"{GPU}s \& 50% of \_x_ \$5 \#1 ~ tie", "GPUs & 50% of _x_ $5 #1 tie"),
        (r"\emph{very} \textbf{bold} {\em x} \url{http://a_b}", "very bold x http://a_b"),
        (r"$O(n^{2})$ on $\alpha$ and $\mathcal{L}$", "O(n^2) on α and L"),
        (r"a -- b --- c ``quoted'' it's", "a – b — c “quoted” it's"),
        (r"{\textless}b{\textgreater} {\textbar} \textbackslash{}x \textbraceleft{}", "<b> | \\x {"),
        (r"{\$}{\backslash}alpha{\$} and $\{$AI$\}$", "α and AI"),
        ("{unbalanced \\", "unbalanced"),
        (r"Ngu\~{\^e}n Vi\d{\^e}t, \d{x}", "Nguễn Việt, x\u0323"),
        (r"\foo{kept}", "kept"),
    ],
)
def test_latex(latex: str, shown: str) -> None:
    """Accents, escapes, formatting, mathematics, and what Mendeley and Google Scholar make of them."""
    unknown: set[str] = set()
    assert plain(latex, unknown) == shown
    assert unknown == ({"foo"} if "foo" in latex else set())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("12th USENIX Symposium on Operating Systems Design and Implementation (OSDI 16)", "OSDI"),
        ("12th Symposium on Operating Systems Design and Implementation, OSDI 2016, Savannah, GA, USA", "OSDI"),
        ("Proceedings of the Twenty-Seventh ACM Symposium on Operating Systems Principles", "SOSP"),
        ("SOSP '19", "SOSP"),
        ("Advances in Neural Information Processing Systems 32", "NeurIPS"),
        ("NIPS 2017", "NeurIPS"),
        ("Proc. VLDB Endow.", "VLDB"),
        ("arXiv preprint arXiv:1605.08695", "arXiv"),
        ("arXiv:1605.08695 [cs]", "arXiv"),
        ("CoRR", "arXiv"),
        ("2020 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("SC: International Conference for High Performance Computing, Networking, Storage and Analysis", "SC"),
        ("MICRO '52", "MICRO"),
        ("IEEE Micro", "IEEE Micro"),
        ("International Conference on Machine Learning and Applications (ICMLA)", None),
        ("Workshop on ML Systems at NeurIPS (MLSys)", None),
        ("Companion of the International Conference on Management of Data", None),
        ("Nature", None),
        ("", None),
    ],
)
def test_venues(name: str, short: str | None) -> None:
    """Long names are known by what tells them apart; a workshop at a conference is not the conference."""
    assert venue_table().short_name(name) == short


def test_every_short_name_has_a_usual_length() -> None:
    """The table names venues that data/venues.yaml knows."""
    from planner.spec.load import venue_pages

    assert set(venue_table().short.values()) == set(venue_pages())


def test_the_example_library() -> None:
    """60 papers of six topics; all that the shipped catalogue says of them too reads the same."""
    root = Path(__file__).parents[2]
    findings: list[Finding] = []
    library = read_catalog(root / "examples" / "from-bibtex" / "library.bib", "library.bib", findings)
    known = {
        entry.paper.id: entry.paper for entry in read_catalog(root / "data" / "mlsys.yaml", "mlsys.yaml", findings)
    }
    assert (len(library), findings) == (60, [])
    assert len({(entry.paper.topics or [""])[0] for entry in library}) == 6
    for entry in library:
        paper, other = entry.paper, known[entry.paper.id]
        assert (paper.title, paper.venue, paper.year, paper.url) == (other.title, other.venue, other.year, other.url)
        assert paper.authors == other.authors
