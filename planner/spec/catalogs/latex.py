"""LaTeX as it stands in BibTeX files, as plain Unicode text."""

from __future__ import annotations

import codecs
import re
import unicodedata

_SPECIAL = re.compile(r"[\\{}$~%`'-]")
_SYMBOLS = {
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "textendash": "–",
    "textemdash": "—",
    "ldots": "…",
    "dots": "…",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "hyphen": "-",
    "slash": "/",
    "addslash": "/",
    "addplus": "+",
    "times": "×",
    "cdot": "·",
    "ell": "ℓ",
    "infty": "∞",
    "leq": "≤",
    "geq": "≥",
    "approx": "≈",
    "sim": "~",
    "langle": "⟨",
    "rangle": "⟩",
    "textmu": "µ",
    "space": " ",
    "addsemicolon": ";",
    "rightarrow": "→",
    "to": "→",
}
"""What the decoder leaves as a command, or takes only in some places."""
_FORMATTING = frozenset(
    re.findall(
        r"[A-Za-z]+",
        """
    emph textit textbf texttt textsc textsf textrm textup textsl textmd textnormal em it bf tt sc sf rm sl underline
    mathrm mathbf mathit mathcal mathbb mathsf mathtt text mbox hbox ensuremath operatorname url href enquote uppercase
    lowercase MakeUppercase MakeLowercase textsuperscript textsubscript left right bibstring nocase protect relax
    overline bar hat tilde vec null begin end mkbibquote mkbibemph noopsort displaystyle
    """,
    )
)
"""Commands that change how a text looks and not what it says."""
_ACCENT_ON_I = re.compile(r"""(\\[`'^"~=.uvHcdbkrt]\s*\{?)\\([ij])(?![A-Za-z])\s*(?:\{\})?""")
_ACCENT = re.compile(r"""\\(['`^"~=.]|[bcdkruvH](?![A-Za-z]))\s*\{?\s*([^\W\d_])\s*\}?""")
_COMBINING = dict(
    zip(
        "'`^\"~=.bcdkruvH",
        "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0331\u0327\u0323\u0328\u030a\u0306\u030c\u030b",
        strict=True,
    )
)
"""Accents on letters that the decoder does not know them on."""
_LEFT = re.compile(r"\\(?P<command>[A-Za-z]+)\*?\s?|\\(?P<escaped>[^A-Za-z])|(?P<markup>[{}$])|\\\Z")
_SHOWN_BRACE = re.compile(r"\$\\[{}]\$")
"""Braces that Google Scholar makes visible: it takes those of the source for text."""
_MENDELEY = re.compile(r"\$\\backslash\s*\$|\{\\backslash\}")
# What the decoder would write as markup again stays aside until the markup is gone.
_HELD = {
    "textbackslash": "\ue002",
    "Textbackslash": "\ue002",
    "backslash": "\ue002",
    "textbraceleft": "\ue003",
    "textbraceright": "\ue004",
}
_COMMANDS_HELD = re.compile(rf"\\({'|'.join(_HELD)})(?![A-Za-z])\s*(?:\{{\}})?")
_RELEASED = str.maketrans({"\ue002": "\\", "\ue003": "{", "\ue004": "}"})
_BARE_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")


def plain(text: str, unknown: set[str]) -> str:
    r"""The text that LaTeX would show, on one line; commands without a known meaning go, their arguments stay.

    The names of such commands are added to ``unknown``.
    """
    if _SPECIAL.search(text):
        text, twice = _MENDELEY.subn(_HELD["backslash"], _SHOWN_BRACE.sub("", text))
        text = _once(text, unknown)
        if twice:  # Mendeley escapes the LaTeX that stands in a title once more
            text = _once(text, unknown)
    return " ".join(text.split())


def _once(text: str, unknown: set[str]) -> str:
    text = _COMMANDS_HELD.sub(lambda match: _HELD[match[1]], text)
    text = _ACCENT.sub(lambda match: unicodedata.normalize("NFC", match[2] + _COMBINING[match[1]]), _decoded(text))
    text = _LEFT.sub(lambda match: _shown(match, unknown), text).replace("\xad", "")
    return text.translate(_RELEASED)


def _decoded(text: str) -> str:
    """Accents, dashes, quotes and symbols as characters; commands and braces stay."""
    import latexcodec  # noqa: F401  # registers the codec

    # A percent sign in BibTeX is no comment, but the decoder takes it for one.
    text = _BARE_PERCENT.sub(r"\1\\%", _ACCENT_ON_I.sub(r"\1\2", text))
    try:
        return codecs.decode(text, "ulatex")  # type: ignore[call-overload,no-any-return]
    except ValueError:
        return text


def _shown(match: re.Match[str], unknown: set[str]) -> str:
    name = match["command"]
    if name is None:
        escaped = match["escaped"] or ""
        return {"\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": ""}.get(escaped, escaped)
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name not in _FORMATTING:
        unknown.add(name)
    return ""


def plain_link(text: str) -> str:
    r"""A link or DOI without LaTeX: ``\_``, ``{\_}``, ``\url{…}``, ``\textasciitilde``."""
    text = re.sub(r"\\(?:url|path)\s*\{(.*)\}", r"\1", text)
    text = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?", "~", text)
    text = re.sub(r"\\([_&%#$])", r"\1", text)
    return re.sub(r"[{}\\]", "", text).strip()
