"""The text of files: its encoding found by the bytes, read up to a limit; and how messages quote it."""

from __future__ import annotations

import re
from pathlib import Path

from planner.findings import Finding, InputError, Where, error, note, warning
from planner.findings import printable as printable

MAXIMUM_BYTES = 10_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that no text of ours holds; a terminal or a calendar program might obey them."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NO_TEXT = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file (a spreadsheet, a text document, a ZIP archive)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
# What Windows-1252 makes of bytes that another encoding meant: no sign stands like this within a word.
_STRANGE = re.compile(
    "[a-z][ŠŽŒ]|[A-Za-z]Ÿ|[a-z][^\x00-\x7f’‘–—·\u00ad\u00aa\u00ba\u00c0-\u00ffšžœ][a-z]|\ufffd",
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = bytes(range(0x80, 0x100))
_CONFLICT = re.compile(r"^<{7}(?: .{0,200})?$", re.MULTILINE)
_CONFLICT_END = re.compile(r"^>{7}(?: .{0,200})?$", re.MULTILINE)


def read_text(path: Path, name: str | None = None, findings: list[Finding] | None = None) -> str:
    """The text of a file, its line ends as they are; ``name`` is what messages call it.

    UTF-8, or what a byte order mark says; else UTF-16 or Windows-1252, found by the bytes and told in ``findings``.
    Raises InputError when the file cannot be read, is too large, is no text or holds a merge conflict.
    """
    shown_name = name or str(path)
    return decode(read_content(path, name), shown_name, [] if findings is None else findings)


def read_content(path: Path, name: str | None = None, most: int | None = None) -> bytes:
    """The bytes of a file; no more than ``most`` (MAXIMUM_BYTES) are ever read.

    Raises InputError when it cannot be read or has more.
    """
    most = MAXIMUM_BYTES if most is None else most
    where = Where(name or str(path))
    try:
        if not path.is_file():
            kind = "is a folder" if path.is_dir() else "is no ordinary file" if path.exists() else "does not exist"
            raise InputError([error("file", f"this file {kind}", where)])
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise InputError([error("file", f"this file cannot be read: {reason}", where)]) from None
    if len(content) > most:
        raise InputError([error("file-size", f"this file is larger than {most // 1_000_000} MB", where)])
    return content


def decode(content: bytes, file: str, findings: list[Finding]) -> str:
    """Bytes as text; guesses go to ``findings``. Raises InputError for what is no text and for merge conflicts."""
    for start, kind in _NO_TEXT:
        if content.startswith(start):
            raise InputError([error("encoding", f"this file is {kind}, not text", Where(file))])
    text = _by_mark(content, file)
    if text is None:
        text = _by_nulls(content, file, findings)
    if text is None:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = _by_lines(content, file, findings)
    _refuse_conflicts(text, file)
    return text


def _by_mark(content: bytes, file: str) -> str | None:
    """The text by its byte order mark, or None where there is none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as problem:
                if encoding == "utf-8-sig":
                    return None
                line = content[: problem.start].decode(encoding, "replace").count("\n") + 1
                message = f"this line is broken: the file says that it is {encoding.upper()} text, and is not"
                raise InputError([error("encoding", message, Where(file, line))]) from None
    return None


def _by_nulls(content: bytes, file: str, findings: list[Finding]) -> str | None:
    """UTF-16 without a mark: every second byte of the beginning is zero, or nearly."""
    head = content[:2_000]
    if b"\0" not in head:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if zeros * 2 > len(head) // 2 and others * 10 < zeros:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            findings.append(note("encoding", "this file does not say how it is encoded; read as UTF-16", Where(file)))
            return text
    return None


def _by_lines(content: bytes, file: str, findings: list[Finding]) -> str:
    """UTF-8 where a line is, else Windows-1252: files that several programs wrote to are mixed."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    lines, odd = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            odd.append((number, line))
    high = sum(len(line) - len(line.translate(None, _HIGH)) for _, line in odd)
    in_runs = sum(len(run) for _, line in odd for run in _HIGH_RUN.findall(line))
    where = Where(file, odd[0][0])
    if in_runs * 2 > high and high > 10:
        message = "this line is neither UTF-8 nor Windows-1252 text; save the file as UTF-8"
        raise InputError([error("encoding", message, where)])
    first = lines[odd[0][0] - 1]
    what = "this line is" if len(odd) == 1 else f"{len(odd)} lines from here on are"
    message = f"{what} not UTF-8 text; read as Windows-1252: {shown(_around_odd(first))}"
    strange = next((number for number, _ in odd if _STRANGE.search(lines[number - 1])), None)
    if strange is None:
        findings.append(note("encoding", message, where))
    else:
        message = f"{what} not UTF-8 text, nor surely Windows-1252, as which it is read: "
        said = shown(_around_odd(lines[strange - 1], _STRANGE))
        findings.append(warning("encoding", f"{message}{said}; save the file as UTF-8", Where(file, strange)))
    return "\n".join(lines)


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _around_odd(line: str, odd: re.Pattern[str] = _NOT_ASCII) -> str:
    """The words around the first sign of a line that shows whether the guess is right."""
    found = odd.search(line)
    start = max(0, found.start() - 20) if found else 0
    return line[start : start + 50].strip()


def _refuse_conflicts(text: str, file: str) -> None:
    """Both versions of a merge stand in the file: nobody but its author knows which is meant."""
    if "<<<<<<<" not in text:
        return
    flat = text.replace("\r\n", "\n")
    starts, end = list(_CONFLICT.finditer(flat)), _CONFLICT_END.search(flat)
    if starts and end and end.start() > starts[0].start():
        more = f" (the first of {len(starts)} here)" if len(starts) > 1 else ""
        message = f"a merge conflict is not settled{more}: keep one of the versions between <<<<<<< and >>>>>>>"
        line = flat.count("\n", 0, starts[0].start()) + 1
        raise InputError([error("merge-conflict", message, Where(file, line))])


def shown(value: object) -> str:
    """A value as a message quotes it: one line, never long, without control characters."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = printable(str(value))
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}…"'
