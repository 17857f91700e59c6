"""Text of files: every encoding that people save in, found by the bytes; merge conflicts and limits."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import text
from planner.findings import Finding, InputError
from planner.text import decode, read_text

NAMES = "name\nJosé Ñuñez\nZoë Weiß\n"


def told(content: bytes) -> tuple[str, list[str]]:
    """The text of some bytes, and what is said of them."""
    findings: list[Finding] = []
    read = decode(content, "a.csv", findings)
    return read, [str(finding) for finding in findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_no_guess_is_not_told(encoding: str) -> None:
    """UTF-8, and whatever a byte order mark says."""
    assert told(NAMES.encode(encoding)) == (NAMES, [])
    assert told(codecs.BOM_UTF16_BE + NAMES.encode("utf-16-be")) == (NAMES, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    """Every second byte is zero: that is told."""
    expected = ["a.csv: note: this file does not say how it is encoded; read as UTF-16"]
    assert told(NAMES.encode(encoding)) == (NAMES, expected)


def test_windows_1252_is_told() -> None:
    """A file of an old program, or one to which two programs wrote: each line is read as what it is."""
    said = 'a.csv:2: note: 2 lines from here on are not UTF-8 text; read as Windows-1252: "José Ñuñez"'
    assert told(NAMES.encode("cp1252")) == (NAMES, [said])
    mixed = NAMES.encode() + "Jürgen\n".encode("cp1252")
    said = 'a.csv:4: note: this line is not UTF-8 text; read as Windows-1252: "Jürgen"'
    assert told(mixed) == (NAMES + "Jürgen\n", [said])


def test_another_encoding() -> None:
    """Nothing is read in silence as what it is not."""
    read, said = told("Müller, the café\n".encode("mac_roman"))
    assert read != "Müller, the café\n"
    assert [line.split(": ")[1] for line in said] == ["warning"]
    with pytest.raises(InputError, match=r"a.csv:2: this line is neither UTF-8 nor Windows-1252"):
        told("id,name\n1,Владимир Жуковский\n".encode("cp1251"))


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"PK\x03\x04", "a packed file"), (b"%PDF-1.5", "a PDF"), (b"\xd0\xcf\x11\xe0", "an old Office")],
)
def test_no_text(start: bytes, kind: str) -> None:
    """A spreadsheet or a PDF is named as such."""
    with pytest.raises(InputError, match=f"this file is {kind}"):
        told(start + bytes(range(256)))


CONFLICT = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n"


@pytest.mark.parametrize("content", [CONFLICT, CONFLICT.replace("\n", "\r\n"), CONFLICT.replace(" HEAD", "")])
def test_merge_conflict(content: str) -> None:
    """Markers that a merge left are called so, at the first of them."""
    with pytest.raises(InputError, match=r"^a.csv:2: a merge conflict is not settled: keep one"):
        told(content.encode())
    with pytest.raises(InputError, match="the first of 2 here"):
        told(content.encode() * 2)


def test_no_merge_conflict() -> None:
    """Underlined headings and quotes are none."""
    for content in ("Title\n=======\n", "<<<<<<< quoted\n", "a <<<<<<< b\n>>>>>>> c\n", ">>>>>>> a\n<<<<<<< b\n"):
        assert told(content.encode()) == (content, [])


def test_reading_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more bytes are read than the limit allows."""
    monkeypatch.setattr(text, "MAXIMUM_BYTES", 1_000_000)
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 1_000_000)
    assert len(read_text(path)) == 1_000_000
    with path.open("ab") as stream:
        stream.truncate(10**12)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_text(path)


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    """Whatever the bytes, there is a text or a finding, never an exception of another kind."""
    with contextlib.suppress(InputError):
        told(content)


@given(st.text(st.characters(exclude_characters="\0\ufeff<\x1f\x89%PS\xd0"), max_size=100))
def test_utf_8_is_read_as_it_is(content: str) -> None:
    """Text that is UTF-8 is never taken for something else."""
    assert told(content.encode()) == (content, [])
