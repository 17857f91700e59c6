"""A commented course to start from, made of a few answers; it plans as it is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from planner.findings import Finding, InputError, error
from planner.problem.papers import topics_of
from planner.shipped import shipped
from planner.spec.catalog import read_catalog
from planner.spec.catalogs.entry import CatalogEntry
from planner.spec.load import venue_pages
from planner.starter.answers import Answers
from planner.starter.topics import MOST_TOPICS, Choices, common_topics, main_topic
from planner.starter.writing import SCHEMA, problem_of, rendered

MOST_PER_SESSION = 2
LEAST_PAPERS = 12
_TOPICS = ("frameworks", "compilers", "serving", "parallelism", "cluster-management", "scheduling", "memory")
_FIRST_TOPICS = 3


@dataclass(frozen=True)
class StarterTopic:
    """A topic of the starter: how many papers there are of it, and what the course asks of it."""

    id: str
    papers: int
    min: int
    goal: int


@dataclass(frozen=True)
class Limits:
    """What makes the starter plan as it is, from the numbers of sessions and papers."""

    sessions: int
    papers: int
    per_session: int
    every_session: bool
    topics: tuple[StarterTopic, ...]
    chosen: bool
    moved: tuple[tuple[str, str], ...] = ()
    """Papers whose main topic is another than their catalogue's, by id, as topics were merged."""


def starter_files(
    answers: Answers, folder: Path, catalog: Path | None = None, choices: Choices | None = None
) -> dict[str, bytes]:
    """The files of a starter by name: constraints.yaml, its schema, and catalog.yaml where no ``catalog`` is given.

    ``folder`` is where they will stand; ``choices`` say what becomes of the catalogue's topics.

    Raises InputError when the answers make no course (no meeting in the term, an
    unknown country) or the catalogue cannot be read.
    """
    read = small_catalog(0) if catalog is None else read_whole_catalog(catalog)
    entries = (choices or Choices()).apply(read)
    name = "catalog.yaml" if catalog is None else _relative(catalog, folder)
    values = {"answers": answers, "catalog": name}
    loose = Limits(0, len(entries), 1, False, (), False)
    sessions = len(_checked(rendered("constraints.yaml.jinja", {**values, "limits": loose}), entries))
    entries = small_catalog(sessions) if catalog is None else entries
    limits = _limits(sessions, entries)
    if catalog is not None:
        limits = replace(limits, moved=_moved(read, entries, [topic.id for topic in limits.topics]))
    text = rendered("constraints.yaml.jinja", {**values, "limits": limits})
    _checked(text, entries)
    files = {"constraints.yaml": text.encode(), SCHEMA: shipped("data", SCHEMA).read_bytes()}
    if catalog is None:
        files[name] = rendered("catalog.yaml.jinja", {"papers": [entry.paper for entry in entries]}).encode()
    return files


def _moved(read: list[CatalogEntry], entries: list[CatalogEntry], declared: list[str]) -> tuple[tuple[str, str], ...]:
    """What the course file must say of papers, as the catalogue itself stays as it is."""
    moved = []
    for before, now in zip(read, entries, strict=True):
        topic = main_topic(now, declared)
        if topic is not None and topic != main_topic(before, declared):
            moved.append((now.paper.id, topic))
    return tuple(moved)


def _checked(text: str, entries: list[CatalogEntry]) -> Sequence[object]:
    """The sessions of the text; raises InputError naming the answers that are wrong."""
    try:
        problem, _ = problem_of(text, entries)
    except InputError as fault:
        raise InputError([_about_answer(finding) for finding in fault.findings]) from None
    return problem.sessions


_ANSWERS = {"unknown-country": "--country: ", "no-sessions": "--start, --end, --days: "}


def _about_answer(finding: Finding) -> Finding:
    return replace(finding, message=_ANSWERS.get(finding.code, "") + finding.message)


def small_catalog(sessions: int) -> list[CatalogEntry]:
    """Papers of a few topics from the shipped catalogue: one for each session, a dozen at least, as far as they go.

    Only papers whose length is known and that stand for themselves.
    """
    usual = venue_pages()
    by_topic: dict[str, list[CatalogEntry]] = {topic: [] for topic in _TOPICS}
    for entry in read_whole_catalog(shipped("data", "mlsys.yaml")):
        paper = entry.paper
        main = next(iter(topics_of(paper)), None)
        if main in by_topic and not (paper.after or paper.needs) and (paper.minutes or paper.venue in usual):
            by_topic[main].append(entry)
    wanted, topics = max(LEAST_PAPERS, sessions), list(_TOPICS[:_FIRST_TOPICS])
    while sum(len(by_topic[topic]) for topic in topics) < wanted and len(topics) < len(_TOPICS):
        topics.append(_TOPICS[len(topics)])
    turns = [entry for turn in zip_longest(*(by_topic[topic] for topic in topics)) for entry in turn if entry]
    chosen = {entry.paper.id for entry in turns[:wanted]}
    return [entry for topic in topics for entry in by_topic[topic] if entry.paper.id in chosen]


def read_whole_catalog(path: Path) -> list[CatalogEntry]:
    """The papers of a catalogue file; raises InputError with all that is wrong, or when it has none."""
    findings: list[Finding] = []
    entries = read_catalog(path, str(path), findings)
    faults = [finding for finding in findings if finding.severity == "error"]
    if not entries and not faults:
        faults.append(error("catalog", f"{path} has no papers"))
    if faults:
        raise InputError(faults)
    return entries


def _relative(catalog: Path, folder: Path) -> str:
    """The catalogue's path as constraints.yaml in ``folder`` names it."""
    return Path(os.path.relpath(catalog.absolute(), folder.absolute())).as_posix()


def _limits(sessions: int, entries: list[CatalogEntry]) -> Limits:
    """Limits that the papers can meet: enough a session to read them, a session without only where papers lack."""
    common = common_topics(entries, min(MOST_TOPICS, sessions))
    named = (topic for entry in entries for topic in topics_of(entry.paper))
    order = {topic: place for place, topic in enumerate(dict.fromkeys(named))}
    main = {entry.paper.id: main_topic(entry, common) for entry in entries}
    chosen = bool(common) and None in main.values()
    papers = [entry for entry in entries if main[entry.paper.id] is not None or not chosen]
    each = min(MOST_PER_SESSION, -(-len(papers) // sessions))
    topics = []
    for topic in sorted(common, key=lambda topic: order[topic]):
        own = [entry for entry in papers if main[entry.paper.id] == topic]
        share = max(1, sessions * each * len(own) // max(1, len(papers)))
        free = any(not entry.paper.needs and not entry.paper.dates for entry in own)
        topics.append(StarterTopic(topic, len(own), int(free), min(len(own), share)))
    bound = any(entry.paper.dates for entry in papers)
    return Limits(sessions, len(papers), each, len(papers) >= sessions and not bound, tuple(topics), chosen)
