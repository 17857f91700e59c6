"""How texts that people write are compared: one folding for ids, names and titles, whatever file they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[\w+]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_ONE_FOR_ANOTHER = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛´ʼʹ′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
"""Letters that no accent makes of others, and marks that keyboards have several of."""


def bare(text: str) -> str:
    """The text in lower case, in composed form, without accents; blanks and punctuation as they stand."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    letters = unicodedata.normalize("NFKD", letters).casefold()  # capitals of mathematics show only now
    plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", plain).translate(_ONE_FOR_ANOTHER)


def folded(text: str) -> str:
    """A text as ids and names are compared: composed, no case, no accents, single spaces."""
    return " ".join(bare(text).split())


def folded_name(text: str) -> str:
    """A person's name likewise, in reading order: ``Berg, Ada`` is ``ada berg``; so is ``ada  BERG``."""
    family, comma, given = folded(text).partition(",")
    return " ".join(f"{given} {family}".split()) if comma and "," not in given else folded(text)


def folded_title(text: str) -> str:
    """The words of a title, as titles are compared: also without punctuation."""
    return " ".join(_WORD.findall(bare(text)))


def slug(text: str) -> str:
    """A text as an id: ``Deep Learning`` is ``deep-learning``, ``C++`` stays ``c++``; empty where nothing is left."""
    made = re.sub(r"^\W+", "", re.sub(r"[^\w.+]+", "-", bare(text)))
    end = len(made)
    # A pattern that ends in `$` would look at a long row of dots from each of them.
    while end and not _ENDS.match(made, end - 1):
        end -= 1
    return made[:end]


class Names:
    """Ids with the names or titles that people may write in their place."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """``named`` are pairs of an id and a name of it; an id may come several times."""
        self._ids: set[str] = set()
        self._called: dict[str, None] = {}
        self._ranks: tuple[dict[str, dict[str, None]], ...] = ({}, {}, {})
        for known, name in named:
            self._ids.add(known)
            self._called |= {known: None, name: None}
            for rank, key in enumerate((folded(known), folded_name(name), folded_title(name))):
                if key:
                    self._ranks[rank].setdefault(key, {})[known] = None

    @property
    def called(self) -> list[str]:
        """All ids, names and titles, in the order given."""
        return list(self._called)

    def meant(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean: the exact one, else those of the folded id, else those of the name or title.

        Several of one rank mean that the text does not say which; none, that nothing is known by it.
        """
        if text in self._ids:
            return (text,)
        for known, key in zip(self._ranks, (folded(text), folded_name(text), folded_title(text)), strict=True):
            if found := known.get(key):
                return tuple(found)
        return ()
