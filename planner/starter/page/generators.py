"""What site generators put into Markdown: tags that they fill in, which are told; own markup, made plain."""

from __future__ import annotations

import re

from planner.documents import printable
from planner.findings import Finding, Where, warning

_BULLET = re.compile(r"^(\s*)[•◦▪‣]\s*")
_LABELLED = re.compile(r"\*\*([^*]+)\*\*\{:\s*\.label[^{}]*\}\s*(.*)")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}|^\s*:\s*\{[^{}]*\}\s*$|(?<=\])\{[.#][^{}]*\}|(?<=\))\{[.#:][^{}]*\}")
_CLOSED_LABEL = re.compile(r"no class|cancelled", re.IGNORECASE)
# Jekyll: dates in one list, and an include for each in turn.
_CAPTURED = re.compile(r"\{%-?\s*capture\s+dates?\s*-?%\}([^{}]{0,9000})\{%-?\s*endcapture\s*-?%\}")
_ENTRY = re.compile(r"\{%-?\s*include\s+\w{0,60}syllabus_entry\b[^%]*%\}")
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}|\{%-?\s*endcomment\s*-?%\}")
_HTML_COMMENT = re.compile(r"<!--|-->")
_TAG = re.compile(
    r"\{%-?\s?(?P<liquid>\w+)[^{}%]*%\}|\{\{[<%]\s?(?P<hugo>/?[\w./-]+)[^{}]*\}\}|\{\{(?P<output>[^{}]*)\}\}|<%[^<>%]*%>"
)
_IN_LINK = re.compile(r"[\w./:\"'(#=-]$")
_HARMLESS = frozenset(
    {"raw", "endraw", "link", "post_url", "assign", "highlight", "endhighlight", "else", "break", "unless"}
)
MOST_TOLD = 10


def without_comments(text: str) -> str:
    """The text without the comments of HTML and Liquid; every line keeps its number."""
    for pattern, begins in ((_COMMENT, "comment"), (_HTML_COMMENT, "<!--")):
        parts: list[str] = []
        kept, inside = 0, None
        for mark in pattern.finditer(text):
            opens = mark[0].startswith("<!--") if begins == "<!--" else "endcomment" not in mark[0]
            if opens and inside is None:
                inside = mark.start()
            elif not opens and inside is not None:
                parts += [text[kept:inside], "\n" * text.count("\n", inside, mark.end())]
                kept, inside = mark.end(), None
        text = "".join(parts) + text[kept:]
    return text


def plainer(text: str, file: str, findings: list[Finding]) -> str:
    """The text with what site generators read made Markdown, and without what they fill in, which is told by line."""
    text = without_comments(text)
    dates = iter([word for found in _CAPTURED.findall(text) for word in found.split()])
    text = _CAPTURED.sub(lambda found: "\n" * found[0].count("\n"), text)
    told: dict[str, list[int]] = {}
    examples: dict[str, str] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if "{%" in line and _ENTRY.search(line) and (date := next(dates, None)):
            line = f"### {date}"
        if "{" in line or "<%" in line:
            line = _LABELLED.sub(_labelled, line)
            line = _TAG.sub(lambda found, at=number: _filled_in(found, at, told, examples), line)  # type: ignore[misc]
        lines.append(_ATTRIBUTES.sub("", _BULLET.sub(r"\1- ", line)))
    for kind in list(told)[:MOST_TOLD]:
        more = f", and {len(told[kind]) - 1} more like it" if len(told[kind]) > 1 else ""
        message = (
            f"{printable(examples[kind])[:80]}{more}: a site generator fills this in, and what it puts here is not in "
            "this file; the page as a browser saves it (HTML) has it"
        )
        findings.append(warning("page-template", message, Where(file, told[kind][0])))
    return "\n".join(lines)


def _labelled(found: re.Match[str]) -> str:
    """``**Guest talk**{: .label } CXL`` as ``CXL (Guest talk)``, and ``No class`` as it stands elsewhere."""
    if _CLOSED_LABEL.fullmatch(found[1]):
        return f"{found[1]} ({found[2]})" if found[2] else found[1]
    return f"{found[2]} ({found[1]})"


def _filled_in(found: re.Match[str], line: int, told: dict[str, list[int]], examples: dict[str, str]) -> str:
    """A tag taken out; told unless it only makes a link or ends what another began."""
    kind = found["liquid"] or found["hugo"] or (found["output"] or "").strip() or "<%"
    in_link = bool(_IN_LINK.search(found.string[max(0, found.start() - 1) : found.start()])) or "url" in kind
    if kind in _HARMLESS or kind.startswith(("end", "/")) or (in_link and not found["liquid"]):
        return ""
    told.setdefault(kind, []).append(line)
    examples.setdefault(kind, found[0])
    return ""
