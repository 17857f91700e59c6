"""When papers of a kind may be read, and how far one thing comes after another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from planner.findings import Finding, Where, did_you_mean, error, warning
from planner.problem.papers import KnownPaper, check_filter, describe_filter, filter_papers, find_cycles
from planner.problem.problem import Distance, Event, Paper, PaperWindow, Spacing
from planner.problem.ranges import indices_within, unknown
from planner.problem.sessions import Calendar
from planner.spec.load import Spec
from planner.spec.rules import Distance as DistanceSpec
from planner.spec.rules import Spacing as SpacingSpec


def build_windows(
    spec: Spec,
    calendar: Calendar,
    known: Mapping[str, KnownPaper],
    papers: Mapping[str, Paper],
    events: Mapping[str, Event],
    past: Collection[str],
    findings: list[Finding],
) -> tuple[PaperWindow, ...]:
    """``papers.windows`` resolved to candidates and sessions; ``past`` are papers that were read already."""
    built = []
    for index, entry in enumerate(spec.course.papers.windows):
        path = ("papers", "windows", index)
        before = len(findings)
        check_filter(entry, path, spec, known, findings)
        chosen = filter_papers(entry, [known[paper_id].paper for paper_id in papers]) & set(papers)
        if papers and not chosen and len(findings) == before:
            message = f"no candidate is {describe_filter(entry)}"
            findings.append(warning("window-empty", message, spec.document.where(*path)))
        for position, name in enumerate(entry.after):
            if name not in events:
                findings.append(unknown("event", name, events, spec.document.where(*path, "after", position)))
        dated = entry.from_ is not None or entry.to is not None
        built.append(
            PaperWindow(
                papers=frozenset(chosen),
                description=describe_filter(entry),
                allowed=indices_within(calendar, entry.from_, entry.to) if dated else None,
                first_day=entry.from_,
                last_day=entry.to,
                after=tuple(dict.fromkeys(name for name in entry.after if name in events)),
                where=spec.document.where(*path),
            )
        )
    coming = [paper for paper in papers.values() if paper.id not in past]
    _complain_of_the_left_out(built, calendar, coming, events, findings)
    return tuple(built)


def _complain_of_the_left_out(
    windows: Iterable[PaperWindow],
    calendar: Calendar,
    papers: Iterable[Paper],
    events: Mapping[str, Event],
    findings: list[Finding],
) -> None:
    """Warn of papers that the windows leave without a session; one that must be read is an error."""
    every = frozenset(session.index for session in calendar.sessions)
    for paper in papers:
        left = every if paper.allowed is None else paper.allowed
        for window in (window for window in windows if paper.id in window.papers):
            before, left = left, left & _open_to(window, every, events)
            if before and not left:
                message = f'paper "{paper.id}" is left without a session by this window'
                if paper.must is not None:
                    line = paper.must.told if paper.must.file == window.where.file else str(paper.must)
                    message += f", and must be read ({line})"
                make = warning if paper.must is None else error
                findings.append(make("window-left-out", message, window.where, paper.id))


def _open_to(window: PaperWindow, every: frozenset[int], events: Mapping[str, Event]) -> frozenset[int]:
    """The sessions that a window leaves open, wherever its events take place."""
    left = every if window.allowed is None else window.allowed
    for event in (events[name] for name in window.after):
        places = sorted(event.allowed)
        if len(places) >= event.sessions:
            left = frozenset(session for session in left if session > places[event.sessions - 1])
    return left


def build_spacings(
    spec: Spec,
    known: Mapping[str, KnownPaper],
    papers: Mapping[str, Paper],
    events: Mapping[str, Event],
    findings: list[Finding],
) -> tuple[Spacing, ...]:
    """``papers.order``: an id is that of a paper or of an event; what is no candidate orders nothing."""
    built: list[Spacing] = []
    for index, entry in enumerate(spec.course.papers.order):
        place = spec.document.where("papers", "order", index)
        for key, name in (("first", entry.first), ("then", entry.then)):
            where = spec.document.where("papers", "order", index, key)
            if name in known and name in events:
                message = f'"{name}" is a paper ({known[name].where}) and an event ({events[name].where.told})'
                findings.append(error("ambiguous-name", f"{message}; give one of them another id", where, name))
            elif name not in known and name not in events:
                message = f'"{name}" is no paper and no event{did_you_mean(name, [*known, *events])}'
                findings.append(error("unknown-name", message, where, name))
        sessions, days = _distances(entry)
        for key, distance in (("sessions", sessions), ("days", days)):
            if distance.min is not None and distance.max is not None and distance.min > distance.max:
                message = f"{key} has a max of {distance.max}, and a min of {distance.min} where none is said"
                findings.append(error("order", message, spec.document.where("papers", "order", index, key)))
        if all(name in papers or name in events for name in (entry.first, entry.then)):
            built.append(Spacing(entry.first, entry.then, sessions, days, place))
    _complain_of_cycles(built, findings)
    return tuple(built)


def _distances(entry: SpacingSpec) -> tuple[Distance, Distance]:
    """The bounds with their defaults: one session later, or one day where only days are said."""
    sessions = Distance(entry.sessions.min, entry.sessions.max)
    days = Distance(entry.days.min, entry.days.max)
    if _said(entry.days) and not _said(entry.sessions):
        return sessions, _later(days)
    return _later(sessions), days


def _said(distance: DistanceSpec) -> bool:
    return distance.min is not None or distance.max is not None


def _later(distance: Distance) -> Distance:
    """A minimum of 1 where there is none; a maximum of 0 or less says by itself that it is not meant."""
    backwards = distance.max is not None and distance.max < 1
    return replace(distance, min=1) if distance.min is None and not backwards else distance


def _complain_of_cycles(spacings: Iterable[Spacing], findings: list[Finding]) -> None:
    """Things that each come later than the other are an error."""
    graph: dict[str, set[str]] = {}
    places: dict[tuple[str, str], Where] = {}
    for spacing in spacings:
        if (spacing.sessions.min or 0) > 0 or (spacing.days.min or 0) > 0:
            graph.setdefault(spacing.then, set()).add(spacing.first)
            places.setdefault((spacing.first, spacing.then), spacing.where)
    for cycle in find_cycles(graph):
        message = f"these papers and events wait for one another: {' → '.join(cycle)}"
        findings.append(error("cycle", message, places[cycle[0], cycle[1]], *cycle))
