"""References as reference managers read them: BibTeX, CSL-JSON, RIS. Knows nothing of courses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

PREPRINTS = frozenset({"arxiv", "corr", "biorxiv", "medrxiv"})
_UNWRITABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
# Two of these side by side mean something else to LaTeX: a dash, a quote.
_LIGATURE = re.compile(r"([-`',<>?!])(?=[-`',<>])")


@dataclass(frozen=True)
class Reference:
    """One thing to read; ``pages`` is how many, ``note`` free text."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int | None = None
    url: str = ""
    pages: int | None = None
    keywords: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_paper(self) -> bool:
        """Whether it was published somewhere, as far as is known."""
        return bool(self.venue) and self.venue.lower() not in PREPRINTS


def one_line(text: str) -> str:
    """The text on one line, without characters that no file holds."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def bibtex(references: Iterable[Reference]) -> str:
    """A ``.bib`` file, in the order given; keys are the ids as far as BibTeX allows."""
    taken: dict[str, int] = {}
    return "\n".join(_bibtex_entry(reference, _key(reference.id, taken)) for reference in references)


def _bibtex_entry(reference: Reference, key: str) -> str:
    published = "booktitle" if reference.is_paper else "howpublished"
    fields = {
        # The inner braces keep capitals.
        "title": f"{{{latex(reference.title)}}}",
        "author": " and ".join(map(_bibtex_name, filter(None, map(one_line, reference.authors)))),
        published: latex(reference.venue),
        "year": str(reference.year or ""),
        "pagetotal": str(reference.pages or ""),
        "url": re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):02X}", one_line(reference.url)),
        "keywords": latex(", ".join(_keyword(word) for word in reference.keywords)),
        "note": latex(reference.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{'inproceedings' if reference.is_paper else 'misc'}{{{key},\n{''.join(lines)}}}\n"


def latex(text: str) -> str:
    """A text as LaTeX that shows exactly it."""
    escaped = "".join(_LATEX.get(character, character) for character in _LIGATURE.sub("\\1\ue000", one_line(text)))
    return escaped.replace("\ue000", "{}")


def _bibtex_name(name: str) -> str:
    """A name in reading order; in braces where BibTeX would take it apart."""
    plain = re.fullmatch(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)*", name) and " and " not in f" {name.lower()} "
    return latex(name) if plain and name.lower() != "others" else f"{{{latex(name)}}}"


def _key(paper_id: str, taken: dict[str, int]) -> str:
    """A key that BibTeX reads, with a number where another paper has it; BibTeX sees no case in keys."""
    base = re.sub(r"[\s,{}()=\"#%~\\@'\ue000\ue001]|[^\x21-\U0010ffff]", "-", one_line(paper_id)) or "paper"
    key = base
    while key.lower() in taken:
        taken[base.lower()] += 1
        key = f"{base}-{taken[base.lower()]}"
    taken[key.lower()] = 1
    return key


def _keyword(text: str) -> str:
    """A keyword that a list separated by commas can hold."""
    return one_line(re.sub(r"[,;]", " ", text))


def csl_json(references: Iterable[Reference]) -> str:
    """A CSL-JSON list, in the order given."""
    return json.dumps([_csl_item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def _csl_item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one_line(reference.id),
        "citation-key": one_line(reference.id),
        "type": "paper-conference" if reference.is_paper else "article" if reference.venue else "document",
        "title": one_line(reference.title),
        "author": [_csl_name(name) for name in map(one_line, reference.authors) if name],
        "container-title": one_line(reference.venue),
        "issued": {"date-parts": [[reference.year]]} if reference.year else None,
        "number-of-pages": str(reference.pages or ""),
        "URL": reference.url,
        "keyword": ", ".join(filter(None, map(_keyword, reference.keywords))),
        "note": one_line(reference.note),
    }
    return {key: value for key, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    given, family = _parts(name)
    return {"family": family, "given": given} if given else {"literal": name}


def _parts(name: str) -> tuple[str, str]:
    """Given and family name; no given name where the whole is one, as of an organisation."""
    words = name.split()
    if len(words) < 2 or "," in name or "and" in words:
        return "", name
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def ris(references: Iterable[Reference]) -> str:
    """A RIS file, in the order given."""
    return "".join(map(_ris_record, references))


def _ris_record(reference: Reference) -> str:
    names = [", ".join(filter(None, reversed(_parts(name)))) for name in map(one_line, reference.authors) if name]
    lines = [
        ("TY", "CPAPER" if reference.is_paper else "GEN"),
        ("ID", reference.id),
        ("TI", reference.title),
        *(("AU", name) for name in names),
        ("T2", reference.venue),
        ("PY", str(reference.year or "")),
        ("SP", f"{reference.pages} pages" if reference.pages else ""),
        ("UR", reference.url),
        *(("KW", _keyword(word)) for word in reference.keywords),
        ("N1", reference.note),
    ]
    return "".join(f"{tag}  - {one_line(text)}\n" for tag, text in lines if one_line(text)) + "ER  - \n\n"


WRITERS: dict[str, Callable[[Iterable[Reference]], str]] = {"bib": bibtex, "csl-json": csl_json, "ris": ris}
"""The formats by the name that commands give them."""
