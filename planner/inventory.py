"""What catalogues, or a course with all that it names, hold: a table for a person, and other formats for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.documents import CONTROL, read_yaml
from planner.findings import Finding, InputError, did_you_mean, error, sorted_findings
from planner.folding import slug
from planner.problem.load import Lengths, Source
from planner.problem.papers import known_papers, lengths, topics_of
from planner.references import WRITERS, Reference
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.merge import merge
from planner.spec.catalogs.write import catalog_yaml
from planner.spec.course import CatalogPaper
from planner.spec.load import load_spec, venue_pages

MINUTES_PER_PAGE = 5
FORMATS = ("yaml", *WRITERS)


@dataclass(frozen=True)
class ListedPaper:
    """One paper with its load and what says so: ``minutes``, ``pages``, ``PDF``, ``venue`` or ``default``."""

    paper: CatalogPaper
    minutes: int
    pages: int | None
    load_from: Source
    topic: str | None
    identifiers: tuple[str, ...] = ()
    """Its DOI, and its arXiv number (``arxiv:…``), as far as known."""


@dataclass(frozen=True)
class Inventory:
    """The papers in the order of the files, and what is worth knowing of the files."""

    papers: tuple[ListedPaper, ...]
    findings: tuple[Finding, ...]


def inventory(paths: Sequence[Path]) -> Inventory:
    """The papers of catalogues of any kind, or of one course file; raises InputError with all that is wrong."""
    courses = [path for path in paths if _is_course(path)]
    if not courses:
        return _of_catalogs(paths)
    if len(paths) > 1:
        message = f"{courses[0]} is a course file, which names its catalogues itself; give it alone"
        raise InputError([error("papers", message)])
    return _of_course(courses[0])


def _is_course(path: Path) -> bool:
    """Whether a YAML file is a course; one that is not readable is left to the reader of catalogues."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        value = read_yaml(path).value
    except InputError:
        return False
    return isinstance(value, dict) and not {"version", "course", "term"}.isdisjoint(value)


def _of_catalogs(paths: Sequence[Path]) -> Inventory:
    findings: list[Finding] = []
    entries = [entry for path in dict.fromkeys(paths) for entry in read_catalog(path, str(path), findings)]
    catalog = merge(entries, findings)
    _stop_at_errors(findings)
    known = Lengths(MINUTES_PER_PAGE, venue_pages(), {})
    papers = []
    for entry in catalog.papers.values():
        load = known.of(entry.paper, None)
        topic = next(iter(topics_of(entry.paper)), None)
        papers.append(ListedPaper(entry.paper, load.minutes, load.pages, load.source, topic, entry.identifiers))
    return Inventory(tuple(papers), tuple(sorted_findings(findings)))


def _of_course(path: Path) -> Inventory:
    """All papers that the course knows, with its details."""
    spec = load_spec(path)
    findings = list(spec.findings)
    declared = {topic.id for topic in spec.course.topics}
    papers = []
    for entry in known_papers(spec, findings).values():
        load = lengths(spec).of(entry.paper, entry.details)
        topic = next((topic for topic in topics_of(entry.paper) if topic in declared), None)
        papers.append(ListedPaper(entry.paper, load.minutes, load.pages, load.source, topic))
    _stop_at_errors(findings)
    return Inventory(tuple(papers), tuple(sorted_findings(findings)))


def _stop_at_errors(findings: Iterable[Finding]) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise InputError(sorted_findings(findings))


def converted(papers: Iterable[ListedPaper], form: str) -> str:
    """The papers as a catalogue (``yaml``) or for a reference manager (``bib``, ``csl-json``, ``ris``).

    YAML keeps everything. Raises InputError for another format.
    """
    if form == "yaml":
        return catalog_yaml(listed.paper for listed in papers)
    if form not in WRITERS:
        message = f'there is no format "{form}"{did_you_mean(form, FORMATS)} (known: {", ".join(FORMATS)})'
        raise InputError([error("papers", CONTROL.sub(" ", message))])
    return WRITERS[form](_reference(listed.paper) for listed in papers)


def _reference(paper: CatalogPaper) -> Reference:
    tags = dict.fromkeys(paper.tags or ())
    # A reader makes topics of keywords: those that a tag gives anyway are not said twice.
    topics = [topic for topic in topics_of(paper) if topic not in set(map(slug, tags))]
    return Reference(
        id=paper.id,
        title=paper.title,
        authors=tuple(paper.authors or ()),
        venue=paper.venue or "",
        year=paper.year,
        url=paper.url or "",
        pages=paper.pages,
        keywords=(*tags, *topics),
        note=f"{paper.minutes} minutes of reading" if paper.minutes else "",
    )
