"""The words by which tables of papers call their columns, in lower case, without accents and punctuation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def _names(text: str) -> Iterator[str]:
    """The names that bars and line ends separate."""
    return (name.strip() for line in text.strip().splitlines() for name in line.split("|"))


_COLUMNS: Mapping[str, str] = {
    "id": """
        id|key|citation key|cite key|bibtex key|paper id|short name|slug
    """,
    "title": """
        title|paper title|article title|document title|paper|papers|name|paper name|reading|readings|item|work
        publication|titel|titre|titulo|titolo|tytul|nazwa|otsikko|baslik|name of paper|title of paper|text|item title
    """,
    "authors": """
        author|authors|author s|author names|author name|author full names|creator|creators|by|written by|autor
        autoren|auteur|auteurs|autores|autori|autor es|verfasser|writers|researchers|first author
    """,
    "venue": """
        venue|journal|conference|source title|publication title|proceedings title|booktitle|book title|where|source
        journal book|published in|container title|conference name|conference journal|venue journal|publication name
        zeitschrift|konferenz|revue|revista|rivista|journal title|container|abbreviated source title|publisher
    """,
    "year": """
        year|publication year|date|published|publication date|pub year|jahr|annee|ano|anno|rok|date published|issued
        year published|published year|py|date added online|online date
    """,
    "url": """
        url|link|links|pdf|pdf link|pdf url|paper link|paper url|web|website|web link|lien|enlace|href|address|url s
        article link|arxiv link|open access link|source url|full text url|urls
    """,
    "doi": """
        doi|doi link|doi url|digital object identifier
    """,
    "arxiv": """
        arxiv|arxiv id|arxiv number|eprint|arxivid
    """,
    "pages": """
        pages|page range|page|pp|seiten|paginas|page numbers
    """,
    "page_count": """
        page count|num pages|number of pages|no of pages|n pages|page total|length pages|anzahl seiten
    """,
    "first": """
        page start|start page|first page|beginning page|begin page
    """,
    "last": """
        page end|end page|last page|ending page
    """,
    "minutes": """
        minutes|min|reading time|time|duration|minuten
    """,
    "topics": """
        topic|topics|theme|themes|category|categories|area|areas|subject|subjects|section|module|unit|thema|themen
        sujet|tema|track|cluster|group
    """,
    "tags": """
        tags|tag|keywords|keyword|author keywords|manual tags|labels|schlagworter|mots cles|palabras clave|key words
    """,
    "automatic": """
        automatic tags|index keywords|keywords plus|ieee terms|mesh terms|mesh|controlled terms
    """,
    "notes": """
        note|notes|comment|comments|extra|remarks|bemerkung|notizen
    """,
}
MEANS = {name: column for column, names in _COLUMNS.items() for name in _names(names)}
"""What each name of a column means."""

UNUSED = frozenset(
    _names(
        """
        abstract|abstract note|access date|affiliations|archive|archive location|art no|article number|author ids
        author s id|authors with affiliations|call number|citation|citations|cited by|coden|conference code
        conference date|conference location|correspondence address|create date|date added|date modified|document type
        editor|editors|eid|file attachments|funding details|funding text|included|index|isbn|issn|issue|item type
        journal abbreviation|label included|language|lecture|library catalog|link attachments|nihms id|no|nr|num
        num volumes|number|open access|open access designations|place|pmcid|pmid|publication stage|publication type
        pubmed id|rank|references|rights|score|series|short title|sponsors|status|storage|times cited|type|vol|volume
        week
        """
    )
)
"""Columns that databases and reference managers write, and that say nothing of use here."""
