"""Page counts from a folder of PDFs that are named by paper id (``pages_from``)."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from planner.documents import printable
from planner.findings import Finding, Where, did_you_mean, error, note, warning
from planner.folding import slug

MAXIMUM_BYTES = 100_000_000
MAXIMUM_FILES = 5_000
MAXIMUM_PAGES = 5_000
MOST_HINTS = 20


def pages_of_pdfs(
    folder: Path, name: str, ids: Collection[str], where: Where, findings: list[Finding]
) -> dict[str, int]:
    """Pages by paper id for the PDFs of a folder; ``name`` is what messages call it, ``where`` the line that names it.

    A file counts when its name is the id, or the id with other characters than letters and digits replaced. What cannot
    be read is a warning, a PDF of no paper a note.
    """
    files = _pdfs(folder, name, where, findings)
    by_slug: dict[str, list[str]] = {}
    for paper_id in ids:
        by_slug.setdefault(slug(paper_id), []).append(paper_id)
    pages: dict[str, int] = {}
    taken: dict[str, str] = {}
    strangers = 0
    for path in sorted(files, key=lambda path: path.stem not in ids):
        near = by_slug.get(slug(path.stem), [])
        paper_id = path.stem if path.stem in ids else near[0] if len(near) == 1 else ""
        shown = printable(f"{name}/{path.name}")
        if not paper_id:
            strangers += 1
            hint = did_you_mean(path.stem, ids) if strangers <= MOST_HINTS else ""
            message = f"{shown} is of no paper{hint} (a PDF is named by the paper's id)"
            findings.append(note("pdf", message, where))
        elif paper_id in taken:
            message = f'{shown} is the second PDF of paper "{paper_id}"; {taken[paper_id]} counts'
            findings.append(note("pdf", message, where, paper_id))
        elif (count := _count(path, folder, shown, where, findings)) is not None:
            pages[paper_id], taken[paper_id] = count, shown
    return pages


def _pdfs(folder: Path, name: str, where: Where, findings: list[Finding]) -> list[Path]:
    """The PDFs of the folder by name; an error when it cannot be read."""
    try:
        if not folder.is_dir():
            kind = "is no folder" if folder.exists() else "does not exist"
            findings.append(error("pages-from", f"{name}: this folder {kind}", where))
            return []
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        findings.append(error("pages-from", f"{name}: this folder cannot be read: {reason}", where))
        return []
    if len(files) > MAXIMUM_FILES:
        message = f"{name}: more than {MAXIMUM_FILES} PDFs; only the first {MAXIMUM_FILES} by name are read"
        findings.append(warning("pages-from", message, where))
    return files[:MAXIMUM_FILES]


def _count(path: Path, folder: Path, shown: str, where: Where, findings: list[Finding]) -> int | None:
    """The pages of one PDF, or None with a finding."""
    reason = _refused(path, folder)
    if reason is None:
        try:
            count = _pages(path)
        except Exception:  # what is wrong with a PDF shows in many ways, in code that is not ours
            reason = "cannot be read as a PDF"
        else:
            if count is not None and 1 <= count <= MAXIMUM_PAGES:
                return count
            reason = "is encrypted" if count is None else f"says that it has {count} pages"
    findings.append(warning("pdf", f"{shown} {reason}; its pages are not counted", where))
    return None


def _refused(path: Path, folder: Path) -> str | None:
    """Why a file is not opened at all."""
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(folder)):
        return "leads out of its folder"
    if not real.is_file():
        return "is no file"
    if real.stat().st_size > MAXIMUM_BYTES:  # and no more of it is read, see _pages
        return f"is larger than {MAXIMUM_BYTES // 1_000_000} MB"
    return None


def _pages(path: Path) -> int | None:
    """What the page tree's root says; None when the file is encrypted. Broken files raise."""
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    with _silent("pypdf"), path.open("rb") as stream:
        reader = PdfReader(io.BytesIO(stream.read(MAXIMUM_BYTES)))
        if reader.is_encrypted:
            return None
        # The tree itself may be as large, or as circular, as somebody likes; its root says how many pages it holds.
        root = reader.trailer["/Root"]
        pages = root["/Pages"] if isinstance(root, DictionaryObject) else None
        return int(str(pages["/Count"])) if isinstance(pages, DictionaryObject) else 0


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """A library that complains by itself, through its loggers or by printing, says nothing; our finding does."""
    logger, nowhere = logging.getLogger(name), logging.NullHandler()
    before, logger.propagate = logger.propagate, False
    logger.addHandler(nowhere)  # a record without any handler goes to stderr
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            yield
    finally:
        logger.removeHandler(nowhere)
        logger.propagate = before
