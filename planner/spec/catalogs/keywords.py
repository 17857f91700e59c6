"""Which keywords of a catalogue can be topics: those that somebody chose, and that tell papers apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from planner.folding import folded, slug

LEAST_RECORDS = 5
_ARCHIVES = (
    "computer science|statistics|mathematics|physics|quantitative biology|quantitative finance|economics|"
    "electrical engineering and systems science|condensed matter|astrophysics|high energy physics|nonlinear sciences|"
    "nuclear (?:theory|experiment)|general relativity and quantum cosmology|mathematical physics|quantum physics"
)
_AUTOMATIC = re.compile(
    rf"(?:{_ARCHIVES})(?: - .+)?"  # arXiv's subjects, as Zotero sets them
    r"|(?:cs|stat|math|eess|econ|q-bio|q-fin|physics|cond-mat|astro-ph|hep)[.-][a-z-]{2,8}"  # and their codes
    r"|[a-k](?:\.[0-9m]){1,3}"  # ACM's classes
    r"|[0-9]{2}[a-z][0-9x]{2}"  # MSC's
    r"|pacs.*|jel.*|msc.*"
    r"|/?(?:unread|to-?read|read|printed|todo|favou?rites?|important|duplicate|reviewed|skimmed|nosource)"
    r"|_.*|#.*|\W*no doi found|article|journal article|conference paper|preprint|semantic scholar|zotero|mendeley"
)


def is_automatic(keyword: str) -> bool:
    """Whether a program sets the keyword by itself, or it says what somebody did with the paper."""
    return bool(_AUTOMATIC.fullmatch(folded(keyword[:200])))


def shared_by_most(keywords: Iterable[Sequence[str]], records: int) -> set[str]:
    """The slugs of keywords that more than half of a catalogue's papers have: they tell nothing apart."""
    if records < LEAST_RECORDS:
        return set()
    counts = Counter(name for own in keywords for name in set(map(slug, own)))
    return {name for name, count in counts.items() if count * 2 > records}


def topics_among(tags: Iterable[str], common: set[str]) -> list[str]:
    """The slugs of the tags that can be topics, each once."""
    names = dict.fromkeys(slug(tag) for tag in tags if not is_automatic(tag))
    return [name for name in names if name and len(name) <= 100 and name not in common]
