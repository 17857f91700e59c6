"""Candidates: which papers may be read, with loads, main topics and orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from planner.findings import Finding, Where, did_you_mean, error, warning
from planner.problem.load import Lengths
from planner.problem.problem import Mix, Order, Paper
from planner.problem.sessions import Calendar
from planner.spec.course import CatalogPaper, Filter, PaperDetails
from planner.spec.load import Spec
from planner.spec.parts import AmountValue


@dataclass(frozen=True)
class KnownPaper:
    """A catalogue entry with what the course says of it, before it is known to be a candidate."""

    paper: CatalogPaper
    where: Where
    details: PaperDetails | None = None
    detail_only: bool = False


def known_papers(spec: Spec, findings: list[Finding]) -> dict[str, KnownPaper]:
    """Catalogue and ``papers.details`` merged: details override key by key, lists whole."""
    known = {paper_id: KnownPaper(entry.paper, entry.where) for paper_id, entry in spec.catalog.items()}
    for paper_id, details in spec.course.papers.details.items():
        where = spec.document.where("papers", "details", paper_id, key=True)
        given = {key: getattr(details, key) for key in details.model_fields_set}
        base: dict[str, Any] = {"id": paper_id}
        if paper_id in spec.catalog:
            entry = spec.catalog[paper_id].paper
            base |= {key: getattr(entry, key) for key in entry.model_fields_set}
        elif details.title is None:
            hint = did_you_mean(paper_id, spec.catalog)
            message = f'paper "{paper_id}" is in no catalogue{hint} (a new paper needs a title)'
            findings.append(error("unknown-paper", message, where, paper_id))
            continue
        elif paper_id in spec.pdf_pages:
            base["pages"] = spec.pdf_pages[paper_id]
        merged = CatalogPaper.model_construct(**(base | given))
        known[paper_id] = KnownPaper(merged, where, details, paper_id not in spec.catalog)
    return known


def matches(paper: CatalogPaper, chosen: Filter) -> bool:
    """Whether a paper meets every key of a filter except ``ids``."""
    year = paper.year or 0
    return (
        (chosen.topics is None or not set(chosen.topics).isdisjoint(topics_of(paper)))
        and (chosen.tags is None or not set(chosen.tags).isdisjoint(paper.tags or ()))
        and (chosen.venues is None or (paper.venue or "").lower() in {venue.lower() for venue in chosen.venues})
        and (chosen.since is None or year >= chosen.since)
        and (chosen.until is None or 0 < year <= chosen.until)
    )


def topics_of(paper: CatalogPaper) -> tuple[str, ...]:
    """The topics of a paper, its ``topic`` first, each once."""
    named = ([paper.topic] if paper.topic else []) + list(paper.topics or ())
    return tuple(dict.fromkeys(named))


def filter_papers(chosen: Filter, papers: Iterable[CatalogPaper]) -> set[str]:
    """The ids that a filter selects; ``ids`` adds, and alone it is the whole list."""
    keys = (chosen.topics, chosen.tags, chosen.venues, chosen.since, chosen.until)
    by_ids = set(chosen.ids or ())
    if chosen.ids is not None and all(key is None for key in keys):
        return by_ids
    return {paper.id for paper in papers if matches(paper, chosen)} | by_ids


def check_filter(
    chosen: Filter,
    path: tuple[str | int, ...],
    spec: Spec,
    known: Mapping[str, KnownPaper],
    findings: list[Finding],
) -> None:
    """Complain of topics, tags, venues and ids that no paper has (topics that the course declares are fine)."""
    papers = [entry.paper for entry in known.values()]
    present = {
        "topics": {topic for paper in papers for topic in topics_of(paper)} | {t.id for t in spec.course.topics},
        "tags": {tag for paper in papers for tag in paper.tags or ()},
        "venues": {paper.venue for paper in papers if paper.venue},
        "ids": set(known),
    }
    for key, values in present.items():
        folded = {value.lower() for value in values} if key == "venues" else values
        for index, name in enumerate(getattr(chosen, key) or ()):
            if (name.lower() if key == "venues" else name) not in folded:
                what = "paper" if key == "ids" else key[:-1]
                message = f'no paper has {what} "{name}"' if key != "ids" else f'paper "{name}" is in no catalogue'
                where = spec.document.where(*path, key, index)
                findings.append(error(f"unknown-{what}", message + did_you_mean(name, values), where, name))


def candidate_ids(
    spec: Spec,
    known: Mapping[str, KnownPaper],
    never: Mapping[str, Where],
    findings: list[Finding],
    past: frozenset[str] = frozenset(),
) -> dict[str, Where | None]:
    """The candidates in catalogue order; the value is the line of ``must`` for papers that must be read.

    ``past`` are papers that were read already: they stay known, whatever the filters say now.
    """
    papers = spec.course.papers
    check_filter(papers.candidates, ("papers", "candidates"), spec, known, findings)
    chosen = filter_papers(papers.candidates, [entry.paper for entry in known.values()])
    must: dict[str, Where] = {}
    for paper_id, where in _named_papers(spec):
        if paper_id not in known:
            hint = did_you_mean(paper_id, known)
            findings.append(error("unknown-paper", f'paper "{paper_id}" is in no catalogue{hint}', where, paper_id))
        elif paper_id in never:
            message = f'paper "{paper_id}" is under papers.never ({never[paper_id].told}) and must be read too'
            findings.append(error("must-and-never", message, where, paper_id))
        else:
            must.setdefault(paper_id, where)
    chosen |= set(must) | {paper_id for paper_id, entry in known.items() if entry.detail_only}
    return {
        paper_id: must.get(paper_id)
        for paper_id in known
        if paper_id in past or (paper_id in chosen and paper_id not in never)
    }


def _named_papers(spec: Spec) -> Iterable[tuple[str, Where]]:
    """Papers that are read whatever the filters say: must, pinned, and those of events."""
    for index, paper_id in enumerate(spec.course.papers.must):
        yield paper_id, spec.document.where("papers", "must", index)
    for index, pin in enumerate(spec.course.pins):
        if pin.paper is not None:
            yield pin.paper, spec.document.where("pins", index, "paper")
    for index, event in enumerate(spec.course.events):
        for position, paper_id in enumerate(event.papers):
            yield paper_id, spec.document.where("events", index, "papers", position)


def build_papers(
    spec: Spec,
    known: Mapping[str, KnownPaper],
    candidates: Mapping[str, Where | None],
    calendar: Calendar,
    findings: list[Finding],
) -> dict[str, Paper]:
    """The candidates with load, main topic and allowed sessions."""
    declared = {topic.id for topic in spec.course.topics}
    papers: dict[str, Paper] = {}
    for paper_id, must in candidates.items():
        entry = known[paper_id]
        source = entry.paper
        topics = topics_of(source)
        main = source.topic if source.topic else next((topic for topic in topics if topic in declared), None)
        allowed, allowed_where = _allowed_sessions(spec, entry, calendar, findings)
        papers[paper_id] = Paper(
            id=paper_id,
            title=source.title,
            minutes=_minutes(spec, entry, findings),
            where=entry.where,
            topic=main if main in declared else None,
            topics=tuple(topic for topic in topics if topic in declared),
            tags=frozenset(source.tags or ()),
            priority=source.priority or 3,
            must=must,
            allowed=allowed,
            allowed_where=allowed_where,
            authors=tuple(source.authors or ()),
            venue=source.venue,
            year=source.year,
            url=source.url,
        )
    return papers


def lengths(spec: Spec) -> Lengths:
    """What the course's loads are made from."""
    return Lengths(spec.course.reading.minutes_per_page, spec.venue_pages, spec.pdf_pages)


def _minutes(spec: Spec, entry: KnownPaper, findings: list[Finding]) -> int:
    """The load of a paper in minutes; one that nothing tells is a warning."""
    load = lengths(spec).of(entry.paper, entry.details)
    if load.source == "default":
        message = f'the length of "{entry.paper.id}" is not known; counted as {load.minutes} minutes'
        findings.append(warning("unknown-length", message, entry.where, entry.paper.id))
    return load.minutes


def _allowed_sessions(
    spec: Spec, entry: KnownPaper, calendar: Calendar, findings: list[Finding]
) -> tuple[frozenset[int] | None, Where | None]:
    dates = entry.paper.dates
    if dates is None:
        return None, None
    paper_id = entry.paper.id
    in_details = entry.details is not None and entry.details.dates is not None
    path = ("papers", "details", paper_id, "dates")
    where = spec.document.where(*path) if in_details else entry.where
    found = indices_named(calendar, dates)
    if not dates:
        message = f'the dates of paper "{paper_id}" are empty; leave them out to allow every date'
        findings.append(error("no-session", message, where, paper_id))
    for index, name in enumerate(dates):
        if not indices_named(calendar, [name]):
            message = f'there is no session on {name}, a date of paper "{paper_id}"{nearest(calendar, name)}'
            make = error if in_details and not found else warning
            place = spec.document.where(*path, index) if in_details else where
            findings.append(make("no-session", message, place, paper_id))
    return found, where


def indices_named(calendar: Calendar, names: Iterable[str]) -> frozenset[int]:
    """The sessions that dates or session ids mean."""
    names = list(names)
    return frozenset(s.index for s in calendar.sessions if any(s.is_named(name) for name in names))


def nearest(calendar: Calendar, name: str) -> str:
    """``; the nearest are on …``: where sessions are instead of a date that has none."""
    day = date.fromisoformat(name.removeprefix("../")[:10])
    same_day = [f"{session.start:%H:%M}" for session in calendar.sessions if session.date == day]
    if same_day:
        return f"; that day's sessions start at {', '.join(same_day)}"
    days = sorted({session.date for session in calendar.sessions}, key=lambda other: (abs(other - day), other))
    return f"; the nearest are on {' and '.join(map(str, sorted(days[:2])))}" if days else ""


def build_orders(
    spec: Spec,
    known: Mapping[str, KnownPaper],
    papers: Mapping[str, Paper],
    never: Mapping[str, Where],
    findings: list[Finding],
) -> tuple[tuple[Order, ...], dict[str, Where]]:
    """The orders between candidates, and the papers that cannot be read as what they need is no candidate."""
    orders: list[Order] = []
    missing: list[tuple[str, str, Where]] = []
    for paper_id in papers:
        entry = known[paper_id]
        for key in ("after", "needs"):
            in_details = entry.details is not None and getattr(entry.details, key) is not None
            for index, first in enumerate(getattr(entry.paper, key) or ()):
                path = ("papers", "details", paper_id, key, index)
                where = spec.document.where(*path) if in_details else entry.where
                if first not in known:
                    hint = did_you_mean(first, known)
                    make = error if in_details else warning
                    message = f'"{paper_id}" comes after "{first}", which is in no catalogue{hint}'
                    findings.append(make("unknown-paper", message, where, paper_id, first))
                elif first in papers:
                    orders.append(Order(first, paper_id, key == "needs", where))
                elif key == "needs":
                    missing.append((paper_id, first, where))
    needed = _needed(papers, orders)
    for paper_id, first, where in missing:
        reason = "is under papers.never" if first in never else "is no candidate"
        findings.append(_missing_need(paper_id, first, reason, needed.get(paper_id), where))
    _complain_of_cycles(orders, spec.document.file, findings)
    return tuple(orders), {paper_id: where for paper_id, _, where in reversed(missing)}


def _needed(papers: Mapping[str, Paper], orders: Iterable[Order]) -> dict[str, str]:
    """The papers that must be read, themselves or for another one, and that other one."""
    before: dict[str, list[str]] = {}
    for order in orders:
        if order.needs:
            before.setdefault(order.then, []).append(order.first)
    needed = {paper.id: paper.id for paper in papers.values() if paper.must}
    waiting = list(needed)
    while waiting:
        paper_id = waiting.pop()
        for first in before.get(paper_id, ()):
            if first not in needed:
                needed[first] = paper_id
                waiting.append(first)
    return needed


def _missing_need(paper_id: str, first: str, reason: str, for_whom: str | None, where: Where) -> Finding:
    if for_whom is None:
        message = f'"{paper_id}" needs "{first}", which {reason}; so it cannot be read'
        return warning("missing-need", message, where, paper_id)
    why = "must be read" if for_whom == paper_id else f'must be read for "{for_whom}"'
    return error("missing-need", f'"{paper_id}" {why} and needs "{first}", which {reason}', where, paper_id)


def _complain_of_cycles(orders: Iterable[Order], file: str, findings: list[Finding]) -> None:
    graph: dict[str, set[str]] = {}
    places: dict[tuple[str, str], Where] = {}
    for order in orders:
        graph.setdefault(order.then, set()).add(order.first)
        places[order.first, order.then] = order.where
    for cycle in find_cycles(graph):
        # An order of the course is easier to change than one of a catalogue that courses share.
        lines = [places[pair] for pair in pairwise(cycle)]
        where = next((line for line in lines if line.file == file), lines[0])
        findings.append(error("cycle", f"these papers wait for one another: {' → '.join(cycle)}", where, *cycle))


def find_cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Cycles of a graph of predecessors that share no node, each first to last and back."""
    cycles: list[list[str]] = []
    left = dict(graph)
    while cycle := _find_cycle(left):
        cycles.append(cycle)
        left = {node: before.difference(cycle) for node, before in left.items() if node not in cycle}
    return cycles


def _find_cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """One cycle, or an empty list."""
    sorter = TopologicalSorter({node: sorted(before) for node, before in sorted(graph.items())})
    try:
        sorter.prepare()
    except CycleError as problem:
        # graphlib lists it so that each node is a predecessor of the next
        return list(problem.args[1])
    return []


def build_mixes(
    spec: Spec, known: Mapping[str, KnownPaper], papers: Mapping[str, Paper], findings: list[Finding]
) -> tuple[Mix, ...]:
    """``papers.mix`` resolved to candidates."""
    mixes = []
    for index, mix in enumerate(spec.course.papers.mix):
        path = ("papers", "mix", index)
        before = len(findings)
        check_filter(mix, path, spec, known, findings)
        chosen = filter_papers(mix, [known[paper_id].paper for paper_id in papers])
        if papers and chosen.isdisjoint(papers) and len(findings) == before:
            message = f"no candidate is {describe_filter(mix)}"
            findings.append(warning("mix-empty", message, spec.document.where(*path)))
        mixes.append(
            Mix(
                papers=frozenset(chosen & set(papers)),
                description=describe_filter(mix),
                min=_amount(mix.min),
                max=_amount(mix.max),
                where=spec.document.where(*path),
                min_where=spec.document.where(*path, "min"),
                max_where=spec.document.where(*path, "max"),
            )
        )
    return tuple(mixes)


def _amount(amount: AmountValue | None) -> int | Fraction | None:
    if amount is None:
        return None
    return amount.share if amount.share is not None else amount.number


def describe_filter(chosen: Filter) -> str:
    """A filter in words: ``since 2017, of OSDI or NSDI``."""
    parts = []
    if chosen.topics is not None:
        parts.append("of topic " + " or ".join(chosen.topics))
    if chosen.tags is not None:
        parts.append("tagged " + " or ".join(chosen.tags))
    if chosen.venues is not None:
        parts.append("of " + " or ".join(chosen.venues))
    if chosen.since is not None:
        parts.append(f"since {chosen.since}")
    if chosen.until is not None:
        parts.append(f"until {chosen.until}")
    if chosen.ids is not None:
        parts.append("among " + ", ".join(chosen.ids))
    return ", ".join(parts) or "of any kind"
