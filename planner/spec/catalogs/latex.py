"""LaTeX as it stands in BibTeX files, as plain Unicode text: pylatexenc reads it, with what BibTeX files add to it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_MARKUP = re.compile(r"[\\{}$~`'-]")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_SIMPLE = re.compile("|".join(map(re.escape, _LIGATURES)))
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SYMBOLS = {
    "textquotesingle": "'",
    "textquotedbl": '"',
    "hyphen": "-",
    "slash": "/",
    "addslash": "/",
    "addplus": "+",
    "addsemicolon": ";",
    "space": " ",
    "langle": "⟨",
    "rangle": "⟩",
    "sim": "~",
    "epsilon": "ε",
    "phi": "φ",
    "backslash": "\\",
    "Textbackslash": "\\",
    "textmu": "µ",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbraceleft": "{",
    "textbraceright": "}",
    "copyright": "©",
    "P": "¶",
    "S": "§",
    "pounds": "£",
    "euro": "€",
    "EUR": "€",
    "checkmark": "✓",
    "celsius": "°C",
    "ohm": "Ω",
    "models": "⊨",
    "Re": "Re",
    "Im": "Im",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "item": "",
    "today": "",
    "maketitle": "",
    "deg": "deg",
    "degree": "°",
    "circ": "°",
}
"""What pylatexenc does not know, or writes otherwise than titles do."""
_FUNCTIONS = re.findall(
    r"\w+",
    """
    arccos arcsin arctan arg cos cosh cot coth csc det dim exp gcd hom inf ker lg lim liminf limsup ln log max min mod
    bmod Pr sec sin sinh sup tan tanh argmax argmin polylog poly
    """,
)
_DECORATION = re.findall(
    r"[A-Za-z]+",
    """
    textmd textnormal em it bf tt sc sf rm sl underline mathrm mathbf mathit mathcal mathbb mathsf mathtt mathfrak
    mathscr boldsymbol bm text mbox hbox ensuremath operatorname operatorname left right big Big bigl bigr Bigl Bigr
    bibstring nocase protect relax overline bar null begin end mkbibquote mkbibemph displaystyle textstyle rmfamily
    bfseries itshape scshape upshape normalfont uppercase lowercase MakeUppercase MakeLowercase textsuperscript
    textsubscript mkbibbold mkbibitalic mkbibparens autocap limits xspace url path emph textit textbf texttt textsc
    textsf textrm textup textsl tiny small large Large footnotesize scriptsize nobreak allowbreak selectlanguage
    foreignlanguage thinspace hyphenation centering raggedright linebreak newline t title author date
    """,
)
"""Commands that change how a text looks and not what it says: they go, what they enclose stays."""
_NO_TEXT = (
    "noopsort",
    "cite",
    "citep",
    "citet",
    "label",
    "ref",
    "input",
    "include",
    "includegraphics",
    "vphantom",
    "hspace",
    "vspace",
    "color",
)
"""Commands that go with what they enclose."""
_SHOWN_BRACE = re.compile(r"\$\\[{}]\$")
"""Braces that Google Scholar makes visible: it takes those of the source for text."""
_MENDELEY = re.compile(r"\$\\backslash\s*\$|\{\\backslash\}")
_BARE_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")


def plain(text: str, unknown: set[str]) -> str:
    r"""The text that LaTeX would show, on one line; commands without a known meaning go, their arguments stay.

    The names of such commands are added to ``unknown``.
    """
    if _MARKUP.search(text):
        text, twice = _MENDELEY.subn(r"\\textbackslash{}", _SHOWN_BRACE.sub("", text))
        for _ in range(2 if twice else 1):  # Mendeley escapes the LaTeX that stands in a title once more
            text, strange = _once(text)
            unknown |= strange
    return " ".join(text.replace("\xad", "").split())


def _once(text: str) -> tuple[str, frozenset[str]]:
    if "\\" in text or "$" in text:
        return _read(text)
    return _SIMPLE.sub(lambda found: _LIGATURES[found[0]], text), frozenset()


@lru_cache(maxsize=10_000)
def _read(text: str) -> tuple[str, frozenset[str]]:
    """The text by pylatexenc, and the commands that it does not know."""
    walker_table, table, converter = _pylatexenc()
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    names = set(_COMMAND.findall(text))
    strange = frozenset(name for name in names if table.get_macro_spec(name) is None)
    # A percent sign in BibTeX is no comment; a backslash at the end is none of a command.
    source = _BARE_PERCENT.sub(r"\1\\%", re.sub(r"\\+\Z", "", text))
    try:
        nodes, _, _ = LatexWalker(source, latex_context=walker_table, tolerant_parsing=True).get_latex_nodes()
        shown = converter.nodelist_to_text(nodes)
    except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
        # What is no LaTeX at all, or nested without end: as it stands, without its markup.
        shown = re.sub(r"\\([A-Za-z]*)|[{}$]", "", text)
    return shown, strange


@cache
def _pylatexenc() -> tuple[Any, Any, Any]:
    """What parses, what each command shows, and what converts, with the additions of this module."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
    from pylatexenc.latexwalker import get_default_latex_context_db as walker_defaults
    from pylatexenc.macrospec import MacroSpec, std_macro

    walker, table = walker_defaults(), get_default_latex_context_db()
    symbols = {**_SYMBOLS, **{name: name for name in _FUNCTIONS}}
    walker.add_context_category(
        "bibtex",
        prepend=True,
        macros=[
            *(MacroSpec(name) for name in (*symbols, *_DECORATION)),
            *(std_macro(name, "{") for name in (*_NO_TEXT, "enquote", "sqrt")),
            std_macro("href", "{{"),
        ],
    )
    table.add_context_category(
        "bibtex",
        prepend=True,
        macros=[
            *(MacroTextSpec(name, simplify_repl=_symbol(shown)) for name, shown in symbols.items()),
            *(MacroTextSpec(name, simplify_repl="") for name in (*_DECORATION, *_NO_TEXT)),
            MacroTextSpec("enquote", simplify_repl="“%s”"),
            MacroTextSpec("href", simplify_repl=_second),
            MacroTextSpec("sqrt", simplify_repl=_root),
        ],
    )
    return walker, table, LatexNodes2Text(latex_context=table, keep_comments=True)


def _symbol(shown: str) -> Any:
    # As text a percent sign or a backslash would mean something to pylatexenc.
    return lambda _: shown


def _second(node: Any, l2tobj: Any) -> str:
    """What a link shows."""
    return str(l2tobj.nodelist_to_text([node.nodeargd.argnlist[1]]))


def _root(node: Any, l2tobj: Any) -> str:
    inner = str(l2tobj.nodelist_to_text([node.nodeargd.argnlist[0]])).strip()
    return f"√{inner}" if len(inner) < 2 else f"√({inner})"


def plain_link(text: str) -> str:
    r"""A link or DOI without LaTeX: ``\_``, ``{\_}``, ``\url{…}``, ``\textasciitilde``."""
    text = re.sub(r"\\(?:url|path)\s*\{(.*)\}", r"\1", text)
    text = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?", "~", text)
    text = re.sub(r"\\([_&%#$])", r"\1", text)
    return re.sub(r"[{}\\]", "", text).strip()
